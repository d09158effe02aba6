"""GreynirCorrect: the real one at work, and each way in which its process can fail."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from threading import Timer

import pytest

from compose import locales
from compose.check.greynir import Greynir
from compose.errors import ComposeError
from compose.greynir.codes import codes, read_codes
from compose.greynir.keeper import INSTALL, Keeper
from compose.greynir.worker import token_places
from compose.model.engine import Passage, Unavailable
from compose.model.locale import Locale

IS: Locale = locales.load("is")
MESSAGE = (
    "Sæl, Guðrún.\n\n[Hlé. Hlustaðu án þess að grípa fram í.]\n🙂 Mér langar að biðjast afsökunar á mistökunum. "
    "Eitthver sendi þér rangan reikning.\n\nKveðja,\nJón Jónsson\nFjord ehf."
)


@pytest.fixture(scope="module")
def keeper() -> Iterator[Keeper]:
    kept = Keeper()
    yield kept
    kept.close()


@pytest.fixture(scope="module")
def greynir(keeper: Keeper) -> Greynir:
    return Greynir(keeper)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def gone_within(pid: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < until:
        time.sleep(0.05)
    return not alive(pid)


def test_a_planted_error_is_found_where_it_stands_and_mended(greynir: Greynir) -> None:
    (found,) = greynir.check([Passage(MESSAGE)], IS)
    case, word = found
    assert MESSAGE[case.start : case.end] == "Mér"
    assert (case.rule, case.engine, case.level) == ("greynir.P_WRONG_CASE_þgf_þf", "greynir", "error")
    assert case.suggestions == ("Mig",)
    assert case.message == "Á líklega að vera 'Mig'"
    assert case.gloss == "The subject stands in the wrong case for its verb."
    assert (MESSAGE[word.start : word.end], word.rule) == ("Eitthver", "greynir.EKKIORD")


def test_many_messages_are_read_by_one_process_started_once(greynir: Greynir, keeper: Keeper) -> None:
    passages = [Passage(f"Mér vantar svar númer {n}."[: 60 + n]) for n in range(20)]
    first = greynir.check(passages, IS)
    pid = keeper.pid
    assert greynir.check(passages, IS) == first
    assert keeper.pid == pid
    assert [
        [passage.text[each.start : each.end] for each in found] for passage, found in zip(passages, first, strict=True)
    ] == [["Mér"]] * 20


def test_right_sentences_that_greynir_takes_for_wrong_are_passed(greynir: Greynir) -> None:
    right = "Ég get sent þér nýjan reikning í dag. Hún vill fá skýringu. Þér er velkomið að hafa samband."
    assert greynir.check([Passage(right)], IS) == [[]]


def test_a_name_known_beforehand_is_not_flagged(greynir: Greynir) -> None:
    text = "Eitthver sendi reikninginn."
    assert greynir.check([Passage(text, known=frozenset({"Eitthver"}))], IS) == [[]]
    assert len(greynir.check([Passage(text)], IS)[0]) == 1


def test_greetings_signatures_subject_and_cues_are_not_shown_to_it(greynir: Greynir) -> None:
    text = "Subject: Rangur reikningur\n\n" + MESSAGE
    shown = [text[start:end] for start, end in greynir.parts(Passage(text), IS)]
    assert shown == [
        "🙂 Mér langar að biðjast afsökunar á mistökunum.",
        "Eitthver sendi þér rangan reikning.",
        "Fjord ehf.",
    ]


def test_the_golden_messages_are_clean(greynir: Greynir) -> None:
    files = sorted((IS.folders[0] / "examples").glob("*.txt"))
    found = greynir.check([Passage(file.read_text("utf-8")) for file in files], IS)
    assert {file.name: [each.message for each in one] for file, one in zip(files, found, strict=True) if one} == {}


def test_a_word_that_would_take_it_for_ever_is_not_shown_to_it(greynir: Greynir) -> None:
    text = "Sjá " + "abcdefghij" * 30 + " hér. Mér langar að vita það."
    assert [text[start:end] for start, end in greynir.parts(Passage(text), IS)] == ["Mér langar að vita það."]


def test_strange_text_is_read_without_a_fault(greynir: Greynir) -> None:
    strange = [
        "e\u0301g vil e\u0301kki alltsaman\u200d 🙂🙂.",
        "a" * 3000 + " er.",
        "„“‚‘ … !!! ??? 1.234,56 kr. 3. 11. 2026.",
        "Þetta\u00a0er\u2028nýtt. \u202eöfugt\u202c.",
        "(" * 200 + "já.",
    ]
    results = greynir.check([Passage(text) for text in strange], IS)
    for text, found in zip(strange, results, strict=True):
        assert all(0 <= each.start < each.end <= len(text) for each in found)


def test_it_is_a_gap_with_the_mend_when_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    with pytest.raises(Unavailable) as caught:
        Greynir(Keeper()).check([Passage("Mér langar.")], IS)
    assert caught.value.gap.mend == INSTALL == "pip install 'mistake-composer[icelandic]'"
    assert caught.value.gap.covers == ("grammar",)
    with pytest.raises(Unavailable):
        Greynir(Keeper()).edition(IS)


def test_a_locale_without_codes_is_a_gap(greynir: Greynir) -> None:
    with pytest.raises(Unavailable, match=r"nb has no \[greynir\]"):
        greynir.check([Passage("Vi beklager feilen.")], locales.load("nb"))


READY = 'import sys, time; print(\'{"ready": "0"}\', flush=True); '
FAULTS = {
    "no such program": (None, "did not start"),
    "ends at its start": ("raise SystemExit(3)", "ended at its start (exit code 3)"),
    "cannot import": ('print(\'{"error": "ImportError: no"}\')', "did not start: ImportError: no"),
    "says nothing": ("import time; time.sleep(60)", "did not answer within 1 s at its start"),
    "talks nonsense": ("print('hello')", "answered nonsense at its start"),
    "ends when asked": (READY + "sys.stdin.readline()", "ended at 'Eitt.' (exit code 0)"),
    "is killed when asked": (
        READY + "sys.stdin.readline(); import os; os.kill(os.getpid(), 9)",
        "ended at 'Eitt.' (killed by signal 9)",
    ),
    "ends in the middle": (
        READY + "sys.stdin.readline(); print('{\"remarks\": []}', flush=True)",
        "ended at 'Tvö.'",
    ),
    "hangs": (READY + "time.sleep(60)", "did not answer within 1 s at 'Eitt.'"),
    "fails at a sentence": (
        READY + 'sys.stdin.readline(); print(\'{"error": "ValueError: bad"}\', flush=True); time.sleep(60)',
        "failed at 'Eitt.': ValueError: bad",
    ),
    "answers a list": (
        READY + "sys.stdin.readline(); print('[]', flush=True); time.sleep(60)",
        "answered nonsense at 'Eitt.'",
    ),
    "answers half a remark": (
        READY + 'sys.stdin.readline(); print(\'{"remarks": [["C001"]]}\', flush=True); time.sleep(60)',
        "failed at 'Eitt.'",
    ),
}


@pytest.mark.parametrize(("script", "why"), FAULTS.values(), ids=FAULTS.keys())
def test_each_fault_is_a_gap_in_bounded_time_and_leaves_no_process(script: str | None, why: str) -> None:
    command = ["/nowhere/python"] if script is None else [sys.executable, "-c", script]
    kept = Keeper(command, start_seconds=1 if "within 1 s at its start" in why else 20, sentence_seconds=1)
    begin = time.monotonic()
    with pytest.raises(Unavailable) as caught:
        kept.look(["Eitt.", "Tvö."])
    assert why in caught.value.gap.why
    assert caught.value.gap.mend
    assert kept.pid is None
    assert time.monotonic() - begin < 20


def test_a_process_that_never_reads_does_not_hold_us(tmp_path: Path) -> None:
    kept = Keeper([sys.executable, "-c", READY + "time.sleep(60)"], sentence_seconds=1)
    with pytest.raises(Unavailable, match="did not answer"):
        kept.look(["x" * 1_000_000])


def test_after_three_failures_it_is_left_alone(tmp_path: Path) -> None:
    log = tmp_path / "starts"
    script = f"open({str(log)!r}, 'a').write('x')"
    kept = Keeper([sys.executable, "-c", script])
    for _ in range(6):
        with pytest.raises(Unavailable):
            kept.look(["Eitt."])
    assert log.read_text() == "xxx"


def test_a_kill_of_the_real_one_at_work_is_a_gap_and_the_next_message_is_read() -> None:
    kept = Keeper()
    engine = Greynir(kept)
    engine.check([Passage("Mér langar að vita þetta.")], IS)
    pid = kept.pid
    assert pid
    Timer(0.5, os.kill, (pid, signal.SIGKILL)).start()
    busy = Passage(
        " ".join(f"Við sendum þér rangan reikning númer {n} í gær og biðjumst afsökunar." for n in range(200))
    )
    with pytest.raises(Unavailable, match="killed by signal 9"):
        engine.check([busy], IS)
    assert len(engine.check([Passage("Mér langar að vita þetta.")], IS)[0]) == 1
    assert kept.pid != pid
    kept.close()
    assert not alive(pid)


def test_the_real_one_standing_still_is_a_gap_in_bounded_time() -> None:
    kept = Keeper(sentence_seconds=30)
    kept.look(["Mér langar."])
    kept._sentence_seconds = 1
    pid = kept.pid
    assert pid
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(Unavailable, match="did not answer within 1 s"):
        kept.look(["Mér langar."])
    assert gone_within(pid, 5)


OWNER = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where tests run in the background
from compose.greynir.keeper import keeper
keeper().look(["Mér langar."])
print(keeper().pid, flush=True)
if sys.argv[1] == "busy":
    keeper().look([f"Við sendum þér rangan reikning númer {n} í gær." for n in range(800)])
time.sleep(60)
"""


