"""Makes the root list of a language with affixes: each root of its dictionary, with flags for its forms.

A flag comes from the locale's own table of affixes (`locales/TAG/words/tags.toml`): a root has it when the
dictionary accepts, or the frequency list has, the form that the affix makes of it. `v` marks a root whose
`flag = "m"` form is frequent beside it: the bare root is then a verb. Words of the dictionary that no affix
explains are kept whole (`=`), and those written with a capital alone as names (`^`).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from build_lexicons import frontcoded, hunspell
from compose.lexicons.affixes import Affix
from compose.lexicons.data import WordData, read_word_data
from compose.lexicons.roots import NAME, WHOLE, WRONG, Roots

LANGUAGES = {"ms": "ms_MY", "id": "id_ID"}
SEEN = 1e-6  # a form is taken for real from this frequency on, even if the dictionary lacks it
BARE = 0.04  # a bare root is a verb from this share of its nasal form on
CREDIT = """\
roots.lex was made from this dictionary; flags for forms that exist were taken from the word frequencies of
the package wordfreq too (data CC BY-SA 4.0, https://github.com/rspeer/wordfreq).
"""


def locale_file(tag: str) -> Path:
    """The locale's own word data, which the root list depends on."""
    return Path(__file__).resolve().parent.parent / "locales" / tag / "words" / "tags.toml"


class Bank:
    """What exists: a dictionary's words, and a frequency list."""

    def __init__(self, tag: str, code: str) -> None:
        import wordfreq  # noqa: PLC0415  an input of the build
        from hunspell import Hunspell  # noqa: PLC0415

        self._speller: Any = Hunspell(code, hunspell_data_dir=str(hunspell.source()))
        self.frequency: dict[str, float] = wordfreq.get_frequency_dict(tag, "best")
        self.stems = hunspell.stems(code)
        self._bending = hunspell.stems(code, bending=True)

    def accepts(self, word: str) -> bool:
        """Whether the dictionary has the word or makes it."""
        try:
            return bool(self._speller.spell(word))
        except UnicodeEncodeError:
            return False

    def has(self, word: str, root: str) -> bool:
        """Whether the form exists; short roots must be in the dictionary, chance hits are too many."""
        if not word:
            return False
        if word in self.stems or (len(root) > 3 and self.frequency.get(word, 0) >= SEEN):
            return True
        return root in self._bending and self.accepts(word)


def _flags(root: str, data: WordData, bank: Bank) -> str:
    flags = "".join(dict.fromkeys(
        affix.flag for affix in data.affixes.affixes
        if affix.flag and bank.has(data.affixes.form(root, affix), root)
    ))  # fmt: skip
    return flags + _bare(root, flags, data, bank)


def _bare(root: str, flags: str, data: WordData, bank: Bank) -> str:
    """The flags that the frequencies of a root and its forms tell."""

    def share(flag: str) -> float:
        forms = [data.affixes.form(root, affix) for affix in data.affixes.affixes if _is_simple(affix, flag)]
        return max((bank.frequency.get(form, 0.0) for form in forms), default=0.0)

    own = bank.frequency.get(root, 1e-8)
    verb = "v" if "m" in flags and share("m") >= BARE * own and share("m") > 0 else ""
    return verb + ("V" if "b" in flags and share("b") > 2 * own else "")


def _is_simple(affix: Affix, flag: str) -> bool:
    return affix.flag == flag and not affix.suffix


def build(into: Path, tag: str) -> None:
    """Write roots.lex of one language into the folder of its dictionary."""
    data, bank = read_word_data(locale_file(tag)), Bank(tag, LANGUAGES[tag])
    plain = {stem for stem in bank.stems if re.fullmatch(r"[a-z]{2,}(-[a-z]+)*", stem)}
    entries = {stem: WHOLE if "-" in stem else _flags(stem, data, bank) for stem in sorted(plain)}
    for name in bank.stems:
        if name.istitle() and name.isalpha() and name.isascii():
            entries.setdefault(name.lower(), NAME)
    path = into / LANGUAGES[tag] / "roots.lex"
    frontcoded.write(path, entries)
    roots = Roots(path, data, "", "")
    entries |= {word: WHOLE for word in sorted(bank.frequency) if _is_whole(word, roots, data.affixes.strict, bank)}
    frontcoded.write(path, entries)
    credit = path.with_name("CREDIT.txt")
    credit.write_text(credit.read_text(encoding="utf-8") + CREDIT, encoding="utf-8")


def _is_whole(word: str, roots: Roots, strict: bool, bank: Bank) -> bool:
    """Whether the dictionary makes a word in use that the affixes do not explain."""
    if len(word) < 4 or not re.fullmatch(r"[a-z]+", word) or not bank.accepts(word):
        return False
    readings = roots.readings(word)
    if any(not reading.startswith(WRONG) for reading in readings) or roots.flags(word) is not None:
        return False
    return not (readings and strict)
