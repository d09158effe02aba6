"""Words near to a word: one edit away, the likeliest slips of the hand first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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


def suggest(
    word: str, letters: str, listed: Callable[[str], bool], knows: Callable[[str], bool], limit: int
) -> list[str]:
    """The best replacements: listed words one edit away; else two words written as one; else made words."""
    lower = word.lower()
    near = list(dict.fromkeys(likely(lower, letters)))
    found = [other for other in near if len(other) > 1 and listed(other)]
    if not found:
        found = [f"{lower[:at]} {lower[at:]}" for at in range(2, len(lower) - 1)
                 if listed(lower[:at]) and listed(lower[at:])]  # fmt: skip
    if not found:
        found = [other for other in near if len(other) > 5 and knows(other)]
    return [recase(other, word) for other in dict.fromkeys(found)][:limit]
