"""The spelling engine: finds words that the locale's lexicon does not know."""

from __future__ import annotations

from collections.abc import Sequence

from compose.check.words.judge import Judge
from compose.errors import fail
from compose.lexicons import open_lexicon
from compose.model.engine import Passage
from compose.model.finding import Coverage, Finding
from compose.model.locale import Locale
from compose.model.rule import Rule

UNKNOWN = "spelling.unknown"
DOUBTED = "spelling.compound"

_judges: dict[tuple[str, str], Judge] = {}


def judge_of(locale: Locale) -> Judge:
    """The judge of a locale's words, made once a run."""
    key = (locale.tag, locale.fingerprint)
    if key not in _judges:
        _judges[key] = Judge(open_lexicon(locale), locale)
    return _judges[key]


def suggestions(finding: Finding, locale: Locale, limit: int = 5) -> tuple[str, ...]:
    """What the word of a finding may have been; slow (10 to 300 ms), so only for what is shown."""
    if finding.suggestions or not finding.word:
        return finding.suggestions
    return tuple(open_lexicon(locale).suggest(finding.word, limit))


class Words:
    """The spelling engine. Names given in the passage are known; so is what it writes as a name elsewhere."""

    name = "words"

    def __init__(self, disabled: frozenset[str] = frozenset()) -> None:
        self._disabled = disabled

    def coverage(self, locale: Locale) -> Coverage:
        """Spelling, with the version of the lexicon that was asked."""
        return Coverage(self.name, open_lexicon(locale).version, ("spelling",))

    def check(self, passages: Sequence[Passage], locale: Locale) -> list[list[Finding]]:
        """Find unknown words (warning) and made words that are one letter from a listed one (info)."""
        judge = judge_of(locale)
        rules = {rule.id: rule for rule in locale.rules if rule.kind == "spelling"}
        for wanted in (UNKNOWN, DOUBTED):
            if wanted not in rules:
                raise fail(f"rule {wanted!r} is missing", where=f"locales/{locale.tag}", mend="kind = 'spelling'")
        found = [_findings(passage, judge, rules) for passage in passages]
        return [[one for one in each if one.rule not in self._disabled] for each in found]


def _findings(passage: Passage, judge: Judge, rules: dict[str, Rule]) -> list[Finding]:
    found = []
    for word, meant in judge.objections(passage.text, passage.known):
        rule = rules[DOUBTED if meant else UNKNOWN]
        found.append(
            Finding(
                rule=rule.id, engine=Words.name, level=rule.level, message=rule.message, gloss=rule.gloss,
                start=word.start, end=word.start + len(word.text), word=word.text,
                suggestions=(meant,) if meant else (),
            )
        )  # fmt: skip
    return found
