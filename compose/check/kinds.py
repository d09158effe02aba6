"""The kinds of rule that look at one stretch of text: each a function from a rule and the text to findings in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from compose.check.phrases import Source, any_of, compiled, sources
from compose.check.sieve import Held, alike, spaced
from compose.model.finding import Finding

if TYPE_CHECKING:
    from compose.model.rule import Rule

Kind = Callable[["Rule", str, Iterable[int] | None], Iterator[Finding]]
Hit = tuple[int, int, re.Match[str]]

_RULES = 20_000
_kept: dict[int, _Kept] = {}


class _Kept:
    """What is made of a rule, kept with it, so that no other rule takes its place in the memory."""

    def __init__(self, rule: Rule) -> None:
        self.rule, self.sources = rule, sources_of(rule)

    @cached_property
    def singly(self) -> Held[list[tuple[int, Source]]]:
        """Each wrong form of a rule of pairs, with its number and its pattern, under itself."""
        rule, held = self.rule, dict[str, list[tuple[int, Source]]]()
        for number, wrong in enumerate(rule.pairs):
            source = any_of((wrong,), rule.clitics, wrong != wrong.lower())
            held.setdefault(alike(" ".join(wrong.split())), []).append((number, source))
        return Held(held)


def _kept_of(rule: Rule) -> _Kept:
    known = _kept.get(id(rule))
    if known is None:
        if len(_kept) >= _RULES:
            _kept.clear()
        known = _kept[id(rule)] = _Kept(rule)
    return known


def found(rule: Rule, start: int, end: int, *suggestions: str) -> Finding:
    """A finding of a rule."""
    kept = tuple(suggestion for suggestion in suggestions if suggestion)
    return Finding(rule.id, "rules", rule.level, rule.message, start, end, kept, rule.gloss)


def sources_of(rule: Rule) -> tuple[Source, ...]:
    """Every pattern by which the rule can find something, as it is written."""
    if rule.kind == "prefer":
        return _pairs(tuple(rule.pairs), rule.clitics)
    if rule.kind == "mixed":
        return tuple(any_of(group, (), _cased(group)) for group in rule.groups)
    return sources(rule.any, rule.regex, rule.clitics, rule.case)


def patterns_of(rule: Rule, which: Iterable[int] | None = None) -> Iterator[tuple[int, re.Pattern[str]]]:
    """The same compiled, with their numbers: all of them, or those of these numbers."""
    written = _kept_of(rule).sources
    for number in range(len(written)) if which is None else which:
        yield number, compiled(*written[number])


def hits(pattern: re.Pattern[str], text: str) -> Iterator[Hit]:
    """Each match as the span to underline (the group `mark` where there is one)."""
    marked = "mark" in pattern.groupindex
    for match in pattern.finditer(text):
        start, end = match.span("mark") if marked and match["mark"] is not None else match.span()
        if start < end:
            yield start, end, match


def _inside(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def cancelled(rule: Rule, text: str) -> list[tuple[int, int]]:
    """The spans in which the rule finds nothing."""
    return [match.span() for pattern in cancelling(rule) for match in pattern.finditer(text)]


def cancelling(rule: Rule) -> tuple[re.Pattern[str], ...]:
    """The patterns whose overlap makes a match no finding."""
    return tuple(compiled(unless, rule.case) for unless in rule.unless)


def forbid(rule: Rule, text: str, which: Iterable[int] | None = None) -> Iterator[Finding]:
    """No phrase or pattern of the rule stands in the text, except where `unless` overlaps it.

    Only the patterns of the numbers `which` are tried, where these are known to be all that may match.
    """
    met = [pattern for _, pattern in patterns_of(rule, which) if pattern.search(text)]
    if not met:
        return
    caught = {(start, end): match for pattern in met for start, end, match in hits(pattern, text)}
    taken = cancelled(rule, text) if caught and rule.unless else []
    for (start, end), match in sorted(caught.items(), key=lambda item: (item[0][0], -item[0][1])):
        if not _inside((start, end), taken):
            taken.append((start, end))  # two patterns of a rule on the same words are one finding
            suggestion = match.expand(rule.replace) if rule.replace is not None else rule.prefer
            yield found(rule, start, end, suggestion)


@lru_cache(maxsize=4096)
def _pairs(pairs: tuple[str, ...], clitics: tuple[str, ...]) -> tuple[Source, ...]:
    exact = tuple(wrong for wrong in pairs if wrong != wrong.lower())
    loose = tuple(wrong for wrong in pairs if wrong == wrong.lower())
    return tuple(any_of(group, clitics, case) for group, case in ((exact, True), (loose, False)) if group)


def _standing(rule: Rule, text: str) -> list[Source]:
    """The patterns of the wrong forms that stand in the text, whatever is around them, in the rule's order."""
    held = _kept_of(rule).singly.within(spaced(text))
    return [source for _, source in sorted([one for some in held for one in some])]


def prefer(rule: Rule, text: str, which: Iterable[int] | None = None) -> Iterator[Finding]:
    """Each wrong form of the rule's pairs is found, with the right one in the same case as the suggestion.

    Whatever `which` says, only forms that stand in the text are compiled, each once in a process.
    """
    met = [
        (*hit, pattern, case) for pattern, case in _standing(rule, text) for hit in hits(compiled(pattern, case), text)
    ]
    excused = cancelled(rule, text) if met and rule.unless else []
    ends = {True: 0, False: 0}
    for start, end, match, _, case in sorted(met, key=lambda one: (one[0], -len(one[3]))):
        if start < ends[case]:
            continue  # a longer form that begins before it holds it
        ends[case] = end
        if not _inside((start, end), excused):
            yield found(rule, start, end, _right(rule, match[0], case))


def _right(rule: Rule, text: str, case: bool) -> str:
    key = " ".join(text.split()) if case else " ".join(text.split()).lower()
    ending = ""
    if key not in rule.pairs:
        for clitic in rule.clitics:
            if key.endswith(clitic) and key[: -len(clitic)] in rule.pairs:
                key, ending = key[: -len(clitic)], text[-len(clitic) :]
                break
    right = rule.pairs.get(key, "")
    if right and not case and text[:1].isupper():
        right = right[:1].upper() + right[1:]
    return right + ending if right else ""


def _cased(group: tuple[str, ...]) -> bool:
    return any(phrase != phrase.lower() for phrase in group)


def counted(rule: Rule, text: str, which: Iterable[int] | None = None) -> list[tuple[int, int, int]]:
    """What the kinds that add up over sentences (require, repeat, mixed) see in one: (start, end, which pattern)."""
    met = [(number, pattern) for number, pattern in patterns_of(rule, which) if pattern.search(text)]
    return [(start, end, number) for number, pattern in met for start, end, _ in hits(pattern, text)]


FINDERS: dict[str, Kind] = {"forbid": forbid, "prefer": prefer}
