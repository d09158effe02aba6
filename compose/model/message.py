"""A text as the checks read it: its body, its sentences, and what move each stretch of it makes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the text that makes one move; `end` is exclusive."""

    start: int
    end: int
    move: str


@dataclass(frozen=True, slots=True)
class Message:
    """A text cut for the checks. All spans are code points into `text`, in order.

    `sentences` are those of the body without stage directions; `units` are these and the subject line: what a
    rule looks at, one at a time; `cues` are the stage directions; `stretches` the moves, from the draft where
    there is one and by the locale's cues otherwise; `drafted` says which.
    """

    text: str
    channel: str
    body_start: int
    sentences: tuple[tuple[int, int], ...]
    units: tuple[tuple[int, int], ...]
    cues: tuple[tuple[int, int], ...]
    stretches: tuple[Stretch, ...]
    drafted: bool

    def moves_at(self, start: int) -> frozenset[str]:
        """What a rule may call the place of a unit: `text`, `subject`, or a move whose stretch it starts in."""
        if start < self.body_start:
            return frozenset(("text", "subject", *self._moves(start)))
        return frozenset(("text", *self._moves(start)))

    def _moves(self, start: int) -> list[str]:
        return [stretch.move for stretch in self.stretches if stretch.start <= start < stretch.end]

    def at(self, move: str) -> list[Stretch]:
        """The stretches that make this move."""
        return [stretch for stretch in self.stretches if stretch.move == move]

    def spoken(self) -> str:
        """The body without its stage directions."""
        body = self.text[self.body_start :]
        for start, end in reversed(self.cues):
            body = body[: start - self.body_start] + body[end - self.body_start :]
        return body
