"""Tells of a token, as bits of one number, which of all conditions may hold: so that most rules are never tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from compose.check.tokens.condition import FLAGS, Condition
from compose.check.tokens.text import Readings, Token
from compose.lexicons.tagindex import TagIndex
from compose.lexicons.tags import Tags

Words = frozenset[str]
HEAD = 3  # letters by which a word is looked up that begins as a pattern does


class Verdicts:
    """The verdicts on tokens for one set of conditions, to each of which it gives a bit.

    Words, tags and flags are judged; what else a condition asks for, it asks itself when its bit is set. Each
    word that some condition names was judged beforehand, each tag and each set of readings is judged once.
    Conditions that are alike share a bit, but for those to which `own` gives one.
    """

    def __init__(self, conditions: Iterable[Condition], own: Sequence[tuple[Condition, int]] = ()) -> None:
        distinct: dict[tuple[object, ...], Condition] = {}
        masks: dict[tuple[object, ...], int] = {}
        for one, bit in own:
            one.bit = bit
            alike = one.alike
            masks[alike] = masks.get(alike, 0) | bit
            distinct.setdefault(alike, one)
        taken = {id(one) for one, _ in own}
        shared: dict[tuple[object, ...], int] = {}
        next_bit = max((bit for _, bit in own), default=0) << 1 or 1
        for one in conditions:
            if id(one) in taken:
                continue
            alike = one.alike
            if alike not in shared and alike in masks:
                shared[alike] = masks[alike] & -masks[alike]  # one of theirs tells as much
            elif alike not in shared:
                shared[alike] = masks[alike] = next_bit
                next_bit <<= 1
            one.bit = shared[alike]
            distinct.setdefault(alike, one)
        self._conditions = [(one, masks[alike]) for alike, one in distinct.items()]
        self._any_word = 0
        self._named: dict[str, int] = {}
        self._begun: tuple[dict[str, int], ...] = tuple({} for _ in range(HEAD))
        self._add_words()
        self._barred = _by_word((one.not_word, mask) for one, mask in self._conditions if one.not_word)
        self._tags: dict[Tags, list[int]] = {}
        self._asks_nothing = [0, 0, 0]
        for one, mask in self._conditions:
            for at, tags in enumerate((one.some, one.none, one.all)):
                if tags is None:
                    self._asks_nothing[at] |= mask
                else:
                    self._tags.setdefault(tags, [0, 0, 0])[at] |= mask
        self._index = TagIndex(self._tags)
        self._flagged: dict[tuple[bool, ...], int] = {}
        self._tag: Callable[[str], tuple[int, int, int]] = lru_cache(20_000)(self._of_tag)
        self._read: Callable[[Readings], int] = lru_cache(20_000)(self._of_readings)

    def _add_words(self) -> None:
        """Note by words and by their first letters which conditions can hold."""
        named: list[tuple[Words, int]] = []
        for one, mask in self._conditions:
            words, begun = one.written
            if "" in begun:
                self._any_word |= mask
                continue
            named.append((words, mask))
            for head in {text[:HEAD] for text in begun}:
                table = self._begun[len(head) - 1]
                table[head] = table.get(head, 0) | mask
        self._named = _by_word(named)

    def judge(self, token: Token) -> None:
        """Set which conditions may hold for the token as it is now."""
        word = token.lower
        may = self._named.get(word, 0) | self._any_word
        for size, begun in enumerate(self._begun, 1):
            more = begun.get(word[:size])
            if more is not None:
                may |= more
        barred = self._barred.get(word)
        if barred is not None:
            may &= ~barred
        flags = (token.capital, token.opens, token.begins, token.open, token.spaced)
        flagged = self._flagged.get(flags)
        if flagged is None:
            flagged = self._flagged[flags] = self._of_flags(flags)
        token.may = may & flagged & self._read(token.readings)

    def _of_flags(self, flags: tuple[bool, ...]) -> int:
        here = dict(zip(FLAGS, flags, strict=True))
        fitting = 0
        for one, mask in self._conditions:
            if all(here[name] is wanted for name, wanted in one.flags):
                fitting |= mask
        return fitting

    def _of_readings(self, readings: Readings) -> int:
        some, none, every = self._asks_nothing[0], 0, -1
        for reading in readings:
            fits_some, fits_none, fits_all = self._tag(reading)
            some |= fits_some
            none |= fits_none
            every &= fits_all
        return some & ~none & every

    def _of_tag(self, tag: str) -> tuple[int, int, int]:
        """The conditions of which `some`, `none` and `all` fit the tag; of `all`, also those without."""
        some, none, every = 0, 0, self._asks_nothing[2]
        for tags in self._index.fitting(tag):
            bits = self._tags[tags]
            some |= bits[0]
            none |= bits[1]
            every |= bits[2]
        return some, none, every


def _by_word(sets: Iterable[tuple[Words, int]]) -> dict[str, int]:
    """From each word to the bits of the conditions whose set has it."""
    by_set: dict[Words, int] = {}
    for words, bit in sets:
        by_set[words] = by_set.get(words, 0) | bit
    found: dict[str, int] = {}
    for words, bits in by_set.items():
        for word in words:
            found[word] = found.get(word, 0) | bits
    return found
