"""Hunspell as a lexicon: knows words and suggests; has no readings."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from compose.lexicons import edits
from compose.lexicons.tags import Tags
from compose.lexicons.wordforming import Readings


class Hunspell:
    """One Hunspell dictionary, opened at the first question."""

    def __init__(self, folder: Path, code: str, clitics: tuple[str, ...], letters: str, version: str) -> None:
        self.version, self._letters = version, letters
        self._folder, self._code, self._clitics = folder, code, clitics

    @cached_property
    def _speller(self) -> Any:
        from hunspell import Hunspell as Speller

        return Speller(self._code, hunspell_data_dir=str(self._folder))

    def _accepts(self, word: str) -> bool:
        try:
            return bool(self._speller.spell(word))
        except UnicodeEncodeError:  # a letter that the dictionary's own encoding lacks
            return False

    def lists(self, word: str) -> bool:
        """Whether the dictionary itself accepts the word."""
        return self._accepts(word)

    def knows(self, word: str) -> bool:
        """Whether the dictionary has the word, has it without a clitic, or has both halves of it."""
        plain = word.replace("’", "'")
        if self._accepts(plain):
            return True
        first, hyphen, second = plain.partition("-")
        if hyphen and first and second and all(self.knows(part) for part in (first, second)):
            return True
        return any(
            len(plain) > len(clitic) + 2 and plain.endswith(clitic) and self._accepts(plain[: -len(clitic)])
            for clitic in self._clitics
        )

    def readings(self, word: str) -> Readings:
        """None: a Hunspell dictionary tells no word classes."""
        return ()

    def lemmas(self, word: str) -> frozenset[str]:
        """None: it tells none."""
        return frozenset()

    def forms(self, word: str, tag: Tags) -> list[str]:
        """None: it inflects nothing."""
        return []

    def doubt(self, word: str) -> str:
        """None: nothing that it knows is a guess."""
        return ""

    def near(self, word: str) -> str:
        """A word of the dictionary one edit away, or empty."""
        return next((other for other in edits.likely(word, self._letters) if self._accepts(other)), "")

    def suggest(self, word: str, limit: int = 5) -> list[str]:
        """What Hunspell suggests; takes up to 300 ms."""
        try:
            return list(self._speller.suggest(word.replace("’", "'")))[:limit]
        except UnicodeEncodeError:
            return []
