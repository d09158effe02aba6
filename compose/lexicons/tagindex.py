"""Finds which of many patterns fit a tag, all at once: each pattern is a bit, each part of the tag a few masks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from compose.lexicons.tags import Pattern, Tags

Masks = dict[str, int]


class TagIndex:
    """An index of patterns by the parts of a tag that they ask for."""

    def __init__(self, patterns: Iterable[Tags]) -> None:
        users: dict[Pattern, list[Tags]] = {}
        for one in patterns:
            for each in one.patterns:
                users.setdefault(each, []).append(one)
        self._users = list(users.values())  # by number of a pattern, those of which it is an alternative
        self._longest = max((len(each.first) for each in users), default=0)
        self._asking: list[Masks] = [{} for _ in range(self._longest)]  # at each place, by part
        self._free = [0] * self._longest  # at each place, those that take any part, or end before it
        self._too_long = [0] * (self._longest + 1)  # by the parts of a tag, those that ask for more
        self._ended = [0] * (self._longest + 2)  # by the parts of a tag, those that must have ended before
        self._barred: Masks = {}
        self._having: list[tuple[Masks, int]] = []  # of each demand in turn, its patterns by part, and all others
        for number, each in enumerate(users):
            self._add(each, 1 << number)
        every = (1 << len(self._users)) - 1
        self._having = [(by_part, every & ~bits) for by_part, bits in self._having]

    def _add(self, each: Pattern, bit: int) -> None:
        size = len(each.first)
        for place in range(self._longest):
            choice = each.first[place] if place < size else None
            if not choice:
                self._free[place] |= bit
            for part in choice or ():
                self._asking[place][part] = self._asking[place].get(part, 0) | bit
        for fewer in range(size):
            self._too_long[fewer] |= bit
        if each.whole:
            for more in range(size + 1, self._longest + 2):
                self._ended[more] |= bit
        for part in each.lack:
            self._barred[part] = self._barred.get(part, 0) | bit
        for number, choice in enumerate(each.have):
            if number == len(self._having):
                self._having.append(({}, 0))
            by_part, bits = self._having[number]
            self._having[number] = by_part, bits | bit
            for part in choice:
                by_part[part] = by_part.get(part, 0) | bit

    def fitting(self, tag: str) -> set[Tags]:
        """The patterns that the tag fits."""
        parts = tag.split(":")
        size = len(parts)
        left = ~self._ended[min(size, self._longest + 1)] & ((1 << len(self._users)) - 1)
        if size <= self._longest:
            left &= ~self._too_long[size]
        for place, part in enumerate(parts[: self._longest]):
            left &= self._free[place] | self._asking[place].get(part, 0)
        for part in parts:
            left &= ~self._barred.get(part, 0)
        for by_part, others in self._having:
            left &= others | reduce(or_, (by_part.get(part, 0) for part in parts))
        found = set()
        while left:
            bit = left & -left
            left ^= bit
            found.update(self._users[bit.bit_length() - 1])
        return found
