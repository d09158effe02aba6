"""Any text is held to the rules of its language, and the words at fault are underlined with better ones beside them."""

from __future__ import annotations

import json

import pytest
from conftest import TAGS, Run
from hypothesis import given, settings
from hypothesis import strategies as st

from compose import locales as reader
from compose.check.proof import prove
from compose.check.rules import Rules
from compose.model.engine import Passage

CONDITIONAL = {
    "en": ("Hi Ann, we are sorry if you were affected.", "if you were affected"),
    "ms": ("Hai Ann, kami memohon maaf sekiranya anda terjejas.", "sekiranya anda terjejas"),
    "id": ("Halo Ann, kami mohon maaf jika Anda terdampak.", "jika Anda terdampak"),
    "is": ("Hæ Ann, við biðjumst afsökunar ef þetta hafði áhrif á þig.", "ef þetta hafði áhrif á þig"),
    "nb": ("Hei Ann, vi beklager hvis du ble berørt.", "hvis du ble berørt"),
}


@pytest.mark.parametrize("tag", TAGS)
def test_a_conditional_apology_is_underlined_with_a_better_wording(tag: str, run: Run):
    text, under = CONDITIONAL[tag]
    ran = run("check", "-", "--locale", tag, "--channel", "chat", "--engine", "rules", "--format", "json", stdin=text)
    (finding,) = [item for item in ran.json["findings"] if item["rule"] == "tone.conditional"]
    assert ran.code == 1
    assert (finding["excerpt"], finding["level"]) == (under, "error")
    assert finding["suggestions"]


def test_the_screen_underlines_the_words_and_says_what_to_write(run: Run):
    text, under = CONDITIONAL["en"]
    ran = run("check", "-", "--locale", "en", "--channel", "chat", "--engine", "rules", stdin=text)
    lines = ran.err.splitlines()
    shown = next(index for index, line in enumerate(lines) if "tone.conditional" in line)
    excerpt = next(index for index in range(shown, len(lines)) if under in lines[index])
    assert lines[excerpt + 1].strip() == "~" * len(under)
    assert lines[excerpt + 1].index("~") == lines[excerpt].index(under)
    assert any(line.strip().startswith("write:") for line in lines[excerpt:])
    assert ran.out == ""


@pytest.mark.parametrize("tag", TAGS)
def test_every_rule_finds_its_bad_examples_and_no_good_one(tag: str):
    assert [str(problem) for problem in prove(reader.load(tag))] == []


@pytest.mark.parametrize("tag", TAGS)
def test_what_the_apology_needs_is_asked_for(tag: str):
    ids = {rule.id for rule in reader.load(tag).rules}
    wanted = ["ifid", "responsibility", "repair"]
    tones = [
        "conditional",
        "but",
        "agentless",
        "any",
        "feelings",
        "regret-only",
        "minimise",
        "blame-client",
        "blame-other",
        "policy",
    ]
    assert {f"apology.{name}" for name in wanted} | {f"tone.{name}" for name in tones} <= ids
    assert {"order.empathy-first", "promise.past", "facts.changed", "money.limit", "breach.contents"} <= ids


def test_findings_below_the_level_do_not_fail(run: Run):
    text = CONDITIONAL["en"][0]
    assert run("check", "-", "--locale", "en", "--engine", "rules", "--fail-on", "never", stdin=text).code == 0
    assert run("check", "-", "--locale", "en", "--engine", "rules", "--fail-on", "info", stdin=text).code == 1


def test_what_is_required_and_not_covered_fails(run: Run):
    text = "We are sorry."
    ran = run(
        "check", "-", "--locale", "en", "--engine", "words", "--fail-on", "never", "--require", "grammar", stdin=text
    )
    assert ran.code == 1
    assert "grammar is required" in ran.err


def test_an_engine_may_be_required_by_its_name(run: Run, tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COMPOSE_LANGUAGETOOL_HOME", str(tmp_path / "nowhere"))
    words = ("check", "-", "--locale", "nb", "--fail-on", "never")
    assert run(*words, "--require", "grammar", stdin=CONDITIONAL["nb"][0]).code == 0  # our token rules cover it
    ran = run(*words, "--require", "languagetool", stdin=CONDITIONAL["nb"][0])
    assert ran.code == 1
    assert "compose languagetool install" in ran.err


def test_a_disabled_rule_is_silent(run: Run, tmp_path):
    config = tmp_path / "compose.toml"
    config.write_text('[disabled]\n"tone.conditional" = "our lawyers insist"\n')
    words = ("check", "-", "--locale", "en", "--engine", "rules", "--format", "json")
    ran = run(*words, "--config", config, stdin=CONDITIONAL["en"][0])
    assert "tone.conditional" not in {finding["rule"] for finding in ran.json["findings"]}


def test_json_lines_give_one_report_a_line(run: Run):
    rows = [
        {"id": f"m{n}", "locale": tag, "channel": "chat", "text": CONDITIONAL[tag][0]} for n, tag in enumerate(TAGS)
    ]
    stdin = "\n".join(json.dumps(row) for row in rows)
    ran = run("check", "-", "--engine", "rules", stdin=stdin)
    reports = [json.loads(line) for line in ran.out.splitlines()]
    assert [report["source"] for report in reports] == [row["id"] for row in rows]
    assert all("tone.conditional" in {f["rule"] for f in report["findings"]} for report in reports)


def test_a_bad_line_among_many_is_named(run: Run):
    ran = run("check", "-", stdin='{"locale": "en", "text": "We are sorry."}\n{"locale": "en"}\nnot json')
    assert ran.code == 2
    assert "<stdin>:2 /text: is required" in ran.err
    assert "<stdin>:3: is not JSON" in ran.err


def test_changed_numbers_are_held_to_the_incident(run: Run, tmp_path):
    from compose.paths import locales_dir

    example = locales_dir() / "en" / "examples" / "minimal.json"
    text = run("render", example, "--quiet", "--engine", "none").out
    words = ("check", "-", "--locale", "en", "--engine", "rules", "--format", "json", "--facts", example)
    assert not [f for f in run(*words, stdin=text).json["findings"] if f["rule"].startswith("facts.")]
    findings = run(*words, stdin=text.replace("1,200", "1,250")).json["findings"]
    assert [f["excerpt"] for f in findings if f["rule"] == "facts.changed"] == ["1,250"]
    assert [f["rule"] for f in findings if f["rule"] == "facts.missing"] == ["facts.missing"]


def test_a_text_without_words_is_refused(run: Run):
    ran = run("check", "-", "--locale", "en", stdin=" \n123 !\n")
    assert (ran.code, "holds no words" in ran.err) == (2, True)


def test_control_characters_never_reach_the_terminal(run: Run):
    ran = run("check", "-", "--locale", "en", "--engine", "rules", stdin="Sorry if you were \x1b[31maffected\u202e.")
    assert "\x1b" not in ran.err
    assert "\u202e" not in ran.err
    assert "<U+001B>" in ran.err


RULES = Rules()


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(TAGS), st.text(max_size=300))
def test_every_finding_lies_inside_the_text_and_in_order(tag: str, text: str):
    (findings,) = RULES.check([Passage(text)], reader.load(tag))
    assert all(0 <= finding.start <= finding.end <= len(text) for finding in findings)
    assert [finding.start for finding in findings] == sorted(finding.start for finding in findings)
