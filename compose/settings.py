"""The only reader of settings: `compose.toml`, `[tool.compose]` of a pyproject.toml, and the user's file below them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from compose.errors import ComposeError, Problem, nearest, unknown
from compose.model.settings import Settings
from compose.model.words import CHANNELS, SEVERITIES
from compose.paths import user_config_dir

NAME = "compose.toml"
_TABLES = ("sender", "budgets", "limits", "late", "disabled")
_TEXTS = ("locale", "channel")
_FOLDERS = ("templates", "locales")
_SENDER = ("name", "role", "organisation", "gender", "email", "phone")
_BODY = ("words", "characters", "seconds", "segments")
_METRICS = (*_BODY, "longest_sentence", "subject_characters", "share", "share_sentences")
_CURRENCY = re.compile(r"[A-Z]{3}")


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
            below = merged.get(key)
            merged[key] = {**below, **value} if isinstance(below, dict) and isinstance(value, dict) else value
    if problems:
        raise ComposeError(*problems)
    return Settings(**merged, files=tuple(found))


def _files(start: Path) -> Iterator[Path]:
    for folder in (start, *start.parents):
        if _is_file(folder / NAME):
            yield folder / NAME
            break
        project = folder / "pyproject.toml"
        if _is_file(project) and b"[tool.compose" in _bytes(project):
            yield project
            break
    user = user_config_dir() / NAME
    if _is_file(user):
        yield user


def _is_file(path: Path) -> bool:
    """Whether the file is there; a folder that may not be looked into is no reason to take it for empty."""
    try:
        return path.is_file()
    except OSError as error:
        raise _unreadable(path, error) from None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: OSError) -> ComposeError:
    what = f"cannot be read: {error.strerror or error}"
    return ComposeError(Problem(str(path), "", what, "give leave to read it, or name another file with --config"))


def _read(path: Path, problems: list[Problem]) -> dict[str, Any]:
    try:
        data = tomllib.loads(_bytes(path).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ComposeError(Problem(str(path), "", f"is not TOML in UTF-8: {error}")) from None
    table = data
    for step in ("tool", "compose") if path.name == "pyproject.toml" else ():
        table = table.get(step, {})
        if not isinstance(table, dict):
            problems.append(Problem(str(path), "", f"[{step}] must be a table", "write [tool.compose]"))
            return {}
    return dict(_checked(table, path, problems))


def _checked(table: dict[str, Any], path: Path, problems: list[Problem]) -> Iterator[tuple[str, Any]]:
    known = (*_TABLES, *_TEXTS, *_FOLDERS)
    for key, value in table.items():
        before = len(problems)
        if key not in known:
            problems.append(_unknown(path, f"/{key}", key, known))
        elif key in _FOLDERS:
            names = [value] if isinstance(value, str) else value
            problems.extend(_folders(key, names, path))
            if len(problems) == before:
                yield key, tuple((path.parent / name).resolve() for name in names)
            continue
        elif key in _TEXTS:
            problems.extend(_text(key, value, path))
        else:
            problems.extend(_table(key, value, path))
        if len(problems) == before:
            yield key, value


def _unknown(path: Path, pointer: str, name: str, known: Sequence[str]) -> Problem:
    near = nearest(name, known)
    return Problem(
        str(path), pointer, "unknown setting", f"did you mean {near!r}?" if near else f"known: {', '.join(known)}"
    )


def _folders(key: str, names: Any, path: Path) -> Iterator[Problem]:
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        yield Problem(str(path), f"/{key}", "must be a folder or a list of folders")
        return
    for name in names:
        if not (path.parent / name).is_dir():
            mend = f"make it beside {path.name}, or mend the name"
            yield Problem(str(path), f"/{key}", f"{name!r} is no folder", mend)


def _text(key: str, value: Any, path: Path) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(str(path), f"/{key}", "must be a text")
    elif key == "channel" and value not in CHANNELS:
        what, mend = unknown("channel", value, CHANNELS)
        yield Problem(str(path), f"/{key}", what, mend)


def _table(key: str, value: Any, path: Path) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(str(path), f"/{key}", "must be a table")
        return
    allowed = {"sender": _SENDER, "budgets": CHANNELS, "limits": SEVERITIES, "late": SEVERITIES}.get(key)
    for name, item in value.items():
        if allowed and name not in allowed:
            yield _unknown(path, f"/{key}/{name}", name, allowed)
        else:
            yield from _ITEMS[key](path, f"/{key}/{name}", name, item)


def _line(path: Path, pointer: str, name: str, value: Any) -> Iterator[Problem]:
    if not (isinstance(value, str) and value.strip()):
        yield Problem(str(path), pointer, "must be a text", f'{name} = "…"')


def _reason(path: Path, pointer: str, name: str, value: Any) -> Iterator[Problem]:
    if not (isinstance(value, str) and value.strip()):
        yield Problem(str(path), pointer, "a rule is disabled with a reason", f'{name} = "why"')


def _budget(path: Path, pointer: str, name: str, value: Any) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(str(path), pointer, "must be a table", "words = { max = 120 }")
        return
    for metric, bound in value.items():
        if metric not in _METRICS:
            yield _unknown(path, f"{pointer}/{metric}", metric, _METRICS)
        elif not isinstance(bound, dict):
            yield Problem(str(path), f"{pointer}/{metric}", "must be a table", f"{metric} = {{ max = 120 }}")
        else:
            for end, size in bound.items():
                if end not in ("min", "max"):
                    yield _unknown(path, f"{pointer}/{metric}/{end}", end, ("min", "max"))
                else:
                    yield from _number(path, f"{pointer}/{metric}/{end}", end, size)


def _sums(path: Path, pointer: str, name: str, value: Any) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(str(path), pointer, "must be a table", "EUR = 50")
        return
    for code, size in value.items():
        if not _CURRENCY.fullmatch(code):
            yield Problem(str(path), f"{pointer}/{code}", "is no currency", "write its ISO 4217 code, such as EUR")
        else:
            yield from _number(path, f"{pointer}/{code}", code, size)


def _number(path: Path, pointer: str, name: str, value: Any) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        yield Problem(str(path), pointer, f"must be a number from 0 (is {value!r})", f"{name} = 50")


_ITEMS = {"sender": _line, "budgets": _budget, "limits": _sums, "late": _number, "disabled": _reason}
