"""A locale is one folder, whole: every sentence has its gloss, every language every key; no Python for a new one."""

from __future__ import annotations

import json
import shutil

import pytest
from conftest import CHANNELS, TAGS, Run, incident

from compose import locales as reader
from compose.errors import ComposeError
from compose.paths import locales_dir
from compose.render.facts import Situation
from compose.render.say import speaker

ALWAYS = {
    "email": "subject salutation empathy apology event responsibility repair follow-up invitation closing signature",
    "chat": "salutation empathy apology event responsibility repair follow-up invitation signature",
    "sms": "salutation apology event repair signature",
    "call": "opening hearing empathy apology event responsibility repair question follow-up calm farewell "
    "cue.pause cue.listen cue.anger",
}


@pytest.mark.parametrize("tag", TAGS)
def test_no_sentence_phrase_question_or_rule_lacks_its_gloss(tag: str):
    locale = reader.load(tag)
    assert [item.id for item in locale.sentences if not item.gloss.strip()] == []
    assert [item.code for item in locale.phrases.values() if not item.gloss.strip()] == []
    assert [item.key for item in locale.questions if not item.gloss.strip()] == []
    assert [item.id for item in locale.rules if not item.gloss.strip()] == []


def test_every_language_has_the_same_phrases_with_the_same_slots():
    books = {tag: {code: (p.field, p.slots) for code, p in reader.load(tag).phrases.items()} for tag in TAGS}
    assert all(book == books["en"] for book in books.values())


def test_every_language_asks_the_same_things():
    keys = {tag: [question.key for question in reader.load(tag).questions] for tag in TAGS}
    optional = {"recipient.honorific", "recipient.gender", "sender.gender"}
    shared = {tag: [key for key in found if key not in optional] for tag, found in keys.items()}
    assert all(found == shared["en"] for found in shared.values())


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("channel", CHANNELS)
def test_every_move_that_a_letter_must_have_is_worded_for_every_case(tag: str, channel: str):
    locale = reader.load(tag)
    talk = speaker(locale)
    for severity in ("minor", "serious", "critical"):
        for gender in ("f", "m", "unknown"):
            for party in ("person", "company", "anyone"):
                values = {
                    "severity": severity,
                    "stance": "own",
                    "kind": "other",
                    "channel": channel,
                    "gender": gender,
                    "sender_gender": "unknown",
                    "party": party,
                    "honorific": "none",
                }
                situation = Situation(values, frozenset({"happened", "recipient", "sender", "sender.name"}))
                missing = [move for move in ALWAYS[channel].split() if talk.choose(move, situation) is None]
                assert missing == [], (severity, gender, party)


@pytest.mark.parametrize("tag", TAGS)
def test_an_unknown_gender_never_falls_to_another_gender(tag: str):
    locale = reader.load(tag)
    gendered = [s for s in locale.sentences if "gender" in s.when and "unknown" in s.when["gender"]]
    assert all(s.when["gender"] in (("unknown",), ("f", "m", "unknown")) for s in gendered)


@pytest.mark.parametrize("tag", TAGS)
def test_every_honorific_of_the_closed_list_renders(tag: str, run: Run):
    for honorific in reader.load(tag).honorifics:
        record = incident(tag)
        record["recipient"] = {"name": "Alex Tan", "honorific": honorific.code}
        ran = run("render", "-", "--engine", "none", "--quiet", stdin=json.dumps(record))
        assert ran.code == 0, ran.err
        assert honorific.code in ran.out or honorific.code.startswith("none")


def test_a_throw_away_locale_folder_renders_without_touching_python(run: Run, tmp_path):
    folder = tmp_path / "overlay" / "xx"
    shutil.copytree(locales_dir() / "en", folder)
    for path in (*folder.glob("*.toml"), *folder.glob("examples/*.json")):
        text = path.read_text("utf-8").replace('tag = "en"', 'tag = "xx"').replace('"locale": "en"', '"locale": "xx"')
        path.write_text(text.replace("I take full responsibility", "I shoulder all of it"), "utf-8")
    config = tmp_path / "compose.toml"
    config.write_text('locales = "overlay"\n')
    ran = run("render", folder / "examples" / "minimal.json", "--config", config, "--quiet", "--engine", "none")
    assert ran.code == 0, ran.err
    assert "I shoulder all of it" in ran.out
    assert "xx" in run("locales", "--config", config).out


def test_nothing_falls_back_to_another_language(run: Run, tmp_path):
    folder = tmp_path / "overlay" / "xx"
    shutil.copytree(locales_dir() / "en", folder)
    (folder / "locale.toml").write_text((folder / "locale.toml").read_text("utf-8").replace('tag = "en"', 'tag = "xx"'))
    say = (folder / "say.toml").read_text("utf-8").replace('move = "apology"', 'move = "apologia"')
    (folder / "say.toml").write_text(say, "utf-8")
    config = tmp_path / "compose.toml"
    config.write_text('locales = "overlay"\n')
    record = json.dumps({**incident("en"), "locale": "xx"})
    ran = run("render", "-", "--config", config, "--engine", "none", stdin=record)
    assert ran.code == 2
    assert "no sentence for the move 'apology'" in ran.err


def test_broken_data_names_file_and_line(tmp_path):
    folder = tmp_path / "xx"
    shutil.copytree(locales_dir() / "en", folder)
    say = folder / "say.toml"
    say.write_text(say.read_text("utf-8") + '\n[[sentence]]\nid = "x.y"\nmoove = "apology"\ntext = "Sorry."\n', "utf-8")
    (folder / "locale.toml").write_text((folder / "locale.toml").read_text("utf-8").replace('tag = "en"', 'tag = "xx"'))
    with pytest.raises(ComposeError) as caught:
        reader.load("xx", (tmp_path,))
    line = say.read_text("utf-8").splitlines().index('moove = "apology"')
    assert f"say.toml:{line - 1}: unknown key 'moove'; did you mean 'move'?" in str(caught.value)
