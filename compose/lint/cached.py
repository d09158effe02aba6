"""Remembers what lint found by the content of what it looked at: only what changed is looked at again."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import cache, lru_cache
from pathlib import Path

from compose import __version__, locales
from compose.errors import ComposeError
from compose.lint.scope import Scope
from compose.model.fault import Edit, Fault
from compose.output.files import write_whole
from compose.paths import lexicons_dir, user_cache_dir

FOLDER = "lint-1"
_MOST = 200
_SUFFIXES = (".toml", ".txt", ".json", ".lock", ".j2")
PROOF = "proof"
_PROVEN_BY = ("rules", "words", "locale.toml", "messages.toml")  # all that rules and their examples depend on


class Memory:
    """Faults by a key of content. Without `on`, it remembers nothing; what it cannot read or write, it makes anew."""

    def __init__(self, on: bool = True) -> None:
        self._folder = user_cache_dir() / FOLDER
        self._on = on

    def faults(self, key: str, make: Callable[[], Iterable[Fault]]) -> list[Fault]:
        """The faults of this key, made when they are not remembered."""
        path = self._folder / f"{key}.json"
        known = _read(path) if self._on else None
        if known is not None:
            return known
        found = list(make())
        if self._on:
            with suppress(ComposeError, OSError):
                write_whole(path, json.dumps([asdict(fault) for fault in found], ensure_ascii=False))
                self._forget()
        return found

    def knows(self, key: str) -> bool:
        """Whether something is remembered under this key."""
        return self._on and (self._folder / f"{key}.json").is_file()

    def _forget(self) -> None:
        files = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
        for path in files[:-_MOST]:
            path.unlink(missing_ok=True)


def _read(path: Path) -> list[Fault] | None:
    try:
        rows = json.loads(path.read_bytes())
        return [Fault(**{**row, "edits": tuple(Edit(**edit) for edit in row["edits"])}) for row in rows]
    except (OSError, ValueError, TypeError, KeyError):
        return None


def key_of(scope: Scope, part: str, tags: Sequence[str]) -> str:
    """A key of all that the faults of this part depend on: the program, the scope, the letters, these languages.

    The proof of the rules depends on less: a sentence that changes leaves it as it is.
    """
    digest = hashlib.sha256()
    for word in (_program(), part, str(Path.cwd()), repr(scope)):
        digest.update(word.encode("utf-8", "surrogateescape") + b"\0")
    folders = [base / tag for base in scope.locale_bases for tag in (locales.ROOT, *tags)]
    if part == PROOF:
        folders = [folder / inner for folder in folders for inner in _PROVEN_BY]
    else:
        folders = [*(base / "letters" for base in scope.letter_bases), *folders]
    for folder in folders:
        digest.update(_content(folder, scope.run))
    return digest.hexdigest()[:32]


@lru_cache(maxsize=256)
def _content(folder: Path, run: object) -> bytes:
    """The content of a folder, or of one file, hashed once a run."""
    digest = hashlib.sha256()
    for path in (folder, *sorted(folder.rglob("*"))):
        if path.suffix in _SUFFIXES and path.is_file():
            digest.update(f"{path}\0".encode("utf-8", "surrogateescape") + path.read_bytes() + b"\0")
    return digest.digest()


@cache
def _program() -> str:
    """The program itself: its version, and the size and time of each of its modules and lexicons."""
    package = Path(__file__).resolve().parent.parent
    files = [*sorted(package.rglob("*.py")), *sorted(lexicons_dir().glob("*/*"))]
    return f"{__version__} {sys.version} " + " ".join(
        f"{path.stat().st_size}.{path.stat().st_mtime_ns}" for path in files
    )
