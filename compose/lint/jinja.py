"""What can be wrong with the Jinja of any text: its syntax, its slots, its filters; letters and sentences alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError

from compose.errors import nearest
from compose.lint.slots import FILTERS, PLAIN_FILTERS, TYPED_FILTERS, Catalog, guess
from compose.lint.tokens import STATEMENTS, Use
from compose.lint.view import parts
from compose.model.locale import Conditions
from compose.render.voice import Voice

Found = tuple[str, int, int, str, str]  # rule, start, end, message, help

_UNSAFE = ("safe", "forceescape", "escape", "e", "attr", "xmlattr", "urlize", "pprint", "tojson", "map", "format")
_UNCLOSED = re.compile(r"\{\{(?!(?:(?!\{\{).)*?\}\})|\{%(?!(?:(?!\{%).)*?%\})|\{#(?!.*?#\})", re.DOTALL)
# Text with slots and nothing else: nothing in it can be wrong Jinja.
_SIMPLE = re.compile(r"(?:[^{}]|\{\{ ?[a-z_]\w*(?:\.[a-z_]\w*)?(?: ?\| ?[a-z_]\w*)* ?\}\})*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Broken:
    """A syntax error with its place."""

    start: int
    end: int
    what: str
    help: str


def syntax(text: str, voice: Voice) -> Broken | None:
    """The first syntax error of a text, or None."""
    if _SIMPLE.fullmatch(text):
        return None
    try:
        voice.env.parse(text)
    except TemplateSyntaxError as error:
        start, end = _place(text, error.lineno)
        return Broken(
            start, end, f"is not Jinja: {error.message}", "a slot is written {{ name }} or {{ name | filter }}"
        )
    return None


def _place(text: str, line: int) -> tuple[int, int]:
    open_block = _UNCLOSED.search(text)
    if open_block:
        return open_block.span()
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    first = starts[min(line, len(starts)) - 1]
    last = text.find("\n", first)
    block = re.compile(r"\{[{%].*?[%}]\}").search(text, first, last if last >= 0 else len(text))
    return block.span() if block else (first, first)


def slot_faults(text: str, when: Conditions, slots: Catalog, known: Sequence[str]) -> Iterator[Found]:
    """Unknown, absent and wrongly filtered slots of a text, and statements that texts do not use."""
    there = slots.there(when)
    gone = frozenset(when.get("lacks", ()))
    for use in parts(text).uses:
        if use.name not in known:
            yield _unknown(use, known)
            continue
        kind = slots.kinds.get(use.name, "text")
        if use.name in slots.kinds and use.name not in there and use.name not in use.guards:
            yield _absent(use, use.name in gone)
        yield from _filters(use, kind)
    for word, start, end in parts(text).statements:
        if word not in STATEMENTS:
            yield "lint.unsafe-filter", start, end, f"the statement {word!r} has no place in a text", "write it out"


def _unknown(use: Use, known: Sequence[str]) -> Found:
    near = guess(use.name, known)
    help = f"did you mean {near!r}?" if near else f"slots: {', '.join(known)}"
    return "lint.unknown-slot", use.start, use.end, f"unknown slot {use.name!r}", help


def _absent(use: Use, never: bool) -> Found:
    if never:
        message, help = (
            f"the slot {use.name!r} is never there: `lacks` names it",
            "take it out of `lacks`, or of the text",
        )
    else:
        message = f"the slot {use.name!r} may be absent"
        help = f'say so: when = {{ has = ["{use.name}"] }}, and keep a sentence for the rest'
    return "lint.absent-slot", use.start, use.end, message, help


def _filters(use: Use, kind: str) -> Iterator[Found]:
    known = (*TYPED_FILTERS, *PLAIN_FILTERS)
    for name, start, end in use.filters:
        if name in _UNSAFE:
            yield "lint.unsafe-filter", start, end, f"the filter {name!r} is not for messages", "leave it out"
        elif name not in known:
            near = nearest(name, known)
            help = f"did you mean {near!r}?" if near else f"filters: {', '.join(known)}"
            yield "lint.unknown-filter", start, end, f"unknown filter {name!r}", help
        elif name in TYPED_FILTERS and name not in FILTERS.get(kind, ()):
            fitting = [other for other, names in FILTERS.items() if name in names]
            message = f"the filter {name!r} takes {' or '.join(fitting) or 'a number'}, {use.name!r} is {_named(kind)}"
            yield "lint.filter-type", start, end, message, _instead(use, kind)
    if kind in FILTERS and not use.filters and use.name not in use.guards:
        message = f"the slot {use.name!r} is {_named(kind)} and has no filter"
        yield "lint.bare-slot", use.start, use.end, message, _instead(use, kind)


def _named(kind: str) -> str:
    return {"money": "a sum", "date": "a day", "moment": "a moment", "clause": "a clause", "answer": "an answer"}.get(
        kind, "a text"
    )


def _instead(use: Use, kind: str) -> str:
    names = FILTERS.get(kind, ())
    if not names:
        return "leave the filter out"
    return f"write {' or '.join('{{ ' + use.name + ' | ' + name + ' }}' for name in names)}"
