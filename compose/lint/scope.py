"""From paths and settings to what is judged: our own data, or the overlay that a path belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from compose import locales as reader
from compose import settings
from compose.errors import ComposeError, fail
from compose.paths import locales_dir, templates_dir

_LOCALE_FILES = ("locale.toml", "say.toml", "ask.toml", "phrases.toml")
_TAG = re.compile(r"root|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Scope:
    """Folders of letters and of locales laid over the built-in ones, the parts that are judged, the settings' file.

    `judged` are files or folders; empty means all of the built-in data and the overlays.
    """

    templates: tuple[Path, ...] = ()
    locales: tuple[Path, ...] = ()
    judged: tuple[Path, ...] = ()
    settings: Path | None = None
    run: object = field(default_factory=object, compare=False, repr=False)  # what is read is read once a run

    @property
    def letter_bases(self) -> tuple[Path, ...]:
        return tuple(dict.fromkeys((templates_dir(), *self.templates)))

    @property
    def locale_bases(self) -> tuple[Path, ...]:
        return tuple(dict.fromkeys((locales_dir(), *self.locales)))

    def judges(self, file: str | Path) -> bool:
        """Whether faults of this file are reported."""
        known = self._judges.get(str(file))
        if known is None:
            path = Path(file)
            known = not self.judged or any(path == part or part in path.parents for part in self.judged)
            self._judges[str(file)] = known
        return known

    @cached_property
    def _judges(self) -> dict[str, bool]:
        return {}

    @cached_property
    def tags(self) -> list[str]:
        """The languages that have a judged folder."""
        bases = [base for base in self.locale_bases if base.is_dir() and self.judges_any(base)]
        own = {path.name for base in bases for path in base.iterdir() if _is_language(path) and self.judges_any(path)}
        return sorted(own - {reader.ROOT})

    def judges_any(self, base: Path) -> bool:
        """Whether anything in this folder is judged."""
        return self.judges(base) or any(base in part.parents for part in self.judged)


def scope_of(paths: Sequence[Path], config: Path | None = None) -> Scope:
    """What `compose lint PATH…` judges.

    Without a path: the overlays that the settings name, else this folder where it holds letters or locales, else the
    built-in data. Raises ComposeError for a path that does not exist or holds nothing that lint knows.
    """
    templates, locales, source = _configured(config)
    if not paths and not templates and not locales and _is_ours(Path.cwd()):
        paths = [Path.cwd()]
    if not paths:
        judged = (*templates, *locales) or (templates_dir(), locales_dir())
        return Scope(templates, locales, (*judged, *((source,) if source else ())), source)
    judged_parts: list[Path] = []
    for path in paths:
        found = path.resolve()
        if not found.exists():
            raise fail("does not exist", where=str(path), mend="name a file or a folder")
        own = next((part for part in (found, found / settings.NAME) if _is_settings(part)), None)
        named = _configured(own) if own else ((), (), None)
        letters, languages = _bases(found)
        letters, languages = [*letters, *named[0]], [*languages, *named[1]]
        if not letters and not languages and own is None and found != source:
            if found.is_file():
                continue  # a hook passes files of every kind
            mend = "name a folder made by 'compose init'"
            raise fail("holds neither letters nor locales", where=str(path), mend=mend)
        templates += tuple(base for base in letters if base not in templates)
        locales += tuple(base for base in languages if base not in locales)
        judged_parts += [found, *(part for part in (*named[0], *named[1]) if own and found.is_dir())]
        source = own or source
    return Scope(templates, locales, tuple(judged_parts) or (Path("/nothing"),), source)


def _configured(config: Path | None) -> tuple[tuple[Path, ...], tuple[Path, ...], Path | None]:
    try:
        found = settings.load(config)
    except ComposeError as error:
        if config is not None and not config.is_file():
            raise
        named = Path(error.problems[0].where) if error.problems else None
        return (), (), (named.resolve() if named else None)
    source = found.files[0].resolve() if found.files else None
    return found.templates, found.locales, source


def _is_settings(path: Path) -> bool:
    return path.name == settings.NAME and path.is_file()


def _bases(path: Path) -> tuple[list[Path], list[Path]]:
    """The folders of letters and of locales that a path is, holds, or lies in."""
    letters = [folder for folder in (path, path / "templates") if (folder / "letters").is_dir()]
    languages = [folder for folder in (path, path / "locales") if _holds_locales(folder)]
    for folder in path.parents if path.is_file() else (path, *path.parents):
        if folder.name == "letters" and folder.parent not in letters:
            letters.append(folder.parent)
        if _is_language(folder) and folder.parent not in languages:
            languages.append(folder.parent)
    return letters, languages


def _is_ours(folder: Path) -> bool:
    return (folder / "templates" / "letters").is_dir() or _holds_locales(folder / "locales")


def _is_language(folder: Path) -> bool:
    if any((folder / name).is_file() for name in _LOCALE_FILES):
        return True
    parts = ("rules", "words", "examples")
    return bool(_TAG.fullmatch(folder.name)) and any((folder / part).is_dir() for part in parts)


def _holds_locales(folder: Path) -> bool:
    return folder.is_dir() and any(part.is_dir() and _is_language(part) for part in folder.iterdir())
