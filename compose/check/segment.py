"""Cut a text into body, sentences and moves: by the draft where there is one, by the locale's cues in free text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from compose.check.phrases import Source, compiled, sources
from compose.check.sentences import is_cue, sentences
from compose.check.sieve import Sieve
from compose.model.draft import SUBJECT, body_start
from compose.model.message import Message, Stretch

if TYPE_CHECKING:
    from compose.model.draft import Piece
    from compose.model.locale import Locale

REST = "event"
APOLOGY = "apology"
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A text cut into sentences: the spans that are spoken, each with the move that its cues tell, and the cues."""

    spoken: Spans
    moves: tuple[str, ...]
    cues: Spans


@lru_cache(maxsize=16)
def segment(text: str, locale: Locale, channel: str, pieces: Sequence[Piece] = ()) -> Message:
    """Cut a text for the checks. With pieces (of a draft) these are its moves, and an apology in the user's own
    words is known as one as well, wherever it stands."""
    start = body_start(text)
    spoken: list[tuple[int, int]] = []
    cues: list[tuple[int, int]] = []
    stretches: list[Stretch] = []
    parts = [(piece.start, piece.end, piece.move) for piece in pieces] or [(start, len(text), "")]
    for begin, end, own in parts:
        if own:
            stretches.append(Stretch(begin, end, own))
        if begin < start:
            continue
        cut_part = cut(text[begin:end], locale)
        cues += [(a + begin, b + begin) for a, b in cut_part.cues]
        for (a, b), move in zip(cut_part.spoken, cut_part.moves, strict=True):
            spoken.append((a + begin, b + begin))
            if move != own and (not own or move == APOLOGY):
                stretches.append(Stretch(a + begin, b + begin, move))
    sentences_of_body = tuple(spoken)
    line = len(text[:start].rstrip("\n"))
    units = ((len(SUBJECT), line), *sentences_of_body) if start else sentences_of_body
    return Message(text, channel, start, sentences_of_body, units, tuple(cues), tuple(stretches), bool(pieces))


@lru_cache(maxsize=1_000)
def cut(text: str, locale: Locale) -> Cut:
    """Cut one stretch into its sentences; the same stretch is cut once."""
    spans = sentences(text, locale.abbreviations)
    cues = tuple(span for span in spans if is_cue(text[span[0] : span[1]]))
    spoken = tuple(span for span in spans if span not in cues)
    return Cut(spoken, tuple(move_of(text[start:end], locale) for start, end in spoken), cues)


def move_of(sentence: str, locale: Locale) -> str:
    """The first move, in the order of the locale's cues, of which the sentence has a cue; else `event`."""
    moves, found, sieve = _cues(locale)
    for number, which in sieve.patterns_through(sentence).items():
        if any(compiled(*found[number][at]).search(sentence) for at in which):
            return moves[number]
    return REST


def cue_sources(locale: Locale) -> list[str]:
    """Every pattern, as it is written, by which a move is told in free text."""
    return [pattern for group in _cues(locale)[1] for pattern, _ in group]


@lru_cache(maxsize=16)
def _cues(locale: Locale) -> tuple[list[str], list[tuple[Source, ...]], Sieve]:
    found = [sources(cue.any, cue.regex, locale.clitics, False) for cue in locale.cues]
    return [cue.move for cue in locale.cues], found, Sieve(found)
