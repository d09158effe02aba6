"""Every record of a batch as CSV for a spreadsheet, in which no cell can start a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from compose.output.safe import shown

if TYPE_CHECKING:
    from compose.model.batch import Entry, Totals

COLUMNS = (
    "record", "where", "id", "file", "locale", "channel", "recipient", "ok", "errors", "warnings", "hints", "reasons",
)  # fmt: skip
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def written(totals: Totals, entries: Iterable[Entry]) -> Iterator[str]:
    """A head and a row a record, after RFC 4180; the byte-order mark tells spreadsheets that it is UTF-8."""
    yield "\ufeff" + _row(COLUMNS)
    for entry in entries:
        levels = [level for _, level in entry.findings]
        yield _row(
            (
                str(entry.number),
                entry.where,
                entry.identity,
                entry.file,
                entry.locale,
                entry.channel,
                entry.client,
                "yes" if entry.ok else "no",
                str(levels.count("error")),
                str(levels.count("warning")),
                str(levels.count("info")),
                " | ".join(entry.reasons),
            )
        )


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before what would start one."""
    text = shown(cell)
    return "'" + text if text.startswith(_STARTS) or text.lstrip().startswith(_STARTS) else text


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(map(neutral, cells))
    return line.getvalue()
