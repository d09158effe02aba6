"""A checked message as the bytes of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compose.output import message

if TYPE_CHECKING:
    from compose.batch.work import Done


def shaped(done: Done, shape: str) -> bytes:
    """The message as `txt`, `eml`, `html`, `md` or `json`. Raises ComposeError where a record has no such shape."""
    incident, draft = done.incident, done.draft
    if incident is None or draft is None:
        return b""
    if shape == "eml":
        from compose.output.eml import as_eml

        return as_eml(incident, draft, done.where)
    if shape == "html":
        from compose.output.html import as_page

        return as_page(draft).encode("utf-8")
    report = done.report if shape == "json" else None
    if report is not None:
        from compose.output.json import dumps, report_json

        return (dumps(report_json(report)) + "\n").encode("utf-8")
    return (message.as_markdown(draft.text) if shape == "md" else message.as_text(draft.text)).encode("utf-8")
