"""Looks at one sentence with the token rules of a locale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from compose.check.tokens.agreement import Agreement
from compose.check.tokens.condition import Condition
from compose.check.tokens.pattern import Pattern, Spans
from compose.check.tokens.prune import Pruning
from compose.check.tokens.rows import Rows
from compose.check.tokens.rule import TokenRule
from compose.check.tokens.suggest import suggestion
from compose.check.tokens.text import Reader, Token
from compose.check.tokens.verdicts import Verdicts
from compose.lexicons import Lexicon
from compose.lexicons.edits import recase
from compose.model.finding import Finding

CLAUSE_ENDS = frozenset(".!?:;")


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence as it stands in its text: the names known in it, and what is around it.

    `begins` tells that a sentence ended before it, or nothing stands before; `open` that its line ends after it
    without a mark that ends a sentence.
    """

    sentence: str
    known: frozenset[str] = frozenset()
    begins: bool = False
    open: bool = False


class Looker:
    """The token rules of one locale. Rules of which some condition holds nowhere in a sentence are not tried on it."""

    def __init__(
        self, reader: Reader, lexicon: Lexicon, prunings: Sequence[Pruning], rules: Sequence[TokenRule]
    ) -> None:
        self._reader, self._lexicon = reader, lexicon
        self._rules, self._prunings = tuple(rules), tuple(prunings)
        patterns = [rule.pattern for rule in rules]
        self._rows = Rows(patterns)
        self._verdicts = Verdicts(self.conditions(), self._rows.bits())
        self._needs = [pattern.need for pattern in patterns]
        self._doubled = frozenset(number for number, pattern in enumerate(patterns) if pattern.doubles)
        self._written: dict[int, tuple[frozenset[str], ...]] = {}
        self._pruning_needs = [(one.pattern.need, one) for one in prunings]

    def conditions(self) -> Iterator[Condition]:
        """Every condition of every rule and pruning."""
        for rule in self._rules:
            for pattern in (rule.pattern, *rule.cancel):
                yield from _with_stops(pattern.conditions)
            yield from _with_stops((*rule.not_before, *rule.not_after))
            if rule.nothing_before is not None:
                yield rule.nothing_before
        for pruning in self._prunings:
            yield from _with_stops(pruning.pattern.conditions)

    def tokens(self, place: Place) -> list[Token]:
        """The tokens of a sentence with the readings that are left, judged."""
        tokens = self._reader.tokens(place.sentence, place.known)
        if tokens:
            tokens[0].begins, tokens[-1].open = place.begins, place.open
        for token in tokens:
            self._verdicts.judge(token)
        may = _together(tokens)
        for need, pruning in self._pruning_needs:
            if need & may == need:
                pruning.apply(tokens, self._verdicts)
                may = _together(tokens)
        return tokens

    def findings(self, place: Place) -> list[Finding]:
        """What the rules find; places are within the sentence."""
        tokens = self.tokens(place)
        found: list[Finding] = []
        for number, starts in sorted(self._likely(tokens, place.sentence.casefold()).items()):
            found += self._found(self._rules[number], tokens, place.sentence, starts)
        return _once(found)

    def _likely(self, tokens: Sequence[Token], sentence: str) -> dict[int, list[int]]:
        """The rules that may find something, each with the tokens at which its row may begin."""
        together = _together(tokens)
        likely: dict[int, list[int]] = {}
        for number, starts in self._rows.starts(tokens, together).items():
            if number in self._rows.unsure and self._needs[number] & together != self._needs[number]:
                continue
            if (wanted := self._wanted(number)) and not _holds(wanted, sentence):
                continue
            doubled = number in self._doubled
            likely[number] = self._rules[number].pattern.doubled(tokens, starts) if doubled else starts
        for number in self._rows.loose:
            if self._needs[number] & together == self._needs[number]:
                likely[number] = self._rules[number].pattern.likely(tokens)
        return likely

    def _wanted(self, number: int) -> tuple[frozenset[str], ...]:
        """What the patterns of a rule cannot do without, read when it is asked for."""
        wanted = self._written.get(number)
        if wanted is None:
            wanted = self._written[number] = self._rules[number].pattern.written
        return wanted

    def _found(
        self, rule: TokenRule, tokens: Sequence[Token], sentence: str, starts: Sequence[int]
    ) -> Iterator[Finding]:
        if rule.statement and sentence.rstrip().endswith("?"):
            return
        free = 0
        for start in starts:
            if start < free:
                continue
            met = rule.pattern.match(tokens, start)
            if met is None or not self._stands(rule, tokens, met):
                continue
            finding = self._finding(rule, tokens, met)
            if finding is not None:
                free = met[-1][1]
                yield finding

    def _stands(self, rule: TokenRule, tokens: Sequence[Token], met: Spans) -> bool:
        """Whether nothing speaks against a match: neighbours, agreement, a joined word, a cancelling pattern."""
        start, end = met[0][0], met[-1][1]
        if start and any(one.holds(tokens[start - 1]) for one in rule.not_before):
            return False
        if end < len(tokens) and any(one.holds(tokens[end]) for one in rule.not_after):
            return False
        if rule.nothing_before is not None and _stands_before(rule, tokens, start):
            return False
        if rule.agree is not None and not _agree(rule.agree, tokens, met):
            return False
        if rule.disagree is not None and _agree(rule.disagree, tokens, met):
            return False
        if rule.joins is not None and not self._joins(rule, _marked(rule, tokens, met)):
            return False
        return not any(_overlaps(one, tokens, start, end) for one in rule.cancel)

    def _joins(self, rule: TokenRule, tokens: Sequence[Token]) -> bool:
        word = "".join(token.lower for token in tokens)
        if rule.listed and not self._lexicon.lists(word):
            return False
        return rule.joins is not None and any(map(rule.joins.fits, self._lexicon.readings(word)))

    def _finding(self, rule: TokenRule, tokens: Sequence[Token], met: Spans) -> Finding | None:
        marked = _marked(rule, tokens, met)
        if not marked:
            return None
        one = rule.rule
        made = [suggestion(text, tokens, met, rule.pattern.conditions, self._lexicon) for text in rule.suggest]
        if rule.joins is not None and not rule.suggest:
            made = ["".join(token.lower for token in marked)]
        shown = tuple(dict.fromkeys(recase(text, marked[0].text[:1]) for text in made if text is not None))
        return Finding(one.id, "tokens", one.level, one.message, marked[0].start, marked[-1].end, shown, one.gloss)


