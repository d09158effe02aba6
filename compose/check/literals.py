"""What a text must hold for a pattern to match at all: found by reading the pattern, so that most are never run."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from compose.check.phrases import words_needed
from compose.lexicons.patterns import noted

_parser: Any = re._parser  # type: ignore[attr-defined]  # the standard library's own reader of patterns
REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
_MOST = 400
_SETS = 3

_ALIKE = {ord(digit): "0" for digit in "123456789"}
_TIMES = re.compile(r"\{\d*,?\d*\}")
_CODE = re.compile(r"\\u(?!00[0-7])[0-9a-fA-F]{4}")  # of a sign beyond ASCII

Needs = tuple[frozenset[str], ...]


def parsed(pattern: str, flags: int = 0) -> Any:
    """A pattern as the standard library reads it."""
    return _parser.parse(pattern, flags)


@lru_cache(maxsize=8192)
def needs(pattern: str) -> Needs:
    """Sets of case-folded texts: every match of the pattern holds at least one of each; the most telling set first."""
    return tuple(frozenset(text.casefold() for text in texts) for texts in written(pattern))


@lru_cache(maxsize=8192)
def written(pattern: str) -> Needs:
    """The same as they are spelled: what a pattern to which capitals tell needs."""
    words = words_needed(pattern)
    sets = [words] if words is not None else of_sequence(parsed(pattern))
    found = (texts for texts in sets if len(texts) <= _MOST)
    return tuple(sorted(found, key=_worth, reverse=True)[:_SETS])


@lru_cache(maxsize=8192)
def shaped(pattern: str) -> Needs:
    """The same sets, for texts of which all digits were made 0."""
    known = noted(pattern)
    return digitless(pattern) if known is None else known


def digitless(pattern: str) -> Needs:
    """The same, read off the pattern whatever was noted of it."""
    words = words_needed(pattern)
    sets = [words] if words is not None else of_sequence(_shapes(parsed(pattern)))
    alike = (frozenset(text.casefold().translate(_ALIKE) for text in texts) for texts in sets if len(texts) <= _MOST)
    return tuple(sorted(alike, key=_worth, reverse=True)[:_SETS])


def _shapes(items: Iterable[Any]) -> list[Any]:
    """The items of a pattern with 0 in the place of each digit, and of what takes digits alone."""
    found: list[Any] = []
    for op, value in items:
        name = str(op)
        if (name == "LITERAL" and _is_digit("LITERAL", value)) or (
            name == "IN" and all(_is_digit(str(kind), of) for kind, of in value)
        ):
            found.append(("LITERAL", ord("0")))
        elif name in REPEATS:
            inner = _shapes(value[2])
            if value[0] == value[1] and len(inner) == 1 and inner[0][0] == "LITERAL":
                found += inner * value[0]
            else:
                found.append((name, (value[0], value[1], inner)))
        elif name == "SUBPATTERN":
            found += _shapes(value[3])
        elif name == "BRANCH":
            found.append((name, (value[0], [_shapes(branch) for branch in value[1]])))
        else:
            found.append((name, value))
    return found


def _is_digit(name: str, value: Any) -> bool:
    if name == "CATEGORY":
        return str(value) == "CATEGORY_DIGIT"
    low, high = value if name == "RANGE" else (value, value)
    return name in ("LITERAL", "RANGE") and ord("0") <= low <= high <= ord("9")


def of_sequence(items: Iterable[Any]) -> list[frozenset[str]]:
    """Sets of texts of which every text that the items match, one after the other, holds one of each."""
    sets: list[frozenset[str]] = []
    run = ""
    for name, value in [*((str(op), value) for op, value in items), ("END", None)]:
        char = _char(name, value)
        if char:
            run += char
            continue
        if run:
            sets.append(frozenset([run]))
        sets += _of_item(name, value)
        run = ""
    return sets


def _worth(found: frozenset[str]) -> tuple[int, int]:
    return min(6, *map(len, found)), -len(found)


def _char(name: str, value: Any) -> str:
    if name == "LITERAL":
        return chr(value)
    if name == "IN":
        chars = {char.casefold() for char in _few(value)}
        return chars.pop() if len(chars) == 1 else ""
    return ""


def _few(value: Any) -> list[str]:
    """The characters of a class that only lists characters."""
    return [chr(code) for _, code in value] if all(str(op) == "LITERAL" for op, _ in value) else []


def _of_item(name: str, value: Any) -> list[frozenset[str]]:
    if name == "SUBPATTERN":
        return of_sequence(value[3])
    if name in REPEATS and value[0] > 0:
        inner = list(value[2])
        chars = _few(inner[0][1]) if len(inner) == 1 and str(inner[0][0]) == "IN" else []
        if value[0] > 1 and 0 < len(chars) < 4:
            return [frozenset(first + second for first in chars for second in chars)]
        return of_sequence(inner)
    if name == "ATOMIC_GROUP":
        return of_sequence(value)
    if name == "ASSERT":
        return of_sequence(value[1])
    if name == "IN" and 1 < len(_few(value)) < 9:
        return [frozenset(_few(value))]
    if name == "BRANCH":
        branches = [of_sequence(branch) for branch in value[1]]
        return [frozenset().union(*(max(sets, key=_worth) for sets in branches))] if all(branches) else []
    return []


def digit_classes(patterns: Iterable[re.Pattern[str]]) -> dict[int, str] | None:
    """A translation that maps every digit to one that none of the patterns tells from it.

    A text and its translation then match alike, place by place. None where a pattern could lose a match: one that
    forbids a repetition, which the translation might bring about.
    """
    marks: dict[str, list[bool]] = {digit: [] for digit in "0123456789"}
    for pattern in patterns:
        if not _mark_digits(parsed(pattern.pattern, pattern.flags & ~re.UNICODE), marks, False):
            return None
    first: dict[tuple[bool, ...], str] = {}
    return {ord(digit): first.setdefault(tuple(seen), digit) for digit, seen in marks.items()}


def digits_alike(patterns: Iterable[str]) -> bool:
    """Whether none of the patterns, as they are written, tells one digit from another."""
    return all(_is_without_digits(pattern) or _tells_none(pattern) for pattern in patterns)


def _is_without_digits(pattern: str) -> bool:
    """Whether no digit is named, told by the text alone: only classes hold digits, and these hold all or none."""
    bare = _CODE.sub("", _TIMES.sub("", pattern) if "\\{" not in pattern and "[{" not in pattern else pattern)
    return not any(map(str.isdigit, bare)) and "(?P=" not in pattern and "\\N" not in pattern


@lru_cache(maxsize=1000)
def _tells_none(pattern: str) -> bool:
    table = digit_classes([re.compile(pattern)])
    return table is not None and len(set(table.values())) == 1


def _mark_digits(items: Iterable[Any], marks: dict[str, list[bool]], forbidden: bool) -> bool:
    for op, value in items:
        name = str(op)
        if name in ("LITERAL", "NOT_LITERAL", "RANGE"):
            low, high = value if name == "RANGE" else (value, value)
            for digit, seen in marks.items():
                seen.append(low <= ord(digit) <= high)
            continue
        lost = name.startswith("GROUPREF") and forbidden
        deeper = forbidden or name == "ASSERT_NOT"
        if lost or not all(_mark_digits(inner, marks, deeper) for inner in inside(name, value)):
            return False
    return True


def inside(name: str, value: Any) -> list[Any]:
    """The patterns inside an item of a pattern."""
    if name == "IN":
        return [value]
    if name == "SUBPATTERN":
        return [value[3]]
    if name in REPEATS:
        return [value[2]]
    if name == "BRANCH":
        return list(value[1])
    if name in ("ASSERT", "ASSERT_NOT"):
        return [value[1]]
    return [value] if name == "ATOMIC_GROUP" else []
