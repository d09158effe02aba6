"""Says a Python pattern as a Java one that means the same, or says why it cannot be said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from compose.check.export.glance import glance, in_class

# The parser of `re` itself: what it makes of a pattern is what the rules engine runs.
_parser = import_module("re._parser")

WORD = r"\p{L}\p{N}_"
_SPACE = r"\s\p{Z}\x1c-\x1f\x85"
_CATEGORY = {
    "CATEGORY_WORD": WORD,
    "CATEGORY_DIGIT": r"\p{Nd}",
    "CATEGORY_SPACE": _SPACE,
    "CATEGORY_NOT_DIGIT": r"\P{Nd}",
}
_NEGATED = {"CATEGORY_NOT_WORD": WORD, "CATEGORY_NOT_SPACE": _SPACE}
_BOUNDARY = rf"(?:(?<![{WORD}])(?=[{WORD}])|(?<=[{WORD}])(?![{WORD}]))"
_INSIDE = rf"(?:(?<=[{WORD}])(?=[{WORD}])|(?<![{WORD}])(?![{WORD}]))"
_STOPS = frozenset(map(ord, ".!?…"))
_LINE_START = "(?m:^)"
_BACK = "it looks back over the end of a sentence, and LanguageTool sees one at a time"
_EDGES = {"AT_BEGINNING": r"\A", "AT_BEGINNING_STRING": r"\A", "AT_END": r"\z", "AT_END_STRING": r"\z"}

Item = tuple[Any, Any]


class Unsayable(Exception):
    """A pattern has no equal in LanguageTool; the words say why."""


@dataclass(frozen=True, slots=True)
class Said:
    """A Java pattern; `mark` is the number of the group to underline, 0 for the whole match."""

    pattern: str
    mark: int


def java(pattern: re.Pattern[str]) -> Said:
    """Translate a compiled pattern whose text is one sentence in Java and a whole message in Python.

    Raises `Unsayable` for what would mean something else there: edges of the text, what reaches over the
    end of a sentence, a `mark` that some matches lack.
    """
    tree = _parser.parse(pattern.pattern, pattern.flags)
    if tree.getwidth()[0] == 0:
        raise Unsayable("it can match nothing at all")
    mark = pattern.groupindex.get("mark", 0)
    if mark and not _always(tree, mark):
        raise Unsayable("some of its matches have no marked part, which LanguageTool cannot take")
    return Said(glance(tree, bool(tree.state.flags & re.I)) + _sequence(tree), mark)


def template(text: str, pattern: re.Pattern[str]) -> str:
    r"""A template of `re.expand` as a LanguageTool suggestion: `\g<name>` becomes the group's number."""

    def number(match: re.Match[str]) -> str:
        name = match[1] or match[2]
        group = int(name) if name.isdigit() else pattern.groupindex[name]
        if group > 9:
            raise Unsayable("its replacement names a group above the ninth")
        return rf"\{group}"

    return re.sub(r"\\(?:(\d)|g<(\w+)>)", number, text)


def _always(tree: Any, group: int) -> bool:  # a SubPattern of re._parser
    """Whether every match goes through the group."""
    for kind, value in tree:
        name = str(kind)
        if name == "SUBPATTERN" and (value[0] == group or _always(value[3], group)):
            return True
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] and _always(value[2], group):
            return True
        if name == "ATOMIC_GROUP" and _always(value, group):
            return True
        if name == "BRANCH" and all(_always(branch, group) for branch in value[1]):
            return True
    return False


def _sequence(tree: Any) -> str:
    return "".join(_SAID[str(kind)](value) if str(kind) in _SAID else _unknown(kind) for kind, value in tree)


def _unknown(kind: Any) -> str:
    raise Unsayable(f"its {str(kind).lower().replace('_', ' ')} has no equal in Java")


def _literal(code: int) -> str:
    char = chr(code)
    if char == "’":
        return "['’]"  # English LanguageTool reads the one as the other
    if char.isalnum() or char in " _-,;:%@!\"'~/<>=&#":
        return char if code <= 0xFFFF else rf"\x{{{code:X}}}"
    return rf"\x{{{code:X}}}" if code < 0x20 or code > 0x7E else "\\" + char


def _one_of(items: list[Item]) -> str:
    """A character class. Of a negated class `[^\\W…]` Java needs an intersection."""
    negated = str(items[0][0]) == "NEGATE"
    rest = items[1:] if negated else items
    outside = [_NEGATED[str(value)] for kind, value in rest if str(value) in _NEGATED]
    inside = "".join(_class_item(kind, value) for kind, value in rest if str(value) not in _NEGATED)
    if not outside:
        return f"[{'^' if negated else ''}{inside}]"
    if not negated:
        return f"[{inside}{''.join(f'[^{each}]' for each in outside)}]"
    parts = [f"[{each}]" for each in outside] + ([f"[^{inside}]"] if inside else [])
    return f"[{'&&'.join(parts)}]"


