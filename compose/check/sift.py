"""What a rule that looks across a message needs to find in its pieces, and whether its matches stay on one line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from compose.check.literals import REPEATS, inside, needs, parsed, written
from compose.check.sieve import Held, folded

_WORD = re.compile(r"\w+")


class Sift:
    """What rules that look across a message need to find in its pieces, told piece by piece.

    A text that may stand across two pieces (it holds white space or a mark) is taken to be there.
    """

    def __init__(self, things: Sequence[Sequence[tuple[str, bool]]]) -> None:
        self._wanted: list[tuple[int, tuple[int, ...]]] = []  # a thing, and the sets of which each must be met
        self.always: list[int] = []
        self._words: dict[str, list[int]] = defaultdict(list)
        self._cased: list[tuple[int, frozenset[str]]] = []
        by_text: dict[str, list[int]] = defaultdict(list)
        count = 0
        for number, patterns in enumerate(things):
            for pattern, case in patterns:
                whole = whole_words(pattern)
                wanted = written(pattern) if case else needs(pattern)
                sets = [texts for texts in wanted if all(_is_inner(text) for text in texts)]
                if not sets and not whole:
                    self.always.append(number)
                    break
                self._wanted.append((number, tuple(range(count, count + len(sets) + len(whole)))))
                for at, texts in enumerate(sets, count):
                    if case:
                        self._cased.append((at, texts))
                    for text in texts if not case else ():
                        by_text[text].append(at)
                for at, words in enumerate(whole, count + len(sets)):
                    for word in words:
                        self._words[word].append(at)
                count += len(sets) + len(whole)
        self._held = Held(by_text)

    def met(self, text: str) -> frozenset[int]:
        """The sets of which the text of one piece holds a member."""
        ready = folded(text)
        found = {number for some in self._held.within(ready) for number in some}
        for word in self._words.keys() & _WORD.findall(ready[0]):
            found.update(self._words[word])
        found.update([number for number, texts in self._cased if any(map(text.__contains__, texts))])
        return frozenset(found)

    def through(self, met: frozenset[int]) -> list[int]:
        """The things of which a pattern may match in a message whose pieces met these sets together."""
        some = {number for number, sets in self._wanted if met.issuperset(sets)}
        return sorted(some.union(self.always))


def _is_inner(text: str) -> bool:
    """Whether a text can only stand inside a piece: no white space, or nothing but spaces, which no piece ends with.

    Nor a digit: the pieces are looked up with all digits alike.
    """
    plain = not any(char.isspace() or char.isdigit() for char in text)
    return plain or (len(text) > 1 and not text.strip(" \u00a0"))


@lru_cache(maxsize=1000)
def whole_words(pattern: str) -> tuple[frozenset[str], ...]:
    """Sets of case-folded words: every match holds, between its own edges or white space, one of each as a whole.

    Of several words with spaces between, the longest stands for them.
    """
    found = []
    items = list(_unwrapped(parsed(pattern)))
    for at, (name, value) in enumerate(items):
        branches = [list(branch) for branch in value[1]] if name == "BRANCH" else []
        if not branches or not _is_edge(items[:at][-1:], -1) or not _is_edge(items[at + 1 : at + 2], 1):
            continue
        if all(branch and all(str(op) == "LITERAL" for op, _ in branch) for branch in branches):
            texts = ["".join([chr(code) for _, code in branch]).casefold() for branch in branches]
            words = {max(_WORD.findall(text) or [""], key=len) for text in texts}
            if all(map(str.isalpha, words)):
                found.append(frozenset(words))
    return tuple(found)


def _unwrapped(items: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """The items of a pattern one after the other, those of a group in its place."""
    for op, value in items:
        if str(op) == "SUBPATTERN":
            yield from _unwrapped(value[3])
        else:
            yield str(op), value


def _is_edge(items: Sequence[tuple[str, Any]], direction: int) -> bool:
    """Whether what stands beside a word is its edge: no letter before or behind it, or white space."""
    for name, value in items:
        if name == "ASSERT_NOT" and value[0] == direction:
            return [(str(op), str(of)) for op, of in _members(value[1])] == [("CATEGORY", "CATEGORY_WORD")]
        if name in REPEATS and value[0] > 0:
            return [(str(op), str(of)) for op, of in _members(value[2])] == [("CATEGORY", "CATEGORY_SPACE")]
    return False


def _members(items: Any) -> list[Any]:
    (only, *more) = list(items) or [(None, None)]
    return list(only[1]) if not more and str(only[0]) == "IN" else []


@lru_cache(maxsize=1000)
def stays_on_line(pattern: str, flags: int) -> bool:
    """Whether a pattern matches in a text only as it matches in one of its lines.

    Nothing in it takes a line's end, what it asks of its surroundings included.
    """
    items = parsed(pattern, flags)
    return not items.state.flags & re.DOTALL and bool(flags & re.MULTILINE) and _on_line(items)


def _on_line(items: Iterable[Any]) -> bool:
    return all(_one_on_line(str(op), value) for op, value in items)


def _one_on_line(name: str, value: Any) -> bool:
    if name == "LITERAL":
        return bool(value != ord("\n"))
    if name == "NOT_LITERAL":
        return bool(value == ord("\n"))
    if name == "ANY":
        return True
    if name == "IN":
        return not _takes_end(value)
    if name == "AT":
        return str(value) in ("AT_BEGINNING", "AT_END", "AT_BOUNDARY", "AT_NON_BOUNDARY")
    if name == "GROUPREF":
        return True
    if name == "SUBPATTERN" and value[1]:  # flags of its own
        return False
    parts = inside(name, value)
    return bool(parts) and all(_on_line(part) for part in parts)


def _takes_end(members: Sequence[Any]) -> bool:
    negated = str(members[0][0]) == "NEGATE"
    return any(_member_takes_end(str(op), value) for op, value in members[negated:]) != negated


def _member_takes_end(name: str, value: Any) -> bool:
    if name == "CATEGORY":
        return str(value) in ("CATEGORY_SPACE", "CATEGORY_NOT_WORD", "CATEGORY_NOT_DIGIT")
    low, high = value if name == "RANGE" else (value, value)
    return bool(low <= ord("\n") <= high)
