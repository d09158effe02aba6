"""A small dictionary of tags for Icelandic: the words of the rules' examples alone, each with all its readings.

The whole dictionary takes two minutes to build; LanguageTool's rule tester sees only the examples.
usage: python languagetool/tags_of_examples.py HOME        HOME is an install of `compose languagetool install`
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from compose import locales
from compose.languagetool.home import find, write_manifest
from compose.languagetool.java import find_java
from compose.languagetool.pack import write_tags
from compose.lexicons.listing import listed_readings

LOCALE = "is"


def rows() -> Iterator[str]:
    """Form, lemma and tag of every word in an example, as the whole listing has them."""
    locale = locales.load(LOCALE)
    texts = [text for rule in locale.rules for text in (*rule.good, *rule.bad)]
    words = {form for text in texts for word in re.findall(r"[^\W\d_]+", text) for form in (word, word.lower())}
    yield from listed_readings(locale, sorted(words))


if __name__ == "__main__":
    install = find(Path(sys.argv[1]).resolve())
    write_tags(install, find_java(), LOCALE, rows)
    write_manifest(install)
