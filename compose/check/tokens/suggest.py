"""Words what a token rule suggests: the tokens that it matched, as they are, inflected, cut or mended."""

from __future__ import annotations

import re
from collections.abc import Sequence

from compose.check.tokens.condition import Condition
from compose.check.tokens.pattern import Spans
from compose.check.tokens.text import Token
from compose.lexicons import Lexicon
from compose.lexicons.edits import recase
from compose.lexicons.tags import tags

# {2} the second token, {2-4} the second to the fourth, {2:NOUN:*:sg:def} the second in that form,
# {2:front} and {2:rest} the halves of a cut word, {2:BAD} what a reading BAD:… says is right.
SLOT = re.compile(r"\{(\d+)(?:-(\d+))?(?::([^{}]+))?\}")


class Cannot(Exception):
    """A suggestion that cannot be made, since a form is not known."""


def suggestion(
    template: str, tokens: Sequence[Token], met: Spans, conditions: Sequence[Condition], lexicon: Lexicon
) -> str | None:
    """The suggested text with the capital of what it stands for; None when a form of it is not known."""

    def slot(match: re.Match[str]) -> str:
        first = int(match[1])
        last = int(match[2] or first)
        span = tokens[met[first - 1][0] : met[last - 1][1]]
        if not span or not match[3]:
            return _text(span)
        return " ".join(_changed(token, match[3], conditions[first - 1], lexicon) for token in span)

    try:
        return " ".join(SLOT.sub(slot, template).split())
    except Cannot:
        return None


def _text(tokens: Sequence[Token]) -> str:
    return "".join((" " if token.spaced and at else "") + token.text for at, token in enumerate(tokens))


def _changed(token: Token, how: str, one: Condition, lexicon: Lexicon) -> str:
    if how in ("front", "rest"):
        parts = one.parts(token)
        if parts is None:
            raise Cannot
        return parts[how == "rest"]
    if how == "BAD":
        right = [reading[4:] for reading in token.readings if reading.startswith("BAD:") and len(reading) > 4]
    elif how == "lower":
        return token.lower
    else:
        right = lexicon.forms(token.lower, tags(how))
    if not right:
        raise Cannot
    return recase(right[0], token.text)
