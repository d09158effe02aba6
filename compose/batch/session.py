"""A whole batch as its caller sees it: a plan in, an outcome out, nothing left behind whichever way it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from compose.batch import run, write
from compose.batch.folder import Folder
from compose.batch.pool import worked
from compose.batch.row import Spool
from compose.batch.stop import Stopped, stoppable
from compose.incidents.stream import Records

if TYPE_CHECKING:
    from compose.batch.job import Job
    from compose.batch.remote import Remote
    from compose.batch.row import Part
    from compose.model.batch import Entry, Totals
    from compose.model.record import Raw


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done: `out` is a folder, a URL or, empty, standard output as JSON Lines.

    `jobs` is the number of processes; `cluster` the address of a Dask scheduler; `most` the bad records allowed.
    """

    job: Job
    source: str
    out: str = ""
    resume: bool = False
    keep_going: bool = False
    most: int | None = None
    jobs: int = 1
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch came to. The entries are read from disk, while the session lasts."""

    totals: Totals
    checked: run.Checked
    kept_going: bool

    def entries(self) -> Iterator[Entry]:
        """Every record in order, as the reports show it."""
        return run.entries(self.checked)

    @property
    def code(self) -> int:
        """The exit code: 0 all is well, 3 some were left out, 2 nothing was written (DESIGN.md section 4)."""
        if self.totals.ok:
            return 0
        return 3 if self.kept_going else 2


@contextmanager
def session(plan: Plan, records: Records, listener: run.Listener) -> Iterator[Outcome]:
    """Do what is planned. Raises ComposeError where it cannot be done, Stopped where a signal came first."""
    with ExitStack() as stack:
        stop = stack.enter_context(stoppable())
        stop.gentle = True  # whatever is made here is known to the stack before a signal is heeded
        folder = _store(plan)
        if folder:
            stack.callback(folder.close)
        place = folder.beside if folder else None
        spool = Spool(place)
        stack.callback(spool.close)
        stop.gentle = False
        stop.heed()
        checked = run.check(records, _works(plan), spool, listener, plan.most)
        written = unchanged = 0
        if plan.keep_going or not checked.rejected:
            stop.gentle = True
            if folder:
                written, unchanged = write.to_store(checked, folder, place, stop, listener)
            else:
                written = write.to_lines(checked.rows(), sys.stdout.buffer.write, stop)
                sys.stdout.flush()
            stop.gentle = False
        yield Outcome(run.totals(checked, plan.source, plan.out, written, unchanged), checked, plan.keep_going)


def processes(wanted: int | None) -> int:
    """How many processes to use: those wanted, else one for each processor, at most 8."""
    if wanted is not None:
        return max(wanted, 1)
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 8)


def _store(plan: Plan) -> Folder | Remote | None:
    """Where the messages go; None is standard output."""
    if not plan.out:
        return None
    if "://" not in plan.out:
        return Folder(Path(plan.out), resume=plan.resume)
    if plan.out.startswith("file://"):
        return Folder(Path(plan.out.removeprefix("file://")), resume=plan.resume)
    from compose.batch.remote import Remote

    return Remote(plan.out, resume=plan.resume)


def _works(plan: Plan) -> run.Works:
    def works(parts: Iterable[Sequence[Raw]]) -> Generator[Part, None, None]:
        if plan.cluster:
            from compose.batch import cluster

            return cluster.worked(plan.job, parts, plan.cluster)
        return worked(plan.job, parts, plan.jobs)

    return works


__all__ = ["Outcome", "Plan", "Stopped", "processes", "session"]
