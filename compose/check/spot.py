"""How the pieces of a draft stand in it: what is before and behind each, as far as its own findings depend on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from compose.check.tokens import ENDS
from compose.model.draft import SUBJECT

if TYPE_CHECKING:
    from compose.model.draft import Draft

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
    """How each piece stands in the draft; None where something beside the pieces is said."""
    text, pieces = draft.text, draft.pieces
    drafted = draft.text.startswith(SUBJECT)
    lined = "\n" not in text.strip()
    found: list[Spot | None] = []
    end = len(SUBJECT) if drafted else 0
    for number, piece in enumerate(pieces):
        gap = text[end : piece.start]
        last = number + 1 == len(pieces)
        rest = text[piece.end :] if last else text[piece.end : pieces[number + 1].start]
        if gap.strip() or rest.strip() or (number and not gap):
            found.append(None)
        else:
            begins = text[end - 1] in ENDS if gap and "\n" not in gap else not number and (drafted or not gap)
            follows = LINE if last or "\n" in rest else opening(text[pieces[number + 1].start : pieces[number + 1].end])
            found.append(Spot(begins, lined or "\n" in text[: piece.start], follows))
        end = piece.end
    return found


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
