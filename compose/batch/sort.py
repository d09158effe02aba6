"""Sorts any number of lines in bounded memory: sorted runs on disk, merged as they are read."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from compose.batch.row import on_disk, unnamed

_RUN = 4096  # lines
_BLOCK = 1 << 14  # bytes


class Sorter:
    """Lines that end in a line feed, given in any order and taken back sorted by their bytes."""

    def __init__(self, folder: str | None) -> None:
        self._lines: list[bytes] = []
        self._runs: list[tuple[int, int]] = []
        self._file = unnamed(folder)

    def add(self, line: bytes) -> None:
        """Take in one line."""
        self._lines.append(line)
        if len(self._lines) >= _RUN:
            run = b"".join(sorted(self._lines))
            with on_disk():
                self._runs.append((self._file.seek(0, 2), len(run)))
                self._file.write(run)
                self._file.flush()
            self._lines = []

    def __iter__(self) -> Iterator[bytes]:
        return heapq.merge(*(self._run(*run) for run in self._runs), sorted(self._lines))

    def close(self) -> None:
        with suppress(OSError):
            self._file.close()

    def _run(self, start: int, size: int) -> Iterator[bytes]:
        end, rest = start + size, b""
        while start < end:
            self._file.seek(start)
            block = self._file.read(min(_BLOCK, end - start))
            start += len(block)
            lines = (rest + block).split(b"\n")
            rest = lines.pop()
            for line in lines:
                yield line + b"\n"


def union(old: Iterable[bytes], new: Iterable[bytes], key: Callable[[bytes], bytes]) -> Iterator[bytes]:
    """Two sorted runs of lines as one; where both have a line of the same key, the new one."""
    last: bytes | None = None
    for name, _, line in heapq.merge(((key(line), 0, line) for line in new), ((key(line), 1, line) for line in old)):
        if name != last:
            yield line
        last = name
