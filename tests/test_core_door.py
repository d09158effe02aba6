"""The door: closed streams, full disks, gone readers, broken settings; each has its exit code and its mend."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import Ran, Run, incident

from compose.output.message import as_markdown


@pytest.fixture
def record(tmp_path: Path) -> Path:
    file = tmp_path / "record.json"
    file.write_text(json.dumps(incident("nb")), "utf-8")
    return file


def shell(line: str, *words: object) -> Ran:
    """Run a line of sh in which `compose` is the program and $1, $2 … are the words."""
    script = f'compose() {{ "{sys.executable}" -m compose "$@"; }}; {line}'
    done = subprocess.run(["sh", "-c", script, "sh", *map(str, words)], capture_output=True, timeout=60, check=False)
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("compose render - <&-", 2, "<stdin>: is empty; give it one JSON object"),
        ("compose check - --locale en <&-", 2, "holds no words"),
        ("compose new --locale en <&-", 130, "your answers are kept"),
        ('compose render "$1" --engine none >&-', 0, "ok: nothing found"),
        ('compose render "$1" --engine none --quiet >/dev/full', 2, "No space left on device; make room"),
    ],
)
def test_a_stream_that_is_closed_or_full_is_no_bug(line: str, code: int, says: str, record: Path, tmp_path: Path):
    ran = shell(f'XDG_DATA_HOME="$2"; export XDG_DATA_HOME; {line}', record, tmp_path)
    assert ran.code == code, ran.err
    assert says in ran.err
    assert "Traceback" not in ran.err


def test_a_reader_that_goes_away_is_no_finding(record: Path):
    ran = shell('{ sleep 1; compose render "$1" --engine none -q; echo "code $?" >&2; } | true', record)
    assert ran.err == "code 2\n"


def test_a_bug_shows_its_traceback_and_never_the_code_of_findings():
    script = "import compose.entry as e\ndef boom(words): raise RuntimeError('bug')\ne._run = boom\ne.main(['render'])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60, check=False)
    assert done.returncode == 2
    assert b"RuntimeError: bug" in done.stderr


def test_answers_are_read_as_utf8_on_any_machine(tmp_path: Path):
    env = {**os.environ, "PYTHONIOENCODING": "latin-1", "XDG_DATA_HOME": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-m", "compose", "new", "--locale", "nb"],
        input="Bjørn\n".encode(),
        capture_output=True,
        timeout=60,
        check=False,
        env=env,
    )
    assert ran.returncode == 130
    assert json.loads((tmp_path / "compose" / "unfinished.json").read_text("utf-8"))["recipient"]["name"] == "Bjørn"


@pytest.mark.parametrize("text", ["", "  \n\n", "\ufeff"])
def test_an_empty_file_is_called_empty(run: Run, text: str):
    ran = run("render", "-", stdin=text)
    assert (ran.code, ran.err) == (
        2,
        "error: <stdin>: is empty; give it one JSON object; 'compose schema' says what it holds\n",
    )


def test_out_never_replaces_a_pipe_or_a_device(run: Run, record: Path, tmp_path: Path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert run("render", record, "--engine", "none", "--out", pipe, "-q").code == 0
    assert os.read(reader, 9) == b"Subject: "
    assert not pipe.is_file()
    os.close(reader)


def test_out_to_a_folder_says_so(run: Run, record: Path, tmp_path: Path):
    ran = run("render", record, "--engine", "none", "--out", tmp_path, "-q")
    assert (ran.code, ran.err) == (2, f"error: {tmp_path}: is a folder; name a file in it\n")


def test_markdown_keeps_blank_lines_and_dates():
    text = "Subject: Om 3. november\n\nHei\n\n3. november var feil\n- ja\n\nHilsen"
    assert as_markdown(text) == "# Om 3. november\n\nHei\n\n3\\. november var feil\\\n\\- ja\n\nHilsen\n"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ('locales = "nope"', "/locales: 'nope' is no folder; make it beside compose.toml"),
        ('templates = ["nope"]', "/templates: 'nope' is no folder"),
        ('channel = "chatt"', "/channel: unknown channel 'chatt'; did you mean 'chat'?"),
        ("sender = 1", "/sender: must be a table"),
        ("[sender]\nname = 1", "/sender/name: must be a text"),
        ("[budgets]\nemail = 1", "/budgets/email: must be a table"),
        ("[budgets.email]\nwords = 1", "/budgets/email/words: must be a table; words = { max = 120 }"),
        ("[budgets.email]\nwrods = { max = 1 }", "/budgets/email/wrods: unknown setting; did you mean 'words'?"),
        ("[budgets.email]\nwords = { most = 1 }", "/budgets/email/words/most: unknown setting"),
        ('[budgets.email]\nwords = { max = "1" }', "/budgets/email/words/max: must be a number from 0 (is '1')"),
        ("[limits]\nminor = 1", "/limits/minor: must be a table; EUR = 50"),
        ("[limits.minor]\nnok = 1", "/limits/minor/nok: is no currency"),
        ("[limits.minor]\nNOK = true", "/limits/minor/NOK: must be a number from 0 (is True)"),
        ('[late]\nminor = "2"', "/late/minor: must be a number from 0 (is '2')"),
    ],
)
def test_a_broken_setting_is_named_and_never_passed_over(
    run: Run, record: Path, tmp_path: Path, settings: str, says: str
):
    config = tmp_path / "compose.toml"
    config.write_text(settings + "\n")
    ran = run("render", record, "--config", config)
    assert ran.code == 2
    assert ran.err.startswith(f"error: {config} {says}")


def test_the_problems_of_both_settings_files_are_told_at_once(
    run: Run, record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "compose.toml").write_text('[sender]\nname = "Ola"\nnme = "x"\n')
    user = Path(os.environ["XDG_CONFIG_HOME"]) / "compose" / "compose.toml"
    user.parent.mkdir(parents=True)
    user.write_text('sender = "x"\n')
    ran = run("render", record)
    assert ran.code == 2
    assert "/sender: must be a table" in ran.err
    assert "did you mean 'name'?" in ran.err


def test_a_tool_table_that_is_none_is_an_error(run: Run, record: Path, tmp_path: Path):
    config = tmp_path / "pyproject.toml"
    config.write_text("[tool]\ncompose = 3\n")
    ran = run("render", record, "--config", config)
    assert (ran.code, ran.err) == (2, f"error: {config}: [compose] must be a table; write [tool.compose]\n")


@pytest.mark.parametrize("refused", ["is_file", "read_bytes"])
def test_a_settings_file_that_may_not_be_read_is_named(run: Run, monkeypatch: pytest.MonkeyPatch, refused: str):
    user = Path(os.environ["XDG_CONFIG_HOME"]) / "compose" / "compose.toml"
    user.parent.mkdir(parents=True)
    user.write_text('locale = "nb"\n')
    plain = getattr(Path, refused)

    def refusing(path: Path) -> Any:
        if path == user:
            raise PermissionError(13, "Permission denied", str(path))
        return plain(path)

    monkeypatch.setattr(Path, refused, refusing)
    ran = run("render", "-", stdin="{}")
    assert ran.code == 2
    assert f"{user}: cannot be read: Permission denied" in ran.err
    assert "Traceback" not in ran.err
