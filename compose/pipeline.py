"""One incident, or one text, becomes one report. The only place that says whether it is ok."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from compose import locales, templates
from compose.check import facts
from compose.check.engines import open_engines, run
from compose.check.metrics import measure
from compose.check.segment import segment
from compose.errors import ComposeError, Problem
from compose.model.engine import Passage, Unavailable
from compose.model.finding import Coverage, Finding, Gap, Report
from compose.model.settings import Settings
from compose.model.words import RANK
from compose.render import gloss, render

if TYPE_CHECKING:
    from compose.model.draft import Draft
    from compose.model.finding import Metrics
    from compose.model.incident import Incident
    from compose.model.locale import Locale
    from compose.model.message import Message


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to check: which engines, from which level on findings fail, what must have been checked."""

    engines: tuple[str, ...] = ("auto",)
    fail_on: str = "error"
    require: tuple[str, ...] = ()
    url: str | None = None
    settings: Settings = field(default_factory=Settings)


def compose(incident: Incident, source: str, wishes: Wishes) -> tuple[Draft, Report]:
    """Write the message of an incident and check it."""
    locale = locales.load(incident.locale, wishes.settings.locales)
    draft = write(incident, source, wishes.settings)
    passage = passage_of(draft)
    engines = open_engines(wishes.engines, locale, url=wishes.url, settings=wishes.settings)
    (found,), checked, gaps = run(engines, [passage], locale)
    findings = sourced(found, incident, draft, locale, wishes.settings)
    return draft, report(source, passage, locale, findings, checked, gaps, wishes)


def passage_of(draft: Draft) -> Passage:
    """The draft as the engines see it."""
    return Passage(draft.text, draft.known, draft.channel, draft.pieces)


def sourced(
    found: Sequence[Finding], incident: Incident, draft: Draft, locale: Locale, settings: Settings
) -> list[Finding]:
    """The findings of the engines and those about the facts, each with the answer or sentence that it stands in."""
    more = facts.facts(incident, draft, locale, settings) + facts.dropped(draft, locale, settings)
    return [
        finding if finding.source else replace(finding, source=draft.source_at(finding.start))
        for finding in (*found, *more)
    ]


def write(incident: Incident, source: str, settings: Settings) -> Draft:
    """Write the message of an incident, and leave out what its channel has no room for."""
    locale = locales.load(incident.locale, settings.locales)
    letter = templates.load(incident.channel, settings.templates)
    return render(incident, locale, letter, Fits(locale, incident.channel, settings), source)


def english_of(draft: Draft, incident: Incident, settings: Settings) -> list[tuple[str, str]]:
    """Each sentence of the draft beside its English."""
    return gloss(draft, incident, locales.load(incident.locale, settings.locales))


def check(text: str, tag: str, channel: str, source: str, wishes: Wishes) -> Report:
    """Check a text that was written elsewhere. It is matched, and reported on, in NFC."""
    return check_many([(text, tag, channel, source)], wishes)[0]


def check_many(texts: Sequence[tuple[str, str, str, str]], wishes: Wishes) -> list[Report]:
    """Check many texts, each (text, locale, channel, source); texts of one locale go to its engines together."""
    reports: dict[int, Report] = {}
    for tag in dict.fromkeys(tag for _, tag, _, _ in texts):
        locale = locales.load(tag, wishes.settings.locales)
        mine = [index for index, item in enumerate(texts) if item[1] == tag]
        passages = [Passage(cleaned(texts[index][0], texts[index][3]), channel=texts[index][2]) for index in mine]
        engines = open_engines(wishes.engines, locale, url=wishes.url, settings=wishes.settings)
        found, checked, gaps = run(engines, passages, locale)
        for index, passage, findings in zip(mine, passages, found, strict=True):
            source = texts[index][3]
            reports[index] = report(source, passage, locale, findings, checked, gaps, wishes)
    return [reports[index] for index in range(len(texts))]


def cleaned(text: str, source: str) -> str:
    """A text as the checks read it: NFC, line ends `\\n`. Raises ComposeError for one without a letter."""
    plain = unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    if not any(char.isalpha() for char in plain):
        raise ComposeError(Problem(source, "", "holds no words", "give it a message to check"))
    if any("\ud800" <= char <= "\udfff" for char in plain):
        raise ComposeError(Problem(source, "", "holds a lone surrogate, which is no character", "mend what wrote it"))
    return plain.strip("\n")


@dataclass(frozen=True, slots=True)
class Examined:
    """One engine for one language: whether it could look, in which version, what it covers, how to get it."""

    locale: str
    engine: str
    installed: bool
    version: str
    covers: tuple[str, ...]
    why: str
    mend: str


