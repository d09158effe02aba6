"""Makes the Bokmål lexicon from `ordb`: forms, lemmas and tags, and never a definition or an example.

A tag goes from the general to the special, so that a rule can cut it short: NOUN:neut:sg:indef,
ADJ:mf:sg:indef, VERB:past, VERB:perfpart:pl, PRON:acc. `forms.lex` maps a form to its readings, each
`TAG,CUT,ENDING` (the lemma is the form without its last CUT letters, plus ENDING); `lemmas.lex` maps a
lemma to its forms in the same way, for suggestions that must be inflected.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from build_lexicons import frontcoded

INPUT = "ordb"
CREDIT = """\
The files in this folder hold word forms, lemmas and grammatical tags of Norsk ordbank (bokmål),
Universitetet i Bergen and Språkrådet, licensed CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/).
They were taken from the data of the package "ordb" and changed: forms with spaces left out, tags
renamed, sorted and packed. No definitions or examples were taken.
"""

_PARTS = {
    "Masc": "masc", "Fem": "fem", "Neuter": "neut", "Masc/Fem": "mf", "Sing": "sg", "Plur": "pl",
    "Ind": "indef", "Def": "def", "Cmp": "cmp", "Sup": "sup", "Inf": "inf", "Pres": "pres", "Past": "past",
    "Imp": "imp", "<PerfPart>": "perf", "<PresPart>": "prespart", "Nom": "nom", "Acc": "acc",
    "Pass": "pass", "<SPass>": "pass",
}  # fmt: skip
_ORDER = [
    "perfpart",
    "prespart",
    "perf",
    "inf",
    "pres",
    "past",
    "imp",
    "cmp",
    "sup",
    "masc",
    "fem",
    "neut",
    "mf",
    "sg",
    "pl",
    "indef",
    "def",
    "nom",
    "acc",
    "pass",
]
_KINDS = {
    "ADP": "PREP",
    "CCONJ": "CONJ",
    "SCONJ": "SUBJ",
    "INFM": "INFMARK",
    "COMPPFX": "PREFIX",
    "PFX": "PREFIX",
}
_KNOWN = (
    *("NOUN", "VERB", "ADJ", "ADV", "PRON", "DET", "PREP", "CONJ", "SUBJ", "INTJ", "ABBR"),
    *("PROPN", "INFMARK", "PREFIX"),
)
_ENDING = {"n": "masc", "a": "fem", "t": "neut"}  # bilen, boka, huset


def _database(folder: str) -> sqlite3.Connection:
    spec = importlib.util.find_spec(INPUT)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the build needs the package {INPUT!r}")
    plain = Path(folder) / "articles.db"
    plain.write_bytes(gzip.decompress(Path(spec.origin).with_name("articles.db.gz").read_bytes()))
    return sqlite3.connect(plain)


def _genders(gender: str, inflections: list[dict[str, list[str] | str]]) -> list[str]:
    """The genders of one paradigm of a noun: of several, the one its definite ending shows."""
    all_of_it = [_PARTS[part] for part in gender.split(" | ") if part in _PARTS]
    definite = [str(i["form"]) for i in inflections if i["tags"] == ["Sing", "Def"]]
    own = {_ENDING.get(form[-1:], "") for form in definite} & set(all_of_it)
    return sorted(own) or all_of_it


def _readings(lemma: str, gender: str, table: str) -> Iterator[tuple[str, str, str]]:
    for paradigm in json.loads(table):
        kind = _KINDS.get(paradigm["word_class"], paradigm["word_class"])
        if kind not in _KNOWN:
            continue
        genders = _genders(gender, paradigm["inflections"]) if kind == "NOUN" else []
        for inflection in paradigm["inflections"]:
            parts = {_PARTS[tag] for tag in inflection["tags"] if tag in _PARTS}
            if "Adj" in inflection["tags"] and "perf" in parts:
                parts = parts - {"perf"} | {"perfpart"}  # den sendte varen; "perf" is left for "har sendt"
            tail = [part for part in _ORDER if part in parts]
            form = inflection["form"].rstrip("-") if kind == "PREFIX" else inflection["form"]
            for own in genders or [""]:
                yield form, lemma, ":".join([kind, *([own] if own else []), *tail])


def rows() -> Iterator[tuple[str, str, str]]:
    """All of the word bank as form, lemma, tag; words that live in fixed expressions alone come as FIX."""
    seen = set()
    with tempfile.TemporaryDirectory() as folder:
        bank = _database(folder)
        articles = bank.execute("select lemma, word_class, gender, inflection_table from articles").fetchall()
        bank.close()
    for lemma, word_class, gender, table in articles:
        if word_class == "EXPR" or not table:
            continue
        for form, of, tag in _readings(lemma.split(" | ")[0], gender, table):
            if form and of and not re.search(r"[\s+|]", form + of):
                seen.add(form)
                yield form, of, tag
    for lemma, word_class, _, _ in articles:
        if word_class == "EXPR":
            for word in lemma.split():
                if word.isalpha() and word.islower() and len(word) > 2 and word not in seen:
                    yield word, word, "FIX"


def made_from(source: str, target: str) -> str:
    """How `target` is made of `source`: letters to cut, and the ending to add."""
    shared = 0
    while shared < min(len(source), len(target)) and source[shared] == target[shared]:
        shared += 1
    return f"{len(source) - shared},{target[shared:]}"


def build(into: Path) -> None:
    """Write the lexicon's two files and the credit into the folder."""
    forms: dict[str, set[str]] = {}
    lemmas: dict[str, set[str]] = {}
    for form, lemma, tag in rows():
        forms.setdefault(form, set()).add(f"{tag},{made_from(form, lemma)}")
        if tag.startswith(("NOUN", "ADJ", "VERB", "DET")):
            lemmas.setdefault(lemma, set()).add(f"{tag},{made_from(lemma, form)}")
    frontcoded.write(into / "forms.lex", {form: " ".join(sorted(tags)) for form, tags in forms.items()})
    frontcoded.write(into / "lemmas.lex", {lemma: " ".join(sorted(tags)) for lemma, tags in lemmas.items()})
    (into / "CREDIT.txt").write_text(CREDIT, encoding="utf-8")
