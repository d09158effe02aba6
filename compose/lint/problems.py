"""What the readers could not use, as faults with the very key: all files, whatever is wrong with one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from compose.errors import Problem
from compose.lint.page import Page
from compose.lint.view import View
from compose.model.fault import Fault

_TABLES = {"say.toml": "sentence", "ask.toml": "question", "phrases.toml": "phrase"}
_WHERE = re.compile(r"(?P<file>.*?\.[A-Za-z0-9]+)(?::(?P<line>\d+))?$")
_AT = re.compile(r"at line (\d+), column (\d+)")
_QUOTED = re.compile(r"'([^']*)'")
_UNREADABLE = ("is not TOML", "is not UTF-8")
_IDS = ("id", "code", "key")


def check(view: View) -> Iterator[Fault]:
    """Every problem of reading the judged files of one language; of an unreadable file only that it is so."""
    parted = [(problem, _parted(problem)) for problem in view.problems]
    unreadable = {file for problem, (file, _) in parted if problem.what.startswith(_UNREADABLE)}
    for problem, (file, line) in dict.fromkeys(parted):
        if view.scope.judges(file) and (file not in unreadable or problem.what.startswith(_UNREADABLE)):
            yield fault_of(problem, view.page(file), line)


def _parted(problem: Problem) -> tuple[str, int]:
    match = _WHERE.match(problem.where)
    return (match["file"], int(match["line"] or 0)) if match else (problem.where, 0)


def fault_of(problem: Problem, page: Page, line: int) -> Fault:
    """The fault that a reader's problem is, at the key that it names."""
    if problem.what.startswith(_UNREADABLE):
        at = _AT.search(problem.what)
        start = page.layout.lines[int(at[1]) - 1] + int(at[2]) - 1 if at and int(at[1]) <= len(page.layout.lines) else 0
        return page.fault("lint.file", (start, start + 1), problem.what, problem.mend)
    entry = page.layout.entry(_TABLES.get(page.file.name, "rule"), line) if line else ()
    if not entry and line:
        entry = page.layout.entry("form", line) or page.layout.entry("honorific", line)
    names = _QUOTED.findall(problem.what)
    rule, span = _kind(problem, page, entry, names)
    return page.fault(rule, span, problem.what, problem.mend, entry=name_of(page, entry))


def _kind(
    problem: Problem, page: Page, entry: tuple[str | int, ...], names: Sequence[str]
) -> tuple[str, tuple[int, int]]:
    what = problem.what
    if "stands twice" in what:
        key = next((key for key in _IDS if (*entry, key) in page.layout.nodes), "")
        return "lint.double-id", page.value((*entry, key))
    if what.startswith("unknown key") or what.startswith("unknown table"):
        path = (*entry, names[0]) if names else entry
        return "lint.key", page.key(path if path in page.layout.nodes else _somewhere(page, names, entry))
    if what.startswith("unknown condition"):
        return "lint.key", page.key((*entry, "when", names[0]))
    if what.startswith("unknown channel"):
        return "lint.value", page.key((*entry, "channel", names[0]))
    if what.startswith("unknown "):
        return "lint.value", page.value((*entry, "when", what.split()[1]))
    if what.startswith("slot "):
        return "lint.value", page.value((*entry, "slots", names[0]))
    if what.startswith("a rule needs"):
        return "lint.value", page.key((*entry, "bad") if (*entry, "bad") in page.layout.nodes else entry)
    path = (*entry, *(names[0].split(".") if names else ()))
    return "lint.value", page.value(path if path in page.layout.nodes else _somewhere(page, names, entry))


def _somewhere(page: Page, names: Sequence[str], entry: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The one place below the entry that has this key, for keys of inner tables."""
    for path in page.layout.nodes:
        if names and path[-1:] == (names[0],) and path[: len(entry)] == entry:
            return path
    return entry


def name_of(page: Page, entry: tuple[str | int, ...]) -> str:
    """The id of an entry as it is written, or an empty string."""
    for key in _IDS:
        if entry and (*entry, key) in page.layout.nodes:
            start, end = page.value((*entry, key))
            return page.text[start:end]
    return ""


def settings_faults(problems: Sequence[Problem], page: Page) -> Iterator[Fault]:
    """The problems of a settings file, at their keys (their pointers are paths)."""
    prefix: tuple[str | int, ...] = ("tool", "compose") if Path(page.file).name == "pyproject.toml" else ()
    for problem in problems:
        path = (*prefix, *(step for step in problem.pointer.split("/") if step))
        if problem.what.startswith(_UNREADABLE):
            yield fault_of(problem, page, 0)
        else:
            yield page.fault("lint.setting", page.key(path), problem.what, problem.mend)
