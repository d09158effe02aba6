"""Reads many records one after the other: an array, JSON Lines, a folder, standard input; gzip too; none is kept."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from compose.errors import fail
from compose.incidents.parse import encoding_of
from compose.incidents.split import Cut, array, lines, sequence
from compose.model.record import Raw

_BUFFER = 1 << 18
_ENDINGS = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz")
_LINED = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_MEND = "name a file or a folder that can be read, or -"


class Records:
    """The records of one source, in order: a path, a folder, `-`, or a URL that fsspec knows.

    Iterating gives `Raw`s and raises ComposeError where the source itself cannot be read on. `taken` of `size`
    bytes were read so far, as they lie on disk; `size` is 0 where it is not known.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._number = 0
        self._before = 0
        self._file: IO[bytes] | None = None
        self._paths = _paths(source)
        self.size = sum(map(_size, self._paths)) if len(self._paths) < 10_000 else 0

    def __iter__(self) -> Iterator[Raw]:
        for path in self._paths:
            where = "<stdin>" if path == "-" else path
            try:
                with _opened(path) as file:
                    self._file = file
                    for line, data, problem in _cuts(file, where):
                        self._number += 1
                        yield Raw(self._number, where, line, data, problem)
                    self._before, self._file = self.taken, None
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise fail(f"is not whole gzip: {error}", where=where, mend="fetch the file again") from None
            except OSError as error:
                raise fail(error.strerror or str(error), where=where, mend=_MEND) from None

    @property
    def taken(self) -> int:
        """Bytes read so far, as they lie on disk; 0 where the source cannot tell."""
        try:
            return self._before + (self._file.tell() if self._file else 0)
        except (OSError, ValueError):
            return self._before


def _paths(source: str) -> list[str]:
    """The files of a source, in the order of their names."""
    if source == "-" or "://" in source or not os.path.isdir(source):
        return [source]
    names = sorted(name for name in os.listdir(source) if name.endswith(_ENDINGS) and not name.startswith("."))
    if not names:
        raise fail("holds no JSON file", where=source, mend=f"looked for {', '.join(_ENDINGS)}")
    return [os.path.join(source, name) for name in names]


def _size(path: str) -> int:
    try:
        return 0 if path == "-" or "://" in path else os.path.getsize(path)
    except OSError:
        return 0


def _opened(path: str) -> IO[bytes]:
    if path == "-":
        return os.fdopen(os.dup(sys.stdin.fileno()), "rb", _BUFFER) if _is_real(sys.stdin) else sys.stdin.buffer
    if "://" not in path:
        return Path(path).open("rb", buffering=_BUFFER)
    try:
        import fsspec
    except ImportError:
        raise fail("a URL needs fsspec", where=path, mend="pip install 'mistake-composer[cluster]'") from None
    try:
        return cast("IO[bytes]", fsspec.open(path, "rb").open())
    except (ImportError, ValueError) as error:
        raise fail(str(error), where=path, mend="install what fsspec asks for, or name another URL") from None


def _is_real(stream: Any) -> bool:
    try:
        return bool(stream.fileno() >= 0)
    except (OSError, AttributeError):
        return False


def _cuts(file: IO[bytes], where: str) -> Iterator[Cut]:
    """Tell what the bytes are by how they start, and cut them."""
    plain = _unpacked(file)
    head = _peeked(plain)
    if not head:
        raise fail("is empty", where=where, mend="an empty list of incidents is []")
    name = encoding_of(head)
    if name:
        raise fail(f"is {name}, not UTF-8", where=where, mend="save it as UTF-8")
    if head.startswith(b"\xef\xbb\xbf"):
        plain.read(3)
        head = _peeked(plain)
    start = head.lstrip()[:1]
    if where.endswith(_LINED) or start not in (b"[", b"{"):
        return lines(plain)
    if start == b"[":
        return array(plain, where)
    return _objects(plain, where)


def _objects(file: io.BufferedReader, where: str) -> Iterator[Cut]:
    """JSON Lines, or objects that are spread over lines: the first line tells."""
    first = file.readline(_BUFFER)
    while first.isspace():
        first = file.readline(_BUFFER)
    if first.rstrip()[-1:] in (b"{", b"[", b","):
        return sequence(file, where, first)
    rest = b"" if first.endswith(b"\n") else file.readline()
    return lines(file, first + rest)


def _unpacked(file: IO[bytes]) -> io.BufferedReader:
    buffered = file if isinstance(file, io.BufferedReader) else io.BufferedReader(cast("Any", file), _BUFFER)
    if _peeked(buffered)[:2] != b"\x1f\x8b":
        return buffered
    return io.BufferedReader(cast("Any", gzip.GzipFile(fileobj=buffered)), _BUFFER)


def _peeked(file: io.BufferedReader) -> bytes:
    return file.peek(2)
