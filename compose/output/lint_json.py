"""Faults as JSON, `compose/lint/1`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compose.model.fault import Linted

SCHEMA = "compose/lint/1"


def text(linted: Linted) -> str:
    """Every fault with its place, and what the run saw."""
    faults = []
    for fault in linted.faults:
        row = asdict(fault)
        row["fixable"] = bool(row.pop("edits"))
        row["mark"] = fault.mark
        faults.append(row)
    value = {
        "schema": SCHEMA,
        "faults": faults,
        "files": linted.files,
        "known": linted.known,
        "suppressed": linted.suppressed,
        "variants": linted.variants,
        "engines": list(linted.engines),
        "not_checked": list(linted.gaps),
        "seconds": round(linted.seconds, 3),
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
