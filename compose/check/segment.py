"""Cut a text into body, sentences and moves: by the draft where there is one, by the locale's cues in free text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from compose.check.phrases import patterns
from compose.check.sentences import is_cue, sentences
from compose.model.draft import SUBJECT, body_start
from compose.model.message import Message, Stretch

if TYPE_CHECKING:
    import re

    from compose.model.draft import Piece
    from compose.model.locale import Locale

REST = "event"


def segment(text: str, locale: Locale, channel: str, pieces: Sequence[Piece] = ()) -> Message:
    """Cut a text for the checks. With pieces (of a draft) these are its moves; the user's own words in them are
    classed by the cues as well, since an answer may hold an apology of its own."""
    start = body_start(text)
    spans = [(a + start, b + start) for a, b in sentences(text[start:], locale.abbreviations)]
    cues = tuple(span for span in spans if is_cue(text[span[0] : span[1]]))
    spoken = tuple(span for span in spans if span not in cues)
    stretches = [Stretch(piece.start, piece.end, piece.move) for piece in pieces]
    covered = {(stretch.start, stretch.end, stretch.move) for stretch in stretches}
    for span in spoken:
        move = move_of(text[span[0] : span[1]], locale)
        if (*span, move) not in covered and not (pieces and move == REST):
            stretches.append(Stretch(*span, move))
    stretches.sort(key=lambda stretch: (stretch.start, -stretch.end))
    line = len(text[:start].rstrip("\n"))
    units = ((len(SUBJECT), line), *spoken) if start else spoken
    return Message(text, channel, start, spoken, units, cues, tuple(stretches), bool(pieces))


def move_of(sentence: str, locale: Locale) -> str:
    """The first move, in the order of the locale's cues, of which the sentence has a cue; else `event`."""
    for move, found in _cues(locale):
        if any(pattern.search(sentence) for pattern in found):
            return move
    return REST


@lru_cache(maxsize=16)
def _cues(locale: Locale) -> list[tuple[str, list[re.Pattern[str]]]]:
    return [(cue.move, patterns(cue.any, cue.regex, locale.clitics, False)) for cue in locale.cues]
