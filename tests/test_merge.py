"""What becomes of the findings of several engines on the same words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from compose.check.merge import merge
from compose.model.finding import Finding
from compose.model.words import LEVELS, RANK, Level

TEXT = "Mér langar að biðja  þig afsökunar á mistökunum sem urðu í gær."


def finding(engine: str, rule: str, words: str, level: Level = "error", *suggestions: str) -> Finding:
    start = TEXT.index(words)
    return Finding(rule, engine, level, "m", start, start + len(words), suggestions)


def rules(*findings: Finding) -> list[str]:
    return [each.rule for each in merge(TEXT, findings)]


def test_the_most_specific_of_three_engines_stays_alone() -> None:
    ours = finding("rules", "grammar.case", "Mér langar")
    theirs = finding("greynir", "greynir.P_WRONG_CASE_þgf_þf", "Mér")
    weakest = finding("words", "spelling.unknown", "langar", "warning")
    assert rules(weakest, theirs, ours) == ["grammar.case"]
    assert rules(weakest, theirs) == ["greynir.P_WRONG_CASE_þgf_þf", "spelling.unknown"]


def test_an_engine_never_hides_its_own_finding() -> None:
    assert rules(finding("rules", "grammar.case", "Mér langar"), finding("rules", "spelling.capital", "langar")) == [
        "grammar.case",
        "spelling.capital",
    ]


def test_a_slip_inside_a_sentence_of_the_wrong_tone_stays_beside_it() -> None:
    tone = finding("rules", "tone.conditional", "biðja  þig afsökunar á mistökunum")
    slip = finding("words", "spelling.unknown", "afsökunar", "warning")
    assert rules(tone, slip) == ["tone.conditional", "spelling.unknown"]


def test_one_rule_run_by_two_engines_is_one_finding() -> None:
    ours = finding("rules", "tone.conditional", "biðja  þig afsökunar á mistökunum")
    again = finding("languagetool", "tone.conditional", "biðja  þig afsökunar")
    found = merge(TEXT, [again, ours])
    assert [each.engine for each in found] == ["rules"]


def test_a_hint_hides_no_error() -> None:
    hint = finding("rules", "spelling.variant", "langar", "info")
    error = finding("greynir", "greynir.EKKIORD", "langar", "error")
    assert [(each.rule, each.level) for each in merge(TEXT, [error, hint])] == [("spelling.variant", "error")]


def test_a_whole_sentence_is_not_the_same_words_as_one_of_them() -> None:
    whole = Finding("greynir.P_X", "greynir", "error", "m", 0, len(TEXT))
    assert rules(whole, finding("words", "spelling.unknown", "langar")) == ["greynir.P_X", "spelling.unknown"]


def test_blanks_are_merged_by_their_places() -> None:
    ours = finding("rules", "typography.spaces", "  ")
    theirs = finding("languagetool", "languagetool.WHITESPACE_RULE", "  ")
    assert rules(theirs, ours) == ["typography.spaces"]


def test_what_is_kept_takes_over_the_suggestion_of_its_twin() -> None:
    ours = finding("rules", "grammar.case", "Mér")
    theirs = finding("greynir", "greynir.P_WRONG_CASE_þgf_þf", "Mér", "error", "Mig")
    assert [each.suggestions for each in merge(TEXT, [ours, theirs])] == [("Mig",)]
    elsewhere = finding("greynir", "greynir.P_WRONG_CASE_þgf_þf", "Mér langar", "error", "Mig langar")
    assert [each.suggestions for each in merge(TEXT, [ours, elsewhere])] == [()]


findings = st.lists(
    st.builds(
        lambda rule, engine, level, start, length: Finding(rule, engine, level, "m", start, start + length),
        st.sampled_from(["spelling.a", "grammar.b", "tone.c", "greynir.D", "length.e"]),
        st.sampled_from(["rules", "words", "greynir", "languagetool"]),
        st.sampled_from(LEVELS),
        st.integers(0, len(TEXT)),
        st.integers(0, 20),
    ),
    max_size=12,
)


@given(findings)
def test_merging_keeps_something_of_all_and_is_settled_and_in_order(given_findings: list[Finding]) -> None:
    kept = merge(TEXT, given_findings)
    assert merge(TEXT, kept) == kept
    assert merge(TEXT, reversed(given_findings)) == kept or len(set(given_findings)) < len(given_findings)
    assert [(each.start, each.end) for each in kept] == sorted((each.start, each.end) for each in kept)
    places = {(each.rule, each.engine, each.start, each.end) for each in given_findings}
    assert {(each.rule, each.engine, each.start, each.end) for each in kept} <= places
    strongest = max((RANK[each.level] for each in given_findings), default=0)
    assert strongest == max((RANK[each.level] for each in kept), default=0)


@given(findings)
def test_findings_of_one_engine_are_all_kept(given_findings: list[Finding]) -> None:
    alone = [each for each in given_findings if each.engine == "rules"]
    assert len(merge(TEXT, alone)) == len(alone)
