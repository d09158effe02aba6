"""The tags of BÍN by our names: a word class and a mark become one tag, from the general to the special."""

from __future__ import annotations

import re
from functools import lru_cache

# BÍN's marks (https://bin.arnastofnun.is/gogn/mimisbrunnur/, CC BY 4.0).
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


@lru_cache(maxsize=4096)
def tag(word_class: str, mark: str) -> str:
    """The tag of a word class and a mark, such as NOUN:masc:dat:sg:def or VERB:act:ind:pres:3:sg."""
    parts: list[str] = []
    for piece in _VARIANT.sub("", mark).split("-"):
        found = _CASE_AND_NUMBER.fullmatch(piece)
        parts += [part for part in found.groups() if part] if found else [piece]
    return ":".join([_CLASS.get(word_class, word_class), *filter(None, (_MARK.get(p, p) for p in parts))])
