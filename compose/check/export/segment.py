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
# An ordinal or a clock time goes on; so does an initial.
_ANY = [
    ("no", r"\p{Nd}\.\s+", r"[\p{Ll}\p{Nd}]"),
    ("no", r"(?<![\p{L}\p{N}])\p{Lu}\.\s+", r"\p{L}"),
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
