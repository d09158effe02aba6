"""A small dictionary of tags for Icelandic: the words of the rules' examples alone, each with all its readings.

The whole dictionary takes two minutes to build; LanguageTool's rule tester sees only the examples.
usage: python languagetool/tags_of_examples.py HOME        HOME is an install of `compose languagetool install`
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from islenska import Bin

from compose import locales
from compose.languagetool.home import find, write_manifest
from compose.languagetool.java import find_java
from compose.languagetool.pack import write_tags
from compose.lexicons.bintags import tag
from compose.lexicons.data import word_data

LOCALE = "is"


def rows() -> Iterator[str]:
    """Form, lemma and tag of every word in an example, as the whole listing has them."""
    locale = locales.load(LOCALE)
    data, database = word_data(locale), Bin()
    texts = [text for rule in locale.rules for text in (*rule.good, *rule.bad)]
    words = {form for text in texts for word in re.findall(r"[^\W\d_]+", text) for form in (word, word.lower())}
    for word in sorted(words - data.exact.keys()):
        for entry in database.lookup(word, auto_uppercase=False)[1]:
            if entry.bin_id and not re.search(r"[\s+|]", entry.ord):
                yield f"{word}\t{entry.ord}\t{tag(entry.ofl, entry.mark)}"
    for word, readings in (*data.exact.items(), *data.extra.items()):
        if word.isalpha():
            yield from (f"{word}\t{word}\t{reading}" for reading in readings)


if __name__ == "__main__":
    install = find(Path(sys.argv[1]).resolve())
    write_tags(install, find_java(), LOCALE, rows)
    write_manifest(install)
