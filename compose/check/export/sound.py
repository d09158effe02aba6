"""Whether what a rule suggests is sound: our lexicon knows its words, and no rule of ours objects to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from compose.check.export.examples import Wrong
from compose.check.export.java import Unsayable
from compose.check.rules import Bench, bench_of
from compose.check.tokens import Tokens
from compose.languagetool.levels import of_pack
from compose.lexicons import Lexicon, open_lexicon
from compose.model.engine import Passage
from compose.model.finding import Finding
from compose.model.locale import Locale
from compose.model.settings import Settings

# Of words so short many are parts of abbreviations.
_SHORTEST = 4
_WORD = re.compile(rf"[^\W\d_]{{{_SHORTEST},}}(?:-[^\W\d_]+)*")
# Rules about language; whether a suggestion is tactful is another matter.
_LANGUAGE = frozenset(("grammar", "spelling", "mix", "typography"))


def hold_sound(examples: Iterable[Wrong], locale: Locale) -> None:
    """Raises Unsayable for a suggestion that LanguageTool would object to in its turn."""
    if of_pack(locale):
        for wrong in examples:
            if wrong.correction:
                _known(wrong.correction, locale)
                _unobjected(wrong, locale)


def _known(correction: str, locale: Locale) -> None:
    lexicon = _tools(locale)[0]
    for word in _WORD.findall(correction):
        if not ({word, word.lower()} & locale.words or lexicon.knows(word) or lexicon.knows(word.lower())):
            raise Unsayable(f"it suggests a word that our own lexicon does not know: {word}")


def _unobjected(wrong: Wrong, locale: Locale) -> None:
    _, bench, tokens = _tools(locale)
    text = wrong.text[: wrong.start] + wrong.correction + wrong.text[wrong.end :]
    found = (
        *bench.look(text, frozenset(("text",)), "email").findings,
        *tokens.check([Passage(text)], locale)[0],
    )
    for finding in found:
        if _is_of(wrong, finding, text):
            raise Unsayable(f"another rule of ours objects to what it suggests: {finding.rule}")


def _is_of(wrong: Wrong, finding: Finding, text: str) -> bool:
    """Whether a finding can be mended, is about language, and was not there before the correction."""
    within = wrong.start <= finding.start and finding.end <= wrong.start + len(wrong.correction)
    mendable = bool(finding.suggestions) and finding.rule.partition(".")[0] in _LANGUAGE
    return within and mendable and text[finding.start : finding.end] not in wrong.text


@lru_cache(maxsize=8)
def _tools(locale: Locale) -> tuple[Lexicon, Bench, Tokens]:
    return open_lexicon(locale), bench_of(locale, Settings()), Tokens()
