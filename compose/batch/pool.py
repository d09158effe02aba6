"""Many processes work on parts at once: bounded queues, results in the order of the input, no process left behind."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, cast

from compose.batch.part import Worker
from compose.errors import fail

if TYPE_CHECKING:
    from compose.batch.job import Job
    from compose.batch.row import Part
    from compose.model.record import Raw

_AHEAD = 2  # parts that a process holds: the one it works on, and the next
_BUG = "bug"
_UNCOLLECTED = 50_000  # objects made before Python looks for cycles; a record leaves none


def worked(job: Job, parts: Iterable[Sequence[Raw]], jobs: int) -> Generator[Part, None, None]:
    """Work on the parts, in this process and, from the second on, in `jobs` others; the same results in order.

    What the first part needs is loaded here, once, and a fork shares it.
    """
    gc.set_threshold(_UNCOLLECTED)
    source = iter(parts)
    worker = Worker(job)
    first, second = next(source, None), None
    if first is not None:
        yield worker.part(first)
        second = next(source, None)
    if second is None:
        return
    rest = chain((second,), source)
    if jobs == 1:
        yield from map(worker.part, rest)
        return
    pool = Pool(job, jobs, worker)
    try:
        yield from pool.map(rest)
    finally:
        pool.close()


class Pool:
    """Processes that each work on parts; started at once, ended by `close` or with this process."""

    def __init__(self, job: Job, jobs: int, worker: Worker) -> None:
        # A fork shares what is loaded already, but only a process of one thread may be forked.
        alone = sys.platform == "linux" and threading.active_count() == 1
        context: Any = multiprocessing.get_context("fork" if alone else "spawn")
        self._ends: list[Connection] = []
        self._load: dict[Connection, int] = {}
        self._processes = []
        if alone:
            gc.freeze()
        with _quiet():
            for _ in range(jobs):
                ours, theirs = context.Pipe()
                others = (*self._ends, ours) if alone else ()
                process = context.Process(target=_serve, args=(worker if alone else job, theirs, others), daemon=True)
                process.start()
                theirs.close()
                self._ends.append(ours)
                self._processes.append(process)
                self._load[ours] = 0

    def map(self, parts: Iterable[Sequence[Raw]]) -> Iterator[Part]:
        """The result of each part, in order. Raises ComposeError where a process was lost."""
        source = enumerate(parts)
        ready: dict[int, Part] = {}
        asked = given = 0
        more = True
        while more or given < asked:
            # No more is read than the processes hold, and results wait only for the one before them.
            while more and asked - given < len(self._ends) * (_AHEAD + 1) and min(self._load.values()) < _AHEAD:
                number, raws = next(source, (-1, ()))
                more = number >= 0
                if more:
                    self._send(number, raws)
                    asked += 1
            if given < asked:
                self._receive(ready)
            while given in ready:
                yield ready.pop(given)
                given += 1

    def close(self) -> None:
        """End every process, and wait until it is gone."""
        for end in self._ends:
            end.close()
        for process in self._processes:
            process.kill()
            process.join()

    def _send(self, number: int, raws: Sequence[Raw]) -> None:
        end = min(self._load, key=self._load.__getitem__)
        self._load[end] += 1
        with suppress(OSError):  # that it is lost shows when its answer is missing
            end.send_bytes(pickle.dumps((number, raws), pickle.HIGHEST_PROTOCOL))

    def _receive(self, ready: dict[int, Part]) -> None:
        for end in cast("list[Connection]", wait(self._ends)):
            try:
                number, part = pickle.loads(end.recv_bytes())  # noqa: S301 - from our own process
            except (EOFError, OSError):
                raise self._lost(end) from None
            if number == _BUG:
                raise RuntimeError(f"in a process of the batch:\n{part}")
            ready[number] = part
            self._load[end] -= 1

    def _lost(self, end: Connection) -> Exception:
        process = self._processes[self._ends.index(end)]
        process.join(5)
        code = process.exitcode
        how = f"was ended by signal {-code}" if code and code < 0 else f"ended with code {code}"
        return fail(
            f"a process of the batch {how}; nothing that was written is lost",
            mend="run the same command again with --resume; with fewer --jobs if memory was short",
        )


@contextmanager
def _quiet() -> Iterator[None]:
    """Hold signals back while processes are made, so that none meets a handler that is the parent's."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(work: Worker | Job, end: Connection, others: Sequence[Connection]) -> None:
    """Work on what comes through the pipe until it is closed; signals are for the parent to heed."""
    for other in others:  # so that the parent's end of a pipe is open in the parent alone
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    inbox: SimpleQueue[tuple[int, Sequence[Raw]]] = SimpleQueue()
    # Reading aside keeps the parent from waiting for us while we wait for it.
    threading.Thread(target=_listen, args=(end, inbox), daemon=True).start()
    try:
        worker = work if isinstance(work, Worker) else Worker(work)
        while True:
            number, raws = inbox.get()
            answer = (number, worker.part(raws))
            end.send_bytes(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))
    except OSError:
        os._exit(0)  # the parent is gone
    except BaseException:
        import traceback

        end.send_bytes(pickle.dumps((_BUG, traceback.format_exc())))


def _listen(end: Connection, inbox: SimpleQueue[tuple[int, Sequence[Raw]]]) -> None:
    try:
        while True:
            inbox.put(pickle.loads(end.recv_bytes()))  # noqa: S301 - from our own parent
    except (EOFError, OSError):
        os._exit(0)
