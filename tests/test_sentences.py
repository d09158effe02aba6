"""The splitter of a text into sentences: what ends one, what does not, and that no letter is lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compose.check.sentences import is_cue, sentences

ABBREVIATIONS = frozenset(
    {"kl.", "nr.", "t.d.", "bl.a.", "ca.", "Mr.", "No.", "o.s.frv.", "kr.", "osv.", "ref.", "Dr."}
)

CASES = {
    "two sentences": ["Fakturaen var feil.", "Vi beklager."],
    "question and exclamation": ["Passar det?", "Takk!", "Ring meg."],
    "ordinal date": ["Vi sendte den 3. november.", "Den var feil."],
    "ordinal date with a year": ["Reikningurinn fór 5. mars 2026.", "Hann var rangur."],
    "clock with a full stop": ["Ég hringi kl. 9.30 á morgun.", "Kveðja."],
    "clock at the end": ["Saya akan menelefon pada pukul 9.30.", "Terima kasih."],
    "decimal number": ["Rabatten er 12.5 prosent.", "Den gjelder i dag."],
    "grouped money": ["Það voru 1.200 kr of mikið.", "Við endurgreiðum."],
    "abbreviation before a capital": ["Det gjelder bl.a. Oslo og Bergen.", "Vi beklager."],
    "abbreviation at the start of a sentence": ["Kl. 9 ringer jeg."],
    "a word like an abbreviation in other case": ["The answer is no.", "We are sorry."],
    "abbreviation of several parts": ["Við leiðréttum verð, magn o.s.frv. strax."],
    "unit at the end": ["Við endurgreiðum 15.000 kr.", "Það gerum við í dag."],
    "unit inside": ["Þú fékkst 15.000 kr. of lítið."],
    "three letters before a capital": ["Vi sender faktura, kvittering osv.", "Det skjer i dag."],
    "three letters before a code": ["Se ref. INV-88 og ref. 12."],
    "a title before a name": ["Hubungi Dr. Aminah."],
    "initials": ["Yours is from J. R. Smith.", "He is sorry."],
    "a sentence that ends in a short word": ["Det er den situasjonen vi er i.", "Vi beklager."],
    "lower case after a long word": ["hi ann, we are sorry.", "we will fix it."],
    "unknown short abbreviation": ["Snakk med adm. direktør."],
    "file name and address": ["Se faktura.pdf på www.fjord.no i dag.", "Takk."],
    "number at the end": ["It is invoice INV-88.", "We sent it."],
    "quotes and brackets": ["She said: “It is wrong.”", "(We agree.)", "So we mend it."],
    "question inside a quotation": ["“Why?” she asked."],
    "suspension points inside": ["We … well, we were late.", "Sorry..."],
    "emoji at the end of a line": ["Beklager.", "🙂 Vi ordner det. 🙂"],
    "cue before speech": ["[Pause. Lytt.]", "Hva skjedde?"],
    "brackets inside a sentence": ["Se vedlegget [side 2] i dag."],
    "dash after the stop": ["It was late.", "– We know."],
}


@pytest.mark.parametrize("wanted", CASES.values(), ids=CASES.keys())
def test_sentences_end_where_a_reader_ends_them(wanted: list[str]) -> None:
    text = " ".join(wanted)
    assert [text[start:end] for start, end in sentences(text, ABBREVIATIONS)] == wanted


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\n\n", "\u2028", " \n\t"])
def test_a_line_break_ends_a_sentence(mark: str) -> None:
    text = f"Hei Kari,{mark}vi beklager{mark}1. Ny faktura er sendt.{mark}---{mark}Ola"
    found = [text[start:end] for start, end in sentences(text, ABBREVIATIONS)]
    assert found == ["Hei Kari,", "vi beklager", "1. Ny faktura er sendt.", "Ola"]


def test_a_cue_line_is_one_sentence_and_is_known_as_a_cue() -> None:
    text = "Hva skjedde?\n[Lytt. Ikke avbryt.]\nTakk."
    found = [text[start:end] for start, end in sentences(text, ABBREVIATIONS)]
    assert found == ["Hva skjedde?", "[Lytt. Ikke avbryt.]", "Takk."]
    assert [is_cue(sentence) for sentence in found] == [False, True, False]


def test_without_the_abbreviation_the_sentence_ends() -> None:
    text = "Det gjelder bl.a. Oslo."
    assert len(sentences(text, ABBREVIATIONS)) == 1
    assert len(sentences(text, frozenset())) == 2


tricky = st.text(st.sampled_from(list('aAþ1. ?!…\n[]()"”🙂\u0301\u00a0,-\r')), max_size=80)


@given(st.one_of(st.text(), tricky))
def test_spans_are_in_order_trimmed_and_hold_every_letter(text: str) -> None:
    spans = sentences(text, ABBREVIATIONS)
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        assert not any(char.isalnum() for char in text[last:start])
        assert any(char.isalnum() or char == "_" for char in text[start:end])
        last = end
    assert not any(char.isalnum() for char in text[last:])


@given(tricky)
def test_a_sentence_alone_is_not_cut_further_than_in_its_text(text: str) -> None:
    for start, end in sentences(text, ABBREVIATIONS):
        assert sentences(text[start:end], ABBREVIATIONS) == [(0, end - start)]


@pytest.mark.parametrize("text", ["." * 50_000, ". " * 25_000, "[" * 50_000, "a. " * 20_000, "[.]" * 20_000])
def test_hostile_text_takes_linear_time(text: str) -> None:
    begin = time.perf_counter()
    sentences(text, ABBREVIATIONS)
    assert time.perf_counter() - begin < 2
