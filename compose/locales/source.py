"""Read a data file as text for those who judge it: as it stands, with its line ends."""

from __future__ import annotations

from pathlib import Path


def read_source(path: Path) -> str:
    """The text of a file without a byte-order mark; bytes that are not UTF-8 become replacement characters.

    Lines end in `\\n` as TOML and Jinja count them; a file that is not there is an empty text.
    """
    try:
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return ""
