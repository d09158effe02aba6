"""The Hunspell dictionary and the word list that LanguageTool's own spelling of a language of the pack reads."""

from __future__ import annotations

from compose.languagetool.pack import RESOURCES
from compose.model.locale import Locale
from compose.paths import lexicons_dir


def spelling_files(locale: Locale) -> dict[str, bytes]:
    """The files by their names in the pack; none where no dictionary is shipped for the language."""
    source = lexicons_dir() / "hunspell" / locale.dictionary
    both = {end: source / f"{locale.dictionary}.{end}" for end in ("aff", "dic")}
    if not locale.dictionary or not all(path.is_file() for path in both.values()):
        return {}
    folder = f"{RESOURCES}/{locale.languagetool}/hunspell"
    files = {f"{folder}/{locale.languagetool}.{end}": path.read_bytes() for end, path in both.items()}
    own = sorted(locale.words | locale.abbreviations)
    return files | {f"{folder}/ignore.txt": ("\n".join(own) + "\n").encode()}
