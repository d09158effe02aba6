"""Patterns over tags. A tag goes from the general to the special, and a pattern may stop early.

`NOUN` fits every noun, `NOUN:*:sg` one in the singular, `NOUN:masc/fem:sg:def` either gender; `|` separates
patterns of which one must fit. The parts of a tag are whole: `AD` fits neither ADJ nor ADV. Parts that may
stand anywhere are added with a plus (`NOUN+dat+pl`), those that may not stand with a minus (`NOUN+nom-def`);
a tag that has no further parts ends with `$` (`NUM$`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_FIRST = re.compile(r"[^+\-$]*")
_MORE = re.compile(r"([+-])([^+\-$]+)")
Choice = frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Pattern:
    """One of the alternatives of a pattern: what stands first, what stands anywhere, what does not stand."""

    first: tuple[Choice, ...]
    have: tuple[frozenset[str], ...]
    lack: frozenset[str]
    whole: bool

    def fits(self, pieces: list[str]) -> bool:
        """Whether a tag of these parts is of this kind."""
        if len(self.first) > len(pieces) or (self.whole and len(pieces) > len(self.first)):
            return False
        if any(choice and piece not in choice for choice, piece in zip(self.first, pieces, strict=False)):
            return False
        return not self.lack.intersection(pieces) and all(choice.intersection(pieces) for choice in self.have)


class Tags:
    """One pattern. Each tag is judged once."""

    __slots__ = ("_judged", "patterns", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.patterns = tuple(_pattern(one.strip()) for one in text.split("|") if one.strip())
        self._judged: dict[str, bool] = {}

    def fits(self, tag: str) -> bool:
        """Whether the tag is of this kind."""
        verdict = self._judged.get(tag)
        if verdict is None:
            pieces = tag.split(":")
            verdict = self._judged[tag] = any(one.fits(pieces) for one in self.patterns)
        return verdict


@lru_cache(maxsize=4096)
def _pattern(text: str) -> Pattern:
    first = _FIRST.match(text)
    more = _MORE.findall(text[first.end() :]) if first else []
    return Pattern(
        first=tuple([None if part == "*" else _choice(part) for part in (first[0] if first else "").split(":")]),
        have=tuple([_choice(part) for sign, part in more if sign == "+"]),
        lack=frozenset([one for sign, part in more if sign == "-" for one in part.split("/")]),
        whole=text.endswith("$"),
    )


@lru_cache(maxsize=4096)
def _choice(part: str) -> frozenset[str]:
    return frozenset(part.split("/"))


@lru_cache(maxsize=4096)
def tags(text: str) -> Tags:
    """The pattern that is written so; the same object for the same text."""
    return Tags(text)


def likeness(tag: str, others: tuple[str, ...]) -> int:
    """How like a tag is to the nearest of the others: shared parts count two, parts of its own cost one."""
    parts = set(tag.split(":"))
    shared = max((len(parts.intersection(other.split(":"))) for other in others), default=0)
    return 2 * shared - len(parts)


def likest(forms: Iterable[tuple[str, str]], own: tuple[str, ...]) -> list[str]:
    """Of forms with their tags, those most like a word's own readings; none when these are of several kinds."""
    judged = [(likeness(tag, own), tag, form) for form, tag in forms]
    best = max((score for score, _, _ in judged), default=0)
    top = [(tag, form) for score, tag, form in judged if score == best]
    found = list(dict.fromkeys(form for _, form in top))
    return found if len(found) < 2 or len({tag for tag, _ in top}) == 1 else []
