"""The folder that a batch writes: files whole or not at all, on disk before they are named, one run at a time."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from compose.errors import ComposeError, fail

MANIFEST = "manifest.jsonl"
REJECTS = "rejects.jsonl"
_PART = ".part"
_AT_ONCE = 16  # files that the disk is asked to make durable at the same time
_AGAIN = "then run the same command again with --resume"


class Folder:
    """A folder on a disk. Raises ComposeError for whatever the disk refuses, with the way to go on."""

    def __init__(self, path: Path, *, resume: bool) -> None:
        self._path = path
        self._new = not path.exists()
        with self._told(path):
            path.mkdir(parents=True, exist_ok=True)
        self._lock = _lock(path)
        try:
            self._resume = self._look(resume)
        except BaseException:
            self.close()
            raise

    @property
    def beside(self) -> str:
        """Where the spool may lie: on the same disk, out of the way."""
        return str(self._path.resolve().parent)

    def put(self, files: Sequence[tuple[str, bytes]]) -> int:
        """Make all files stand, and durable; how many had to be written: what stands already is left alone."""
        new = [(name, body) for name, body in files if not (self._resume and self._stands(name, body))]
        try:
            with self._told(self._path):
                handles: list[int] = []
                try:
                    for name, body in new:
                        handles.append(self._begun(name, body))
                finally:
                    _synced(handles)
                for name, _ in new:
                    os.replace(self._part(name), self._path / name)
                if new:
                    self._sync()
        except ComposeError:
            self._forget(name for name, _ in new)
            raise
        return len(new)

    def whole(self, name: str, lines: Iterable[bytes]) -> None:
        """Write one file of many lines, whole or not at all."""
        try:
            with self._told(self._path / name):
                with self._part(name).open("wb") as file:
                    for line in lines:
                        file.write(line)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(self._part(name), self._path / name)
                self._sync()
        except ComposeError:
            self._forget([name])
            raise

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a file; none when it is not there."""
        with self._told(self._path / name):
            try:
                with (self._path / name).open("rb") as file:
                    yield from file
            except FileNotFoundError:
                return

    def stands(self, name: str) -> bool:
        """Whether the file is there."""
        return (self._path / name).is_file()

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""
        with self._told(self._path / name):
            (self._path / name).unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the folder; a folder that was made for nothing goes too."""
        if self._lock >= 0:
            _held.discard(self._lock)
            os.close(self._lock)
            self._lock = -1
        if self._new:
            with suppress(OSError):
                self._path.rmdir()

    def _look(self, resume: bool) -> bool:
        """Clear away what a stopped run left half done. Tells whether files of an earlier run stand."""
        stands = False
        with self._told(self._path):
            for entry in os.scandir(self._path):
                if entry.name.startswith(".") and entry.name.endswith(_PART):
                    os.unlink(entry.path)
                else:
                    stands = stands or entry.name != _LOCK_FILE
        if stands and not resume:
            raise fail(
                "is not empty", where=str(self._path), mend="say --resume to go on there, or name another folder"
            )
        return stands

    def _stands(self, name: str, body: bytes) -> bool:
        try:
            with (self._path / name).open("rb") as file:
                return os.fstat(file.fileno()).st_size == len(body) and file.read() == body
        except OSError:
            return False

    def _part(self, name: str) -> Path:
        return self._path / f".{name}{_PART}"

    def _begun(self, name: str, body: bytes) -> int:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        handle = os.open(self._part(name), flags, 0o666)
        try:
            view = memoryview(body)
            while view:
                view = view[os.write(handle, view) :]
        except BaseException:
            os.close(handle)
            raise
        return handle

    def _forget(self, names: Iterable[str]) -> None:
        for name in names:
            with suppress(OSError):
                self._part(name).unlink(missing_ok=True)

    def _sync(self) -> None:
        if sys.platform != "win32":
            os.fsync(self._lock)

    @contextmanager
    def _told(self, where: Path) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            what = error.strerror or str(error)
            raise fail(what, where=str(where), mend=f"make room or give leave to write there, {_AGAIN}") from None


def _synced(handles: Sequence[int]) -> None:
    """Put files on the disk and close them; the disk takes many at once ten times as fast as one by one."""
    try:
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            for _ in threads.map(os.fsync, handles):
                pass
    finally:
        for handle in handles:
            os.close(handle)


_held: set[int] = set()


def _let_go() -> None:
    for handle in _held:
        os.close(handle)
    _held.clear()


if hasattr(os, "register_at_fork"):  # a lock is held by whoever has its handle: the processes of the batch must not
    os.register_at_fork(after_in_child=_let_go)

_LOCK_FILE = ".lock" if sys.platform == "win32" else ""


def _lock(path: Path) -> int:
    """Keep other runs out for as long as this process lives; nothing is left when it dies."""
    busy = fail("another run is writing there", where=str(path), mend="wait for it, or name another folder")
    if sys.platform == "win32":
        import msvcrt

        handle = os.open(path / _LOCK_FILE, os.O_RDWR | os.O_CREAT)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            os.close(handle)
            raise busy from None
        return handle
    import fcntl

    try:
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise fail(error.strerror or str(error), where=str(path), mend="name a folder") from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise busy from None
    except OSError:  # a disk that has no locks: NFS of old
        pass
    _held.add(handle)
    return handle
