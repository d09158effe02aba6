"""A checked message as the bytes of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compose.output import message

if TYPE_CHECKING:
    from compose.model.draft import Draft
    from compose.model.finding import Report
    from compose.model.incident import Incident


def shaped(incident: Incident, draft: Draft, report: Report, shape: str) -> bytes:
    """The message as `txt`, `eml`, `html`, `md` or `json`. Raises ComposeError where a record has no such shape."""
    if shape == "eml":
        from compose.output.eml import as_eml

        return as_eml(incident, draft, report.source)
    if shape == "html":
        from compose.output.html import as_page

        return as_page(draft).encode("utf-8")
    if shape == "json":
        from compose.output.json import dumps, report_json

        return (dumps(report_json(report)) + "\n").encode("utf-8")
    return (message.as_markdown(draft.text) if shape == "md" else message.as_text(draft.text)).encode("utf-8")
