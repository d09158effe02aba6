"""The work on the records of a batch: validated, written, checked; what can be done once a run is done once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from compose import incidents, locales, pipeline, templates
from compose.batch.mould import Mould, mould_of
from compose.check.engines import open_engines, run
from compose.check.memory import Memory
from compose.check.swift import Swift
from compose.errors import ComposeError, Problem
from compose.incidents.alike import parted
from compose.incidents.form import form_of
from compose.model.engine import Unavailable
from compose.render import render

if TYPE_CHECKING:
    from compose.incidents.alike import Differing
    from compose.incidents.form import Form
    from compose.model.draft import Draft
    from compose.model.engine import Engine
    from compose.model.finding import Coverage, Finding, Gap, Report
    from compose.model.incident import Incident
    from compose.model.locale import Locale
    from compose.pipeline import Wishes

QUICK = ("rules", "tokens", "words")
_MOULDS = 1_000


class Done(NamedTuple):
    """What became of one record: a checked message, or the problems that kept it from becoming one.

    `unchecked` is what no engine looked at. The whole report is made when it is asked for.
    """

    where: str
    incident: Incident | None = None
    draft: Draft | None = None
    problems: tuple[Problem, ...] = ()
    ok: bool = False
    findings: tuple[Finding, ...] = ()
    unchecked: tuple[Gap, ...] = ()
    reported: Callable[[], Report] | None = None

    @property
    def report(self) -> Report | None:
        """All that is to be said of the message, if there is one."""
        return self.reported() if self.reported else None


class Alike(NamedTuple):
    """A record of which only what differs from others of its key was read; `whole` reads it all."""

    key: bytes
    differing: Differing
    whole: Callable[[], Any]


class _Written(NamedTuple):
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
        self.swift: Swift | None = None
        self._covered: list[Coverage] = []
        if len(self._quick) == len(QUICK):
            try:
                self.swift = Swift(locale, wishes.settings)
                self._covered = [engine.coverage(locale) for engine in self._quick]
            except Unavailable:
                self.swift = None
        self._fits: dict[str, pipeline.Fits] = {}

    def fits(self, channel: str) -> pipeline.Fits:
        """Whether a draft is inside the ceilings of its channel."""
        if channel not in self._fits:
            measured = self.swift.size if self.swift else None
            self._fits[channel] = pipeline.Fits(self.locale, channel, self._wishes.settings, measured)
        return self._fits[channel]

    def check(self, written: Sequence[_Written]) -> list[Done]:
        """Check many drafts; the slow engines see them all in one go."""
        doubtful = [item for item in written if not (self.swift and self.swift.clean(item.draft))]
        found: dict[int, list[Finding]] = {}
        covered, gaps = self._looked(self._quick, doubtful, found, written)
        more, missing = self._looked(self._others, written, found, written)
        checked, gaps = [*covered, *more], [*gaps, *missing]
        unchecked = pipeline.unchecked(checked, gaps, self._wishes)
        fine = pipeline.verdict((), checked, self._wishes)  # of those in which nothing is found
        return [self._done(item, found.get(item.at, ()), checked, gaps, unchecked, fine) for item in written]

    def _looked(
        self,
        engines: Sequence[Engine],
        items: Sequence[_Written],
        found: dict[int, list[Finding]],
        written: Sequence[_Written],
    ) -> tuple[list[Coverage], list[Gap]]:
        if not engines or not items:
            return (self._covered, []) if written and self.swift and engines is self._quick else ([], [])
        results, covered, gaps = run(engines, [pipeline.passage_of(item.draft) for item in items], self.locale)
        for item, findings in zip(items, results, strict=True):
            if findings:
                found.setdefault(item.at, []).extend(findings)
        return covered, gaps

    def _done(
        self,
        item: _Written,
        found: Sequence[Finding],
        checked: Sequence[Coverage],
        gaps: Sequence[Gap],
        unchecked: tuple[Gap, ...],
        fine: bool,
    ) -> Done:
        draft, settings = item.draft, self._wishes.settings
        findings = pipeline.sourced(found, item.incident, draft, self.locale, settings)

        def reported() -> Report:
            metrics = self.swift.metrics(draft) if self.swift else None
            passage = pipeline.passage_of(draft)
            return pipeline.report(item.where, passage, self.locale, findings, checked, gaps, self._wishes, metrics)

        ok = pipeline.verdict(findings, checked, self._wishes) if findings else fine
        ordered = pipeline.in_order(findings) if findings else ()
        return Done(item.where, item.incident, draft, (), ok, ordered, unchecked, reported)


class Work:
    """Works on records in one process."""

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self._desks: dict[str, Desk] = {}
        self._moulds: Memory[bytes, Mould | bool] = Memory(_MOULDS)  # True: met once; False: no mould can be made

    def one(self, value: Any, where: str) -> Done:
        """Work on one record (a parsed JSON value); `where` names it in problems. Never raises for bad input."""
        return self.many([(value, where)])[0]

    def form(self, text: str, value: Any) -> Form | None:
        """The form of a record that was worked on, where others that have its text but for some values are alike."""
        shape = parted(value) if isinstance(value, dict) else None
        return form_of(text, *shape) if shape and isinstance(self._moulds.get(shape[0]), Mould) else None

    def many(self, items: Sequence[tuple[Any, str]]) -> list[Done]:
        """Work on records together: the same as one by one, and quicker where an engine takes many in one go."""
        done: list[Done | None] = [None] * len(items)
        written: dict[str, list[_Written]] = {}
        for at, (value, where) in enumerate(items):
            try:
                incident, draft = self._written(value, where)
            except ComposeError as error:
                done[at] = Done(where, problems=tuple(error.problems))
                continue
            written.setdefault(incident.locale, []).append(_Written(at, where, incident, draft))
        for tag, mine in written.items():
            for item, result in zip(mine, self._desks[tag].check(mine), strict=True):
                done[item.at] = result
        return [item for item in done if item is not None]

    def _written(self, value: Any, where: str) -> tuple[Incident, Draft]:
        """The message of a record: from the mould of those alike where there is one, else from the start."""
        if isinstance(value, Alike):
            mould = self._moulds.get(value.key)
            made = self._cast(mould, value.differing) if isinstance(mould, Mould) else None
            if made is not None:
                return made
            value = value.whole()
        shape = parted(value) if isinstance(value, dict) else None
        mould = self._moulds.get(shape[0]) if shape else None
        if shape and isinstance(mould, Mould):
            made = self._cast(mould, shape[1])
            if made is not None:
                return made
        incident = incidents.validate(value, where)
        draft = self._write(incident, where)
        if shape and mould is None:
            self._moulds.put(shape[0], True)
        elif shape and mould is True:
            self._moulds.put(shape[0], self._mould(incident, draft, shape[1]) or False)
        return incident, draft

    def _cast(self, mould: Mould, differing: Differing) -> tuple[Incident, Draft] | None:
        try:
            return mould.cast(differing)
        except ValueError:
            return None  # the plain way words what is wrong

    def _mould(self, incident: Incident, draft: Draft, differing: Differing) -> Mould | None:
        desk = self._desks[incident.locale]
        if desk.swift is None:
            return None
        letter = templates.load(incident.channel, self._wishes.settings.templates)
        return mould_of(incident, draft, desk.locale, letter, desk.swift, desk.fits(incident.channel), differing)

    def _write(self, incident: Incident, where: str) -> Draft:
        settings = self._wishes.settings
        desk = self._desks.get(incident.locale)
        if desk is None:
            desk = self._desks[incident.locale] = Desk(locales.load(incident.locale, settings.locales), self._wishes)
        letter = templates.load(incident.channel, settings.templates)
        return render(incident, desk.locale, letter, desk.fits(incident.channel), where)
