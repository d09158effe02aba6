"""The one interface of every engine that reads a text: texts and a locale in, findings out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from compose.model.draft import Piece
from compose.model.finding import Coverage, Finding, Gap
from compose.model.locale import Locale


@dataclass(frozen=True, slots=True)
class Passage:
    """One text to look at: the text, the words known in it beforehand (names, references), its channel.

    `pieces` are the moves of a draft with their spans; a text from elsewhere has none.
    """

    text: str
    known: frozenset[str] = frozenset()
    channel: str = "email"
    pieces: tuple[Piece, ...] = ()


class Unavailable(Exception):
    """An engine cannot look: carries the gap that says why and how to mend it. Never an error of the run."""

    def __init__(self, gap: Gap) -> None:
        super().__init__(gap.why)
        self.gap = gap


class Engine(Protocol):
    """A checker. `check` returns one list of findings for each passage, in order; it raises `Unavailable` alone."""

    name: str

    def coverage(self, locale: Locale) -> Coverage:
        """What this engine covers for the locale, with the engine's version."""

    def check(self, passages: Sequence[Passage], locale: Locale) -> list[list[Finding]]:
        """Look at every passage. Offsets are code points into its own text."""
