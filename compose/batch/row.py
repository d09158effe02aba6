"""What became of one record, flat, as it lies in the spool; and of a part of the batch, as a process hands it back."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from struct import Struct
from typing import IO, NamedTuple, cast

from compose.errors import fail

_LENGTH = Struct("<I")


class Row(NamedTuple):
    """One record: where it stood, whether it became a message, and all that is written about it.

    `name` is the file's name (without its ending where there is no message), `body` its bytes, `manifest` its line
    there. `record` is the record as it came, and where it was refused its line of `rejects.jsonl`.
    `key`, `text_key` and `client_key` are hashes by which equal names, texts and recipients are seen; 0: none.
    """

    number: int
    where: str
    ok: bool
    identity: str
    name: str
    locale: str
    channel: str
    client: str
    body: bytes
    manifest: bytes
    record: bytes
    findings: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    key: int
    text_key: int
    client_key: int
    doubled: bool = False

    @property
    def label(self) -> str:
        """What a person calls the record: its id, else its file, else its place."""
        return self.identity or self.name or self.where


def packed(row: Row) -> bytes:
    """A row as bytes with its length in front; read back by this program alone, in the same run."""
    data = marshal.dumps(tuple(row))
    return _LENGTH.pack(len(data)) + data


@dataclass(slots=True)
class Part:
    """What became of a run of records, in their order: rows for the spool, and what is counted over all of them."""

    rows: bytes = b""
    accepted: int = 0
    rejected: int = 0
    keys: bytes = b""
    text_keys: bytes = b""
    client_keys: bytes = b""
    counts: dict[tuple[str, str, str], int] = field(default_factory=dict)
    gaps: dict[tuple[str, str, str], int] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)


def unnamed(folder: str | None) -> IO[bytes]:
    """A file without a name, in the folder or else where temporary files lie; it is gone with this process."""
    from tempfile import TemporaryFile

    try:
        return cast("IO[bytes]", TemporaryFile(dir=folder))
    except OSError:
        if folder is None:
            raise
        return unnamed(None)


@contextmanager
def on_disk() -> Iterator[None]:
    """Tell what the disk of the temporary files refuses."""
    try:
        yield
    except OSError as error:
        raise fail(
            error.strerror or str(error),
            where="temporary file beside the output",
            mend="make room there (each message needs about 4 kB while it is checked), then run the command again",
        ) from None


class Spool:
    """Rows on disk, without a name: nothing is left of it, however the run ends."""

    def __init__(self, folder: str | None) -> None:
        self._file = unnamed(folder)

    def add(self, part: Part) -> None:
        """Append the rows of a part."""
        with on_disk():
            self._file.write(part.rows)
            self._file.flush()

    def __iter__(self) -> Iterator[Row]:
        """All rows, in the order of the input; may be read many times."""
        self._file.seek(0)
        while head := self._file.read(_LENGTH.size):
            yield Row(*marshal.loads(self._file.read(*_LENGTH.unpack(head))))  # noqa: S302 - our own, unnamed file

    def close(self) -> None:
        with suppress(OSError):  # what could not be written was told already
            self._file.close()
