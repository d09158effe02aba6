"""The rules engine: every rule of the locale over one message; pure, and as certain as its rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from compose.check import kinds
from compose.check.length import limit
from compose.check.segment import segment
from compose.model.finding import Coverage, Finding
from compose.model.settings import Settings

if TYPE_CHECKING:
    from compose.model.engine import Passage
    from compose.model.locale import Locale
    from compose.model.message import Message
    from compose.model.rule import Rule

KINDS: dict[str, kinds.Kind] = {
    "forbid": kinds.forbid,
    "prefer": kinds.prefer,
    "require": kinds.require,
    "repeat": kinds.repeat,
    "mixed": kinds.mixed,
    "order": kinds.order,
}
COVERS = ("apology", "tone", "length", "typography")


class Rules:
    """The rules of the locale, less those that the settings disable, with the team's own budgets."""

    name = "rules"

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()

    def coverage(self, locale: Locale) -> Coverage:
        return Coverage(self.name, locale.fingerprint, COVERS)

    def check(self, passages: Sequence[Passage], locale: Locale) -> list[list[Finding]]:
        return [self._one(passage, locale) for passage in passages]

    def _one(self, passage: Passage, locale: Locale) -> list[Finding]:
        message = segment(passage.text, locale, passage.channel, passage.pieces)
        findings = [finding for rule in self._wanted(locale) for finding in self.apply(rule, message, locale)]
        return sorted(findings, key=lambda finding: (finding.start, finding.end, finding.rule))

    def _wanted(self, locale: Locale) -> Iterator[Rule]:
        return (rule for rule in locale.rules if rule.id not in self._settings.disabled)

    def apply(self, rule: Rule, message: Message, locale: Locale) -> Iterator[Finding]:
        """One rule over one message."""
        if rule.channels and message.channel not in rule.channels:
            return iter(())
        if rule.kind == "limit":
            return limit(rule, message, locale, self._settings.budgets)
        kind = KINDS.get(rule.kind)
        return kind(rule, message, locale) if kind else iter(())
