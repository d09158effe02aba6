"""What a user reads when something is wrong: the option or the file it stands in, all at once, before any work."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pexpect
import pytest
from conftest import Run, incident, process

from compose import locales


@pytest.fixture
def record(tmp_path: Path) -> Path:
    file = tmp_path / "record.json"
    file.write_text(json.dumps(incident("nb")), "utf-8")
    return file


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--locale", "nn"), "--locale: unknown locale 'nn'; "),
        (("--channel", "mail"), "--channel: must not be 'mail'; did you mean 'email'?"),
        (("--as", "pdf"), "--as: must not be 'pdf'; choices: json, md, txt"),
        (("--fail-on", "eror"), "--fail-on: must not be 'eror'; did you mean 'error'?"),
    ],
)
def test_a_wrong_option_is_called_by_its_name(run: Run, record: Path, options: tuple[str, ...], says: str):
    ran = run("render", record, *options)
    assert ran.code == 2
    assert ran.err.startswith(f"error: {says}")


def test_an_unknown_language_is_named_where_it_stands(run: Run, record: Path, tmp_path: Path):
    config = tmp_path / "compose.toml"
    config.write_text('locale = "nn"\n')
    assert run("render", record, "--config", config).err.startswith(f"error: {config} /locale: unknown locale 'nn'")
    record.write_text(json.dumps({**incident("nb"), "locale": "nn"}), "utf-8")
    assert run("render", record).err.startswith(f"error: {record} /locale: unknown locale 'nn'")


def test_out_takes_the_message_and_the_gloss_is_still_shown(run: Run, record: Path, tmp_path: Path):
    out = tmp_path / "message.txt"
    ran = run("render", record, "--engine", "none", "--gloss", "--out", out)
    assert out.read_text("utf-8") == run("render", record, "--engine", "none").out
    assert "I apologise" in ran.out


def test_what_is_required_and_was_not_checked_is_not_called_clean(run: Run, record: Path):
    ran = run("render", record, "--engine", "rules", "--require", "spelling")
    assert ran.code == 1
    assert "not ok: nothing found, but what is required was not checked" in ran.err


def test_every_line_of_an_audit_is_judged_before_any_is_checked(run: Run):
    rows = [
        '{"id": 0, "locale": "nn", "text": "Hi", "channel": "fax"}',
        '{"id": 1, "locale": "en", "text": " "}',
        '{"id": 2, "locale": "en", "text": "Hi \\ud800"}',
        '{"id": 3, "locale": "en"}',
        "no",
    ]
    ran = run("check", "-", stdin="\n".join(rows))
    assert ran.code == 2
    assert [line.partition("; ")[0] for line in ran.err.splitlines()] == [
        "error: <stdin>:1 /locale: unknown locale 'nn'",
        "error: <stdin>:1 /channel: unknown channel 'fax'",
        "error: <stdin>:2 /text: holds no words",
        "error: <stdin>:3 /text: holds a lone surrogate, which is no character",
        "error: <stdin>:4 /text: is required",
        "error: <stdin>:5: is not JSON: Expecting value (line 1, column 1)",
    ]


def test_the_id_of_an_audit_may_be_zero(run: Run):
    assert (
        run("check", "-", "--engine", "none", stdin='{"id": 0, "locale": "en", "text": "Hi Ann"}').json["source"] == "0"
    )


def test_facts_with_many_texts_are_refused_and_not_passed_over(run: Run, record: Path):
    ran = run("check", "-", "--facts", record, stdin='{"locale": "en", "text": "Hi"}')
    assert (ran.code, ran.err) == (
        2,
        "error: --facts: goes with one text, not with JSON Lines; check the texts one by one\n",
    )


def test_facts_give_the_language_and_the_channel(run: Run, tmp_path: Path, record: Path):
    record.write_text(json.dumps({**incident("nb"), "channel": "sms"}), "utf-8")
    draft = tmp_path / "draft.txt"
    draft.write_text(run("render", record, "--engine", "none", "-q").out, "utf-8")
    ran = run("check", draft, "--facts", record, "--engine", "rules")
    assert ran.code == 0, ran.err
    assert "SMS parts" in ran.err


def test_phrases_are_those_of_the_settings_language(run: Run, tmp_path: Path):
    config = tmp_path / "compose.toml"
    config.write_text('locale = "nb"\n')
    assert run("phrases", "--config", config).out == run("phrases", "--locale", "nb").out


def test_help_names_each_command_once(run: Run):
    commands = run("--help").out.partition("Commands:")[2].partition("Examples:")[0]
    names = [line.split()[0] for line in commands.splitlines() if line[:2] == "  " and line[2:3].isalpha()]
    assert len(names) == len(set(names)) > 10


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--set", "channel=fax"), "--set /channel: must not be 'fax'"),
        (("--set", "recipient.name="), "--set /recipient/name: must not be empty or blank"),
        (("--set", "foo.happened=x"), "--set /foo: unknown field"),
        (("--channel", "fax"), "--channel: must not be 'fax'"),
        (("--locale", "nn"), "--locale: unknown locale 'nn'"),
    ],
)
def test_a_wrong_answer_is_refused_before_the_first_question(
    run: Run, record: Path, options: tuple[str, ...], says: str
):
    ran = run("new", "--answers", record, *options, stdin="\n" * 40)
    assert ran.code == 2
    assert ran.err.startswith(f"error: {says}")


def test_answers_that_are_no_record_are_refused(run: Run, tmp_path: Path):
    (tmp_path / "list.json").write_text("[1]")
    ran = run("new", "--answers", tmp_path / "list.json", "--locale", "en")
    assert ran.code == 2
    assert "an incident must be a JSON object, not a list" in ran.err


def lines(tag: str, answers: dict[str, str]) -> str:
    """What a person types, question by question, up to the last one that they answer."""
    keys = [question.key for question in locales.load(tag).questions]
    last = max(keys.index(key) for key in answers)
    return "".join(f"{answers.get(key, '')}\n" for key in keys[: last + 1])


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("#invoice.overchargd", "did you mean 'invoice.overcharged'?"),
        ("#invoice.overcharged\nmuch\n\nINV-1", "/amount: must be a sum above 0, such as 1200 or 1200.50 (is 'much')"),
        ("#invoice.overcharged\n12\nkroner\nINV-1", "/currency: must be an ISO 4217 code such as NOK (is 'kroner')"),
        ("#deadline.missed\nThe report\ntoday", "/on: must be a date such as 2026-11-30 (is 'today')"),
    ],
)
def test_a_wrong_phrase_is_told_at_its_question(run: Run, typed: str, says: str):
    typed_lines = lines("en", {"recipient.name": "Bo", "sender.name": "Ann", "channel": "email", "happened": typed})
    ran = run("new", "--locale", "en", stdin=typed_lines)
    assert ran.code == 2
    assert says in ran.err
    assert "/happened" in ran.err
    assert locales.load("en").questions[-1].ask not in ran.err


def test_a_choice_is_known_by_its_label_on_plain_lines_too(tmp_path: Path):
    question = next(each for each in locales.load("nb").questions if each.key == "severity")
    label = question.choices["minor"].upper()
    known = {"recipient.name": "Kari", "sender.name": "Ola", "channel": "email"}
    stdin = lines("nb", {**known, "severity": label})
    ran = process("new", "--locale", "nb", stdin=stdin.encode(), env={**os.environ, "XDG_DATA_HOME": str(tmp_path)})
    assert ran.code == 130, ran.err
    assert json.loads((tmp_path / "compose" / "unfinished.json").read_text("utf-8"))["severity"] == "minor"


def test_a_question_without_ready_answers_says_so_and_takes_a_hash(tmp_path: Path):
    stdin = "?\n#1 Café\n"
    ran = process("new", "--locale", "en", stdin=stdin.encode(), env={**os.environ, "XDG_DATA_HOME": str(tmp_path)})
    assert "there are no ready answers to this question" in ran.err
    kept = json.loads((tmp_path / "compose" / "unfinished.json").read_text("utf-8"))
    assert kept["recipient"]["name"] == "#1 Café"


def test_answers_that_cannot_become_a_message_are_kept(tmp_path: Path):
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({**incident("id"), "recipient": {"name": "Sari", "gender": "f"}}), "utf-8")
    stdin = "Bapak\n" if "recipient.organisation" not in [q.key for q in locales.load("id").questions] else "\nBapak\n"
    env = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    ran = process("new", "--answers", answers, stdin=stdin.encode() + b"\n" * 40, env=env)
    assert ran.code == 2
    assert "/recipient/gender: does not agree with the honorific 'Bapak'" in ran.err
    kept = json.loads((tmp_path / "compose" / "unfinished.json").read_text("utf-8"))
    assert kept["recipient"]["honorific"] == "Bapak"
    assert f"go on with: compose new --answers {tmp_path / 'compose' / 'unfinished.json'}" in ran.err


@pytest.mark.parametrize("tag", locales.tags())
def test_phrases_are_shown_as_a_person_reads_them(run: Run, tag: str):
    shown = run("phrases", "--locale", tag).out
    assert "{" not in shown
    assert "<invoice>" in shown


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            {"follow_up": {"at": "soon"}},
            "/follow_up/at: must be a date such as 2026-11-30 or 2026-11-30T10:00 (is 'soon')",
        ),
        (
            {"follow_up": {"at": "2026-11-30T25"}},
            "/follow_up/at: must be a date such as 2026-11-30 or 2026-11-30T10:00 (is '2026-11-30T25')",
        ),
        ({"sent_on": "30.11.2026"}, "/sent_on: must be a date such as 2026-11-30 (is '30.11.2026')"),
        ({"compensation": {"text": "x", "amount": "1 200"}}, "/compensation/amount: must be a number (is '1 200')"),
        (
            {"compensation": {"text": "x", "currency": "kr"}},
            "/compensation/currency: must be an ISO 4217 code such as NOK",
        ),
    ],
)
def test_a_value_of_the_wrong_form_is_told_with_the_right_one(run: Run, change: dict[str, object], says: str):
    ran = run("render", "-", stdin=json.dumps({**incident("nb"), **change}))
    assert ran.code == 2
    assert says in ran.err


def test_a_terminal_that_cannot_underline_gets_a_line_of_marks(tmp_path: Path):
    draft = tmp_path / "draft.txt"
    draft.write_text("Hi Ann, we are sorry if you were affected.\n")
    command = ["-m", "compose", "check", str(draft), "--locale", "en", "--engine", "rules"]
    child = pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=30, env={**os.environ, "TERM": "dumb"})
    child.expect(pexpect.EOF)
    assert "~" * len("if you were affected") in child.before
