"""Tells how the words begin that a pattern can match whole, so that it is tried on few words and made late."""

from __future__ import annotations

import re
from functools import lru_cache

MOST = 600
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{[\d,]+\}|\(\?:|\(\?|.", re.DOTALL)
_PLAIN = re.compile(r"[\w|-]+")
_OPEN = re.compile(r"\.|\[\^|\(\?[^:]|\(\?:\.")  # what begins so tells nothing
_LITERAL = re.compile(r"[\w'’,;:!%&/ -]|\\[^\w\s]")
_TIMES = re.compile(r"\{[\d,]+\}")
_LISTED = re.compile(r"\[[^\W\d_]{1,6}\]")
Texts = frozenset[str]
_START: Texts = frozenset([""])


@lru_cache(maxsize=4096)
def heads(pattern: str) -> tuple[Texts, Texts]:
    """The whole texts that a pattern matches, and the beginnings of all others that it can match.

    Nothing that it matches is left out; a beginning may be empty. What is not plain is read as the end of a beginning.
    """
    if _PLAIN.fullmatch(pattern):
        return frozenset(pattern.split("|")), frozenset()
    if _OPEN.match(pattern):
        return frozenset(), _START
    reader = _Reader(pattern)
    whole, begun = reader.choice()
    if reader.left or len(whole) + len(begun) > MOST:  # a bracket too many, or too much to list
        return frozenset(), _START
    return whole, begun


class _Reader:
    """Reads the pieces of one pattern from left to right, deeper at each bracket."""

    def __init__(self, pattern: str) -> None:
        self.left = _PIECE.findall(pattern)[::-1]

    def choice(self) -> tuple[Texts, Texts]:
        """All alternatives up to a closing bracket or the end."""
        whole, begun = self._row()
        while self.left and self.left[-1] == "|":
            self.left.pop()
            more, other = self._row()
            whole, begun = whole | more, begun | other
        return whole, begun

    def _row(self) -> tuple[Texts, Texts]:
        """One alternative: its pieces one after the other."""
        whole, begun = _START, frozenset[str]()
        while self.left and self.left[-1] not in "|)":
            inner = self._piece()
            often = self._often()
            if inner is None or often not in ("", "?"):
                whole, begun = frozenset(), begun | whole
            else:
                begun |= _joined(whole, inner[1])
                longer = _joined(whole, inner[0])
                whole = longer | whole if often else longer
            if len(whole) > MOST:
                whole, begun = frozenset(), begun | whole
        return whole, begun

    def _piece(self) -> tuple[Texts, Texts] | None:
        """The texts of the next piece; None where they cannot be listed."""
        piece = self.left.pop()
        if piece in ("(", "(?:", "(?"):
            inner = self.choice()
            if self.left:
                self.left.pop()  # the closing bracket
            return None if piece == "(?" else inner
        if _LITERAL.fullmatch(piece):
            return frozenset([piece[-1]]), frozenset()
        if _LISTED.fullmatch(piece):
            return frozenset(piece[1:-1]), frozenset()
        return None

    def _often(self) -> str:
        """The signs that say how often the piece stands, joined."""
        signs = ""
        while self.left and (self.left[-1] in "?*+" or _TIMES.fullmatch(self.left[-1])):
            signs += self.left.pop()
        return signs


def _joined(first: Texts, second: Texts) -> Texts:
    return frozenset([one + other for one in first for other in second])
