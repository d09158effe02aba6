"""A rule: one thing that a good message does or avoids, as data with its own examples."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from compose.model.words import Level


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of a `rules/*.toml`. Which keys have a meaning depends on `kind` (docs/locales.md).

    `any` are phrases, `regex` are Python patterns (a group `mark` is the part to underline), `unless` are
    patterns whose overlap with a match makes it no finding; they are compiled in `check`, when first used.
    `across` makes it look beyond one
    sentence. `channels` are those it holds
    for, all when empty. `clitics` are word endings that may follow a phrase. `data` keeps the whole entry for
    kinds that read more (tokens). `file` and `line` say where the entry stands.
    """

    id: str
    kind: str
    level: Level
    message: str
    gloss: str
    source: str
    good: tuple[str, ...]
    bad: tuple[str, ...]
    where: tuple[str, ...] = ("text",)
    channels: tuple[str, ...] = ()
    across: bool = False
    any: tuple[str, ...] = ()
    regex: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    case: bool = False
    prefer: str = ""
    replace: str | None = None
    pairs: dict[str, str] = field(default_factory=dict)
    within: int = 0
    max: int = 0
    first: str = ""
    then: str = ""
    groups: tuple[tuple[str, ...], ...] = ()
    metric: str = ""
    move: str = ""
    level_under: Level | None = None
    level_text: Level | None = None
    bounds: dict[str, dict[str, float]] = field(default_factory=dict)
    clitics: tuple[str, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)
    file: str = ""
    line: int = 0
    locale: str = ""
