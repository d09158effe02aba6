"""The letters: their slots, functions and moves, their order, and that they hold no word of any language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from compose.errors import nearest
from compose.lint.jinja import slot_faults, syntax
from compose.lint.page import Page
from compose.lint.scope import Scope
from compose.lint.slots import Catalog
from compose.lint.view import every_view, letters_of, parts, voice
from compose.model.fault import Fault
from compose.model.locale import Conditions
from compose.model.words import CHANNELS
from compose.render.form import FUNCTIONS

# The moves that each channel's letter needs, asked for by `say` (docs/locales.md, the table of moves).
REQUIRED = {
    "email": "subject salutation empathy apology event responsibility repair follow-up closing signature",
    "call": "opening hearing empathy apology event responsibility repair question follow-up farewell calm",
    "chat": "salutation empathy apology event responsibility repair follow-up signature",
    "sms": "apology event repair signature",
}
_ALWAYS: Conditions = {}
_WORD = re.compile(r"[^\W\d_][^\s{}]*")


def check(scope: Scope) -> Iterator[Fault]:
    """Every fault of the judged letters."""
    for base in scope.letter_bases:
        for path in sorted((base / "letters").glob("*")):
            if path.is_file() and scope.judges(path) and path.suffix == ".j2" and path.stem not in CHANNELS:
                page = Page(path, "")
                near = nearest(path.stem, CHANNELS)
                help = f"did you mean {near}.j2?" if near else f"choices: {', '.join(CHANNELS)}"
                yield page.fault("lint.unknown-channel", (0, 0), f"there is no channel {path.stem!r}", help)
    everyone = every_view(scope)
    orders = [(rule.first, rule.then) for rule in everyone[0].locale.rules if rule.kind == "order"] if everyone else []
    moves = sorted({sentence.move for view in everyone for sentence in view.locale.sentences})
    for channel, page in letters_of(scope).items():
        if scope.judges(page.file):
            yield from _letter(page, channel, everyone[0].slots, moves, orders)


def _letter(
    page: Page, channel: str, slots: Catalog, moves: Sequence[str], orders: Sequence[tuple[str, str]]
) -> Iterator[Fault]:
    broken = syntax(page.text, voice())
    if broken:
        yield page.fault("lint.syntax", (broken.start, broken.end), broken.what, broken.help)
        return
    for rule, start, end, message, help in slot_faults(page.text, _ALWAYS, slots, sorted(slots.kinds)):
        yield page.fault(rule, (start, end), message, help)
    yield from _words(page)
    yield from _functions(page, moves)
    yield from _order(page, orders)
    asked = {call.move for call in parts(page.text).calls}
    lacking = [move for move in REQUIRED[channel].split() if move not in asked]
    if lacking:
        help = "write " + " ".join(f'{{{{ say("{move}") }}}}' for move in lacking)
        named = ", ".join(lacking)
        yield page.fault("lint.move-required", (0, 0), f"the {channel} does not ask for {named}", help, entry=named)


def _words(page: Page) -> Iterator[Fault]:
    read = parts(page.text)
    for start, end in read.literals:
        for word in _WORD.finditer(page.text, start, end):
            help = "put it into a sentence of every locale's say.toml, and ask for its move"
            yield page.fault("lint.letter-word", word.span(), f"the word {word[0]!r} stands in a letter", help)
        for mark in re.finditer(r"[^\w\s]+", page.text[start:end]):
            span = (start + mark.start(), start + mark.end())
            yield page.fault(
                "lint.letter-glue", span, f"{mark[0]!r} is glued to what is said", "let sentences end themselves"
            )
    for start, end in read.glue:
        yield page.fault("lint.letter-glue", (start, end), "moves are glued", "ask for each in {{ }} of its own")
    for first, second in pairwise(read.calls):
        if first.block[1] == second.block[0]:
            yield page.fault("lint.letter-glue", second.block, "no space stands before this move", "put one there")


def _functions(page: Page, moves: Sequence[str]) -> Iterator[Fault]:
    told: set[str] = set()
    for call in parts(page.text).calls:
        span = (call.start, call.end)
        if call.function not in FUNCTIONS:
            near = nearest(call.function, FUNCTIONS)
            help = f"did you mean {near!r}?" if near else f"choices: {', '.join(FUNCTIONS)}"
            yield page.fault("lint.unknown-function", call.name, f"unknown function {call.function!r}", help)
        elif call.move not in moves:
            near = nearest(call.move, moves)
            help = f"did you mean {near!r}?" if near else f"choices: {', '.join(moves)}"
            yield page.fault("lint.unknown-move", span, f"unknown move {call.move!r}", help, entry=call.move)
        elif call.move in told and not call.move.startswith("cue."):
            message = f"the move {call.move!r} is asked for twice"
            yield page.fault("lint.move-twice", span, message, "take one out", entry=call.move)
        told.add(call.move)


def _order(page: Page, orders: Sequence[tuple[str, str]]) -> Iterator[Fault]:
    places = {call.move: call for call in reversed(parts(page.text).calls)}
    for first, then in orders:
        if first in places and then in places and places[then].start < places[first].start:
            call = places[then]
            message = f"the move {then!r} stands before {first!r}"
            yield page.fault("lint.move-order", (call.start, call.end), message, f"put {first!r} first", entry=then)
