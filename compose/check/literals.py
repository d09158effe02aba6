"""What a text must hold for a pattern to match at all: found by reading the pattern, so that most are never run."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

_parser: Any = re._parser  # type: ignore[attr-defined]  # the standard library's own reader of patterns
_NAMES = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
_SHORTEST = 3
_MOST = 400


@lru_cache(maxsize=8192)
def required(pattern: re.Pattern[str]) -> frozenset[str]:
    """Case-folded texts of which every match holds at least one; empty when nothing is certain."""
    found = _of_sequence(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
    if not found or len(found) > _MOST or min(map(len, found)) < _SHORTEST:
        return frozenset()
    return frozenset(text.casefold() for text in found)


def _of_sequence(items: Iterable[Any]) -> frozenset[str]:
    """The best certain set of a sequence: the one whose shortest member is longest."""
    best: frozenset[str] = frozenset()
    run = ""
    for name, value in [*((str(op), value) for op, value in items), ("END", None)]:
        char = _char(name, value)
        if char:
            run += char
            continue
        for candidate in (frozenset([run]) if run else frozenset(), _of_item(name, value)):
            if candidate and (not best or _worth(candidate) > _worth(best)):
                best = candidate
        run = ""
    return best


def _worth(found: frozenset[str]) -> tuple[int, int]:
    return min(min(map(len, found)), 6), -len(found)


def _char(name: str, value: Any) -> str:
    if name == "LITERAL":
        return chr(value)
    if name == "IN" and all(str(op) == "LITERAL" for op, _ in value):
        chars = {chr(code).casefold() for _, code in value}
        return chars.pop() if len(chars) == 1 else ""
    return ""


def _of_item(name: str, value: Any) -> frozenset[str]:
    if name == "SUBPATTERN":
        return _of_sequence(value[3])
    if name in _NAMES and value[0] > 0:
        return _of_sequence(value[2])
    if name == "ATOMIC_GROUP":
        return _of_sequence(value)
    if name == "BRANCH":
        branches = [_of_sequence(branch) for branch in value[1]]
        return frozenset().union(*branches) if all(branches) else frozenset()
    return frozenset()


class Sieve:
    """An index from what texts hold to the things that may match in them. Nothing that can match is ever left out."""

    def __init__(self, things: Sequence[Sequence[re.Pattern[str]]]) -> None:
        """`things` are lists of patterns; a text lets a thing through when one of its patterns may match."""
        self._always: set[int] = set()
        index: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for number, patterns in enumerate(things):
            needs = [required(pattern) for pattern in patterns]
            if not all(needs) or not needs:
                self._always.add(number)
                continue
            for text in frozenset().union(*needs):
                index[text[:_SHORTEST]].append((text, number))
        self._index = dict(index)
        self._heads = frozenset(index)

    def through(self, text: str) -> list[int]:
        """The numbers of the things that may match in the text, in order."""
        folded = text.casefold()
        heads = self._heads.intersection(map("".join, zip(folded, folded[1:], folded[2:], strict=False)))
        found = set(self._always)
        for head in heads:
            for literal, number in self._index[head]:
                if number not in found and literal in folded:
                    found.add(number)
        return sorted(found)
