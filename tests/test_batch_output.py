"""What a batch leaves: names for every disk, letters for every reader, reports for every table, warnings for a mass."""

from __future__ import annotations

import csv
import io
import json
import re
import string
from email import message_from_bytes
from email.policy import SMTP, default
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from batches import BAD, QUICK, lines, manifest, record, records
from conftest import TAGS, Run, incident
from hypothesis import given
from hypothesis import strategies as st

from compose.batch import names
from compose.batch.seen import Groups, Seen
from compose.batch.sort import Sorter, union
from compose.output import batch_csv

SAFE = frozenset(string.ascii_letters + string.digits + "._-")


@given(st.text(min_size=1))
def test_every_id_becomes_a_name_that_every_disk_takes(identity: str):
    stem = names.stem(identity, "0" * 64)
    assert set(stem) <= SAFE
    assert 1 <= len(stem) <= 120
    assert not stem.startswith((".", "-"))
    assert stem.partition(".")[0].lower() not in ("con", "prn", "aux", "nul", "com1", "lpt9")


@given(st.sets(st.text(alphabet="aAbB./ é", min_size=1), min_size=2, max_size=2))
def test_two_ids_never_share_a_name_even_where_case_is_not_told_apart(pair: set[str]):
    one, other = pair
    assert names.stem(one, "").casefold() != names.stem(other, "").casefold()


def test_odd_ids_get_their_files(run: Run, tmp_path: Path):
    odd = [
        "../../etc/passwd",
        "CON",
        "con",
        "a/b",
        "A/B",
        "a b",
        "Ærlig",
        ".hidden",
        "x" * 200,
        "manifest.jsonl",
        "a.",
        "a",
    ]
    values = [record(number, id=identity) for number, identity in enumerate(odd)]
    assert run("batch", "-", "--out", tmp_path / "out", *QUICK, stdin=lines(values)).code == 0
    files = {row["id"]: row["file"] for row in manifest(tmp_path / "out")}
    assert set(files) == set(odd)
    assert len({name.casefold() for name in files.values()}) == len(odd)
    assert all(f"NP-{number}" in (tmp_path / "out" / files[each]).read_text("utf-8") for number, each in enumerate(odd))
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_same_id_or_the_same_record_twice_is_an_error(run: Run, tmp_path: Path):
    values = [record(3), record(1), record(4, id="case-3"), record(2, id=None), record(2, id=None)]
    ran = run("batch", "-", "--out", tmp_path / "out", *QUICK, stdin=lines(values))
    assert ran.code == 2
    assert "<stdin>:3 /id 'case-3' is that of <stdin>:1 too" in ran.err
    assert "<stdin>:5 is the same record as <stdin>:4" in ran.err
    ran = run("batch", "-", "--out", tmp_path / "out", "--keep-going", *QUICK, stdin=lines(values))
    assert ran.code == 3
    assert len(manifest(tmp_path / "out")) == 3
    assert len((tmp_path / "out" / "rejects.jsonl").read_bytes().splitlines()) == 2


def test_the_same_text_to_many_and_many_texts_to_one_are_warned_of(run: Run, tmp_path: Path):
    mass = [record(number, id=f"m{number}", happened="The invoice was too high.") for number in range(7)]
    for number, value in enumerate(mass):
        value["recipient"] = {"name": f"Client {number}", "email": f"c{number % 6}@example.com"}
    ran = run("batch", "-", "--out", tmp_path / "out", "--engine", "rules", stdin=lines([*mass, *records(8)]))
    assert ran.code == 0
    assert "names nobody's case (C6): 7 letters in 1 group" in ran.err
    assert "7: m0, m1, m2, …" in ran.err
    assert "more than one message to the same recipient: 2 messages in 1 group" in ran.err
    assert "2: c0@example.com: m0, m6" in ran.err


def test_a_batch_that_names_each_case_is_warned_of_nothing(run: Run, tmp_path: Path):
    ran = run("batch", "-", "--out", tmp_path / "out", "--engine", "rules", stdin=lines(records(20)))
    assert "warning" not in ran.err


