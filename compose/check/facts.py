"""What the facts themselves get wrong: promises in the past, limits, a breach told in half, numbers that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from compose.check.kinds import found
from compose.model.finding import Finding, Source

if TYPE_CHECKING:
    from compose.model.draft import Draft
    from compose.model.incident import Incident
    from compose.model.locale import Locale
    from compose.model.rule import Rule
    from compose.model.settings import Settings

_NUMBER = re.compile(r"\d+(?:[.,: \u00a0\u202f]?\d+)*")
# One number, whose parts are none: 1 200 is not the numbers 1 and 200. A date and a clock have parts.
_ONE = re.compile(r"\d{1,3}(?:[., \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+,\d+")
_BREACH = ("effect", "fix", "follow_up")  # GDPR 34(2), 33(3)(b)-(d): consequences, measures, contact point


def facts(incident: Incident, draft: Draft, locale: Locale, settings: Settings) -> list[Finding]:
    """Findings about the facts of an incident, under the rules of kind `fact`; each names its answer."""
    made: list[Finding] = []
    for id, answer, values in _faults(incident, locale, settings):
        rule = _enabled(locale, settings).get(id)
        if rule is not None:
            made.append(_finding(rule, draft, answer, values))
    return made


@lru_cache(maxsize=16)
def _rules(locale: Locale) -> dict[str, Rule]:
    return {rule.id: rule for rule in locale.rules if rule.kind == "fact"}


def dropped(draft: Draft, locale: Locale, settings: Settings) -> list[Finding]:
    """What was left out of the message to keep it inside its budget, so that nobody is surprised."""
    rule = _enabled(locale, settings).get("length.dropped") if draft.dropped else None
    return [_finding(rule, draft, move, {"move": move}) for move in draft.dropped] if rule else []


def _enabled(locale: Locale, settings: Settings) -> dict[str, Rule]:
    return {id: rule for id, rule in _rules(locale).items() if id not in settings.disabled}


def changed(text: str, incident: Incident, draft: Draft, locale: Locale, settings: Settings) -> list[Finding]:
    """Numbers in an edited text that the incident does not give, and numbers of the draft that are gone."""
    rules = _enabled(locale, settings)
    known = set(_numbers(_told(incident))) | set(_numbers(draft.text))
    made = []
    rule = rules.get("facts.changed")
    for match in _NUMBER.finditer(text) if rule else ():
        if _plain(match[0]) not in known:
            finding = found(rule, match.start(), match.end())  # type: ignore[arg-type]
            made.append(_worded(finding, {"value": match[0]}))
    rule = rules.get("facts.missing")
    there = set(_numbers(text))
    for span in draft.answers if rule else ():
        words = draft.text[span.start : span.end]
        gone = [number for number in _NUMBER.findall(words) if _plain(number) not in there]
        for number in gone:
            finding = _finding(rule, draft, span.source.name, {"value": number})  # type: ignore[arg-type]
            made.append(replace(finding, start=0, end=0))
    return made


def _faults(incident: Incident, locale: Locale, settings: Settings) -> Iterator[tuple[str, str, dict[str, str]]]:
    sent = incident.sent_on or incident.discovered_on or incident.happened_on
    if incident.follow_up:
        when = incident.follow_up.at
        day = when.date() if isinstance(when, datetime) else when
        if sent and day < sent:
            yield "promise.past", "follow_up", {"value": day.isoformat(), "sent": sent.isoformat()}
    if incident.kind == "breach":
        for answer in _BREACH:
            if getattr(incident, answer) is None:
                yield "breach.contents", "happened", {"value": answer}
    yield from _money(incident, locale, settings)
    yield from _late(incident, settings)


def _money(incident: Incident, locale: Locale, settings: Settings) -> Iterator[tuple[str, str, dict[str, str]]]:
    from compose.model.incident import Chosen, Compensation

    limits = settings.limits.get(incident.severity)
    if not limits:
        return
    offer = incident.compensation
    amount: Any = None
    code: Any = None
    if isinstance(offer, Compensation):
        amount, code = offer.amount, offer.currency
    elif isinstance(offer, Chosen):
        amount, code = (offer.model_extra or {}).get("amount"), (offer.model_extra or {}).get("currency")
    largest = limits.get(str(code or locale.currency))
    if amount is not None and largest is not None and float(amount) > largest:
        yield "money.limit", "compensation", {"value": str(amount), "max": format(Decimal(str(largest)), "f")}


def _late(incident: Incident, settings: Settings) -> Iterator[tuple[str, str, dict[str, str]]]:
    if incident.sent_on and incident.discovered_on:
        days = {"minor": 3.0, "serious": 2.0, "critical": 1.0, **settings.late}[incident.severity]
        waited = (incident.sent_on - incident.discovered_on).days
        if waited > days:
            yield "time.late", "happened", {"value": str(waited), "max": f"{days:g}"}


def _finding(rule: Rule, draft: Draft, answer: str, values: dict[str, str]) -> Finding:
    span = next((span for span in draft.answers if span.source.name == answer), None)
    start, end = (span.start, span.end) if span else (draft.body_start, draft.body_start)
    return replace(_worded(found(rule, start, end), values), source=Source("answer", answer))


def _worded(finding: Finding, values: dict[str, str]) -> Finding:
    message, gloss = finding.message, finding.gloss
    for name, value in values.items():
        message, gloss = message.replace(f"{{{name}}}", value), gloss.replace(f"{{{name}}}", value)
    return replace(finding, message=message, gloss=gloss)


def _plain(number: str) -> str:
    """The number without its grouping, and its decimals behind a point: 1.200,50 is 1200.5; 14:30 is 14.3."""
    digits = re.sub(r"[ \u00a0\u202f]", "", number)
    digits = re.sub(r"[.,](?=\d{3}(?!\d))", "", digits)
    digits = re.sub(r"[,:]", ".", digits)
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return digits.lstrip("0")


def _numbers(text: str) -> Iterator[str]:
    for number in _NUMBER.findall(text):
        yield _plain(number)
        if not _ONE.fullmatch(number):
            yield from (part.lstrip("0") for part in re.findall(r"\d+", number))


def _told(incident: Incident) -> str:
    def told(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for part in value.values():
                yield from told(part)
        elif isinstance(value, list | tuple):
            for part in value:
                yield from told(part)
        elif isinstance(value, date):
            yield value.isoformat()
        elif value is not None:
            yield str(value)

    return "\n".join(told(incident.model_dump()))
