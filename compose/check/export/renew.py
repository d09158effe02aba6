"""The pack of an install held to the rules of now: whether it is made of them, and written anew where it is not."""

from __future__ import annotations

from collections.abc import Sequence

from compose import __version__, locales
from compose.check.export import Exported
from compose.check.export.pack import pack_files
from compose.languagetool import state
from compose.languagetool.home import Install
from compose.languagetool.install import rewrite
from compose.languagetool.levels import of_pack
from compose.languagetool.words import spelling_files, suggested
from compose.lexicons import open_lexicon
from compose.model.engine import Unavailable
from compose.model.locale import Locale


def whole_pack(served: Sequence[Locale]) -> tuple[dict[str, bytes], list[Exported]]:
    """Every file of the pack by its name, dictionaries for LanguageTool's spelling too; and what the export says."""
    files, exports = pack_files(served)
    for locale in filter(of_pack, served):
        files |= spelling_files(locale, _known(locale))
    return files, exports


def editions(served: Sequence[Locale]) -> dict[str, str]:
    """What the pack's files follow from, by locale: quickly told, where the export takes seconds."""
    return {locale.tag: f"{__version__} {locale.fingerprint}" for locale in served if locale.languagetool}


def is_current(install: Install, served: Sequence[Locale]) -> bool:
    """Whether the pack is made of these locales as they are now."""
    return editions(served).items() <= install.rules.items()


def renew(install: Install, served: Sequence[Locale]) -> Install:
    """Write the pack anew of these locales. Raises Fault, and OSError where it may not be written."""
    return rewrite(install.home, whole_pack(served)[0], editions(served))


def renew_after_update(install: Install, locale: Locale) -> None:
    """Write the pack anew where the program's own rules have changed since, and no server is up that has read it.

    A team's own locales are not taken for a change: `compose languagetool start` makes the pack of those.
    """
    if is_current(install, [locale]) or locale.tag not in locales.tags():
        return
    if locales.load(locale.tag).fingerprint == locale.fingerprint and not state.read(install.home):
        renew(install, [locales.load(tag) for tag in locales.tags()])


def _known(locale: Locale) -> list[str]:
    """The words that our rules suggest and our lexicon knows, so that LanguageTool does not object to them."""
    try:
        lexicon = open_lexicon(locale)
    except Unavailable:
        return []
    return [word for word in sorted(suggested(locale)) if lexicon.knows(word)]
