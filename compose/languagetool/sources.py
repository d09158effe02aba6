"""Where LanguageTool comes from: the library's verified download, Maven artefacts, a folder or a ZIP file."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from compose.languagetool.fault import Fault
from compose.languagetool.home import JAR, VERSION, server_folder
from compose.languagetool.java import Java
from compose.paths import pack_dir

OTHER_WAYS = "get LanguageTool-6.8.zip another way: compose languagetool install --from FILE"
_MAVEN_SECONDS = 1800
_MOST_BYTES = 2_000_000_000
_POM = "META-INF/maven/org.languagetool/languagetool-core/pom.properties"


def fetch(source: str, into: Path, java: Java) -> None:
    """Put LanguageTool 6.8 from a source (`download`, `maven`, a folder, a ZIP file) into a fresh folder.

    Raises Fault for what is no whole LanguageTool of this version.
    """
    match source:
        case "download":
            _download(into, java)
        case "maven":
            _maven(server_folder(into), java)
        case _ if Path(source).is_dir():
            _copy(Path(source), server_folder(into))
        case _ if Path(source).is_file():
            _unzip(Path(source), into)
        case _:
            raise Fault(f"there is no folder or file {source!r}", "--from download, maven, a folder or a ZIP file")
    _look(server_folder(into), source)


def _look(server: Path, source: str) -> None:
    """Whether what was fetched is whole enough to be started, and of the version that the pack is made for."""
    core = server / "libs" / "languagetool-core.jar"
    if not (server / JAR).is_file() or not core.is_file():
        raise Fault(f"{source}: no LanguageTool: {JAR} and libs/ are not there", OTHER_WAYS)
    try:
        with zipfile.ZipFile(core) as jar:
            lines = jar.read(_POM).decode().splitlines()
    except (zipfile.BadZipFile, KeyError, OSError):
        raise Fault(f"{source}: {core.name} is damaged", OTHER_WAYS) from None
    version = dict(line.split("=", 1) for line in lines if "=" in line).get("version", "?")
    if version != VERSION:
        raise Fault(f"{source}: LanguageTool {version}; the pack is made for {VERSION}", OTHER_WAYS)


def _download(into: Path, java: Java) -> None:
    """The library's own download, whose SHA-256 it verifies; it looks for Java on PATH, so ours goes there."""
    import requests
    from language_tool_python.download_lt import LocalLanguageTool
    from language_tool_python.exceptions import LanguageToolError

    path = os.pathsep.join((str(java.program.parent), os.environ.get("PATH", "")))
    try:
        with _environment(LTP_PATH=str(into), PATH=path):
            LocalLanguageTool.from_version_name(VERSION).download()
    except requests.RequestException as error:
        raise Fault(f"no network, or no way to the download: {type(error).__name__}", OTHER_WAYS) from error
    except (LanguageToolError, OSError, zipfile.BadZipFile) as error:
        raise Fault(f"the download failed: {error}", OTHER_WAYS) from error
    except (SystemError, SystemExit) as error:  # what it makes of a Java that it cannot read
        raise Fault(f"the download was refused: {error}", OTHER_WAYS) from error


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


def _maven(server: Path, java: Java) -> None:
    program = shutil.which("mvn")
    if not program:
        raise Fault("there is no mvn on PATH", "install Maven, or leave --from away")
    pom = pack_dir() / "pom.xml"
    command = [program, "-B", "-q", "-f", str(pom), "dependency:copy-dependencies", "-DincludeScope=runtime"]
    command += ["-Dmdep.stripVersion=true", f"-DoutputDirectory={server / 'libs'}"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_MAVEN_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise Fault("mvn was not done after half an hour", OTHER_WAYS) from None
    if done.returncode:
        told = [line for line in done.stdout.decode("utf-8", "replace").splitlines() if "ERROR" in line]
        raise Fault(f"mvn failed: {told[0][:300] if told else done.returncode}", OTHER_WAYS)
    (server / "libs" / JAR).rename(server / JAR)


def _copy(source: Path, server: Path) -> None:
    found = [source, *sorted(source.glob("LanguageTool-*"))]
    folder = next((each for each in found if (each / JAR).is_file()), None)
    if folder is None:
        raise Fault(f"{source}: no LanguageTool: {JAR} is not there", OTHER_WAYS)
    try:
        shutil.copytree(folder, server, ignore=shutil.ignore_patterns("compose"))
    except (OSError, shutil.Error) as error:
        raise Fault(f"{source} could not be copied: {error}", OTHER_WAYS) from error


def _unzip(source: Path, into: Path) -> None:
    with tempfile.TemporaryDirectory(dir=into, prefix="unzip-") as folder:
        try:
            with zipfile.ZipFile(source) as archive:
                if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
                    raise Fault(f"{source} unpacks to more than 2 GB", OTHER_WAYS)
                archive.extractall(folder)
        except (zipfile.BadZipFile, OSError, EOFError, RuntimeError) as error:
            raise Fault(f"{source} is no whole ZIP file: {error}", OTHER_WAYS) from error
        jar = next(Path(folder).rglob(JAR), None)
        if jar is None:
            raise Fault(f"{source}: no LanguageTool: {JAR} is not in it", OTHER_WAYS)
        jar.parent.rename(server_folder(into))
