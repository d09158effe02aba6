"""All of a lexicon, form by form, for those who build another dictionary from it; which languages have tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compose.model.locale import Locale
from compose.paths import lexicons_dir

TAGGED = ("ordb", "islenska")
# What no dictionary takes: white space, and the signs that separate its fields.
_UNFIT = re.compile(r"[\s+|]")


def listed(locale: Locale) -> Iterator[str]:
    """Lines of form, lemma and tag with tabs between them: 0.6 million for nb in 2 s, 7.5 million for is in 60 s."""
    match locale.lexicon:
        case "ordb":
            return _ordb()
        case "islenska":
            return _bin()
    return iter(())


def _ordb() -> Iterator[str]:
    from compose.lexicons.frontcoded import Table

    table = Table(lexicons_dir() / "ordb" / "forms.lex")
    for form, row in table.items():
        for entry in row.split(" "):
            tag, cut, ending = entry.split(",", 2)
            if tag != "FIX" and not _UNFIT.search(form):
                yield f"{form}\t{form[: len(form) - int(cut)]}{ending}\t{tag}"


# BÍN's marks (https://bin.arnastofnun.is/gogn/mimisbrunnur/, CC BY 4.0) by our names for them.
_CLASS = {
    **{"kk": "NOUN:masc", "kvk": "NOUN:fem", "hk": "NOUN:neut", "lo": "ADJ", "so": "VERB", "ao": "ADV"},
    **{"fs": "PREP", "st": "CONJ", "nhm": "INFMARK", "uh": "INTJ", "to": "NUM", "rt": "ORD", "gr": "ART"},
    **{"fn": "PRON", "pfn": "PRON:pers", "afn": "PRON:refl"},
}
_MARK = {
    **{"KK": "masc", "KVK": "fem", "HK": "neut", "ET": "sg", "FT": "pl", "gr": "def"},
    **{"NF": "nom", "ÞF": "acc", "ÞGF": "dat", "EF": "gen", "GM": "act", "MM": "mid"},
    **{"FH": "ind", "VH": "subj", "BH": "imp", "NH": "inf", "NT": "pres", "ÞT": "past", "SAGNB": "supine"},
    **{"LHNT": "prespart", "LHÞT": "perfpart", "SB": "strong", "VB": "weak", "FSB": "strong", "FVB": "weak"},
    **{"MST": "cmp", "M": "cmp", "ESB": "sup:strong", "EVB": "sup:weak", "EST": "sup"},
    **{"1P": "1", "2P": "2", "3P": "3", "OP": "impers", "ST": "short", "SP": "clitic"},
    **{"OBEYGJANLEGT": "", "FST": ""},
}
_CASE_AND_NUMBER = re.compile(r"(NF|ÞGF|ÞF|EF)(ET|FT)(gr)?")
_VARIANT = re.compile(r"\d$|(?<=[A-ZÞ])\d(?=-|gr)")  # NFET2 is another form of NFET


def _tag(word_class: str, mark: str) -> str:
    parts: list[str] = []
    for piece in _VARIANT.sub("", mark).split("-"):
        found = _CASE_AND_NUMBER.fullmatch(piece)
        parts += [part for part in found.groups() if part] if found else [piece]
    return ":".join([_CLASS.get(word_class, word_class), *filter(None, (_MARK.get(p, p) for p in parts))])


def _bin() -> Iterator[str]:
    from islenska import Bin

    # The package has no public way to walk through all of it.
    database = Bin()._bc
    tags: dict[tuple[str, str], str] = {}
    for number in range(1, database._max_bin_id + 1):
        for entry in database.lookup_id(number):
            key = entry.ofl, entry.mark
            tag = tags.get(key) or tags.setdefault(key, _tag(*key))
            if entry.bmynd and entry.ord and not _UNFIT.search(entry.bmynd + entry.ord):
                yield f"{entry.bmynd}\t{entry.ord}\t{tag}"
