"""Faults as SARIF 2.1.0 (OASIS), for code scanning: with rules, regions, fingerprints and fixes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from compose import __version__

if TYPE_CHECKING:
    from compose.model.fault import Fault, Linted

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {"error": "error", "warning": "warning", "info": "note"}


def text(linted: Linted) -> str:
    """One run; columns are Unicode code points."""
    ids = sorted({fault.rule for fault in linted.faults})
    driver = {
        "name": "compose lint",
        "semanticVersion": __version__,
        "rules": [_rule(id, *linted.claims.get(id, (id, ""))) for id in ids],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(fault, ids.index(fault.rule)) for fault in linted.faults],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(id: str, what: str, why: str) -> dict[str, Any]:
    return {"id": id, "shortDescription": {"text": what}, "help": {"text": f"{why} See: compose explain {id}".strip()}}


def _result(fault: Fault, index: int) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": fault.line, "startColumn": fault.column}
    if fault.end_column > fault.column:
        region["endColumn"] = fault.end_column
    place = {"artifactLocation": {"uri": _uri(fault.file)}, "region": region}
    message = fault.message + (f"; {fault.help}" if fault.help else "")
    return {
        "ruleId": fault.rule,
        "ruleIndex": index,
        "level": _LEVEL[fault.level],
        "message": {"text": message},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"composeLint/v1": fault.mark},
    }


def _uri(file: str) -> str:
    from urllib.parse import quote

    return ("file://" if file.startswith("/") else "") + quote(file)
