"""The kinds of rule, each one function from a rule and a message to findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from compose.check.phrases import any_of, patterns
from compose.model.finding import Finding

if TYPE_CHECKING:
    from compose.model.locale import Locale
    from compose.model.message import Message
    from compose.model.rule import Rule

Kind = Callable[["Rule", "Message", "Locale"], Iterator[Finding]]
_PARAGRAPH = re.compile(r"\n\s*\n")


def found(rule: Rule, start: int, end: int, *suggestions: str) -> Finding:
    """A finding of a rule."""
    kept = tuple(suggestion for suggestion in suggestions if suggestion)
    return Finding(rule.id, "rules", rule.level, rule.message, start, end, kept, rule.gloss)


def targets(rule: Rule, message: Message) -> list[tuple[int, int]]:
    """The spans that a rule looks at, one sentence at a time: of the whole `text`, of the `subject` line, or of the
    moves that it names. A rule that is `across` looks at each of these places as one."""
    if "text" in rule.where:
        whole = [(0, len(message.text))]
        return whole if rule.across else list(message.units)
    places = _places(rule, message)
    if rule.across:
        return places
    return [unit for unit in message.units if any(start <= unit[0] < end for start, end in places)]


def _places(rule: Rule, message: Message) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for place in rule.where:
        if place == "subject":
            spans.append((0, message.body_start))
        else:
            spans += [(stretch.start, stretch.end) for stretch in message.at(place)]
    return spans


def matches(rule: Rule, message: Message, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Each match of a pattern in the rule's targets as the span to underline; stage directions are not looked at."""
    seen: set[tuple[int, int]] = set()
    for start, end in targets(rule, message):
        for match in pattern.finditer(message.text[start:end]):
            group = "mark" if "mark" in pattern.groupindex and match["mark"] is not None else 0
            span = (match.start(group) + start, match.end(group) + start)
            if span[0] < span[1] and span not in seen and not _inside(span, message.cues):
                seen.add(span)
                yield *span, match


def _inside(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _cancelled(rule: Rule, message: Message) -> list[tuple[int, int]]:
    spans = []
    for pattern in patterns((), rule.unless, (), rule.case):
        spans += [match.span() for match in pattern.finditer(message.text)]
    return spans


def forbid(rule: Rule, message: Message, locale: Locale) -> Iterator[Finding]:
    """No phrase or pattern of the rule stands in its targets, except where `unless` overlaps it."""
    hits: list[tuple[int, int, re.Match[str]]] = []
    for pattern in patterns(rule.any, rule.regex, rule.clitics, rule.case):
        hits += matches(rule, message, pattern)
    cancelled = _cancelled(rule, message) if hits and rule.unless else []
    for start, end, match in hits:
        if not _inside((start, end), cancelled):
            suggestion = match.expand(rule.replace) if rule.replace is not None else rule.prefer
            yield found(rule, start, end, suggestion)


def prefer(rule: Rule, message: Message, locale: Locale) -> Iterator[Finding]:
    """Each wrong form of the rule's pairs is found, with the right one in the same case as the suggestion."""
    exact = tuple(wrong for wrong in rule.pairs if wrong != wrong.lower())
    loose = tuple(wrong for wrong in rule.pairs if wrong == wrong.lower())
    cancelled: list[tuple[int, int]] | None = None
    for phrases, case in ((exact, True), (loose, False)):
        if not phrases:
            continue
        for start, end, match in matches(rule, message, any_of(phrases, rule.clitics, case)):
            cancelled = _cancelled(rule, message) if cancelled is None else cancelled
            if not _inside((start, end), cancelled):
                yield found(rule, start, end, _right(rule, match[0], phrases, case))


def _right(rule: Rule, text: str, phrases: tuple[str, ...], case: bool) -> str:
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


def require(rule: Rule, message: Message, locale: Locale) -> Iterator[Finding]:
    """At least one match in the targets, in the first `within` paragraphs where that is given."""
    end = _paragraph_end(message, rule.within)
    for pattern in patterns(rule.any, rule.regex, rule.clitics, rule.case):
        if any(message.body_start <= start < end for start, _, _ in matches(rule, message, pattern)):
            return
    yield found(rule, message.body_start, message.body_start, rule.prefer)


def _paragraph_end(message: Message, within: int) -> int:
    if not within:
        return len(message.text)
    # The salutation is a paragraph of its own in a letter, and is not counted.
    breaks = [match.start() for match in _PARAGRAPH.finditer(message.text, message.body_start)]
    return breaks[within] if len(breaks) > within else len(message.text)


def repeat(rule: Rule, message: Message, locale: Locale) -> Iterator[Finding]:
    """No more than `max` matches; the first one over is marked."""
    hits: list[tuple[int, int]] = []
    for pattern in patterns(rule.any, rule.regex, rule.clitics, rule.case):
        hits += [(start, end) for start, end, _ in matches(rule, message, pattern)]
    over = sorted(hits)[rule.max : rule.max + 1]
    for start, end in over:
        yield found(rule, start, end, rule.prefer)


def mixed(rule: Rule, message: Message, locale: Locale) -> Iterator[Finding]:
    """The words of one group alone: where two groups meet, the first word of the later group is marked."""
    firsts = []
    for group in rule.groups:
        case = any(phrase != phrase.lower() for phrase in group)
        hits = sorted((start, end) for start, end, _ in matches(rule, message, any_of(tuple(group), (), case)))
        firsts += hits[:1]
    for start, end in sorted(firsts)[1:2]:
        yield found(rule, start, end, rule.prefer)


def order(rule: Rule, message: Message, locale: Locale) -> Iterator[Finding]:
    """The move `first` stands before the move `then`, where both are there; it weighs less in free text."""
    first, then = message.at(rule.first), message.at(rule.then)
    if first and then and then[0].start < first[0].start:
        finding = found(rule, then[0].start, then[0].end)
        if not message.drafted and rule.level == "error":
            finding = Finding(
                finding.rule, finding.engine, "warning", finding.message, finding.start, finding.end, (), finding.gloss
            )
        yield finding
