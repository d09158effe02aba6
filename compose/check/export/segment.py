"""LanguageTool's sentence splitting (SRX) for the languages of the pack, from the locales' abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

from compose.model.locale import Locale

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
<header segmentsubflows="yes" cascade="yes"><formathandle type="start" include="no"/>\
<formathandle type="end" include="yes"/><formathandle type="isolated" include="no"/></header>
<body><languagerules>
"""
_LINE_END = [("yes", r"\n\s*", r"\S")]
# An ordinal or a clock time goes on; so do an initial, and a short word before a small letter.
_ANY = [
    ("no", r"\p{Nd}\.\s+", r"[\p{Ll}\p{Nd}]"),
    ("no", r"(?<![\p{L}\p{N}])\p{Lu}\.\s+", r"\p{L}"),
    ("no", r"(?<![\p{L}\p{N}])\p{L}{1,3}\.\s+", r"\p{Ll}"),
    ("yes", r"[.!?…]+[\p{Pf}\p{Pe}\"'”»]*\s+", r"\S"),
]


def segment_srx(locales: Iterable[Locale]) -> str:
    """The SRX file: line ends first, then each language's abbreviations, then what holds in all."""
    rules = [_rules("lines", _LINE_END)]
    maps = [_map("lines", ".*")]
    for locale in locales:
        code = locale.languagetool
        short = sorted((word for word in locale.abbreviations if word.endswith(".")), key=len, reverse=True)
        if short:
            any_of = "|".join(_literal(word[:-1]) for word in short)
            rules.append(_rules(code, [("no", rf"(?<![\p{{L}}\p{{N}}])(?iu:{any_of})\.\s+", "")]))
            maps.append(_map(code, f"{code}.*"))
    rules.append(_rules("any", _ANY))
    maps.append(_map("any", ".*"))
    return f"{_HEAD}{''.join(rules)}</languagerules>\n<maprules>\n{''.join(maps)}</maprules></body></srx>\n"


# The same in Python, for rules that are played on their examples.
_NUMBER_GOES_ON = re.compile(r"\d\.\s+")
_INITIAL = re.compile(r"(?<!\w)[^\W\d_]\.\s+")
_SHORT = re.compile(r"(?<!\w)[^\W\d_]{1,3}\.\s+")
_STOP = re.compile(r"[.!?…]+[\"'”»’)\]}›]*\s+")
_GAP = re.compile(r"\s+(?=\S)")
_GAP_OR_NONE = re.compile(r"\s+(?=\S)|(?<=[^\W\d_]\.)(?=[^\W\d_])")


def pieces(text: str, abbreviations: frozenset[str], *, own: bool = False) -> list[str]:
    """The sentences that the pack's SRX makes of a text, without the white space around them.

    LanguageTool's `own` splitting of a language also ends one at a full stop with no space before a capital.
    """
    found, start = [], 0
    for gap in (_GAP_OR_NONE if own else _GAP).finditer(text):
        if (not gap[0] and text[gap.end()].isupper()) or _breaks(
            text[start : gap.end()], text[gap.end()], abbreviations
        ):
            found.append(text[start : gap.end()].strip())
            start = gap.end()
    return [piece for piece in (*found, text[start:].strip()) if piece]


def _breaks(before: str, after: str, abbreviations: frozenset[str]) -> bool:
    bare = before.rstrip()
    if "\n" in before[len(bare) :]:
        return True
    last = bare.split()[-1].lstrip("([{\"'«“„‘") if bare else ""
    if last in abbreviations or last.lower() in abbreviations:
        return False
    if _ends(_NUMBER_GOES_ON, before) and (after.islower() or after.isdigit()):
        return False
    if _ends(_INITIAL, before) and bare[-2].isupper() and after.isalpha():
        return False
    if _ends(_SHORT, before) and after.islower():
        return False
    return _ends(_STOP, before)


def _ends(pattern: re.Pattern[str], before: str) -> bool:
    return any(match.end() == len(before) for match in pattern.finditer(before, max(0, len(before) - 60)))


def _literal(word: str) -> str:
    return re.sub(r"([^\w\s])", r"\\\1", word).replace(" ", r"\s")


def _rules(name: str, breaks: Iterable[tuple[str, str, str]]) -> str:
    lines = "".join(
        f'<rule break="{ends}"><beforebreak>{escape(before)}</beforebreak>'
        f"<afterbreak>{escape(after)}</afterbreak></rule>\n"
        for ends, before, after in breaks
    )
    return f'<languagerule languagerulename="{name}">\n{lines}</languagerule>\n'


def _map(name: str, languages: str) -> str:
    return f'<languagemap languagepattern="{languages}" languagerulename="{name}"/>\n'
