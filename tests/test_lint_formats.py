"""Every format of lint is held to its schema, with names and texts that try to break out of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run

pytestmark = pytest.mark.usefixtures("languages_read_once")
SCHEMAS = Path(__file__).parent / "schemas"
FORMATS = ("json", "github", "sarif", "junit", "rdjson", "checkstyle", "gitlab")
BAD = """[[sentence]]
id = "calm.test"
move = "calm"
text = "Sæl {{ custmer.name }} <b>&amp; \\u0007 %0A,: ]]> 😀 æ**"
gloss = "Hello."

[[sentence]]
id = "calm.other"
move = "calm"
when = { severity = "minor" }
text = "It is {{ why }}"
gloss = "It is  so."
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    say = tmp_path / "locales" / "en" / "say.toml"
    say.parent.mkdir(parents=True)
    say.write_text(BAD, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def given(run: Run, form: str) -> str:
    ran = run("lint", "locales", "--format", form, "--no-cache")
    assert ran.code == 1
    return ran.out


def clean(run: Run, form: str, tmp_path: Path) -> str:
    good = tmp_path / "good" / "locales" / "en" / "words" / "names.txt"
    good.parent.mkdir(parents=True)
    good.write_text("Reed\n")
    ran = run("lint", tmp_path / "good", "--format", form, "--no-cache")
    assert ran.code == 0
    return ran.out


def count(run: Run) -> int:
    faults = json.loads(given(run, "json"))["faults"]
    assert len(faults) > 4
    return len(faults)


def sarif_problem(text: str) -> str:
    """What the SARIF 2.1.0 schema objects to: `pydantic-sarif` is generated from it, closed as it is."""
    from pydantic import ValidationError
    from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

    try:
        Sarif.model_validate_json(text)
    except ValidationError as error:
        return str(error)
    return ""


def schema_problems(value: Any, name: str) -> list[str]:
    from jsonschema import Draft202012Validator

    schema = json.loads((SCHEMAS / name).read_text("utf-8"))
    return [error.message for error in Draft202012Validator(schema).iter_errors(value)]


def xml_problems(text: str, name: str) -> list[str]:
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(str(SCHEMAS / name)))
    schema.validate(etree.fromstring(text.encode()))
    return [str(error) for error in schema.error_log]


def test_sarif_holds_to_its_schema(run: Run, folder: Path):
    text = given(run, "sarif")
    assert sarif_problem(text) == ""
    value = json.loads(text)
    assert value["version"] == "2.1.0"
    assert value["$schema"].endswith("sarif-schema-2.1.0.json")
    (only,) = value["runs"]
    assert len(only["results"]) == count(run)
    ids = [rule["id"] for rule in only["tool"]["driver"]["rules"]]
    assert all(ids[result["ruleIndex"]] == result["ruleId"] for result in only["results"])
    slot = next(result for result in only["results"] if result["ruleId"] == "lint.unknown-slot")
    place = slot["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "locales/en/say.toml"
    assert place["region"] == {"startLine": 4, "startColumn": 16, "endColumn": 28}


def test_sarif_that_is_wrong_is_refused(run: Run, folder: Path):
    value = json.loads(given(run, "sarif"))
    value["runs"][0]["results"][0]["level"] = "fatal"
    assert sarif_problem(json.dumps(value))


@pytest.mark.parametrize(("form", "schema"), [("rdjson", "rdjson.schema.json"), ("gitlab", "gitlab.schema.json")])
def test_json_formats_hold_to_their_schemas(form: str, schema: str, run: Run, folder: Path):
    value = json.loads(given(run, form))
    assert schema_problems(value, schema) == []
    rows = value if form == "gitlab" else value["diagnostics"]
    assert len(rows) == count(run)
    rows[0].pop("message" if form == "rdjson" else "fingerprint")
    assert schema_problems(value, schema)


def test_rdjson_counts_bytes(run: Run, folder: Path):
    rows = json.loads(given(run, "rdjson"))["diagnostics"]
    slot = next(row for row in rows if row["code"]["value"] == "lint.unknown-slot")
    line = BAD.splitlines()[3].encode()
    ends = slot["location"]["range"]
    assert line[ends["start"]["column"] - 1 : ends["end"]["column"] - 1] == b"custmer.name"


def test_equal_faults_have_fingerprints_of_their_own(run: Run, folder: Path):
    marks = [row["fingerprint"] for row in json.loads(given(run, "gitlab"))]
    assert len(set(marks)) == len(marks)


@pytest.mark.parametrize("form", ["junit", "checkstyle"])
def test_xml_formats_hold_to_their_schemas(form: str, run: Run, folder: Path, tmp_path: Path):
    from lxml import etree

    text = given(run, form)
    assert xml_problems(text, f"{form}.xsd") == []
    tree = etree.fromstring(text.encode())
    assert len(tree.findall(".//failure" if form == "junit" else ".//error")) == count(run)
    assert xml_problems(clean(run, form, tmp_path), f"{form}.xsd") == []
    wrong = re.sub(r' (?:tests|severity)="[^"]*"', "", text, count=1)
    assert xml_problems(wrong, f"{form}.xsd")


def test_github_commands_stay_one_line_each(run: Run, folder: Path):
    lines = given(run, "github").splitlines()
    assert len(lines) == count(run)
    command = re.compile(r"::(error|warning|notice) file=[^,:]+,line=\d+,col=\d+,endColumn=\d+,title=[^,:]+::.+")
    assert all(command.fullmatch(line) for line in lines)
    assert any("file=locales/en/say.toml,line=4,col=16,endColumn=28,title=lint.unknown-slot" in line for line in lines)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_of_a_clean_run_can_be_read(form: str, run: Run, tmp_path: Path):
    text = clean(run, form, tmp_path)
    if form in ("json", "sarif", "rdjson", "gitlab"):
        json.loads(text)
    assert form == "github" or text
    assert form != "github" or text == ""


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_can_be_written_to_a_file(form: str, run: Run, folder: Path):
    ran = run("lint", "locales", "--format", form, "--out", "report", "--no-cache")
    assert ran.code == 1
    assert ran.out == ""
    kept = re.sub(r'"seconds": [0-9.]+', "", (folder / "report").read_text("utf-8"))
    assert kept == re.sub(r'"seconds": [0-9.]+', "", given(run, form))


def test_text_shows_the_place_and_where_to_read_more(run: Run, folder: Path):
    out = given(run, "text")
    head = "locales/en/say.toml:4:16 error lint.unknown-slot  calm.test: unknown slot 'custmer.name'"
    head += "; did you mean 'recipient.name'?"
    assert head in out
    lines = out.splitlines()
    at = lines.index(head)
    assert lines[at + 2].index("^") == lines[at + 1].index("custmer")
    assert lines[at + 3].strip() == "see:  compose explain lint.unknown-slot"
    assert "\x07" not in out


def test_the_schemas_of_the_data_files_are_those_that_the_readers_make(run: Run):
    for path in sorted((ROOT / "schemas").glob("*.schema.json")):
        made = run("schema", path.name.partition(".")[0]).out
        assert path.read_text("utf-8") == made, f"run: compose schema … > schemas/{path.name}"
