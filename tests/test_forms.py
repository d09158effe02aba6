"""Records of which only what differs was read become what they become when they are read whole."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import TAGS
from conftest import examples as files
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compose.batch.job import Job
from compose.batch.part import Worker
from compose.batch.row import Part
from compose.incidents.alike import parted
from compose.incidents.form import form_of
from compose.model.record import Raw
from compose.pipeline import Wishes

JOB = Job(Wishes(engines=("rules", "words")), "txt", True, lambda record: record)
TEXTS = [
    "",
    " ",
    "c-1",
    "Kari Nordmann",
    'a"b',
    "a\\b",
    "é",
    "e\u0301",
    "\u0007",
    "2026-11-30",
    "2026-11-30T10:00",
    "2026-13-01",
]
VALUES: list[Any] = [*TEXTS, None, True, 0, -1, 12500, 10**17, 10**30, 1.5, [], {"name": "x"}]


def examples(tag: str) -> list[dict[str, Any]]:
    return [json.loads(path.read_text("utf-8")) for own, path in files() if own == tag]


def raws(texts: list[str]) -> list[Raw]:
    return [Raw(number, "f", number, text.encode()) for number, text in enumerate(texts, 1)]


def both(texts: list[str]) -> tuple[Part, Part, int]:
    """What becomes of records with forms and without, and how many of them were not read whole."""
    quick, plain = Worker(JOB), Worker(JOB)
    plain._forms = None
    assert quick._forms
    alike = sum(quick._forms.alike(raw) is not None for raw in raws(texts) if quick.part([raw]))
    return quick.part(raws(texts)), plain.part(raws(texts)), alike


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("layout", [{}, {"indent": 1}, {"separators": (",", ":"), "ensure_ascii": False}])
def test_examples_of_many_clients_are_read_by_their_form(tag: str, layout: dict[str, Any]):
    texts = []
    for number in range(4):
        for at, value in enumerate(examples(tag)):
            person = {"name": f"Kari Nord{number}", "email": f"c{number}@example.com"}
            record = {**value, "id": f"c-{at}-{number}", "recipient": person, "happened_on": f"2026-11-0{number + 1}"}
            texts.append(json.dumps(record, **layout))
    quick, plain, alike = both(texts)
    assert quick == plain
    assert alike > len(texts) / 2


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(TAGS), st.data())
def test_odd_values_in_the_place_of_what_differs_are_read_alike(tag: str, data: st.DataObject):
    base = data.draw(st.sampled_from(examples(tag)))
    base = {
        **base,
        "id": "c-0",
        "recipient": {"name": "Kari Nord", "email": "c@example.com"},
        "happened_on": "2026-11-02",
    }
    texts = [json.dumps({**base, "id": f"c-{number}"}) for number in range(3)]
    for number in range(5):
        record = json.loads(texts[0])
        record["id"] = data.draw(st.sampled_from([f"d-{number}", *VALUES]))
        record["recipient"]["name"] = data.draw(st.sampled_from(VALUES))
        record["happened_on"] = data.draw(st.sampled_from(["2026-11-03", *VALUES]))
        if isinstance(record["happened"], dict):
            part = data.draw(st.sampled_from(sorted(record["happened"])))
            record["happened"][part] = data.draw(st.sampled_from([record["happened"][part], *VALUES]))
        texts.append(json.dumps(record, ensure_ascii=data.draw(st.booleans())))
    quick, plain, _ = both(texts)
    assert quick == plain


def test_a_form_reads_what_differs_and_nothing_else():
    def shape(text: str) -> Any:
        found = parted(json.loads(text))
        assert found
        return form_of(text, *found)

    happened = '{"phrase": "late", "days": 3}'
    text = f'{{ "id": "c-1", "happened": {happened}, "why": "I erred.", "follow_up": {{"at": "2026-11-30"}} }}'
    form = shape(text)
    assert form
    assert form.read(text.replace("c-1", "d 2").replace("3}", "14}")) == [
        (("id", ""), "d 2"),
        (("happened", "days"), 14),
        (("follow_up", "at"), "2026-11-30"),
    ]
    for other in (
        text.replace("erred", "failed"),
        text.replace("c-1", "c\\n1"),
        text.replace("3}", "03}"),
        text.replace("3}", '"3"}'),
        text.replace("3}", "3.0}"),
        text.replace("-30", "-30T10:00"),
        text.replace(" }", " } "),
        text[:-1],
    ):
        assert form.read(other) is None, other
    assert shape('{"id": "c\\u00e6"}') is None
