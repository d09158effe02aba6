"""Whether a language has words for every situation: nothing falls back, so what is not worded stops."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from compose.lint.view import View, parts
from compose.locales.say import CONDITIONS
from compose.model.fault import Fault
from compose.model.locale import Sentence
from compose.model.words import STANCES
from compose.render.facts import Situation

_SURE = frozenset({"happened", "recipient", "sender", "sender.name", "recipient.gender", "sender.gender"})
_MOST_FACTS = 4


def check(view: View) -> Iterator[Fault]:
    """One fault for each move that a letter needs and a language cannot say in some situation."""
    by_move: dict[str, list[Sentence]] = {}
    for sentence in view.locale.sentences:
        by_move.setdefault(sentence.move, []).append(sentence)
    for channel, page in view.letters.items():
        needed = [call.move for call in parts(page.text).calls if call.function in ("say", "subject") and call.move]
        for move in dict.fromkeys(needed):
            found = by_move.get(move, [])
            gap = _gap(view, found, channel)
            if gap is not None:
                yield _fault(view, move, channel, gap, found)


def _fault(view: View, move: str, channel: str, gap: str, found: Sequence[Sentence]) -> Fault:
    if found:
        page = view.page(found[-1].file)
        at = page.key(page.layout.entry("sentence", found[-1].line))
    else:
        page = view.page(str(view.locale.folders[-1] / "say.toml"))
        at = (0, 0)
    message = f"{view.tag} cannot say {move!r} on the channel {channel}{gap}"
    return page.fault("lint.no-wording", at, message, "write a sentence that always holds", entry=f"{move} {channel}")


def _gap(view: View, found: Sequence[Sentence], channel: str) -> str | None:
    """The first situation for which no sentence holds, in words; None where there is none."""
    fitting = [sentence for sentence in found if channel in sentence.when.get("channel", (channel,))]
    for stance in STANCES:
        own = [sentence for sentence in fitting if stance in sentence.when.get("stance", ("own",))]
        if any(not set(sentence.when) - {"channel", "stance"} for sentence in own):
            continue
        for values, facts in _situations(own, channel, stance):
            situation = Situation(dict(values), facts)
            if not any(situation.holds(sentence.when) for sentence in own):
                return " for " + ", ".join(
                    f"{key} {values[key]}" for key in ("stance", *_asked(own)) if values.get(key)
                )
    return None


def _asked(found: Sequence[Sentence]) -> list[str]:
    keys = {key for sentence in found for key in sentence.when}
    return [key for key in CONDITIONS if key in keys and key not in ("channel", "stance", "has", "lacks")]


def _situations(
    found: Sequence[Sentence], channel: str, stance: str
) -> Iterator[tuple[Mapping[str, str], frozenset[str]]]:
    keys = _asked(found)
    values = [CONDITIONS[key] or ("none",) for key in keys]
    facts = {fact for sentence in found for key in ("has", "lacks") for fact in sentence.when.get(key, ())} - _SURE
    sets = [
        frozenset(some)
        for size in range(min(len(facts), _MOST_FACTS) + 1)
        for some in combinations(sorted(facts), size)
    ]
    base = {**dict.fromkeys(CONDITIONS, "other"), "channel": channel, "stance": stance, "honorific": "none"}
    for chosen, some in product(product(*values), sets):
        situation = {**base, **dict(zip(keys, chosen, strict=True))}
        named = {"recipient.name", "recipient.address_as"} if situation["party"] == "person" else set()
        yield situation, some | _SURE | named
