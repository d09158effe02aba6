"""Findings and reports: what was objected to, where, what to write instead, and what was not looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from compose.model.words import Level


class Source(NamedTuple):
    """Where a span of a message came from: an answer, a sentence of the locale, a letter, or other data.

    `kind` is answer, sentence, template or data; `name` is its name there; `line` counts from 1, 0 = not known.
    """

    kind: str
    name: str
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule or an engine objects to. `start` and `end` are code points into the text, end exclusive."""

    rule: str
    engine: str
    level: Level
    message: str
    start: int
    end: int
    suggestions: tuple[str, ...] = ()
    gloss: str = ""
    source: Source | None = None
    word: str = ""  # set by the words engine: the word whose suggestions are computed when shown


@dataclass(frozen=True, slots=True)
class Coverage:
    """One engine that looked at the text, and what it covers: spelling, grammar, tone, apology, length, …"""

    engine: str
    version: str
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What could not be checked, why, and the command that mends it. `covers` says what is missing."""

    what: str
    why: str
    mend: str
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metrics:
    """The size of a message. `seconds` is speaking time; `segments` counts SMS parts."""

    words: int
    sentences: int
    characters: int
    seconds: float
    segments: int


@dataclass(frozen=True, slots=True)
class Report:
    """All findings about one source, what was checked and what was not. `ok` is made in `pipeline`, alone."""

    source: str
    ok: bool
    text: str
    metrics: Metrics
    checked: tuple[Coverage, ...]
    not_checked: tuple[Gap, ...]
    findings: tuple[Finding, ...]
    gloss: tuple[tuple[str, str], ...] = field(default=())


def place(text: str, start: int) -> tuple[int, int]:
    """Line and column of an offset, both counted from 1, columns in code points."""
    line = text.count("\n", 0, start) + 1
    return line, start - (text.rfind("\n", 0, start) + 1) + 1


def overlaps(finding: Finding, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the finding touches any of the spans."""
    return any(finding.start < end and start < finding.end for start, end in spans)
