"""The work on the records of a batch: validated, written, checked; what can be done once a run is done once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from compose import incidents, locales, pipeline, templates
from compose.check.engines import open_engines, run
from compose.check.swift import Swift
from compose.errors import ComposeError, Problem
from compose.model.engine import Unavailable
from compose.render import render

if TYPE_CHECKING:
    from compose.model.draft import Draft
    from compose.model.engine import Engine
    from compose.model.finding import Coverage, Finding, Gap, Report
    from compose.model.incident import Incident
    from compose.model.locale import Locale
    from compose.pipeline import Wishes

QUICK = ("rules", "tokens", "words")


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one record: a checked message, or the problems that kept it from becoming one."""

    incident: Incident | None
    draft: Draft | None
    report: Report | None
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        return self.report is not None and self.report.ok


@dataclass(frozen=True, slots=True)
class _Written:
    at: int
    where: str
    incident: Incident
    draft: Draft


class Desk:
    """All that is made once a run for one language: its engines, and the memory of what is known to be clean."""

    def __init__(self, locale: Locale, wishes: Wishes) -> None:
        self.locale, self._wishes = locale, wishes
        engines = open_engines(wishes.engines, locale, url=wishes.url, settings=wishes.settings)
        self._quick = [engine for engine in engines if engine.name in QUICK]
        self._others = [engine for engine in engines if engine.name not in QUICK]
        self._swift: Swift | None = None
        self._covered: list[Coverage] = []
        if len(self._quick) == len(QUICK):
            try:
                self._swift = Swift(locale, wishes.settings)
                self._covered = [engine.coverage(locale) for engine in self._quick]
            except Unavailable:
                self._swift = None
        self._fits: dict[str, Callable[[Draft], bool]] = {}

    def fits(self, channel: str) -> Callable[[Draft], bool]:
        """Whether a draft is inside the ceilings of its channel."""
        if channel not in self._fits:
            measured = self._swift.metrics if self._swift else None
            self._fits[channel] = pipeline.fitting(self.locale, channel, self._wishes.settings, measured)
        return self._fits[channel]

    def check(self, written: Sequence[_Written]) -> list[Report]:
        """Check many drafts; the slow engines see them all in one go."""
        doubtful = [item for item in written if not (self._swift and self._swift.clean(item.draft))]
        found: dict[int, list[Finding]] = {item.at: [] for item in written}
        checked, gaps = self._looked(self._quick, doubtful, found, written)
        more, missing = self._looked(self._others, written, found, written)
        return [self._report(item, found[item.at], [*checked, *more], [*gaps, *missing]) for item in written]

    def _looked(
        self,
        engines: Sequence[Engine],
        items: Sequence[_Written],
        found: dict[int, list[Finding]],
        written: Sequence[_Written],
    ) -> tuple[list[Coverage], list[Gap]]:
        if not engines or not items:
            return (self._covered, []) if written and self._swift and engines is self._quick else ([], [])
        results, covered, gaps = run(engines, [pipeline.passage_of(item.draft) for item in items], self.locale)
        for item, findings in zip(items, results, strict=True):
            found[item.at] += findings
        return covered, gaps

    def _report(
        self, item: _Written, found: Sequence[Finding], checked: Sequence[Coverage], gaps: Sequence[Gap]
    ) -> Report:
        passage, settings = pipeline.passage_of(item.draft), self._wishes.settings
        findings = pipeline.sourced(found, item.incident, item.draft, self.locale, settings)
        metrics = self._swift.metrics(item.draft) if self._swift else None
        return pipeline.report(item.where, passage, self.locale, findings, checked, gaps, self._wishes, metrics)


class Work:
    """Works on records in one process."""

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self._desks: dict[str, Desk] = {}

    def one(self, value: Any, where: str) -> Done:
        """Work on one record (a parsed JSON value); `where` names it in problems. Never raises for bad input."""
        return self.many([(value, where)])[0]

    def many(self, items: Sequence[tuple[Any, str]]) -> list[Done]:
        """Work on records together: the same as one by one, and quicker where an engine takes many in one go."""
        done: list[Done | None] = [None] * len(items)
        written: dict[str, list[_Written]] = {}
        for at, (value, where) in enumerate(items):
            try:
                incident = incidents.validate(value, where)
                draft = self._write(incident, where)
            except ComposeError as error:
                done[at] = Done(None, None, None, tuple(error.problems))
                continue
            written.setdefault(incident.locale, []).append(_Written(at, where, incident, draft))
        for tag, mine in written.items():
            for item, report in zip(mine, self._desks[tag].check(mine), strict=True):
                done[item.at] = Done(item.incident, item.draft, report)
        return [item for item in done if item is not None]

    def _write(self, incident: Incident, where: str) -> Draft:
        settings = self._wishes.settings
        desk = self._desks.get(incident.locale)
        if desk is None:
            desk = self._desks[incident.locale] = Desk(locales.load(incident.locale, settings.locales), self._wishes)
        letter = templates.load(incident.channel, settings.templates)
        return render(incident, desk.locale, letter, desk.fits(incident.channel), where)
