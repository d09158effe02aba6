"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from compose.errors import fail


def write_whole(path: Path, text: str) -> None:
    """Write a text as UTF-8 beside its place and rename it there. Raises ComposeError when that cannot be done."""
    write_pieces(path, (text,))


def write_pieces(path: Path, pieces: Iterable[str]) -> None:
    """Write a text that comes in pieces, as `write_whole` does; it is never whole in memory."""
    if path.is_dir():
        raise fail("is a folder", where=str(path), mend="name a file in it")
    try:
        if path.exists() and not path.is_file():  # a pipe or a device is written to, never replaced
            with path.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(pieces)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            # A lone surrogate of the input can stand in a report; `\udc80` is what JSON calls it too.
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, 0o666 & ~_umask())
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise fail(error.strerror or str(error), where=str(path), mend="choose a place that can be written") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
