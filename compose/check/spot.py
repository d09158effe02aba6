"""How the pieces of a draft stand in it: what is before and behind each, as far as its own findings depend on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from compose.check.tokens import ENDS
from compose.model.draft import SUBJECT

if TYPE_CHECKING:
    from compose.model.draft import Draft, Piece

LINE, ODD = "", "?"  # what follows a piece: the end of its line; what may not be the start of a sentence
_START = re.compile("[«“\"'(]?(\\w{1,2})")


class Spot(NamedTuple):
    """How a piece stands in its message, as far as its own findings depend on it.

    `begins`: the start of the text, or the end of a sentence on the same line, stands before it; `below`: a line
    stands above its own, or its line is all; `follows`: the signs that begin what follows on its line, by their kind.
    """

    begins: bool
    below: bool
    follows: str


def spots(draft: Draft) -> list[Spot | None]:
    """How each piece stands in the draft; None where something beside it is said."""
    text, pieces = draft.text, draft.pieces
    lined = "\n" not in text.strip()
    return [_spot(text, pieces, number, lined) for number in range(len(pieces))]


def _spot(text: str, pieces: Sequence[Piece], number: int, lined: bool) -> Spot | None:
    piece = pieces[number]
    headed = text.startswith(SUBJECT)
    before = pieces[number - 1].end if number else len(SUBJECT) if headed else 0
    after = pieces[number + 1].start if number + 1 < len(pieces) else len(text)
    gap, rest = text[before : piece.start], text[piece.end : after]
    if gap.strip() or rest.strip() or (number and not gap):
        return None
    behind_end = "\n" not in gap and text[before - 1] in ENDS
    begins = behind_end if number else headed or not gap
    ends = after == len(text) or "\n" in rest
    follows = LINE if ends else opening(text[after : pieces[number + 1].end])
    return Spot(begins, lined or "\n" in text[: piece.start], follows)


def opening(text: str) -> str:
    """The first signs of what follows a sentence, by their kind: a capital, a small letter, a digit."""
    start = _START.match(text)
    if start is None or "[" in text:
        return ODD
    return "".join([_kind(sign) for sign in start[1]])


def _kind(sign: str) -> str:
    if sign.isdigit():
        return "0"
    return "A" if sign.isupper() else "a" if sign.islower() else "_"
