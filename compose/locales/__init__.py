"""The only reader of `locales/`: one folder in, one frozen `Locale` out. Nothing falls back to another language."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from compose.errors import ComposeError, Problem, fail, unknown
from compose.locales.rules import read_rules
from compose.locales.say import conditions, read_phrases, read_questions, read_sentences
from compose.locales.toml import Entry, entries, read_toml
from compose.model.locale import Cue, Form, Formats, Honorific, Locale, Phrase, Question, Sentence
from compose.model.rule import Rule
from compose.paths import locales_dir

ROOT = "root"
SETTINGS = (
    "tag",
    "name",
    "endonym",
    "babel",
    "languagetool",
    "currency",
    "speaking_rate",
    "engines",
    "lexicon",
    "dictionary",
    "clitics",
    "letters",
    "quotes",
    "format",
    "plain",
    "honorific",
    "form",
)
FORMAT = ("day", "weekday", "clock", "money", "money_decimals", "money_other", "weekdays", "list_and")


def tags(overlays: Sequence[Path] = ()) -> list[str]:
    """The tags of all languages: a language is there because its folder is."""
    folders = (locales_dir(), *overlays)
    found = {path.parent.name for folder in folders for path in folder.glob("*/locale.toml")}
    return sorted(found - {ROOT})


def load(tag: str, overlays: Sequence[Path] = ()) -> Locale:
    """Read one language whole: its built-in folder, then those of `overlays` (folders of locales) over it.

    An overlay's sentence, phrase, question or rule replaces the one of the same id; words are added.
    Raises ComposeError with every problem of the language's files.
    """
    return _load(tag, tuple(overlays))


@lru_cache(maxsize=16)
def _load(tag: str, overlays: tuple[Path, ...]) -> Locale:
    if tag not in tags(overlays):
        what, mend = unknown("locale", tag, tags(overlays))
        raise fail(what, pointer="/locale", mend=mend)
    folders = tuple(base / tag for base in (locales_dir(), *overlays) if (base / tag).is_dir())
    roots = [base / ROOT / "rules" for base in (locales_dir(), *overlays)]
    problems: list[Problem] = []
    locale = _read(folders, roots, problems)
    if problems:
        raise ComposeError(*problems)
    return locale


def forget() -> None:
    """Read anew what `load` has read: for who changed the files."""
    _load.cache_clear()


def inspect(tag: str, bases: Sequence[Path]) -> tuple[Locale, list[Problem]]:
    """Read one language of these folders of locales as far as it can be read, with every problem of its files."""
    folders = tuple(base / tag for base in bases if (base / tag).is_dir())
    problems: list[Problem] = []
    return _read(folders, [base / ROOT / "rules" for base in bases], problems), problems


def _read(folders: tuple[Path, ...], roots: list[Path], problems: list[Problem]) -> Locale:
    heads = [folder / "locale.toml" for folder in folders]
    base = next((head for head in heads if head.is_file()), heads[0])
    data, text = read_toml(base, problems)
    head = Entry(data, str(base), 0, problems)
    head.only(*SETTINGS)
    clitics = head.texts("clitics")
    sentences: dict[str, Sentence] = {}
    questions: dict[str, Question] = {}
    phrases: dict[str, Phrase] = {}
    rules: dict[str, Rule] = {}
    for folder in folders:
        sentences |= {item.id: item for item in read_sentences(folder / "say.toml", problems)}
        questions |= {item.key: item for item in read_questions(folder / "ask.toml", problems)}
        phrases |= read_phrases(folder / "phrases.toml", problems)
    tag = head.text("tag")
    for rules_folder in (*roots, *(folder / "rules" for folder in folders)):
        _add_rules(rules, read_rules(rules_folder, tag, clitics, problems), problems)
    _reword(rules, folders, problems)
    words, abbreviations = _words(folders)
    return Locale(
        tag=tag,
        name=head.text("name"),
        endonym=head.text("endonym"),
        babel=head.text("babel"),
        languagetool=head.text("languagetool", ""),
        currency=head.text("currency"),
        speaking_rate=head.number("speaking_rate"),
        engines=head.texts("engines"),
        lexicon=head.text("lexicon", ""),
        dictionary=head.text("dictionary", ""),
        clitics=clitics,
        letters=head.text("letters", ""),
        quotes=head.texts("quotes"),
        formats=_formats(head),
        plain={str(key): str(value) for key, value in head.table("plain").items()},
        honorifics=_honorifics(entries(data, text, "honorific", str(base), problems), problems),
        forms=_forms(entries(data, text, "form", str(base), problems), problems),
        questions=tuple(questions.values()),
        sentences=tuple(sentences.values()),
        phrases=phrases,
        rules=tuple(rules.values()),
        words=words,
        abbreviations=abbreviations,
        cues=_cues(folders, problems),
        folders=folders,
        fingerprint=_fingerprint(folders, roots),
    )


def _add_rules(rules: dict[str, Rule], more: list[Rule], problems: list[Problem]) -> None:
    fresh: dict[str, Rule] = {}
    for rule in more:
        if rule.id in fresh:
            problems.append(
                Problem(f"{rule.file}:{rule.line}", "", f"rule id {rule.id!r} stands twice", "give each its own")
            )
        fresh[rule.id] = rule
    rules |= fresh


def _reword(rules: dict[str, Rule], folders: Sequence[Path], problems: list[Problem]) -> None:
    """Put the language's own messages, from `messages.toml`, in the rules that hold in every language."""
    for path in (folder / "messages.toml" for folder in folders):
        if not path.is_file():
            continue
        data, _ = read_toml(path, problems)
        head = Entry(data, str(path), 0, problems)
        head.only("message")
        for id, words in head.table("message").items():
            if id not in rules:
                what, mend = unknown("rule", id, rules)
                problems.append(Problem(str(path), "", what, mend))
            else:
                rules[id] = replace(rules[id], message=str(words))


