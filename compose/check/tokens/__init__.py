"""The grammar engine: rules of the kind `tokens`, which see words with their tags, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from compose.check.literals import digits_alike
from compose.check.memory import Memory
from compose.check.sentences import sentences
from compose.check.tokens.condition import Condition
from compose.check.tokens.heads import heads
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
REMEMBERED = 1_000
ENDS = frozenset(".!?…")

_lookers: dict[tuple[str, str], Looker] = {}


@lru_cache(maxsize=16)
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


@lru_cache(maxsize=16)
def _figures(locale: Locale) -> tuple[re.Pattern[str], ...]:
    """What some rule tries on a word and by which it can tell one digit from another."""
    conditions = list(looker(locale).conditions()) if _rules(locale) else []
    found: dict[str, None] = {}
    for words in _sets(conditions):
        found.update(
            dict.fromkeys(re.escape(word) for word in words if not word.isalpha() and any(map(str.isdigit, word)))
        )
    for one in conditions:
        found.update(dict.fromkeys(f"{re.escape(word)}.*" for word in one.front if any(map(str.isdigit, word))))
        found.update(dict.fromkeys(pattern for pattern in one.patterns if pattern and not digits_alike([pattern])))
    return tuple(map(re.compile, found))


def digits_sign(text: str, spans: Iterable[tuple[int, int]], locale: Locale) -> tuple[int, ...]:
    """All that token rules can know of the figures that stand in these places of a text.

    Two texts that are the same with all digits made alike, and have the same sign, are alike to every token rule:
    each figure meets the same patterns, and the same figures are equal.
    """
    figures = [text[start:end] for start, end in spans]
    signs = []
    if _figures(locale):
        meets = _any_figure(locale).fullmatch
        signs = [_figure_sign(one, locale) if not one.isdigit() or meets(one) else 0 for one in figures]
    return (*signs, *map(figures.index, figures)) if len(figures) > 1 else tuple(signs)


@lru_cache(maxsize=1000)
def _figure_sign(token: str, locale: Locale) -> int:
    """Which of the tries hold; also without a full stop at its end, which may be that of a sentence."""
    forms = [token] if token.isdigit() else sorted({token, token.lower(), token.rstrip("."), token.lower().rstrip(".")})
    if not any(map(_any_figure(locale).fullmatch, forms)):
        return 0
    seen = (tuple(bool(one.fullmatch(form)) for form in forms) for one in _figures(locale))
    return sum(1 << number for number, met in enumerate(each for many in seen for each in many) if met)


@lru_cache(maxsize=16)
def _any_figure(locale: Locale) -> re.Pattern[str]:
    """All the tries in one, where they may stand beside each other; else what holds for anything."""
    try:
        return re.compile("|".join(f"(?:{one.pattern})" for one in _figures(locale)))
    except re.error:
        return re.compile(".*", re.DOTALL)


def name_sign(name: str, locale: Locale) -> tuple[object, ...]:
    """All that a rule can know of a given name; two names of one sign are alike to every rule.

    Empty for a name that is not plain: not capitalised, with a sign in it, an abbreviation, or a word of some rule.
    """
    if not (name[:1].isupper() and name.isalpha()):
        return ()
    vocabulary, patterns = _telling(locale)
    lower = name.lower()
    if lower in vocabulary or not locale.abbreviations.isdisjoint((f"{lower}.", f"{name}.")):
        return ()
    seen = tuple([_meets(pattern, lower) or _meets(pattern, name) for pattern in patterns])
    return (name.isupper(), len(name) > 1, *seen)


def _meets(pattern: str, word: str) -> bool:
    """Whether a pattern matches a word; made only for a word that begins as it can begin."""
    whole, begun = heads(pattern)
    return (word in whole or word.startswith(tuple(begun))) and bool(_made(pattern).fullmatch(word))


_made = lru_cache(maxsize=4096)(re.compile)


@lru_cache(maxsize=16)
def _telling(locale: Locale) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words that some rule names, and the patterns that some rule tries."""
    if not _rules(locale):
        return frozenset(), ()
    conditions = list(looker(locale).conditions())
    words = frozenset[str]().union(*_sets(conditions))
    patterns = {pattern for one in conditions for pattern in one.patterns if pattern}
    patterns.update(f"{re.escape(front)}.+" for one in conditions for front in one.front)
    return frozenset(map(str.lower, words)), tuple(sorted(patterns))


def _sets(conditions: Iterable[Condition]) -> list[frozenset[str]]:
    """The sets of words that conditions name, each once."""
    named = (words for one in conditions for words in (one.word, one.not_word, one.lemma, one.not_lemma) if words)
    return list({id(words): words for words in named}.values())


class Tokens:
    """The grammar engine. A sentence that was looked at is remembered, since most messages share theirs."""

    name = KIND

    def __init__(self, disabled: frozenset[str] = frozenset()) -> None:
        self._disabled = disabled
        self._memory: Memory[tuple[str, Place], list[Finding]] = Memory(REMEMBERED)

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
        text = passage.text
        known = frozenset(part for name in passage.known for part in name.split())
        found: list[Finding] = []
        for start, end in sentences(text, locale.abbreviations):
            place = _place(text, start, end, known, _begins(text, start), _is_open(text, start, end))
            found += [
                replace(finding, start=finding.start + start, end=finding.end + start)
                for finding in self._sentence(place, locale, look)
                if finding.rule not in self._disabled
            ]
        return found

    def clean(self, text: str, known: frozenset[str], locale: Locale, *, begins: bool, below: bool, ends: bool) -> bool:
        """Whether nothing is found in whole sentences that stand in a longer text.

        `begins`: nothing, or the end of a sentence, stands before them on their line; `below`: a line stands above
        theirs, or theirs is all; `ends`: they end their line.
        """
        if not _rules(locale):
            return True
        look = looker(locale)
        for start, end in sentences(text, locale.abbreviations):
            begun = _begins(text, start) if text[:start].strip() else begins
            last = not text[end:].strip()
            is_open = _ends_line(text, end) and (below or "\n" in text[:start]) and (ends or not last)
            place = _place(text, start, end, known, begun, is_open)
            if any(finding.rule not in self._disabled for finding in self._sentence(place, locale, look)):
                return False
        return True

    def _sentence(self, place: Place, locale: Locale, look: Looker) -> list[Finding]:
        key = (locale.fingerprint, place)
        found = self._memory.get(key)
        return self._memory.put(key, look.findings(place)) if found is None else found


def _place(text: str, start: int, end: int, known: frozenset[str], begins: bool, is_open: bool) -> Place:
    sentence = text[start:end]
    return Place(sentence, frozenset([name for name in known if name in sentence]), begins, is_open)


def _begins(text: str, start: int) -> bool:
    """Whether nothing stands before, or what ends a sentence, on the same line."""
    before = text[:start].rstrip()
    return not before or ("\n" not in text[len(before) : start] and before[-1] in ENDS)


def _is_open(text: str, start: int, end: int) -> bool:
    """Whether the line ends with this sentence and without a mark, and is not the first of several (a subject)."""
    return _ends_line(text, end) and ("\n" in text[:start] or "\n" not in text.strip())


def _ends_line(text: str, end: int) -> bool:
    return text[end - 1].isalnum() and not text[end:].partition("\n")[0].strip()
