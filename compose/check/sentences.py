"""Splits a text into sentences with their places, by the locale's abbreviations; knows no language itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_STOP = re.compile(r"[.!?…][^\w\s]*+")
CUE = re.compile(r"\[[^\[\]\n]*\]")
_NEXT = re.compile(r"\W{0,12}+(\w{0,2})")
_WORD = re.compile(r"\w")
_OPENING = "([{<\"'«»„“”‘’‚‹›¿¡*_–—-"
_QUOTES = "\"'»”’“)"
_LONGEST_ABBREVIATION = 40
# Unknown abbreviations are short; a longer word before a full stop ends a sentence whatever follows it.
_SHORT = 3
# Units after a number, and abbreviations of this many letters that are no titles, often end a sentence.
_ENDING = 3


def sentences(text: str, abbreviations: frozenset[str]) -> list[Span]:
    """Find the sentences of a text, as spans in code points, in order, without surrounding white space.

    A line break always ends a sentence, and so does an unquoted `!` or `?`. A full stop does not after one
    of `abbreviations` (written with their full stop), an initial, an ordinal (`3. november`) or a list
    number, nor inside a number, a time or an address; but before a capitalised word it does after a unit
    (`15.000 kr.`) and after a lower-case abbreviation of three letters or more, which is no title. A stage
    direction (`[Pause.]`) is a sentence of its own. What holds no letter and no digit belongs to the
    sentence before it on its line, or to none.
    """
    spans: list[Span] = []
    for line in _LINE.finditer(text):
        first, start = len(spans), line.start()
        for end in _ends(text, start, line.end(), abbreviations):
            _add(spans, first, text, start, end)
            start = end
    return spans


def is_cue(sentence: str) -> bool:
    """Whether a sentence is a stage direction for the caller, which is not spoken: all of it in brackets."""
    return sentence.startswith("[") and sentence.endswith("]")


def _add(spans: list[Span], first: int, text: str, start: int, end: int) -> None:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    end = start + len(part.strip())
    if _WORD.search(part):
        spans.append((start, end))
    elif len(spans) > first and end > start:
        spans[-1] = (spans[-1][0], end)


def _ends(text: str, start: int, end: int, abbreviations: frozenset[str]) -> Iterator[int]:
    cues = [cue.span() for cue in CUE.finditer(text, start, end)] if "[" in text[start:end] else []
    for piece_start, piece_end, apart in _pieces(text, start, end, cues):
        if not apart:
            yield from _stops(text, piece_start, piece_end, abbreviations)
        yield piece_end


def _pieces(text: str, start: int, end: int, cues: list[Span]) -> Iterator[tuple[int, int, bool]]:
    """Cut a line into cues, which stand apart, and what lies between; brackets in a sentence stay in it."""
    for cue_start, cue_end in cues:
        before = text[start:cue_start].rstrip()
        after = text[cue_end:end].strip()
        closed = text[cue_end - 2] in ".!?:…" or not after
        if closed and (not before or before[-1] in ".!?…:"):
            if before:
                yield start, cue_start, False
            yield cue_start, cue_end, True
            start = cue_end
    if start < end:
        yield start, end, False


def _stops(text: str, start: int, end: int, abbreviations: frozenset[str]) -> Iterator[int]:
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and text[stop.end()].isspace():
            after = _NEXT.match(text, stop.end(), end)
            following = after[1] if after else ""
            if _is_end(text, start, stop, following, abbreviations):
                yield stop.end()
                start = stop.end()


def _is_end(text: str, start: int, stop: re.Match[str], following: str, abbreviations: frozenset[str]) -> bool:
    mark = stop[0]
    if mark[0] in "!?":
        return not (following[:1].islower() and mark[-1] in _QUOTES)
    if mark[0] == "…" or mark.startswith(".."):
        return not following[:1].islower()
    before = text[max(start, stop.start() - _LONGEST_ABBREVIATION) : stop.start()].split()
    word = before[-1].lstrip(_OPENING) if before else ""
    if word + "." in abbreviations or word.lower() + "." in abbreviations:
        may_end = (word.isalpha() and word.islower() and len(word) >= _ENDING) or _is_unit(before)
        return may_end and following[:1].isupper() and not following[1:].isupper()
    if word[-1:].isdigit():
        numbered = len(before) == 1 and word.isdigit()
        return not (numbered or following[:1].islower() or following[:1].isdigit())
    if len(word) == 1 and word.isupper():
        return False
    return len(word) > _SHORT or not following[:1].islower()


def _is_unit(before: list[str]) -> bool:
    return len(before) > 1 and before[-2][-1].isdigit()