def _class_item(kind: Any, value: Any) -> str:
    match str(kind):
        case "LITERAL":
            return in_class(value)
        case "RANGE":
            return f"{in_class(value[0])}-{in_class(value[1])}"
        case "CATEGORY":
            return _CATEGORY[str(value)]
    return _unknown(kind)


def _branch(value: tuple[None, list[Any]]) -> str:
    """Alternatives. An edge of the text may stand beside white space, the beginning of a line beside the end of a
    sentence: to LanguageTool, which cuts a text there, the two are the same.
    """
    branches = value[1]
    begins = any(_is_sentence_end_behind(branch) for branch in branches)
    spaced = any(_is_space(branch) for branch in branches)
    said = []
    for branch in branches:
        edge = str(branch[0][1]) if [str(kind) for kind, _ in branch] == ["AT"] else ""
        if begins and edge == "AT_BEGINNING":
            said.append(_LINE_START)
        elif spaced and edge in _EDGES:
            said.append(_EDGES[edge])
        elif not (begins and _is_sentence_end_behind(branch)):
            said.append(_sequence(branch))
    if begins and _LINE_START not in said:
        raise Unsayable(_BACK)
    return f"(?:{'|'.join(said)})"


def _is_space(branch: Any) -> bool:
    """Whether an alternative is one white-space character, here or just before."""
    if [str(kind) for kind, _ in branch] == ["ASSERT"] and branch[0][1][0] < 0:
        return _is_space(branch[0][1][1])
    return len(branch) == 1 and str(branch[0][0]) == "IN" and str(branch[0][1]) == "[(CATEGORY, CATEGORY_SPACE)]"


def _is_sentence_end_behind(branch: Any) -> bool:
    return [str(kind) for kind, _ in branch] == ["ASSERT"] and branch[0][1][0] < 0 and _has_stop(branch[0][1][1])


def _has_stop(tree: Any) -> bool:
    """Whether a look-behind asks for the mark that ends a sentence, and white space after it."""
    found = False
    for kind, value in tree:
        name = str(kind)
        if found and name in ("IN", "LITERAL", "MAX_REPEAT"):
            return True
        members = value if name == "IN" else [(kind, value)]
        found = found or any(str(each) == "LITERAL" and code in _STOPS for each, code in members)
    return False


def _group(value: tuple[int | None, int, int, Any]) -> str:
    number, on, off, tree = value
    flags = "".join(letter for letter, flag in (("iu", re.I), ("s", re.S)) if on & flag)
    without = "".join(letter for letter, flag in (("iu", re.I), ("s", re.S)) if off & flag)
    if number is not None and not (flags or without):
        return f"({_sequence(tree)})"
    switch = flags + (f"-{without}" if without else "")
    said = f"(?{switch}:{_sequence(tree)})"
    return said if number is None else f"({said})"


def _repeat(mark: str) -> Callable[[tuple[int, Any, Any]], str]:
    def said(value: tuple[int, Any, Any]) -> str:
        least, most, tree = value
        bounds = {(0, 1): "?", (0, None): "*", (1, None): "+"}
        top = None if str(most) == "MAXREPEAT" else int(most)
        count = bounds.get((least, top)) or (
            f"{{{least}}}" if least == top else f"{{{least},{'' if top is None else top}}}"
        )
        inner = _sequence(tree)
        single = len(tree) == 1 and str(tree[0][0]) in ("LITERAL", "IN", "NOT_LITERAL", "ANY", "SUBPATTERN")
        return (inner if single else f"(?:{inner})") + count + mark

    return said


def _look(negative: bool) -> Callable[[tuple[int, Any]], str]:
    def said(value: tuple[int, Any]) -> str:
        direction, tree = value
        if direction < 0 and _has_stop(tree):
            raise Unsayable(_BACK)
        return f"(?{'<' if direction < 0 else ''}{'!' if negative else '='}{_sequence(tree)})"

    return said


def _at(value: Any) -> str:
    match str(value):
        case "AT_BOUNDARY" | "AT_UNI_BOUNDARY":
            return _BOUNDARY
        case "AT_NON_BOUNDARY" | "AT_UNI_NON_BOUNDARY":
            return _INSIDE
    raise Unsayable("it asks for the edge of a line or of the text, and LanguageTool sees sentences")


_SAID: dict[str, Callable[[Any], str]] = {
    "LITERAL": _literal,
    "NOT_LITERAL": lambda code: f"[^{in_class(code)}]",
    "ANY": lambda _: r"[^\n]",
    "IN": _one_of,
    "BRANCH": _branch,
    "SUBPATTERN": _group,
    "MAX_REPEAT": _repeat(""),
    "MIN_REPEAT": _repeat("?"),
    "POSSESSIVE_REPEAT": _repeat("+"),
    "ATOMIC_GROUP": lambda tree: f"(?>{_sequence(tree)})",
    "ASSERT": _look(False),
    "ASSERT_NOT": _look(True),
    "AT": _at,
    "GROUPREF": lambda number: rf"(?:\{number})",
}
