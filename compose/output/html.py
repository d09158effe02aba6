"""A message as one accessible HTML page: nothing in it is fetched from elsewhere, everything said is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compose.model.draft import Draft

_STYLE = (
    "body{max-width:38em;margin:2em auto;padding:0 1em;font:1.0625em/1.6 Georgia,'Times New Roman',serif;"
    "color:#1c1c1c;background:#fff}h1{font-size:1.3em;line-height:1.3}p{margin:1em 0}"
)


def as_page(draft: Draft) -> str:
    """The whole message as a page; the subject is its title, or the first line where there is none."""
    body = draft.body.rstrip("\n")
    title = draft.subject or body.partition("\n")[0]
    heading = f"<h1>{escape(draft.subject)}</h1>\n" if draft.subject else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(draft.locale)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{heading}{paragraphs(body)}</main>\n</body>\n</html>\n"
    )


def as_mail(draft: Draft) -> str:
    """The body as the HTML part of an e-mail: no heading, since the subject is shown by the mail program."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(draft.locale)}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(draft.subject)}</title>\n</head>\n"
        f"<body>\n{paragraphs(draft.body)}</body>\n</html>\n"
    )


def paragraphs(text: str) -> str:
    """Blank lines part paragraphs; other line ends are kept as breaks."""
    blocks = [block for block in text.strip("\n").split("\n\n") if block.strip()]
    return "".join(f"<p>{'<br>'.join(escape(line) for line in block.strip().splitlines())}</p>\n" for block in blocks)