@pytest.mark.parametrize(
    ("state", "how"), [("idle", signal.SIGKILL), ("busy", signal.SIGKILL), ("busy", signal.SIGINT)]
)
def test_it_never_outlives_its_owner(state: str, how: signal.Signals) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, state], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    with owner:
        assert owner.stdout
        pid = int(owner.stdout.readline())
        time.sleep(0.3)
        assert alive(pid)
        owner.send_signal(how)
        owner.wait(20)
    ended = gone_within(pid, 5)
    if not ended:
        os.kill(pid, signal.SIGKILL)
    assert ended


def test_what_a_library_prints_does_not_get_among_the_answers() -> None:
    noisy = (
        "import os; from compose.greynir import worker; out = worker._take_over_stdout(); "
        "print('noise', flush=True); os.write(1, b'noise'); worker._say(out, {'ready': 'þ'})"
    )
    done = subprocess.run([sys.executable, "-c", noisy], capture_output=True, check=True)
    assert done.stdout.decode() == '{"ready": "þ"}\n'


def test_tokens_are_found_where_the_tokenizer_lost_them() -> None:
    text = "Já alltsaman er  hér."
    places, cursor = token_places(text, ["Já", " alltsaman", "", " xx", "  hér", "."], 0)
    assert [text[start:end] for start, end in places] == [
        "Já",
        "alltsaman",
        "alltsaman",
        "alltsaman",
        "hér",
        ".",
    ]
    assert cursor == len(text)


