"""The words that a match of a pattern can begin with, where they can be listed: LanguageTool has an index of words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

_parser = import_module("re._parser")
_MOST = 200


class _TooMany(Exception):
    """The beginnings of a pattern cannot be listed."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """One way that a match can begin: whole words, and the one that is being written."""

    words: tuple[str, ...] = ()
    word: str = ""
    ended: bool = False

    def sign(self, sign: str, most: int) -> _Begun:
        """One sign more. A word ends at a blank; at any other mark nothing more is asked."""
        if not _is_mark(sign):
            return replace(self, word=self.word + sign)
        words = (*self.words, self.word)
        return _Begun(words, "", not sign.isspace() or len(words) == most)


def first_words(pattern: re.Pattern[str]) -> tuple[tuple[str, ...], ...]:
    """The first words of a pattern's matches, then the second where they can be told too; words of letters alone.

    The pattern must itself ask that no word sign stands before them. Empty where they cannot be told.
    """
    tree = list(_parser.parse(pattern.pattern, pattern.flags))
    if not tree or not _is_word_start(tree[0]):
        return ()
    for most in (2, 1):
        try:
            begun = _row(tree, {_Begun()}, most)
        except _TooMany:
            continue
        if all(each.ended and all(word.isalpha() for word in each.words) for each in begun):
            shared = min(len(each.words) for each in begun)
            return tuple(tuple(sorted({each.words[at] for each in begun})) for at in range(shared))
    return ()


def _is_word_start(node: tuple[Any, Any]) -> bool:
    """Whether a node is `(?<!\\w)`, or a group that begins with it."""
    kind, value = node
    if str(kind) == "SUBPATTERN" and value[3]:
        return not (value[1] or value[2]) and _is_word_start(value[3][0])
    return str(kind) == "ASSERT_NOT" and value[0] < 0 and str(value[1]) == "[(IN, [(CATEGORY, CATEGORY_WORD)])]"


def _row(nodes: Any, begun: set[_Begun], most: int) -> set[_Begun]:
    for kind, value in nodes:
        done = {each for each in begun if each.ended}
        if len(done) == len(begun):
            break
        begun = done | _node(str(kind), value, begun - done, most)
        if len(begun) > _MOST:
            raise _TooMany
    return begun


def _node(kind: str, value: Any, begun: set[_Begun], most: int) -> set[_Begun]:
    match kind:
        case "LITERAL":
            return {each.sign(chr(value), most) for each in begun}
        case "IN" if all(str(each) == "LITERAL" for each, _ in value):
            return {each.sign(chr(code), most) for each in begun for _, code in value}
        case "IN" if str(value) == "[(CATEGORY, CATEGORY_SPACE)]":
            return {each.sign(" ", most) for each in begun}
        case "BRANCH":
            return {each for branch in value[1] for each in _row(branch, begun, most)}
        case "SUBPATTERN" if not (value[1] or value[2]):
            return _row(value[3], begun, most)
        case "MAX_REPEAT" | "MIN_REPEAT" if value[1] == 1 or _is_blank(value[2]):
            once = _row(value[2], begun, most)
            return once | begun if value[0] == 0 else once
        case "ASSERT_NOT" if value[0] > 0 and any(map(_is_word_sign, _alternatives(value[1]))):
            return {_Begun((*each.words, each.word), "", True) for each in begun}
        case "ASSERT" if value[0] > 0 and all(map(_begins_with_mark, _alternatives(value[1]))):
            return {_Begun((*each.words, each.word), "", True) for each in begun}
        case "ASSERT_NOT" | "ASSERT":  # matches are taken away, and no beginning is added
            return begun
    raise _TooMany


def _alternatives(tree: Any) -> list[Any]:
    if len(tree) == 1 and str(tree[0][0]) == "BRANCH":
        return [each for branch in tree[0][1][1] for each in _alternatives(branch)]
    if len(tree) == 1 and str(tree[0][0]) == "SUBPATTERN":
        return _alternatives(tree[0][1][3])
    return [tree]


def _is_word_sign(tree: Any) -> bool:
    """Whether a tree is any one sign of a word, and no more."""
    return len(tree) == 1 and "(CATEGORY, CATEGORY_WORD)" in str(tree) and "NEGATE" not in str(tree)


def _begins_with_mark(tree: Any) -> bool:
    """Whether all that a tree matches begins with a blank or a mark."""
    if not len(tree):
        return False
    kind, value = str(tree[0][0]), tree[0][1]
    signs = value if kind == "IN" else [tree[0]]
    return all(
        str(sign) == "CATEGORY_SPACE" if str(name) == "CATEGORY" else str(name) == "LITERAL" and _is_mark(chr(sign))
        for name, sign in signs
    )


def _is_mark(sign: str) -> bool:
    return not (sign.isalnum() or sign in "_-'’")


def _is_blank(tree: Any) -> bool:
    return str(tree) in ("[(IN, [(CATEGORY, CATEGORY_SPACE)])]", "[(LITERAL, 32)]")
