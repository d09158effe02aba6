"""The tagged lexicon of our build from Norsk ordbank, with compounds and derivations by the locale's data."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from compose.lexicons import edits
from compose.lexicons.data import WordData
from compose.lexicons.frontcoded import Table
from compose.lexicons.wordforming import Readings, WordForming


class Ordb:
    """Who knows the words of a language with compounds: its word bank, then what can be made of it."""

    def __init__(self, folder: Path, names: Path, data: WordData, letters: str, version: str) -> None:
        self.version = version
        self._table, self._names = Table(folder / "forms.lex"), Table(names)
        self._data, self._letters = data, letters
        self._row: Callable[[int], Readings] = lru_cache(4_000)(self._parse)
        self._listed: Callable[[str], Readings] = lru_cache(20_000)(self._in_bank)
        self._made = WordForming(data, self._listed)
        self.readings: Callable[[str], Readings] = lru_cache(20_000)(self._readings)

    def _parse(self, number: int) -> Readings:
        return tuple(dict.fromkeys(entry.split(",", 1)[0] for entry in self._table.row(number).split(" ")))

    def _in_bank(self, word: str) -> Readings:
        exact = self._data.exact.get(word)
        if exact:
            return exact
        number = self._table.number(word)
        found = self._row(number) if number >= 0 else ()
        return found + self._data.extra.get(word, ())

    def _readings(self, word: str) -> Readings:
        found = self._listed(word)
        if word in self._data.exact:
            return found
        if found:
            return found + tuple(tag for tag in self._made.derived(word) if tag not in found)
        if "-" in word.strip("-"):
            return self._hyphenated(word)
        return self._made.readings(word)

    def _hyphenated(self, word: str) -> Readings:
        last = word.rsplit("-", 1)[1]
        return self._listed(last) or self._made.readings(last)

    def knows(self, word: str) -> bool:
        """Whether the word, as written or in lower case, is listed or can be made of what is."""
        if word[:1].isupper() and (word in self._names or word[:-1] in self._names):  # as such, and as a genitive
            return True
        return bool(self.readings(word) or self.readings(word.lower()))

    def doubt(self, word: str) -> str:
        """A listed word one edit away from a word known only as a compound; empty when there is none."""
        lower = word.lower()
        if "-" in word or self._listed(lower) or self._made.derived(lower) or not self._made.compound(lower):
            return ""
        near = edits.close(lower, self._table)
        return next((other for other in near if not edits.same_but_link(lower, other)), "")

    def near(self, word: str) -> str:
        """A listed word one edit away, or empty."""
        return next(edits.close(word, self._table), "")

    def suggest(self, word: str, limit: int = 5) -> list[str]:
        """Known words one edit away, the likeliest slips first; takes 10 to 40 ms."""
        return edits.suggest(word, self._letters, lambda other: bool(self._listed(other)), self.knows, limit)
