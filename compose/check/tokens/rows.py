"""Where in a sentence the rows of all rules may begin, told side by side: each bit of a number stands for a rule."""

from __future__ import annotations

from collections.abc import Sequence

from compose.check.tokens.condition import Condition
from compose.check.tokens.pattern import Pattern
from compose.check.tokens.text import Token

DEPTH, MORE = 3, 2  # conditions that begin a row, one token each; and of those behind them that some token must meet


class Rows:
    """The rows of many rules, by number.

    Their first conditions lie in planes: the first, second, third condition of row r of R have the bits r, R + r and
    2 R + r, so that one shift lays what holds for one token beside what holds for the next. Conditions that come
    later in the row have planes of their own.
    """

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        size = len(patterns)
        leads = [pattern.lead(DEPTH) for pattern in patterns]
        self.unsure: set[int] = set()  # those with more later conditions than are looked at
        self._planes: list[dict[int, Condition]] = [{} for _ in range(DEPTH + MORE)]
        for number, (lead, pattern) in enumerate(zip(leads, patterns, strict=True)):
            later = [one for one in pattern.conditions[len(lead) :] if not one.optional] if lead else []
            if len(later) > MORE:
                self.unsure.add(number)
            for plane, one in (*enumerate(lead), *enumerate(later[:MORE], DEPTH)):
                self._planes[plane][number] = one
        self.loose = [number for number, lead in enumerate(leads) if not lead]
        self._firm = _bits(self._planes[0])
        # Of each plane but the first, how far it lies, and the rows that ask nothing there.
        self._asks = [(at * size, self._firm & ~_bits(plane)) for at, plane in enumerate(self._planes)][1:]
        self._size = size

    def bits(self) -> list[tuple[Condition, int]]:
        """The conditions that have a bit of their own."""
        return [
            (one, 1 << (at * self._size + number))
            for at, plane in enumerate(self._planes)
            for number, one in plane.items()
        ]

    def starts(self, tokens: Sequence[Token], together: int) -> dict[int, list[int]]:
        """The rows that may hold, each with the tokens at which it may begin; `together` may hold among the tokens."""
        alive = together & self._firm
        for by, free in self._asks:
            alive &= (together >> by) | free
        found: dict[int, list[int]] = {}
        if not alive:
            return found
        near = [
            [*[(token.may >> by) | free for token in tokens], *[free] * DEPTH] for by, free in self._asks[: DEPTH - 1]
        ]
        for at, token in enumerate(tokens):
            left = token.may & alive
            for there, row in enumerate(near, at + 1):
                left &= row[there]
            while left:
                number = left.bit_length() - 1
                left ^= 1 << number
                found.setdefault(number, []).append(at)
        return found


def _bits(numbers: dict[int, Condition]) -> int:
    return sum([1 << number for number in numbers])
