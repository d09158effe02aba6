"""BÍN, the database of modern Icelandic inflection, as the package `islenska` has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from compose.lexicons import edits
from compose.lexicons.bintags import tag as bin_tag
from compose.lexicons.data import WordData
from compose.lexicons.tags import Tags, likest
from compose.lexicons.wordforming import Readings

SHORTEST_PART = 3
OPEN = frozenset(("kk", "kvk", "hk", "lo", "so"))  # nouns by gender, adjectives, verbs
CORE = "K"  # BÍN's mark of a word in common use
STANDARD = 4  # BÍN's grade from which on a spelling is not standard
Lemmas = tuple[tuple[str, str], ...]


class Bin:
    """Who knows Icelandic words; compounds by BÍN's own splitter, held to parts of three letters or more."""

    def __init__(self, data: WordData, letters: str) -> None:
        from importlib.metadata import version

        from islenska import Bin as Database

        self.version = f"islenska {version('islenska')}"
        self._data, self._letters = data, letters
        self._bin: Any = Database()
        self._entries: Callable[[str], tuple[Any, ...]] = lru_cache(20_000)(self._look_up)
        self._tagged: Callable[[str], Lemmas] = lru_cache(20_000)(self._tag)
        self.readings: Callable[[str], Readings] = lru_cache(20_000)(self._readings)
        self.lemmas: Callable[[str], frozenset[str]] = lru_cache(20_000)(self._lemmas)

    def _look_up(self, word: str) -> tuple[Any, ...]:
        return tuple(entry for entry in self._bin.lookup_ksnid(word)[1] if _sound(entry))

    def _tag(self, word: str) -> Lemmas:
        """The word's readings as lemma and tag, without those that are noise in a message of the trade."""
        told = self._data.exact.get(word) or self._data.exact.get(word.lower())
        if told:
            return tuple((word, one) for one in told)
        entries = self._entries(word)
        common = [one for one in entries if one.birting == CORE or one.ofl not in OPEN or not one.bin_id]
        found = dict.fromkeys((one.ord, bin_tag(one.ofl, one.mark)) for one in common or entries)
        found |= dict.fromkeys((word, one) for one in self._data.extra.get(word, ()))
        return tuple(self._kept(word, _personal_first(found)))

    def _kept(self, word: str, found: Lemmas) -> Lemmas:
        """What is left when the locale says which readings a word, or a word with such a lemma, can have."""
        keep = self._data.keep.get(word) or self._data.keep.get(word.lower())
        if keep is None:
            keep = next(
                (
                    pattern
                    for lemma, one in found
                    if (pattern := self._data.keep_lemmas.get(lemma)) and pattern.fits(one)
                ),
                None,
            )
        left = tuple((lemma, one) for lemma, one in found if keep is None or keep.fits(one))
        return left or found

    def _readings(self, word: str) -> Readings:
        right = self.standard(word)
        wrong = () if right is None else (f"BAD:{right}",)
        return (*dict.fromkeys(one for _, one in self._tagged(word)), *wrong)

    def _lemmas(self, word: str) -> frozenset[str]:
        """The word's lemmas; of a compound, as BÍN's splitter writes them, with a hyphen."""
        return frozenset(lemma for lemma, _ in self._tagged(word))

    def forms(self, word: str, tag: Tags) -> list[str]:
        """The forms of the word's lemmas that have a reading like `tag`, those most like the word first."""
        numbers = dict.fromkeys(entry.bin_id for entry in self._entries(word) if entry.bin_id)
        forms = (one for number in numbers for one in self._bin.lookup_id(number))
        fitting = [(one.bmynd, name) for one in forms if tag.fits(name := bin_tag(one.ofl, one.mark))]
        return likest(fitting, self.readings(word))

    def lists(self, word: str) -> bool:
        """Whether BÍN itself or the locale's word data lists the word."""
        told = word in self._data.exact or word in self._data.extra
        return told or any(entry.bin_id for entry in self._entries(word))

    def knows(self, word: str) -> bool:
        """Whether BÍN has the word as written or in lower case, or can make it of two parts."""
        if "-" in word.strip("-"):
            return all(self.knows(part) for part in word.split("-") if part)
        lower = word.lower()
        return self.lists(word) or self.lists(lower) or bool(self._entries(lower))

    def doubt(self, word: str) -> str:
        """A word of BÍN that a usual slip makes of one known only as a compound; empty when there is none."""
        lower = word.lower()
        if "-" in word or len(lower) < 7 or self.lists(lower) or self.lists(word):
            return ""
        return self.near(lower) if self._entries(lower) else ""

    def near(self, word: str) -> str:
        """A word of BÍN that one of the language's usual slips makes of this one, or empty; about 1 ms."""
        return next((other for other in edits.slips(word, self._data.slips) if self.lists(other)), "")

    def standard(self, word: str) -> str | None:
        """The standard spelling of a word that BÍN grades as not standard, '' when it gives none; else None."""
        entries = self._entries(word)
        if not entries or any(entry.einkunn < STANDARD or not entry.bin_id for entry in entries):
            return None
        for entry in entries:
            if entry.millivisun:
                forms = self._bin.lookup_id(entry.millivisun)
                return next((one.bmynd for one in forms if one.mark == entry.mark), "")
        return ""

    def suggest(self, word: str, limit: int = 5) -> list[str]:
        """Words of BÍN one edit away; takes 50 to 100 ms."""
        slip = self.near(word.lower())
        found = edits.suggest(word, self._letters, self.lists, limit)
        return list(dict.fromkeys([edits.recase(slip, word)] * bool(slip) + found))[:limit]


def _personal_first(found: Iterable[tuple[str, str]]) -> Lemmas:
    """Without the impersonal readings of a verb that has personal ones: they are rare, and hide disagreement."""
    found = tuple(found)
    personal = {lemma for lemma, one in found if one.startswith(("VERB:act", "VERB:mid"))}
    return tuple((lemma, one) for lemma, one in found if lemma not in personal or "impers" not in one)


def _sound(entry: Any) -> bool:
    """Whether an entry is BÍN's own, or a guessed compound whose parts are long enough to be words."""
    if entry.bin_id:
        return True
    parts = entry.ord.split("-")
    return len(parts) > 1 and all(len(part) >= SHORTEST_PART for part in parts)
