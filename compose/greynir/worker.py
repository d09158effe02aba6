"""GreynirCorrect at work: a process that reads sentences as JSON lines and answers with what it objects to.

`python -m compose.greynir.worker`. It first writes `{"ready": VERSION}`, or `{"error": WHY}` and ends. Then
for each line `{"sentences": [TEXT, …]}` it writes one line a sentence, `{"error": WHY}` or
`{"remarks": [[CODE, START, END, MESSAGE, SUGGESTION], …]}` with offsets in code points. It ends at once when
its input is closed, in the middle of a sentence too, so that it never outlives its owner.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any

Remarks = list[tuple[str, int, int, str, str]]
# How far on the next token is looked for when the words between were changed by the tokenizer.
_REACH = 60


def main() -> int:
    """Serve until the input is closed. 0 is never returned: the reader of the input ends the process."""
    answers = _take_over_stdout()
    sentences: SimpleQueue[str] = SimpleQueue()
    Thread(target=_read, args=(sentences,), daemon=True).start()
    try:
        version, look = _load()
    except Exception as error:
        _say(answers, {"error": f"{type(error).__name__}: {error}"})
        return 1
    _say(answers, {"ready": version})
    while True:
        sentence = sentences.get()
        try:
            _say(answers, {"remarks": look(sentence)})
        except Exception as error:
            _say(answers, {"error": f"{type(error).__name__}: {error}"})


def _take_over_stdout() -> IO[bytes]:
    """Keep the pipe for the answers alone: whatever a library prints goes to stderr."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return answers


def _say(answers: IO[bytes], answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    answers.flush()


def _read(sentences: SimpleQueue[str]) -> None:
    # This thread alone sees the end of the input while the parser works or hangs.
    try:
        for line in sys.stdin.buffer:
            for sentence in json.loads(line)["sentences"]:
                sentences.put(sentence)
    finally:
        os._exit(0)


def _load() -> tuple[str, Callable[[str], Remarks]]:
    from importlib import import_module
    from importlib.metadata import version

    # By name, since the package's own types are not those that it returns.
    checker: Any = import_module("reynir_correct.checker")
    pipeline: Any = import_module("reynir_correct.errtokenizer").CorrectionPipeline
    correct_spaces: Any = import_module("reynir").correct_spaces
    settings = checker.settings_or_default()
    corrector = checker.GreynirCorrect(settings, pipeline("", settings))

    def look(text: str) -> Remarks:
        remarks: Remarks = []
        cursor = 0
        for paragraph in checker.check(text, rc=corrector):
            for sentence in paragraph:
                places, cursor = token_places(text, [token.original or "" for token in sentence.tokens], cursor)
                for found in sentence.annotations:
                    start, end = places[found.start][0], places[found.end][1]
                    suggestion = correct_spaces(found.suggest) if found.suggest else ""
                    remarks.append((found.code, start, end, found.text, suggestion))
        return remarks

    return version("reynir-correct"), look


def token_places(text: str, originals: Sequence[str], cursor: int) -> tuple[list[tuple[int, int]], int]:
    """Find each token in the text, from `cursor` on; also the place behind the last.

    The tokenizer's own count of places fails where it joined or split words, so they are looked up. A token
    that has no text of its own, or a changed one, stands where the one before it stands.
    """
    places: list[tuple[int, int]] = []
    last = (cursor, cursor)
    for original in originals:
        raw = original.strip()
        at = text.find(raw, cursor, cursor + len(raw) + _REACH) if raw else -1
        if at >= 0:
            last = (at, at + len(raw))
            cursor = last[1]
        places.append(last)
    return places, cursor


if __name__ == "__main__":
    sys.exit(main())
