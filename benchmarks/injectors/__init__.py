"""Programs that make one kind of mistake in a right sentence: the shared parts, and the families of all languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compose.check.tokens.text import Token
from compose.lexicons import Lexicon
from compose.lexicons.edits import recase
from compose.lexicons.tags import tags


@dataclass(frozen=True, slots=True)
class Slip:
    """What is written instead of a stretch of a sentence."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A right sentence with its tokens, and the lexicon that knows their forms."""

    text: str
    tokens: Sequence[Token]
    lexicon: Lexicon

    def word(self, at: int) -> str:
        """The token in lower case; empty where there is none."""
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def may(self, at: int, pattern: str) -> bool:
        """Whether some reading of the token is like the pattern of tags."""
        return 0 <= at < len(self.tokens) and any(map(tags(pattern).fits, self.tokens[at].readings))

    def must(self, at: int, pattern: str) -> bool:
        """Whether every reading of the token is."""
        return self.may(at, pattern) and all(map(tags(pattern).fits, self.tokens[at].readings))

    def put(self, at: int, text: str, to: int | None = None) -> Slip:
        """The slip that writes `text` for the token, or for the tokens up to `to`, with the same capital."""
        last = at if to is None else to
        return Slip(self.tokens[at].start, self.tokens[last].end, recase(text, self.tokens[at].text[:1]))

    def bent(self, at: int, pattern: str) -> Iterator[Slip]:
        """The slip that writes the token's word in another form, where the lexicon has one."""
        for form in self.lexicon.forms(self.word(at), tags(pattern))[:1]:
            if form != self.word(at):
                yield self.put(at, form)


Injector = Callable[[Line], Iterator[Slip]]
Families = dict[str, Injector]


def swapped(
    pairs: Mapping[str, str], when: Callable[[Line, int], bool] = lambda line, at: True
) -> Callable[[Line], Iterator[Slip]]:
    """An injector that writes one word for another, where `when` holds of its place."""

    def inject(line: Line) -> Iterator[Slip]:
        for at, token in enumerate(line.tokens):
            if token.lower in pairs and when(line, at):
                yield line.put(at, pairs[token.lower])

    return inject


def pairs(text: str) -> dict[str, str]:
    """Right and wrong words from lines of `right>wrong`."""
    return dict(pair.split(">") for pair in text.split())


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def replaced(right: str, wrong: str, *, least: int = 5) -> Injector:
    """An injector that writes letters for others, once in a word of so many letters that is no name."""

    def inject(line: Line) -> Iterator[Slip]:
        for at, token in enumerate(line.tokens):
            found = token.lower.find(right, 1)
            if len(token.lower) >= least and found > 0 and token.text.isalpha() and not line.may(at, "NAME"):
                yield line.put(at, token.lower[:found] + wrong + token.lower[found + len(right) :])

    return inject


def split_compounds(line: Line) -> Iterator[Slip]:
    """A compound in two words: both halves are listed nouns, the first in its basic form."""
    for at, token in enumerate(line.tokens):
        word = token.lower
        if len(word) < 8 or not token.text.isalpha() or not line.may(at, "NOUN") or line.may(at, "NAME"):
            continue
        for cut in range(4, len(word) - 3):
            head, tail = word[:cut], word[cut:]
            if _is_noun(line, head) and _is_noun(line, tail):
                yield line.put(at, f"{head} {tail}")
                break


def _is_noun(line: Line, word: str) -> bool:
    return line.lexicon.lists(word) and any(map(tags("NOUN").fits, line.lexicon.readings(word)))


def doubled(line: Line) -> Iterator[Slip]:
    """A short word written twice."""
    for at, token in enumerate(line.tokens):
        if at and token.text.isalpha() and token.text.islower() and len(token.text) < 6:
            yield Slip(token.start, token.end, f"{token.text} {token.text}")


def small_start(line: Line) -> Iterator[Slip]:
    """A sentence that starts with a small letter."""
    first = line.tokens[0]
    if first.text.isalpha() and first.text[:1].isupper() and first.text[1:].islower() and not line.must(0, "NAME"):
        yield Slip(first.start, first.end, first.text.lower())


def no_stop(line: Line) -> Iterator[Slip]:
    """A sentence without its full stop."""
    last = line.tokens[-1]
    if last.text == "." and len(line.tokens) > 4 and line.text.endswith("."):
        yield Slip(line.tokens[-2].start, last.end, line.tokens[-2].text)


def space_before_comma(line: Line) -> Iterator[Slip]:
    """A space before a comma."""
    for token in line.tokens:
        if token.text == "," and not token.spaced:
            yield Slip(token.start, token.end, " ,")


def slipped_letter(line: Line) -> Iterator[Slip]:
    """Two letters in the middle of a long word swapped, so that no word is left."""
    for at, token in enumerate(line.tokens):
        word = token.lower
        if len(word) < 7 or not token.text.isalpha() or line.may(at, "NAME | UNKNOWN"):
            continue
        middle = len(word) // 2
        other = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
        if other != word and not line.lexicon.knows(other):
            yield line.put(at, other)


EVERYWHERE: Families = {
    "doubled word": doubled,
    "small letter at the start": small_start,
    "full stop left out": no_stop,
    "space before a comma": space_before_comma,
    "two letters swapped": slipped_letter,
}


def families(tag: str) -> Families:
    """The families of a language: its own, then those of every language."""
    from benchmarks.injectors import en, icelandic, malay, nb

    own = {"en": en.FAMILIES, "id": malay.INDONESIAN, "is": icelandic.FAMILIES, "ms": malay.MALAY, "nb": nb.FAMILIES}
    return {**own.get(tag, {}), **EVERYWHERE}
