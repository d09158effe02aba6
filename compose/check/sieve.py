"""Which patterns may match in a text, told by what it holds, so that most are never run."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from compose.check.literals import Needs, shaped
from compose.check.phrases import phrases_in

_HEAD = 4  # letters by which a text is looked up
_OTHER_DIGIT = re.compile(r"[^\D0-9]")  # a digit of another script
_DIGITS = re.compile(r"[1-9]")
_WIDE = re.compile(r"[^\S ]|  ")  # white space other than one space between words

Kept = TypeVar("Kept")
Folded = tuple[str, frozenset[str]]


def alike(text: str) -> str:
    """A text as it is looked up: case-folded, with all digits made 0."""
    return _DIGITS.sub("0", text.casefold())


@lru_cache(maxsize=256)
def folded(text: str) -> Folded:
    """The same, and all runs of a few signs in it."""
    same = alike(text)
    return same, frozenset([same[at : at + _HEAD] for at in range(len(same) - _HEAD + 1)])


def spaced(text: str) -> Folded:
    """The same, with one space between words: phrases are looked up in it."""
    return folded(" ".join(text.split()) if _WIDE.search(text) else text)


class Held(Generic[Kept]):
    """What is kept under texts, found by the texts that another one holds."""

    def __init__(self, kept: Mapping[str, Kept]) -> None:
        """`kept` is by texts that were made `alike`."""
        self._short = [(text, one) for text, one in kept.items() if len(text) < _HEAD]
        self._long: dict[str, list[tuple[str, Kept]]] = defaultdict(list)
        for text, one in kept.items():
            if len(text) >= _HEAD:
                self._long[text[:_HEAD]].append((text, one))
        self._heads = frozenset(self._long)

    def within(self, text: Folded) -> list[Kept]:
        """What is kept under the texts that stand in this one."""
        same, runs = text
        found = [kept for one, kept in self._short if one in same]
        for head in self._heads & runs:
            found += [kept for one, kept in self._long[head] if one in same]
        return found


class Sieve:
    """An index from what texts hold to the patterns that may match in them. None that can match is ever left out."""

    def __init__(self, things: Sequence[Sequence[tuple[str, bool]]]) -> None:
        """`things` are lists of patterns, as they are written; a thing without patterns always comes through."""
        self._of = [(number, at) for number, patterns in enumerate(things) for at in range(len(patterns))]
        self._bare = [number for number, patterns in enumerate(things) if not patterns]
        self._always: list[int] = []
        by_text: dict[str, list[tuple[int, Needs]]] = defaultdict(list)
        by_phrase: dict[str, list[int]] = defaultdict(list)
        for pattern, (thing, at) in enumerate(self._of):
            written = things[thing][at][0]
            phrases = phrases_in(written)
            for phrase in phrases or ():
                by_phrase[alike(phrase)].append(pattern)
            if phrases is not None:
                continue
            wanted = shaped(written)
            if not wanted:
                self._always.append(pattern)
                continue
            for text in wanted[0]:
                by_text[text].append((pattern, wanted[1:]))
        self._held, self._phrases = Held(by_text), Held(by_phrase)

    @property
    def always(self) -> set[int]:
        """The numbers of the things that come through whatever a text holds."""
        return {*self._bare, *(self._of[pattern][0] for pattern in self._always)}

    def through(self, text: str) -> list[int]:
        """The numbers of the things of which a pattern may match in the text, in order."""
        return list(self.patterns_through(text))

    def patterns_through(self, text: str) -> dict[int, list[int]]:
        """The same, in order, each with the places of its patterns that may match."""
        made: dict[int, list[int]] = {number: [] for number in self._bare}
        for pattern in sorted(self._met(text)):
            thing, at = self._of[pattern]
            made.setdefault(thing, []).append(at)
        return dict(sorted(made.items())) if self._bare else made

    def _met(self, text: str) -> set[int]:
        if _OTHER_DIGIT.search(text):
            return set(range(len(self._of)))
        ready = folded(text)
        found = {*self._always, *(number for some in self._phrases.within(spaced(text)) for number in some)}
        for patterns in self._held.within(ready):
            for number, rest in patterns:
                if not rest or (number not in found and _meets(ready[0], rest)):
                    found.add(number)
        return found


def _meets(same: str, rest: Needs) -> bool:
    for texts in rest:
        for text in texts:
            if text in same:
                break
        else:
            return False
    return True
