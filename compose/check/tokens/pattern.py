"""A row of conditions over the tokens of a sentence: where it holds, and which token met which condition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

from compose.check.literals import needs
from compose.check.tokens.condition import Condition
from compose.check.tokens.text import Token

Spans = tuple[tuple[int, int], ...]  # of each condition, the tokens that met it: first, and one past the last


class Pattern:
    """A row of conditions. `anchor` is the one that tells soonest that the row cannot hold; -1 when all may be absent.

    `before` and `after` are how many tokens stand ahead of the anchor at least and at most.
    """

    __slots__ = ("_front", "_is_fixed", "after", "anchor", "before", "conditions")

    def __init__(self, conditions: Sequence[Condition]) -> None:
        self.conditions = tuple(conditions)
        needed = [at for at, one in enumerate(conditions) if not one.optional]
        named = [(len(conditions[at].word or ()), at) for at in needed if conditions[at].word is not None]
        self.anchor = min(named)[1] if named else next(iter(needed), -1)
        ahead = self.conditions[: max(self.anchor, 0)]
        self.before = sum(0 if one.optional else 1 for one in ahead)
        self.after = sum(one.most + one.skip for one in ahead)
        self._front = _front(self.conditions)
        self._is_fixed = self._front == len(self.conditions) and not self.conditions[-1].skip

    @property
    def words(self) -> frozenset[str] | None:
        """The words of which one must stand in the sentence, where the row names any."""
        return self.conditions[self.anchor].word if self.anchor >= 0 else None

    def lead(self, depth: int) -> tuple[Condition, ...]:
        """At most so many conditions that begin the row, each of which takes one token, side by side."""
        return self.conditions[: min(self._front, depth)]

    @property
    def need(self) -> int:
        """The bits of the conditions that some token must meet."""
        return reduce(or_, (one.bit for one in self.conditions if not one.optional), 0)

    def starts(self, tokens: Sequence[Token]) -> list[int]:
        """Where the row can begin, in order."""
        if self.anchor < 0:
            return list(range(len(tokens)))
        bit = self.conditions[self.anchor].bit
        spots = [at for at, token in enumerate(tokens) if token.may & bit]
        if self.after == self.before:
            return [spot - self.before for spot in spots if spot >= self.before]
        found: set[int] = set()
        for spot in spots:
            found.update(range(max(spot - self.after, 0), spot - self.before + 1))
        return sorted(found)

    @property
    def doubles(self) -> bool:
        """Whether one of the conditions that lead the row asks for a word that stood before."""
        return any(one.same for one in self.conditions[: self._front])

    def doubled(self, tokens: Sequence[Token], starts: Sequence[int]) -> list[int]:
        """Of the starts, those where the words are the same that must be, among those that lead the row."""
        last = len(tokens) - self._front
        for number, one in enumerate(self.conditions[: self._front]):
            if one.same:
                starts = [at for at in starts if at <= last and _same(one, tokens, at, at + number)]
        return list(starts)

    @property
    def written(self) -> tuple[frozenset[str], ...]:
        """Of each condition that names no word, the texts of which every word that its pattern matches holds one."""
        plain = [one for one in self.conditions if not one.optional and one.word is None and not one.front]
        sets = (needs(pattern)[:1] for one in plain for pattern in (one.patterns[0], one.patterns[2]) if pattern)
        return tuple(texts for found in sets for texts in found)

    def likely(self, tokens: Sequence[Token]) -> list[int]:
        """Of the starts, those where every condition may hold that takes the one token at its own distance."""
        starts = self.starts(tokens)
        last = len(tokens) - self._front
        for number, one in enumerate(self.conditions[: self._front]):
            bit = one.bit
            starts = [at for at in starts if at <= last and tokens[at + number].may & bit]
            if one.same and starts:
                starts = [at for at in starts if tokens[at + number].lower == tokens[at + one.same - 1].lower]
        return starts

    def match(self, tokens: Sequence[Token], start: int) -> Spans | None:
        """The first way in which the row holds from this token on."""
        if self._is_fixed:
            return self._row(tokens, start)
        first = self.conditions[0]
        if not first.optional and (start >= len(tokens) or not tokens[start].may & first.bit):
            return None
        return self._from(tokens, start, 0, ())

    def _row(self, tokens: Sequence[Token], start: int) -> Spans | None:
        """The only way in which a row can hold in which each condition takes one token."""
        if start + len(self.conditions) > len(tokens):
            return None
        for at, one in enumerate(self.conditions, start):
            if not one.holds(tokens[at]) or (one.same and not _same(one, tokens, start, at)):
                return None
        return tuple((at, at + 1) for at in range(start, start + len(self.conditions)))

    def _from(self, tokens: Sequence[Token], at: int, number: int, met: Spans) -> Spans | None:
        if number == len(self.conditions):
            return met
        one = self.conditions[number]
        loose = number > 0 and self.conditions[number - 1].skip > 0
        for begin in self._begins(tokens, at, number) if loose else (at,):
            if one.most == 1 and not one.same:
                most = 1 if begin < len(tokens) and one.holds(tokens[begin]) else 0
            else:
                most = self._run(tokens, begin, one, met)
            for length in range(most, -1 if one.optional else 0, -1):
                found = self._from(tokens, begin + length, number + 1, (*met, (begin, begin + length)))
                if found is not None:
                    return found
        return None

    def _begins(self, tokens: Sequence[Token], at: int, number: int) -> Iterator[int]:
        """Where the next condition may begin: here, or after the tokens that the one before lets stand between."""
        yield at
        before = self.conditions[number - 1]
        for gap in range(before.skip):
            between = at + gap
            if between >= len(tokens) or (before.stop is not None and before.stop.holds(tokens[between])):
                return
            yield between + 1

    @staticmethod
    def _run(tokens: Sequence[Token], begin: int, one: Condition, met: Spans) -> int:
        length = 0
        while length < one.most and begin + length < len(tokens) and one.holds(tokens[begin + length]):
            if one.same and tokens[begin + length].lower != tokens[met[one.same - 1][0]].lower:
                break
            length += 1
        return length


def _front(conditions: Sequence[Condition]) -> int:
    """How many conditions lead the row of which each takes one token right after the one before."""
    for at, one in enumerate(conditions):
        if one.optional or one.most != 1:
            return at
        if one.skip:
            return at + 1
    return len(conditions)


def _same(one: Condition, tokens: Sequence[Token], start: int, at: int) -> bool:
    return tokens[at].lower == tokens[start + one.same - 1].lower
