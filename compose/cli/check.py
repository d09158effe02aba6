"""`compose check`: any text, written anywhere, is held to the rules of its language and channel."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compose.cli import options

if TYPE_CHECKING:
    from compose.model.finding import Report
    from compose.model.incident import Incident
    from compose.model.settings import Settings
    from compose.pipeline import Wishes

Item = tuple[str, str, str, str]  # text, locale, channel, source


def check(
    file: options.Source,
    locale: options.LocaleTag = "",
    channel: options.ChannelName = "",
    format: options.Format = "text",
    facts: Annotated[
        Path | None,
        typer.Option("--facts", metavar="FILE", help="The incident (JSON) whose facts the text must still hold."),
    ] = None,
    fail_on: options.FailOn = "error",
    require: options.Require = None,
    engine: options.EngineNames = None,
    languagetool_url: options.LanguageToolUrl = None,
    config: options.Config = None,
    quiet: options.Quiet = False,
) -> int:
    """Check a text: a draft edited by hand, or an e-mail written elsewhere.

    Where the name ends in .jsonl, or the text starts as JSON, each line is {"id", "locale", "channel", "text"}, and
    one report a line is printed.

    \b
      compose check draft.txt --locale nb
      echo "Hi Ann, we are sorry if …" | compose check - --locale en --channel chat
      compose check sent.jsonl --format json
    """
    from compose import incidents
    from compose.errors import fail
    from compose.incidents.parse import decode

    options.chosen("--format", format, options.FORMATS)
    found = options.settings(config)
    wishes = options.wishes(engine, fail_on, require, languagetool_url, found)
    where = "<stdin>" if file == "-" else file
    text = decode(incidents.read_bytes(file), where)
    if file.endswith(".jsonl") or text.lstrip()[:1] == "{":
        if facts is not None:
            raise fail("goes with one text, not with JSON Lines", where="--facts", mend="check the texts one by one")
        return _lines(text, where, locale, channel, wishes, quiet)
    return _text(text, where, locale, channel, format, facts, wishes, quiet)


def _text(
    text: str,
    where: str,
    locale: str,
    channel: str,
    format: str,
    facts: Path | None,
    wishes: Wishes,
    quiet: bool,
) -> int:
    from compose import pipeline
    from compose.cli.report import tell, with_suggestions
    from compose.errors import fail

    found = wishes.settings
    given = _given(facts, locale, channel, found) if facts else None
    tag = given.locale if given else locale or found.locale
    if not tag:
        raise fail("no language is given", where="--locale", mend="say --locale ms, id, is, nb or en")
    medium = given.channel if given else options.chosen("--channel", channel or found.channel or "email", _channels())
    options.known(tag, found, "--locale" if locale else str(facts))
    report = pipeline.check(text, tag, medium, where, wishes)
    if given:
        report = _compared(report, given, str(facts), wishes)
    if format == "json":
        from compose.output.json import dumps, report_json

        sys.stdout.write(dumps(report_json(with_suggestions(report, tag, found))) + "\n")
    elif not quiet:
        tell(report, tag, medium, found)
    return 0 if report.ok else 1


def _given(facts: Path, locale: str, channel: str, found: Settings) -> Incident:
    """The incident whose facts the text must hold; where no option says it, it gives language and channel too."""
    from compose import incidents
    from compose.cli.render import filled

    options.chosen("--channel", channel or "email", _channels())
    return incidents.validate(filled(incidents.read(str(facts)), locale, channel, found), str(facts))


def _compared(report: Report, given: Incident, facts: str, wishes: Wishes) -> Report:
    from dataclasses import replace

    from compose import pipeline

    more = pipeline.compared(report.text, given, facts, wishes.settings)
    return replace(
        report,
        ok=report.ok and pipeline.passes(more, wishes.fail_on),
        findings=tuple(sorted((*report.findings, *more), key=lambda finding: (finding.start, finding.end))),
    )


def _lines(text: str, where: str, locale: str, channel: str, wishes: Wishes, quiet: bool) -> int:
    import json

    from compose import locales, pipeline
    from compose.output.json import report_json

    found = wishes.settings
    items = _items(
        text, where, locale or found.locale, channel or found.channel or "email", locales.tags(found.locales)
    )
    reports = pipeline.check_many(items, wishes)
    for report in reports:
        sys.stdout.write(json.dumps(report_json(report), ensure_ascii=False) + "\n")
    failing = sum(not report.ok for report in reports)
    if not quiet:
        print(f"{len(reports)} texts checked, {failing} not ok", file=sys.stderr)
    return 1 if failing else 0


def _items(text: str, where: str, locale: str, channel: str, tags: Sequence[str]) -> list[Item]:
    """The texts of JSON Lines. Raises ComposeError with every problem of every line."""
    from compose.errors import ComposeError, Problem

    problems: list[Problem] = []
    items = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                items.append(_item(line, f"{where}:{number}", locale, channel, tags))
            except ComposeError as error:
                problems.extend(error.problems)
    if problems:
        raise ComposeError(*problems)
    return items


def _item(line: str, place: str, locale: str, channel: str, tags: Sequence[str]) -> Item:
    from compose import pipeline
    from compose.errors import ComposeError, Problem, fail, unknown
    from compose.incidents import parse

    row = parse(line, place)
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise fail("is required", where=place, pointer="/text", mend='give {"id", "locale", "channel", "text"}')
    problems: list[Problem] = []
    tag, medium = str(row.get("locale") or locale), str(row.get("channel") or channel)
    if not tag:
        problems.append(Problem(place, "/locale", "is required", "give it, or say --locale"))
    for name, value, known in (("locale", tag, tags), ("channel", medium, _channels())):
        if value and value not in known:
            problems.append(Problem(place, f"/{name}", *unknown(name, value, known)))
    try:
        pipeline.cleaned(row["text"], place)
    except ComposeError as error:
        problems.extend(Problem(place, "/text", problem.what, problem.mend) for problem in error.problems)
    if problems:
        raise ComposeError(*problems)
    return row["text"], tag, medium, str(row["id"]) if row.get("id") is not None else place


def _channels() -> tuple[str, ...]:
    from compose.model.words import CHANNELS

    return CHANNELS
