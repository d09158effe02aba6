"""The interview: on a real terminal, by plain lines, from a file; the same answers give the same bytes."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest
from conftest import TAGS, incident, process

from compose import locales as reader
from compose.interview import get, makes_sense

ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]|\x1b[=>]")


def wanted(tag: str) -> dict[str, Any]:
    """The answers of the minimal example: what a person at the terminal types."""
    return {**incident(tag), "channel": "chat", "severity": "serious", "kind": "invoice"}


def asked(tag: str, record: dict[str, Any]) -> list[tuple[Any, Any]]:
    """Each question that the interview will put, with the answer to type (None to leave it out)."""
    known: dict[str, Any] = {"locale": tag}
    return [
        (question, get(record, question.key))
        for question in reader.load(tag).questions
        if makes_sense(question, {**known, **record})
    ]


@pytest.mark.parametrize("tag", TAGS)
def test_a_person_at_a_terminal_gets_the_message_that_the_file_gives(tag: str, tmp_path: Path):
    record = wanted(tag)
    saved = tmp_path / "saved.json"
    out = tmp_path / "message.txt"
    command = ["-m", "compose", "new", "--locale", tag, "--engine", "none", "--save", str(saved), "--out", str(out)]
    # pexpect answers no question for the cursor's place; without the variable each answer would wait a second for it
    env = {**os.environ, "PROMPT_TOOLKIT_NO_CPR": "1"}
    child = pexpect.spawn(sys.executable, command, env=env, encoding="utf-8", timeout=30, dimensions=(50, 200))
    child.delaybeforesend = 0.05
    for question, answer in asked(tag, record):
        child.expect_exact(question.ask[:40])
        if question.choices:
            values = list(question.choices)
            offset = 0 if question.required else 1
            downs = values.index(answer) + offset if answer is not None else 0
            child.send("\x1b[B" * downs + "\r")
        else:
            child.send((answer or "") + "\r")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0, ANSI.sub("", child.before or "")
    by_file = process("render", saved, "--engine", "none", "--quiet")
    assert out.read_text("utf-8") == by_file.out
    assert json.loads(saved.read_text("utf-8"))["happened"] == record["happened"]
    by_answers = process("new", "--answers", saved, "--engine", "none", stdin=b"\n" * 40)
    assert by_answers.out == by_file.out


def test_plain_lines_answer_one_question_each():
    record = wanted("en")
    lines = "".join(f"{answer or ''}\n" for _, answer in asked("en", record))
    ran = process("new", "--locale", "en", "--engine", "none", stdin=lines.encode())
    assert ran.code == 0, ran.err
    assert record["happened"] in ran.out


def test_only_what_is_missing_is_asked(tmp_path: Path):
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(incident("nb")), "utf-8")
    ran = process("new", "--answers", file, "--set", "why=Jeg glemte det.", "--engine", "none", stdin=b"\n" * 40)
    questions = {question.key: question.ask for question in reader.load("nb").questions}
    assert ran.code == 0, ran.err
    assert "Jeg glemte det." in ran.out
    assert questions["happened"] not in ran.err
    assert questions["effect"] in ran.err


def test_an_unknown_key_of_set_is_named():
    ran = process("new", "--locale", "en", "--set", "hapened=x")
    assert ran.code == 2
    assert "did you mean 'happened'?" in ran.err


def test_an_interview_that_is_broken_off_keeps_its_answers(tmp_path: Path):
    import os

    env = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    first = asked("en", wanted("en"))[0]
    ran = process("new", "--locale", "en", stdin=f"{first[1]}\n".encode(), env=env)
    assert ran.code == 130
    kept = tmp_path / "compose" / "unfinished.json"
    assert get(json.loads(kept.read_text("utf-8")), first[0].key) == first[1]
    assert str(kept) in ran.err
