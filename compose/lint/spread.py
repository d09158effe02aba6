"""Work on several languages at once: in forks of this process where that is safe, else one after the other."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

Done = TypeVar("Done")
_works: list[Callable[[str], object]] = []  # a fork inherits it: what was read already need not be sent


def spread(work: Callable[[str], Done], names: Sequence[str]) -> list[Done]:
    """What the work makes of each name, in order. Within `uncollected`, a fork copies nothing for being counted."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    jobs = min(cores, len(names))
    if jobs < 2 or threading.active_count() > 1:  # only a process of one thread may be forked
        return [work(name) for name in names]
    from multiprocessing import get_context

    _works.append(work)
    try:
        with get_context("fork").Pool(jobs, _begin) as pool:
            return pool.map(_do, names, chunksize=1)  # type: ignore[arg-type]
    finally:
        _works.pop()


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave out the collection of garbage: what lint reads it keeps, and counting it takes a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends its children


def _do(name: str) -> object:
    return _works[-1](name)
