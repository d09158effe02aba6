"""Mends what is mechanical: the edits of faults, applied from the end of a file to its start, none over another."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from compose.lint.page import shown_name
from compose.locales.source import read_source
from compose.model.fault import Edit, Fault


def mended(faults: Sequence[Fault]) -> dict[Path, tuple[str, str]]:
    """Each file that has something to mend: its text before and after one pass."""
    by_file: dict[Path, list[Edit]] = {}
    for fault in faults:
        if fault.edits:
            by_file.setdefault(Path(fault.file).resolve(), []).extend(fault.edits)
    return {path: (text, applied(text, edits)) for path, edits in by_file.items() if (text := read_source(path))}


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text after the edits; of two that overlap the first alone."""
    end = 0
    parts = []
    for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.end)):
        if edit.start >= end:
            parts += [text[end : edit.start], edit.text]
            end = edit.end
    return "".join([*parts, text[end:]])


def difference(path: Path, before: str) -> str:
    """What became of a file, as a unified diff."""
    name = shown_name(path)
    old, new = before.splitlines(keepends=True), read_source(path).splitlines(keepends=True)
    return "".join(difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"))
