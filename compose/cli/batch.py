"""`compose batch`: many incidents become many checked messages, or nothing is written and every error is named."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compose.cli import options

if TYPE_CHECKING:
    from compose.batch import Outcome, Plan
    from compose.cli.progress import Progress

REPORTS = ("text", "json", "junit", "csv", "html")
_ENDINGS = {".txt": "text", ".json": "json", ".xml": "junit", ".csv": "csv", ".html": "html", ".htm": "html"}


def batch(
    source: Annotated[str, typer.Argument(metavar="FILE|FOLDER|-", help="JSON array, JSON Lines, folder; gzip too.")],
    out: Annotated[str, typer.Option("--out", metavar="FOLDER", help="Write files there; else JSON Lines.")] = "",
    shape: Annotated[
        str, typer.Option("--as", metavar="SHAPE", help="How messages are written: txt, eml, html, md or json.")
    ] = "txt",
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Write the good ones; the others go to rejects.jsonl, to be mended.")
    ] = False,
    max_errors: Annotated[
        int | None, typer.Option("--max-errors", metavar="N", min=0, help="Give up when more records are bad.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on in a folder that an earlier run wrote; rewrite what changed.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", metavar="N", min=1, help="Processes; one a processor, at most 8, if not said."),
    ] = None,
    cluster: Annotated[
        str, typer.Option("--cluster", metavar="ADDRESS", help="Work on a Dask cluster: tcp://scheduler:8786.")
    ] = "",
    locale: options.LocaleTag = "",
    channel: options.ChannelName = "",
    format: Annotated[
        str, typer.Option("--format", metavar="FORM", help="The report: text, json, junit, csv or html.")
    ] = "text",
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE", help="Write the report there: .txt, .json, .xml, .csv or .html."),
    ] = None,
    fail_on: options.FailOn = "error",
    require: options.Require = None,
    engine: options.EngineNames = None,
    languagetool_url: options.LanguageToolUrl = None,
    config: options.Config = None,
    quiet: options.Quiet = False,
) -> int:
    """Write and check the messages of many incidents; with any error nothing is written, and every error is named.

    Exit 0 all written; 2 errors, nothing written; 3 some left out (--keep-going); 130 or 143 stopped, go on with
    --resume. The report goes to standard error, or to standard output with --format and --out.

    \b
      compose batch incidents.jsonl --out letters
      compose batch incidents.json.gz --out letters --as eml --keep-going --report report.html
      compose batch letters/rejects.jsonl --out letters --resume
      cat incidents.jsonl | compose batch - | compose check -
    """
    from compose.batch import SHAPES, Job, Plan, processes
    from compose.cli.render import filled

    options.chosen("--as", shape, SHAPES)
    form = options.chosen("--format", format, REPORTS)
    if report is not None:
        form = _form_of(report)
    found = options.settings(config)
    wishes = options.wishes(engine, fail_on, require, languagetool_url, found)
    fill = partial(filled, locale=locale, channel=channel, found=found)
    plan = Plan(
        job=Job(wishes, shape, not out, fill),
        source=source,
        out=out,
        resume=resume,
        keep_going=keep_going,
        most=max_errors,
        jobs=processes(jobs),
        cluster=cluster,
    )
    return _run(plan, form, report, quiet)


def _run(plan: Plan, form: str, report: Path | None, quiet: bool) -> int:
    from compose.batch import Stopped, session
    from compose.cli.progress import Progress
    from compose.incidents.stream import Records

    records = Records(plan.source)
    progress = Progress(records, quiet=quiet)
    try:
        with session(plan, records, progress) as outcome:
            progress.close()
            _tell(outcome, plan, form, report, quiet)
            return outcome.code
    except Stopped as stopped:
        progress.close()
        print(_how_to_go_on(plan, progress, str(stopped)), file=sys.stderr)
        return stopped.code
    finally:
        progress.close()


def _tell(outcome: Outcome, plan: Plan, form: str, report: Path | None, quiet: bool) -> None:
    """The totals on standard error; the report that was asked for in its file, or on the stream that is free."""
    from compose.output import batch_text, files

    if not quiet:
        print(batch_text.told(outcome.totals, outcome.kept_going), file=sys.stderr)
    if report is not None:
        files.write_pieces(report, _pieces(outcome, form))
    elif form != "text":
        (sys.stdout if plan.out else sys.stderr).writelines(_pieces(outcome, form))


def _pieces(outcome: Outcome, form: str) -> Iterable[str]:
    from compose.output import batch_csv, batch_html, batch_json, batch_junit, batch_text

    if form == "text":
        return (batch_text.told(outcome.totals, outcome.kept_going) + "\n",)
    rooms = {
        "json": batch_json.written,
        "junit": batch_junit.written,
        "csv": batch_csv.written,
        "html": batch_html.written,
    }
    return rooms[form](outcome.totals, outcome.entries())


def _how_to_go_on(plan: Plan, progress: Progress, name: str) -> str:
    import shlex

    words = ["compose", *sys.argv[1:]]
    if not plan.out:
        return (
            f"stopped by {name}; what was printed is whole lines; to have them all, run it again: {shlex.join(words)}"
        )
    if not plan.resume:
        words.append("--resume")
    stand = f"{progress.done:,} of {progress.total:,} messages stand" if progress.writing else "nothing was written"
    return f"stopped by {name}; {stand}; to go on: {shlex.join(words)}"


def _form_of(report: Path) -> str:
    from compose.errors import fail

    form = _ENDINGS.get(report.suffix.lower())
    if form is None:
        raise fail(f"no report ends in {report.suffix!r}", where="--report", mend=f"choices: {', '.join(_ENDINGS)}")
    return form
