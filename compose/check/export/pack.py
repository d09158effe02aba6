"""The data of the language pack for LanguageTool: which file says what, for all languages at once."""

from __future__ import annotations

from collections.abc import Iterable

from compose.check.export import Exported, export
from compose.check.export.segment import segment_srx
from compose.languagetool.levels import of_pack
from compose.model.locale import Locale

RULES = "org/languagetool/rules"
RESOURCES = "org/languagetool/resource"


def pack_files(locales: Iterable[Locale]) -> tuple[dict[str, bytes], list[Exported]]:
    """Rules, abbreviations and sentence splitting by their names in the pack; and what the export says of each."""
    served = [locale for locale in locales if locale.languagetool]
    exports = [export(locale) for locale in served]
    files: dict[str, str] = {}
    for locale, exported in zip(served, exports, strict=True):
        code = locale.languagetool.partition("-")[0]
        if of_pack(locale):
            files[f"{RULES}/{code}/grammar.xml"] = exported.xml
            files[f"{RESOURCES}/{code}/abbreviations.txt"] = "".join(
                f"{word}\n" for word in sorted(locale.abbreviations)
            )
        else:
            files[f"{RULES}/{code}/grammar_custom.xml"] = exported.xml
    files[f"{RESOURCES}/compose-segment.srx"] = segment_srx(filter(of_pack, served))
    return {name: text.encode() for name, text in files.items()}, exports
