"""`compose languagetool`: install it, start and stop its server, say how it stands, give the pack to another server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compose.cli import options

if TYPE_CHECKING:
    from compose.languagetool.pack import Rows
    from compose.model.locale import Locale

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="LanguageTool, the grammar checker: install it, keep its server, add our languages to a server.",
)

Into = Annotated[
    Path | None,
    typer.Option("--into", metavar="DIR", help="Instead of COMPOSE_LANGUAGETOOL_HOME or the data folder."),
]


@app.command()
def install(
    source: Annotated[
        str,
        typer.Option("--from", metavar="SOURCE", help="download, maven, a LanguageTool folder or its ZIP file."),
    ] = "download",
    into: Into = None,
    no_tags: Annotated[
        bool, typer.Option("--no-tags", help="Leave out the dictionaries of tags: quicker, fewer rules.")
    ] = False,
    tags_for: Annotated[
        list[str] | None,
        typer.Option("--tags", metavar="TAG", help="Dictionaries of tags for these languages only (repeatable)."),
    ] = None,
    config: options.Config = None,
) -> int:
    """Install LanguageTool 6.8 with our languages: whole, or not at all.

    \b
      compose languagetool install                       the verified download, 250 MB
      compose languagetool install --from maven          from Maven artefacts, 100 MB; needs mvn
      compose languagetool install --from LT-6.8.zip --into /srv/languagetool
    """
    from compose.check.export.renew import editions, whole_pack
    from compose.languagetool.home import home_folder
    from compose.languagetool.install import install

    served = _locales(config)
    files, exports = whole_pack(served)
    tags = {} if no_tags else _tags(served)
    if tags_for:
        tags = {code: tags[options.chosen("--tags", code, tuple(tags))] for code in tags_for}
    with _worded():
        home = into.absolute() if into else home_folder()
        made = install(source, home, files, editions(served), tags, _say)
    rules = sum(len(exported.rules) for exported in exports)
    print(f"LanguageTool {made.version} with {rules} rules of ours in {len(exports)} languages: {made.home}")
    return 0


@app.command()
def start(into: Into = None, config: options.Config = None) -> int:
    """Start the server, to stay until `stop`; runs that check find it. On this machine alone, on a free port.

    Where the rules have changed since the install, the language pack is written anew first.
    """
    from compose.check.export.renew import is_current, renew
    from compose.languagetool import home, server

    served = _locales(config)
    with _worded():
        found = home.find(into)
        if not is_current(found, served):
            _say("Writing the language pack anew: the rules have changed")
            found = renew(found, served)
        up = server.ensure(found, stay=True)
    print(f"LanguageTool serves at {up.url} (process {up.pid})")
    return 0


@app.command()
def stop(into: Into = None) -> int:
    """Stop the server, if there is one."""
    from compose.languagetool import home, server

    print("stopped" if server.stop(into or home.home_folder()) else "there was no server")
    return 0


@app.command()
def status(into: Into = None, config: options.Config = None) -> int:
    """Say which LanguageTool, which Java and which server there is; exit 1 where it cannot run."""
    from compose.check.export.renew import is_current
    from compose.languagetool import home, java, server, state
    from compose.languagetool.fault import Fault

    folder = into or home.home_folder()
    lines, code = [f"home     {folder}"], 0
    try:
        found = home.find(folder)
        tags = f", tags for {', '.join(found.tagged)}" if found.tagged else ""
        lines.append(f"install  LanguageTool {found.version} from {found.source}, pack {found.pack}{tags}")
        if not is_current(found, _locales(config)):
            lines.append("rules    changed since; to write the pack anew: compose languagetool start")
    except Fault as fault:
        lines.append(f"install  {fault}")
        code = 1
    try:
        runs = java.find_java()
        lines.append(f"java     {runs.version}: {runs.program}")
    except Fault as fault:
        lines.append(f"java     {fault}")
        code = 1
    up = state.read(folder)
    if up:
        well = "well" if server.healthy(up.url) else "does not answer: compose languagetool stop"
        until = "stays until stopped" if up.stays else f"ends with process {up.owner}"
        lines.append(f"server   {up.url}, process {up.pid}, {until}, {well}")
    else:
        lines.append("server   none; a run that checks starts one for itself: compose languagetool start keeps one")
    print("\n".join(lines))
    return code


@app.command()
def export(
    into: Annotated[
        Path | None,
        typer.Option("--into", metavar="DIR", help="The folder of a server's languagetool-server.jar."),
    ] = None,
    listing: Annotated[
        bool, typer.Option("--list", help="Print which rules stay with our own engine, and why (Markdown).")
    ] = False,
    config: options.Config = None,
) -> int:
    """Write the language pack for a LanguageTool server of your own, or list what it cannot hold.

    \b
      compose languagetool export --into /srv/LanguageTool-6.8
      compose languagetool export --list > docs/languagetool-unexported.md
    """
    from compose.check.export.renew import whole_pack
    from compose.errors import fail
    from compose.languagetool.pack import write_pack

    if listing == (into is not None):
        raise fail("say one of the two", where="--into, --list", mend="compose languagetool export --into DIR")
    files, exports = whole_pack(_locales(config))
    if into is None:
        from compose.check.export.listing import markdown

        sys.stdout.write(markdown(exports))
        return 0
    write_pack(into, files)
    print(f"{len(files)} files and the classes of the pack: {into}")
    return 0


def _locales(config: Path | None) -> list[Locale]:
    from compose import locales

    overlays = options.settings(config).locales
    return [locales.load(tag, overlays) for tag in locales.tags(overlays)]


def _tags(served: list[Locale]) -> dict[str, Rows]:
    from functools import partial

    from compose.languagetool.levels import of_pack
    from compose.lexicons import listing

    tagged = [locale for locale in served if of_pack(locale) and locale.lexicon in listing.TAGGED]
    return {locale.languagetool: partial(listing.listed, locale) for locale in tagged}


def _say(words: str) -> None:
    print(words, file=sys.stderr)


@contextmanager
def _worded() -> Iterator[None]:
    """A fault of LanguageTool as an error of the user's: what, and how to mend it."""
    from compose.errors import fail
    from compose.languagetool.fault import Fault

    try:
        yield
    except Fault as fault:
        raise fail(fault.why, where="languagetool", mend=fault.mend) from fault
