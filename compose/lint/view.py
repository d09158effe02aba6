"""What lint looks at: the letters and languages as they come out with overlays, and which of their files are judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from compose import locales
from compose.errors import Problem
from compose.lint.page import Page
from compose.lint.slots import Catalog, catalog
from compose.lint.tokens import Read, read
from compose.locales.source import read_source
from compose.model.locale import Locale
from compose.model.words import CHANNELS
from compose.paths import locales_dir, templates_dir
from compose.render.formats import english
from compose.render.voice import Voice


@dataclass(frozen=True)
class Scope:
    """Folders of letters and of locales laid over the built-in ones, the parts that are judged, the settings' file.

    `judged` are files or folders; empty means all of the built-in data and the overlays.
    """

    templates: tuple[Path, ...] = ()
    locales: tuple[Path, ...] = ()
    judged: tuple[Path, ...] = ()
    settings: Path | None = None

    @property
    def letter_bases(self) -> tuple[Path, ...]:
        return tuple(dict.fromkeys((templates_dir(), *self.templates)))

    @property
    def locale_bases(self) -> tuple[Path, ...]:
        return tuple(dict.fromkeys((locales_dir(), *self.locales)))

    def judges(self, file: str | Path) -> bool:
        """Whether faults of this file are reported."""
        path = Path(file)
        return not self.judged or any(path == part or part in path.parents for part in self.judged)

    @cached_property
    def tags(self) -> list[str]:
        """The languages that have a judged folder."""
        bases = [base for base in self.locale_bases if self.judges_any(base)]
        own = {path.name for base in bases for path in base.iterdir() if _is_locale(path)}
        return sorted(own - {locales.ROOT})

    def judges_any(self, base: Path) -> bool:
        """Whether anything in this folder is judged."""
        return self.judges(base) or any(base in part.parents for part in self.judged)


def _is_locale(path: Path) -> bool:
    return path.is_dir() and any((path / name).exists() for name in ("locale.toml", "say.toml", "ask.toml", "phrases.toml", "rules", "words"))  # fmt: skip


@dataclass
class View:
    """One language with what lies over it: as much of it as can be read, and every problem of reading."""

    tag: str
    scope: Scope
    letters: dict[str, Page]
    pages: dict[str, Page] = field(default_factory=dict)

    @cached_property
    def _inspected(self) -> tuple[Locale, list[Problem]]:
        return locales.inspect(self.tag, self.scope.locale_bases)

    @property
    def locale(self) -> Locale:
        return self._inspected[0]

    @property
    def problems(self) -> list[Problem]:
        return self._inspected[1]

    @cached_property
    def slots(self) -> Catalog:
        return catalog(_english(), _voice())

    @cached_property
    def form_words(self) -> frozenset[str]:
        """The words of address, which are slots too."""
        return frozenset(word for form in self.locale.forms for word in form.words)

    @cached_property
    def known_slots(self) -> list[str]:
        return sorted({*self.slots.kinds, *self.form_words})

    def page(self, file: str) -> Page:
        """The page of a file, read once."""
        if file not in self.pages:
            self.pages[file] = Page(Path(file), read_source(Path(file)))
        return self.pages[file]

    def files(self) -> Iterator[Path]:
        """The judged files of this language."""
        for base in self.scope.locale_bases:
            for path in sorted((base / self.tag).rglob("*")):
                if path.is_file() and self.scope.judges(path):
                    yield path


@lru_cache(maxsize=1)
def _english() -> Locale:
    return locales.load("en")


@lru_cache(maxsize=1)
def _voice() -> Voice:
    return Voice(english())


def voice() -> Voice:
    """The voice in which texts are parsed: with every filter that there is."""
    return _voice()


def letters_of(scope: Scope) -> dict[str, Page]:
    """The letter of each channel that holds: the last overlay's, else the built-in one."""
    found = {}
    for base in scope.letter_bases:
        for channel in CHANNELS:
            path = base / "letters" / f"{channel}.j2"
            if path.is_file():
                found[channel] = Page(path, read_source(path))
    return found


@lru_cache(maxsize=8192)
def parts(text: str) -> Read:
    """A Jinja text taken apart, once."""
    return read(text)


def views(scope: Scope) -> list[View]:
    """A view of every judged language."""
    letters = letters_of(scope)
    return [View(tag, scope, letters) for tag in scope.tags]


def within(bases: Sequence[Path], file: Path) -> Path | None:
    """The base that a file lies in."""
    return next((base for base in bases if base in file.parents), None)
