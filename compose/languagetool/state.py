"""The note that one run leaves for the next: which server of ours is up, and whether it is still that server."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from compose.paths import user_data_dir


@dataclass(frozen=True, slots=True)
class Server:
    """A server that we keep. `born` is when its process began; `owner` is the process it ends with, 0 for none."""

    pid: int
    port: int
    born: float
    owner: int
    owner_born: float
    pack: str

    @property
    def url(self) -> str:
        """Where it answers; on this machine alone."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def stays(self) -> bool:
        """Whether it was told to outlive the run that started it."""
        return self.owner == 0


def files(home: Path) -> tuple[Path, Path, Path]:
    """The note, the lock and the server's log for one install; not in the install, which may be read-only."""
    name = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    base = user_data_dir() / "languagetool-server"
    return base / f"{name}.json", base / f"{name}.lock", base / f"{name}.log"


def read(home: Path) -> Server | None:
    """The server of the note, if that very process still runs and so does its owner."""
    try:
        data = json.loads(files(home)[0].read_text(encoding="utf-8"))
        server = Server(**data)
        alive = runs(server.pid, server.born)
    except (OSError, ValueError, TypeError):
        return None
    if not alive or not (server.stays or runs(server.owner, server.owner_born)):
        return None
    return server


def write(home: Path, server: Server) -> None:
    """Leave the note, whole or not at all."""
    path = files(home)[0]
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps(asdict(server)) + "\n", encoding="utf-8")
    fresh.replace(path)


def forget(home: Path, server: Server) -> None:
    """Take the note away, unless it has become another server's."""
    path = files(home)[0]
    with contextlib.suppress(OSError, ValueError, KeyError):
        if json.loads(path.read_text(encoding="utf-8"))["pid"] == server.pid:
            path.unlink()


def born(pid: int) -> float:
    """When a process began, in seconds since 1970; 0.0 when there is none."""
    import psutil

    try:
        return float(psutil.Process(pid).create_time())
    except psutil.Error:
        return 0.0


def runs(pid: int, since: float) -> bool:
    """Whether the process of this number is still the one that began then; a zombie is not."""
    import psutil

    try:
        process = psutil.Process(pid)
        return bool(process.create_time() == since and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def listens(server: Server) -> bool:
    """Whether it is this process, and no other program, that has the port."""
    import psutil

    try:
        found = psutil.Process(server.pid).net_connections(kind="tcp")
    except psutil.Error:
        return False
    return any(each.status == psutil.CONN_LISTEN and each.laddr.port == server.port for each in found)
