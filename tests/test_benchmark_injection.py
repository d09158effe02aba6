"""benchmarks/injection.py makes the mistakes that it says, in their place, and counts those that are found."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.injection import lines, measure, mistakes
from benchmarks.injectors import families
from compose.locales import load
from tests.conftest import ROOT, TAGS

SCRIPT = ROOT / "benchmarks" / "injection.py"
MADE = [
    ("nb", "og for å", "Vi kommer til å sende den i dag.", "Vi kommer til og sende den i dag."),
    ("nb", "å for og", "Jeg ringte deg og fortalte det.", "Jeg ringte deg å fortalte det."),
    ("nb", "en, et swapped", "Du får et nytt skjema i morgen.", "Du får en nytt skjema i morgen."),
    ("nb", "double definiteness dropped", "Vi sendte den nye fakturaen.", "Vi sendte den nye faktura."),
    ("nb", "compound split", "Vi sendte kundebrevet i går.", "Vi sendte kunde brevet i går."),
    ("nb", "object form for subject", "I går fikk hun varen, og hun ringte.", "I går fikk hun varen, og henne ringte."),
    ("nb", "present for infinitive", "Vi vil sende varen i dag.", "Vi vil sender varen i dag."),
    ("nb", "comma after a clause left out", "Hvis du vil, sender vi den.", "Hvis du vil sender vi den."),
    ("is", "another case after a preposition (dative)", "Þetta er frá skrifstofunni.", "Þetta er frá skrifstofan."),
    ("is", "experiencer's case", "Mig langar að hringja í þig.", "Mér langar að hringja í þig."),
    ("is", "infinitive for supine", "Við höfum sent vöruna.", "Við höfum senda vöruna."),
    ("is", "n for nn", "Hér er reikningurinn.", "Hér er reikningurin."),
    ("is", "i for y", "Ég skrifaði fyrir ykkur.", "Ég skrifaði firir ykkur."),
    ("ms", "di, ke joined to a place", "Barang itu ada di pejabat kami.", "Barang itu ada dipejabat kami."),
    ("ms", "passive's di apart", "Barang itu dihantar semalam.", "Barang itu di hantar semalam."),
    ("ms", "-nya apart", "Kami menyesal atas kesannya.", "Kami menyesal atas kesan nya."),
    ("id", "doubling with 2", "Kami memeriksa faktur-faktur itu.", "Kami memeriksa faktur2 itu."),
    ("id", "sound kept after meN-", "Kami menulis surat itu.", "Kami mentulis surat itu."),
    ("id", "Malay word", "Kami minta maaf karena itu.", "Kami minta maaf kerana itu."),
    ("en", "you're for your", "We lost your invoice.", "We lost you're invoice."),
    ("en", "doubled word", "We are sorry for the delay.", "We are are sorry for the delay."),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "family", "right", "wrong"), MADE)
def test_a_family_makes_its_mistake_in_its_place(tag: str, family: str, right: str, wrong: str) -> None:
    made = {one.family: one for one in mistakes([right], load(tag), 10)}
    assert made[family].wrong == wrong
    one = made[family]
    assert one.wrong[: one.start] == right[: one.start]
    assert right.endswith(one.wrong[one.end :])


@pytest.mark.parametrize("tag", TAGS)
def test_no_family_makes_its_mistake_where_it_has_no_place(tag: str) -> None:
    (line,) = lines(["OK!"], load(tag))
    assert [family for family, injector in families(tag).items() if next(injector(line), None)] == []


def test_a_mistake_counts_as_found_only_by_what_is_new_beside_it() -> None:
    right = "Vi kommer til å sende xqzvkw til deg."
    shares = {share.family: share for share in measure([right], load("nb"), ("rules", "tokens", "words"), 10)}
    assert shares["og for å"].found == 1
    nothing = {share.family: share for share in measure([right], load("nb"), ("words",), 10)}
    assert (nothing["og for å"].made, nothing["og for å"].found) == (1, 0)
    assert [one.wrong for one in nothing["og for å"].missed] == ["Vi kommer til og sende xqzvkw til deg."]


def rows(tmp_path: Path) -> Path:
    file = tmp_path / "nb.jsonl"
    texts = [("clean", right) for tag, _, right, _ in MADE if tag == "nb"] + [("error", "Vi vil og sende den.")]
    file.write_text("".join(json.dumps({"id": "nb-1", "kind": k, "text": t}) + "\n" for k, t in texts), "utf-8")
    return file


def ran(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(SCRIPT), *map(str, words)], capture_output=True, text=True, check=False)


def test_the_table_is_printed_for_people_pages_and_programs(tmp_path: Path) -> None:
    file = rows(tmp_path)
    found: list[dict[str, Any]] = json.loads(ran(file, "--json").stdout)
    assert {"locale": "nb", "family": "og for å", "made": 1, "found": 1} in found
    page = ran(file, "--markdown").stdout.splitlines()
    assert page[0].startswith("| | family |")
    assert "| nb | og for å | 1 | 1 | 1.00 |" in page
    assert ran(file, "--most", "1", "--list", "compound split").stdout.splitlines()[-1].startswith("nb all")


def test_a_file_that_is_no_set_ends_with_2(tmp_path: Path) -> None:
    bad = tmp_path / "nb.jsonl"
    bad.write_text("{}\n", "utf-8")
    done = ran(bad)
    assert (done.returncode, "no sentence of a set" in done.stderr) == (2, True)
