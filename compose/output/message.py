"""The message itself, as text, Markdown or with its English beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from compose.model.draft import body_start

_ITEM = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


def as_text(text: str) -> str:
    """The message as it is, with one line end at its end."""
    return text.rstrip("\n") + "\n"


def as_markdown(text: str) -> str:
    """The subject as a heading, the body with its line breaks kept; marks of Markdown in it stay literal."""
    start = body_start(text)
    subject = text[:start].strip().partition(": ")[2]
    lines = [_literal(line) for line in text[start:].rstrip("\n").split("\n")]
    body = "\n".join(
        line + "\\" if line and index + 1 < len(lines) and lines[index + 1] else line
        for index, line in enumerate(lines)
    )
    return (f"# {_literal(subject)}\n\n" if subject else "") + body + "\n"


def _literal(line: str) -> str:
    escaped = "".join("\\" + char if char in "\\`*_{}[]<>#|~" else char for char in line)
    if escaped.startswith(("-", "+", "=")):
        return "\\" + escaped
    return _ITEM.sub(r"\1\\\2", escaped)  # "3. november" at the start of a line is a date, no list


def with_gloss(pairs: Sequence[tuple[str, str]]) -> str:
    """Each sentence above its English, indented."""
    return (
        "\n".join(f"{text}\n    {gloss}" for text, gloss in ((t, g.replace("\n", "\n    ")) for t, g in pairs)) + "\n"
    )
