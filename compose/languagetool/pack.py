"""Writes the language pack: the classes of our jar, and beside them the rules and dictionaries as plain files."""

from __future__ import annotations

import hashlib
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from compose.languagetool.fault import Fault
from compose.languagetool.home import Install
from compose.languagetool.java import Java
from compose.paths import pack_dir

CLASSES = "compose-languages.jar"
RESOURCES = "org/languagetool/resource"
_HEAP = "1500m"
_SECONDS = 900

Rows = Callable[[], Iterable[str]]
"""Makes the lines of a lexicon, each a form, its lemma and its tag with a tab between them."""


def fingerprint(files: Mapping[str, bytes]) -> str:
    """What the pack's rules and words are, in twelve signs: two packs of the same name say the same."""
    digest = hashlib.sha256((pack_dir() / CLASSES).read_bytes())
    for name, content in sorted(files.items()):
        digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return digest.hexdigest()[:12]


def write_pack(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write classes and files into a folder, which may be that of a server's own jar. Names are relative."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(pack_dir() / CLASSES) as jar:
        jar.extractall(folder)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def write_tags(install: Install, java: Java, code: str, rows: Rows) -> None:
    """Build the tagger's and the synthesizer's dictionary of a language from its lexicon; up to two minutes.

    Raises Fault when Java does not get to the end of it.
    """
    folder = install.pack_folder / RESOURCES / code
    jars = [install.pack_folder, *sorted(install.jar.parent.glob("libs/*.jar"))]
    separator = ";" if java.program.suffix == ".exe" else ":"
    command = [str(java.program), f"-Xmx{_HEAP}", "-XX:+UseSerialGC", "-cp", separator.join(map(str, jars))]
    process = subprocess.Popen(
        [*command, "compose.Dictionary", code, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert process.stdin is not None  # noqa: S101  # a pipe was asked for
        with process.stdin as lines:
            for row in rows():
                lines.write(row.encode() + b"\n")
        ended = process.wait(_SECONDS)
    except (BrokenPipeError, subprocess.TimeoutExpired):
        ended = -1
    finally:
        process.kill()
        process.wait()
    if ended != 0:
        raise Fault(f"the dictionary of {code!r} could not be built", "compose languagetool install --no-tags")
