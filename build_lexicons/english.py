"""Makes the English lexicon: the words of the British Hunspell dictionary, with tags from `lemminflect`'s tables.

A tag goes from the general to the special: NOUN:sg, NOUN:pl, VERB:base, VERB:3, VERB:past, VERB:perf, VERB:ing,
ADJ, ADJ:cmp, ADJ:sup, ADV, AUX. A word without any in the tables has the tag WORD.
"""

from __future__ import annotations

import csv
import gzip
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

from build_lexicons import expand, frontcoded, hunspell
from build_lexicons.bokmaal import made_from

INPUT = "lemminflect"
CREDIT = """\
The words in this folder are those of the British English Hunspell dictionary (LGPL, see en_GB.license), written
out. Their tags were taken from the tables of the package lemminflect (MIT licence, Copyright Brad Jascob),
which were made from the SPECIALIST Lexicon of the U.S. National Library of Medicine.
"""
_FORMS = {
    "noun": ("NOUN:pl",),
    "verb": ("VERB:past", "VERB:perf", "VERB:ing", "VERB:3"),
    "adj": ("ADJ:cmp", "ADJ:sup"),
    "adv": ("ADV:cmp", "ADV:sup"),
}
# Nouns of which the plural looks like the singular; of the others the tables say so only where none is in use.
_ALIKE = {"aircraft", "cattle", "craft", "data", "deer", "fish", "media", "offspring", "people", "personnel"}
_ALIKE |= {"police", "sheep", "staff"}
_BASE = {"noun": "NOUN:sg", "verb": "VERB:base", "adj": "ADJ", "adv": "ADV", "aux": "AUX"}


def _table(name: str) -> list[list[str]]:
    spec = importlib.util.find_spec(INPUT)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the build needs the package {INPUT!r}")
    packed = (Path(spec.origin).parent / "resources" / f"{name}.csv.gz").read_bytes()
    return list(csv.reader(gzip.decompress(packed).decode("utf-8").splitlines()))


def rows() -> Iterator[tuple[str, str, str]]:
    """Form, lemma and tag of every word of the tables."""
    bent: set[tuple[str, str]] = set()
    for lemma, kind, *cells in _table("infl_lu"):
        if kind not in _FORMS:
            continue
        bent.add((lemma, kind))
        yield lemma, lemma, _BASE[kind]
        if kind == "verb" and len(cells) == 4 and not cells[1]:
            cells[1] = cells[0]  # one form for past and participle
        for tag, cell in zip(_FORMS[kind], cells, strict=False):
            forms = [form for form in cell.split("/") if form]
            if tag == "NOUN:pl" and not lemma.endswith("s") and lemma not in _ALIKE:
                forms = [form for form in forms if form != lemma]
            yield from ((form, lemma, tag) for form in forms)
    for form, kind, lemmas in _table("lemma_lu"):
        if kind in _BASE and form in lemmas.split("/") and (form, kind) not in bent:
            yield form, form, _BASE[kind]


def build(into: Path) -> None:
    """Write the lexicon's two files, the licence and the credit into the folder."""
    source = hunspell.source()
    listed = set(expand.words(source / "en_GB.aff", source / "en_GB.dic", without="_!#"))
    listed = {word for word in listed if re.fullmatch(r"[^\W\d_]+(?:['-][^\W\d_]+)*\.?", word)}
    listed = {word for word in listed if not word.endswith("'s")}
    forms: dict[str, set[str]] = {word: set() for word in listed}
    lemmas: dict[str, set[str]] = {}
    for form, lemma, tag in rows():
        if form in listed:
            forms[form].add(f"{tag},{made_from(form, lemma)}")
            lemmas.setdefault(lemma, set()).add(f"{tag},{made_from(lemma, form)}")
    frontcoded.write(into / "forms.lex", {word: " ".join(sorted(tags)) or "WORD,0," for word, tags in forms.items()})
    frontcoded.write(into / "lemmas.lex", {lemma: " ".join(sorted(tags)) for lemma, tags in lemmas.items()})
    (into / "en_GB.license").write_bytes((source / "en_GB.license").read_bytes())
    (into / "CREDIT.txt").write_text(CREDIT, encoding="utf-8")
