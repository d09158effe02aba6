"""The report as JSON, `compose/report/1`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from compose.model.finding import place

if TYPE_CHECKING:
    from compose.model.finding import Finding, Report

SCHEMA = "compose/report/1"


def report_json(report: Report) -> dict[str, Any]:
    """The report as plain values, in the order of the contract (DESIGN.md section 4). Offsets are code points."""
    metrics = report.metrics
    made: dict[str, Any] = {
        "schema": SCHEMA,
        "source": report.source,
        "ok": report.ok,
        "text": report.text,
        "metrics": {
            "words": metrics.words,
            "sentences": metrics.sentences,
            "characters": metrics.characters,
            "seconds": metrics.seconds,
            "segments": metrics.segments,
        },
        "checked": [
            {"engine": item.engine, "version": item.version, "covers": list(item.covers)} for item in report.checked
        ],
        "not_checked": [{"what": gap.what, "why": gap.why, "mend": gap.mend} for gap in report.not_checked],
        "findings": [finding_json(finding, report.text) for finding in report.findings],
    }
    if report.gloss:
        made["gloss"] = [{"text": text, "gloss": gloss} for text, gloss in report.gloss]
    return made


def finding_json(finding: Finding, text: str) -> dict[str, Any]:
    """One finding; line and column count from 1, columns in code points."""
    line, column = place(text, finding.start)
    made: dict[str, Any] = {
        "rule": finding.rule,
        "engine": finding.engine,
        "level": finding.level,
        "message": finding.message,
        "gloss": finding.gloss,
        "start": finding.start,
        "end": finding.end,
        "line": line,
        "column": column,
        "excerpt": text[finding.start : finding.end],
        "suggestions": list(finding.suggestions),
    }
    if finding.source:
        source = finding.source
        made["source"] = {source.kind: source.name, "file": source.file, "line": source.line}
    return made


def dumps(value: Any) -> str:
    """JSON text that a person can read; lone surrogates cannot be in it."""
    return json.dumps(value, ensure_ascii=False, indent=2)
