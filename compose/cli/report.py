"""Telling a report: on the screen, with suggestions looked up for what is shown and for nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compose.model.finding import Finding, Report
    from compose.model.settings import Settings


def tell(report: Report, tag: str, channel: str, found: Settings) -> None:
    """Print a report on standard error."""
    from compose import locales, pipeline
    from compose.output import screen

    locale = locales.load(tag, found.locales)
    screen.verdict(report, pipeline.bounds(locale, channel, found), lambda finding: _suggested(finding, tag, found))


def with_suggestions(report: Report, tag: str, found: Settings) -> Report:
    """The report with the words that could stand instead of each unknown word."""
    from dataclasses import replace

    findings = tuple(
        finding if finding.suggestions else replace(finding, suggestions=tuple(_suggested(finding, tag, found)))
        for finding in report.findings
    )
    return replace(report, findings=findings)


def _suggested(finding: Finding, tag: str, found: Settings) -> list[str]:
    from compose import locales
    from compose.check.words import suggestions

    if not finding.word:
        return []
    return list(suggestions(finding, locales.load(tag, found.locales)))
