"""Literal phrases as patterns whose edges know every letter, hyphenated words and the clitics of a language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

BEFORE = r"(?<!\w)(?<!\w-)"
AFTER = r"(?!\w|-\w)"
_ENDING = re.compile(r"(?:\(\?:[^()]*\)\?)?" + re.escape(AFTER) + r"\Z")
_ESCAPED = re.compile(r"\\(.)")


def edged(phrase: str, clitics: tuple[str, ...] = ()) -> str:
    """A pattern for one phrase: whole words, any white space between them, a clitic allowed at its end."""
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    before = BEFORE if phrase[:1].isalnum() else ""
    if not phrase[-1:].isalnum():
        return before + words
    ending = f"(?:{'|'.join(clitics)})?" if clitics else ""
    return before + words + ending + AFTER


Source = tuple[str, bool]  # a pattern as it is written, and whether capitals tell


@lru_cache(maxsize=8192)
def any_of(phrases: tuple[str, ...], clitics: tuple[str, ...] = (), case: bool = False) -> Source:
    """One pattern for many phrases; the longest that fits is found."""
    longest = sorted(phrases, key=len, reverse=True)
    return "|".join(edged(phrase, clitics) for phrase in longest), case


@lru_cache(maxsize=8192)
def compiled(pattern: str, case: bool = False) -> re.Pattern[str]:
    """A pattern of a rule: case-insensitive unless `case`, `^` and `$` at line ends."""
    return re.compile(pattern, re.MULTILINE if case else re.MULTILINE | re.IGNORECASE)


def phrases_in(pattern: str) -> list[str] | None:
    """The phrases of a pattern that `any_of` made, one space between words; None for any other pattern.

    Told by its text alone, since reading a pattern of some hundred phrases as a pattern takes long.
    """
    found = []
    for phrase in pattern.split("|" + BEFORE):
        words = _ENDING.sub("", phrase.removeprefix(BEFORE)).split(r"\s+")
        plain = [_ESCAPED.sub(r"\1", word) for word in words]
        if not all(plain) or list(map(re.escape, plain)) != words:
            return None
        found.append(" ".join(plain))
    return found


def words_needed(pattern: str) -> frozenset[str] | None:
    """The longest word of each of these phrases."""
    found = phrases_in(pattern)
    return None if found is None else frozenset(max(phrase.split(" "), key=len) for phrase in found)


def sources(
    phrases: tuple[str, ...], regexes: Iterable[str], clitics: tuple[str, ...], case: bool
) -> tuple[Source, ...]:
    """All patterns of a rule: its phrases as one, its regexes one by one; compiled only when one may match."""
    found = (any_of(phrases, clitics, case),) if phrases else ()
    return (*found, *((regex, case) for regex in regexes))


def patterns(
    phrases: tuple[str, ...], regexes: Iterable[str], clitics: tuple[str, ...], case: bool
) -> list[re.Pattern[str]]:
    """The same, compiled."""
    return [compiled(*source) for source in sources(phrases, regexes, clitics, case)]
