"""`compose lint`: what is wrong with letters, locales, rules, phrases, examples and settings."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from compose.cli import options

FORMATS = ("text", "json", "github", "sarif", "junit", "rdjson", "checkstyle", "gitlab")


def lint(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]…", help="Files or folders; without one, the overlay of the settings, or our own data."
        ),
    ] = None,
    format: Annotated[
        str, typer.Option("--format", metavar="FORM", help=f"How faults are given: {', '.join(FORMATS)}.")
    ] = "text",
    fail_on: options.FailOn = "error",
    config: options.Config = None,
    quiet: options.Quiet = False,
) -> int:
    """Find what is wrong with letters, locales, rules, phrases, examples and settings, before it is merged.

    Exit 0 clean, 1 faults at or above --fail-on, 2 could not run.

    \b
      compose lint
      compose lint our-folder --format github --fail-on warning
    """
    from compose.lint.run import lint as run
    from compose.lint.scope import scope_of
    from compose.output import lint_text
    from compose.output.screen import console

    options.chosen("--format", format, FORMATS)
    options.chosen("--fail-on", fail_on, options.LEVELS)
    linted = run(scope_of(paths or [], config))
    lint_text.show(linted, console(stderr=False))
    from compose.model.words import RANK

    return 1 if fail_on != "never" and any(RANK[fault.level] >= RANK[fail_on] for fault in linted.faults) else 0
