"""Reads what a locale says about its words: `words/tags.toml` of each of its folders, later over earlier."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from compose.errors import fail
from compose.lexicons.affixes import Affixes, affixes
from compose.lexicons.tags import Tags
from compose.lexicons.tags import tags as pattern
from compose.model.locale import Locale
from compose.paths import compiled_toml

KEYS = frozenset(
    (
        *("exact", "extra", "keep", "keep_lemmas", "compound", "derive", "affixes", "affix", "roots"),
        *("sets", "patterns", "features", "prune", "slips"),
    )
)


@dataclass(frozen=True, slots=True)
class Head:
    """What may stand first in a compound: its readings or its words, the letters that link, and how long.

    `least` and `most` bound the head's letters, `tail` is the least length of what follows.
    """

    tags: re.Pattern[str]
    words: frozenset[str]
    link: str = ""
    least: int = 3
    most: int = 60
    tail: int = 3


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a word is made: without `prefix` and `ending`, plus `add`, it has a reading like `of`.

    `listed` says that words which the bank lists may be read so too.
    """

    of: re.Pattern[str]
    tags: tuple[str, ...]
    prefix: str = ""
    ending: str = ""
    add: str = ""
    least: int = 3
    listed: bool = False


@dataclass(frozen=True, slots=True)
class WordData:
    """All that one locale says about its words."""

    exact: dict[str, tuple[str, ...]]
    extra: dict[str, tuple[str, ...]]
    heads: tuple[Head, ...]
    tails: re.Pattern[str]
    not_head: frozenset[str]
    not_tail: frozenset[str]
    triple: bool
    derivations: tuple[Derivation, ...]
    prune: tuple[dict[str, Any], ...]
    sets: dict[str, frozenset[str]]
    affixes: Affixes
    common: str
    flag_tags: tuple[tuple[str, str], ...]
    root_flags: dict[str, str]
    not_roots: frozenset[str]
    slips: tuple[tuple[str, str], ...]
    patterns: dict[str, str]
    features: dict[str, dict[str, frozenset[str]]]
    keep: dict[str, Tags]
    keep_lemmas: dict[str, Tags]


def _tagged(table: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """From tags to words, to word to tags."""
    found: dict[str, tuple[str, ...]] = {}
    for tags, words in table.items():
        for word in words.split():
            found[word] = found.get(word, ()) + tuple(tags.split())
    return found


def _sets(table: dict[str, Any]) -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in table.items()}


def _keep(table: dict[str, Any]) -> dict[str, Tags]:
    """From a pattern of tags to words, to word to pattern."""
    return {word: pattern(kept) for kept, words in table.items() for word in words.split()}


def _features(table: dict[str, Any]) -> dict[str, dict[str, frozenset[str]]]:
    """From a feature to the parts of a tag that tell it, each with the values that it stands for."""
    return {
        feature: {part: frozenset(values.split()) for part, values in parts.items()} for feature, parts in table.items()
    }


def _slips(table: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """From what is right to what is written for it, to pairs of written and right."""
    return tuple((written, right) for right, all_written in table.items() for written in all_written.split())


def _heads(entries: Sequence[dict[str, Any]]) -> tuple[Head, ...]:
    return tuple(
        Head(**{**entry, "tags": re.compile(entry.get("tags", "(?!)")),
                "words": frozenset(entry.get("words", "").split())})
        for entry in entries
    )  # fmt: skip


def _derivations(entries: Sequence[dict[str, Any]]) -> tuple[Derivation, ...]:
    made = []
    for entry in entries:
        common: dict[str, Any] = {"of": re.compile(entry["of"]), "tags": tuple(entry["tags"].split())}
        rest = {key: value for key, value in entry.items() if key not in ("of", "tags", "prefix")}
        made += [Derivation(**common, **rest, prefix=prefix) for prefix in entry.get("prefix", "").split() or [""]]
    return tuple(made)


def _merged(files: Sequence[Path]) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    for file in files:
        try:
            read = _parsed(file.read_bytes())
        except ValueError as wrong:  # tomllib.TOMLDecodeError, UnicodeDecodeError
            raise fail(f"is not readable: {wrong}", where=str(file)) from None
        for key, value in read.items():
            if key not in KEYS:
                raise fail(f"unknown table {key!r}", where=str(file), mend=f"choices: {', '.join(sorted(KEYS))}")
            if isinstance(value, list):
                whole[key] = whole.get(key, []) + value
            else:
                whole[key] = {**whole.get(key, {}), **value}
    return whole


def _parsed(raw: bytes) -> dict[str, Any]:
    compiled = compiled_toml(raw)
    if compiled.is_file():
        return dict(json.loads(compiled.read_bytes()))
    import tomllib

    return tomllib.loads(raw.decode("utf-8"))


@cache
def _read(files: tuple[Path, ...]) -> WordData:
    whole = _merged(files)
    compound, roots = whole.get("compound", {}), whole.get("roots", {})
    try:
        return WordData(
            exact=_tagged(whole.get("exact", {})),
            extra=_tagged(whole.get("extra", {})),
            heads=_heads(compound.get("head", [])),
            tails=re.compile(compound.get("tails", "(?!)")),
            not_head=frozenset(compound.get("not_head", "").split()),
            not_tail=frozenset(compound.get("not_tail", "").split()),
            triple=bool(compound.get("triple", False)),
            derivations=_derivations(whole.get("derive", [])),
            prune=tuple(whole.get("prune", [])),
            sets=_sets(whole.get("sets", {})),
            affixes=affixes(whole.get("affixes", {}), whole.get("affix", [])),
            common=roots.get("common", ""),
            flag_tags=tuple(roots.get("flags", {}).items()),
            root_flags={word: flags for flags, words in roots.get("add", {}).items() for word in words.split()},
            not_roots=frozenset(roots.get("drop", "").split()),
            patterns=dict(whole.get("patterns", {})),
            features=_features(whole.get("features", {})),
            keep=_keep(whole.get("keep", {})),
            keep_lemmas=_keep(whole.get("keep_lemmas", {})),
            slips=_slips(whole.get("slips", {})),
        )
    except (KeyError, TypeError, AttributeError, re.error) as wrong:
        raise fail(f"a table is not as docs/locales.md says: {wrong}", where=str(files[-1])) from None


def read_word_data(*files: Path) -> WordData:
    """What the files say about words, the later over the earlier; raises ComposeError when one is wrong."""
    return _read(tuple(file for file in files if file.is_file()))


def word_data(locale: Locale) -> WordData:
    """What the locale's `words/tags.toml` says; empty where there is none."""
    return read_word_data(*(folder / "words" / "tags.toml" for folder in locale.folders))
