"""One record of a batch as it came: its bytes, and where they stood."""

from __future__ import annotations

from typing import NamedTuple


class Raw(NamedTuple):
    """The bytes of one record, not yet read.

    `number` counts records over the whole input from 1, `line` is the line of `file` where it starts, from 1.
    `problem` says why the bytes could not be carried; they are empty then.
    """

    number: int
    file: str
    line: int
    data: bytes
    problem: str = ""

    @property
    def where(self) -> str:
        """The place for a message: file and line, and the record's number where the line does not tell it."""
        place = f"{self.file}:{self.line}"
        return place if self.line == self.number else f"{place} record {self.number}"
