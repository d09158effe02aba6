"""Every example of every locale, on every channel, is a message that we would send."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import CHANNELS, ROOT, TAGS, Run, example_id, examples, incident

from compose import locales as reader
from compose import pipeline
from compose.model.settings import Settings

EVERY = [(tag, path, channel) for tag, path in examples() for channel in CHANNELS]
NAMES = {"invoice-overcharged", "missed-deadline", "wrong-delivery", "data-breach", "minimal"}


def golden_of(path: Path, channel: str) -> Path:
    """The golden message in the source tree, also when the program runs from an installed wheel."""
    return ROOT / "locales" / path.parent.parent.name / "examples" / f"{path.stem}.{channel}.txt"


def test_every_locale_has_the_examples_that_the_mission_names():
    for tag in TAGS:
        assert {path.stem for own, path in examples() if own == tag} >= NAMES


@pytest.mark.parametrize(("tag", "path", "channel"), EVERY, ids=example_id)
def test_an_example_comes_out_clean_and_inside_its_budget(tag: str, path: Path, channel: str, run: Run):
    ran = run("render", path, "--channel", channel, "--format", "json", "--engine", "rules", "--engine", "words")
    report = ran.json
    objections = [(f["rule"], f["excerpt"], f["message"]) for f in report["findings"] if f["rule"] != "length.dropped"]
    assert (ran.code, report["ok"], objections) == (0, True, [])
    covered = {kind for item in report["checked"] for kind in item["covers"]}
    assert {"spelling", "tone", "apology", "length"} <= covered
    for metric, bound in pipeline.bounds(reader.load(tag), channel, Settings()).items():
        assert bound.get("min", 0) <= report["metrics"][metric] <= bound.get("max", 10**9), metric


@pytest.mark.parametrize(("tag", "path", "channel"), EVERY, ids=example_id)
def test_an_example_gives_its_golden_message(
    tag: str, path: Path, channel: str, run: Run, request: pytest.FixtureRequest
):
    golden = golden_of(path, channel)
    text = run("render", path, "--channel", channel, "--quiet", "--engine", "none").out
    if request.config.getoption("--record"):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


@pytest.mark.parametrize(("tag", "path"), examples(), ids=example_id)
def test_gloss_shows_the_english_of_every_sentence(tag: str, path: Path, run: Run):
    ran = run("render", path, "--gloss", "--format", "json", "--engine", "none")
    report = ran.json
    assert ran.code == 0
    assert all(pair["gloss"].strip() for pair in report["gloss"])
    said = " ".join(pair["text"] for pair in report["gloss"])
    assert sum(map(len, said.split())) == sum(map(len, report["text"].removeprefix("Subject: ").split()))


@pytest.mark.parametrize("tag", TAGS)
def test_the_default_run_says_what_was_not_checked(tag: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COMPOSE_LANGUAGETOOL_HOME", str(tmp_path / "nowhere"))
    ran = run("render", f"{ROOT}/locales/{tag}/examples/minimal.json", "--format", "json")
    gaps = ran.json["not_checked"]
    assert ran.code == 0
    assert any("LanguageTool" in gap["why"] + gap["what"] and gap["mend"] for gap in gaps)


def test_two_runs_give_the_same_bytes(run: Run):
    path = f"{ROOT}/locales/is/examples/data-breach.json"
    first, second = (run("render", path, "--format", "json", "--engine", "rules") for _ in range(2))
    assert first.out == second.out


@pytest.mark.parametrize("tag", TAGS)
def test_an_organisation_without_a_person_has_its_own_wording(tag: str, run: Run, tmp_path: Path):
    import json

    record = incident(tag)
    record["recipient"] = {"organisation": "Kappa Group"}
    file = tmp_path / "company.json"
    file.write_text(json.dumps(record), "utf-8")
    for channel in CHANNELS:
        ran = run("render", file, "--channel", channel, "--engine", "rules", "--engine", "words", "--format", "json")
        assert (ran.code, ran.json["findings"]) == (0, []) or all(
            finding["rule"] == "length.dropped" for finding in ran.json["findings"]
        ), channel
