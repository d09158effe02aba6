"""The only reader of `templates/`: the form of a message for one channel, as text with the file it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from compose.errors import fail
from compose.model.words import CHANNELS
from compose.paths import templates_dir


@dataclass(frozen=True, slots=True)
class Letter:
    """The form of a message: which moves, in which order, on one channel."""

    channel: str
    text: str
    file: str


def load(channel: str, overlays: Sequence[Path] = ()) -> Letter:
    """The letter of a channel: the last overlay that has one, else the built-in one."""
    return _load(channel, tuple(overlays))


def forget() -> None:
    """Read anew what `load` has read: for who changed the files."""
    _load.cache_clear()


def report(name: str) -> str:
    """The template of a report."""
    return (templates_dir() / "reports" / name).read_text("utf-8")


@lru_cache(maxsize=64)
def _load(channel: str, overlays: tuple[Path, ...]) -> Letter:
    for folder in (*reversed(overlays), templates_dir()):
        path = folder / "letters" / f"{channel}.j2"
        if path.is_file():
            try:
                return Letter(channel, path.read_text("utf-8-sig"), str(path))
            except UnicodeDecodeError as error:
                raise fail(f"is not UTF-8 (byte {error.start})", where=str(path), mend="save it as UTF-8") from None
    raise fail(f"there is no letter for channel {channel!r}", mend=f"choices: {', '.join(CHANNELS)}")
