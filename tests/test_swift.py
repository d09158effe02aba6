"""The quick way of a batch says what the plain way says, on records that are alike, that differ, and that are wrong."""

from __future__ import annotations

import copy
import json
from datetime import datetime
from typing import Any

import pytest
from conftest import CHANNELS, TAGS, examples, incident
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compose import incidents, pipeline
from compose.batch.work import Work
from compose.errors import ComposeError
from compose.output.json import report_json
from compose.pipeline import Wishes

WISHES = Wishes(engines=("rules", "words"))
NAMES = [
    "Kari Nordmann",
    "Anna Óladóttir",
    "Siti Nurhaliza",
    "McDonald",
    "IKEA",
    "Due AS",
    "Ola 3",
    "Hvis Du",
    "berørt",
]
AMOUNTS = [1, 9, 12, 123, 999, 1000, 1234, 12500, 999999, 1234567]
DAYS = ["2026-01-01", "2026-11-30", "2026-12-31", "2027-03-08"]
ANSWERS = [
    None,
    "We are sorry if you were affected.",
    "Mistakes were made on 3/4.",
    "The parcel 123-456 cost 1.250,50 or 1,250.50.",
    "Fakturaen va feil, og vi prøver og rette den.",
    "Ég er búin að laga þetta.",
    "Invois itu di hantar pada 3. Mac.",
    "Tagihannya dikirim tgl 3 maret 2026 Rp. 50.000,-",
    "It cost  too much , and (that is wrong!!!",
    "x",
]
WORK = Work(WISHES)


def both(value: dict[str, Any]) -> tuple[Any, Any]:
    """What the quick way and the plain way say of one record."""
    done = WORK.one(copy.deepcopy(value), "x")
    quick = report_json(done.report) if done.report else [str(problem) for problem in done.problems]
    try:
        incident = incidents.validate(value, "x")
        draft, report = pipeline.compose(incident, "x", WISHES)
    except ComposeError as error:
        return quick, [str(problem) for problem in error.problems]
    assert (done.incident, done.draft) == (incident, draft)
    assert (done.ok, done.findings, done.unchecked) == (report.ok, report.findings, report.not_checked)
    assert done.incident.model_fields_set == incident.model_fields_set
    return quick, report_json(report)


@pytest.mark.parametrize("tag", TAGS)
def test_examples_on_every_channel_are_the_same_both_ways(tag: str):
    for own, path in examples():
        for channel in CHANNELS if own == tag else ():
            quick, plain = both({**json.loads(path.read_text("utf-8")), "channel": channel})
            assert quick == plain


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_records_that_differ_are_the_same_both_ways(data: st.DataObject):
    tag = data.draw(st.sampled_from(TAGS))
    record = incident(tag, data.draw(st.sampled_from(["minimal", "invoice-overcharged", "missed-deadline"])))
    record["channel"] = data.draw(st.sampled_from(CHANNELS))
    record["recipient"]["name"] = data.draw(st.sampled_from(NAMES))
    record["happened"] = {
        "phrase": "invoice.overcharged",
        "amount": data.draw(st.sampled_from(AMOUNTS)),
        "invoice": data.draw(st.sampled_from(["INV-88", "2026-1187", "3. mars", "7", "A/2"])),
    }
    record["follow_up"] = {"at": data.draw(st.sampled_from(DAYS))}
    for field in ("why", "fix", "effect"):
        answer = data.draw(st.sampled_from(ANSWERS))
        if answer is not None:
            record[field] = answer
    quick, plain = both(record)
    assert quick == plain


def test_many_at_once_are_the_same_as_one_by_one():
    records = [(json.loads(path.read_text("utf-8")), str(n)) for n, (_, path) in enumerate(examples())]
    together = [done.report for done in WORK.many(records)]
    assert together == [WORK.one(value, where).report for value, where in records]


GIVEN = ["Kari", "Nina", "Nina Solberg", "Jan", "Jr", "Ola Ola", "Siti", "Þóra Jónsdóttir", "AS", "Du", "Mars", "N. B"]
BITS = """
    1 2 12 12 123 1999 2026 20 0 3. 10.00 14:30 5% 7,5 INV-88 A4 kl. Kl. [Pause.] [ ] { og Og og og, å til timer time
    kr kr. Nina Kari nina Jan. AS Vi vi hafði sendt sende paket paket-paket tanggal pada the the a an “ ” ( ) … ! ? .
"""
BIT = st.sampled_from(BITS.split())
TEXT = st.lists(BIT, min_size=1, max_size=9).map(" ".join).filter(lambda text: any(map(str.isalnum, text)))


