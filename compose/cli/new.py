"""`compose new`: the interview, then the message, shown and checked."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from compose.cli import options

if TYPE_CHECKING:
    from compose.model.locale import Locale
    from compose.model.settings import Settings


def new(
    locale: options.LocaleTag = "",
    channel: options.ChannelName = "",
    answers: Annotated[
        Path | None,
        typer.Option("--answers", metavar="FILE", help="A record (JSON) whose answers are not asked again."),
    ] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="One answer; dotted for parts (repeatable).")
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option("--save", metavar="FILE", help="Keep the answers there, for render or a second message."),
    ] = None,
    gloss: Annotated[bool, typer.Option("--gloss", help="Show the English of every sentence.")] = False,
    fail_on: options.FailOn = "error",
    engine: options.EngineNames = None,
    languagetool_url: options.LanguageToolUrl = None,
    config: options.Config = None,
    out: options.Out = None,
) -> int:
    """Be asked what happened, and get the message.

    On a terminal the questions come one by one; elsewhere one line of standard input answers one question.
    An empty line leaves a question out; ? lists the ready answers, #CODE takes one.

    \b
      compose new --locale is
      compose new --locale nb --answers mistake.json --set channel=call
    """
    from compose import incidents, locales, pipeline
    from compose.cli.render import filled, show
    from compose.errors import ComposeError
    from compose.interview import assigned, refuse
    from compose.model.words import CHANNELS
    from compose.output.files import write_whole

    found = options.settings(config)
    if channel:
        options.chosen("--channel", channel, CHANNELS)
    where = str(answers or "the answers")
    wishes = options.wishes(engine, fail_on, None, languagetool_url, found)
    record: dict[str, Any] = incidents.read(where) if answers else {}
    refuse(record, where)
    record = filled(_merged(record, assigned(set_ or [])), locale, channel, found)
    record["locale"] = record.get("locale") or _ask_locale(found)
    refuse(record, "--set" if set_ else where)
    options.known(record["locale"], found, "--locale" if locale else where)
    asked = _asked(locales.load(record["locale"], found.locales), record)
    if save is not None:
        write_whole(save, json.dumps(asked, ensure_ascii=False, indent=2) + "\n")
    try:
        incident = incidents.validate(asked, where)
        draft, report = pipeline.compose(incident, where, wishes)
    except ComposeError:
        if asked != record and save is None:
            _keep(asked)
        raise
    show(incident, draft, report, found, format="text", shape="txt", gloss=gloss, out=out, quiet=False)
    return 0 if report.ok else 1


def _merged(record: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    merged = dict(record)
    for key, value in more.items():
        inside = merged.get(key)
        merged[key] = _merged(inside, value) if isinstance(inside, dict) and isinstance(value, dict) else value
    return merged


def _ask_locale(found: Settings) -> str:
    from compose import locales
    from compose.cli.prompt import choose

    tags = locales.tags(found.locales)
    return choose("Language of the message", {tag: locales.load(tag, found.locales).endonym for tag in tags})


def _asked(locale: Locale, record: dict[str, Any]) -> dict[str, Any]:
    from compose.cli.prompt import asker
    from compose.interview import interview

    stages = [record]
    try:
        for grown in interview(locale, record, asker(locale, lambda: stages[-1])):
            stages.append(grown)
    except (KeyboardInterrupt, EOFError):
        _keep(stages[-1])
        raise KeyboardInterrupt from None
    return stages[-1]


def _keep(record: dict[str, Any]) -> None:
    from compose.output.files import write_whole
    from compose.paths import user_data_dir

    path = user_data_dir() / "unfinished.json"
    write_whole(path, json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    print(f"\nyour answers are kept; go on with: compose new --answers {path}", file=sys.stderr)
