"""Plays LanguageTool on a rule's own examples: one sentence at a time, as it will see them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from compose.check.export.words import first_words

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A sentence with one match: the part that LanguageTool will underline, and what it will suggest."""

    text: str
    start: int
    end: int
    correction: str


@dataclass(frozen=True, slots=True)
class Part:
    """One pattern of a rule as it is looked for, with its cancelling patterns and its template, if any.

    A part that is a `phrase` and no more says so: LanguageTool finds words faster than patterns.
    """

    pattern: re.Pattern[str]
    cancels: tuple[re.Pattern[str], ...] = ()
    replace: str | None = None
    phrase: str = ""
    clitics: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The phrase as words, if it is nothing but words and nothing cancels it."""
        words = tuple(self.phrase.split())
        return words if not self.cancels and all(word.isalpha() for word in words) else ()

    def matches(self, sentence: str) -> list[re.Match[str]]:
        """What is found in one sentence."""
        found = [match for match in self.pattern.finditer(sentence) if _span(match)[0] < _span(match)[1]]
        if not found or not self.cancels:
            return found
        without = [cancel.span() for pattern in self.cancels for cancel in pattern.finditer(sentence)]
        return [match for match in found if not any(_touch(_span(match), each) for each in without)]

    def _overlaps(self, sentence: str) -> bool:
        """Whether matches begin at more than one word, one inside another; found by words, each is one."""
        starts = (word.start() for word in _WORD.finditer(sentence))
        begun = [start for start in starts if self.pattern.match(sentence, start)]
        return len(begun) > 1 and bool(first_words(self.pattern))

    def wrong(self, sentence: str) -> Wrong | None:
        """The sentence as an example, if this part finds exactly one thing in it and mends it."""
        found = self.matches(sentence)
        if len(found) != 1 or self._overlaps(sentence):
            return None
        match = found[0]
        correction = "" if self.replace is None else match.expand(self.replace)
        at = sentence[match.start()]
        if correction and at.isupper() and (match.start() == 0 or self.words):
            correction = correction[0].upper() + correction[1:]
        start, end = _span(match)
        if self.replace is not None and self.matches(sentence[:start] + correction + sentence[end:]):
            return None
        return Wrong(sentence, start, end, correction)


def _span(match: re.Match[str]) -> tuple[int, int]:
    marked = "mark" in match.re.groupindex and match["mark"] is not None
    return match.span("mark") if marked else match.span()


def _touch(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span[0] < other[1] and other[0] < span[1]
