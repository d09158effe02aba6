"""The options that commands share, worded once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from compose.model.settings import Settings
    from compose.pipeline import Wishes

LEVELS = ("error", "warning", "info", "never")
FORMATS = ("text", "json")
SHAPES = ("txt", "md", "json")
REQUIRABLE = (
    *("spelling", "grammar", "apology", "tone", "length", "typography"),
    *("rules", "words", "tokens", "greynir", "languagetool"),
)

Source = Annotated[str, typer.Argument(metavar="FILE|-", help="A file, or - for standard input.")]
LocaleTag = Annotated[
    str, typer.Option("--locale", metavar="TAG", help="Language of the message: ms, id, is, nb, en, or your own.")
]
ChannelName = Annotated[str, typer.Option("--channel", metavar="CHANNEL", help="email, call, chat or sms.")]
Format = Annotated[str, typer.Option("--format", metavar="FORM", help="How the report is given: text or json.")]
FailOn = Annotated[
    str, typer.Option("--fail-on", metavar="LEVEL", help="Exit 1 from this level on: error, warning, info, never.")
]
Require = Annotated[
    list[str] | None,
    typer.Option(
        "--require",
        metavar="WHAT",
        help="Exit 1 unless this was checked: spelling, grammar, …, or looked: languagetool, … (repeatable).",
    ),
]
EngineNames = Annotated[
    list[str] | None,
    typer.Option("--engine", metavar="NAME", help="auto, rules, words, greynir, languagetool or none (repeatable)."),
]
LanguageToolUrl = Annotated[
    str | None,
    typer.Option("--languagetool-url", metavar="URL", help="A LanguageTool server that already runs."),
]
Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Settings to use instead of those found.")
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write the message there, whole or not at all.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but the message.")]


def settings(config: Path | None) -> Settings:
    """The settings that hold, or those of the file named."""
    from compose import settings as reader

    found = reader.load(config)
    if found.locale:
        known(found.locale, found, " or ".join(map(str, found.files)))
    return found


def known(tag: str, found: Settings, where: str) -> None:
    """Raise ComposeError for a language that is not there; `where` its tag was read: an option, a file."""
    from compose import locales
    from compose.errors import fail, unknown

    tags = locales.tags(found.locales)
    if tag not in tags:
        what, mend = unknown("locale", tag, tags)
        raise fail(what, where=where, pointer="" if where.startswith("--") else "/locale", mend=mend)


def chosen(option: str, value: str, choices: tuple[str, ...]) -> str:
    """An option's value if it is one of the choices. Raises ComposeError with the nearest one."""
    if value not in choices:
        from compose.errors import fail, unknown

        _, mend = unknown(option, value, choices)
        raise fail(f"must not be {value!r}", where=option, mend=mend)
    return value


def wishes(
    engine: list[str] | None,
    fail_on: str,
    require: list[str] | None,
    url: str | None,
    found: Settings,
) -> Wishes:
    """How to check, from the options."""
    from compose.pipeline import Wishes

    return Wishes(
        engines=tuple(engine or ("auto",)),
        fail_on=chosen("--fail-on", fail_on, LEVELS),
        require=tuple(chosen("--require", kind, REQUIRABLE) for kind in require or ()),
        url=url,
        settings=found,
    )
