"""What the facts are held to: limits in the right currency, numbers that really are the numbers given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run, incident

from compose import locales
from compose.check.facts import changed
from compose.check.rules import Rules
from compose.check.segment import segment
from compose.incidents import validate
from compose.model.settings import Settings
from compose.pipeline import Wishes, compose, write


def findings(change: dict[str, object], settings: Settings) -> list[tuple[str, str]]:
    record = validate({**incident("is"), "severity": "minor", **change}, "")
    report = compose(record, "", Wishes(engines=("none",), settings=settings))[1]
    return [(finding.rule, finding.gloss) for finding in report.findings]


@pytest.mark.parametrize(
    ("offer", "found"),
    [
        ({"amount": 400}, []),  # no currency: the language's own, for which there is no limit
        ({"amount": 400, "currency": "NOK"}, []),
        ({"amount": 600, "currency": "NOK"}, ["500"]),
        ({"amount": 60, "currency": "EUR"}, ["50"]),
    ],
)
def test_a_sum_is_held_to_the_limit_of_its_own_currency(offer: dict[str, object], found: list[str]):
    settings = Settings(limits={"minor": {"NOK": 500, "EUR": 50}})
    told = findings({"compensation": {**offer, "text": "Þú færð endurgreitt."}}, settings)
    assert [f"limit of {most} " in words for (_, words), most in zip(told, found, strict=True)] == [True] * len(found)


def test_a_large_limit_is_written_out():
    settings = Settings(limits={"minor": {"ISK": 1_500_000}})
    ((_, words),) = findings({"compensation": {"amount": 2_000_000, "text": "Þú færð endurgreitt."}}, settings)
    assert "limit of 1500000 " in words


@pytest.mark.parametrize(
    ("given", "edited", "found"),
    [
        ("1 200 kroner", "200 kroner", ["facts.changed", "facts.missing"]),
        ("1 200 kroner", "1 kroner", ["facts.changed", "facts.missing"]),
        ("1,5 prosent", "15 prosent", ["facts.changed", "facts.missing"]),
        ("1,5 prosent", "5 prosent", ["facts.changed", "facts.missing"]),
        ("1 200 kroner", "1200,00 kroner", []),
        ("1 200 kroner", "1.200 kroner", []),
        ("1200,50 kroner", "1\u00a0200,5 kroner", []),
        ("kl. 14.30", "kl. 14:30", []),
        ("den 3.11.2026", "den 3. november", []),
    ],
)
def test_a_number_is_the_same_however_it_is_written_and_no_other(given: str, edited: str, found: list[str]):
    record = validate({**incident("nb"), "happened": f"Det gjaldt {given} i alt."}, "")
    locale, draft = locales.load("nb"), write(record, "", Settings())
    text = draft.text.replace(given, edited)
    assert text != draft.text
    rules = {finding.rule for finding in changed(text, record, draft, locale, Settings())}
    # Of a date the year may be left out; that it is gone is said.
    assert sorted(rules - ({"facts.missing"} if "2026" in given else set())) == found


def test_a_rule_about_facts_can_be_disabled(run: Run, tmp_path: Path):
    record = tmp_path / "record.json"
    record.write_text(json.dumps(incident("nb")), "utf-8")
    draft = tmp_path / "draft.txt"
    draft.write_text(run("render", record, "--engine", "none", "-q").out + "99\n", "utf-8")
    config = tmp_path / "compose.toml"
    config.write_text('[disabled]\n"facts.changed" = "we count otherwise"\n')
    words = ("check", draft, "--locale", "nb", "--engine", "none", "--facts", record)
    assert run(*words).code == 1
    assert run(*words, "--config", config).code == 0


def test_an_explanation_of_more_than_two_sentences_is_found():
    locale = locales.load("nb")
    why = "Jeg førte inn feil. Jeg så ikke over. Jeg var trøtt."
    for text, count in ((why, 1), (why.replace(" Jeg var trøtt.", ""), 0)):
        draft = write(validate({**incident("nb"), "why": text}, ""), "", Settings())
        found = Rules().read(segment(draft.text, locale, "email", draft.pieces), locale)
        assert [finding.rule for finding in found].count("share.explanation-sentences") == count
