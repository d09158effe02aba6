"""Finds the words of a text that a lexicon can judge: no addresses, references, numbers or file names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import lru_cache
from typing import NamedTuple

# What is no word, in the order in which it is looked for. A code is anything with a digit in it.
_FILES = "pdf|docx?|xlsx?|pptx?|csv|tsv|txt|zip|png|jpe?g|gif|xml|json|html?|ics|eml|md|log|mp[34]"
_HOSTS = "com|org|net|info|biz|io|app|dev|eu|no|is|id|my|uk|co"
_NO_WORD = re.compile(
    rf"""
      \[[^\]\n]*\] | \{{[^{{}}\n]*\}} | <[^<>\s]+> | &\w+;   # cues, slots, tags
    | (?:https?://|www\.)\S+
    | [^\s@]+@[^\s@]+ | (?<!\w)[@\#]\w+
    | (?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:{_FILES}|{_HOSTS})(?![\w-])(?:/\S*)?
    | (?:\w:)?(?:[\\/][\w.-]+){{2,}}
    | (?<![\w-])[\w-]*\d[\w-]*                               # INV-88, 3-dagers, A12
    | (?<!\w)[^\W\d_a-z]{{2,}}(?:[-_/][^\W_]+)+              # ABC-xyz
    | \w*_\w*
    """,
    re.VERBOSE,
)
# Without any of these signs in a text, nothing but what has a digit in it is no word.
_TELLING = re.compile(r"[\[{<&@\#\\/_'’-]|\.[^\s\d]|www\.")
_PLAIN_WORD = re.compile(r"(?<!\w)[^\W\d_]++(?!\w)[\u0300-\u036f]*+")
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+)?(?:[-'’][^\W\d_]+)*")
_STOPS = frozenset(".!?…:\n")
_OPENERS = frozenset(" \t«»„“”\"'‘’([–—-•*>")


class Word(NamedTuple):
    """One word: the text, where it stands, whether a sentence starts with it, whether a hyphen follows."""

    text: str
    start: int
    opens: bool
    hangs: bool


@lru_cache(maxsize=16)
def _dotted(abbreviations: frozenset[str]) -> re.Pattern[str]:
    """A pattern of the abbreviations, with their full stops; longest first."""
    stems = sorted({one.rstrip(".") for one in abbreviations if one}, key=len, reverse=True)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, stems))})(?:\.|(?![\w.]))", re.I) if stems else _NEVER


_NEVER = re.compile(r"(?!)")


def words(text: str, abbreviations: frozenset[str]) -> Iterator[Word]:
    """The words of a text in order, without what is no word and without abbreviations."""
    stems = _stems(abbreviations)
    if stems is not None and not _TELLING.search(text):
        yield from _plain_words(text, stems)
        return
    blank = _blanked(text, _NO_WORD)
    short = frozenset([match.end() for match in _dotted(abbreviations).finditer(blank) if match[0].endswith(".")])
    blank = _blanked(blank, _dotted(abbreviations))
    for match in _WORD.finditer(blank):
        start, end = match.span()
        yield Word(match[0], start, _opens(text, start, short), blank.startswith("-", end))


def _plain_words(text: str, stems: frozenset[str]) -> Iterator[Word]:
    """The same, of a text in which words stand between spaces and marks alone."""
    short: set[int] = set()
    for match in _PLAIN_WORD.finditer(text):
        start, end = match.span()
        if match[0].lower() not in stems:
            yield Word(match[0], start, _opens(text, start, short), False)
        elif text.startswith(".", end):
            short.add(end + 1)


@lru_cache(maxsize=16)
def _stems(abbreviations: frozenset[str]) -> frozenset[str] | None:
    """The abbreviations without their full stops, in small letters; None where one holds a space."""
    stems = frozenset(one.rstrip(".").lower() for one in abbreviations)
    return None if any(map(str.isspace, "".join(stems))) else stems


def _blanked(text: str, pattern: re.Pattern[str]) -> str:
    """The text with every match replaced by as many section signs, which are no letters and no spaces."""
    return pattern.sub(lambda match: "§" * len(match[0]), text)


def _opens(text: str, start: int, after_short: Set[int]) -> bool:
    """Whether a sentence can start here: at a line's start, after a mark that ends or opens one."""
    at = start - 1
    while at >= 0 and text[at] in _OPENERS:
        at -= 1
    if at < 0:
        return True
    if text[at] not in _STOPS:
        return start > 0 and text[start - 1] in '«„“”"‘(–—•*'
    return not (text[at] == "." and at + 1 in after_short)
