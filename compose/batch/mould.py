"""Records that are alike but for names, sums, references and days: each costs only what is not the same in all.

What a mould makes is what the plain way makes, or nothing; `tests/test_swift.py` holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compose.check.known import Still
from compose.check.spot import spots
from compose.check.swift import is_plain
from compose.incidents.alike import remade
from compose.render.cast import Cast, may_be_cast

if TYPE_CHECKING:
    from compose.check.known import Known
    from compose.check.swift import Swift
    from compose.incidents.alike import Differing
    from compose.model.draft import Draft
    from compose.model.incident import Incident
    from compose.model.locale import Locale
    from compose.templates import Letter


class Mould:
    """All records of one key: the message of each, and what is known of its pieces before it is looked at."""

    def __init__(self, base: Incident, draft: Draft, cast: Cast, swift: Swift) -> None:
        self._base, self._cast, self._swift = base, cast, swift
        changing = set(cast.open_pieces)
        beside = {at + step for at in changing for step in (-1, 1)}  # how they stand depends on their neighbours
        self._looked = sorted(at for at in changing | beside if 0 <= at < len(draft.pieces))
        self._fixed_names = [name for name in cast.fixed_names if is_plain(name)]
        texts = [draft.text[piece.start : piece.end] for piece in draft.pieces]
        self._shared = "\n".join([text for at, text in enumerate(texts) if at not in self._looked])
        self._still = Still(self._looked)
        here = (self._named(text, self._fixed_names) for text in texts)
        self._known = [
            (swift.known(text, piece.move, draft.channel, names, spot), piece.move)
            for text, piece, names, spot in zip(texts, draft.pieces, here, spots(draft), strict=True)
        ]

    def cast(self, differing: Differing) -> tuple[Incident, Draft] | None:
        """The incident and its message, of which the swift engine is told what it needs; None where that is not sure.

        Raises ValueError where a value of the record is not valid.
        """
        incident = remade(self._base, differing)
        draft = self._cast.draft(incident)
        if draft is None:
            return None
        names = self._fixed_names
        own = draft.known - self._cast.fixed_names
        if own:
            more = [name for name in own if is_plain(name)]
            if any(name in self._shared for name in more):
                return None  # a name that stands in what all share: what was known of it is not certain
            names = [*names, *more]
        known: list[tuple[Known, str]] = self._known.copy()
        text, pieces = draft.text, draft.pieces
        ways = spots(draft, self._looked)
        for at, spot in zip(self._looked, ways, strict=True):
            piece = pieces[at]
            words = text[piece.start : piece.end]
            here = self._named(words, names)
            known[at] = self._swift.known(words, piece.move, draft.channel, here, spot), piece.move
        self._swift.learn(draft, known, self._still)
        return incident, draft

    @staticmethod
    def _named(text: str, names: list[str]) -> frozenset[str]:
        return frozenset([name for name in names if name in text])


def mould_of(
    incident: Incident, draft: Draft, locale: Locale, letter: Letter, swift: Swift, differing: Differing
) -> Mould | None:
    """A mould made of one record of a key, or None where one record does not tell of the others."""
    paths = [path for path, _ in differing]
    if not may_be_cast(draft, locale, letter, paths):
        return None
    return Mould(incident, draft, Cast(incident, locale, letter, paths), swift)
