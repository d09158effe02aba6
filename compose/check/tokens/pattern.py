"""A row of conditions over the tokens of a sentence: where it holds, and which token met which condition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compose.check.tokens.condition import Condition
from compose.check.tokens.text import Token

Spans = tuple[tuple[int, int], ...]  # of each condition, the tokens that met it: first, and one past the last


class Pattern:
    """A row of conditions. `anchor` is the one whose words tell soonest that it cannot hold."""

    __slots__ = ("after", "anchor", "before", "conditions", "words")

    def __init__(self, conditions: Sequence[Condition]) -> None:
        self.conditions = tuple(conditions)
        named = [(len(one.word), at) for at, one in enumerate(conditions) if one.word is not None and not one.optional]
        self.anchor = min(named)[1] if named else -1
        self.words = self.conditions[self.anchor].word if named else None
        ahead = self.conditions[: max(self.anchor, 0)]
        self.before = sum(0 if one.optional else 1 for one in ahead)
        self.after = sum(one.most + one.skip for one in ahead)

    def starts(self, tokens: Sequence[Token], places: dict[str, list[int]]) -> list[int]:
        """Where the row can begin, in order. `places` tells where each word stands."""
        first = self.conditions[0]
        if self.words is None:
            if first.optional:
                return list(range(len(tokens)))
            return [at for at, token in enumerate(tokens) if first.holds(token)]
        spots = [spot for word, stands in places.items() if word in self.words for spot in stands]
        if not self.after:
            return sorted(spots)
        found: set[int] = set()
        for spot in spots:
            found.update(range(max(spot - self.after, 0), spot - self.before + 1))
        return sorted(found)

    def match(self, tokens: Sequence[Token], start: int) -> Spans | None:
        """The first way in which the row holds from this token on."""
        first = self.conditions[0]
        if not first.optional and (start >= len(tokens) or not first.holds(tokens[start])):
            return None
        return self._from(tokens, start, 0, ())

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


def places(tokens: Sequence[Token]) -> dict[str, list[int]]:
    """Where each word of a sentence stands."""
    found: dict[str, list[int]] = {}
    for at, token in enumerate(tokens):
        found.setdefault(token.lower, []).append(at)
    return found
