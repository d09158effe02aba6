"""Writes what was checked: files in groups, then the rejects, then the manifest that names what is on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Protocol

from compose.batch.folder import MANIFEST, REJECTS
from compose.batch.sort import Sorter, union
from compose.errors import fail

if TYPE_CHECKING:
    from compose.batch.row import Row
    from compose.batch.run import Checked, Listener
    from compose.batch.stop import Stop

_GROUP = 128
_GROUP_BYTES = 4_000_000


class Store(Protocol):
    """Where the messages go: a folder on a disk, or one behind a URL."""

    def put(self, files: Sequence[tuple[str, bytes]]) -> int: ...

    def whole(self, name: str, lines: Iterable[bytes]) -> None: ...

    def lines(self, name: str) -> Iterator[bytes]: ...

    def stands(self, name: str) -> bool: ...

    def remove(self, name: str) -> None: ...


def to_store(checked: Checked, store: Store, spool: str | None, stop: Stop, listener: Listener) -> tuple[int, int]:
    """Make the store hold the messages; how many files were written, and how many stood already.

    A file that stands under the name of a record that is refused now is taken away: nobody vouches for it.
    """
    written = done = 0
    with closing(Sorter(spool)) as manifest:
        group: list[tuple[str, bytes]] = []
        size = 0
        for row in checked.rows():
            if row.ok:
                group.append((row.name, row.body))
                size += len(row.body)
                manifest.add(row.manifest)
            elif row.name and not row.doubled:
                store.remove(row.name)
            if len(group) >= _GROUP or size >= _GROUP_BYTES or stop.asked:
                written += store.put(group)
                done += len(group)
                group, size = [], 0
                listener.written(done, checked.accepted)
                stop.heed()
        written += store.put(group)
        listener.written(checked.accepted, checked.accepted)
        stop.heed()
        _finish(checked, store, manifest)
    return written, checked.accepted - written


def _finish(checked: Checked, store: Store, manifest: Sorter) -> None:
    if checked.rejected:
        store.whole(REJECTS, (row.record for row in checked.rows() if not row.ok))
    else:
        store.remove(REJECTS)
    old = (line for line in store.lines(MANIFEST) if store.stands(_named(line).decode()))
    store.whole(MANIFEST, union(old, manifest, _named))


def _named(line: bytes) -> bytes:
    """The file that a line of the manifest is about; it stands first, and its characters are plain."""
    start = len(b'{"file": "')
    return line[start : line.find(b'"', start)]


def to_lines(rows: Iterable[Row], write: Callable[[bytes], object], stop: Stop) -> int:
    """Write the messages as JSON Lines; how many."""
    count = 0
    lot: list[bytes] = []
    for row in rows:
        if row.ok:
            count += 1
            lot.append(row.body)
        if len(lot) >= _GROUP or stop.asked:
            _written(b"".join(lot), write)
            lot = []
            stop.heed()
    _written(b"".join(lot), write)
    return count


def _written(data: bytes, write: Callable[[bytes], object]) -> None:
    try:
        write(data)
    except BrokenPipeError:
        raise fail(
            "the reader of the output went away; not all messages arrived", where="<stdout>", mend="run it again"
        ) from None
    except OSError as error:
        raise fail(error.strerror or str(error), where="<stdout>", mend="make room, and run it again") from None
