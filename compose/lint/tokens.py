"""The slots, filters and calls of a Jinja text with their places; guards of `{% if … is defined %}` are known."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BLOCK = re.compile(r"\{\{[-+]?(?P<put>.*?)[-+]?\}\}|\{%[-+]?(?P<do>.*?)[-+]?%\}|\{#.*?#\}", re.DOTALL)
_TOKEN = re.compile(
    r"(?P<string>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")|(?P<name>[^\W\d]\w*(?:\s*\.\s*[^\W\d]\w*)*)|(?P<sign>[|()=~+,\[\]])|\S"
)
_WORDS = frozenset(
    ["if", "else", "elif", "endif", "for", "endfor", "in", "is", "not", "and", "or", "set", "endset", "defined"]
) | {"true", "false", "none", "True", "False", "None"}


STATEMENTS = ("if", "elif", "else", "endif", "for", "endfor", "set", "endset")


@dataclass(frozen=True, slots=True)
class Use:
    """A slot that a text uses: its name, where it stands, its filters with their places, what guards it."""

    name: str
    start: int
    end: int
    filters: tuple[tuple[str, int, int], ...] = ()
    guards: frozenset[str] = frozenset()
    block: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Asked:
    """A call in a letter: `say("apology")`; `move` is empty where it is not a plain text."""

    function: str
    move: str
    start: int
    end: int
    block: tuple[int, int]
    name: tuple[int, int]  # where the function stands


@dataclass(frozen=True, slots=True)
class Read:
    """All that a text uses, its literal stretches, and the places of statements and of gluing signs."""

    uses: tuple[Use, ...]
    calls: tuple[Asked, ...]
    literals: tuple[tuple[int, int], ...]
    statements: tuple[tuple[str, int, int], ...]
    glue: tuple[tuple[int, int], ...]


def read(text: str) -> Read:
    """Take a Jinja text apart. A text that is not Jinja gives what could be read of it."""
    uses: list[Use] = []
    calls: list[Asked] = []
    literals: list[tuple[int, int]] = []
    statements: list[tuple[str, int, int]] = []
    glue: list[tuple[int, int]] = []
    guards: list[frozenset[str]] = []
    own: set[str] = set()
    end = 0
    for block in _BLOCK.finditer(text):
        if block.start() > end:
            literals.append((end, block.start()))
        end = block.end()
        kind = "put" if block["put"] is not None else "do"
        if block[kind] is None:
            continue
        start, stop = block.span(kind)
        if kind == "do":
            word = text[start:stop].split(None, 1)[0] if text[start:stop].strip() else ""
            statements.append((word, block.start(), block.end()))
            _scope(word, text[start:stop], guards, own)
            if word not in STATEMENTS:
                continue
        held = frozenset().union(*guards) if guards else frozenset()
        _expression(text, start, stop, block.span(), held, own, uses, calls, glue)
    if end < len(text):
        literals.append((end, len(text)))
    return Read(tuple(uses), tuple(calls), tuple(literals), tuple(statements), tuple(glue))


def _scope(word: str, inside: str, guards: list[frozenset[str]], own: set[str]) -> None:
    if word in ("if", "elif"):
        if word == "elif" and guards:
            guards.pop()
        found = re.findall(r"([\w.]+)\s+is\s+defined", inside)
        guards.append(frozenset(found) if "not" not in inside and " or " not in inside else frozenset())
    elif word == "else" and guards:
        guards[-1] = frozenset()
    elif word == "endif" and guards:
        guards.pop()
    elif word in ("set", "for"):
        head = inside.split("=" if word == "set" else " in ", 1)[0].split(None, 1)
        own.update(name.strip() for name in (head[1] if len(head) > 1 else "").split(","))


def _expression(
    text: str, start: int, stop: int, block: tuple[int, int], held: frozenset[str], own: set[str],
    uses: list[Use], calls: list[Asked], glue: list[tuple[int, int]],
) -> None:  # fmt: skip
    tokens = list(_TOKEN.finditer(text, start, stop))
    for index, token in enumerate(tokens):
        before = tokens[index - 1][0] if index else ""
        after = tokens[index + 1][0] if index + 1 < len(tokens) else ""
        if token["sign"] in ("~", "+"):
            glue.append(token.span())
        if token["name"] is None:
            continue
        name = re.sub(r"\s", "", token[0])
        if before == "|":
            if uses:
                last = uses.pop()
                uses.append(
                    Use(
                        last.name, last.start, last.end, (*last.filters, (name, *token.span())), last.guards, last.block
                    )
                )
            continue
        if before == "is" or name in _WORDS or name.partition(".")[0] in own:
            continue
        if after == "=" and "(" in text[start : token.start()]:
            continue  # a named argument
        if after == "(":
            calls.append(_call(name, token, tokens[index + 2 :], block))
            continue
        held_here = held | frozenset([name]) if after == "is" else held
        uses.append(Use(name, *token.span(), (), held_here, block))


def _call(name: str, token: re.Match[str], rest: list[re.Match[str]], block: tuple[int, int]) -> Asked:
    arguments = rest[2:] if len(rest) > 2 and rest[0][0] == "move" and rest[1][0] == "=" else rest
    given = arguments[0] if arguments and arguments[0]["string"] else None
    if given is None:
        return Asked(name, "", *token.span(), block, token.span())
    return Asked(name, given[0][1:-1], given.start() + 1, given.end() - 1, block, token.span())


def blocks(text: str) -> list[tuple[int, int]]:
    """The places of everything that is Jinja in a text."""
    return [block.span() for block in _BLOCK.finditer(text)]
