"""Reads words that no word bank lists: compounds and regular derivations, by the locale's data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from compose.lexicons.data import Derivation, Head, WordData

Readings = tuple[str, ...]
LONGEST = 60


class WordForming:
    """Readings of made words. `listed` gives the readings of a word that the word bank itself has."""

    def __init__(self, data: WordData, listed: Callable[[str], Readings]) -> None:
        self._data = data
        self._listed = listed
        self.derived: Callable[[str], Readings] = lru_cache(20_000)(self._derived)
        self._compound = lru_cache(20_000)(self._of_parts)

    def readings(self, word: str) -> Readings:
        """The readings of a word that is a compound or derived; empty when it is neither."""
        if len(word) > LONGEST:
            return ()
        return self.compound(word) or self.derived(word)

    def compound(self, word: str) -> Readings:
        """The readings of the last part of a compound of known words; empty when it is none."""
        return self._compound(word, 1) if self._data.heads else ()

    def beside(self, word: str) -> Readings:
        """The derived readings that a listed word can have beside its own."""
        return self._derive(word, [how for how in self._data.derivations if how.listed])

    def _derived(self, word: str) -> Readings:
        return self._derive(word, self._data.derivations)

    def _derive(self, word: str, derivations: Sequence[Derivation]) -> Readings:
        found: list[str] = []
        for how in derivations:
            if word.startswith(how.prefix) and word.endswith(how.ending):
                found += self._by(word, how)
        return tuple(dict.fromkeys(found))

    def _by(self, word: str, how: Derivation) -> list[str]:
        stem = word[len(how.prefix) : len(word) - len(how.ending)]
        if len(stem) < how.least:
            return []
        matches = [how.of.fullmatch(tag) for tag in self._listed(stem + how.add)]
        return [match.expand(tag) for match in matches if match for tag in how.tags]

    def _of_parts(self, word: str, deeper: int) -> Readings:
        for cut in range(2, len(word) - 2):
            tail = self._tail(word, cut, deeper)
            if tail and self._is_head(word[:cut], len(word) - cut, deeper):
                return tail
        return ()

    def _tail(self, word: str, cut: int, deeper: int) -> Readings:
        """The readings that the rest gives to the whole; three equal consonants are written as two."""
        rest = word[cut:]
        found = self._tail_readings(rest, deeper)
        if not found and self._data.triple and word[cut - 1] == word[cut - 2] != word[cut]:
            found = self._tail_readings(word[cut - 1] + rest, deeper)
        return found

    def _tail_readings(self, rest: str, deeper: int) -> Readings:
        if rest in self._data.not_tail:
            return ()
        found = self._listed(rest) or self.derived(rest)
        if not found and deeper and len(rest) > 9:
            return self._compound(rest, deeper - 1)
        return tuple(tag for tag in found if self._data.tails.fullmatch(tag))

    def _is_head(self, head: str, tail: int, deeper: int) -> bool:
        if head in self._data.not_head:
            return False
        if any(self._fits(head, tail, kind) for kind in self._data.heads):
            return True
        if not deeper or len(head) <= 7:
            return False
        links = {kind.link for kind in self._data.heads if head.endswith(kind.link)}
        return any(self._compound(head.removesuffix(link), 0) for link in links)

    def _fits(self, head: str, tail: int, kind: Head) -> bool:
        if not (kind.least <= len(head) <= kind.most and tail >= kind.tail and head.endswith(kind.link)):
            return False
        if head in kind.words:
            return True
        stem = head[: len(head) - len(kind.link)]
        return any(kind.tags.fullmatch(tag) for tag in self._listed(stem))
