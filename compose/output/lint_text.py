"""Faults for a person: file, line and column, the place underlined, how to mend it, where to read more."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from compose.output.safe import shown

if TYPE_CHECKING:
    from rich.console import Console

    from compose.model.fault import Fault, Linted

_COLOUR = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_WIDE = 100


def show(linted: Linted, out: Console, *, quiet: bool = False) -> None:
    """Print every fault, and the sum of them unless `quiet`."""
    for fault in linted.faults:
        _fault(fault, out)
    for gap in linted.gaps:
        out.print(f"not checked: {shown(gap)}", markup=False)
    for unmet in linted.unmet:
        out.print(shown(unmet), markup=False)
    if not quiet:
        out.print(summary(linted), markup=False)


def text(linted: Linted) -> str:
    """Every fault and the sum of them, without colour."""
    from io import StringIO

    from rich.console import Console

    stream = StringIO()
    show(linted, Console(file=stream, highlight=False, soft_wrap=True))
    return stream.getvalue()


def summary(linted: Linted) -> str:
    """One line: how many faults of each level, in how many files, what was left out, how long it took."""
    count: Counter[str] = Counter(fault.level for fault in linted.faults)
    found = ", ".join(f"{count[level]} {level}{'s' if count[level] > 1 else ''}" for level in _COLOUR if count[level])
    parts = [found or "nothing found", f"{linted.files} files"]
    if linted.variants:
        parts.append(f"{linted.variants} variants rendered and checked by {', '.join(linted.engines)}")
    parts += [f"{linted.known} known (baseline)"] if linted.known else []
    parts += [f"{linted.suppressed} suppressed"] if linted.suppressed else []
    return "; ".join(parts) + f"; {linted.seconds:.2f} s"


def _fault(fault: Fault, out: Console) -> None:
    from rich.text import Text

    head = Text(f"{shown(fault.file)}:{fault.line}:{fault.column} ")
    head.append(fault.level, style=_COLOUR[fault.level])
    head.append(f" {fault.rule}", style="bold")
    head.append(
        f"  {shown(fault.message)}" + (f"; {shown(fault.help)}" if fault.help.startswith("did you mean") else "")
    )
    out.print(head)
    if fault.excerpt:
        _underlined(fault, out)
    if fault.help and not fault.help.startswith("did you mean"):
        out.print(Text(f"    help: {shown(fault.help)}", style="green"))
    out.print(Text(f"    see:  compose explain {fault.rule}", style="dim"))


def _underlined(fault: Fault, out: Console) -> None:
    from rich.text import Text

    start = max(0, fault.column - 1 - _WIDE // 2)
    first, last = fault.column - 1, max(fault.end_column - 1, fault.column)
    before = ("…" if start else "") + shown(fault.excerpt[start:first].replace("\t", " "))
    inside = shown(fault.excerpt[first:last])
    after = shown(fault.excerpt[last : last + _WIDE // 2])
    row = Text("    " + before)
    row.append(inside, style=f"underline {_COLOUR[fault.level]}")
    row.append(after)
    out.print(row)
    if not out.is_terminal:
        out.print("    " + " " * len(before) + "^" * max(len(inside), 1))
