"""What a match of a pattern begins with: a look at one sign, which spares Java all that a pattern asks before it."""

from __future__ import annotations

from typing import Any

_MOST = 60


def in_class(code: int) -> str:
    """A sign inside a character class of Java."""
    char = chr(code)
    plain = char.isalnum() or char in " _.,;:!?/%@'\"()"
    return char if plain and code <= 0xFFFF else rf"\x{{{code:X}}}"


def glance(tree: Any, loose: bool) -> str:
    """A look at the first sign of a match, which Java takes before what stands before it: half the time."""
    first = _first(tree)
    if not first or len(first) > _MOST:
        return ""
    both = {case for sign in first for case in ((sign.lower(), sign.upper()) if loose else (sign,))}
    signs = "".join(sorted(in_class(ord(sign)) for sign in both if len(sign) == 1))
    return f"(?-iu:(?=[{signs}]))"


def _first(tree: Any) -> set[str] | None:
    """The signs that a match can begin with; None where they are too many to tell. Empty: nothing is consumed."""
    found: set[str] = set()
    for kind, value in tree:
        name, more, optional = str(kind), None, False
        match name:
            case "ASSERT" | "ASSERT_NOT" | "AT":
                continue
            case "LITERAL":
                more = {chr(value)}
            case "IN" if all(str(each) == "LITERAL" for each, _ in value):
                more = {chr(code) for _, code in value}
            case "BRANCH":
                each = [_first(branch) for branch in value[1]]
                more = None if None in each else {sign for signs in each for sign in signs or ()}
                optional = any(signs == set() for signs in each)
            case "SUBPATTERN":
                more = None if value[1] or value[2] else _first(value[3])
                optional = more == set()
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                more, optional = _first(value[2]), value[0] == 0
        if more is None:
            return None
        found |= more
        if not optional:
            return found
    return found
