"""Which of GreynirCorrect's codes a locale keeps, and at what level: `[greynir]` in its `engines.toml`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compose.errors import ComposeError, Problem
from compose.model.words import LEVELS, Level

if TYPE_CHECKING:
    from compose.model.locale import Locale

FILE = "engines.toml"


@dataclass(frozen=True, slots=True)
class Kept:
    """Codes that are kept: patterns in which `*` stands for any ending, their level, their English."""

    codes: tuple[str, ...]
    level: Level
    gloss: str


@dataclass(frozen=True, slots=True)
class Codes:
    """What is kept, what is dropped on purpose, and a fingerprint that changes with either."""

    keep: tuple[Kept, ...]
    drop: tuple[str, ...]
    fingerprint: str

    def kept(self, code: str) -> Kept | None:
        """The entry that keeps a code (less its warning mark `/w`), or None: what is not named is dropped."""
        plain = code.removesuffix("/w")
        found = (entry for entry in self.keep if any(fnmatchcase(plain, name) for name in entry.codes))
        return None if any(fnmatchcase(plain, name) for name in self.drop) else next(found, None)


def codes(locale: Locale) -> Codes | None:
    """Read the locale's codes, from the last of its folders that has any; None where the locale has none.

    Raises ComposeError with every problem of the file.
    """
    for folder in reversed(locale.folders):
        file = folder / FILE
        if file.is_file():
            return read_codes(file)
    return None


@lru_cache(maxsize=8)
def read_codes(file: Path) -> Codes | None:
    """Read one `engines.toml`; None when it says nothing of GreynirCorrect."""
    import tomllib

    raw = file.read_bytes()
    try:
        data = tomllib.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ComposeError(Problem(str(file), "", f"not readable as TOML: {error}")) from None
    table = data.get("greynir")
    if table is None:
        return None
    problems: list[Problem] = []
    keep = tuple(
        _kept(entry, Problem(str(file), f"/greynir/keep/{place}", ""), problems)
        for place, entry in enumerate(table.get("keep", []))
    )
    drop = tuple(map(str, table.get("drop", [])))
    if problems:
        raise ComposeError(*problems)
    return Codes(keep, drop, hashlib.blake2b(raw, digest_size=8).hexdigest())


def _kept(entry: dict[str, Any], at: Problem, problems: list[Problem]) -> Kept:
    def wrong(key: str, what: str) -> None:
        problems.append(Problem(at.where, f"{at.pointer}/{key}", what))

    for key in entry.keys() - {"codes", "level", "gloss"}:
        wrong(key, "unknown key; known are codes, level, gloss")
    names, level, gloss = entry.get("codes"), entry.get("level"), entry.get("gloss")
    if not (isinstance(names, list) and names and all(isinstance(name, str) for name in names)):
        wrong("codes", "must be a list of codes")
        names = []
    if level not in LEVELS:
        wrong("level", f"must be one of {', '.join(LEVELS)} (is {level!r})")
    if not (isinstance(gloss, str) and gloss):
        wrong("gloss", "must say in English what the codes mean")
    return Kept(tuple(names), level or "info", str(gloss))
