"""`--render-all`: messages of every kind, rendered in this process and checked by every engine that is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from compose import locales, pipeline, templates
from compose.check.engines import ENGINES, open_engines, run
from compose.errors import ComposeError
from compose.lint.cases import columns_of, record_of, told_of
from compose.lint.page import Page
from compose.lint.pairwise import every, pairwise
from compose.lint.scope import Scope
from compose.lint.view import View, views
from compose.model.draft import Draft
from compose.model.engine import Passage
from compose.model.fault import Fault, Linted
from compose.model.finding import Coverage, Finding
from compose.model.incident import Incident
from compose.model.settings import Settings

_LOT = 2000
_OPTIONAL = (
    "why",
    "fix",
    "effect",
    "compensation",
    "prevention",
    "client_account",
    "how_it_works",
    "cannot",
    "hand_over",
)
_ROOM = {"email": 4, "call": 3, "chat": 3, "sms": 1}  # optional answers beside what happened
Rendered = tuple[Mapping[str, Any], Incident, Draft]


def rendered(scope: Scope, how: str, engines: Sequence[str], require: Sequence[str] = ()) -> Linted:
    """Render the variants of every judged language, `pairwise` or `exhaustive`, and check them.

    An engine that is required must look at every language that wants it; spelling and the like, at every language.
    """
    locales.forget()  # with --fix they are rendered again, and not as they were
    templates.forget()
    faults: dict[tuple[str, str, int, str], Fault] = {}
    count = 0
    ran: dict[str, None] = {}
    gaps: dict[str, None] = {}
    unmet: dict[str, None] = {}
    settings = Settings(templates=scope.templates, locales=scope.locales)
    for view in views(scope):
        if view.problems:
            continue  # said already; such a language cannot be loaded
        for lot in _lots(_records(view, how)):
            count += len(lot)
            done: list[Rendered] = []
            for row, record in lot:
                try:
                    incident = Incident.model_validate(record)
                    done.append((row, incident, pipeline.write(incident, "", settings)))
                except ComposeError as error:
                    _add(faults, _stopped(view, row, error))
            coverage, missing = _checked(view, done, engines, settings, faults)
            ran |= dict.fromkeys(item.engine for item in coverage)
            gaps |= dict.fromkeys(missing)
            unmet |= dict.fromkeys(_unmet(view, coverage, require))
    kept = tuple(fault for fault in faults.values() if scope.judges(Path(fault.file).resolve()))
    return Linted(kept, variants=count, engines=tuple(ran), gaps=tuple(gaps), unmet=tuple(unmet))


def _records(view: View, how: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    columns = columns_of(view.locale, exhaustive=how == "exhaustive")
    for numbers in (every if how == "exhaustive" else pairwise)(columns):
        row = {name: columns[name][number] for name, number in numbers.items()}
        yield row, record_of(view.locale, row)


def _lots(
    records: Iterator[tuple[dict[str, Any], dict[str, Any]]],
) -> Iterator[list[tuple[dict[str, Any], dict[str, Any]]]]:
    lot = []
    for record in records:
        lot.append(record)
        if len(lot) == _LOT:
            yield lot
            lot = []
    if lot:
        yield lot


def _checked(
    view: View, done: Sequence[Rendered], engines: Sequence[str], settings: Settings, faults: dict[Any, Fault]
) -> tuple[Sequence[Coverage], list[str]]:
    opened = open_engines(engines, view.locale, settings=settings)
    passages = [Passage(draft.text, draft.known, draft.channel, draft.pieces) for _, _, draft in done]
    found, coverage, gaps = run(opened, passages, view.locale)
    for (row, incident, draft), findings in zip(done, found, strict=True):
        for finding in findings:
            if not _of_the_facts(finding, row, incident):
                _add(faults, _fault(view, row, incident, draft, finding))
    return coverage, [f"{gap.what}: {gap.why}" for gap in gaps]


def _unmet(view: View, coverage: Sequence[Coverage], require: Sequence[str]) -> Iterator[str]:
    there = {kind for item in coverage for kind in (item.engine, *item.covers)}
    for kind in require:
        if kind not in there and (kind in view.locale.engines or kind not in ENGINES):
            yield f"{kind} is required for {view.tag}, and no engine that ran covers it; see compose doctor"


def _of_the_facts(finding: Finding, row: Mapping[str, Any], incident: Incident) -> bool:
    """Whether the facts alone make a message too long: at their worst, or more of them than a channel has room for.

    The user is told so when it happens; it is no fault of the words.
    """
    given = sum(getattr(incident, field) is not None for field in _OPTIONAL)
    return finding.rule.startswith(("length.", "share.")) and (bool(row["worst"]) or given > _ROOM[row["channel"]])


def _add(faults: dict[Any, Fault], fault: Fault) -> None:
    faults.setdefault((fault.rule, fault.file, fault.line, fault.entry), fault)


def _stopped(view: View, row: Mapping[str, Any], error: ComposeError) -> Fault:
    problem = error.problems[0]
    file, _, line = problem.where.rpartition(":")
    page = view.page(file) if file and line.isdigit() else view.letters[row["channel"]]
    at = page.layout.lines[int(line) - 1] if line.isdigit() and file else 0
    where = f"{problem.pointer}: " if problem.pointer else ""
    message = f"{view.tag}, {told_of(row)}: {where}{problem.what}"
    return page.fault("lint.render", (at, at), message, problem.mend, entry=problem.what)


def _fault(view: View, row: Mapping[str, Any], incident: Incident, draft: Draft, finding: Finding) -> Fault:
    page, at, name = _origin(view, incident, draft, finding)
    words = draft.text[finding.start : finding.end]
    said = f" {words!r}" if words else ""
    message = f"{finding.message}{said} ({view.tag}, {told_of(row)})"
    fault = page.fault("lint.variant", at, message, finding.gloss, entry=f"{name} {words}".strip())
    return replace(fault, rule=finding.rule, level=finding.level)


def _origin(view: View, incident: Incident, draft: Draft, finding: Finding) -> tuple[Page, tuple[int, int], str]:
    """The sentence or phrase whose words are objected to; the letter where it is the message as a whole."""
    source = finding.source or draft.source_at(finding.start)
    words = draft.text[finding.start : finding.end]
    if source is None or not words or finding.end - finding.start > 400:
        return view.letters[draft.channel], (0, 0), draft.channel
    if source.kind == "answer":
        answer = getattr(incident, source.name, None)
        answer = getattr(answer, "action", getattr(answer, "text", answer))
        phrase = view.locale.phrases.get(getattr(answer, "phrase", ""))
        if phrase is None:
            asked = next((q for q in view.locale.questions if q.key == source.name), view.locale.questions[0])
            page = view.page(asked.file)
            return page, _within(page, (*page.layout.entry("question", asked.line), "example"), words), asked.key
        page = view.page(phrase.file)
        return page, _within(page, (*page.layout.entry("phrase", phrase.line), "text"), words), phrase.code
    page = view.page(source.file)
    return page, _within(page, (*page.layout.entry("sentence", source.line), "text"), words), source.name


def _within(page: Page, path: tuple[str | int, ...], words: str) -> tuple[int, int]:
    start, end = page.value(path)
    at = page.text.find(words, start, end)
    return (at, at + len(words)) if at >= 0 else (start, end)
