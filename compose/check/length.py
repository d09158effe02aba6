"""The kind `limit`: a metric of the message stays inside the budget of its channel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from compose.check.kinds import found
from compose.check.metrics import longest_sentence, measure, segments, words
from compose.model.finding import Finding

if TYPE_CHECKING:
    from compose.model.locale import Locale
    from compose.model.message import Message
    from compose.model.rule import Rule

Budgets = Mapping[str, Mapping[str, Mapping[str, float]]]
Measured = tuple[float, tuple[int, int]]


def limit(rule: Rule, message: Message, locale: Locale, budgets: Budgets) -> Iterator[Finding]:
    """A finding where the metric is over its ceiling, or under its floor (at `level_under`)."""
    bound = bounds(rule, message.channel, budgets)
    if not bound:
        return
    value, (start, end) = _value(rule, message, locale)
    low, high = bound.get("min", 0), bound.get("max", float("inf"))
    if low <= value <= high:
        return
    level = rule.level if value > high else rule.level_under or rule.level
    forcing = segments(message.text[message.body_start :])[1] if rule.metric == "segments" else ""
    facts = {
        "value": _shown(value, rule),
        "min": _shown(low, rule),
        "max": _shown(high, rule),
        "channel": message.channel,
        "letters": forcing,
    }
    finding = found(rule, start, end)
    yield replace(finding, level=level, message=_words(rule.message, facts), gloss=_words(rule.gloss, facts))


def bounds(rule: Rule, channel: str, budgets: Budgets) -> dict[str, float]:
    """The floor and the ceiling of a limit on a channel, the team's over the rule's own."""
    return {
        **rule.bounds.get("any", {}),
        **rule.bounds.get(channel, {}),
        **budgets.get(channel, {}).get(rule.metric, {}),
    }


def _words(message: str, facts: Mapping[str, str]) -> str:
    for name, value in facts.items():
        message = message.replace(f"{{{name}}}", value)
    return message


def _shown(value: float, rule: Rule) -> str:
    if rule.metric == "share":
        return f"{value:.0%}"
    if value == float("inf"):
        return "∞"
    return str(int(value)) if value == int(value) else f"{value:g}"


def _value(rule: Rule, message: Message, locale: Locale) -> Measured:
    body = (message.body_start, message.body_start)
    if rule.metric == "longest_sentence":
        return longest_sentence(message)
    if rule.metric == "subject_characters":
        line = message.text.partition("\n")[0] if message.body_start else ""
        return max(len(line) - len("Subject: "), 0), (0, len(line))
    if rule.move:
        return _of_move(rule, message)
    metrics = measure(message, locale)
    value: float = getattr(metrics, rule.metric)
    return value, body


def _of_move(rule: Rule, message: Message) -> Measured:
    """The sentences of one move: their number, or the share of the words that they take."""
    stretches = message.at(rule.move)
    span = (stretches[0].start, stretches[-1].end) if stretches else (message.body_start, message.body_start)
    inside = [
        (start, end)
        for start, end in message.sentences
        if any(stretch.start <= start < stretch.end for stretch in stretches)
    ]
    if rule.metric == "share_sentences":
        return len(inside), span
    total = len(words(message.spoken())) or 1
    return sum(len(words(message.text[start:end])) for start, end in inside) / total, span
