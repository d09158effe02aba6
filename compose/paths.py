"""Where the program's own data lies: in the wheel, beside the package in a checkout, and in the user's folders."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str, *elsewhere: Path) -> Path:
    for folder in (_PACKAGE / "_data" / name, *elsewhere):
        if folder.is_dir():
            return folder
    return _PACKAGE / "_data" / name


@cache
def locales_dir() -> Path:
    """The built-in locales: in the wheel under the package, in a checkout at its top."""
    return _shipped("locales", _PACKAGE.parent / "locales")


@cache
def templates_dir() -> Path:
    """The built-in letters and reports."""
    return _shipped("templates", _PACKAGE.parent / "templates")


@cache
def lexicons_dir() -> Path:
    """The lexicons that the build made from its inputs; `COMPOSE_LEXICONS` names another folder."""
    chosen = os.environ.get("COMPOSE_LEXICONS")
    return Path(chosen) if chosen else _shipped("lexicons", _PACKAGE.parent / "build" / "lexicons")


def compiled_toml(raw: bytes) -> Path:
    """Where the build put the tables of a TOML file with just these bytes, as JSON, which is read ten times as fast.

    There is none for a file that has changed since, or is not ours.
    """
    return lexicons_dir() / "toml" / f"{hashlib.sha256(raw).hexdigest()}.json"


def patterns_file() -> Path:
    """Where the build noted what the patterns of the built-in rules need of a text."""
    return lexicons_dir() / "patterns.json"


@cache
def pack_dir() -> Path:
    """The LanguageTool language pack: the jar of its classes and the resources that are not generated."""
    return _shipped("languagetool", _PACKAGE.parent / "languagetool")


def user_config_dir() -> Path:
    """The platform's folder for the user's settings of this program."""
    from platformdirs import user_config_path

    return user_config_path("compose")


def user_data_dir() -> Path:
    """The platform's folder for data that the program installs for the user."""
    from platformdirs import user_data_path

    return user_data_path("compose")


def user_cache_dir() -> Path:
    """The platform's folder for what can be made again; `COMPOSE_CACHE` names another."""
    chosen = os.environ.get("COMPOSE_CACHE")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("compose")
