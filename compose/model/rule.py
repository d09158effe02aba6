"""A rule: one thing that a good message does or avoids, as data with its own examples."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from compose.model.words import Level


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of a `rules/*.toml`. Which keys have a meaning depends on `kind` (docs/locales.md).

    `patterns` are compiled; each may have a group `mark`, the part to underline. `cancels` are patterns
    whose overlap with a match makes it no finding. `file` and `line` say where the entry stands.
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
    patterns: tuple[re.Pattern[str], ...] = ()
    cancels: tuple[re.Pattern[str], ...] = ()
    prefer: str = ""
    replace: str | None = None
    pairs: dict[str, str] = field(default_factory=dict)
    within: int = 0
    max: int = 0
    first: str = ""
    then: str = ""
    groups: tuple[re.Pattern[str], ...] = ()
    metric: str = ""
    move: str = ""
    level_under: Level | None = None
    bounds: dict[str, dict[str, float]] = field(default_factory=dict)
    tokens: dict[str, Any] = field(default_factory=dict)
    file: str = ""
    line: int = 0
    locale: str = ""
