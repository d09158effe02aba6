"""A fault: what lint objects to in a file of our own or of a team's, where, and how to mend it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from compose.model.words import Level


@dataclass(frozen=True, slots=True)
class Edit:
    """A mechanical mend of a file: the stretch from `start` to `end` (code points) becomes `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file. Lines and columns count from 1, columns in code points, `end_column` exclusive.

    `file` is as it is shown: relative to the working folder when inside it. `entry` names the thing in the file
    (`apology.any`), whatever its line; `excerpt` is the line itself; `help` says how to mend it; `edits` do so.
    """

    rule: str
    level: Level
    message: str
    file: str
    line: int = 1
    column: int = 1
    end_column: int = 1
    help: str = ""
    entry: str = ""
    excerpt: str = ""
    edits: tuple[Edit, ...] = ()

    @property
    def mark(self) -> str:
        """A name that stays the same when lines move: of rule, file, entry and message, 16 hex digits."""
        return hashlib.sha256("\0".join((self.rule, self.file, self.entry, self.message)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Linted:
    """What one run of lint saw: the faults that count, how many were left out and why, what was looked at."""

    faults: tuple[Fault, ...]
    files: int = 0
    known: int = 0  # in the baseline
    suppressed: int = 0  # in place, with a reason
    variants: int = 0  # messages rendered
    seconds: float = 0.0
    engines: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()  # what was required and did not look
    claims: dict[str, tuple[str, str]] = field(default_factory=dict)  # of each rule: what is wrong, and why
