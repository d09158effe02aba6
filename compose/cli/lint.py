"""`compose lint`: what is wrong with letters, locales, rules, phrases, examples and settings."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compose.cli import options

if TYPE_CHECKING:
    from compose.lint.run import Plan
    from compose.lint.scope import Scope
    from compose.model.fault import Linted

FORMATS = ("text", "json", "github", "sarif", "junit", "rdjson", "checkstyle", "gitlab")
_PATHS = "Files or folders; without one, the overlays of the settings, or this folder, or the built-in data."


def lint(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[PATH]…", help=_PATHS)] = None,
    format: Annotated[
        str, typer.Option("--format", metavar="FORM", help=f"How faults are given: {', '.join(FORMATS)}.")
    ] = "text",
    fail_on: options.FailOn = "error",
    max_warnings: Annotated[
        int | None, typer.Option("--max-warnings", metavar="N", min=0, help="Exit 1 when there are more warnings.")
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", metavar="FILE", help="Leave out the faults that this file knows.")
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option("--write-baseline", metavar="FILE", help="Write all faults there, and exit 0.")
    ] = None,
    diff: Annotated[
        str, typer.Option("--diff", metavar="REV", help="Only what changed since this revision of git.")
    ] = "",
    fix: Annotated[bool, typer.Option("--fix", help="Mend what is mechanical, and show the difference.")] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Write keys.lock anew: what is gone or changed is meant to be so.")
    ] = False,
    render_all: Annotated[
        bool, typer.Option("--render-all", help="Render and check messages of every kind, pairwise.")
    ] = False,
    exhaustive: Annotated[
        bool, typer.Option("--exhaustive", help="With --render-all: every combination; takes long.")
    ] = False,
    engine: options.EngineNames = None,
    require: options.Require = None,
    cache: Annotated[bool, typer.Option(help="Remember what was found by content.")] = True,
    config: options.Config = None,
    out: options.Out = None,
    quiet: options.Quiet = False,
) -> int:
    """Find what is wrong with letters, locales, rules, phrases, examples and settings, before it is merged.

    Exit 0 clean, 1 faults at or above --fail-on or more warnings than --max-warnings, 2 could not run.

    \b
      compose lint
      compose lint our-folder --format github --fail-on warning
      compose lint --render-all --require languagetool
      compose lint --render-all --baseline lint.json
    """
    from compose.errors import fail
    from compose.lint.run import Plan
    from compose.lint.run import lint as run
    from compose.lint.scope import scope_of

    options.chosen("--format", format, FORMATS)
    options.chosen("--fail-on", fail_on, options.LEVELS)
    scope = scope_of(paths or [], config)
    variants = "exhaustive" if exhaustive else "pairwise" if render_all else ""
    if accept:
        _accept(scope)
    required = tuple(options.chosen("--require", kind, options.REQUIRABLE) for kind in require or ())
    if required and not variants:
        raise fail("asks what looked at the messages, and none is rendered", where="--require", mend="add --render-all")
    plan = Plan(remember=cache, variants=variants, engines=tuple(engine or ("auto",)), require=required)
    linted = run(scope, plan)
    if fix:
        linted = _fixed(scope, plan, linted)
    if write_baseline is not None:
        return _write_baseline(write_baseline, linted)
    linted = _counted(linted, baseline, diff)
    _show(linted, format, out, quiet)
    from compose.lint.gate import passes

    return 0 if passes(linted.faults, fail_on, max_warnings) and not linted.unmet else 1


def _counted(linted: Linted, baseline: Path | None, diff: str) -> Linted:
    from dataclasses import replace

    from compose.lint import gate
    from compose.locales.changes import changed_since

    faults = list(linted.faults)
    if diff:
        faults = gate.touched(faults, changed_since(diff, Path.cwd()))
    known = 0
    if baseline is not None:
        fresh = gate.beyond(faults, gate.read_baseline(baseline))
        known, faults = len(faults) - len(fresh), fresh
    return replace(linted, faults=tuple(faults), known=known)


def _write_baseline(path: Path, linted: Linted) -> int:
    from compose.lint.gate import baseline_text
    from compose.output.files import write_whole

    write_whole(path, baseline_text(linted.faults))
    print(f"{path}: {len(linted.faults)} faults are known from now on", file=sys.stderr)
    return 0


def _accept(scope: Scope) -> None:
    from compose.locales import ROOT
    from compose.locales.keys import LOCK, keys_of, lock_text
    from compose.output.files import write_whole

    for base in scope.locale_bases:
        for tag in (ROOT, *scope.tags):
            if (base / tag).is_dir() and scope.judges_any(base / tag):
                write_whole(base / tag / LOCK, lock_text(keys_of(base / tag)))


def _fixed(scope: Scope, plan: Plan, linted: Linted) -> Linted:
    """Mend until nothing is left to mend; the whole difference goes to standard output."""
    from dataclasses import replace

    from compose.lint.fix import difference, mended
    from compose.lint.run import lint as run
    from compose.output.files import write_whole

    before: dict[Path, str] = {}
    for _ in range(5):
        changes = mended(linted.faults)
        if not changes:
            break
        for path, (old, new) in changes.items():
            before.setdefault(path, old)
            write_whole(path, new)
        scope = replace(scope, run=object())
        linted = run(scope, plan)
    sys.stdout.write("".join(difference(path, old) for path, old in before.items()))
    return linted


def _show(linted: Linted, format: str, out: Path | None, quiet: bool) -> None:
    from importlib import import_module

    from compose.output.files import write_whole
    from compose.output.screen import console

    if format == "text" and out is None:
        from compose.output import lint_text

        lint_text.show(linted, console(stderr=False), quiet=quiet)
        return
    text: str = import_module(f"compose.output.lint_{format}").text(linted)
    if out is not None:
        write_whole(out, text)
    else:
        sys.stdout.write(text)
    print(*linted.unmet, sep="\n", end="\n" * bool(linted.unmet), file=sys.stderr)
    if not quiet:
        from compose.output.lint_text import summary

        print(summary(linted), file=sys.stderr)
