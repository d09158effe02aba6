"""`compose doctor`: which engine is there for which language, and how to get what is not."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from compose.cli import options

if TYPE_CHECKING:
    from compose.pipeline import Examined


def doctor(
    require: options.Require = None,
    locale: options.LocaleTag = "",
    languagetool_url: options.LanguageToolUrl = None,
    config: options.Config = None,
    format: options.Format = "text",
) -> int:
    """Show language by engine: installed, version, what it covers, how to get it.

    \b
      compose doctor
      compose doctor --locale is --require grammar
    """
    from compose import locales, pipeline
    from compose.output.json import dumps

    options.chosen("--format", format, options.FORMATS)
    found = options.settings(config)
    wishes = options.wishes(None, "error", require, languagetool_url, found)
    tags = [locale] if locale else locales.tags(found.locales)
    rows = [row for tag in tags for row in pipeline.examined(tag, wishes)]
    if format == "json":
        print(dumps([asdict(row) for row in rows]))
    else:
        _table(rows)
    missing = [(tag, kind) for tag in tags for kind in wishes.require if not _covered(tag, kind, rows)]
    for tag, kind in missing:
        print(f"{tag}: {kind} is required, and no engine here covers it", file=sys.stderr)
    return 1 if missing else 0


def _covered(tag: str, kind: str, rows: list[Examined]) -> bool:
    return any(row.locale == tag and row.installed and kind in (row.engine, *row.covers) for row in rows)


def _table(rows: list[Examined]) -> None:
    from rich.table import Table

    from compose.output.screen import console

    table = Table("language", "engine", "there", "version", "covers", "how to get it", box=None, pad_edge=False)
    for row in rows:
        there = "[green]yes[/]" if row.installed else "[yellow]no[/]"
        table.add_row(row.locale, row.engine, there, row.version, ", ".join(row.covers), row.mend)
    out = console(stderr=False)
    if not out.is_terminal:
        out.width = 180
    out.print(table)