PEOPLE = [
    {"email": "ann@example.com"},
    {"name": 'Åse "Ness" Þórðardóttir, <CEO>; ' + "long " * 20 + "name", "email": "aase@blåbær.no"},
    {"name": "Guðrún Helgadóttir"},
    {"name": None, "organisation": "Bakarí & Co"},
]


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: str(person.get("email")))
def test_an_eml_is_read_without_defect_and_holds_the_message(
    tag: str, person: dict[str, str], run: Run, tmp_path: Path
):
    value = incident(tag, "invoice-overcharged")
    value["recipient"] = {"name": "Ann", **person}
    value["subject"] = "Beklager — unnskyld 😀 " + "æ" * 120
    ran = run(
        "batch", "-", "--out", tmp_path / "out", "--as", "eml", "--fail-on", "never", *QUICK, stdin=lines([value])
    )
    assert ran.code == 0
    (file,) = (tmp_path / "out").glob("*.eml")
    data = file.read_bytes()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 998
    message = message_from_bytes(data, policy=default)
    assert [part.defects for part in message.walk()] == [[], [], []]
    assert [name for name, header in message.items() if header.defects] == []
    assert str(message["Subject"]).endswith(value["subject"])
    assert (value["recipient"]["name"] or value["recipient"]["organisation"]) in str(message["To"]).replace('\\"', '"')
    assert value["sender"]["name"] in str(message["From"])
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    (tmp_path / "txt").mkdir()
    assert run("batch", "-", "--out", tmp_path / "txt", "--fail-on", "never", *QUICK, stdin=lines([value])).code == 0
    (text,) = (tmp_path / "txt").glob("*.txt")
    assert plain.get_content().replace("\r\n", "\n") == text.read_text("utf-8").partition("\n\n")[2]
    assert f'lang="{tag}"' in page.get_content()
    assert message_from_bytes(data, policy=SMTP).get_content_type() == "multipart/alternative"


@pytest.mark.parametrize(
    "address", ["x", "a@b@c", "a b@c.no", "a@b.no, c@d.no", "kåre@b.no", "<a@b.no>", "@b.no", "a@"]
)
def test_what_is_no_address_is_told_before_anything_is_written(address: str, run: Run, tmp_path: Path):
    value = record(1, recipient={"name": "Ann", "email": address})
    ran = run("batch", "-", "--out", tmp_path / "out", "--as", "eml", *QUICK, stdin=lines([value]))
    assert ran.code == 2
    assert f"<stdin>:1 /recipient/email: is not an e-mail address ({address!r})" in ran.err


def test_a_chat_cannot_be_an_eml(run: Run, tmp_path: Path):
    words = ("batch", "-", "--out", tmp_path / "out", "--as", "eml", "--channel", "chat", *QUICK)
    ran = run(*words, stdin=lines([record(1)]))
    assert (ran.code, "/channel: no e-mail can be a chat" in ran.err) == (2, True)


