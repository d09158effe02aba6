"""Faults as rdjson, the Diagnostic format of reviewdog; columns there count UTF-8 bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compose.model.fault import Fault, Linted

_LEVEL = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def text(linted: Linted) -> str:
    """One DiagnosticResult."""
    value = {"source": {"name": "compose lint"}, "diagnostics": [_diagnostic(fault) for fault in linted.faults]}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _diagnostic(fault: Fault) -> dict[str, Any]:
    start = {"line": fault.line, "column": _bytes(fault.excerpt, fault.column)}
    end = {"line": fault.line, "column": _bytes(fault.excerpt, max(fault.end_column, fault.column))}
    return {
        "message": fault.message + (f"; {fault.help}" if fault.help else ""),
        "location": {"path": fault.file, "range": {"start": start, "end": end}},
        "severity": _LEVEL[fault.level],
        "code": {"value": fault.rule},
    }


def _bytes(line: str, column: int) -> int:
    return len(line[: column - 1].encode("utf-8", "replace")) + 1
