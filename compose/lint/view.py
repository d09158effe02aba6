"""What lint looks at: the letters and languages as they come out with overlays, and which of their files are judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from compose import locales
from compose.errors import Problem
from compose.lint.page import Page
from compose.lint.scope import Scope
from compose.lint.slots import Catalog, catalog
from compose.lint.tokens import Read, read
from compose.locales.source import read_source
from compose.model.locale import Locale
from compose.model.words import CHANNELS
from compose.paths import locales_dir
from compose.render.formats import english
from compose.render.voice import Voice


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
    def asked_moves(self) -> frozenset[str]:
        """The moves that any letter asks for."""
        return frozenset(call.move for page in self.letters.values() for call in parts(page.text).calls)

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
    return locales.inspect("en", (locales_dir(),))[0]  # any language would do; a broken one too


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


@lru_cache(maxsize=1)
def _views(scope: Scope, run: object) -> list[View]:
    letters = letters_of(scope)
    return [View(tag, scope, letters) for tag in scope.tags]


@lru_cache(maxsize=1)
def _every(scope: Scope, run: object) -> list[View]:
    own = {view.tag: view for view in views(scope)}
    return [own.get(tag) or View(tag, scope, letters_of(scope)) for tag in locales.tags(scope.locales)]


def every_view(scope: Scope) -> list[View]:
    """A view of every language that there is, judged or not."""
    return _every(scope, scope.run)


def views(scope: Scope) -> list[View]:
    """A view of every judged language, the same ones all through a run."""
    return _views(scope, scope.run)