class Page(HTMLParser):
    """What a page is made of: tags with their attributes, the words of its body."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def is_self_contained(page: Page) -> bool:
    fetched = {"src", "href", "srcset", "data", "action", "poster", "background"}
    return not any(fetched & set(attributes) for _, attributes in page.tags) and "script" not in dict(page.tags)


def test_an_html_message_is_one_accessible_page_with_everything_escaped(run: Run, tmp_path: Path):
    value = record(3, why="I used <script>alert(1)</script> & the <b>old</b> price list.")
    words = ("batch", "-", "--out", tmp_path / "out", "--as", "html", "--fail-on", "never", *QUICK)
    assert run(*words, stdin=lines([value])).code == 0
    text = (tmp_path / "out" / "case-3.html").read_text("utf-8")
    page = Page(text)
    assert ("html", {"lang": "en"}) in page.tags
    assert {"title", "main", "h1", "p"} <= {tag for tag, _ in page.tags}
    assert is_self_contained(page)
    assert value["why"] in "".join(page.words)
    assert "@import" not in text
    assert "url(" not in text


def reported(form: str, run: Run, folder: Path) -> str:
    evil = [record(61, id="=cmd|'/c calc'!A1", recipient={"name": "+1<b>&\"'"}), record(62, id="@x\u202e")]
    words = ("batch", "-", "--out", folder / "out", "--keep-going", "--report", folder / f"report.{form}", *QUICK)
    assert run(*words, stdin=lines([*records(60, bad=BAD), *evil])).code == 3
    return (folder / f"report.{form}").read_bytes().decode("utf-8")


def test_the_json_report_adds_up(run: Run, tmp_path: Path):
    report = json.loads(reported("json", run, tmp_path))
    counts = report["records"]
    assert report["schema"] == "compose/batch/1"
    assert report["ok"] is False
    assert counts["accepted"] + counts["rejected"] == counts["read"] == 62
    assert counts["written"] == counts["accepted"] == sum(report["locales"].values()) == 59
    assert [each["where"] for each in report["left_out"]] == ["<stdin>:3", "<stdin>:57", "<stdin>:62"]


def test_the_junit_report_has_a_case_a_record(run: Run, tmp_path: Path):
    suites = ElementTree.fromstring(reported("xml", run, tmp_path))  # noqa: S314 - our own
    (suite,) = suites
    cases = suite.findall("testcase")
    assert (suite.get("tests"), suite.get("failures"), len(cases)) == ("62", "3", 62)
    assert sum(case.find("failure") is not None for case in cases) == 3
    assert "/channel: must not be 'emial'" in (cases[2].find("failure").text or "")


def test_no_cell_of_the_csv_report_starts_a_formula(run: Run, tmp_path: Path):
    text = reported("csv", run, tmp_path)
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 63
    assert {len(row) for row in rows} == {len(batch_csv.COLUMNS)}
    assert not [cell for row in rows for cell in row if re.match(r"\s*[=+\-@]", cell)]
    assert "'=cmd|'/c calc'!A1" in rows[61]


@given(st.text())
def test_a_cell_is_never_a_formula(cell: str):
    assert not re.match(r"[\s]*[=+\-@＝＋－＠]", batch_csv.neutral(cell))


def test_the_html_report_is_one_page_with_bars_and_everything_escaped(run: Run, tmp_path: Path):
    page = Page(reported("html", run, tmp_path))
    assert is_self_contained(page)
    assert ("html", {"lang": "en"}) in page.tags
    words = "".join(page.words)
    assert "3 of 62 records were left out." in words
    assert "/channel: must not be 'emial'" in words
    assert any(
        re.fullmatch(r"width: 100\.0%", attributes.get("style") or "") for tag, attributes in page.tags if tag == "div"
    )


def test_a_report_goes_to_the_stream_that_is_free(run: Run, tmp_path: Path):
    words = ("batch", "-", "--format", "json", *QUICK)
    ran = run(*words, "--out", tmp_path / "out", stdin=lines(records(2)))
    assert ran.json["records"]["read"] == 2
    ran = run(*words, stdin=lines(records(2)))
    assert len(ran.out.splitlines()) == 2
    assert json.loads(ran.err)["records"]["read"] == 2


def test_a_report_of_an_unknown_form_is_refused(run: Run, tmp_path: Path):
    ran = run("batch", "-", "--report", tmp_path / "report.pdf", stdin="[]")
    assert (ran.code, "no report ends in '.pdf'" in ran.err) == (2, True)


@given(st.lists(st.integers(1, 2**64 - 1) | st.integers(1, 5)))
def test_what_stands_more_than_once_is_seen(hashes: list[int]):
    from array import array
    from collections import Counter

    seen = Seen()
    seen.add(array("Q", hashes).tobytes())
    expected = {each: count for each, count in Counter(hashes).items() if count > 1}
    assert dict(seen.repeated()) == expected
    assert Groups(seen, 2, {}).records == sum(expected.values())


@given(st.lists(st.binary(max_size=8).filter(lambda line: b"\n" not in line)), st.integers(1, 5))
def test_lines_are_sorted_whatever_their_number(rows: list[bytes], run_length: int):
    import compose.batch.sort as room

    before, room._RUN = room._RUN, run_length
    try:
        sorter = Sorter(None)
        for row in rows:
            sorter.add(row + b"\n")
        assert list(sorter) == sorted(row + b"\n" for row in rows)
        sorter.close()
    finally:
        room._RUN = before


def test_a_union_of_manifests_keeps_the_new_of_two_entries():
    old, new = [b"a 1\n", b"b 1\n", b"d 1\n"], [b"b 2\n", b"c 2\n"]
    assert list(union(old, new, lambda line: line[:1])) == [b"a 1\n", b"b 2\n", b"c 2\n", b"d 1\n"]
