"""Patterns over tags. A tag goes from the general to the special, and a pattern may stop early.

`NOUN` fits every noun, `NOUN:*:sg` one in the singular, `NOUN:masc/fem:sg:def` either gender; `|` separates
patterns of which one must fit. The parts of a tag are whole: `AD` fits neither ADJ nor ADV.
"""

from __future__ import annotations

from functools import lru_cache

Part = frozenset[str] | None


class Tags:
    """One pattern. Each tag is judged once."""

    __slots__ = ("_judged", "_patterns", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._patterns = tuple(_parts(pattern.strip()) for pattern in text.split("|") if pattern.strip())
        self._judged: dict[str, bool] = {}

    def fits(self, tag: str) -> bool:
        """Whether the tag is of this kind."""
        verdict = self._judged.get(tag)
        if verdict is None:
            pieces = tag.split(":")
            verdict = self._judged[tag] = any(_fits(pattern, pieces) for pattern in self._patterns)
        return verdict


def _parts(pattern: str) -> tuple[Part, ...]:
    return tuple(None if part == "*" else frozenset(part.split("/")) for part in pattern.split(":"))


def _fits(pattern: tuple[Part, ...], pieces: list[str]) -> bool:
    if len(pattern) > len(pieces):
        return False
    return all(part is None or piece in part for part, piece in zip(pattern, pieces, strict=False))


@lru_cache(maxsize=4096)
def tags(text: str) -> Tags:
    """The pattern that is written so; the same object for the same text."""
    return Tags(text)
