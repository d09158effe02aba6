"""Reads the patterns of the built-in locales once, and notes what each needs of a text (compose/check/literals.py)."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from compose.check.literals import digitless


def build(into: Path, locales: Path) -> None:
    """Write the file anew."""
    written = sorted({pattern for file in sorted(locales.rglob("*.toml")) for pattern in patterns(file)})
    needed = {pattern: [sorted(texts) for texts in digitless(pattern)] for pattern in written}
    fresh = into.with_name(f"{into.name}.new")
    fresh.write_text(json.dumps(needed, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    fresh.replace(into)


def patterns(file: Path) -> Iterator[str]:
    """Every `regex` of a TOML file; none of one that cannot be read, of which others complain."""
    try:
        yield from _regexes(tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except ValueError:
        return


def _regexes(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _regexes(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key == "regex":
                yield from (text for text in ([one] if isinstance(one, str) else one) if isinstance(text, str))
            else:
                yield from _regexes(one)
