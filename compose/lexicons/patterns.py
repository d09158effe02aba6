"""What the patterns of the built-in rules need of a text, as the build noted it (`build_lexicons/patterns.py`)."""

from __future__ import annotations

import json
from functools import lru_cache

from compose.paths import patterns_file

Needs = tuple[frozenset[str], ...]


@lru_cache(maxsize=1)
def _noted() -> dict[str, list[list[str]]]:
    try:
        found: dict[str, list[list[str]]] = json.loads(patterns_file().read_text("utf-8"))
    except (OSError, ValueError):  # none was made: each is read when it is needed
        return {}
    return found


def noted(pattern: str) -> Needs | None:
    """Sets of texts of which each match of the pattern holds one, the most telling first; None if it was not noted."""
    found = _noted().get(pattern)
    return None if found is None else tuple(map(frozenset, found))
