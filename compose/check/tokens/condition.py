"""What a token must be like: one condition of a pattern, from the keys that a rule may use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from compose.check.tokens.heads import heads
from compose.check.tokens.text import Token
from compose.errors import nearest
from compose.lexicons import Lexicon
from compose.lexicons.tags import Tags, tags

Sets = Mapping[str, frozenset[str]]
Patterns = Mapping[str, str]
FLAGS = ("capital", "opens", "begins", "open", "spaced")
_WORDS = frozenset(("word", "not_word", "lemma", "not_lemma"))
_TAGS = frozenset(("some", "none", "all", "rest"))
_COUNTS = frozenset(("same", "optional", "most", "skip"))
_REMEMBERED = 2_000
_NAMED = re.compile(r"@([\w-]+)")

KEYS = frozenset(
    (
        *("word", "not_word", "lemma", "not_lemma", "like", "unlike", "shape", "some", "none", "all"),
        *("capital", "opens", "begins", "open", "spaced", "front", "rest", "same", "optional", "most", "skip", "stop"),
    )
)


class BadKey(Exception):
    """A condition that the engine does not understand: what is wrong, and perhaps the nearest right key."""


@dataclass(eq=False)
class Condition:
    """One condition. `optional`, `most` and `skip` say how often it may hold and what may follow it.

    `bit` is its place among the verdicts on a token (`verdicts.py`), which tell of its words, tags and flags.
    """

    lexicon: Lexicon
    word: frozenset[str] | None = None
    not_word: frozenset[str] = frozenset()
    lemma: frozenset[str] | None = None
    not_lemma: frozenset[str] = frozenset()
    some: Tags | None = None
    none: Tags | None = None
    all: Tags | None = None
    front: tuple[str, ...] = ()
    rest: Tags | None = None
    patterns: tuple[str, str, str] = ("", "", "")
    flags: tuple[tuple[str, bool], ...] = ()
    same: int = 0
    optional: bool = False
    most: int = 1
    skip: int = 0
    stop: Condition | None = None
    bit: int = 0

    @property
    def alike(self) -> tuple[object, ...]:
        """What two conditions share that hold for the same tokens as far as words, tags and flags tell."""
        like, _, shape = self.patterns
        return self.word, self.not_word, self.some, self.none, self.all, self.flags, like, shape, self.front

    @property
    def written(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words that can be like this, and the beginnings of all others that can; all in lower case."""
        if self.word is not None:
            return self.word, frozenset()
        if self.front:
            return frozenset(), frozenset(self.front)
        for pattern in filter(None, (self.patterns[0], self.patterns[2])):
            whole, begun = heads(pattern)
            if "" not in begun:
                return frozenset(map(str.lower, whole)), frozenset(map(str.lower, begun))
        return frozenset(), frozenset([""])

    def holds(self, token: Token) -> bool:
        """Whether the token, which was judged, is like this."""
        if not token.may & self.bit:
            return False
        if self._is_plain:
            return True
        held = self._held.get(token.text)
        if held is None:
            if len(self._held) >= _REMEMBERED:
                self._held.clear()
            held = self._held[token.text] = self._rest_holds(token)
        return held

    @cached_property
    def _held(self) -> dict[str, bool]:
        """Of words that were met, whether all else holds that the word alone tells."""
        return {}

    @cached_property
    def _regex(self) -> tuple[re.Pattern[str] | None, ...]:
        return tuple(re.compile(pattern) if pattern else None for pattern in self.patterns)

    @cached_property
    def _is_plain(self) -> bool:
        return not (any(self.patterns) or self.front or self.lemma is not None or self.not_lemma)

    def _rest_holds(self, token: Token) -> bool:
        like, unlike, shape = self._regex
        if (like and not like.fullmatch(token.lower)) or (shape and not shape.fullmatch(token.text)):
            return False
        if unlike and unlike.fullmatch(token.lower):
            return False
        if self.lemma is not None or self.not_lemma:
            lemmas = self.lexicon.lemmas(token.lower)
            if (self.lemma is not None and not lemmas & self.lemma) or lemmas & self.not_lemma:
                return False
        return not self.front or bool(self.parts(token))

    def parts(self, token: Token) -> tuple[str, str] | None:
        """The word cut after one of the fronts, if what is left has a reading like `rest`."""
        for front in self.front:
            rest = token.lower.removeprefix(front)
            if rest and rest != token.lower:
                readings = self.lexicon.readings(rest)
                if readings and (self.rest is None or any(map(self.rest.fits, readings))):
                    return token.text[: len(front)], token.text[len(front) :]
        return None


def words_of(value: str | list[str], sets: Sets) -> frozenset[str]:
    """The words that are named: one by one, or as a whole set with an at sign before its name."""
    named = value.split() if isinstance(value, str) else value
    found: set[str] = set()
    for name in named:
        if not name.startswith("@"):
            found.add(name)
        elif name[1:] in sets:
            found |= sets[name[1:]]
        else:
            raise BadKey(f"unknown set {name!r}")
    return frozenset(found)


def pattern_of(text: str, patterns: Patterns) -> Tags:
    """The pattern that is written so; a name with an at sign stands for one of the locale's `patterns`."""

    def named(match: re.Match[str]) -> str:
        if match[1] not in patterns:
            raise BadKey(f"unknown pattern {match[0]!r}")
        return patterns[match[1]]

    return tags(_NAMED.sub(named, text))


def condition(
    entry: dict[str, Any],
    words: Callable[[str | list[str]], frozenset[str]],
    tagged: Callable[[str], Tags],
    lexicon: Lexicon,
) -> Condition:
    """Make a condition of what a rule says; raises BadKey for a key or a set that is not known."""
    made: dict[str, Any] = {}
    for key, value in entry.items():
        if key in _WORDS:
            made[key] = words(value)
        elif key in _TAGS:
            made[key] = tagged(value)
        elif key in _COUNTS:
            made[key] = value
        elif key not in KEYS:
            near = nearest(key, KEYS)
            raise BadKey(f"unknown key {key!r}" + (f", did you mean {near!r}?" if near else ""))
    if "front" in entry:
        made["front"] = tuple(entry["front"].split())
    if "stop" in entry:
        made["stop"] = condition(entry["stop"], words, tagged, lexicon)
    made["patterns"] = (entry.get("like", ""), entry.get("unlike", ""), entry.get("shape", ""))
    made["flags"] = tuple([(key, bool(entry[key])) for key in FLAGS if key in entry])
    return Condition(lexicon, **made)
