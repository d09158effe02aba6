"""Rules prove themselves: every bad example is found, no good one is, by its own rule or by any other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from compose.check.rules import Rules
from compose.check.segment import segment
from compose.check.tokens import Tokens
from compose.errors import Problem
from compose.model.engine import Passage

if TYPE_CHECKING:
    from compose.model.finding import Finding
    from compose.model.locale import Locale
    from compose.model.rule import Rule

_UNPROVEN = ("limit", "order", "spelling", "fact")
_OF_ONE_SENTENCE = ("forbid", "prefer", "mixed", "repeat", "tokens")


def prove(locale: Locale) -> list[Problem]:
    """Everything that the examples of the locale's rules disprove."""
    problems: list[Problem] = []
    engine = Rules()
    for rule in locale.rules:
        problems += _patterns(rule)
    if problems:
        return problems
    for rule in locale.rules:
        problems += _examples(rule, locale, engine)
    return problems


def _patterns(rule: Rule) -> Iterator[Problem]:
    for pattern in (*rule.regex, *rule.unless):
        try:
            re.compile(pattern)
        except re.error as error:
            yield Problem(f"{rule.file}:{rule.line}", "", f"{rule.id}: {pattern!r} does not compile: {error}")


def found_in(text: str, rule: Rule, locale: Locale, engine: Rules) -> list[Finding]:
    """What all rules find in an example of a rule, read on the first channel that it holds for."""
    channel = rule.channels[0] if rule.channels else "email"
    found = engine.read(segment(text, locale, channel), locale)
    return found + Tokens().check([Passage(text)], locale)[0]


def _examples(rule: Rule, locale: Locale, engine: Rules) -> Iterator[Problem]:
    kinds = {each.id: each.kind for each in locale.rules}
    where = f"{rule.file}:{rule.line}"
    for text in rule.bad if rule.kind not in _UNPROVEN else ():
        if not any(finding.rule == rule.id for finding in found_in(text, rule, locale, engine)):
            yield Problem(where, "", f"{rule.id} does not find its bad example {text!r}")
    for text in rule.good:
        for finding in found_in(text, rule, locale, engine):
            # A lone good sentence lacks the parts of a whole apology: only its own rule may ask for them.
            if finding.rule == rule.id or kinds[finding.rule] in _OF_ONE_SENTENCE:
                hit = text[finding.start : finding.end]
                yield Problem(where, "", f"{finding.rule} finds {hit!r} in a good example of {rule.id}: {text!r}")
