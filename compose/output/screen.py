"""A report for a person: the message in a frame, a gauge of its length, the findings with the words underlined."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from compose.model.draft import body_start
from compose.model.finding import place
from compose.output.safe import shown

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from compose.model.finding import Finding, Gap, Report

_COLOUR = {"error": "bold red", "warning": "yellow", "info": "cyan"}
Suggest = Callable[["Finding"], Sequence[str]]
Bounds = dict[str, dict[str, float]]


def console(stderr: bool = True) -> Console:
    """A console that has colour on a terminal alone (and heeds NO_COLOR)."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(file=stream, highlight=False, soft_wrap=not stream.isatty(), width=None)


def framed(title: str, text: str) -> None:
    """The message in a frame, on standard output; for a terminal."""
    from rich.panel import Panel
    from rich.text import Text

    start = body_start(text)
    body = Text()
    if start:
        body.append(shown(text[:start].strip()) + "\n\n", style="bold")
    body.append(shown(text[start:]))
    out = console(stderr=False)
    out.print(Panel(body, title=title, title_align="left", padding=(1, 2), width=min(out.width, 84)))


def verdict(report: Report, bounds: Bounds, suggest: Suggest) -> None:
    """What was found, how long the message is, what was checked and what was not; on standard error."""
    err = console()
    for finding in report.findings:
        _finding(err, report, finding, suggest)
    err.print(_gauge(report, bounds))
    for gap in report.not_checked:
        _gap(err, gap)
    names = ", ".join(f"{item.engine} ({', '.join(item.covers)})" for item in report.checked)
    counts = {level: sum(finding.level == level for finding in report.findings) for level in _COLOUR}
    tally = ", ".join(f"{count} {level}{'s' if count > 1 else ''}" for level, count in counts.items() if count)
    mark = "[green]ok[/]" if report.ok else "[bold red]not ok[/]"
    clean = "nothing found" if report.ok else "nothing found, but what is required was not checked"
    err.print(f"{mark}: {tally or clean}; checked by {names or 'no engine'}")


def _finding(err: Console, report: Report, finding: Finding, suggest: Suggest) -> None:
    from rich.text import Text

    line, column = place(report.text, finding.start)
    head = Text()
    head.append(f"{shown(report.source)}:{line}:{column} ")
    head.append(finding.level, style=_COLOUR[finding.level])
    head.append(f" {finding.rule}", style="bold")
    head.append(f"  {shown(finding.message)}")
    err.print(head)
    if finding.gloss and finding.gloss != finding.message:
        err.print(Text(f"    {shown(finding.gloss)}", style="dim"))
    if finding.end > finding.start:
        _underlined(err, report.text, finding)
    words = finding.suggestions or tuple(suggest(finding))
    if words:
        err.print(Text("    write: " + " | ".join(shown(word) for word in words), style="green"))
    if finding.source and finding.source.kind == "answer":
        err.print(Text(f"    in your answer to {finding.source.name!r}", style="dim"))
    elif finding.source and finding.source.file:
        err.print(Text(f"    from {finding.source.file}:{finding.source.line} ({finding.source.name})", style="dim"))


def _underlined(err: Console, text: str, finding: Finding) -> None:
    from rich.text import Text

    first = text.rfind("\n", 0, finding.start) + 1
    last = text.find("\n", finding.start)
    last = len(text) if last < 0 else last
    start, end = max(first, finding.start - 50), min(last, max(finding.end, finding.start) + 30)
    stop = min(finding.end, last)
    before = ("…" if start > first else "") + shown(text[start : finding.start])
    inside = shown(text[finding.start : stop])
    after = shown(text[stop:end]) + ("…" if end < last else "")
    row = Text("    " + before)
    row.append(inside, style=f"underline {_COLOUR[finding.level]}")
    row.append(after)
    err.print(row)
    if not err.is_terminal or err.is_dumb_terminal:  # where nothing can be underlined
        err.print("    " + " " * len(before) + "~" * max(len(inside), 1))


def _gauge(report: Report, bounds: Bounds) -> Text:
    from rich.text import Text

    metrics = report.metrics
    row = Text("length: ")
    facts = {
        "words": f"{metrics.words} words",
        "characters": f"{metrics.characters} characters",
        "seconds": f"{metrics.seconds:g} s spoken",
        "segments": f"{metrics.segments} SMS parts",
    }
    shown_metrics = [name for name in facts if name in bounds] or ["words"]
    for index, name in enumerate(shown_metrics):
        bound = bounds.get(name, {})
        value = getattr(metrics, name)
        low, high = bound.get("min", 0), bound.get("max", 0)
        good = low <= value and (not high or value <= high)
        row.append(" · " if index else "")
        if high:
            filled = min(round(10 * value / high), 10)
            row.append("█" * filled + "░" * (10 - filled) + " ", style="green" if good else "red")
        row.append(facts[name], style="" if good else "red")
        if high:
            row.append(f" of {f'{low:g}-' if low else 'at most '}{high:g}", style="dim")
    return row


def _gap(err: Console, gap: Gap) -> None:
    from rich.text import Text

    row = Text("not checked", style="yellow")
    row.append(f" {gap.what}: {shown(gap.why)}", style="")
    if gap.mend:
        row.append(f"; to mend it: {gap.mend}", style="bold")
    err.print(row)
