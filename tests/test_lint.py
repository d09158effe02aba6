"""Lint as its users meet it: a broken overlay cannot be merged, a good one is quick, what is known stays quiet."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, TAGS, Run, process

from compose.lint import variants
from compose.lint.parity import gone
from compose.lint.run import Plan, lint
from compose.lint.scope import scope_of
from compose.lint.table import CLAIMS
from compose.locales.keys import entries_of, keys_of, read_lock
from compose.locales.toml import read_toml
from compose.model.fault import Fault
from compose.paths import locales_dir, templates_dir

pytestmark = pytest.mark.usefixtures("languages_read_once")
GOOD_SAY = """[[sentence]]
id = "calm.ours"
move = "calm"
when = { severity = "minor" }
text = "I am here, and I listen."
gloss = "I am here, and I listen."
"""


@pytest.fixture
def overlay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A team's folder with a good letter and a good sentence, and the working folder in it."""
    monkeypatch.setenv("COMPOSE_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "team"
    (folder / "templates" / "letters").mkdir(parents=True)
    (folder / "locales" / "en").mkdir(parents=True)
    shutil.copy(templates_dir() / "letters" / "email.j2", folder / "templates" / "letters")
    (folder / "locales" / "en" / "say.toml").write_text(GOOD_SAY)
    (folder / "compose.toml").write_text('templates = "templates"\nlocales = "locales"\n')
    monkeypatch.chdir(folder)
    return folder


def faults_of(*paths: Path, prove: bool = False) -> list[Fault]:
    return list(lint(scope_of(list(paths)), Plan(remember=False, prove=prove)).faults)


# ---------------------------------------------------------------- the mission's line


def test_a_slip_in_a_letter_is_found_at_its_column_and_fails(overlay: Path, run: Run):
    letter = overlay / "templates" / "letters" / "email.j2"
    lines = letter.read_text().splitlines(keepends=True)
    letter.write_text("".join([lines[0], "     {{ custmer.name }}\n", *lines[1:]]))
    ran = run("lint")
    assert ran.code == 1
    assert re.search(r"^templates/letters/email\.j2:2:9 .*did you mean 'recipient\.name'\?$", ran.out, re.MULTILINE)


def test_without_settings_the_letters_and_locales_of_this_folder_are_judged(overlay: Path, run: Run):
    (overlay / "compose.toml").unlink()
    assert run("lint", "--format", "json").json["files"] == 2
    (overlay / "templates" / "letters" / "email.j2").write_text("{{ custmer.name }}\n")
    assert run("lint").code == 1


def test_a_good_overlay_passes(overlay: Path, run: Run):
    ran = run("lint")
    assert (ran.code, ran.out.partition(";")[0]) == (0, "nothing found")


@pytest.mark.parametrize("claim", CLAIMS)
def test_every_claim_is_explained(claim: str, run: Run):
    ran = run("explain", claim)
    assert ran.code == 0
    assert CLAIMS[claim].what in ran.out


def test_a_path_that_is_not_there_is_exit_2(overlay: Path, run: Run):
    assert run("lint", "nowhere").code == 2
    assert run("lint", "--format", "yaml").code == 2


def test_all_broken_files_are_told_at_once(overlay: Path):
    (overlay / "locales" / "en" / "say.toml").write_text("[[sentence]\n")
    (overlay / "locales" / "en" / "ask.toml").write_text("x = \n")
    (overlay / "locales" / "en" / "phrases.toml").write_bytes(b"\xff\xfe")
    (overlay / "templates" / "letters" / "email.j2").write_text("{{ say( }}")
    (overlay / "compose.toml").write_text('templates = "templates"\nlocales = "locales"\nlocal = 1\n')
    assert [(fault.rule, fault.file) for fault in faults_of(overlay)] == [
        ("lint.setting", "compose.toml"),
        ("lint.file", "locales/en/ask.toml"),
        ("lint.file", "locales/en/phrases.toml"),
        ("lint.file", "locales/en/say.toml"),
        ("lint.syntax", "templates/letters/email.j2"),
    ]


# ---------------------------------------------------------------- parity


def paths_in(data: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every key of a file, also of tables in lists, and every entry of its arrays of tables."""
    if isinstance(data, list):
        for index, item in enumerate(data):
            if isinstance(item, dict) and len(before) == 1:
                yield (*before, index)
            if isinstance(item, (dict, list)):
                yield from paths_in(item, (*before, index))
        return
    for key, value in data.items():
        array = isinstance(value, list) and value and all(isinstance(item, dict) for item in value)
        if key not in ("ignore", "gloss_of") and not (array and not before):
            yield (*before, key)
        if isinstance(value, (dict, list)):
            yield from paths_in(value, (*before, key))


def without(data: Any, path: tuple[Any, ...]) -> Any:
    """A copy of the data without one key; what does not lie on its way is shared."""
    copy = list(data) if isinstance(data, list) else dict(data)
    if len(path) == 1:
        del copy[path[0]]
    else:
        copy[path[0]] = without(copy[path[0]], path[1:])
    return copy


@pytest.mark.parametrize("tag", [*TAGS, "root"])
def test_any_single_key_that_goes_is_exactly_one_finding(tag: str):
    folder = locales_dir() / tag
    tried = 0
    for file in sorted(folder.rglob("*.toml")):
        name = file.relative_to(folder).as_posix()
        data, _ = read_toml(file, [])
        had = list(entries_of(name, data))
        assert gone(had, had) == []
        for path in paths_in(data):
            table = path[0] if len(path) > 1 and isinstance(path[1], int) else ""
            if not table:
                mine = [each for each in had if each.table]
                has = mine + [each for each in entries_of(name, without(data, path)) if not each.table]
                lost = gone(has, had)
            else:
                # Where an entry keeps its name, its neighbours are left out: they are as they were.
                own = next(each for each in had if (each.table, each.index) == path[:2])
                named = len(path) > 2 and path[2] not in ("id", "code", "key") and not own.name.startswith("#")
                near = [own] if named else had
                mine = [each for each in near if (each.table, each.index) != path[:2]]
                item = data[table][path[1]]
                has = mine + list(entries_of(name, {table: [without(item, path[2:])]}) if path[2:] else ())
                lost = gone(has, near)
            assert len(lost) == 1, (name, path, lost)
            tried += 1
    assert tried > (200 if tag == "root" else 2000)


# Lines to take out of the files of a language, of each kind of file and key: the start of the line.
DELETIONS = {
    "say.toml": ("id", "move", "when", "text", "gloss"),
    "phrases.toml": ("code", "slots", "text", "gloss"),
    "ask.toml": ("key", "form", "ask", "hint", "gloss"),
    "locale.toml": ("currency", "babel", "day", "name"),
    "rules/tone.toml": ("id", "kind", "level", "message", "source"),
}


@pytest.mark.parametrize(("file", "start"), [(file, f"{key} =") for file, keys in DELETIONS.items() for key in keys])
def test_a_line_taken_out_of_a_real_file_is_exactly_one_fault(
    file: str, start: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    base = tmp_path / "locales"
    shutil.copytree(locales_dir(), base)
    broken = base / "nb" / file
    lines = broken.read_text("utf-8").splitlines(keepends=True)
    numbers = [number for number, line in enumerate(lines) if line.startswith(start) and line.rstrip()[-1] not in "[{"]
    number = numbers[len(numbers) // 2]
    broken.write_text("".join(lines[:number] + lines[number + 1 :]), "utf-8")
    monkeypatch.setattr("compose.lint.scope.locales_dir", lambda: base)
    monkeypatch.setattr("compose.lint.view.locales_dir", lambda: base)
    from compose.lint.scope import Scope

    faults = lint(Scope(judged=(base / "nb",)), Plan(remember=False, prove=False)).faults
    mine = [(fault.rule, Path(fault.file).name) for fault in faults if fault.level == "error"]
    assert mine == [("lint.missing", Path(file).name)], [
        f"{fault.rule} {fault.line} {fault.message}" for fault in faults
    ]


@pytest.mark.parametrize("tag", [*TAGS, "root"])
def test_the_lock_of_each_language_is_there_and_remembers_what_it_has(tag: str):
    had = read_lock(locales_dir() / tag, [])
    assert had is not None
    has = keys_of(locales_dir() / tag)
    assert [f"{lost.had.place} {lost.keys}" for lost in gone(has, had)] == []
    assert [f"{new.had.place} {new.keys}" for new in gone(had, has)] == [], "run: compose lint --accept"


def test_a_phrase_that_one_language_lacks_is_told_once(overlay: Path):
    for tag in ("en", "nb", "is"):
        folder = overlay / "locales" / tag
        folder.mkdir(exist_ok=True)
        text = '[[phrase]]\ncode = "why.ours"\nfield = "why"\ntext = "It was me."\ngloss = "It was me."\n'
        (folder / "phrases.toml").write_text(
            "" if tag == "nb" else text.replace("It was", "It really was" if tag == "is" else "It was", 1)
        )
    assert [(fault.rule, fault.file, fault.entry) for fault in faults_of(overlay / "locales")] == [
        ("lint.missing", "locales/nb/phrases.toml", "why.ours")
    ]


def test_a_text_of_another_language_is_untranslated(overlay: Path):
    for tag in ("en", "nb"):
        folder = overlay / "locales" / tag
        folder.mkdir(exist_ok=True)
        (folder / "say.toml").write_text(GOOD_SAY)
    assert {(fault.rule, fault.file) for fault in faults_of(overlay / "locales")} == {
        ("lint.untranslated", "locales/en/say.toml"),
        ("lint.untranslated", "locales/nb/say.toml"),
    }


def test_english_that_changed_without_its_translation_is_stale(overlay: Path, run: Run):
    say = overlay / "locales" / "en" / "say.toml"
    assert run("lint", "locales", "--accept").code == 0
    say.write_text(GOOD_SAY.replace('gloss = "I am here', 'gloss = "I am there'))
    (fault,) = faults_of(overlay / "locales")
    assert (fault.rule, fault.line) == ("lint.stale-gloss", 6)
    say.write_text(GOOD_SAY.replace("here", "there"))
    assert faults_of(overlay / "locales") == []
    assert run("lint", "locales", "--accept").code == 0
    say.write_text(GOOD_SAY.replace("here", "there").replace("calm.ours", "calm.mine"))
    assert [fault.rule for fault in faults_of(overlay / "locales")] == ["lint.missing"]


def test_what_the_lock_does_not_know_yet_is_told_once(overlay: Path, run: Run):
    say = overlay / "locales" / "en" / "say.toml"
    assert run("lint", "locales", "--accept").code == 0
    more = GOOD_SAY.replace("ours", "more").replace("minor", "critical")
    say.write_text(GOOD_SAY + more + more.replace("more", "most").replace("critical", "serious"))
    (fault,) = faults_of(overlay / "locales")
    assert (fault.rule, fault.level, fault.file) == ("lint.unlocked", "info", "locales/en/keys.lock")
    assert fault.message == "2 of the entries of en are new, or have new keys; the first is [[sentence]] calm.more"
    assert run("lint", "locales", "--accept", "--fail-on", "info").code == 0


def test_a_reason_in_an_entry_covers_that_entry_alone(overlay: Path, run: Run):
    say = overlay / "locales" / "en" / "say.toml"
    bad = GOOD_SAY.replace("I am here, and I listen.", "Regards from a<b>.")
    say.write_text(bad + 'ignore = { "lint.markup" = "the name of the product" }\n')
    assert run("lint").code == 0
    say.write_text(say.read_text() + bad.replace("ours", "other").replace("minor", "serious"))
    assert [(fault.rule, fault.line) for fault in faults_of(overlay / "locales")] == [("lint.markup", 12)]


# ---------------------------------------------------------------- the gate


def test_a_baseline_keeps_what_is_known_quiet_and_shows_what_is_new(overlay: Path, run: Run):
    say = overlay / "locales" / "en" / "say.toml"
    say.write_text(GOOD_SAY.replace("listen.", "listen"))
    assert run("lint").code == 1
    assert run("lint", "--write-baseline", "known.json").code == 0
    ran = run("lint", "--baseline", "known.json")
    assert (ran.code, "known (baseline)" in ran.out) == (0, True)
    say.write_text("# moved\n\n\n" + say.read_text())
    assert run("lint", "--baseline", "known.json").code == 0
    say.write_text(
        say.read_text() + GOOD_SAY.replace("ours", "new").replace("minor", "critical").replace("I am", "{{ whi }}", 1)
    )
    ran = run("lint", "--baseline", "known.json", "--format", "json")
    assert (ran.code, [fault["rule"] for fault in ran.json["faults"]]) == (
        1,
        ["lint.gloss-slots", "lint.unknown-slot"][1:],
    )
    (overlay / "known.json").write_text("{}")
    assert run("lint", "--baseline", "known.json").code == 2
    assert run("lint", "--baseline", "nowhere.json").code == 2


def test_levels_and_the_number_of_warnings_decide(overlay: Path, run: Run):
    say = overlay / "locales" / "en" / "say.toml"
    say.write_text(GOOD_SAY.replace('"I am here, and', '"I am  here, and', 1))
    assert run("lint").code == 0
    assert run("lint", "--max-warnings", "0").code == 1
    assert run("lint", "--max-warnings", "1").code == 0
    assert run("lint", "--fail-on", "warning").code == 1
    say.write_text(GOOD_SAY.replace("listen.", "listen"))
    assert run("lint", "--fail-on", "never").code == 0


def git(folder: Path, *words: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)


def test_diff_tells_only_what_changed_since(overlay: Path, run: Run):
    say = overlay / "locales" / "en" / "say.toml"
    old = GOOD_SAY.replace("listen.", "listen") + "\n"
    say.write_text(old)
    git(overlay, "init", "-q")
    git(overlay, "add", ".")
    git(overlay, "commit", "-qm", "old")
    assert run("lint").code == 1
    assert run("lint", "--diff", "HEAD").code == 0
    say.write_text(old + GOOD_SAY.replace("ours", "new").replace("minor", "critical").replace("listen.", "hear"))
    ran = run("lint", "--diff", "HEAD", "--format", "json")
    assert (ran.code, {fault["line"] > 7 for fault in ran.json["faults"]}) == (1, {True})
    new = overlay / "locales" / "en" / "words" / "names.txt"
    new.parent.mkdir()
    new.write_text("Reed\nReed\n")
    found = run("lint", "--diff", "HEAD", "--format", "json").json["faults"]
    assert "lint.word-list" in {fault["rule"] for fault in found}
    assert run("lint", "--diff", "no-such-revision").code == 2
    assert run("lint", "--diff", "--output=x").code == 2


def test_a_suppression_with_a_reason_is_heeded_where_it_stands(overlay: Path, run: Run):
    letter = overlay / "templates" / "letters" / "email.j2"
    good = letter.read_text()
    letter.write_text(good + "{# compose: ignore lint.letter-word -- the brand #}\nFjord\n")
    say = overlay / "locales" / "en" / "say.toml"
    say.write_text(GOOD_SAY.replace("listen.", "listen") + 'ignore = { "lint.fragment" = "it is a slogan" }\n')
    ran = run("lint")
    assert (ran.code, "2 suppressed" in ran.out) == (0, True)
    letter.write_text(good + "{# compose: ignore lint.letter-word -- the brand #}\n\n\nFjord\n")
    assert {fault.rule for fault in faults_of(overlay)} == {"lint.letter-word", "lint.unused-ignore"}
    assert run("render", ROOT / "locales" / "en" / "examples" / "minimal.json", "--engine", "none").code == 0


# ---------------------------------------------------------------- mending

MESSY = """[[sentence]]
id = "calm.ours"
gloss = "I am here."
move = "calm"
when = { severity = "minor", has = ["sender.role"] }
text = "Saya  di sini, {{sender.role}}, seharga Rp 50.000 saja."
"""


def test_fix_mends_what_is_mechanical_shows_it_and_finds_nothing_the_second_time(overlay: Path, run: Run):
    say = overlay / "locales" / "id" / "say.toml"
    say.parent.mkdir()
    say.write_text(MESSY.replace('"I am here."', '"I am here, {{sender.role}}."'))
    before = read_toml(say, [])[0]["sentence"][0]
    ran = run("lint", "locales", "--fix")
    assert "-text = " in ran.out
    assert "+++ b/locales/id/say.toml" in ran.out
    after = read_toml(say, [])[0]["sentence"][0]
    assert list(after) == ["id", "move", "when", "text", "gloss"]
    assert after["text"] == "Saya di sini, {{ sender.role }}, seharga Rp50.000 saja."
    assert {key: after[key] for key in ("id", "move", "when")} == {key: before[key] for key in ("id", "move", "when")}
    kept = say.read_text()
    again = run("lint", "locales", "--fix")
    assert (again.code, say.read_text()) == (0, kept)
    assert "---" not in again.out


def test_fix_leaves_comments_where_they_are(overlay: Path, run: Run):
    say = overlay / "locales" / "en" / "say.toml"
    text = '[[sentence]]\nid = "calm.ours"\ngloss = "I am here."\n# why\nmove = "calm"\ntext = "I am here."\n'
    say.write_text(text)
    run("lint", "locales", "--fix")
    assert say.read_text() == text


# ---------------------------------------------------------------- adopting it


def test_a_new_language_has_each_mark_told_once_and_renders_when_they_are_filled(overlay: Path, run: Run):
    assert run("locales", "new", "fo").code == 0
    folder = overlay / "locales" / "fo"
    marks = sum(path.read_text("utf-8").count("TODO: ") for path in folder.rglob("*") if path.is_file())
    ran = run("lint", folder, "--format", "json")
    told = [(fault["file"], fault["line"], fault["column"]) for fault in ran.json["faults"]]
    assert (ran.code, len(told), len(set(told))) == (1, marks, marks)
    assert {fault["rule"] for fault in ran.json["faults"]} == {"lint.todo"}
    for path in folder.rglob("*.*"):
        path.write_text(path.read_text("utf-8").replace("TODO: ", ""), "utf-8")
    left = run("lint", folder, "--format", "json").json["faults"]
    assert {fault["rule"] for fault in left} == {"lint.untranslated"}  # what it was filled with is English
    for channel in ("email", "call", "chat", "sms"):
        ran = run("render", folder / "examples" / "minimal.json", "--channel", channel, "--engine", "rules")
        assert ran.code == 0, ran.err
    assert run("locales", "new", "fo").code == 2
    assert run("locales", "new", "Not a tag").code == 2
    assert "fo " in run("locales").out


def test_a_form_of_address_needs_a_general_entry_and_a_sentence_that_uses_it(overlay: Path, run: Run):
    assert run("locales", "new", "fo").code == 0
    folder = overlay / "locales" / "fo"
    for path in folder.rglob("*.*"):
        path.write_text(path.read_text("utf-8").replace("TODO: ", ""), "utf-8")
    head = folder / "locale.toml"
    plain = head.read_text("utf-8")
    lines = plain.count("\n")

    def of_forms(more: str) -> list[tuple[str, str, int]]:
        head.write_text(f"{plain}\n{more}", "utf-8")
        found = [fault for fault in faults_of(folder) if fault.file.endswith("locale.toml")]
        return [(fault.rule, fault.entry, fault.line - lines) for fault in found]

    assert of_forms('[[form]]\nwhen = { gender = "f" }\nmadam = "frú"\n') == [("lint.form-default", "madam", 4)]
    assert of_forms('[[form]]\nwhen = {}\nmadam = "frú"\n') == [("lint.unused-form", "madam", 4)]


def test_a_message_that_stops_or_that_checks_object_to_is_told_where_its_words_stand(overlay: Path, run: Run):
    say = overlay / "locales" / "en" / "say.toml"
    wanted = ("lint", "--render-all", "--engine", "rules", "--format", "json")
    said = GOOD_SAY.replace('"minor"', '"minor", channel = "call"')
    say.write_text(said.replace("I listen", "{{ whi }} listen"))
    assert [(fault["rule"], fault["line"]) for fault in run(*wanted).json["faults"]] == [
        ("lint.render", 1),
        ("lint.unknown-slot", 5),
    ]
    say.write_text(said.replace("I am here, and I listen.", "I am sorry if you were upset."))
    (fault,) = run(*wanted).json["faults"]
    assert (fault["rule"], fault["line"], fault["entry"].partition(" ")[0]) == ("tone.conditional", 5, "calm.ours")


def test_init_gives_a_folder_that_lints_clean_and_holds(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert run("init", "team", "--locale", "nb", "--ci", "gitlab").code == 0
    assert run("lint", "team", "--fail-on", "info").code == 0
    assert (tmp_path / "team" / ".gitlab-ci.yml").is_file()
    config = tmp_path / "team" / "compose.toml"
    example = tmp_path / "team" / "incidents" / "example.json"
    assert run("render", example, "--config", config, "--engine", "rules").code == 0
    config.write_text('locale = "nb"\n')
    assert "left as it is" in run("init", "team").err
    assert config.read_text() == 'locale = "nb"\n'


def test_pre_commit_fails_on_a_bad_overlay_and_passes_on_a_good_one_offline(overlay: Path, tmp_path: Path):
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    git(hooks, "init", "-q")
    git(hooks, "add", ".")
    git(hooks, "commit", "-qm", "hooks")
    git(overlay, "init", "-q")
    git(overlay, "add", ".")
    command = tmp_path / "bin" / "compose"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m compose "$@"\n')
    command.chmod(0o755)
    import os

    environment = {
        **os.environ,
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
        "PIP_NO_INDEX": "1",
    }

    def hook() -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-m", "pre_commit", "try-repo", str(hooks), "compose-lint-system", "--all-files"]
        return subprocess.run(words, cwd=overlay, env=environment, capture_output=True, text=True, check=False)

    good = hook()
    assert good.returncode == 0, good.stdout + good.stderr
    (overlay / "templates" / "letters" / "email.j2").write_text("Dear {{ custmer.name }}\n")
    git(overlay, "add", ".")
    bad = hook()
    assert bad.returncode == 1
    assert "templates/letters/email.j2:1:9" in bad.stdout


# ---------------------------------------------------------------- our own data, and time


def test_our_own_data_has_no_finding(tmp_path: Path):
    environment = {"COMPOSE_CACHE": str(tmp_path), "PATH": "", "PYTHONPATH": str(ROOT)}
    ran = process("lint", "templates", "locales", "--fail-on", "info", cwd=ROOT, env=environment)
    assert ran.code == 0, ran.out


@pytest.mark.parametrize("tag", TAGS)
def test_our_own_data_has_no_finding_in_any_variant_and_their_number_is_printed(
    tag: str, run: Run, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(ROOT)
    engines = ("--engine", "rules", "--engine", "words")
    ran = run("lint", Path("locales", tag), "--render-all", *engines, "--fail-on", "info")
    assert ran.code == 0, ran.out
    assert int(re.search(r"(\d+) variants rendered and checked by", ran.out)[1]) > 100  # type: ignore[index]


def test_what_did_not_change_is_not_looked_at_again(overlay: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    say = overlay / "locales" / "en" / "say.toml"
    say.write_text(GOOD_SAY.replace("listen.", "listen"))
    first = run("lint").out
    monkeypatch.setattr("compose.lint.run._one", lambda scope, tag: pytest.fail("looked again"))
    assert run("lint").out.rpartition(";")[0] == first.rpartition(";")[0]
    say.write_text(GOOD_SAY)
    with pytest.raises(pytest.fail.Exception):
        run("lint")


BAD_RULE = """[[rule]]
id = "tone.ours"
kind = "forbid"
level = "error"
message = "Not so."
gloss = "Not so."
source = "a test"
any = ["wibble"]
good = ["I am sorry.", "A wibble it was."]
bad = ["Wibble, then.", "It was wobble."]
"""


def test_languages_that_are_looked_at_at_once_give_what_they_give_one_by_one(
    overlay: Path, run: Run, monkeypatch: pytest.MonkeyPatch
):
    for tag in ("en", "nb", "ms"):
        rules = overlay / "locales" / tag / "rules"
        rules.mkdir(parents=True)
        (rules / "ours.toml").write_text(BAD_RULE)
    at_once = process("lint", "--no-cache", "--format", "json").json["faults"]
    monkeypatch.setattr("compose.lint.run.spread", lambda work, names: [work(name) for name in names])
    assert run("lint", "--no-cache", "--format", "json").json["faults"] == at_once
    assert [(fault["file"][:10], fault["rule"]) for fault in at_once] == [
        (f"locales/{tag}", f"lint.rule-{kind}") for tag in ("en", "ms", "nb") for kind in ("good", "bad")
    ]


def test_a_sentence_that_changes_does_not_make_the_rules_be_proven_again(
    overlay: Path, run: Run, monkeypatch: pytest.MonkeyPatch
):
    rules = overlay / "locales" / "en" / "rules"
    rules.mkdir()
    (rules / "ours.toml").write_text(BAD_RULE)
    assert run("lint").code == 1
    proofs = []
    monkeypatch.setattr("compose.lint.run._proof", lambda scope, tag: proofs.append(tag) or ())
    (overlay / "locales" / "en" / "say.toml").write_text(GOOD_SAY.replace("here", "there"))
    assert (run("lint").code, proofs) == (1, [])
    (rules / "ours.toml").write_text(BAD_RULE.replace("wobble", "wibble").replace("A wibble", "A wobble"))
    assert (run("lint").code, proofs) == (0, ["en"])


def test_a_spoilt_memory_is_no_fault(overlay: Path, run: Run, tmp_path: Path):
    first = run("lint").out
    for path in (tmp_path / "cache").rglob("*.json"):
        path.write_text("spoilt")
    assert run("lint").out.rpartition(";")[0] == first.rpartition(";")[0]


def test_lint_json_says_what_the_run_saw(overlay: Path, run: Run):
    value = json.loads(run("lint", "--format", "json").out)
    assert value["schema"] == "compose/lint/1"
    assert value["faults"] == []
    assert value["files"] == 3


def test_what_is_required_must_have_looked_in_every_language_that_wants_it(
    overlay: Path, run: Run, monkeypatch: pytest.MonkeyPatch
):
    some = variants._records  # a few of them tell as much
    monkeypatch.setattr(variants, "_records", lambda *what: islice(some(*what), 4))
    wanted = ("lint", "--render-all", "--engine", "rules", "--require")
    assert run(*wanted, "rules").code == 0
    assert run(*wanted, "greynir").code == 0  # the overlay is English, which does not want it
    ran = run(*wanted, "spelling")
    assert ran.code == 1
    assert "spelling is required for en, and no engine that ran covers it" in ran.out
    assert run("lint", "--require", "spelling").code == 2
