"""The Hunspell dictionary and the word list that LanguageTool's own spelling of a language of the pack reads."""

from __future__ import annotations

import re
from collections.abc import Iterable

from compose.languagetool.pack import RESOURCES
from compose.model.locale import Locale
from compose.paths import lexicons_dir

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def suggested(locale: Locale) -> set[str]:
    """Every word that a rule of the locale suggests or is shown by, with the locale's clitics too, in both cases."""
    shown = [text for rule in locale.rules for text in (*rule.pairs.values(), rule.prefer, *rule.good, *rule.bad)]
    words = {word for text in shown for word in _WORD.findall(text)}
    forms = {word + clitic for word in words for clitic in ("", *locale.clitics)}
    return {case for word in forms for case in (word, word[:1].upper() + word[1:])}


def spelling_files(locale: Locale, known: Iterable[str]) -> dict[str, bytes]:
    """The files by their names in the pack; none where no dictionary is shipped for the language.

    `known` are words that our own lexicon knows, and the dictionary may not.
    """
    source = lexicons_dir() / "hunspell" / locale.dictionary
    both = {end: source / f"{locale.dictionary}.{end}" for end in ("aff", "dic")}
    if not locale.dictionary or not all(path.is_file() for path in both.values()):
        return {}
    folder = f"{RESOURCES}/{locale.languagetool}/hunspell"
    files = {f"{folder}/{locale.languagetool}.{end}": path.read_bytes() for end, path in both.items()}
    own = sorted({*locale.words, *locale.abbreviations, *known})
    return files | {f"{folder}/ignore.txt": ("\n".join(own) + "\n").encode()}
