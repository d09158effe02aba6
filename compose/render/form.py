"""The form of a letter that only asks for moves, read once: rows of calls and of the letter's own text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import nodes

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

FUNCTIONS = ("say", "offer", "subject")


@dataclass(frozen=True, slots=True)
class Call:
    """A move that a letter asks for: by which function, and the rank by which it may be left out."""

    function: str
    move: str
    drop: int = 0


Row = tuple[Call | str, ...]


def form_of(env: ImmutableSandboxedEnvironment, text: str) -> tuple[Row, ...] | None:
    """The rows of a letter, or None where it does more than ask for moves (then Jinja runs it each time)."""
    rows: list[list[Call | str]] = [[]]
    for node in env.parse(text).body:
        if not isinstance(node, nodes.Output):
            return None
        for item in node.nodes:
            if isinstance(item, nodes.TemplateData):
                first, *rest = item.data.split("\n")
                rows[-1].append(first)
                rows += [[line] for line in rest]
                continue
            call = _call(item)
            if call is None:
                return None
            rows[-1].append(call)
    return tuple(tuple(part for part in row if isinstance(part, Call) or part.strip()) for row in rows)


def _call(node: nodes.Node) -> Call | None:
    if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in FUNCTIONS):
        return None
    values = [*node.args, *(pair.value for pair in node.kwargs)]
    if node.dyn_args or node.dyn_kwargs or not all(isinstance(value, nodes.Const) for value in values):
        return None
    given = [argument.value for argument in node.args if isinstance(argument, nodes.Const)]
    named = {pair.key: pair.value.value for pair in node.kwargs if isinstance(pair.value, nodes.Const)}
    drop = named.get("drop", given[1] if len(given) > 1 else 0)
    move = given[0] if given else named.get("move")
    return Call(node.node.name, move, drop) if isinstance(move, str) and isinstance(drop, int) else None
