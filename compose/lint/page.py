"""One file as lint sees it: its text, where its keys stand, and faults made of places in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as File

from compose.lint.table import CLAIMS
from compose.locales.layout import Layout, Path
from compose.model.fault import Edit, Fault
from compose.model.finding import place


@dataclass
class Page:
    """A file by the name it is shown by. `text` is what was read, without a byte-order mark."""

    file: File
    text: str = field(repr=False)

    @cached_property
    def name(self) -> str:
        return shown_name(self.file)

    @cached_property
    def layout(self) -> Layout:
        """Where each key stands (TOML and JSON)."""
        return Layout(self.text, json=self.file.suffix == ".json")

    def value(self, path: Path, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Offsets of a value, or of a stretch of it; of the nearest table above where it does not stand."""
        if path not in self.layout.nodes:
            return self.key(path)
        return self.layout.inside(path, start, 10**9 if end is None else end)

    def key(self, path: Path) -> tuple[int, int]:
        """Offsets of a key, or of the nearest table above it."""
        while path and path not in self.layout.nodes:
            path = path[:-1]
        return self.layout.nodes[path].key if path in self.layout.nodes else (0, 0)

    def fault(
        self,
        rule: str,
        span: tuple[int, int],
        message: str,
        help: str = "",
        *,
        entry: str = "",
        edits: tuple[Edit, ...] = (),
    ) -> Fault:
        """A fault at these offsets."""
        start, end = span
        line, column = place(self.text, start)
        first = start - column + 1
        last = self.text.find("\n", start)
        excerpt = self.text[first : last if last >= 0 else len(self.text)].rstrip("\r")
        stop = max(min(end - first, len(excerpt)), column - 1)
        level = CLAIMS[rule].level
        return Fault(rule, level, message, self.name, line, column, stop + 1, help, entry, excerpt, edits)


def shown_name(file: File) -> str:
    """A file relative to the working folder when inside it, with forward slashes."""
    try:
        return file.resolve().relative_to(File.cwd().resolve()).as_posix()
    except ValueError:
        return file.as_posix()
