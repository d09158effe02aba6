"""The kinds of rule that add up what they see in the sentences of a message: require, repeat, mixed, order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from compose.check.kinds import found

if TYPE_CHECKING:
    from compose.model.finding import Finding
    from compose.model.message import Message
    from compose.model.rule import Rule

Seen = Sequence[tuple[int, int, int]]  # start, end, which pattern; in the whole text
Sum = Callable[["Rule", "Message", Seen], Iterator["Finding"]]
_PARAGRAPH = re.compile(r"\n\s*\n")


def require(rule: Rule, message: Message, seen: Seen) -> Iterator[Finding]:
    """At least one match in the targets, in the first `within` paragraphs where that is given."""
    end = _paragraph_end(message, rule.within) if rule.within and seen else len(message.text)
    if not any(message.body_start <= start < end for start, _, _ in seen):
        yield found(rule, message.body_start, message.body_start, rule.prefer)


def _paragraph_end(message: Message, within: int) -> int:
    # The salutation is a paragraph of its own in a letter, and is not counted.
    breaks = [match.start() for match in _PARAGRAPH.finditer(message.text, message.body_start)]
    return breaks[within] if len(breaks) > within else len(message.text)


def repeat(rule: Rule, message: Message, seen: Seen) -> Iterator[Finding]:
    """No more than `max` matches; the first one over is marked."""
    for start, end, _ in sorted(seen)[rule.max : rule.max + 1]:
        yield found(rule, start, end, rule.prefer)


def mixed(rule: Rule, message: Message, seen: Seen) -> Iterator[Finding]:
    """The words of one group alone: where two groups meet, the first word of the later group is marked."""
    firsts: dict[int, tuple[int, int]] = {}
    for start, end, group in sorted(seen):
        firsts.setdefault(group, (start, end))
    for start, end in sorted(firsts.values())[1:2]:
        yield found(rule, start, end, rule.prefer)


def order(rule: Rule, message: Message, seen: Seen) -> Iterator[Finding]:
    """The move `first` stands before the move `then`, where both are there; it weighs less in free text."""
    first, then = message.at(rule.first), message.at(rule.then)
    if first and then and then[0].start < first[0].start:
        finding = found(rule, then[0].start, then[0].end)
        in_free_text = rule.level_text if not message.drafted else None
        yield replace(finding, level=in_free_text) if in_free_text else finding


SUMS: dict[str, Sum] = {"require": require, "repeat": repeat, "mixed": mixed, "order": order}
COUNTED = ("require", "repeat", "mixed")
