"""Records that are alike but for names, sums, references and days: each costs only what is not the same in all.

What a mould makes is what the plain way makes, or nothing; `tests/test_swift.py` holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from compose.check.known import Still
from compose.check.spot import LINE, opening, spots
from compose.check.swift import is_plain
from compose.check.tokens import ENDS
from compose.incidents.alike import remade
from compose.render.cast import Cast, may_be_cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compose.check.known import Known
    from compose.check.spot import Spot
    from compose.check.swift import Swift
    from compose.incidents.alike import Differing
    from compose.model.draft import Draft
    from compose.model.incident import Incident
    from compose.model.locale import Locale
    from compose.pipeline import Fits
    from compose.templates import Letter


class _Seat(NamedTuple):
    """How one piece that needs to be looked at stands: what is the same in all, and what its neighbours decide.

    `same` is what it says where all say the same. `before` is where it stands behind another piece on its line that
    differs; `behind` where one that differs follows.
    """

    at: int
    move: str
    same: str
    before: bool
    behind: bool
    spot: Spot | None


class Mould:
    """All records of one key: the message of each, and what is known of its pieces before it is looked at."""

    def __init__(self, base: Incident, draft: Draft, cast: Cast, swift: Swift, fits: Fits) -> None:
        self._base, self._cast, self._swift, self._fits = base, cast, swift, fits
        self._names = [name for name in cast.fixed_names if is_plain(name)]
        texts = [draft.text[piece.start : piece.end] for piece in draft.pieces]
        here = (self._named(text, self._names) for text in texts)
        ways = spots(draft)
        self._known = [
            (swift.known(text, piece.move, draft.channel, names, spot), piece.move)
            for text, piece, names, spot in zip(texts, draft.pieces, here, ways, strict=True)
        ]
        changing = set(cast.open_pieces)
        self._seats = list(_seats(draft, texts, ways, changing))
        self._shared = "\n".join([text for at, text in enumerate(texts) if at not in changing])
        self._still = Still([seat.at for seat in self._seats])
        self._beside: dict[tuple[int, Spot | None], Known] = {}

    def cast(self, differing: Differing) -> tuple[Incident, Draft] | None:
        """The incident and its message, of which the swift engine is told what it needs.

        None where that is not sure, or where the message has no room for all its moves.

        Raises ValueError where a value of the record is not valid.
        """
        incident = remade(self._base, differing)
        own = self._cast.names(incident)
        draft = self._cast.draft(incident, own)
        if draft is None:
            return None
        names = self._names
        if own:
            more = [name for name in own if is_plain(name) and name not in self._cast.fixed_names]
            if any(name in self._shared for name in more):
                return None  # a name that stands in what all share: what was known of it is not certain
            names = [*names, *more]
        known = self._known.copy()
        key = []
        for seat in self._seats:
            one = self._look(seat, draft, names)
            known[seat.at] = one, seat.move
            key.append(one)
        met = tuple(key)
        self._swift.learn(draft, known, self._still, met)
        return (incident, draft) if self._has_room(draft, met) else None

    def _has_room(self, draft: Draft, key: tuple[Known, ...]) -> bool:
        """Whether the draft is inside its ceilings: what is known of its pieces tells, unless signs are counted."""
        if self._fits.of_text:
            return self._fits(draft)
        room = self._still.room.get(key)
        if room is None:
            room = self._still.room.put(key, self._fits(draft))
        return room

    def _look(self, seat: _Seat, draft: Draft, names: list[str]) -> Known:
        text, at = draft.text, seat.at
        piece, spot = draft.pieces[at], seat.spot
        if spot is not None:
            if seat.before:
                spot = spot._replace(begins=text[draft.pieces[at - 1].end - 1] in ENDS)
            if seat.behind:
                follower = draft.pieces[at + 1]
                spot = spot._replace(follows=opening(text[follower.start : follower.end]))
        if not seat.same:
            words = text[piece.start : piece.end]
            return self._swift.known(words, seat.move, draft.channel, self._named(words, names), spot)
        known = self._beside.get((at, spot))
        if known is None:
            here = self._named(seat.same, self._names)
            known = self._beside[at, spot] = self._swift.known(seat.same, seat.move, draft.channel, here, spot)
        return known

    @staticmethod
    def _named(text: str, names: list[str]) -> frozenset[str]:
        return frozenset([name for name in names if name in text])


def _seats(draft: Draft, texts: list[str], ways: list[Spot | None], changing: set[int]) -> Iterator[_Seat]:
    """The seat of each piece that differs, or that stands beside one on its line."""
    pieces = draft.pieces
    for at, spot in enumerate(ways):
        before = at > 0 and at - 1 in changing and "\n" not in draft.text[pieces[at - 1].end : pieces[at].start]
        behind = at + 1 in changing and spot is not None and spot.follows != LINE
        differs = at in changing
        if differs or before or behind:
            yield _Seat(at, pieces[at].move, "" if differs else texts[at], before, behind, spot)


def mould_of(
    incident: Incident, draft: Draft, locale: Locale, letter: Letter, swift: Swift, fits: Fits, differing: Differing
) -> Mould | None:
    """A mould made of one record of a key, or None where one record does not tell of the others."""
    paths = [path for path, _ in differing]
    if not may_be_cast(draft, locale, letter, paths):
        return None
    return Mould(incident, draft, Cast(incident, locale, letter, paths), swift, fits)
