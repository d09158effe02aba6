"""The same work on an existing Dask cluster: parts go out, come back in order, and are done again if they are lost."""

from __future__ import annotations

import pickle
import threading
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from compose.batch.part import Worker
from compose.errors import fail

if TYPE_CHECKING:
    from compose.batch.job import Job
    from compose.batch.row import Part
    from compose.model.record import Raw

_AHEAD = 4  # parts a thread of the cluster
_EXTRA = "pip install 'mistake-composer[cluster]'"
_SECONDS = 30


def worked(job: Job, parts: Iterable[Sequence[Raw]], address: str) -> Generator[Part, None, None]:
    """Work on the parts on the cluster at `address`; the same results in the same order as in one process.

    A part that a lost machine held is done again by Dask. Raises ComposeError where the cluster cannot be used.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise fail("needs Dask", where="--cluster", mend=_EXTRA) from None
    try:
        client = distributed.Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise fail(f"no cluster answers: {error}", where=address, mend="start 'dask scheduler' and workers") from None
    try:
        yield from _map(client, job, parts, address)
    finally:
        client.close()


def _map(client: Any, job: Job, parts: Iterable[Sequence[Raw]], address: str) -> Generator[Part, None, None]:
    waiting: deque[Any] = deque()
    most = max(_AHEAD * sum(client.nthreads().values()), _AHEAD)
    packed = pickle.dumps(job)  # sent with each part, so that a machine that joins late or comes back has it too
    for part in parts:
        waiting.append(client.submit(_one, packed, list(part), pure=False, retries=3))
        if len(waiting) >= most:
            yield _result(waiting.popleft(), address)
    while waiting:
        yield _result(waiting.popleft(), address)


def _result(future: Any, address: str) -> Part:
    distributed: Any = import_module("distributed")
    lost = (distributed.KilledWorker, distributed.client.FutureCancelledError, OSError)
    try:
        part: Part = future.result()
    except lost as error:
        raise fail(
            f"the cluster gave up a part of the batch: {error}",
            where=address,
            mend="see the workers' logs; then run the same command again with --resume",
        ) from None
    finally:
        future.release()
    return part


_lock = threading.Lock()


def _one(packed: bytes, raws: Sequence[Raw]) -> Part:
    """Work on one part, on a machine of the cluster; one at a time in a process, whatever its threads."""
    with _lock:
        return _worker(packed).part(raws)


@lru_cache(maxsize=1)
def _worker(packed: bytes) -> Worker:
    job: Job = pickle.loads(packed)  # noqa: S301 - from our own client
    return Worker(job)
