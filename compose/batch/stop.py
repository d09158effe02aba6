"""Ctrl-C and SIGTERM: the record in hand is finished, and the way to go on is said."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stopped(Exception):
    """The user or the system asked to stop. `code` is the exit code that says by which signal."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.code = 128 + number


class Stop:
    """Whether to stop. While `gentle`, a first signal waits to be asked for; else it raises at once."""

    def __init__(self) -> None:
        self.gentle = False
        self._number = 0

    @property
    def asked(self) -> bool:
        """Whether a signal came."""
        return bool(self._number)

    def heed(self) -> None:
        """Raise Stopped if a signal came; called between two records."""
        if self._number:
            raise Stopped(self._number)

    def _came(self, number: int, frame: FrameType | None) -> None:
        again, self._number = bool(self._number), number
        if again or not self.gentle:
            raise Stopped(number)


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Heed SIGINT and SIGTERM inside, and put back what heeded them before."""
    stop = Stop()
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, stop._came) for number in numbers]
    try:
        yield stop
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
