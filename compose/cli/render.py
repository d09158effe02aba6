"""`compose render`: one incident from JSON becomes one checked message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from compose.cli import options

if TYPE_CHECKING:
    from compose.model.draft import Draft
    from compose.model.finding import Report
    from compose.model.incident import Incident
    from compose.model.settings import Settings


def render(
    file: options.Source,
    locale: options.LocaleTag = "",
    channel: options.ChannelName = "",
    format: options.Format = "text",
    shape: Annotated[
        str, typer.Option("--as", metavar="SHAPE", help="How the message is written: txt, md or json.")
    ] = "txt",
    gloss: Annotated[bool, typer.Option("--gloss", help="Show the English of every sentence.")] = False,
    fail_on: options.FailOn = "error",
    require: options.Require = None,
    engine: options.EngineNames = None,
    languagetool_url: options.LanguageToolUrl = None,
    config: options.Config = None,
    out: options.Out = None,
    quiet: options.Quiet = False,
) -> int:
    """Write the message of one incident (JSON) and check it.

    The message goes to standard output, findings to standard error. Exit 0 clean, 1 findings, 2 could not run.

    \b
      compose render mistake.json
      compose render mistake.json --channel sms --gloss
      echo '{"locale": "nb", …}' | compose render - --format json
    """
    from compose import incidents, pipeline
    from compose.model.words import CHANNELS

    options.chosen("--format", format, options.FORMATS)
    options.chosen("--as", shape, options.SHAPES)
    if channel:
        options.chosen("--channel", channel, CHANNELS)
    found = options.settings(config)
    wishes = options.wishes(engine, fail_on, require, languagetool_url, found)
    where = "<stdin>" if file == "-" else file
    incident = incidents.validate(filled(incidents.read(file), locale, channel, found), where)
    options.known(incident.locale, found, "--locale" if locale else where)
    draft, report = pipeline.compose(incident, where, wishes)
    show(incident, draft, report, found, format=format, shape=shape, gloss=gloss, out=out, quiet=quiet)
    return 0 if report.ok else 1


def filled(value: Any, locale: str, channel: str, found: Settings) -> Any:
    """A record with the command line's language and channel over its own, and the settings' below."""
    if not isinstance(value, dict):
        return value
    record = dict(value)
    for key, chosen, default in (("locale", locale, found.locale), ("channel", channel, found.channel)):
        if chosen:
            record[key] = chosen
        elif default:
            record.setdefault(key, default)
    if found.sender and isinstance(record.get("sender", {}), dict):
        record["sender"] = {**found.sender, **record.get("sender", {})}
    return record


def show(
    incident: Incident,
    draft: Draft,
    report: Report,
    found: Settings,
    *,
    format: str,
    shape: str,
    gloss: bool,
    out: Any,
    quiet: bool,
) -> None:
    """Print the message on standard output (or write it to `out`), and the report as it was asked for."""
    import sys
    from dataclasses import replace

    from compose import pipeline
    from compose.cli.report import tell, with_suggestions
    from compose.output import files, message, screen
    from compose.output.json import dumps, report_json

    pairs = pipeline.english_of(draft, incident, found) if gloss else []
    if format == "json" or shape == "json":
        full = replace(with_suggestions(report, draft.locale, found), gloss=tuple(pairs))
        text = dumps(report_json(full)) + "\n"
    else:
        text = message.as_markdown(draft.text) if shape == "md" else message.as_text(draft.text)
    if out is not None:
        files.write_whole(out, text)
        if pairs and format == "text" and shape != "json":
            sys.stdout.write(message.with_gloss(pairs))  # the file is what is sent; the English is for the writer
    elif sys.stdout.isatty() and shape == "txt" and format == "text" and not gloss:
        screen.framed(f"{draft.locale} · {draft.channel}", draft.text)
    elif gloss and format == "text" and shape != "json":
        sys.stdout.write(message.with_gloss(pairs))
    else:
        sys.stdout.write(text)
    if format == "text" and not quiet:
        tell(report, draft.locale, draft.channel, found)
