"""A lexicon of roots, with an analyser that takes affixes, clitics and doubling off by the locale's table."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from compose.lexicons import edits
from compose.lexicons.data import WordData
from compose.lexicons.frontcoded import Table
from compose.lexicons.tags import Tags
from compose.lexicons.wordforming import Readings

WRONG = "BAD:"  # a reading with the wrong sounds; the right form follows
WHOLE = "="  # the mark of a word that is in the bank as it is, and no root
NAME = "^"  # the mark of a word that is written with a capital


class Roots:
    """Who knows the words of a language that builds them of roots and affixes."""

    def __init__(self, path: Path, data: WordData, letters: str, version: str) -> None:
        self.version = version
        self._table, self._data, self._letters = Table(path), data, letters
        self._affixes = data.affixes
        self._endings = {affix.suffix for affix in data.affixes.affixes} | set(data.affixes.clitics)
        self.flags: Callable[[str], str | None] = lru_cache(20_000)(self._flags)
        self.readings: Callable[[str], Readings] = lru_cache(20_000)(self._readings)

    def _flags(self, word: str) -> str | None:
        if word in self._data.not_roots:
            return None
        found = self._table.get(word)
        extra = self._data.root_flags.get(word)
        return found if extra is None else (found or "") + extra

    def _root(self, word: str) -> Readings:
        """The readings of a bare root: what the locale says, what its flags say, else the common one."""
        flags = self.flags(word)
        told = self._data.extra.get(word, ())
        if flags is None or NAME in flags:
            return told
        if WHOLE in flags:
            return told or self._whole(word)
        told += tuple(tag for flag, tag in self._data.flag_tags if flag in flags and tag not in told)
        told = tuple(tag for tag in told if word not in self._data.sets.get(f"not {tag}", ()))
        return told or (self._data.common,)

    def _whole(self, word: str) -> Readings:
        shapes = [affix for affix in self._affixes.affixes if affix.prefix and word.startswith(affix.prefix)]
        return shapes[0].tags if shapes else (self._data.common,)

    def _affixed(self, word: str) -> Readings:
        right: list[str] = []
        wrong: list[str] = []
        for affix, root, sounds in self._affixes.roots(word):
            flags = self.flags(root)
            if flags is None or WHOLE in flags or NAME in flags:
                continue
            if affix.needs != "*" and not set(affix.needs) & set(flags):
                continue
            if sounds:
                right += affix.tags
            else:
                wrong.append(WRONG + self._affixes.form(root, affix))
        return tuple(dict.fromkeys(right or wrong))

    def _plain(self, word: str) -> Readings:
        return tuple(dict.fromkeys(self._root(word) + self._affixed(word)))

    def _readings(self, word: str) -> Readings:
        word = word.replace("’", "'")
        exact = self._data.exact.get(word)
        if exact:
            return exact
        if "-" in word:
            return self._doubled(word)
        found = self._plain(word)
        with_clitic = self._with_clitic(word)
        if with_clitic and (not found or all(tag.startswith(WRONG) for tag in found)):
            return with_clitic
        return found + tuple(tag for tag in with_clitic if tag not in found)

    def _with_clitic(self, word: str, depth: int = 2) -> Readings:
        for clitic in self._affixes.clitics:
            stem = word.removesuffix(clitic)
            if stem == word or len(stem) < 2:
                continue
            found = self._data.exact.get(stem) or self._plain(stem)
            if not found and depth > 1:
                found = self._with_clitic(stem, depth - 1)
            if found and not all(tag.startswith(WRONG) for tag in found):
                return (*(tag for tag in found if not tag.startswith(WRONG)), f"CLITIC:{clitic}")
        return ()

    def _doubled(self, word: str) -> Readings:
        first, _, second = word.partition("-")
        if self.flags(word) is not None and first != second:
            return ("NOUN", "RED:lex")
        bare = next((word.removesuffix(one) for one in self._affixes.clitics if word.endswith(one)), word)
        if bare != word and self.flags(bare) is not None:
            return ("NOUN", "RED:lex", f"CLITIC:{word[len(bare) :]}")
        of_first = self._known(first)
        if first == second or (second.startswith(first) and self._known(second)):
            return tuple(f"RED:{tag}" for tag in of_first)
        ending = max((one for one in self._endings if second.endswith(one)), key=len, default="")
        core = second.removesuffix(ending)
        if len(core) > 2 and first.endswith((core, core[1:], second)) and (of_first or self._known(core)):
            return ("RED:affix",)
        if second in self._affixes.clitics:
            return of_first
        return ("NOUN:joined",) if of_first and all(map(self._known, second.split("-"))) else ()

    def _known(self, word: str) -> Readings:
        return tuple(tag for tag in self.readings(word) if not tag.startswith(WRONG)) if word else ()

    def lists(self, word: str) -> bool:
        """Whether the word is a root, or is made of one by an affix that is noted of it."""
        return bool(self._known(word))

    def knows(self, word: str) -> bool:
        """Whether the word, as written or in lower case, is a root, a name, or can be made of roots."""
        flags = self.flags(word)
        if flags is not None and (NAME not in flags or word[:1].isupper()):
            return True
        return bool(self._known(word.lower())) or (word[:1].isupper() and NAME in (self.flags(word.lower()) or ""))

    def lemmas(self, word: str) -> frozenset[str]:
        """None: it tells none."""
        return frozenset()

    def forms(self, word: str, tag: Tags) -> list[str]:
        """None: it inflects nothing."""
        return []

    def doubt(self, word: str) -> str:
        """None: a word made of a root that takes the affix is no guess."""
        return ""

    def near(self, word: str) -> str:
        """A root or listed word one edit away, or empty."""
        return next(edits.close(word, self._table), "")

    def suggest(self, word: str, limit: int = 5) -> list[str]:
        """The right form of a word with wrong sounds; else known words one edit away, in 10 to 40 ms."""
        right = [tag.removeprefix(WRONG) for tag in self.readings(word.lower()) if tag.startswith(WRONG)]
        if right:
            return [edits.recase(other, word) for other in right][:limit]
        return edits.suggest(word, self._letters, self._is_word, limit)

    def _is_word(self, word: str) -> bool:
        return len(word) > 2 and bool(self._known(word))
