"""Mistakes in Icelandic: cases after prepositions, the experiencer's case, agreement, n and nn, y and i."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.injectors import Families, Injector, Line, Slip, pairs, replaced, split_compounds, swapped, words

HELPERS = words("hef hefur höfum hafið hafa hafði höfðum höfðu get getur getum geta gat gátum")
DATIVE = words("frá af hjá úr gagnvart")
ACCUSATIVE = words("um gegnum kringum umfram")
GENITIVE = words("til án vegna milli")
TO_DATIVE = pairs("mig>mér þig>þér")
TO_ACCUSATIVE = pairs("mér>mig þér>þig")
ACCUSATIVE_VERBS = words("langar vantar grunar minnir langaði vantaði grunaði minnti")
DATIVE_VERBS = words("finnst þykir líkar líður tókst fannst þótti leiðist sýnist")


def case(prepositions: frozenset[str], right: str, wrong: str) -> Injector:
    """A noun right after a preposition in another case."""

    def inject(line: Line) -> Iterator[Slip]:
        for at in range(1, len(line.tokens)):
            if line.word(at - 1) in prepositions and line.may(at, f"NOUN:*:{right}") and not line.may(at, "NAME"):
                number = "sg" if line.may(at, f"NOUN:*:{right}:sg") else "pl"
                definite = "+def" if line.may(at, f"NOUN:*:{right}+def") else "-def"
                yield from line.bent(at, f"NOUN:*:{wrong}+{number}{definite}")

    return inject


def experiencer(line: Line) -> Iterator[Slip]:
    """«mér langar», «mig finnst», and «ég» for either."""
    for at in range(len(line.tokens) - 1):
        near = {line.word(at + 1), line.word(at - 1)}
        if line.word(at) in ("mig", "þig") and near & ACCUSATIVE_VERBS:
            yield line.put(at, TO_DATIVE[line.word(at)])
        elif line.word(at) in TO_ACCUSATIVE and near & DATIVE_VERBS:
            yield line.put(at, TO_ACCUSATIVE[line.word(at)])


def verb_person(line: Line) -> Iterator[Slip]:
    """The plural's verb beside «ég», the singular's beside «við»."""
    for at in range(1, len(line.tokens)):
        if line.word(at - 1) == "ég" and line.may(at, "VERB:act:ind:pres/past:1:sg"):
            yield from line.bent(at, f"VERB:act:ind:{_tense(line, at)}:1:pl")
        elif line.word(at - 1) == "við" and line.may(at, "VERB:act:ind:pres/past:1:pl"):
            yield from line.bent(at, f"VERB:act:ind:{_tense(line, at)}:3:sg")


def _tense(line: Line, at: int) -> str:
    return "past" if line.may(at, "VERB+past") else "pres"


def supine(line: Line) -> Iterator[Slip]:
    """The infinitive where «hafa» or «geta» asks for the supine."""
    for at in range(1, len(line.tokens)):
        before = line.word(at - 2) if line.word(at - 1) in ("ekki", "ég", "við", "nú", "þegar") else line.word(at - 1)
        if before in HELPERS and line.may(at, "VERB:act:supine") and not line.may(at, "VERB:act:inf"):
            yield from line.bent(at, "VERB:act:inf")


def adjective(line: Line) -> Iterator[Slip]:
    """An adjective of another gender beside its noun."""
    for at in range(len(line.tokens) - 1):
        for gender, other in (("masc", "fem"), ("fem", "neut"), ("neut", "masc")):
            if line.must(at, f"ADJ:strong:{gender}") and line.may(at + 1, f"NOUN:{gender}"):
                yield from line.bent(at, f"ADJ:strong:{other}")


def subjunctive(line: Line) -> Iterator[Slip]:
    """The indicative after «þótt», «þó að» or «nema»."""
    for at, token in enumerate(line.tokens):
        before = {line.word(near) for near in range(max(at - 4, 0), at)}
        if token.lower in ("sé", "séu", "væri", "væru") and before & {"þótt", "nema"}:
            yield line.put(at, pairs("sé>er séu>eru væri>var væru>voru")[token.lower])


def nn_made_n(line: Line) -> Iterator[Slip]:
    """One n at the end of a word that has two."""
    for at, token in enumerate(line.tokens):
        if token.lower.endswith(("inn", "ann", "unn")) and len(token.lower) > 4 and not line.may(at, "NAME"):
            yield line.put(at, token.lower[:-1])


def n_made_nn(line: Line) -> Iterator[Slip]:
    """Two n at the end of a word that has one."""
    for at, token in enumerate(line.tokens):
        if token.lower.endswith(("in", "un")) and len(token.lower) > 4 and not line.may(at, "NAME"):
            yield line.put(at, token.lower + "n")


def no_accent(line: Line) -> Iterator[Slip]:
    """A vowel without its accent."""
    plain = str.maketrans("áéíóúý", "aeiouy")
    for at, token in enumerate(line.tokens):
        if len(token.lower) > 4 and token.lower != token.lower.translate(plain) and not line.may(at, "NAME"):
            yield line.put(at, token.lower.translate(plain))


def capital(line: Line) -> Iterator[Slip]:
    """A month, a weekday or a nationality with a capital."""
    named = (
        "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember mánudag mánudaginn "
        "þriðjudag þriðjudaginn fimmtudag fimmtudaginn föstudag föstudaginn íslenska íslensku enska ensku"
    )
    yield from swapped({word: word.capitalize() for word in named.split()}, lambda line, at: at > 0)(line)


def i_for_y(line: Line) -> Iterator[Slip]:
    """i for y, í for ý."""
    for right, wrong in (("y", "i"), ("ý", "í")):
        yield from replaced(right, wrong, least=4)(line)


FAMILIES: Families = {
    "another case after a preposition (dative)": case(DATIVE, "dat", "nom"),
    "another case after a preposition (accusative)": case(ACCUSATIVE, "acc", "nom"),
    "another case after a preposition (genitive)": case(GENITIVE, "gen", "dat"),
    "experiencer's case": experiencer,
    "verb of another person": verb_person,
    "infinitive for supine": supine,
    "adjective of another gender": adjective,
    "indicative after þótt, nema": subjunctive,
    "n for nn": nn_made_n,
    "nn for n": n_made_nn,
    "i for y": i_for_y,
    "accent left out": no_accent,
    "compound split": split_compounds,
    "month, weekday, language with a capital": capital,
}