def test_what_is_dropped_is_dropped_whatever_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "engines.toml"
    file.write_text(
        '[greynir]\ndrop = ["P_MOOD_PURP", "E*"]\n'
        '[[greynir.keep]]\ncodes = ["P_MOOD_*", "E001"]\nlevel = "error"\ngloss = "g"\n'
    )
    kept = read_codes(file)
    assert kept
    assert [bool(kept.kept(code)) for code in ("P_MOOD_REL/w", "P_MOOD_PURP", "E001", "X")] == [
        True,
        False,
        False,
        False,
    ]


def test_broken_codes_are_named_all_at_once(tmp_path: Path) -> None:
    file = tmp_path / "engines.toml"
    file.write_text('[[greynir.keep]]\ncodes = "C001"\nlevel = "bad"\n[[greynir.keep]]\ncode = ["C002"]\n')
    with pytest.raises(ComposeError) as caught:
        read_codes(file)
    pointers = {problem.pointer for problem in caught.value.problems}
    assert {"/greynir/keep/0/codes", "/greynir/keep/0/level", "/greynir/keep/0/gloss"} < pointers
    assert "/greynir/keep/1/code" in pointers
    file.write_text("[[greynir.keep")
    with pytest.raises(ComposeError, match="not readable as TOML"):
        read_codes(file)


def test_the_codes_of_icelandic_keep_and_drop_as_the_trials_say() -> None:
    kept = codes(IS)
    assert kept
    keep = ["C001", "C002", "C003", "C004/w", "Z001", "Z003", "EKKIORD", "N001", "JE4É", "I4Y", "P_NT_ÍTölu"]
    keep += ["P_NT_SemOg/w", "P_MOOD_REL", "P_WRONG_CASE_þgf_þf", "P_wrong_person"]
    drop = ["S001", "S004", "S005", "W001/w", "U001", "Z002", "BEYGVILLA", "P_NT_FsMeðFallstjórn", "P_VeraAð"]
    drop += ["ASLBRODDVANTAR", "E001", "E004", "E006", "E007"]
    assert [code for code in keep if not kept.kept(code)] == []
    assert [code for code in drop if kept.kept(code)] == []
