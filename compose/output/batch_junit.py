"""A batch as JUnit XML: every record a test, those that were left out failed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from compose.output.safe import shown

if TYPE_CHECKING:
    from compose.model.batch import Entry, Totals

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(totals: Totals, entries: Iterable[Entry]) -> Iterator[str]:
    """The document, one test case at a time."""
    counts = f'tests="{totals.read}" failures="{totals.rejected}" errors="0"'
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="compose batch" {counts} time="0">\n'
    yield f'  <testsuite name={_quoted(totals.source)} {counts} skipped="0" time="0">\n'
    for entry in entries:
        group = ".".join(part for part in ("batch", entry.locale, entry.channel) if part)
        name = _quoted(entry.identity or entry.file or entry.where)
        case = f'    <testcase classname="{group}" name={name} time="0"'
        if entry.ok:
            yield case + "/>\n"
            continue
        words = escape(_plain("\n".join(entry.reasons)))
        yield f'{case}>\n      <failure message={_quoted(entry.reasons[0])} type="rejected">{words}</failure>\n'
        yield "    </testcase>\n"
    yield "  </testsuite>\n</testsuites>\n"


def _plain(text: str) -> str:
    return _NOT_XML.sub("\ufffd", shown(text))


def _quoted(text: str) -> str:
    return quoteattr(_plain(text))
