"""Rules prove themselves: every bad example is found, no good one is, by its own rule or by any other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from compose.check.phrases import compiled
from compose.check.rules import Bench, Rules
from compose.check.segment import segment
from compose.check.tokens import KIND, Tokens
from compose.errors import Problem
from compose.model.engine import Passage

if TYPE_CHECKING:
    from compose.model.finding import Finding
    from compose.model.locale import Locale
    from compose.model.rule import Rule

_UNPROVEN = ("limit", "order", "spelling", "fact")
_OF_ONE_SENTENCE = ("forbid", "prefer", "mixed", "repeat", KIND)


def prove(locale: Locale, rules: Sequence[Rule] | None = None) -> list[Problem]:
    """Everything that the examples of the locale's rules disprove; or those of some of its rules, held to all.

    Raises re.error where a pattern of a rule that is not asked about does not compile.
    """
    asked = locale.rules if rules is None else rules
    problems = [problem for rule in asked for problem in _patterns(rule)]
    if problems:
        return problems
    proof = _Proof(locale)
    return [problem for rule in asked for problem in proof.of(rule)]


def _patterns(rule: Rule) -> Iterator[Problem]:
    for pattern in (*rule.regex, *rule.unless):
        try:
            compiled(pattern, rule.case)
        except re.error as error:
            yield Problem(f"{rule.file}:{rule.line}", "", f"{rule.id}: {pattern!r} does not compile: {error}")


class _Proof:
    """The rules of a locale as examples meet them: a bad one its own rule, a good one every rule.

    What a rule finds does not depend on the other rules, so that nothing is lost by leaving them out.
    """

    def __init__(self, locale: Locale) -> None:
        self._locale = locale
        self._engine, self._tokens = Rules(), Tokens()
        self._every = self._bench(*(rule for rule in locale.rules if rule.kind in _OF_ONE_SENTENCE))

    def of(self, rule: Rule) -> Iterator[Problem]:
        """What the examples of one rule disprove."""
        where = f"{rule.file}:{rule.line}"
        own = self._bench(rule)
        for text in rule.bad if rule.kind not in _UNPROVEN else ():
            found = self._grammar(text) if rule.kind == KIND else self._read(text, rule, own)
            if not any(finding.rule == rule.id for finding in found):
                yield Problem(where, "", f"{rule.id} does not find its bad example {text!r}")
        for text in rule.good:
            found = [*self._read(text, rule, self._every), *self._grammar(text)]
            if rule.kind not in _OF_ONE_SENTENCE:
                # A lone good sentence lacks the parts of a whole apology: only its own rule may ask for them.
                found += self._read(text, rule, own)
            for finding in found:
                hit = text[finding.start : finding.end]
                yield Problem(where, "", f"{finding.rule} finds {hit!r} in a good example of {rule.id}: {text!r}")

    def _bench(self, *rules: Rule) -> Bench:
        return Bench(replace(self._locale, rules=rules), frozenset())

    def _read(self, text: str, rule: Rule, bench: Bench) -> list[Finding]:
        """What these rules find in an example of a rule, read on the first channel that it holds for."""
        channel = rule.channels[0] if rule.channels else "email"
        return self._engine.read(segment(text, self._locale, channel), self._locale, bench)

    def _grammar(self, text: str) -> list[Finding]:
        return self._tokens.check([Passage(text)], self._locale)[0]
