"""Which lines of the files of a working tree changed since a revision: asked of git, the only one who knows."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from compose.errors import fail

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


def changed_since(revision: str, folder: Path) -> dict[Path, list[range]]:
    """The changed and new files below the repository of `folder`, each with its changed lines (from 1).

    A deletion counts as the line before it. Raises ComposeError where git cannot tell.
    """
    if revision.startswith("-"):
        raise fail("is no revision", where=f"--diff {revision}", mend="name a commit, a tag or a branch")
    top = Path(_git(folder, revision, "rev-parse", "--show-toplevel").strip())
    text = _git(folder, revision, "diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-renames", revision, "--")
    found: dict[Path, list[range]] = {}
    for part in re.split(r"^diff --git ", text, flags=re.MULTILINE)[1:]:
        name = re.search(r"^\+\+\+ b/(.*?)\t?$", part, re.MULTILINE)
        if name:
            hunks = [(int(match[1]), int(match[2] or 1)) for match in _HUNK.finditer(part)]
            found[top / name[1]] = [range(max(start, 1), start + max(size, 1) + (size == 0)) for start, size in hunks]
    for line in _git(top, revision, "ls-files", "--others", "--exclude-standard").splitlines():
        found[top / line] = [range(1, 10**9)]
    return found


def _git(folder: Path, revision: str, *words: str) -> str:
    command = ["git", "-C", str(folder), "-c", "core.quotePath=false", *words]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    except OSError as error:
        raise fail(error.strerror or str(error), where=f"--diff {revision}", mend="install git") from None
    if done.returncode:
        raise fail(done.stderr.strip().splitlines()[0], where=f"--diff {revision}", mend="run it in a git work tree")
    return done.stdout
