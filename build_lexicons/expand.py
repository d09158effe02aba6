"""Writes out all words of a Hunspell dictionary: every stem with every affix that its flags allow."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class _Rule:
    """One line of an affix: what it cuts off, what it puts on, what the stem must be like, what may follow."""

    prefix: bool
    crosses: bool
    cut: str
    put: str
    stem: re.Pattern[str]
    flags: str

    def on(self, word: str) -> str | None:
        if not self.stem.search(word):
            return None
        if self.prefix:
            return self.put + word[len(self.cut) :] if word.startswith(self.cut) else None
        return word[: len(word) - len(self.cut)] + self.put if word.endswith(self.cut) else None


def _rules(aff: str) -> dict[str, list[_Rule]]:
    rules: dict[str, list[_Rule]] = defaultdict(list)
    crosses: dict[str, bool] = {}
    for line in aff.splitlines():
        parts = line.split()
        if len(parts) < 4 or parts[0] not in ("PFX", "SFX"):
            continue
        kind, flag = parts[0], parts[1]
        if flag not in crosses:  # the head of a table: whether it goes together with affixes of the other side
            crosses[flag] = parts[2] == "Y"
            continue
        put, _, flags = parts[3].partition("/")
        stem = parts[4] if len(parts) > 4 else "."
        rules[flag].append(
            _Rule(
                kind == "PFX",
                crosses[flag],
                parts[2].replace("0", ""),
                put.replace("0", ""),
                re.compile(f"^{stem}" if kind == "PFX" else f"{stem}$"),
                flags,
            )
        )
    return rules


def _forms(word: str, flags: str, rules: dict[str, list[_Rule]], *, deeper: bool = True) -> Iterator[str]:
    for flag in flags:
        for rule in rules.get(flag, ()):
            made = rule.on(word)
            if made is None:
                continue
            yield made
            if rule.flags and deeper:
                yield from _forms(made, rule.flags, rules, deeper=False)
            if not rule.prefix and rule.crosses:
                yield from _prefixed(made, flags, rules)


def _prefixed(word: str, flags: str, rules: dict[str, list[_Rule]]) -> Iterator[str]:
    for flag in flags:
        for rule in rules.get(flag, ()):
            if rule.prefix and rule.crosses and (made := rule.on(word)) is not None:
                yield made


def words(aff: Path, dic: Path, *, without: str) -> Iterator[str]:
    """All words of a dictionary with one-letter flags, in UTF-8; entries with a flag of `without` are left out."""
    rules = _rules(aff.read_text(encoding="utf-8-sig"))
    for line in dic.read_text(encoding="utf-8-sig").splitlines()[1:]:
        stem, _, flags = line.split("\t")[0].strip().partition("/")
        if stem and not set(flags) & set(without):
            yield stem
            yield from _forms(stem, flags, rules)
