"""What is remembered of pieces of messages that were looked at, and what follows from it for a whole message."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compose.check.literals import Needs
from compose.check.memory import Memory
from compose.check.metrics import PAUSE, segments

if TYPE_CHECKING:
    from compose.model.draft import Draft


REMEMBERED = 200  # of one mould
Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What is known of one piece: nothing was found in it, its size, and what the rules that add up saw in it.

    `seeing` tell digits apart: where one is found in a unit of the piece, with the digits that stand there, the piece
    is not clean. `met` is what rules that look across pieces need. Pieces of which the same is known share one.
    """

    clean: bool
    words: int
    sentences: int
    longest: int
    counts: tuple[tuple[str, tuple[int, ...]], ...]
    moves: tuple[str, ...]
    met: frozenset[int]
    units: tuple[tuple[int, int], ...]
    seeing: Patterns


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """What is certain of all messages whose pieces are known alike: whether they are clean but for the patterns.

    A pattern that is found in a message leaves it to the rules. Those of `lines` match within one line alone; beside
    each stand the texts of which a line must hold one, where there are such.
    """

    clean: bool
    lines: tuple[tuple[re.Pattern[str], Needs], ...]
    across: Patterns


class Still:
    """What messages of one mould share, beside the pieces of these numbers.

    `settled`: what is certain of them, by what is known of these pieces; `room`: whether they are inside their
    ceilings. `quiet`: of the settled, where a message was met in which no pattern of `lines` was found, so that the
    other lines need not be looked at again.
    """

    def __init__(self, numbers: Sequence[int]) -> None:
        self._numbers = numbers
        self.settled: Memory[tuple[Known, ...], Settled] = Memory(REMEMBERED)
        self.room: Memory[tuple[Known, ...], bool] = Memory(REMEMBERED)
        self.quiet: set[Settled] = set()

    def moving(self, draft: Draft) -> list[str]:
        """The lines of the draft in which pieces stand that are not the same in all."""
        text, end, found = draft.text, -1, []
        for number in self._numbers:
            piece = draft.pieces[number]
            if piece.start > end:
                end = text.find("\n", piece.end)
                end = len(text) if end < 0 else end
                found.append(text[text.rfind("\n", 0, piece.start) + 1 : end])
            elif piece.end > end:  # a piece of several lines
                return [text]
        return found


Pieces = Sequence[tuple[Known, str]]  # what is known of each piece, and its move


class Size:
    """The size of a draft, each metric counted when it is asked for: the attributes of `Metrics`."""

    __slots__ = ("_draft", "_pieces", "_rate", "sentences", "words")

    def __init__(self, draft: Draft, pieces: Pieces, speaking_rate: int) -> None:
        self._draft, self._pieces, self._rate = draft, pieces, speaking_rate
        told = [known for known, move in pieces if move != "subject"]
        self.words = sum([known.words for known in told])
        self.sentences = sum([known.sentences for known in told])

    @property
    def characters(self) -> int:
        return len(self._draft.text) - self._draft.body_start

    @property
    def seconds(self) -> float:
        return round(self.words * 60 / self._rate + PAUSE * self.sentences, 1)

    @property
    def segments(self) -> int:
        return segments(self._draft.body)[0]


# The metrics that what is known of the pieces does not tell.
UNTOLD: dict[str, Callable[[Draft], float]] = {
    "characters": lambda draft: len(draft.text) - draft.body_start,
    "segments": lambda draft: segments(draft.body)[0],
    "subject_characters": lambda draft: len(draft.subject),
}
