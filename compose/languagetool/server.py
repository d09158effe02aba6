"""Keeps LanguageTool's server: one for all runs, on a free port of this machine, ending with its owner or when told."""

from __future__ import annotations

import atexit
import contextlib
import os
import socket
import subprocess
import time
from pathlib import Path

from compose.languagetool import state
from compose.languagetool.fault import RESTART, Fault
from compose.languagetool.home import Install
from compose.languagetool.java import Java, find_java
from compose.languagetool.lock import only_one
from compose.languagetool.state import Server

HEAP = "512m"
START_SECONDS = 60.0
HEALTH_SECONDS = 5.0
STOP_SECONDS = 5.0
# Sentences whose findings the server remembers for five minutes: most messages share theirs. Each takes some 20 kB.
REMEMBERED = 2000
_PORTS_TRIED = 3
_PAUSE = 0.05
_MAIN = {True: "org.languagetool.server.HTTPServer", False: "compose.Guarded"}

# The servers that end with this process, each with the pipe by which it knows.
_owned: list[tuple[int, Path, Server, subprocess.Popen[bytes]]] = []


def ensure(install: Install, *, stay: bool = False, seconds: float = START_SECONDS) -> Server:
    """The server that is up, else a new one: it ends with this process, or `stay`s until `stop`.

    A server that ends with another process is used too, but not where one is asked to stay. Raises Fault,
    within twice `seconds`.
    """
    note, lock, _ = state.files(install.home)
    with only_one(lock, seconds + HEALTH_SECONDS, mend=f"end that program, or remove {note}"):
        server = state.read(install.home)
        if server and server.pack == install.pack and (server.stays or not stay):
            if not state.listens(server):
                kill(install.home, server)
            elif healthy(server.url):
                return server
            else:
                kill(install.home, server)
                raise Fault("LanguageTool's server did not answer and was ended", "run it again")
        elif server and server.stays:
            kill(install.home, server)
        return _start(install, find_java(), stay, seconds)


def stop(home: Path) -> bool:
    """End the server of an install, gently and then not; says whether there was one."""
    server = state.read(home)
    if server:
        kill(home, server)
    return server is not None


def healthy(url: str) -> bool:
    """Whether LanguageTool says that it is well, in time."""
    import http.client

    with contextlib.suppress(OSError, http.client.HTTPException):
        place = http.client.HTTPConnection(url.removeprefix("http://"), timeout=HEALTH_SECONDS)
        with contextlib.closing(place):
            place.request("GET", "/v2/healthcheck")
            answer = place.getresponse()
            return answer.status == 200 and answer.read(16).strip() == b"OK"
    return False


def kill(home: Path, server: Server) -> None:
    """End the process, if it is still that server: it is asked first, and ended after a while."""
    import psutil

    if state.runs(server.pid, server.born):
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(server.pid)
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except psutil.TimeoutExpired:
                process.kill()
                process.wait(STOP_SECONDS)
    state.forget(home, server)


def _start(install: Install, java: Java, stay: bool, seconds: float) -> Server:
    deadline = time.monotonic() + seconds
    for _ in range(_PORTS_TRIED):
        process, server = _launch(install, java, stay)
        if _comes_up(process, server, deadline):
            state.write(install.home, server)
            if not stay:
                _owned.append((os.getpid(), install.home, server, process))
            return server
        ended = process.poll() is not None
        process.kill()
        process.wait()
        if not ended:
            raise Fault(f"LanguageTool's server was not up after {seconds:.0f} seconds", RESTART)
    last = _last_words(state.files(install.home)[2])
    raise Fault(f"LanguageTool's server ends at once: {last}", "compose languagetool install")


def _launch(install: Install, java: Java, stay: bool) -> tuple[subprocess.Popen[bytes], Server]:
    port = _free_port()
    class_path = os.pathsep.join(map(str, (install.pack_folder, install.jar)))
    command = [str(java.program), f"-Xmx{HEAP}", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"]
    # The quick compiler alone: a run is short, and English is warm in a third of the time.
    command += ["-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8", "-cp", class_path, _MAIN[stay], "-p", str(port)]
    log = state.files(install.home)[2]
    log.parent.mkdir(parents=True, exist_ok=True)
    settings = log.with_suffix(".properties")
    settings.write_text(f"cacheSize={REMEMBERED}\n", encoding="utf-8")
    command += ["--config", str(settings)]
    with log.open("wb") as words:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL if stay else subprocess.PIPE,
            stdout=words,
            stderr=subprocess.STDOUT,
            cwd=install.home,
            start_new_session=True,
        )
    me = os.getpid()
    owner, since = (0, 0.0) if stay else (me, state.born(me))
    return process, Server(process.pid, port, state.born(process.pid), owner, since, install.pack)


def _comes_up(process: subprocess.Popen[bytes], server: Server, deadline: float) -> bool:
    while time.monotonic() < deadline and process.poll() is None:
        if healthy(server.url) and state.listens(server):
            return True
        time.sleep(_PAUSE)
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _last_words(log: Path) -> str:
    with contextlib.suppress(OSError):
        lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
        told = [line.strip() for line in lines if line.strip() and not line.startswith(("\t", "WARNING"))]
        if told:
            return told[-1][:200]
    return "it says nothing"


@atexit.register
def _end_owned() -> None:
    """End what this process started; the pipe would do it too, but this leaves no stale note."""
    for owner, home, server, process in _owned:
        if owner == os.getpid():
            if process.stdin:
                process.stdin.close()
            kill(home, server)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(STOP_SECONDS)
