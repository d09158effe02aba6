"""Suppression in place, with a reason: a comment in a letter, the key `ignore` in an entry of TOML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from compose.lint.page import Page
from compose.lint.table import CLAIMS
from compose.model.fault import Fault

_COMMENT = re.compile(r"\{#-?\s*compose:\s*ignore\s+(?P<rules>[\w.\-, ]*?)\s*(?:--\s*(?P<why>.*?)\s*)?-?#\}", re.DOTALL)
_KEY = re.compile(r"^\s*ignore\s*[=.]|\bignore\s*=|\.ignore\]", re.MULTILINE)


@dataclass
class Ignore:
    """One suppression: of a rule, from line to line, why; and whether it suppressed anything."""

    rule: str
    first: int
    last: int
    why: str
    span: tuple[int, int]
    used: bool = field(default=False)


def ignores_of(page: Page) -> list[Ignore]:
    """The suppressions of a file."""
    if page.file.suffix == ".j2":
        return list(_comments(page)) if "compose:" in page.text else []
    if page.file.suffix != ".toml" or "ignore" not in page.text:
        return []
    return list(_keys(page)) if _KEY.search(page.text) else []


def _comments(page: Page) -> Iterator[Ignore]:
    """A comment holds for its own line and the next one."""
    for match in _COMMENT.finditer(page.text):
        line = page.text.count("\n", 0, match.start()) + 1
        last = page.text.count("\n", 0, match.end()) + 2
        for rule in re.split(r"[,\s]+", match["rules"].strip()):
            yield Ignore(rule, line, last, (match["why"] or "").strip(), match.span())


def _keys(page: Page) -> Iterator[Ignore]:
    """The key holds for its whole entry."""
    nodes = page.layout.nodes
    headers = sorted(node.key[0] for path, node in nodes.items() if len(path) == 2 and isinstance(path[1], int))
    for path, node in nodes.items():
        if len(path) == 4 and path[2] == "ignore":
            start = nodes[path[:2]].key[0]
            end = next((at for at in headers if at > start), len(page.text))
            first, last = page.text.count("\n", 0, start) + 1, page.text.count("\n", 0, end)
            raw = page.text[slice(*node.value)]
            why = raw.strip("\"' \n")
            yield Ignore(str(path[3]), first, max(last, first), why, node.key)


def sifted(faults: Sequence[Fault], pages: Sequence[Page], deep: bool) -> tuple[list[Fault], int]:
    """The faults that no suppression covers, with those of the suppressions themselves, and how many were covered.

    `deep` says that messages were rendered, so that suppressions of what is found in messages can be judged.
    """
    kept = list(faults)
    covered = 0
    for page in pages:
        found = ignores_of(page)
        if not found:
            continue
        mine = [fault for fault in kept if fault.file == page.name]
        for fault in mine:
            matching = [each for each in found if each.rule == fault.rule and each.first <= fault.line <= each.last]
            for each in matching:
                each.used = True
            if matching:  # without a reason it is told of as well
                kept.remove(fault)
                covered += 1
        kept += [fault for each in found for fault in _own(each, page, deep)]
    return kept, covered


def _own(each: Ignore, page: Page, deep: bool) -> Iterator[Fault]:
    if not each.why:
        help = '{# compose: ignore RULE -- why #}, or ignore = { "RULE" = "why" }'
        yield page.fault("lint.reason", each.span, f"{each.rule or 'nothing'} is ignored without a reason", help)
    elif not each.used and (deep or each.rule in CLAIMS):
        message = f"{each.rule} is ignored, and is not found here"
        yield page.fault("lint.unused-ignore", each.span, message, "take it out")
    elif not each.used and "." not in each.rule:
        yield page.fault("lint.unused-ignore", each.span, f"{each.rule} is no rule", "take it out")
