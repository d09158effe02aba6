"""The text of records that are alike but for some values: told by what stands around these, which alone are read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compose.incidents.alike import Differing, Path

_SPACE = re.compile(r"[ \t\r\n]*")
# Texts without escapes, and whole numbers of a length that is soon read; a record with others is read as a whole.
_TEXT, _NUMBER = '"([^"\\\\\\x00-\\x1f]*)"', r"(-?(?:0|[1-9][0-9]{0,17}))"
_read = json.JSONDecoder().raw_decode

Spans = dict["Path", tuple[int, int]]


class Form:
    """The text of one record, with holes where its differing values stand.

    `key` is what all records share whose text has this form, as `compose.incidents.alike.parted` tells it.
    """

    def __init__(self, key: bytes, text: str, spans: Spans, differing: Differing) -> None:
        self.key = key
        self._paths = [path for path, _ in differing]
        self._whole = [type(value) is int for _, value in differing]
        # A moment and a day are not alike.
        self._timed = [(at, "T" in value) for at, (path, value) in enumerate(differing) if path == ("follow_up", "at")]
        end, parts = 0, list[str]()
        for path, whole in zip(self._paths, self._whole, strict=True):
            parts += [re.escape(text[end : spans[path][0]]), _NUMBER if whole else _TEXT]
            end = spans[path][1]
        self._match = re.compile("".join([*parts, re.escape(text[end:])])).fullmatch

    def read(self, text: str) -> Differing | None:
        """The values that stand in the holes, as JSON holds them; None where the text is not of this form."""
        found = self._match(text)
        if found is None:
            return None
        values: list[Any] = list(found.groups())
        for at, timed in self._timed:
            if ("T" in values[at]) is not timed:
                return None
        for at, whole in enumerate(self._whole):
            if whole:
                values[at] = int(values[at])
        return list(zip(self._paths, values, strict=True))


def form_of(text: str, key: bytes, differing: Differing) -> Form | None:
    """The form of a record from its text; None where some value cannot be told from its place alone."""
    try:
        form = Form(key, text, dict(_spans(text)), differing)
    except KeyError:  # a value that is not in the text: something else has filled it in
        return None
    return form if form.read(text) == differing else None


def _spans(text: str) -> Iterator[tuple[Path, tuple[int, int]]]:
    """Where the values of an object stand, and those of the objects in it. The text is JSON."""
    for field, start, end in _members(text, 0):
        yield (field, ""), (start, end)
        if text[start] == "{":
            yield from (((field, part), (begin, stop)) for part, begin, stop in _members(text, start))


def _members(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    at = _after(text, start + 1) if text.startswith("{", start) else len(text)
    while text.startswith('"', at):
        name, at = _read(text, at)
        begin = _after(text, _after(text, at) + 1)
        _, end = _read(text, begin)
        yield name, begin, end
        at = _after(text, end)
        at = _after(text, at + 1) if text.startswith(",", at) else len(text)


def _after(text: str, at: int) -> int:
    """The place behind white space."""
    found = _SPACE.match(text, at)
    return found.end() if found else at
