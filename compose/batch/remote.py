"""Input and output behind URLs, through fsspec: object stores and shared disks, where a file is put whole or not."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from compose.errors import ComposeError, fail

LOCK = ".compose-lock"
_AGAIN = "run the same command again with --resume"
_EXTRA = "pip install 'mistake-composer[cluster]', and what fsspec asks for"


class Remote:
    """A folder behind a URL. Raises ComposeError for whatever the store refuses, with the way to go on."""

    def __init__(self, url: str, *, resume: bool) -> None:
        self._url = url
        try:
            from fsspec.core import url_to_fs

            self._files, self._path = url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise fail(str(error), where=url, mend=_EXTRA) from None
        self._locked = False
        with self._told(""):
            self._files.makedirs(self._path, exist_ok=True)
            self._keep_out()
            self._stand = {os.path.basename(path) for path in self._files.ls(self._path, detail=False)} - {LOCK}
        if self._stand and not resume:
            self.close()
            raise fail("is not empty", where=url, mend="say --resume to go on there, or name another place")

    beside: str | None = None

    def put(self, files: Sequence[tuple[str, bytes]]) -> int:
        """Make all files stand; how many had to be written: what stands already is left alone."""
        new = [(name, body) for name, body in files if not (name in self._stand and self._same(name, body))]
        with self._told(new[0][0] if new else ""):
            for name, body in new:
                self._files.pipe_file(self._at(name), body)
        return len(new)

    def whole(self, name: str, lines: Iterable[bytes]) -> None:
        """Write one file of many lines; a store shows it when it is closed."""
        with self._told(name), self._files.open(self._at(name), "wb") as file:
            for line in lines:
                file.write(line)

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a file; none when it is not there. They are taken in whole: it will be written over."""
        if name not in self._stand:
            return iter(())
        with self._told(name):
            return iter(self._files.cat_file(self._at(name)).splitlines(keepends=True))

    def stands(self, name: str) -> bool:
        """Whether the file is there."""
        return name in self._stand

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""
        if name in self._stand:
            with self._told(name):
                self._files.rm_file(self._at(name))
            self._stand.discard(name)

    def close(self) -> None:
        """Let others in."""
        if self._locked:
            with suppress(Exception):  # a store that went away keeps its lock; the error was told already
                self._files.rm_file(self._at(LOCK))
            self._locked = False

    def _at(self, name: str) -> str:
        return f"{self._path.rstrip('/')}/{name}"

    def _same(self, name: str, body: bytes) -> bool:
        with self._told(name):
            return bool(self._files.size(self._at(name)) == len(body) and self._files.cat_file(self._at(name)) == body)

    def _keep_out(self) -> None:
        """Put a lock there that names its owner. A store keeps it when its owner dies; the owner's machine may tell."""
        owner: dict[str, Any] = {"host": socket.gethostname(), "process": os.getpid()}
        if self._files.exists(self._at(LOCK)):
            before = json.loads(self._files.cat_file(self._at(LOCK)))
            if not _is_gone(before):
                raise fail(
                    f"another run is writing there (process {before['process']} on {before['host']})",
                    where=self._url,
                    mend=f"wait for it; if it is gone, delete {self._at(LOCK)} and {_AGAIN}",
                )
        self._files.pipe_file(self._at(LOCK), json.dumps(owner).encode())
        self._locked = True

    @contextmanager
    def _told(self, name: str) -> Iterator[None]:
        try:
            yield
        except ComposeError:
            raise
        except Exception as error:  # every store has errors of its own
            where = f"{self._url.rstrip('/')}/{name}" if name else self._url
            raise fail(f"{type(error).__name__}: {error}", where=where, mend=f"mend it, then {_AGAIN}") from error


def _is_gone(owner: dict[str, Any]) -> bool:
    if owner.get("host") != socket.gethostname():
        return False
    try:
        os.kill(int(owner["process"]), 0)
    except ProcessLookupError:
        return True
    except (OSError, ValueError, KeyError):
        return False
    return False
