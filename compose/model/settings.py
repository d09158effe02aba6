"""What a team or a user has set: who sends, the defaults, budgets, limits and folders laid over the built-in ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings found upward from the working folder, above the user's own.

    `budgets` maps a channel to a metric to `{min, max}`; `limits` maps a severity to the largest
    compensation by currency; `disabled` maps a rule id to the reason; `sender` fills what a record's sender lacks.
    """

    sender: dict[str, Any] = field(default_factory=dict)
    locale: str = ""
    channel: str = ""
    budgets: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)
    limits: dict[str, dict[str, float]] = field(default_factory=dict)
    late: dict[str, float] = field(default_factory=dict)
    disabled: dict[str, str] = field(default_factory=dict)
    templates: tuple[Path, ...] = ()
    locales: tuple[Path, ...] = ()
    files: tuple[Path, ...] = ()
