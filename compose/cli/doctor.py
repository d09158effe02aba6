"""`compose doctor`: which engine is there for which language, and how to get what is not."""

from __future__ import annotations

import sys

from compose.cli import options


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
    missing = {
        tag: [kind for kind in wishes.require if not any(kind in row.covers for row in rows if row.locale == tag and row.installed)]
        for tag in tags
    }
    if format == "json":
        print(dumps([row.as_json() for row in rows]))
    else:
        _table(rows)
    for tag, kinds in missing.items():
        for kind in kinds:
            print(f"{tag}: {kind} is required, and no engine here covers it", file=sys.stderr)
    return 1 if any(missing.values()) else 0


def _table(rows: list) -> None:  # type: ignore[type-arg]
    from rich.table import Table

    from compose.output.screen import console

    table = Table("language", "engine", "there", "version", "covers", "how to get it", box=None, pad_edge=False)
    for row in rows:
        there = "[green]yes[/]" if row.installed else "[yellow]no[/]"
        table.add_row(row.locale, row.engine, there, row.version, ", ".join(row.covers), row.mend)
    out = console(stderr=False)
    if not out.is_terminal:
        out.width = 160
    out.print(table)
