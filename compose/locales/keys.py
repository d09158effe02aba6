"""What a language has, key by key, and `keys.lock`, which remembers what it had: so that nothing goes unnoticed."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compose.errors import Problem
from compose.locales.toml import read_toml

LOCK = "keys.lock"
_IDS = ("id", "code", "key")
_LEFT_OUT = ("ignore", "gloss_of")
_LEFT_OUT_FOLDERS = ("examples", "moves")


@dataclass(frozen=True, slots=True)
class Had:
    """One entry of a file: the keys that it has, and the hashes of its text and of the English of it.

    `name` is its id, or `#` and a hash of the entry where the format gives it none; the top of a file has none.
    Keys are dotted; those of tables in a list stand for any of them, `way.*.word`, and are counted: a second is
    `way.*.word#2`.
    """

    file: str
    table: str
    name: str
    keys: frozenset[str]
    text: str = ""
    gloss: str = ""
    index: int = -1

    @property
    def place(self) -> tuple[str, str, str]:
        return self.file, self.table, self.name


def short_hash(text: str) -> str:
    """Eight hex digits of the SHA-256 of a text, white space folded: what `gloss_of` holds."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8]


def keys_of(folder: Path) -> list[Had]:
    """All that the TOML files of one language have."""
    found: list[Had] = []
    for path in sorted(folder.rglob("*.toml")):
        if path.parent.name not in _LEFT_OUT_FOLDERS:
            data, text = read_toml(path, [])
            if text:
                found += entries_of(path.relative_to(folder).as_posix(), data)
    return found


def entries_of(file: str, data: Mapping[str, Any]) -> Iterator[Had]:
    """The entries of one file: its top, and each table of its arrays of tables."""
    top = {key: value for key, value in data.items() if not _is_array(value)}
    if top:
        yield Had(file, "", "", _keys(top))
    for table, items in data.items():
        if _is_array(items):
            for index, item in enumerate(items):
                yield _entry(file, table, item, index)


def _is_array(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _entry(file: str, table: str, item: Mapping[str, Any], index: int) -> Had:
    named = next((str(item[key]) for key in _IDS if key in item), "")
    if not named:
        named = "#" + short_hash(json.dumps(item, sort_keys=True, default=str))
    kept = {key: value for key, value in item.items() if key not in _LEFT_OUT}
    told = next((item[key] for key in ("text", "ask", "message") if isinstance(item.get(key), str)), "")
    gloss = item.get("gloss")
    hashes = (short_hash(told), short_hash(gloss)) if told and isinstance(gloss, str) else ("", "")
    return Had(file, table, named, _keys(kept), *hashes, index)


def _keys(table: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(key for base, most in Counter(_leaves(table, "")).items() for key in _numbered(base, most))


def _numbered(base: str, most: int) -> Iterator[str]:
    yield base
    yield from (f"{base}#{number}" for number in range(2, most + 1))


def _leaves(table: Mapping[str, Any], before: str) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, f"{before}{key}.")
        else:
            yield f"{before}{key}"
        if isinstance(value, list):
            yield from _listed(value, f"{before}{key}.*")


def _listed(items: list[Any], before: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, dict):
            yield from _leaves(item, f"{before}.")
        elif isinstance(item, list):
            yield from _listed(item, f"{before}.*")


def _written(keys: frozenset[str]) -> list[str]:
    """The keys as a lock has them: of those that are counted, the last."""
    return sorted(key for key in keys if _next(key) not in keys)


def _next(key: str) -> str:
    base, _, number = key.partition("#")
    return f"{base}#{int(number or 1) + 1}"


def _read(key: str) -> Iterator[str]:
    base, _, most = key.partition("#")
    return _numbered(base, int(most or 1))


def lock_text(had: list[Had]) -> str:
    """The text of a `keys.lock`: one entry a line, in JSON, sorted."""
    rows = sorted([each.file, each.table, each.name, _written(each.keys), each.text, each.gloss] for each in had)
    head = "# What this language has. Made by `compose lint --accept`; lint tells what is gone since.\n"
    return head + "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def read_lock(folder: Path, problems: list[Problem]) -> list[Had] | None:
    """What `keys.lock` remembers; None where there is none. A line that is not its own becomes a problem."""
    path = folder / LOCK
    if not path.is_file():
        return None
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            file, table, name, keys, text, gloss = json.loads(line)
            found.append(Had(file, table, name, frozenset(one for key in keys for one in _read(key)), text, gloss))
        except (ValueError, TypeError):
            problems.append(Problem(f"{path}:{number}", "", "is no line of a keys.lock", "run 'compose lint --accept'"))
    return found
