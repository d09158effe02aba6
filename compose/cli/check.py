"""`compose check`: any text, written anywhere, is held to the rules of its language and channel."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from compose.cli import options

if TYPE_CHECKING:
    from compose.model.finding import Report
    from compose.pipeline import Wishes


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
    from compose.incidents.parse import decode

    options.chosen("--format", format, options.FORMATS)
    found = options.settings(config)
    wishes = options.wishes(engine, fail_on, require, languagetool_url, found)
    where = "<stdin>" if file == "-" else file
    text = decode(incidents.read_bytes(file), where)
    if file.endswith(".jsonl") or text.lstrip()[:1] == "{":
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
    from compose.output.json import dumps, report_json

    found = wishes.settings
    tag = locale or found.locale
    if not tag:
        raise fail("no language is given", where="--locale", mend="say --locale ms, id, is, nb or en")
    medium = options.chosen("--channel", channel or found.channel or "email", _channels())
    report = pipeline.check(text, tag, medium, where, wishes)
    if facts is not None:
        report = _compared(report, facts, wishes)
    if format == "json":
        sys.stdout.write(dumps(report_json(with_suggestions(report, tag, found))) + "\n")
    elif not quiet:
        tell(report, tag, medium, found)
    return 0 if report.ok else 1


def _compared(report: Report, facts: Path, wishes: Wishes) -> Report:
    from dataclasses import replace

    from compose import incidents, pipeline
    from compose.cli.render import filled

    found = wishes.settings
    incident = incidents.validate(filled(incidents.read(str(facts)), "", "", found), str(facts))
    more = pipeline.compared(report.text, incident, str(facts), found)
    return replace(
        report,
        ok=report.ok and pipeline.passes(more, wishes.fail_on),
        findings=tuple(sorted((*report.findings, *more), key=lambda finding: (finding.start, finding.end))),
    )


def _lines(text: str, where: str, locale: str, channel: str, wishes: Wishes, quiet: bool) -> int:
    import json

    from compose import pipeline
    from compose.output.json import report_json

    found = wishes.settings
    items = list(_items(text, where, locale or found.locale, channel or found.channel or "email"))
    reports = pipeline.check_many(items, wishes)
    for report in reports:
        sys.stdout.write(json.dumps(report_json(report), ensure_ascii=False) + "\n")
    failing = sum(not report.ok for report in reports)
    if not quiet:
        print(f"{len(reports)} texts checked, {failing} not ok", file=sys.stderr)
    return 1 if failing else 0


def _items(text: str, where: str, locale: str, channel: str) -> Any:
    from compose.errors import ComposeError, Problem
    from compose.incidents import parse

    problems: list[Problem] = []
    items = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"{where}:{number}"
        try:
            row = parse(line, place)
        except ComposeError as error:
            problems.extend(error.problems)
            continue
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            problems.append(Problem(place, "/text", "is required", 'give {"id", "locale", "channel", "text"}'))
            continue
        tag, medium = str(row.get("locale") or locale), str(row.get("channel") or channel)
        if medium not in _channels():
            problems.append(
                Problem(place, "/channel", f"unknown channel {medium!r}", f"choices: {', '.join(_channels())}")
            )
        if not tag:
            problems.append(Problem(place, "/locale", "is required", "give it, or say --locale"))
        items.append((row["text"], tag, medium, str(row.get("id") or place)))
    if problems:
        raise ComposeError(*problems)
    return items


def _channels() -> tuple[str, ...]:
    from compose.model.words import CHANNELS

    return CHANNELS