@pytest.mark.parametrize(
    ("one", "name", "other", "second"),
    [
        ("Og )", "Nina Solberg", "a og Kari", "Kari"),  # "Kari" is a word of Indonesian, and "Nina" is none
        ("Saya menemui Nina.", "Nina", "Saya menemui Siti, ninas.", "Siti"),  # a word that is a form of the one alone
    ],
)
def test_a_name_stands_for_another_only_where_the_spelling_takes_them_alike(
    one: str, name: str, other: str, second: str
):
    for fix, who in ((one, name), (other, second)):
        record = incident("id", "minimal") | {"fix": fix}
        record["recipient"]["name"] = record["sender"]["name"] = who
        quick, plain = both(record)
        assert quick == plain


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(TAGS),
    st.sampled_from(CHANNELS),
    st.lists(st.tuples(TEXT, TEXT, st.sampled_from(GIVEN)), max_size=4),
)
def test_answers_of_odd_bits_under_all_names_are_the_same_both_ways(
    tag: str, channel: str, rows: list[tuple[str, str, str]]
):
    for why, fix, name in rows:
        record = incident(tag, "minimal") | {"channel": channel, "why": why, "fix": fix}
        record["recipient"]["name"] = name
        record["sender"]["name"] = f"{name} {why.split()[0]}"
        quick, plain = both(record)
        assert quick == plain


@pytest.mark.parametrize("tag", TAGS)
def test_rules_own_examples_as_answers_are_the_same_both_ways_whatever_their_digits(tag: str):
    from compose import locales

    texts = [text for rule in locales.load(tag).rules for text in (*rule.bad[:1], *rule.good[:1]) if "\n" not in text]
    for text in texts[::2]:
        for digits in ("0123456789", "5555555555", "1111111111"):
            record = incident(tag, "minimal") | {"fix": text.translate(str.maketrans("0123456789", digits))}
            quick, plain = both(record)
            assert quick == plain
            if not any(map(str.isdigit, text)):
                break


def test_figures_that_token_rules_tell_apart_have_signs_of_their_own():
    from compose import locales
    from compose.check.tokens import digits_sign
    from compose.check.tokens.text import figures_in

    nb = locales.load("nb")

    def sign(text: str) -> tuple[int, ...]:
        return digits_sign(text, figures_in(text), nb)

    assert len({sign(f"{figure} timer") for figure in ("1", "2", "1000")}) == 3
    assert sign("1000 timer") == sign("2345 timer")
    assert sign("12 12") != sign("12 13")


LEAVES = {
    "name": [*NAMES, *GIVEN, "vi", "Feil", "Kontoret", " x ", "A\u0301sta", "", "a\nb", "\ud800", 5],
    "invoice": ["INV-88", "2026-1187", "3. mars", "7", "A/2", "kr. 5,-", "x" * 201, "Du", "[a", 12, None],
    "amount": [*AMOUNTS, "1200.50", 0, -1, True, "x"],
    "day": [*DAYS, "2026-02-30", "3. mars", "2026-11-30T10:00", 20261130],
    "at": [*DAYS, "2026-11-30T10:00", "2026-11-30T10:00+02:00", "2026-11-30T25:00"],
    "email": ["a@example.com", "Ann Lee", "x y@z"],
}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_records_that_differ_at_some_places_alone_are_cast_as_they_are_written(data: st.DataObject):
    tag = data.draw(st.sampled_from(TAGS))
    path = data.draw(st.sampled_from([path for own, path in examples() if own == tag]))
    base = {**json.loads(path.read_text("utf-8")), "channel": data.draw(st.sampled_from(CHANNELS))}
    drawn = {name: st.sampled_from(values) for name, values in LEAVES.items()}
    for number in range(5):
        record = copy.deepcopy(base)
        if number > 1:  # the first two make the mould
            record["id"] = f"n{number}"
            record.setdefault("recipient", {}).update(
                {"name": data.draw(drawn["name"]), "email": data.draw(drawn["email"])}
            )
            for field in ("happened_on", "discovered_on", "sent_on"):
                if field in record:
                    record[field] = data.draw(drawn["day"])
            if isinstance(record.get("follow_up"), dict):
                record["follow_up"]["at"] = data.draw(drawn["at"])
            for answer in record.values():
                if isinstance(answer, dict) and "phrase" in answer:
                    answer.update({name: data.draw(drawn[name]) for name in ("amount", "invoice") if name in answer})
        else:
            record["id"] = f"n{number}"
            record.setdefault("recipient", {}).setdefault("name", "Ann Lee")
            record["recipient"]["email"] = "a@example.com"
        quick, plain = both(record)
        assert quick == plain


@pytest.mark.parametrize("tag", TAGS)
def test_a_mould_is_made_of_records_alike_and_used(tag: str, monkeypatch: pytest.MonkeyPatch):
    work = Work(WISHES)
    for number in range(3):
        record = incident(tag, "minimal") | {"id": f"n{number}"}
        record["recipient"]["name"] = ("Ann Lee", "Bo Ek", "Cy Orr")[number]
        if number == 2:
            monkeypatch.setattr(incidents, "validate", None)  # whatever is validated whole is written whole
        assert work.one(record, "x").draft


def test_one_moment_in_two_time_zones_keeps_its_own_day_and_hour():
    from compose import locales
    from compose.render.formats import formatter

    formats = formatter(locales.load("nb"))
    said = [
        (formats.day(at), formats.clock(at))
        for at in map(datetime.fromisoformat, ("2026-11-30T23:30:00+00:00", "2026-12-01T08:30:00+09:00"))
    ]
    assert said == [("30. november 2026", "23.30"), ("1. desember 2026", "8.30")]