def _formats(head: Entry) -> Formats:
    table = Entry(head.table("format"), head.file, 0, head.problems)
    table.only(*FORMAT)
    return Formats(
        day=table.text("day", ""),
        weekday=table.text("weekday", ""),
        clock=table.text("clock", ""),
        money=table.text("money", ""),
        money_decimals=table.choice("money_decimals", ("always", "never", "if-needed"), "always"),
        money_other=table.text("money_other", ""),
        weekdays=table.texts("weekdays"),
    )


def _honorifics(found: list[Entry], problems: list[Problem]) -> tuple[Honorific, ...]:
    honorifics = []
    for entry in found:
        entry.only("code", "gender")
        honorifics.append(Honorific(entry.text("code"), entry.choice("gender", ("f", "m", "any"), "any")))
        problems.extend(entry.problems)
    return tuple(honorifics)


def _forms(found: list[Entry], problems: list[Problem]) -> tuple[Form, ...]:
    forms = []
    for entry in found:
        words = {key: value for key, value in entry.data.items() if key not in ("when", "gloss")}
        forms.append(Form(conditions(entry), words, entry.table("gloss")))
        problems.extend(entry.problems)
    return tuple(forms)


def _words(folders: tuple[Path, ...]) -> tuple[frozenset[str], frozenset[str]]:
    words: set[str] = set()
    abbreviations: set[str] = set()
    for folder in folders:
        for path in sorted(folder.glob("words/*.txt")):
            found = abbreviations if path.stem == "abbreviations" else words
            for line in path.read_text("utf-8-sig").splitlines():
                word = line.partition("#")[0].strip()
                if word:
                    found.add(word)
    return frozenset(words), frozenset(abbreviations)


def _cues(folders: tuple[Path, ...], problems: list[Problem]) -> tuple[Cue, ...]:
    cues: dict[str, Cue] = {}
    for folder in folders:
        path = folder / "words" / "cues.toml"
        if path.is_file():
            data, _ = read_toml(path, problems)
            moves = Entry(data, str(path), 0, problems).table("move")
            for move in moves:
                entry = Entry(Entry(moves, str(path), 0, problems).table(move), str(path), 0, problems)
                entry.only("any", "regex")
                cues[move] = Cue(move, entry.texts("any"), entry.texts("regex"))
    return tuple(cues.values())


def _fingerprint(folders: Sequence[Path], roots: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for folder in (*roots, *folders):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".toml", ".txt") and path.parent.name != "examples":
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
