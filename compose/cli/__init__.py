"""The command line: reads what was typed, calls, prints, exits. Decides nothing."""

from __future__ import annotations

from typing import Any

import typer

from compose.cli import batch, check, data, doctor, init, languagetool, lint, new, render

HELP = """Own a mistake in the client's language: today, shortly, honestly.

Malay (ms), Indonesian (id), Icelandic (is), Norwegian Bokmål (nb) and English (en), for email, call, chat and sms.
"""
EXAMPLES = """\b
Examples:
  compose new --locale nb                            be asked, then get the message
  compose render mistake.json                        one incident becomes one checked message
  compose render mistake.json --channel call --gloss a call script with its English
  compose check draft.txt --locale is                check what you wrote yourself
  compose phrases --locale ms                        ready answers, glossed in English
  compose explain tone.conditional                   what a rule asks, and why
  compose doctor                                     which checkers are there

\b
Exit codes: 0 clean, 1 findings, 2 could not run, 3 some records left out, 130 interrupted.
"""

_typer = typer.Typer(
    name="compose",
    help=HELP,
    epilog=EXAMPLES,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@_typer.callback()
def _main(
    version: bool = typer.Option(False, "--version", help="Show the version and leave.", is_eager=True),
) -> None:
    if version:
        from compose import __version__

        print(f"compose {__version__}")
        raise typer.Exit


for _command in (
    new.new,
    render.render,
    check.check,
    lint.lint,
    init.init,
    batch.batch,
    data.explain,
    data.phrases,
    data.schema,
    doctor.doctor,
):
    _typer.command()(_command)
_typer.add_typer(data.rules_app, name="rules")
_typer.add_typer(init.locales_app, name="locales")
_typer.add_typer(languagetool.app, name="languagetool")


# The base of every usage error; typer keeps its name private, and its place has moved between versions.
_USAGE: Any = next(base for base in typer.BadParameter.__mro__ if base.__name__ == "ClickException")


def app(words: list[str]) -> int:
    """Run one command and give its exit code. Raises ComposeError; usage errors print and give 2."""
    try:
        code = _typer(args=words, standalone_mode=False)
    except typer.Exit as leave:
        return int(leave.exit_code)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except SystemExit as leave:
        if isinstance(leave.__context__, BrokenPipeError):  # typer answers it with 1, which means findings here
            raise BrokenPipeError from None
        raise
    except _USAGE as error:
        error.show()
        return int(error.exit_code)
    return int(code or 0)
