"""Faults as GitLab's code quality report (a subset of Code Climate's issues)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compose.model.fault import Linted

_LEVEL = {"error": "major", "warning": "minor", "info": "info"}


def text(linted: Linted) -> str:
    """A list of issues; equal faults of one file have fingerprints of their own, as GitLab wants."""
    seen: Counter[str] = Counter()
    issues = []
    for fault in linted.faults:
        seen[fault.mark] += 1
        issues.append(
            {
                "description": fault.message + (f"; {fault.help}" if fault.help else ""),
                "check_name": fault.rule,
                "fingerprint": hashlib.sha256(f"{fault.mark} {seen[fault.mark]}".encode()).hexdigest(),
                "severity": _LEVEL[fault.level],
                "location": {"path": fault.file, "lines": {"begin": fault.line}},
            }
        )
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"
