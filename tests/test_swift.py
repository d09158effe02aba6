"""The quick way of a batch says what the plain way says, on records that are alike, that differ, and that are wrong."""

from __future__ import annotations

import copy
import json
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
        _, report = pipeline.compose(incidents.validate(value, "x"), "x", WISHES)
    except ComposeError as error:
        return quick, [str(problem) for problem in error.problems]
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
