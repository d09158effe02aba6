"""Bad input gets a clear error: which file, which field, what is wrong, how to mend it; all at once, no traceback."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from conftest import Run, incident, process


def rendered(run: Run, record: Any, *words: str):
    text = json.dumps(record) if not isinstance(record, str | bytes) else record
    return run("render", "-", "--engine", "rules", *words, stdin=text)


def with_(**changes: Any) -> dict[str, Any]:
    return {**incident("en"), **changes}


BROKEN = [
    ({"recipent": {"name": "Ann"}}, "/recipent: unknown field; did you mean 'recipient'?"),
    ({"channel": "emial"}, "/channel: must not be 'emial'; did you mean 'email'?"),
    ({"locale": "no"}, "/locale: unknown locale 'no'"),
    ({"severity": "seriuos"}, "/severity: must not be 'seriuos'; did you mean 'serious'?"),
    ({"kind": "invioce"}, "did you mean 'invoice'?"),
    ({"happened": ""}, "/happened: must not be empty or blank"),
    ({"why": " \t "}, "/why: must not be empty or blank"),
    ({"why": 5}, "/why: must be a text, not a number"),
    ({"fix": "x" * 100_000}, "/fix: is 100000 characters long; the limit is 2000"),
    ({"fix": "a\x07b"}, "/fix: must not hold the control or bidi character U+0007"),
    ({"fix": "a\u202eb"}, "/fix: must not hold the control or bidi character U+202E"),
    ({"fix": "a\ud800b"}, "/fix: must not hold a lone surrogate"),
    ({"sender": {"name": "A\nB"}}, "/sender/name: must not hold the control or bidi character U+000A"),
    ({"compensation": {"text": "10 pounds", "amount": -5}}, "/compensation/amount: must be greater than 0 (is -5)"),
    ({"compensation": {"amount": 5}}, "/compensation/text: is required"),
    ({"prevention": {"actoin": "x"}}, "/prevention/actoin: unknown field; did you mean 'action'?"),
    ({"follow_up": {"at": 5}}, "/follow_up/at: must be a date such as 2026-11-30"),
    ({"follow_up": {"at": "soon"}}, "/follow_up/at:"),
    ({"cannot": "refund it"}, "'instead' is missing"),
    ({"happened": {"phrase": "invoice.overcharge"}}, "did you mean 'invoice.overcharged'?"),
    ({"happened": {"phrase": "invoice.overcharged", "amount": 5}}, "/happened/invoice: is required by the phrase"),
    (
        {"happened": {"phrase": "invoice.overcharged", "amount": "much", "invoice": "A-1"}},
        "/happened/amount: must be a sum above 0",
    ),
    ({"recipient": {"name": "Ann", "honorific": "Mister"}}, "/recipient/honorific: unknown honorific 'Mister'"),
    ({"recipient": {"name": "Ann", "honorific": "Mr", "gender": "f"}}, "/recipient/gender: does not agree"),
    ({"sender": {}}, "/sender/name: is required"),
]


@pytest.mark.parametrize(("changes", "words"), BROKEN, ids=lambda value: str(value)[:40])
def test_a_broken_record_is_told_where_and_how(changes: dict[str, Any], words: str, run: Run):
    ran = rendered(run, with_(**changes))
    assert ran.code == 2
    assert words in ran.err
    assert "Traceback" not in ran.err
    assert ran.out == ""


def test_all_problems_of_a_record_are_told_at_once(run: Run):
    ran = rendered(run, with_(why="", kind="nothing", recipent=1))
    assert [line.split(":")[1].split()[-1] for line in ran.err.splitlines()] == ["/kind", "/why", "/recipent"]


TEXTS = [
    (b"", "is empty"),
    (b"[1, 2", "is not JSON"),
    (b'"text"', "must be a JSON object, not a text"),
    (b"[]", "must be a JSON object, not a list"),
    (b'{"locale": "en", "locale": "nb"}', "the key 'locale' stands twice"),
    (b'{"happened": NaN}', "NaN is not JSON"),
    (b'{"happened": Infinity}', "Infinity is not JSON"),
    (b"[" * 100_000, "is nested deeper than 50 levels"),
    (b'{"a":' * 60 + b"1" + b"}" * 60, "is nested deeper than 50 levels"),
    ("{}".encode("utf-16"), "is UTF-16, not UTF-8"),
    ("{}".encode("utf-32"), "is UTF-32, not UTF-8"),
    ('{"happened": "sárt"}'.encode("latin-1"), "is not UTF-8 (byte 0xE1 on line 1)"),
    (b'{"amount": 1' + b"0" * 5000 + b"}", "is not JSON"),
]


@pytest.mark.parametrize(("text", "words"), TEXTS, ids=lambda value: str(value)[:30])
def test_what_is_not_json_in_utf8_is_named(text: bytes, words: str, run: Run):
    ran = rendered(run, text)
    assert ran.code == 2
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_a_byte_order_mark_is_tolerated(run: Run):
    text = b"\xef\xbb\xbf" + json.dumps(incident("en")).encode()
    assert rendered(run, text).code == 0


def test_a_file_over_100_mb_is_refused(run: Run, tmp_path):
    file = tmp_path / "big.json"
    with file.open("wb") as handle:
        handle.truncate(100_000_001)
    ran = run("render", file)
    assert (ran.code, "is larger than 100 MB" in ran.err) == (2, True)


def test_a_file_that_is_not_there_is_named(run: Run):
    ran = run("render", "nothing-here.json")
    assert ran.code == 2
    assert "nothing-here.json: No such file or directory" in ran.err


def test_template_marks_in_an_answer_stay_literal(run: Run):
    ran = rendered(run, with_(why="The price was {{ 7 * 7 }} and {% if x %} and {# y #}."), "--fail-on", "never")
    assert ran.code == 0
    assert "The price was {{ 7 * 7 }} and {% if x %} and {# y #}." in ran.out


def test_decomposed_letters_are_composed(run: Run):
    answer = "Ég notaði gamla verðskrá."
    record = {**incident("is"), "why": unicodedata.normalize("NFD", answer)}
    ran = rendered(run, record, "--channel", "email")
    assert ran.code == 0
    assert answer in ran.out


def test_the_schema_is_json_schema_2020_12_and_names_every_field(run: Run):
    schema = run("schema").json
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {"happened", "recipient", "follow_up", "timeline"} <= set(schema["properties"])


def test_a_traceback_never_reaches_the_user_of_the_real_program():
    record = json.dumps(with_(recipent={"name": "Ann"})).encode()
    ran = process("render", "-", stdin=record)
    assert ran.code == 2
    assert "/recipent: unknown field; did you mean 'recipient'?" in ran.err
    assert "Traceback" not in ran.err
