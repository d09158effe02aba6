"""A tagged word bank of our build, with compounds and derivations by the locale's data."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path

from compose.lexicons import edits
from compose.lexicons.data import WordData
from compose.lexicons.frontcoded import Table
from compose.lexicons.tags import Tags, likest
from compose.lexicons.wordforming import Readings, WordForming

Entries = tuple[tuple[str, int, str], ...]


class Bank:
    """Who knows the words of a language that has a word bank: what it lists, then what can be made of that.

    `forms.lex` has the readings of every form, `lemmas.lex` the forms of every lemma; `names` lists names.
    """

    def __init__(self, folder: Path, data: WordData, letters: str, version: str, names: Path | None = None) -> None:
        self.version = version
        self._folder, self._data, self._letters = folder, data, letters
        self._table, self._names = Table(folder / "forms.lex"), Table(names) if names else None
        self._row: Callable[[int], Entries] = lru_cache(4_000)(lambda number: _entries(self._table.row(number)))
        self._listed: Callable[[str], Readings] = lru_cache(20_000)(self._in_bank)
        self._made = WordForming(data, self._listed)
        self.readings: Callable[[str], Readings] = lru_cache(20_000)(self._readings)

    def _in_bank(self, word: str) -> Readings:
        exact = self._data.exact.get(word)
        if exact:
            return exact
        number = self._table.number(word)
        found = tuple(dict.fromkeys(tag for tag, _, _ in self._row(number))) if number >= 0 else ()
        return found + self._data.extra.get(word, ())

    def _readings(self, word: str) -> Readings:
        found = self._listed(word)
        if word in self._data.exact:
            return found
        if found:
            return found + tuple(tag for tag in self._made.beside(word) if tag not in found)
        if "-" in word.strip("-"):
            last = word.rsplit("-", 1)[1]
            return self._listed(last) or self._made.readings(last)
        return self._made.readings(word)

    def lemmas(self, word: str) -> frozenset[str]:
        """The lemmas of a listed word."""
        number = self._table.number(word)
        found = self._row(number) if number >= 0 else ()
        return frozenset(_changed(word, cut, ending) for _, cut, ending in found)

    @cached_property
    def _lemmas(self) -> Table:
        return Table(self._folder / "lemmas.lex")

    def forms(self, word: str, tag: Tags) -> list[str]:
        """The forms of the word's lemmas that have a reading like `tag`; of a compound, with its first part."""
        for cut in range(max(len(word) - 2, 1)):
            rest = word[cut:]
            if cut and rest in self._data.not_tail:
                continue
            bent = [one for lemma in sorted(self.lemmas(rest)) for one in self._bent(lemma, tag)]
            if bent:
                return [word[:cut] + form for form in likest(bent, self.readings(rest))]
        return []

    def _bent(self, lemma: str, tag: Tags) -> list[tuple[str, str]]:
        row = _entries(self._lemmas.get(lemma) or "")
        return [(_changed(lemma, cut, ending), one) for one, cut, ending in row if tag.fits(one)]

    def lists(self, word: str) -> bool:
        """Whether the bank or the locale's word data lists the word."""
        return bool(self._listed(word))

    def knows(self, word: str) -> bool:
        """Whether the word, as written or in lower case, is listed or can be made of what is."""
        if word[:1].isupper() and self._is_name(word):
            return True
        return bool(self.readings(word) or self.readings(word.lower()))

    def _is_name(self, word: str) -> bool:
        return self._names is not None and (word in self._names or word[:-1] in self._names)  # also as a genitive

    def doubt(self, word: str) -> str:
        """A listed word one edit away from a word known only as a compound; empty when there is none."""
        lower = word.lower()
        if "-" in word or self._listed(lower) or self._made.derived(lower) or not self._made.compound(lower):
            return ""
        near = edits.close(lower, self._table)
        return next((other for other in near if not edits.same_but_link(lower, other)), "")

    def near(self, word: str) -> str:
        """A listed word one edit away, or empty; about 1 ms."""
        return next(edits.close(word, self._table), "")

    def suggest(self, word: str, limit: int = 5) -> list[str]:
        """Known words one edit away, the likeliest slips first; takes 10 to 40 ms."""
        return edits.suggest(word, self._letters, lambda other: bool(self._listed(other)), limit)


def _entries(row: str) -> Entries:
    """A row's entries: the tag, how many letters to cut, and the ending to add."""
    parts = (entry.split(",", 2) for entry in row.split(" ") if entry)
    return tuple((tag, int(cut), ending) for tag, cut, ending in parts)


def _changed(word: str, cut: int, ending: str) -> str:
    return word[: len(word) - cut] + ending
