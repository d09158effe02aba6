"""Few rows that hold every pair of values of every two columns: greedy, and the same each time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

Column = tuple[str, int]  # a column, and the number of one of its values


def pairwise(columns: Mapping[str, Sequence[object]]) -> Iterator[dict[str, int]]:
    """Rows of value numbers such that each pair of values of two columns stands in one of them.

    Each row starts from the first pair that is not covered yet, and takes for every other column the value that
    covers most; some 1.3 times the product of the two longest columns come out.
    """
    names = sorted(columns, key=lambda name: -len(columns[name]))
    left: dict[tuple[Column, Column], None] = {
        ((a, i), (b, j)): None
        for a, b in combinations(names, 2)
        for i, j in product(range(len(columns[a])), range(len(columns[b])))
    }
    while left:
        (a, i), (b, j) = next(iter(left))
        row = {a: i, b: j}
        for name in names:
            if name not in row:
                row[name] = _best(name, len(columns[name]), row, names, left)
        for pair in combinations(names, 2):
            left.pop(((pair[0], row[pair[0]]), (pair[1], row[pair[1]])), None)
        yield row


def _best(
    name: str, size: int, row: Mapping[str, int], names: Sequence[str], left: Mapping[tuple[Column, Column], None]
) -> int:
    place = {each: index for index, each in enumerate(names)}

    def gain(value: int) -> int:
        mine = (name, value)
        pairs = (
            (mine, (other, number)) if place[name] < place[other] else ((other, number), mine)
            for other, number in row.items()
        )
        return sum(pair in left for pair in pairs)

    # On a tie the value moves on with the number of pairs left, so that no value is starved.
    shift = len(left) % size
    return max(range(size), key=lambda value: (gain(value), -((value - shift) % size)))


def every(columns: Mapping[str, Sequence[object]]) -> Iterator[dict[str, int]]:
    """Every combination."""
    names = list(columns)
    for numbers in product(*(range(len(columns[name])) for name in names)):
        yield dict(zip(names, numbers, strict=True))
