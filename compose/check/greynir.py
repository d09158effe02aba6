"""The GreynirCorrect engine: which sentences it is shown, and what of its remarks become findings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from compose.check.cached import by_sentence
from compose.check.segment import move_of
from compose.check.sentences import Span, is_cue, sentences
from compose.greynir.codes import Codes, codes
from compose.greynir.keeper import COVERS, Keeper, Remark, keeper, version
from compose.model.draft import body_start
from compose.model.engine import Unavailable
from compose.model.finding import Coverage, Finding, Gap

if TYPE_CHECKING:
    from compose.model.engine import Passage
    from compose.model.locale import Locale

# GreynirCorrect cannot parse correct greetings, and takes names and titles on their own lines for sentences.
_LINES = frozenset({"subject", "salutation", "closing", "signature"})
_LONGEST_LINE = 6
_LONGEST_TITLE = 4
_ENDS = ".!?…:;"
# GreynirCorrect takes exponential time to cut a long unknown word into parts: 12 s at 80 letters.
_UNREADABLE = re.compile(r"[^\W\d_]{50}")


class Greynir:
    """GreynirCorrect, for locales whose `engines.toml` says which of its codes to keep."""

    name = "greynir"
    by_sentence = True

    def __init__(self, worker: Keeper | None = None) -> None:
        self._keeper = worker or keeper()

    def coverage(self, locale: Locale) -> Coverage:
        _codes(locale)
        return Coverage(self.name, version(), COVERS)

    def edition(self, locale: Locale) -> str:
        """What its findings depend on beside the sentence: its versions and the codes that are kept."""
        return f"{version()} {version('reynir')} {_codes(locale).fingerprint}"

    def parts(self, passage: Passage, locale: Locale) -> list[Span]:
        """The sentences to look at: no subject, stage direction, greeting, sign-off or signature line."""
        text = passage.text
        start = body_start(text)
        spans = [(a + start, b + start) for a, b in sentences(text[start:], locale.abbreviations)]
        lines = [(piece.start, piece.end) for piece in passage.pieces if piece.move in _LINES]
        inner = [span for span in spans if not any(a <= span[0] and span[1] <= b for a, b in lines)]
        return [span for span in inner if _is_sentence(text[slice(*span)], locale)]

    def check(self, passages: Sequence[Passage], locale: Locale) -> list[list[Finding]]:
        return by_sentence(self, passages, locale, lambda texts: self._look(texts, locale))

    def _look(self, texts: Sequence[str], locale: Locale) -> list[list[Finding]]:
        kept = _codes(locale)
        return [
            [finding for remark in remarks if (finding := _finding(remark, len(text), kept))]
            for text, remarks in zip(texts, self._keeper.look(texts), strict=True)
        ]


def _codes(locale: Locale) -> Codes:
    found = codes(locale)
    if found is None:
        why = f"the locale {locale.tag} has no [greynir] in its engines.toml"
        raise Unavailable(Gap("grammar with GreynirCorrect", why, "leave out --engine greynir", COVERS))
    return found


def _is_sentence(text: str, locale: Locale) -> bool:
    if is_cue(text):
        return False
    words = text.split()
    if len(words) <= _LONGEST_LINE and move_of(text, locale) in _LINES:
        return False
    # One word, or capitals and numbers alone (a few, or without a final mark): a name, a title, an address.
    titled = not any(word[0].islower() for word in words)
    short = len(words) == 1 or (titled and (len(words) <= _LONGEST_TITLE or text[-1] not in _ENDS))
    return not short and not _UNREADABLE.search(text)


def _finding(remark: Remark, length: int, kept: Codes) -> Finding | None:
    entry = kept.kept(remark.code)
    if entry is None or not 0 <= remark.start < remark.end <= length:
        return None
    return Finding(
        rule=f"greynir.{remark.code.removesuffix('/w')}",
        engine=Greynir.name,
        level=entry.level,
        message=remark.message,
        start=remark.start,
        end=remark.end,
        suggestions=(remark.suggestion,) if remark.suggestion else (),
        gloss=entry.gloss,
    )
