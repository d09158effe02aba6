"""The examples of a language: each is a valid incident, each golden message belongs to one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from compose import incidents
from compose.errors import ComposeError, Problem, nearest
from compose.lint.page import Page
from compose.lint.view import View
from compose.model.fault import Fault
from compose.model.words import CHANNELS


def check(view: View) -> Iterator[Fault]:
    """Every fault of the judged examples."""
    for path in view.files():
        if path.parent.name != "examples":
            continue
        if path.suffix == ".json":
            yield from _incident(view, view.page(str(path)))
        elif path.suffix == ".txt":
            yield from _golden(view.page(str(path)), path)


def _incident(view: View, page: Page) -> Iterator[Fault]:
    from compose.render.facts import facts_of
    from compose.render.say import speaker

    try:
        value = incidents.parse(page.text, page.name)
        incident = incidents.validate(value, page.name)
        if incident.locale != view.tag:
            raise ComposeError(Problem(page.name, "/locale", f"is {incident.locale!r}", f"write {view.tag!r}"))
        if not view.problems:
            facts_of(incident, view.locale, speaker(view.locale).voice)
    except ComposeError as error:
        for problem in error.problems:
            path = pointed(problem.pointer)
            broken = not problem.pointer
            at = (0, 1) if broken else page.key(path) if "unknown field" in problem.what else page.value(path)
            what = f"{problem.pointer}: {problem.what}" if problem.pointer else problem.what
            yield page.fault("lint.example", at, what, problem.mend, entry=problem.pointer)


def pointed(pointer: str) -> tuple[str | int, ...]:
    """A JSON pointer as a path."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    return tuple(int(step) if step.isdigit() else step for step in steps)


def _golden(page: Page, path: Path) -> Iterator[Fault]:
    name, _, channel = path.stem.rpartition(".")
    if channel not in CHANNELS:
        near = nearest(channel, CHANNELS)
        help = f"did you mean {near!r}?" if near else f"name it NAME.CHANNEL.txt: {', '.join(CHANNELS)}"
        yield page.fault("lint.golden", (0, 0), f"{channel!r} is no channel", help, entry=path.name)
    elif not (path.parent / f"{name}.json").is_file():
        message = f"there is no incident {name}.json"
        yield page.fault("lint.golden", (0, 0), message, "add it, or take this message out", entry=path.name)
