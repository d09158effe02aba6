"""Reads a lexicon file without loading it: sorted keys in blocks, each with a row of a table, memory-mapped.

The layout is told in `build_lexicons/frontcoded.py`, which writes it.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from pathlib import Path

MAGIC = b"CLEX"
FORMAT = 1


class Table:
    """One lexicon file as a read-only mapping from a word to its row; 4 to 10 microseconds a look-up."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._map[:4] != MAGIC or struct.unpack_from("<I", self._map, 4)[0] != FORMAT:
            raise ValueError(f"{path.name} is no lexicon of format {FORMAT}")
        self.size, blocks, rows = struct.unpack_from("<3I", self._map, 8)
        view = memoryview(self._map)
        self._blocks = view[20 : 24 + 4 * blocks].cast("I")
        self._rows = view[24 + 4 * blocks : 28 + 4 * (blocks + rows)].cast("I")

    def _block(self, key: bytes) -> int:
        """The number of the only block that can hold the key, -1 when the key sorts before all."""
        data, low, high = self._map, 0, len(self._blocks) - 1
        while low < high:
            middle = (low + high) // 2
            at = self._blocks[middle] + 2
            if data[at : at + data[at - 1]] <= key:
                low = middle + 1
            else:
                high = middle
        return low - 1

    def _entries(self, block: int) -> Iterator[tuple[bytes, int]]:
        data, at, end, key = self._map, self._blocks[block], self._blocks[block + 1], b""
        while at < end:
            rest = at + 2 + data[at + 1]
            key = key[: data[at]] + data[at + 2 : rest]
            yield key, data[rest] | data[rest + 1] << 8
            at = rest + 2

    def number(self, word: str) -> int:
        """The number of the word's row, or -1 when the word is not there."""
        key = word.encode("utf-8", "replace")
        block = self._block(key)
        if block >= 0:
            for entry, row in self._entries(block):
                if entry >= key:
                    return row if entry == key else -1
        return -1

    def starting(self, prefix: str, shortest: int, longest: int) -> Iterator[str]:
        """The words with that prefix whose length in bytes lies within the bounds, in order; 1 microsecond each."""
        key = prefix.encode("utf-8", "replace")
        for block in range(max(self._block(key), 0), len(self._blocks) - 1):
            for entry, _ in self._entries(block):
                if entry.startswith(key):
                    if shortest <= len(entry) <= longest:
                        yield entry.decode()
                elif entry > key:
                    return

    def row(self, number: int) -> str:
        """The row of that number."""
        return self._map[self._rows[number] : self._rows[number + 1]].decode()

    def get(self, word: str) -> str | None:
        """The word's row, or None when the word is not there."""
        number = self.number(word)
        return self.row(number) if number >= 0 else None

    def items(self) -> Iterator[tuple[str, str]]:
        """Every word with its row, in the order of the file."""
        for block in range(len(self._blocks) - 1):
            for key, row in self._entries(block):
                yield key.decode(), self.row(row)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.number(word) >= 0
