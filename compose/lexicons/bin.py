"""BÍN, the database of modern Icelandic inflection, as the package `islenska` has it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from compose.lexicons import edits
from compose.lexicons.data import WordData
from compose.lexicons.wordforming import Readings

SHORTEST_PART = 3


class Bin:
    """Who knows Icelandic words; compounds by BÍN's own splitter, held to parts of three letters or more."""

    def __init__(self, data: WordData, letters: str) -> None:
        from importlib.metadata import version

        from islenska import Bin as Database

        self.version = version("islenska")
        self._data, self._letters = data, letters
        self._bin: Any = Database()
        self._entries: Callable[[str], tuple[Any, ...]] = lru_cache(20_000)(self._look_up)
        self.readings: Callable[[str], Readings] = lru_cache(20_000)(self._readings)

    def _look_up(self, word: str) -> tuple[Any, ...]:
        return tuple(entry for entry in self._bin.lookup_ksnid(word)[1] if _sound(entry))

    def _readings(self, word: str) -> Readings:
        return self._data.exact.get(word) or self._data.extra.get(word, ())

    def _listed(self, word: str) -> bool:
        return any(entry.bin_id for entry in self._entries(word)) or bool(self.readings(word))

    def knows(self, word: str) -> bool:
        """Whether BÍN has the word as written or in lower case, or can make it of two parts."""
        if "-" in word.strip("-"):
            return all(self.knows(part) for part in word.split("-") if part)
        lower = word.lower()
        return self._listed(word) or self._listed(lower) or bool(self._entries(lower))

    def doubt(self, word: str) -> str:
        """A word of BÍN one edit away from a word known only as a compound; empty when there is none."""
        lower = word.lower()
        if (
            "-" in word
            or len(lower) < 7
            or self._listed(lower)
            or self._listed(word)
            or not self._entries(lower)
        ):
            return ""
        near = (other for other in edits.likely(lower, self._letters) if self._listed(other))
        return next((other for other in near if not edits.same_but_link(lower, other)), "")

    def near(self, word: str) -> str:
        """A listed word one edit away, or empty."""
        return next((other for other in edits.likely(word, self._letters) if self._listed(other)), "")

    def suggest(self, word: str, limit: int = 5) -> list[str]:
        """Words of BÍN one edit away; takes 50 to 100 ms."""
        return edits.suggest(word, self._letters, self._listed, self.knows, limit)


def _sound(entry: Any) -> bool:  # noqa: ANN401  the package has no types
    """Whether an entry is BÍN's own, or a guessed compound whose parts are long enough to be words."""
    if entry.bin_id:
        return True
    parts = entry.ord.split("-")
    return len(parts) > 1 and all(len(part) >= SHORTEST_PART for part in parts)
