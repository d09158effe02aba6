"""Installs LanguageTool with the language pack, whole or not at all: made beside its place, then moved into it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from compose.languagetool.fault import Fault
from compose.languagetool.home import MANIFEST, VERSION, Install, find, write_manifest
from compose.languagetool.java import find_java
from compose.languagetool.lock import only_one
from compose.languagetool.pack import RESOURCES, Rows, fingerprint, write_pack, write_tags
from compose.languagetool.server import stop
from compose.languagetool.sources import fetch

_LOCK_SECONDS = 5.0


def install(
    source: str,
    home: Path,
    files: Mapping[str, bytes],
    rules: Mapping[str, str],
    tags: Mapping[str, Rows],
    say: Callable[[str], None],
) -> Install:
    """Fetch LanguageTool, write the pack of `files`, build the dictionaries of `tags`; then swap it in.

    `rules` are the editions of the locales that the files are made of.
    Raises Fault; then what was in `home` before is still there, and nothing else is.
    """
    java = find_java()
    home.parent.mkdir(parents=True, exist_ok=True)
    lock = home.parent / f".{home.name}.lock"
    with only_one(lock, _LOCK_SECONDS, mend="wait for that install"), _workshop(home) as work:
        say(f"Fetching LanguageTool {VERSION}: {source}")
        fetch(source, work, java)
        made = Install(work, VERSION, source, fingerprint(files), tuple(sorted(tags)), rules)
        say("Writing the language pack")
        write_pack(made.pack_folder, files)
        for code, rows in tags.items():
            say(f"Building the dictionary of tags: {code}")
            write_tags(made, java, code, rows)
        write_manifest(made)
        _swap(work, home)
    return find(home)


def rewrite(home: Path, files: Mapping[str, bytes], rules: Mapping[str, str]) -> Install:
    """Write the pack of an install anew, and leave its server's jars and its dictionaries of tags. Raises Fault.

    The pack is made beside its place and moved in; a server that is up goes on with what it has read.
    """
    lock = home.parent / f".{home.name}.lock"
    with only_one(lock, _LOCK_SECONDS, mend="wait for that install"):
        old = find(home)
        with _workshop(home) as work:
            fresh = work / "pack"
            write_pack(fresh, files)
            for code in old.tagged:
                for path in (old.pack_folder / RESOURCES / code).glob(f"{code}*"):
                    shutil.copy2(path, fresh / RESOURCES / code / path.name)
            old.pack_folder.rename(work / "old")
            fresh.rename(old.pack_folder)
            write_manifest(replace(old, pack=fingerprint(files), rules=rules))
    return find(home)


@contextmanager
def _workshop(home: Path) -> Iterator[Path]:
    """A folder on the same disk as `home`, gone at the end; what a killed install left is cleared first."""
    for left in home.parent.glob(f".{home.name}.part-*"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        work = Path(tempfile.mkdtemp(dir=home.parent, prefix=f".{home.name}.part-"))
    except OSError as error:
        raise Fault(f"{home.parent} cannot be written to: {error}", "--into another folder") from error
    work.chmod(0o755)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _swap(work: Path, home: Path) -> None:
    """Put the fresh install in the place of the old one; two renames, and the first is undone if the second fails."""
    if not home.exists():
        work.rename(home)
        return
    if any(home.iterdir()) and not (home / MANIFEST).exists() and not any(home.glob("LanguageTool-*")):
        raise Fault(f"{home} holds something else than LanguageTool", "--into an empty folder")
    stop(home)
    old = work.with_name(f"{work.name}-old")
    home.rename(old)
    try:
        work.rename(home)
    except OSError:
        old.rename(home)
        raise
    shutil.rmtree(old, ignore_errors=True)
