"""Takes readings from tokens that their neighbours rule out, by the locale's `prune` entries, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from compose.check.tokens.condition import BadKey
from compose.check.tokens.pattern import Pattern
from compose.check.tokens.rule import Maker
from compose.check.tokens.text import Token
from compose.check.tokens.verdicts import Verdicts
from compose.errors import ComposeError, Problem
from compose.lexicons.tags import Tags


@dataclass(frozen=True, eq=False)
class Pruning:
    """Where the pattern holds, its token `at` keeps only such readings, loses them (never all), or gets others."""

    pattern: Pattern
    at: int
    keep: Tags | None
    drop: Tags | None
    read: tuple[str, ...] = ()

    def apply(self, tokens: Sequence[Token], verdicts: Verdicts) -> None:
        """Prune the readings of one sentence, and judge the tokens again that it changed."""
        for start in self.pattern.starts(tokens):
            met = self.pattern.match(tokens, start)
            if met is None:
                continue
            for token in tokens[slice(*met[self.at - 1])]:
                left = self.read or tuple(reading for reading in token.readings if self._stays(reading))
                if left and left != token.readings:
                    token.readings = left
                    verdicts.judge(token)

    def _stays(self, reading: str) -> bool:
        return (self.keep is None or self.keep.fits(reading)) and (self.drop is None or not self.drop.fits(reading))


def prunings(entries: Sequence[dict[str, Any]], maker: Maker, where: str) -> list[Pruning]:
    """Make the prunings; raises ComposeError with everything that is wrong with any."""
    made, problems = [], []
    for number, entry in enumerate(entries, 1):
        try:
            made.append(_pruning(entry, maker))
        except BadKey as wrong:
            problems.append(Problem(where, f"/prune/{number - 1}", str(wrong)))
    if problems:
        raise ComposeError(*problems)
    return made


def _pruning(entry: dict[str, Any], maker: Maker) -> Pruning:
    does = {"keep", "drop", "read"} & set(entry)
    if not set(entry) <= {"tokens", "at", *does} or len(does) != 1:
        raise BadKey("a pruning takes 'tokens', 'at', and one of 'keep', 'drop' and 'read'")
    if not 1 <= entry.get("at", 1) <= len(entry["tokens"]):
        raise BadKey("'at' names a token that the pruning does not have")
    keep, drop = (maker.tags(entry[key]) if key in entry else None for key in ("keep", "drop"))
    return Pruning(maker.pattern(entry["tokens"]), entry.get("at", 1), keep, drop, tuple(entry.get("read", "").split()))
