"""All of a lexicon, form by form, for those who build another dictionary of it; which ones have tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from compose.lexicons.bintags import tag
from compose.lexicons.data import WordData, word_data
from compose.model.locale import Locale
from compose.paths import lexicons_dir

if TYPE_CHECKING:
    from islenska import Bin

TAGGED = ("ordb", "islenska")
# What no dictionary takes: white space, and the signs that separate its fields.
_UNFIT = re.compile(r"[\s+|]")


def listed(locale: Locale) -> Iterator[str]:
    """Lines of form, lemma and tag with tabs between: 0.6 million for nb in 2 s, 7.5 million for is in 60 s."""
    rows = {"ordb": _ordb, "islenska": _bin}.get(locale.lexicon)
    return _with_own(rows(), word_data(locale)) if rows else iter(())


def _with_own(rows: Iterator[str], data: WordData) -> Iterator[str]:
    """The rows less those of words whose readings the locale gives itself, and then those readings."""
    for row in rows:
        if row.partition("\t")[0] not in data.exact:
            yield row
    for word, readings in (*data.exact.items(), *data.extra.items()):
        for reading in readings:
            if not _UNFIT.search(word + reading):
                yield f"{word}\t{word}\t{reading}"


def _ordb() -> Iterator[str]:
    from compose.lexicons.frontcoded import Table

    table = Table(lexicons_dir() / "ordb" / "forms.lex")
    for form, row in table.items():
        for entry in row.split(" "):
            tag, cut, ending = entry.split(",", 2)
            if tag != "FIX" and not _UNFIT.search(form):
                yield f"{form}\t{form[: len(form) - int(cut)]}{ending}\t{tag}"


def _bin() -> Iterator[str]:
    from islenska import Bin

    # The package has no public way to walk through all of it.
    database = Bin()._bc
    if database is None:  # only when the package is broken
        return
    tags: dict[tuple[str, str], str] = {}
    for number in range(1, database._max_bin_id + 1):
        for entry in database.lookup_id(number):
            key = entry.ofl, entry.mark
            name = tags.get(key) or tags.setdefault(key, tag(*key))
            if entry.bmynd and entry.ord and not _UNFIT.search(entry.bmynd + entry.ord):
                yield f"{entry.bmynd}\t{entry.ord}\t{name}"


@cache
def _database() -> Bin:
    from islenska import Bin

    return Bin()


def listed_readings(locale: Locale, words: Iterable[str]) -> Iterator[str]:
    """The lines that `listed` has for these words, without walking through all of a lexicon; for islenska alone."""
    database, data = _database(), word_data(locale)
    for word in words:
        if _UNFIT.search(word):
            continue
        if word not in data.exact:
            for entry in database.lookup(word, auto_uppercase=False)[1]:
                if entry.bin_id and not _UNFIT.search(entry.ord):
                    yield f"{word}\t{entry.ord}\t{tag(entry.ofl, entry.mark)}"
        for reading in (*data.exact.get(word, ()), *data.extra.get(word, ())):
            yield f"{word}\t{word}\t{reading}"
