"""Read one TOML file of a locale with the line of each of its entries, and hold its keys to a closed list."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from compose.errors import Problem, nearest
from compose.paths import compiled_toml


@dataclass(slots=True)
class Entry:
    """One table of an array of tables, and where it stands. Reading collects problems instead of raising."""

    data: dict[str, Any]
    file: str
    line: int
    problems: list[Problem] = field(default_factory=list)

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file

    def complain(self, what: str, mend: str = "") -> None:
        self.problems.append(Problem(self.where, "", what, mend))

    def text(self, key: str, default: str | None = None) -> str:
        """A string; without `default` it must be there and not empty."""
        value = self.data.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self.complain(f"{key!r} must be a text", f'write {key} = "…"')
            return ""
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, or one string; absent means none."""
        value = self.data.get(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
            self.complain(f"{key!r} must be a list of texts")
            return ()
        return tuple(values)

    def table(self, key: str) -> dict[str, Any]:
        """A table; absent means an empty one."""
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            self.complain(f"{key!r} must be a table")
            return {}
        return value

    def number(self, key: str, default: int | None = None) -> int:
        value = self.data.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            self.complain(f"{key!r} must be a whole number")
            return 0
        return value

    def choice(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        value = self.text(key, default)
        if value and value not in choices:
            near = nearest(value, choices)
            self.complain(
                f"{key!r} is {value!r}", (f"did you mean {near!r}? " if near else "") + f"choices: {', '.join(choices)}"
            )
            return choices[0]
        return value

    def only(self, *keys: str) -> None:
        """Complain of every key that the format does not know."""
        for key in self.data:
            if key not in keys:
                near = nearest(key, keys)
                self.complain(f"unknown key {key!r}", f"did you mean {near!r}?" if near else "take it out")


def read_toml(path: Path, problems: list[Problem]) -> tuple[dict[str, Any], str]:
    """The parsed file and its text; of a file that cannot be read nothing, and a problem with line and column."""
    try:
        raw = path.read_bytes()
        return _parsed(raw), raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(Problem(str(path), "", f"is not UTF-8 (byte {error.start})", "save it as UTF-8"))
    except OSError as error:
        problems.append(Problem(str(path), "", error.strerror or str(error)))
    except ValueError as error:  # tomllib.TOMLDecodeError
        problems.append(Problem(str(path), "", f"is not TOML: {error}"))
    return {}, ""


@lru_cache(maxsize=128)
def _parsed(raw: bytes) -> dict[str, Any]:
    compiled = compiled_toml(raw)
    if compiled.is_file():
        return dict(json.loads(compiled.read_bytes()))
    import tomllib

    return tomllib.loads(raw.decode("utf-8-sig"))


def entries(data: dict[str, Any], text: str, name: str, file: str, problems: list[Problem]) -> list[Entry]:
    """The tables `[[name]]` of a file, each with its line, in the file's order."""
    found = data.get(name, [])
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        problems.append(Problem(file, "", f"{name!r} must be an array of tables", f"write [[{name}]]"))
        return []
    header = f"[[{name}]]"
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith(header)]
    lines += [0] * (len(found) - len(lines))
    return [Entry(item, file, line) for item, line in zip(found, lines, strict=False)]
