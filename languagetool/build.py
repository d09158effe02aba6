"""Builds the jar of the language classes, byte for byte the same from the same sources and JDK.

usage: python languagetool/build.py HOME [--check]
HOME is a LanguageTool folder (with languagetool-server.jar and libs/). With --check nothing is written: the fresh jar
is compared with the one that is committed, and the exit status says whether they are the same.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
JAR = HERE / "compose-languages.jar"
RELEASE = "17"
EPOCH = (1980, 1, 1, 0, 0, 0)


def compiled(home: Path, into: Path) -> None:
    """Compile every class of src/main/java against the jars of a LanguageTool folder."""
    jars = [home / "languagetool-server.jar", *sorted((home / "libs").glob("*.jar"))]
    sources = sorted((HERE / "src/main/java").rglob("*.java"))
    command = ["javac", "--release", RELEASE, "-encoding", "UTF-8", "-proc:none", "-nowarn", "-g:none"]
    command += ["-cp", ":".join(map(str, jars)), "-d", str(into), *map(str, sources)]
    subprocess.run(command, check=True)


def packed(classes: Path) -> bytes:
    """The jar's bytes: classes and resources by name, stored and without a date, so that nothing else decides them."""
    folders = (classes, HERE / "src/main/resources")
    files = sorted((path.relative_to(base).as_posix(), path) for base in folders for path in base.rglob("*"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as jar:
        for name, path in files:
            if path.is_file():
                entry = zipfile.ZipInfo(name, EPOCH)
                entry.external_attr, entry.create_system = 0o644 << 16, 3
                jar.writestr(entry, path.read_bytes())
    return buffer.getvalue()


def main(home: str, *flags: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        compiled(Path(home), Path(folder))
        fresh = packed(Path(folder))
    if "--check" not in flags:
        JAR.write_bytes(fresh)
        return 0
    if JAR.read_bytes() == fresh:
        print(f"{JAR.name}: {len(fresh)} bytes, the same as a fresh build")
        return 0
    print(f"{JAR.name} is not what its sources give: run python languagetool/build.py HOME", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
