"""The only reader of settings: `compose.toml`, `[tool.compose]` of a pyproject.toml, and the user's file below them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from compose.errors import ComposeError, Problem, nearest
from compose.model.settings import Settings
from compose.model.words import CHANNELS, SEVERITIES
from compose.paths import user_config_dir

NAME = "compose.toml"
_TABLES = ("sender", "budgets", "limits", "late", "disabled")
_TEXTS = ("locale", "channel")
_FOLDERS = ("templates", "locales")
_SENDER = ("name", "role", "organisation", "gender", "email", "phone")


def load(config: Path | None = None, start: Path | None = None) -> Settings:
    """Read the settings that hold in `start` (default: the working folder).

    `config` names the one file to read instead. Team settings win over the user's, table by table. Raises
    ComposeError with every problem of every file.
    """
    found = [config] if config else list(_files(start or Path.cwd()))
    problems: list[Problem] = []
    merged: dict[str, Any] = {}
    for path in reversed(found):
        for key, value in _read(path, problems).items():
            merged[key] = {**merged.get(key, {}), **value} if isinstance(value, dict) else value
    if problems:
        raise ComposeError(*problems)
    return Settings(**merged, files=tuple(found))


def _files(start: Path) -> Iterator[Path]:
    for folder in (start, *start.parents):
        if (folder / NAME).is_file():
            yield folder / NAME
            break
        project = folder / "pyproject.toml"
        if project.is_file() and b"[tool.compose" in project.read_bytes():
            yield project
            break
    user = user_config_dir() / NAME
    if user.is_file():
        yield user


def _read(path: Path, problems: list[Problem]) -> dict[str, Any]:
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ComposeError(
            Problem(str(path), "", error.strerror or str(error), "name a file that can be read")
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ComposeError(Problem(str(path), "", f"is not TOML in UTF-8: {error}")) from None
    table = data.get("tool", {}).get("compose", {}) if path.name == "pyproject.toml" else data
    return dict(_checked(table, path, problems))


def _checked(table: dict[str, Any], path: Path, problems: list[Problem]) -> Iterator[tuple[str, Any]]:
    known = (*_TABLES, *_TEXTS, *_FOLDERS)
    for key, value in table.items():
        if key not in known:
            near = nearest(key, known)
            mend = f"did you mean {near!r}?" if near else f"known: {', '.join(known)}"
            problems.append(Problem(str(path), f"/{key}", "unknown setting", mend))
        elif key in _FOLDERS:
            names = [value] if isinstance(value, str) else value
            if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
                problems.append(Problem(str(path), f"/{key}", "must be a folder or a list of folders"))
                continue
            yield key, tuple((path.parent / name).resolve() for name in names)
        elif key in _TEXTS:
            if not isinstance(value, str):
                problems.append(Problem(str(path), f"/{key}", "must be a text"))
                continue
            yield key, value
        else:
            problems.extend(_table(key, value, path))
            yield key, value


def _table(key: str, value: Any, path: Path) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(str(path), f"/{key}", "must be a table")
        return
    allowed = {"sender": _SENDER, "budgets": CHANNELS, "limits": SEVERITIES, "late": SEVERITIES}.get(key)
    for name, item in value.items():
        if allowed and name not in allowed:
            near = nearest(name, allowed)
            mend = f"did you mean {near!r}?" if near else f"choices: {', '.join(allowed)}"
            yield Problem(str(path), f"/{key}/{name}", "unknown setting", mend)
        elif key == "disabled" and not (isinstance(item, str) and item.strip()):
            yield Problem(str(path), f"/{key}/{name}", "a rule is disabled with a reason", f'{name} = "why"')
