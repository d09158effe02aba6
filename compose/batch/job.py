"""What a batch is to do with each record: everything that a process needs to know to work on a part of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from compose.pipeline import Wishes

SHAPES = ("txt", "eml", "html", "md", "json")


@dataclass(frozen=True, slots=True)
class Job:
    """How to check, the shape of what is written, and what fills a record before it is validated.

    `lines`: the messages become JSON Lines instead of files. Sent to other processes and machines as it is.
    """

    wishes: Wishes
    shape: str
    lines: bool
    fill: Callable[[Any], Any]