def examined(tag: str, wishes: Wishes) -> list[Examined]:
    """Every engine that the language wants, without starting any."""
    locale = locales.load(tag, wishes.settings.locales)
    rows = []
    for engine in open_engines(wishes.engines, locale, url=wishes.url, settings=wishes.settings):
        try:
            coverage = engine.coverage(locale)
            rows.append(Examined(tag, engine.name, True, coverage.version, coverage.covers, "", ""))
        except Unavailable as absence:
            gap = absence.gap
            rows.append(Examined(tag, engine.name, False, "", gap.covers, gap.why, gap.mend))
    return rows


def compared(text: str, incident: Incident, source: str, settings: Settings) -> list[Finding]:
    """Findings where an edited text no longer holds the facts of its incident."""
    locale = locales.load(incident.locale, settings.locales)
    return facts.changed(text, incident, write(incident, source, settings), locale, settings)


class Fits:
    """A test of whether a draft is inside every ceiling of its channel.

    `measured` is a quicker way to measure one: what it gives has the attributes of `Metrics`. `of_text`: whether signs
    are counted, not words and sentences alone.
    """

    def __init__(
        self, locale: Locale, channel: str, settings: Settings, measured: Callable[[Draft], object] | None = None
    ) -> None:
        self._locale, self._measured = locale, measured
        found = bounds(locale, channel, settings)
        self._ceilings = {metric: bound["max"] for metric, bound in found.items() if "max" in bound}
        self.of_text = not {"words", "sentences", "seconds"}.issuperset(self._ceilings)

    def __call__(self, draft: Draft) -> bool:
        if self._measured:
            sizes = self._measured(draft)
        else:
            sizes = measure(_message(passage_of(draft), self._locale), self._locale)
        return all(getattr(sizes, metric) <= most for metric, most in self._ceilings.items())


def bounds(locale: Locale, channel: str, settings: Settings) -> dict[str, dict[str, float]]:
    """The floor and the ceiling of each metric of a message on this channel, the team's over the built-in ones."""
    found: dict[str, dict[str, float]] = {}
    for rule in locale.rules:
        if rule.kind == "limit" and not rule.move and rule.metric in ("words", "characters", "seconds", "segments"):
            own = settings.budgets.get(channel, {}).get(rule.metric, {})
            bound = {**found.get(rule.metric, {}), **rule.bounds.get(channel, {}), **own}
            if bound:
                found[rule.metric] = bound
    return found


def passes(findings: Sequence[Finding], fail_on: str) -> bool:
    """Whether no finding is at or above `fail_on`."""
    worst = max((RANK[finding.level] for finding in findings), default=-1)
    return fail_on == "never" or worst < RANK[fail_on]


def report(
    source: str,
    passage: Passage,
    locale: Locale,
    findings: Sequence[Finding],
    checked: Sequence[Coverage],
    gaps: Sequence[Gap],
    wishes: Wishes,
    metrics: Metrics | None = None,
) -> Report:
    """Put a report together; `ok` is what `verdict` says."""
    return Report(
        source=source,
        ok=verdict(findings, checked, wishes),
        text=passage.text,
        metrics=metrics or measure(_message(passage, locale), locale),
        checked=tuple(checked),
        not_checked=unchecked(checked, gaps, wishes),
        findings=in_order(findings),
    )


def verdict(findings: Sequence[Finding], checked: Sequence[Coverage], wishes: Wishes) -> bool:
    """Whether all is well: no finding at or above `fail_on`, and nothing required was left unchecked."""
    return passes(findings, wishes.fail_on) and not _missing(checked, wishes)


def unchecked(checked: Sequence[Coverage], gaps: Sequence[Gap], wishes: Wishes) -> tuple[Gap, ...]:
    """What was not looked at: the gaps, and what is required and stands in none of them."""
    missing = [kind for kind in _missing(checked, wishes) if not any(kind in gap.covers for gap in gaps)]
    return (*gaps, *map(_required, missing))


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings as a report has them: by their place."""
    return tuple(sorted(findings, key=lambda finding: (finding.start, finding.end, finding.rule)))


def _missing(checked: Sequence[Coverage], wishes: Wishes) -> list[str]:
    covered = {kind for coverage in checked for kind in (coverage.engine, *coverage.covers)}
    return [kind for kind in wishes.require if kind not in covered]


def _message(passage: Passage, locale: Locale) -> Message:
    return segment(passage.text, locale, passage.channel, passage.pieces)


def _required(kind: str) -> Gap:
    return Gap(kind, f"{kind} is required, and no engine that ran covers it", "compose doctor", (kind,))
