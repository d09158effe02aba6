"""Mistakes in English: words that sound alike, agreement, articles, doubled negatives."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.injectors import Families, Line, Slip, pairs, replaced, swapped


def agreement(line: Line) -> Iterator[Slip]:
    """A verb of another number beside a pronoun."""
    other = pairs("are>is were>was have>has do>does")
    yield from swapped(other, lambda line, at: line.word(at - 1) in ("we", "they"))(line)


def article(line: Line) -> Iterator[Slip]:
    """«a» before a vowel."""
    yield from swapped({"an": "a"}, lambda line, at: line.word(at + 1)[:1] in "aei")(line)


FAMILIES: Families = {
    "you're for your": swapped({"your": "you're"}, lambda line, at: line.may(at + 1, "NOUN")),
    "it's for its": swapped({"its": "it's"}, lambda line, at: line.may(at + 1, "NOUN")),
    "there for their": swapped({"their": "there"}, lambda line, at: line.may(at + 1, "NOUN")),
    "effect, affect": swapped(pairs("affected>effected affects>effects affect>effect")),
    "then for than": swapped({"than": "then"}),
    "of for have": swapped({"have": "of"}, lambda line, at: line.word(at - 1) in ("should", "would", "could")),
    "verb of another number": agreement,
    "a for an": article,
    "c for cc": replaced("cc", "c"),
}
