"""Mistakes in Bokmål: the infinitive mark, genders, compounds, definiteness, pronouns, commas, neighbours' words."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.injectors import Families, Line, Slip, pairs, replaced, split_compounds, swapped, words

FINITE = "VERB:pres | VERB:past"
OBJECT = pairs("jeg>meg du>deg hun>henne vi>oss")
SUBJECT = {wrong: right for right, wrong in OBJECT.items()} | {"dem": "de"}
MODALS = words("kan skal vil må bør kunne skulle ville måtte burde")
NORWAYS_OTHER = pairs(
    "ikke>ikkje jeg>eg hvordan>korleis hva>kva noe>noko mye>mykje fra>frå bare>berre mer>meir hvis>viss "
    "uke>veke flere>fleire gjøre>gjere"
)
DANISH = pairs(
    "noe>noget av>af nå>nu etter>efter mye>meget hva>hvad oss>os meg>mig deg>dig gjøre>gøre bruke>bruge "
    "uke>uge kunne>kunde ut>ud opp>op beklager>undskylder ny>nyt"
)


def og_for_aa(line: Line) -> Iterator[Slip]:
    """«og» for «å» before an infinitive."""
    yield from swapped({"å": "og"}, lambda line, at: line.may(at + 1, "VERB:inf"))(line)


def aa_for_og(line: Line) -> Iterator[Slip]:
    """«å» for «og» before a finite verb, or before a pronoun and one."""

    def fits(line: Line, at: int) -> bool:
        verb = at + 2 if line.may(at + 1, "PRON:nom") else at + 1
        return line.may(verb, FINITE) and not line.may(verb, "NOUN")

    yield from swapped({"og": "å"}, fits)(line)


def gender(line: Line) -> Iterator[Slip]:
    """«en» before a neuter, «et» before a word of common gender, with an adjective between or without."""
    for at in range(len(line.tokens) - 1):
        noun = at + 2 if line.may(at + 1, "ADJ") and line.may(at + 2, "NOUN") else at + 1
        if line.word(at) == "en" and _is_of(line, noun, "masc/fem/mf", "neut"):
            yield line.put(at, "et")
        elif line.word(at) == "et" and _is_of(line, noun, "neut", "masc/fem/mf"):
            yield line.put(at, "en")


def _is_of(line: Line, at: int, gender: str, other: str) -> bool:
    return line.may(at, f"NOUN:{gender}:sg:indef") and not line.may(at, f"NOUN:{other}")


def adjective(line: Line) -> Iterator[Slip]:
    """An adjective without its -t beside a neuter."""
    for at in range(1, len(line.tokens) - 1):
        if line.word(at - 1) == "et" and line.word(at).endswith("t") and line.may(at + 1, "NOUN:neut:sg:indef"):
            yield from line.bent(at, "ADJ:mf:sg:indef")


def single_definite(line: Line) -> Iterator[Slip]:
    """A noun without its article after «den», «det» or «de» and an adjective."""
    for at in range(2, len(line.tokens)):
        if line.word(at - 2) in ("den", "det", "de") and line.may(at - 1, "ADJ:sg:def | ADJ:pl"):
            if line.must(at, "NOUN:*:sg:def"):
                yield from line.bent(at, "NOUN:*:sg:indef")
            elif line.must(at, "NOUN:*:pl:def"):
                yield from line.bent(at, "NOUN:*:pl:indef")


def object_for_subject(line: Line) -> Iterator[Slip]:
    """«henne» for «hun» beside its verb."""
    yield from swapped(OBJECT, lambda line, at: line.must(at + 1, FINITE))(line)


def subject_for_object(line: Line) -> Iterator[Slip]:
    """«hun» for «henne» after a preposition."""
    yield from swapped(SUBJECT, lambda line, at: line.must(at - 1, "PREP") and not line.may(at + 1, FINITE))(line)


def verb_after_mark(line: Line) -> Iterator[Slip]:
    """The present after «å», or after a modal."""
    for at in range(1, len(line.tokens)):
        if (line.word(at - 1) == "å" or line.word(at - 1) in MODALS) and line.must(at, "VERB:inf"):
            yield from line.bent(at, "VERB:pres-pass")


def no_comma(line: Line) -> Iterator[Slip]:
    """The comma left out after a clause that stands first."""
    if line.word(0) in ("når", "hvis", "dersom", "da", "fordi", "siden", "selv", "om", "ettersom"):
        for at in range(2, len(line.tokens) - 1):
            if line.word(at) == "," and line.may(at + 1, FINITE):
                yield Slip(line.tokens[at - 1].start, line.tokens[at].end, line.tokens[at - 1].text)
                return


def when(line: Line) -> Iterator[Slip]:
    """«når» for «da» of what happened once."""
    if line.word(0) == "da" and line.may(1, "PRON | NOUN | NAME") and line.may(2, "VERB:past"):
        yield line.put(0, "når")


def possessive(line: Line) -> Iterator[Slip]:
    """«min» for «mitt», and the other way."""
    other = pairs("mitt>min ditt>din sitt>sin vårt>vår min>mitt din>ditt vår>vårt")
    yield from swapped(other, lambda line, at: line.must(at - 1, "NOUN:*:sg:def"))(line)


def capital(line: Line) -> Iterator[Slip]:
    """A month or a weekday with a capital."""
    named = "januar februar april juni juli august september oktober november desember mandag tirsdag onsdag torsdag"
    yield from swapped({word: word.capitalize() for word in named.split()}, lambda line, at: at > 0)(line)


FAMILIES: Families = {
    "og for å": og_for_aa,
    "å for og": aa_for_og,
    "en, et swapped": gender,
    "adjective without -t": adjective,
    "double definiteness dropped": single_definite,
    "compound split": split_compounds,
    "object form for subject": object_for_subject,
    "subject form for object": subject_for_object,
    "present for infinitive": verb_after_mark,
    "comma after a clause left out": no_comma,
    "når for da": when,
    "possessive of another gender": possessive,
    "month, weekday with a capital": capital,
    "Nynorsk word": swapped(NORWAYS_OTHER),
    "Danish word": swapped(DANISH),
    "k for kk": replaced("kk", "k"),
    "l for ll": replaced("ll", "l"),
}
