"""Whether words agree: some reading of each, and all of these share a value in every feature that is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from compose.lexicons.tags import Tags

Values = Mapping[str, Mapping[str, frozenset[str]]]
Row = tuple[frozenset[str] | None, ...]


@dataclass(frozen=True, eq=False)
class Agreement:
    """The tokens (by number, from 1) that are to agree, in what, and among which readings.

    A reading that says nothing of a feature agrees with any. A token without a fitting reading agrees too,
    unless the agreement is `strict`.
    """

    tokens: tuple[int, ...]
    features: tuple[str, ...]
    among: Tags
    values: Values
    strict: bool = False

    def holds(self, readings: Sequence[tuple[str, ...]]) -> bool:
        """Whether the tokens of these readings agree."""
        left: set[Row] = {tuple(None for _ in self.features)}
        for each in readings:
            rows = self._rows(each)
            if rows or self.strict:
                left = {both for one in left for other in rows if (both := _shared(one, other)) is not None}
            if not left:
                return False
        return True

    def _rows(self, readings: tuple[str, ...]) -> frozenset[Row]:
        return _rows_of(self, readings)


@lru_cache(maxsize=4096)
def _rows_of(agreement: Agreement, readings: tuple[str, ...]) -> frozenset[Row]:
    fitting = (tag.split(":") for tag in readings if agreement.among.fits(tag))
    return frozenset(tuple(_value(agreement.values[name], parts) for name in agreement.features) for parts in fitting)


def _value(parts_of: Mapping[str, frozenset[str]], parts: Iterable[str]) -> frozenset[str] | None:
    return next((parts_of[part] for part in parts if part in parts_of), None)


def _shared(one: Row, other: Row) -> Row | None:
    both: list[frozenset[str] | None] = []
    for left, right in zip(one, other, strict=True):
        value = left if right is None else right if left is None else left & right
        if value is not None and not value:
            return None
        both.append(value)
    return tuple(both)
