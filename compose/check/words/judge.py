"""Says which words of a text to object to: not in the lexicon, and no name, loan or half word by shape."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compose.check.memory import Memory
from compose.check.words.shapes import Word, words
from compose.lexicons import Lexicon, open_loans
from compose.lexicons.edits import recase
from compose.model.locale import Locale

Objection = tuple[Word, str]
_EDGES = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
REMEMBERED = 10_000  # words
SHORTEST = 2
SURE = 5  # letters; a shorter unknown word that opens a sentence is taken for a name


class Judge:
    """The verdicts on the words of one language; each word is judged once."""

    def __init__(self, lexicon: Lexicon, locale: Locale) -> None:
        self._lexicon, self._locale = lexicon, locale
        self._abbreviations = locale.abbreviations
        self._known: Memory[str, bool] = Memory(REMEMBERED)
        self._doubts: Memory[str, str] = Memory(REMEMBERED)
        self._fine: Memory[str, bool] = Memory(REMEMBERED)

    def objections(self, text: str, known: frozenset[str]) -> Iterator[Objection]:
        """The words to object to, in order; with the listed word that a guessed one may have been, or ''."""
        found = list(words(text, self._abbreviations))
        given = {part.casefold() for name in known for part in _EDGES.findall(name)}
        given |= {word.text.casefold() for word in found if word.text[0].isupper() and not word.opens}
        fine = self._fine
        for at, word in enumerate(found):
            if fine.get(word.text) or self._is_passed(word, given):
                continue
            if not self.knows(word.text):
                if not self._is_foreign(found, at):
                    yield word, ""
            elif meant := self._meant(word.text):
                yield word, recase(meant, word.text)
            else:
                fine.put(word.text, True)  # wherever it stands

    def knows(self, word: str) -> bool:
        """Whether the lexicon knows the word, or all parts of a word with hyphens."""
        verdict = self._known.get(word)
        if verdict is None:
            plain = word.replace("’", "'")  # as word banks have it
            whole = self._lexicon.knows(word) or (plain != word and self._lexicon.knows(plain))
            verdict = self._known.put(word, whole or self._knows_parts(word))
        return verdict

    def _knows_parts(self, word: str) -> bool:
        parts = [part for part in re.split(r"[-'’]", word) if part]
        return len(parts) > 1 and all(
            part in self._locale.clitics or part[0].isupper() or self._lexicon.knows(part) for part in parts
        )

    def _meant(self, word: str) -> str:
        doubt = self._doubts.get(word)
        return self._doubts.put(word, self._lexicon.doubt(word)) if doubt is None else doubt

    def _is_passed(self, word: Word, given: set[str]) -> bool:
        """Whether the word is not ours to judge: too short, a name, an acronym, half of a word."""
        text = word.text
        if len(text) < SHORTEST or word.hangs or _has_inner_capital(text):
            return True
        if text[0].isupper() and not word.opens:
            return True
        return text.casefold() in given or self._is_form_of(text.casefold(), given)

    def _is_form_of(self, word: str, given: set[str]) -> bool:
        """Whether the word is a given name with a clitic, or with the one letter of a genitive."""
        return word[:-1] in given or any(word.removesuffix(clitic) in given for clitic in self._locale.clitics)

    def _is_foreign(self, found: list[Word], at: int) -> bool:
        """Whether an unknown word is a name that opens a sentence, part of a foreign name, or a loan."""
        word = found[at].text
        around = [found[near] for near in (at - 1, at + 1) if 0 <= near < len(found)]
        if word[0].isupper():
            following = found[at + 1].text if at + 1 < len(found) else ""
            return len(word) < SURE or following[:1].isupper() or not self._is_slip(word.lower())
        if len(word) < SURE and any(near.text[0].isupper() and not self.knows(near.text) for near in around):
            return True
        if not self._is_loan(word):
            return False
        quoted = any(self._is_loan(near.text) and not self.knows(near.text) for near in around)
        return quoted or not self._is_slip(word)

    def _is_loan(self, word: str) -> bool:
        loans = open_loans(self._locale)
        return loans is not None and loans.knows(word)

    def _is_slip(self, word: str) -> bool:
        """Whether a word of the language is one edit away."""
        return len(word) >= SURE and bool(self._lexicon.near(word))


def _has_inner_capital(word: str) -> bool:
    return any(letter.isupper() for part in re.split(r"[-'’]", word) for letter in part[1:])
