"""Cuts a stream of bytes into the JSON values it holds, over a bounded buffer; reads no value, judges none.

A value that is not JSON is still cut out where its end can be told, so that one bad record costs itself alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Protocol

from compose.errors import ComposeError, fail

LARGEST_RECORD = 10_000_000
_BLOCK = 1 << 18  # as much is read at once, and more of a record that is larger
_SPACE = re.compile(r"[ \t\r\n]*")
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["\[\]{}]', re.DOTALL)
_BARE = re.compile(r"[^\s,\[\]{}]+(?=[\s,\]])")
# Only the ends of values are wanted: numbers are not made, and control characters are judged later.
_scan = json.JSONDecoder(strict=False, parse_int=len, parse_float=len).raw_decode

Cut = tuple[int, bytes, str]


class Bytes(Protocol):
    """What the bytes are read from."""

    def read(self, size: int, /) -> bytes: ...

    def readline(self, size: int, /) -> bytes: ...


def lines(file: Bytes, first: bytes = b"") -> Iterator[Cut]:
    """JSON Lines: (line, bytes, problem) of each line that is not blank. `first` was read from `file` already."""
    number = 0
    line = first or file.readline(LARGEST_RECORD + 1)
    while line:
        number += 1
        if len(line) > LARGEST_RECORD and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = file.readline(_BLOCK)
            yield number, b"", f"is larger than {LARGEST_RECORD // 1_000_000} MB"
        elif not line.isspace():
            yield number, line.strip(), ""
        line = file.readline(LARGEST_RECORD + 1)


def array(file: Bytes, where: str) -> Iterator[Cut]:
    """The elements of one JSON array. Raises ComposeError where the array itself is broken."""
    window = _Window(file, where)
    window.step("[")
    if window.next() == "]":
        window.step("]")
    else:
        while True:
            yield window.value()
            if window.next() == "]":
                window.step("]")
                break
            window.step(",")
    if window.next():
        raise window.broken("something stands behind the end of the array")


def sequence(file: Bytes, where: str, first: bytes = b"") -> Iterator[Cut]:
    """JSON values one after the other, over as many lines as they like. `first` was read from `file` already."""
    window = _Window(file, where, first)
    while window.next():
        yield window.value()


class _Window:
    """The part of a stream that is looked at: read as Latin-1, in which every byte is one character.

    JSON's own marks are ASCII, so the ends of values are the same; whether the bytes are UTF-8 is judged later.
    """

    def __init__(self, file: Bytes, where: str, first: bytes = b"") -> None:
        self._file, self._where = file, where
        self._text, self._at, self._line, self._count = first.decode("latin-1"), 0, 1, 0
        self._whole = False

    def next(self) -> str:
        """Pass over white space, and show the character behind it; an empty string at the end."""
        while True:
            match = _SPACE.match(self._text, self._at)
            self._pass(match.end() if match else self._at)
            if self._at < len(self._text) or self._whole:
                return self._text[self._at : self._at + 1]
            self._more()

    def step(self, mark: str) -> None:
        """Pass over a mark that must stand here."""
        char = self.next()
        if char != mark:
            wanted = "',' or ']'" if mark == "," else repr(mark)
            raise self.broken(f"{wanted} is expected, not {char!r}" if char else f"ends where {wanted} is expected")
        self._pass(self._at + 1)

    def value(self) -> Cut:
        """Cut out the value that starts behind the white space."""
        if self.next() in ("]", ""):
            raise self.broken("a record is expected behind the comma")
        while True:
            end = self._end()
            if end:
                data, line = self._text[self._at : end].encode("latin-1"), self._line
                self._pass(end)
                self._count += 1
                problem = "" if len(data) <= LARGEST_RECORD else f"is larger than {LARGEST_RECORD // 1_000_000} MB"
                return line, b"" if problem else data, problem
            if self._whole:
                raise self.broken("ends inside a record")
            if len(self._text) - self._at > 2 * LARGEST_RECORD:
                raise self.broken(f"has no end within {2 * LARGEST_RECORD // 1_000_000} MB")
            self._more()

    def broken(self, what: str) -> ComposeError:
        """The error that the stream cannot be cut from here on."""
        place = f"{self._where}:{self._line} record {self._count + 1}"
        return fail(f"is not JSON: {what}", where=place, mend="the rest of the file cannot be read; mend it first")

    def _end(self) -> int:
        """Where the value ends, or 0 when that cannot be told yet."""
        try:
            _, end = _scan(self._text, self._at)
        except (ValueError, RecursionError):
            end = _balanced(self._text, self._at)
        # A number or a word may go on in the next block.
        return 0 if end == len(self._text) and not self._whole else end

    def _more(self) -> None:
        block = self._file.read(max(_BLOCK, len(self._text) - self._at))
        self._whole = not block
        self._text = self._text[self._at :] + block.decode("latin-1")
        self._at = 0

    def _pass(self, end: int) -> None:
        self._line += self._text.count("\n", self._at, end)
        self._at = end


def _balanced(text: str, start: int) -> int:
    """Where a value that is not JSON ends, by its brackets and quotes; 0 when no end is seen."""
    if text[start : start + 1] not in ("{", "["):
        bare = _BARE.match(text, start)
        return bare.end() if bare else 0
    depth = 0
    for match in _TOKEN.finditer(text, start):
        mark = match[0]
        if mark == '"':
            return 0
        if mark in "{[":
            depth += 1
        elif mark in "}]":
            depth -= 1
            if not depth:
                return match.end()
    return 0
