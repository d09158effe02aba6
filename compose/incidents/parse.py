"""From bytes to JSON values, strictly: UTF-8, no duplicate keys, no NaN, no nesting bombs, at most 100 MB."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from compose.errors import ComposeError, Problem, fail

LARGEST = 100_000_000
DEEPEST = 50
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def read_bytes(source: str) -> bytes:
    """The bytes of a file, or of standard input for `-`; at most 100 MB."""
    where = "<stdin>" if source == "-" else source
    try:
        if source == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(source).open("rb") as file:
                data = file.read(LARGEST + 1)
    except OSError as error:
        raise fail(error.strerror or str(error), where=where, mend="name a file that can be read, or -") from None
    if len(data) > LARGEST:
        raise fail("is larger than 100 MB", where=where, mend="split it, or use 'compose batch'")
    return data


def decode(data: bytes, where: str) -> str:
    """UTF-8 to text; a byte-order mark is tolerated, another encoding is named in the error."""
    name = encoding_of(data)
    if name:
        raise fail(f"is {name}, not UTF-8", where=where, mend="save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        bad = data[error.start]
        raise fail(
            f"is not UTF-8 (byte 0x{bad:02X} on line {line})",
            where=where,
            mend="save it as UTF-8; it may be Windows-1252 or ISO 8859-1",
        ) from None


def encoding_of(data: bytes) -> str:
    """The encoding that a byte-order mark gives away, or an empty string; UTF-8 is not named."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), "")


class _Duplicate(Exception):
    def __init__(self, key: str) -> None:
        self.key = key


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _Duplicate(key)
            seen.add(key)
    return found


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _number(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:
        raise ValueError(f"{digits[:20]} is not a number") from None


_decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant, parse_float=_number)


def parse(text: str, where: str) -> Any:
    """One JSON value. Raises ComposeError for anything that is not one, with line and column."""
    if not text.strip():
        raise fail("is empty", where=where, mend="give it one JSON object; 'compose schema' says what it holds")
    if _depth(text) > DEEPEST:
        raise fail(f"is nested deeper than {DEEPEST} levels", where=where, mend="an incident needs four")
    try:
        return _decoder.decode(text)
    except json.JSONDecodeError as error:
        raise ComposeError(
            Problem(where, "", f"is not JSON: {error.msg} (line {error.lineno}, column {error.colno})")
        ) from None
    except _Duplicate as error:
        raise fail(f"the key {error.key!r} stands twice in one object", where=where, mend="keep one") from None
    except ValueError as error:
        raise fail(f"is not JSON: {error}", where=where) from None


def _depth(text: str) -> int:
    if text.count("[") + text.count("{") <= DEEPEST:
        return 0
    depth = deepest = 0
    inside = escaped = False
    for char in text:
        if inside:
            if escaped:
                escaped = False
            elif char == "\\":
                escaped = True
            elif char == '"':
                inside = False
        elif char == '"':
            inside = True
        elif char in "[{":
            depth += 1
            deepest = max(deepest, depth)
            if deepest > DEEPEST:
                return deepest
        elif char in "]}":
            depth -= 1
    return deepest
