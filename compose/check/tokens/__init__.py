"""The grammar engine: rules of the kind `tokens`, which see words with their tags, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from compose.check.literals import digit_classes
from compose.check.sentences import sentences
from compose.check.tokens.look import Looker, Place
from compose.check.tokens.prune import prunings
from compose.check.tokens.rule import Maker
from compose.check.tokens.text import Reader
from compose.lexicons import open_lexicon
from compose.lexicons.data import word_data
from compose.model.engine import Passage
from compose.model.finding import Coverage, Finding
from compose.model.locale import Locale
from compose.model.rule import Rule

KIND = "tokens"
REMEMBERED = 20_000
ENDS = frozenset(".!?…")

_lookers: dict[tuple[str, str], Looker] = {}


def _rules(locale: Locale) -> list[Rule]:
    return [rule for rule in locale.rules if rule.kind == KIND]


def looker(locale: Locale) -> Looker:
    """What looks at the sentences of a locale; made once in a process. Raises ComposeError for a bad rule."""
    key = (locale.tag, locale.fingerprint)
    if key not in _lookers:
        lexicon, data = open_lexicon(locale), word_data(locale)
        maker = Maker(lexicon, data)
        rules = maker.rules(_rules(locale))
        cuts = prunings(data.prune, maker, f"locales/{locale.tag}/words/tags.toml")
        _lookers[key] = Looker(Reader(lexicon, locale.abbreviations), lexicon, cuts, rules)
    return _lookers[key]


def sees_digits(locale: Locale) -> bool:
    """Whether some rule tells one digit from another; if none does, all figures of a length are alike to them."""
    if not _rules(locale):
        return False
    for one in looker(locale).conditions():
        words = (*(one.word or ()), *one.not_word, *(one.lemma or ()), *one.not_lemma, *one.front)
        if any(char.isdigit() for word in words for char in word):
            return True
        table = digit_classes(re.compile(pattern) for pattern in one.patterns if pattern)
        if table is None or len(set(table.values())) > 1:
            return True
    return False


def name_sign(name: str, locale: Locale) -> tuple[object, ...]:
    """All that a rule can know of a given name; two names of one sign are alike to every rule.

    Empty for a name that is not plain: not capitalised, with a sign in it, or a word that some rule names.
    """
    if not (name[:1].isupper() and name.isalpha()):
        return ()
    vocabulary, patterns = _telling(locale)
    lower = name.lower()
    if lower in vocabulary:
        return ()
    seen = tuple(bool(pattern.fullmatch(lower) or pattern.fullmatch(name)) for pattern in patterns)
    return (name.isupper(), len(name) > 1, *seen)


@lru_cache(maxsize=16)
def _telling(locale: Locale) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """The words that some rule names, and the patterns that some rule tries."""
    if not _rules(locale):
        return frozenset(), ()
    words: set[str] = set()
    patterns: set[str] = set()
    for one in looker(locale).conditions():
        words.update((*(one.word or ()), *one.not_word, *(one.lemma or ()), *one.not_lemma))
        patterns.update(pattern for pattern in one.patterns if pattern)
        patterns.update(f"{re.escape(front)}.+" for front in one.front)
    return frozenset(word.lower() for word in words), tuple(re.compile(pattern) for pattern in sorted(patterns))


class Tokens:
    """The grammar engine. A sentence that was looked at is remembered, since most messages share theirs."""

    name = KIND

    def __init__(self, disabled: frozenset[str] = frozenset()) -> None:
        self._disabled = disabled
        self._memory: dict[tuple[str, Place], list[Finding]] = {}

    def coverage(self, locale: Locale) -> Coverage:
        """Grammar, with the version of the lexicon and the fingerprint of the rules."""
        if not _rules(locale):
            return Coverage(self.name, locale.fingerprint, ())
        return Coverage(self.name, f"{open_lexicon(locale).version}, rules {locale.fingerprint}", ("grammar",))

    def check(self, passages: Sequence[Passage], locale: Locale) -> list[list[Finding]]:
        """Look at every sentence of every passage; names given with a passage are read as names."""
        if not _rules(locale):
            return [[] for _ in passages]
        look = looker(locale)
        return [self._passage(passage, locale, look) for passage in passages]

    def _passage(self, passage: Passage, locale: Locale, look: Looker) -> list[Finding]:
        known = frozenset(part for name in passage.known for part in name.split())
        found: list[Finding] = []
        for start, end in sentences(passage.text, locale.abbreviations):
            sentence = passage.text[start:end]
            here = frozenset(name for name in known if name in sentence)
            place = Place(sentence, here, _begins(passage.text, start), _is_open(passage.text, start, end))
            found += [
                replace(finding, start=finding.start + start, end=finding.end + start)
                for finding in self._sentence(place, locale, look)
                if finding.rule not in self._disabled
            ]
        return found

    def _sentence(self, place: Place, locale: Locale, look: Looker) -> list[Finding]:
        key = (locale.fingerprint, place)
        if key not in self._memory:
            if len(self._memory) >= REMEMBERED:
                self._memory.clear()
            self._memory[key] = look.findings(place)
        return self._memory[key]


def _begins(text: str, start: int) -> bool:
    """Whether nothing stands before, or what ends a sentence, on the same line."""
    before = text[:start].rstrip()
    return not before or ("\n" not in text[len(before) : start] and before[-1] in ENDS)


def _is_open(text: str, start: int, end: int) -> bool:
    """Whether the line ends with this sentence and without a mark, and is not the first of several (a subject)."""
    if text[end:].partition("\n")[0].strip() or not text[end - 1].isalnum():
        return False
    return "\n" in text[:start] or "\n" not in text.strip()
