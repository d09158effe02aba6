"""Puts affixes on roots and takes them off again, by the locale's table of sounds and affixes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True, slots=True)
class Sound:
    """How a root begins after a nasal prefix: what matches at its start is replaced by `put`."""

    root: re.Pattern[str]
    put: str
    drops: str = ""


@dataclass(frozen=True, slots=True)
class Affix:
    """A prefix and an ending, the readings that they give, and the roots that take them.

    `flag` is what a root has of which the word bank knows the form; `needs` are the flags of which a root
    must have one to be read with this affix (any root when it is `*`).
    """

    tags: tuple[str, ...]
    prefix: str = ""
    suffix: str = ""
    nasal: bool = False
    root: re.Pattern[str] | None = None
    flag: str = ""
    needs: str = ""
    least: int = 2


@dataclass(frozen=True)
class Affixes:
    """All that a locale says about its affixes and clitics."""

    sounds: tuple[Sound, ...] = ()
    affixes: tuple[Affix, ...] = ()
    clitics: tuple[str, ...] = ()
    strict: bool = True

    @cached_property
    def _index(self) -> tuple[list[str], list[str], dict[tuple[str, str], list[int]]]:
        """All prefixes, all endings, and for each pair the places of its affixes."""
        by_both: dict[tuple[str, str], list[int]] = {}
        for at, affix in enumerate(self.affixes):
            by_both.setdefault((affix.prefix, affix.suffix), []).append(at)
        return sorted({one for one, _ in by_both}), sorted({other for _, other in by_both}), by_both

    def nasal(self, root: str) -> str:
        """The root as it stands after a nasal prefix."""
        for sound in self.sounds:
            if sound.root.match(root):
                return sound.put + root[len(sound.drops) :]
        return root

    def form(self, root: str, affix: Affix) -> str:
        """The word that an affix makes of a root; empty when the root does not take it."""
        if affix.root is not None and not affix.root.fullmatch(root):
            return ""
        return affix.prefix + (self.nasal(root) if affix.nasal else root) + affix.suffix

    def roots(self, word: str) -> Iterator[tuple[Affix, str, bool]]:
        """Each way to take one affix off: the affix, the root that is left, whether the sounds are right."""
        prefixes, suffixes, by_both = self._index
        begun = [one for one in prefixes if word.startswith(one)]
        ended = [one for one in suffixes if word.endswith(one)]
        for at in sorted(at for one in begun for other in ended for at in by_both.get((one, other), ())):
            affix = self.affixes[at]
            inner = word[len(affix.prefix) : len(word) - len(affix.suffix)]
            if len(affix.prefix) + len(affix.suffix) + affix.least > len(word):
                continue
            for root, right in self._stems(inner) if affix.nasal else ((inner, True),):
                if len(root) >= affix.least and (affix.root is None or affix.root.fullmatch(root)):
                    yield affix, root, right

    def _stems(self, inner: str) -> Iterator[tuple[str, bool]]:
        """The roots that may be behind a nasal: those that make it, those that should have lost a sound."""
        seen = set()
        for sound in self.sounds:
            if not inner.startswith(sound.put):
                continue
            rest = inner[len(sound.put) :]
            for root in (sound.drops + rest, rest):
                if root and root not in seen and sound.root.match(root):
                    seen.add(root)
                    yield root, self.nasal(root) == inner


def affixes(table: dict[str, Any], entries: Sequence[dict[str, Any]]) -> Affixes:
    """Make the affixes of what a locale's file says; raises KeyError, TypeError or re.error when it is wrong."""
    return Affixes(
        sounds=tuple(
            Sound(re.compile(one["root"]), one["put"], one.get("drops", "")) for one in table.get("sound", [])
        ),
        affixes=tuple(one for entry in entries for one in _affix(entry)),
        clitics=tuple(table.get("clitics", "").split()),
        strict=bool(table.get("strict", True)),
    )


def _affix(entry: dict[str, Any]) -> Iterator[Affix]:
    """One entry stands for each of its prefixes with each of its endings."""
    known = {"tags", "prefix", "suffix", "nasal", "root", "flag", "needs", "least"}
    if not set(entry) <= known:
        raise KeyError(f"unknown key {sorted(set(entry) - known)[0]!r}")
    for prefix in entry.get("prefix", "").split() or [""]:
        for suffix in entry.get("suffix", "").split() or [""]:
            yield Affix(
                tags=tuple(entry["tags"].split()),
                prefix=prefix,
                suffix=suffix,
                nasal=bool(entry.get("nasal", False)),
                root=re.compile(entry["root"]) if "root" in entry else None,
                flag=entry.get("flag", ""),
                needs=entry.get("needs", entry.get("flag", "")),
                least=entry.get("least", 2),
            )
