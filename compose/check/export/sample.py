"""Makes a short text that a pattern finds, for a pattern that none of its rule's examples shows."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

_parser = import_module("re._parser")
_LETTERS = "aAxX1-. ,/!;é"
_CLASSES = {"DIGIT": (r"\d", "1"), "SPACE": (r"\s", " "), "WORD": (r"\w", "a")}

Node = tuple[Any, Any]


def sample(pattern: re.Pattern[str]) -> str:
    """A text in which the pattern is found, mostly; the caller looks whether it is.

    Of alternatives the first is taken, of repetitions the fewest; what is looked at around a match stands there.
    """
    made = _Sampler().sequence(_parser.parse(pattern.pattern, pattern.flags))
    return (made + "x" if made[-1:].isspace() else made).lstrip()


class _Sampler:
    def __init__(self) -> None:
        self._groups: dict[int, str] = {}

    def sequence(self, tree: Any) -> str:  # a SubPattern of re._parser
        return "".join(self._node(str(kind), value) for kind, value in tree)

    def _node(self, kind: str, value: Any) -> str:
        match kind:
            case "LITERAL":
                return chr(value)
            case "NOT_LITERAL":
                return "b" if value == ord("a") else "a"
            case "ANY":
                return "a"
            case "IN":
                return _one_of(value)
            case "BRANCH":
                return self.sequence(value[1][0])
            case "SUBPATTERN":
                made = self.sequence(value[3])
                self._groups[value[0] or 0] = made
                return made
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                return "".join(self.sequence(value[2]) for _ in range(value[0]))
            case "ASSERT":
                return self.sequence(value[1])
            case "ATOMIC_GROUP":
                return self.sequence(value)
            case "GROUPREF":
                return self._groups.get(value, "")
        return ""


def _one_of(items: list[Node]) -> str:
    if str(items[0][0]) == "NEGATE":
        return next((char for char in _LETTERS if not any(_holds(item, char) for item in items[1:])), "a")
    kind, value = items[0]
    match str(kind):
        case "RANGE":
            return chr(value[0])
        case "LITERAL":
            return chr(value)
    return _CLASSES.get(str(value).removeprefix("CATEGORY_"), ("", "-"))[1]


def _holds(item: Node, char: str) -> bool:
    kind, value = str(item[0]), item[1]
    if kind == "RANGE":
        return bool(value[0] <= ord(char) <= value[1])
    if kind == "LITERAL":
        return bool(value == ord(char))
    name = str(value).removeprefix("CATEGORY_")
    return bool(re.match(_CLASSES[name.removeprefix("NOT_")][0], char)) != name.startswith("NOT_")
