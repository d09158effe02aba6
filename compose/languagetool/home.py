"""Where LanguageTool is installed, and whether that install is whole; a half-written one is never started."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from compose.languagetool.fault import INSTALL, Fault
from compose.paths import user_data_dir

VERSION = "6.8"
JAR = "languagetool-server.jar"
MANIFEST = "install.json"
ENVIRONMENT = "COMPOSE_LANGUAGETOOL_HOME"


@dataclass(frozen=True, slots=True)
class Install:
    """A whole install. `source` says where it came from, `pack` is the fingerprint of the pack in it.

    `rules` are the editions of the locales that the pack was made of, by their tags.
    """

    home: Path
    version: str
    source: str
    pack: str
    tagged: tuple[str, ...]
    rules: Mapping[str, str] = field(default_factory=dict)

    @property
    def jar(self) -> Path:
        """The server's own jar; its manifest names the others, in libs/ beside it."""
        return server_folder(self.home, self.version) / JAR

    @property
    def pack_folder(self) -> Path:
        """The language pack: classes, rules, dictionaries."""
        return self.home / "pack"


def server_folder(home: Path, version: str = VERSION) -> Path:
    """Where the server lies in an install; language-tool-python looks for it under the same name."""
    return home / f"LanguageTool-{version}"


def home_folder() -> Path:
    """Where the install is looked for: `COMPOSE_LANGUAGETOOL_HOME`, else the platform's data folder."""
    chosen = os.environ.get(ENVIRONMENT)
    return Path(chosen).absolute() if chosen else user_data_dir() / "languagetool"


def write_manifest(install: Install) -> None:
    """Write down every jar and file of the pack with its size. Written last, whole: without it nothing is installed."""
    kept = [install.jar, *install.jar.parent.glob("libs/*.jar"), *install.pack_folder.rglob("*")]
    files = {path.relative_to(install.home).as_posix(): path.stat().st_size for path in kept if path.is_file()}
    data = {
        "version": install.version,
        "source": install.source,
        "pack": install.pack,
        "tagged": list(install.tagged),
        "rules": dict(install.rules),
        "files": dict(sorted(files.items())),
    }
    fresh = install.home / f"{MANIFEST}.{os.getpid()}"
    fresh.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    fresh.replace(install.home / MANIFEST)


def find(home: Path | None = None) -> Install:
    """The install in a folder, if every file of it is there at its size. Raises Fault."""
    folder = home or home_folder()
    if not folder.is_dir():
        raise Fault("LanguageTool is not installed", INSTALL)
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        sizes = {str(name): int(size) for name, size in data["files"].items()}
        version, source, pack = (str(data[key]) for key in ("version", "source", "pack"))
        install = Install(folder, version, source, pack, tuple(data["tagged"]), dict(data.get("rules", {})))
    except FileNotFoundError:
        raise Fault(f"the LanguageTool in {folder} was not written to its end", INSTALL) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Fault(f"{folder / MANIFEST} cannot be read", INSTALL) from None
    for name, size in sizes.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            raise Fault(f"the LanguageTool in {folder} is damaged: {name}", INSTALL)
    return install
