"""The plain alphabet of SMS: characters outside GSM-7 that have a plain twin are replaced by it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compose.model.locale import Locale

# Typography that forces a message of three times the parts; letters of a language are never touched.
_PLAIN = {
    "\u00a0": " ",
    "\u202f": " ",
    "\u2011": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2018": "'",
    "\u2019": "'",
    "\u201a": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\u2026": "...",
    "\u00b7": "-",
    "\u2022": "-",
}


@lru_cache(maxsize=16)
def plainer(locale: Locale) -> Callable[[str], str]:
    """A function from text to its plain twin, with the locale's own replacements."""
    table = str.maketrans({**_PLAIN, **locale.plain})
    return lambda text: text.translate(table)
