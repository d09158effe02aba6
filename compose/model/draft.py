"""The rendered message, with the span, the move and the source of each of its sentences and answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from compose.model.finding import Source

SUBJECT = "Subject: "  # the header field name of RFC 5322, the same in every language


class Span(NamedTuple):
    """A stretch of a text, in code points, end exclusive, and where it came from."""

    start: int
    end: int
    source: Source


class Piece(NamedTuple):
    """What one move came to: its span, the sentence it was made of, and its English."""

    start: int
    end: int
    move: str
    source: Source
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A message before it is checked.

    `text` is the whole of it; an e-mail starts with a `Subject: ` line and a blank one. `pieces` are the
    moves in order, `answers` the spans that the user's own words take, `dropped` the moves left out to fit.
    `known` are words that stand in the facts as they are: names, references.
    """

    locale: str
    channel: str
    text: str
    pieces: tuple[Piece, ...]
    answers: tuple[Span, ...] = ()
    dropped: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()

    @property
    def body_start(self) -> int:
        """Where the body starts: behind the subject line and the blank line of an e-mail."""
        return body_start(self.text)

    @property
    def subject(self) -> str:
        """The subject, or an empty string."""
        return self.text.partition("\n")[0][len(SUBJECT) :] if self.text.startswith(SUBJECT) else ""

    @property
    def body(self) -> str:
        return self.text[self.body_start :]

    def source_at(self, start: int) -> Source | None:
        """The source of a place: the answer if the user's words stand there, else the sentence or letter line."""
        for span in self.answers:
            if span.start <= start < span.end:
                return span.source
        for piece in self.pieces:
            if piece.start <= start < piece.end:
                return piece.source
        return None


def body_start(text: str) -> int:
    """Offset of the body of a text that may start with a `Subject: ` line."""
    if not text.startswith(SUBJECT):
        return 0
    end = text.find("\n")
    if end < 0:
        return len(text)
    while end < len(text) and text[end] == "\n":
        end += 1
    return end
