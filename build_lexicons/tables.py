"""Makes JSON of the TOML files of the built-in locales, named by the hash of their bytes (`paths.compiled_toml`)."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any


def build(into: Path, locales: Path) -> None:
    """Write what is not there yet, and take away what is of files that have changed."""
    into.mkdir(parents=True, exist_ok=True)
    wanted = {f"{digest}.json": data for digest, data in tables(locales)}
    for old in into.iterdir():
        if old.name not in wanted:
            old.unlink()
    for name, data in wanted.items():
        if not (into / name).is_file():
            fresh = into / f"{name}.new"
            fresh.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
            fresh.replace(into / name)


def tables(locales: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each TOML file that JSON can hold as it is: the hash of its bytes, and what it says."""
    for file in sorted(locales.rglob("*.toml")):
        raw = file.read_bytes()
        try:
            data = tomllib.loads(raw.decode("utf-8-sig"))
            same = json.loads(json.dumps(data)) == data
        except (ValueError, TypeError):  # no TOML, or with a date in it: it is read as it stands
            continue
        if same:
            yield sha256(raw).hexdigest(), data
