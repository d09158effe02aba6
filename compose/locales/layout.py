"""Where each key and value of a TOML or JSON text stands; the text is known to parse, so that a scan is enough."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

Path = tuple[str | int, ...]

_GAP = re.compile(r"(?:[ \t\r\n,]|#[^\n]*)*")
_NAME = re.compile(r"[A-Za-z0-9_-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_HEADER = re.compile(r"(\[\[?)\s*(.*?)\s*\]\]?[ \t]*(?:#[^\n]*)?(?=\r?\n|\Z)")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:""?(?!"))?' + r"|'''.*?'''(?:''?(?!'))?" + r'|"(?:[^"\\\n]|\\.)*"' + r"|'[^'\n]*'",
    re.DOTALL,
)
_PLAIN = re.compile(r"[^,\]}#\n]+")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[ \t]*\r?\n\s*|.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Node:
    """A key and its value, as offsets into the text; a header of a table is its own value."""

    key: tuple[int, int]
    value: tuple[int, int]


class Layout:
    """The places of one text. `json` reads a JSON value, otherwise a TOML document."""

    def __init__(self, text: str, *, json: bool = False) -> None:
        self.text = text
        self._json = json

    @cached_property
    def nodes(self) -> dict[Path, Node]:
        """Every key of the text by its path: `("sentence", 0, "text")`."""
        found: dict[Path, Node] = {}
        if self._json:
            _value(self.text, _gap(self.text, 0), (), found)
        else:
            _document(self.text, found)
        return found

    @cached_property
    def lines(self) -> list[int]:
        """The offset at which each line starts."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def entry(self, table: str, line: int) -> Path:
        """The path of the entry of an array of tables whose header stands on that line; empty when there is none."""
        start = self.lines[line - 1] if 0 < line <= len(self.lines) else -1
        for path, node in self.nodes.items():
            if len(path) == 2 and path[0] == table and node.key[0] == start:
                return path
        return ()

    def inside(self, path: Path, start: int, end: int) -> tuple[int, int]:
        """The offsets of a stretch of a string value, given as code points of the decoded string."""
        first, last = self.nodes[path].value
        raw = self.text[first:last]
        quote = next((mark for mark in ('"""', "'''", '"', "'") if raw.startswith(mark)), "")
        if not quote:
            return first, last
        at = len(quote)
        if len(quote) == 3:
            at += 2 if raw.startswith("\r\n", at) else 1 if raw.startswith("\n", at) else 0
        places = _decoded(raw, at, len(raw) - len(quote), escapes='"' in quote)
        return first + places[min(start, len(places) - 1)], first + places[min(end, len(places) - 1)]


def _decoded(raw: str, at: int, end: int, *, escapes: bool) -> list[int]:
    places = []
    while at < end:
        escape = _ESCAPE.match(raw, at) if escapes and raw[at] == "\\" else None
        if escape is None or escape[0][1] not in " \t\r\n":
            places.append(at)
        at = escape.end() if escape else at + 1
    return [*places, end]


def _gap(text: str, at: int) -> int:
    match = _GAP.match(text, at)
    return match.end() if match else at


def _document(text: str, found: dict[Path, Node]) -> None:
    counts: dict[Path, int] = {}
    table: Path = ()
    at = _gap(text, 0)
    while at < len(text):
        header = _HEADER.match(text, at) if text[at] == "[" else None
        if header:
            table = _table(header[2], header[1] == "[[", counts)
            found[table] = Node((at, at + len(header[0].partition("#")[0].rstrip())), header.span())
            at = _gap(text, header.end())
        else:
            at = _gap(text, _pair(text, at, table, found))


def _table(name: str, array: bool, counts: dict[Path, int]) -> Path:
    path: Path = ()
    steps = [_unquoted(step[0]) for step in _NAME.finditer(name)]
    for index, step in enumerate(steps):
        path = (*path, step)
        if index == len(steps) - 1 and array:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _unquoted(name: str) -> str:
    return name[1:-1] if name[:1] in "\"'" else name


def _pair(text: str, at: int, table: Path, found: dict[Path, Node]) -> int:
    """Read `key = value`, or `"key": value`; the place behind it."""
    start, path = at, table
    while name := _NAME.match(text, at):
        path = (*path, _unquoted(name[0]))
        end = name.end()
        at = _gap(text, end)
        if text[at : at + 1] != ".":
            break
        at = _gap(text, at + 1)
    else:
        return at + 1  # nothing that a text that parses could hold; never stand still
    first = _gap(text, at + 1)
    found[path] = Node((start, end), (first, first))
    last = _value(text, first, path, found)
    found[path] = Node((start, end), (first, last))
    return last


def _value(text: str, at: int, path: Path, found: dict[Path, Node]) -> int:
    opening = text[at : at + 1]
    if opening in ("[", "{"):
        start, index, at = at, 0, _gap(text, at + 1)
        while at < len(text) and text[at] not in "]}":
            if opening == "{":
                at = _pair(text, at, path, found)
            else:
                first, at = at, _value(text, at, (*path, index), found)
                found[(*path, index)] = Node((first, at), (first, at))
                index += 1
            at = _gap(text, at)
        found.setdefault(path, Node((start, at + 1), (start, at + 1)))
        return at + 1
    match = _STRING.match(text, at) or _PLAIN.match(text, at)
    return at + len(match[0].rstrip()) if match else at + 1
