"""Words near to a word: one edit away, the likeliest slips of the hand first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from compose.lexicons.frontcoded import Table

APOSTROPHES = "'’"


def likely(word: str, letters: str) -> Iterator[str]:
    """All words one edit away: two letters swapped, one doubled, one left out, one changed, one added."""
    for at in range(len(word) - 1):
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(len(word)):
        yield word[: at + 1] + word[at:]
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
    for at in range(len(word)):
        for letter in letters:
            if letter != word[at]:
                yield word[:at] + letter + word[at + 1 :]
    for at in range(len(word) + 1):
        for letter in letters:
            yield word[:at] + letter + word[at:]


def one_apart(one: str, other: str) -> bool:
    """Whether two different words are one edit apart: a letter added, left out or changed, or two swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    left, right = one[at:], other[at:]
    if len(one) != len(other):
        return left[1:] == right or left == right[1:]
    return left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])


def close(word: str, table: Table, sure: int = 3) -> Iterator[str]:
    """Words of a table one edit from `word` whose first `sure` letters are right; about 1 ms."""
    size = len(word.encode())
    found = [other for other in table.starting(word[:sure], size - 2, size + 2) if one_apart(word, other)]
    found.sort(key=lambda other: (sorted(other) != sorted(word), set(other) != set(word), len(other) != len(word)))
    yield from found


def slips(word: str, pairs: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """What was meant if one of the language's usual slips was made, each pair of written and right in each place."""
    for written, right in pairs:
        at = word.find(written)
        while at >= 0:
            yield word[:at] + right + word[at + len(written) :]
            at = word.find(written, at + 1)


def same_but_link(one: str, other: str) -> bool:
    """Whether two words differ only in one letter that stands next to its like elsewhere in both.

    A compound with and without a linking letter is one word to the writer, and no slip.
    """
    shorter, longer = sorted((one, other), key=len)
    return len(longer) == len(shorter) + 1 and any(
        longer.replace(link, "") == shorter.replace(link, "") for link in set(longer) & set(shorter)
    )


def recase(word: str, like: str) -> str:
    """Give `word` the capitals of `like`: all, the first, or none."""
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def suggest(word: str, letters: str, listed: Callable[[str], bool], limit: int) -> list[str]:
    """The best replacements: listed words one edit away; when there is none, two words written as one."""
    lower = word.lower()
    found = [other for other in likely(lower, letters) if len(other) > 1 and listed(other)]
    if not found:
        found = [
            f"{lower[:at]} {lower[at:]}" for at in range(2, len(lower) - 1) if listed(lower[:at]) and listed(lower[at:])
        ]
    return [recase(other, word) for other in dict.fromkeys(found)][:limit]
