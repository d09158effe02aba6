"""Which faults count: all, those that a baseline does not know, those that touch what changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from compose.errors import fail
from compose.locales.source import read_source
from compose.model.fault import Fault
from compose.model.words import RANK

SCHEMA = "compose/lint-baseline/1"


def baseline_text(faults: Sequence[Fault]) -> str:
    """A baseline: every fault by its mark, which does not change when lines move."""
    count = Counter(fault.mark for fault in faults)
    known = {fault.mark: fault for fault in faults}
    rows = [
        {"mark": mark, "count": count[mark], "rule": fault.rule, "file": fault.file, "message": fault.message}
        for mark, fault in sorted(known.items(), key=lambda item: (item[1].file, item[1].rule, item[0]))
    ]
    return json.dumps({"schema": SCHEMA, "faults": rows}, ensure_ascii=False, indent=1) + "\n"


def read_baseline(path: Path) -> Counter[str]:
    """How often each mark is known. Raises ComposeError for a file that is no baseline."""
    if not path.is_file():
        raise fail("does not exist", where=str(path), mend="make it with --write-baseline")
    try:
        data = json.loads(read_source(path))
        if data["schema"] != SCHEMA:
            raise ValueError
        return Counter({str(row["mark"]): int(row["count"]) for row in data["faults"]})
    except (ValueError, TypeError, KeyError):
        raise fail("is no baseline of lint", where=str(path), mend="make it anew with --write-baseline") from None


def beyond(faults: Sequence[Fault], known: Counter[str]) -> list[Fault]:
    """The faults that the baseline does not know; of equal ones those beyond its number."""
    left = known.copy()
    fresh = []
    for fault in faults:
        if left[fault.mark] > 0:
            left[fault.mark] -= 1
        else:
            fresh.append(fault)
    return fresh


def touched(faults: Sequence[Fault], changed: Mapping[Path, Sequence[range]]) -> list[Fault]:
    """The faults of changed files that stand in an entry or line that changed, or that speak of the whole file."""
    by_name = {path.resolve(): ranges for path, ranges in changed.items()}
    kept = []
    for fault in faults:
        path = Path(fault.file).resolve()
        if path in by_name and (_whole(fault) or _near(fault, by_name[path], path)):
            kept.append(fault)
    return kept


def _whole(fault: Fault) -> bool:
    return fault.rule in ("lint.missing", "lint.file", "lint.move-required", "lint.no-wording", "lint.golden")


def _near(fault: Fault, ranges: Sequence[range], path: Path) -> bool:
    first = last = fault.line
    if path.suffix == ".toml":
        lines = read_source(path).splitlines()
        heads = [number for number, line in enumerate(lines, 1) if line.startswith("[")]
        first = max((number for number in heads if number <= fault.line), default=1)
        last = min((number for number in heads if number > fault.line), default=len(lines) + 1) - 1
    return any(part.start <= last and first < part.stop for part in ranges)


def passes(faults: Sequence[Fault], fail_on: str, most_warnings: int | None) -> bool:
    """Whether no fault is at or above `fail_on`, and warnings are no more than allowed."""
    warnings = sum(fault.level == "warning" for fault in faults)
    if most_warnings is not None and warnings > most_warnings:
        return False
    return fail_on == "never" or not any(RANK[fault.level] >= RANK[fail_on] for fault in faults)
