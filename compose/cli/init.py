"""`compose init` and `compose locales new`: the first files of a team's own data, and of a new language."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from compose.cli import data, options

CIS = ("github", "gitlab", "none")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

locales_app = typer.Typer(
    invoke_without_command=True, rich_markup_mode=None, help="List the languages, or start a new one."
)


@locales_app.callback()
def list_locales(context: typer.Context, config: options.Config = None, format: options.Format = "text") -> int:
    """List the languages, with how much each one knows; or start a new one.

    \b
      compose locales
      compose locales new fo
    """
    return data.locales(config, format) if context.invoked_subcommand is None else 0


@locales_app.command("new")
def new_locale(
    tag: Annotated[str, typer.Argument(metavar="TAG", help="The language, as a BCP 47 tag: fo, de, pt-BR.")],
    into: Annotated[
        Path | None,
        typer.Option("--into", metavar="FOLDER", help="The folder of locales; default: that of the settings."),
    ] = None,
    config: options.Config = None,
) -> int:
    """Start a new language: a whole folder, with a mark at each text that is still to be written.

    \b
      compose locales new fo
      compose lint locales/fo
    """
    from compose.errors import fail
    from compose.lint.skeleton import skeleton
    from compose.paths import locales_dir

    if not _TAG.fullmatch(tag):
        raise fail(f"{tag!r} is no language tag", where="TAG", mend="write it as in BCP 47, such as fo or pt-BR")
    found = options.settings(config)
    folder = (into or next(iter(found.locales), Path("locales"))) / tag
    if folder.exists() or (locales_dir() / tag).exists():
        raise fail("is there already", where=str(folder), mend="choose another tag, or 'compose lint' this one")
    marks = _write(folder, skeleton(tag, locales_dir()))
    print(f"{folder}: {marks} texts to write; 'compose lint {folder}' lists each with its place")
    return 0


def init(
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="Where; default: the working folder.")] = Path("."),
    locale: options.LocaleTag = "en",
    ci: Annotated[str, typer.Option("--ci", metavar="WHERE", help="The CI file: github, gitlab or none.")] = "github",
) -> int:
    """Start a team's own data: settings, a letter, a sentence, an incident, schemas for the editor, a CI file.

    What is there already is left as it is.

    \b
      compose init our-words --locale nb
      compose lint our-words
    """
    from compose.lint.overlay import overlay

    options.chosen("--ci", ci, CIS)
    options.settings(None)
    _write(folder, overlay(locale, ci))
    print(f"{folder}: change what is there, then run 'compose lint {folder}'")
    return 0


def _write(folder: Path, files: object) -> int:
    from collections.abc import Iterable
    from typing import cast

    from compose.lint.marks import MARK
    from compose.output.files import write_whole

    marks = 0
    for name, text in cast("Iterable[tuple[str, str]]", files):
        path = folder / name
        if path.exists():
            print(f"{path}: is there already, left as it is", file=sys.stderr)
            continue
        write_whole(path, text)
        print(f"{path}", file=sys.stderr)
        marks += text.count(MARK)
    return marks
