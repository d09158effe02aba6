"""Rules prove themselves: every bad example is found, no good one is, by its own rule or by any other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from compose.check.rules import Rules
from compose.check.segment import segment
from compose.errors import Problem

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
        if rule.kind not in _UNPROVEN:
            problems += _examples(rule, locale, engine)
    problems += _others(locale, engine)
    return problems


def _patterns(rule: Rule) -> Iterator[Problem]:
    for pattern in (*rule.regex, *rule.unless):
        try:
            re.compile(pattern)
        except re.error as error:
            yield Problem(f"{rule.file}:{rule.line}", "", f"{rule.id}: {pattern!r} does not compile: {error}")


def found_in(text: str, rule: Rule, locale: Locale, engine: Rules) -> list[Finding]:
    """What one rule finds in a text, on the first channel that it holds for."""
    channel = rule.channels[0] if rule.channels else "email"
    return list(engine.apply(rule, segment(text, locale, channel), locale))


def _examples(rule: Rule, locale: Locale, engine: Rules) -> Iterator[Problem]:
    where = f"{rule.file}:{rule.line}"
    for text in rule.bad:
        if not found_in(text, rule, locale, engine):
            yield Problem(where, "", f"{rule.id} does not find its bad example {text!r}")
    for text in rule.good:
        for finding in found_in(text, rule, locale, engine):
            hit = text[finding.start : finding.end]
            yield Problem(where, "", f"{rule.id} finds {hit!r} in its good example {text!r}")


def _others(locale: Locale, engine: Rules) -> Iterator[Problem]:
    judges = [rule for rule in locale.rules if rule.kind in _OF_ONE_SENTENCE]
    for rule in locale.rules:
        for text in rule.good:
            message = segment(text, locale, rule.channels[0] if rule.channels else "email")
            for judge in judges:
                if judge is rule:
                    continue
                for finding in engine.apply(judge, message, locale):
                    hit = text[finding.start : finding.end]
                    yield Problem(
                        f"{judge.file}:{judge.line}",
                        "",
                        f"{judge.id} finds {hit!r} in a good example of {rule.id}: {text!r}",
                    )
