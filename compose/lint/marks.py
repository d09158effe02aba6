"""Marks that stand for a text still to be written: each is told once, and nothing else of what they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from compose.lint.page import Page
from compose.lint.view import View
from compose.locales.source import read_source
from compose.model.fault import Fault

MARK = "TODO: "
_MARK = re.compile(r"\bTODO\b")
_SHOWN = 60


def check(view: View) -> Iterator[Fault]:
    """Every mark in the judged files of one language."""
    for path in view.files():
        if path.suffix in (".toml", ".json") and "TODO" in read_source(path):
            yield from _marks(view.page(str(path)))


def _marks(page: Page) -> Iterator[Fault]:
    nodes = page.layout.nodes
    inner = {path[:-1] for path in nodes}
    values = sorted((node.value, path) for path, node in nodes.items() if path not in inner and node.value != node.key)
    values += sorted(
        (node.value, path)
        for path, node in nodes.items()
        if path not in inner and node.value == node.key and isinstance(path[-1], int) and len(path) > 2
    )
    for (start, end), path in sorted(values):
        match = _MARK.search(page.text, start, end)
        if match:
            rest = page.text[match.end() : end].strip(": '\"")
            name = ".".join(str(step) for step in path if isinstance(step, str))
            message = f"{name} is still to be written: {rest[:_SHOWN]}{'…' if len(rest) > _SHOWN else ''}"
            yield page.fault(
                "lint.todo", match.span(), message, "write it in this language, and take the mark out", entry=name
            )


def alone(faults: Iterable[Fault]) -> Iterator[Fault]:
    """The faults without those that other checks find in an entry with a mark, or in a JSON file with one."""
    found = list(faults)
    marked: dict[str, list[tuple[int, int]]] = {}
    for fault in found:
        if fault.rule == "lint.todo":
            marked.setdefault(fault.file, []).append((fault.line, fault.line))
    spans = {file: _entries(file, [line for line, _ in lines]) for file, lines in marked.items()}
    for fault in found:
        near = any(first <= fault.line <= last for first, last in spans.get(fault.file, ()))
        if fault.rule == "lint.todo" or not near:
            yield fault


def _entries(file: str, lines: list[int]) -> list[tuple[int, int]]:
    from pathlib import Path

    text = read_source(Path(file)).splitlines()
    if file.endswith(".json"):
        return [(1, len(text) + 1)]
    heads = [number for number, line in enumerate(text, 1) if line.startswith("[[")]
    found = []
    for line in lines:
        first = max((number for number in heads if number <= line), default=0)
        last = min((number for number in heads if number > line), default=len(text) + 2) - 1
        found.append((first, last) if first else (line, line))
    return found
