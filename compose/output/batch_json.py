"""The report of a batch as JSON, `compose/batch/1`: the totals, then every record that was left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compose.model.batch import Entry, Shared, Totals

SCHEMA = "compose/batch/1"


def written(totals: Totals, entries: Iterable[Entry]) -> Iterator[str]:
    """The report, a piece at a time; no piece is longer than one record needs."""
    head = json.dumps(_head(totals), ensure_ascii=False, indent=2)
    yield head.removesuffix("\n}") + ',\n  "left_out": ['
    gap = "\n    "
    for entry in entries:
        if not entry.ok:
            yield gap + json.dumps(_left_out(entry), ensure_ascii=False)
            gap = ",\n    "
    yield "]\n}\n" if gap == "\n    " else "\n  ]\n}\n"


def _head(totals: Totals) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "source": totals.source,
        "out": totals.out or None,
        "ok": totals.ok,
        "records": {
            "read": totals.read,
            "accepted": totals.accepted,
            "rejected": totals.rejected,
            "doubles": totals.doubles,
            "written": totals.written,
            "unchanged": totals.unchanged,
        },
        "locales": totals.locales,
        "channels": totals.channels,
        "rules": [{"rule": rule, "level": level, "count": n} for (rule, level), n in totals.rules.items()],
        "same_text": _shared(totals.same_text),
        "recipients": _shared(totals.clients),
        "not_checked": [
            {"what": gap.what, "why": gap.why, "mend": gap.mend, "messages": count} for gap, count in totals.gaps
        ],
    }


def _shared(shared: Shared) -> dict[str, Any]:
    largest = [
        {"name": group.name or None, "messages": group.size, "members": list(group.members)} for group in shared.largest
    ]
    return {"groups": shared.groups, "messages": shared.records, "largest": largest}


def _left_out(entry: Entry) -> dict[str, Any]:
    return {
        "record": entry.number,
        "where": entry.where,
        "id": entry.identity or None,
        "locale": entry.locale or None,
        "channel": entry.channel or None,
        "reasons": list(entry.reasons),
    }
