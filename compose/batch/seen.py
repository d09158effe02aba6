"""Sees what stands more than once among any number of records: eight bytes a record, no text kept."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping

from compose.model.batch import Group

_AT_ONCE, _FEW, _LOTS = 100_000, 20_000, 8  # hashes sorted at once: few, while that takes no more than some lots
_NOTED = 3  # members of a group that are named


class Seen:
    """64-bit hashes, in the order they came; 0 stands for none."""

    def __init__(self) -> None:
        self._hashes = array("Q")

    def add(self, hashes: bytes) -> None:
        """Take in hashes, as the bytes of an array of them."""
        self._hashes.frombytes(hashes)

    def repeated(self, least: int = 2) -> Iterator[tuple[int, int]]:
        """Each hash that stands at least so often, and how often."""
        count = len(self._hashes)
        lots = max(count // _AT_ONCE + 1, min(count // _FEW + 1, _LOTS))
        for lot in range(lots):  # the hashes of one lot at a time, so that memory is bounded
            mine = sorted(each for each in self._hashes if each % lots == lot) if lots > 1 else sorted(self._hashes)
            yield from _runs(mine, least)


def _runs(hashes: list[int], least: int) -> Iterator[tuple[int, int]]:
    last, count = 0, 0
    for each in hashes:
        if each == last:
            count += 1
            continue
        if last and count >= least:
            yield last, count
        last, count = each, 1
    if last and count >= least:
        yield last, count


class Groups:
    """The largest groups of records that share a hash, with a few members of each.

    `gone` counts, by hash, the records that were refused after they had been seen.
    """

    def __init__(self, seen: Seen, least: int, gone: Mapping[int, int], most: int = 10) -> None:
        sizes: Counter[int] = Counter()
        self.number = self.records = 0
        for each, count in seen.repeated(least):
            size = count - gone.get(each, 0)
            if size < least:
                continue
            self.number += 1
            self.records += size
            sizes[each] = size
            if len(sizes) > 10 * most:
                sizes = Counter(dict(sizes.most_common(most)))
        self._sizes = dict(sizes.most_common(most))
        self._members: dict[int, tuple[str, list[str]]] = {}

    def look(self, each: int, label: str, name: str = "") -> None:
        """Note a record as a member, if its group is one of those shown and has few noted yet."""
        if each in self._sizes:
            members = self._members.setdefault(each, (name, []))[1]
            if len(members) < _NOTED:
                members.append(label)

    @property
    def full(self) -> bool:
        """Whether enough members of each group that is shown are noted."""
        found = [members for _, members in self._members.values()]
        return len(found) == len(self._sizes) and all(len(members) >= _NOTED for members in found)

    def shown(self) -> Iterator[Group]:
        """The groups shown, the largest first."""
        for each, size in self._sizes.items():
            name, members = self._members[each]
            yield Group(size, tuple(members), name)
