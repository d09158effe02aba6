"""Reads a piece of a message on its own, by tokens and words, as it is read in any message in which it stands alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from compose.check.memory import Memory
from compose.check.sentences import CUE, sentences
from compose.check.spot import LINE, ODD
from compose.check.tokens import Tokens, name_sign
from compose.check.words import judge_of
from compose.model.draft import SUBJECT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from compose.check.spot import Spot
    from compose.model.locale import Locale
    from compose.model.settings import Settings

REMEMBERED = 1_000
BRACKET = re.compile(r"[\[\]{}]")
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


class Reader:
    """The memory of what was read well."""

    def __init__(self, locale: Locale, settings: Settings) -> None:
        self._locale = locale
        self._tokens = Tokens(frozenset(settings.disabled))
        self._judge = judge_of(locale)
        self._spelled: Memory[tuple[object, ...], bool] = Memory(REMEMBERED)
        self._alike: dict[tuple[object, int], str] = {}
        self._signs: Memory[str, tuple[object, ...]] = Memory(REMEMBERED)

    def clean(self, text: str, names: frozenset[str], subject: bool, spot: Spot) -> bool:
        """Whether nothing is found in a piece, wherever it stands so: no sentence goes on behind it, all reads well."""
        return self._stands_alone(text, spot) and self._reads_well(text, names, subject, spot)

    def _stands_alone(self, text: str, spot: Spot) -> bool:
        """Whether no sentence, and nothing in brackets, goes on behind the piece."""
        if BRACKET.search(CUE.sub("", text)):
            return False
        if spot.follows in (LINE, ODD):
            return spot.follows == LINE
        if "[" in text:
            return False
        spans = sentences(f"{text} {spot.follows}", self._locale.abbreviations)
        return len(spans) > 1 and spans[-2][1] == len(text)

    def _reads_well(self, text: str, names: frozenset[str], subject: bool, spot: Spot) -> bool:
        """Whether words and tokens find nothing. A name is read as another that no rule tells from it."""
        read, here = self._twinned(text, names) if names else (text, names)
        key = (read, here, subject, spot)
        well = self._spelled.get(key)
        if well is None:
            line = f"{SUBJECT}{read}" if subject else read
            well = not any(self._judge.objections(line, here)) and self._tokens.clean(
                line, here, self._locale, begins=spot.begins, below=spot.below, ends=spot.follows == LINE
            )
            self._spelled.put(key, well)
        return well

    def _twinned(self, text: str, names: frozenset[str]) -> tuple[str, frozenset[str]]:
        """The text with each name as another of the same sign; as it is where words would become equal that are not."""
        taken: dict[tuple[object, ...], int] = {}
        twins: dict[str, str] = {}
        for name in sorted(names, key=text.find):
            sign = self._sign(name)
            number = taken[sign] = taken.get(sign, -1) + 1
            twins[name] = self._alike.setdefault((sign, number), name) if sign else name
        read = _WORD.sub(lambda found: twins.get(found[0], found[0]), text)
        if len(self._alike) > REMEMBERED:
            self._alike.clear()
        alike = _equals(text) == _equals(read) and len(set(twins.values())) == len(twins)
        if alike and not (_in_other_words(text, twins) or _in_other_words(read, twins.values())):
            return read, frozenset(twins.values())
        return text, names

    def _sign(self, name: str) -> tuple[object, ...]:
        """What tells a name from others: to the token rules, and whether its words are words to the spelling too."""
        sign = self._signs.get(name)
        if sign is None:
            sign = name_sign(name, self._locale)
            if sign:
                sign = (*sign, *(self._judge.knows(part) for part in _WORD.findall(name)))
            self._signs.put(name, sign)
        return sign


def _in_other_words(text: str, names: Iterable[str]) -> bool:
    """Whether a word of the text begins with a word of a name that is not that word: a form of the name, or a slip."""
    parts = tuple({part.casefold() for name in names for part in _WORD.findall(name)})
    return any(word.startswith(parts) and word not in parts for word in map(str.casefold, _WORD.findall(text)))


def _equals(text: str) -> list[int]:
    """Of each word of a text, the first that is equal to it."""
    words = [word.lower() for word in _WORD.findall(text)]
    return list(map(words.index, words))