def _holds(wanted: tuple[frozenset[str], ...], sentence: str) -> bool:
    """Whether the sentence, in small letters, holds one of each of the sets."""
    return all(any(map(sentence.__contains__, texts)) for texts in wanted)


def _with_stops(conditions: Iterable[Condition]) -> Iterator[Condition]:
    for one in conditions:
        yield one
        if one.stop is not None:
            yield one.stop


def _together(tokens: Sequence[Token]) -> int:
    """The conditions that may hold somewhere among the tokens."""
    may = 0
    for token in tokens:
        may |= token.may
    return may


def _once(found: Sequence[Finding]) -> list[Finding]:
    """Of findings of one rule on the same words, met in several of its ways, the first."""
    kept: list[Finding] = []
    for one in found:
        if not any(one.rule == other.rule and one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: (one.start, one.end, one.rule))


def _marked(rule: TokenRule, tokens: Sequence[Token], met: Spans) -> Sequence[Token]:
    first, last = rule.mark
    return tokens[met[first - 1][0] : met[last - 1][1]]


def _agree(agreement: Agreement, tokens: Sequence[Token], met: Spans) -> bool:
    spans = (met[number - 1] for number in agreement.tokens)
    return agreement.holds([token.readings for span in spans for token in tokens[slice(*span)]])


def _stands_before(rule: TokenRule, tokens: Sequence[Token], start: int) -> bool:
    """Whether a token earlier in the clause is what must not stand before."""
    for at in range(start - 1, -1, -1):
        if tokens[at].text in CLAUSE_ENDS:
            return False
        if rule.nothing_before is not None and rule.nothing_before.holds(tokens[at]):
            return True
    return False


def _overlaps(pattern: Pattern, tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a cancelling pattern holds on a stretch that touches the match."""
    for begin in pattern.likely(tokens):
        if begin >= end:
            return False
        met = pattern.match(tokens, begin)
        if met is not None and met[-1][1] > start:
            return True
    return False
