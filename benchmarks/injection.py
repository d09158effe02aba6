"""How many mistakes our rules find of those that a program makes in right sentences, family by family.

    python benchmarks/injection.py FILE… [--locale TAG] [--engine NAME]… [--most N]
        [--markdown | --json] [--list FAMILY]

A FILE holds JSON Lines as `benchmarks/grammar.py` reads them; the clean sentences alone are used. Each family
(`benchmarks/injectors`) makes its mistake once in each sentence that has a place for it, in `--most` sentences at most
(spread over the set). A mistake is found when an engine has a finding of level warning or above about the language
that touches the changed place, or the word beside it, and that the right sentence did not have.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.grammar import read  # noqa: E402  the folder is no package of the program
from benchmarks.injectors import Line, Slip, families  # noqa: E402
from compose import locales  # noqa: E402
from compose.check.engines import ENGINES, open_engines, run  # noqa: E402
from compose.check.merge import LANGUAGE  # noqa: E402
from compose.check.tokens import looker  # noqa: E402
from compose.check.tokens.look import Place  # noqa: E402
from compose.errors import ComposeError, Problem  # noqa: E402
from compose.lexicons import open_lexicon  # noqa: E402
from compose.model.engine import Passage  # noqa: E402
from compose.model.finding import Finding  # noqa: E402
from compose.model.locale import Locale  # noqa: E402
from compose.model.words import RANK  # noqa: E402

OURS = ("rules", "tokens", "words")
LEVEL = "warning"


@dataclass(frozen=True)
class Made:
    """A mistake that was made: the right sentence, the wrong one, and the place in it."""

    family: str
    right: str
    wrong: str
    start: int
    end: int


@dataclass(frozen=True)
class Share:
    """How many mistakes of a family were made and found, and the sentences in which they were not."""

    locale: str
    family: str
    made: int
    found: int
    missed: tuple[Made, ...]


def lines(texts: Sequence[str], locale: Locale) -> Iterator[Line]:
    """The sentences with their tokens; what has several lines or no word is left out."""
    look, lexicon = looker(locale), open_lexicon(locale)
    for text in texts:
        tokens = look.tokens(Place(text, begins=True)) if "\n" not in text else []
        if tokens:
            yield Line(text, tokens, lexicon)


def inject(line: Line, family: str, slip: Slip) -> Made:
    """The sentence with the mistake in it."""
    wrong = line.text[: slip.start] + slip.text + line.text[slip.end :]
    return Made(family, line.text, wrong, slip.start, slip.start + len(slip.text))


def mistakes(texts: Sequence[str], locale: Locale, most: int) -> Iterator[Made]:
    """The mistakes of every family, one in a sentence, spread over the sentences."""
    all_lines = list(lines(texts, locale))
    for family, injector in families(locale.tag).items():
        slips = ((line, next(injector(line), None)) for line in all_lines)
        made = [inject(line, family, slip) for line, slip in slips if slip]
        made = [one for one in made if one.wrong != one.right]
        step = max(len(made) / most, 1)
        yield from (made[int(number * step)] for number in range(min(len(made), most)))


def measure(texts: Sequence[str], locale: Locale, engines: Sequence[str], most: int) -> list[Share]:
    """Make the mistakes, let the engines look, and count by family."""
    made = list(mistakes(texts, locale, most))
    opened = open_engines(engines, locale)
    rights = list(dict.fromkeys(one.right for one in made))
    before, _, gaps = run(opened, [Passage(text) for text in rights], locale)
    after, _, _ = run(opened, [Passage(one.wrong) for one in made], locale)
    if gaps:
        raise ComposeError(*[Problem(gap.what, "", gap.why, gap.mend) for gap in gaps])
    had = dict(zip(rights, before, strict=True))
    shares: dict[str, list[tuple[Made, bool]]] = {}
    for one, findings in zip(made, after, strict=True):
        shares.setdefault(one.family, []).append((one, _is_found(one, findings, had[one.right])))
    return [
        Share(locale.tag, family, len(each), sum(met for _, met in each), tuple(one for one, met in each if not met))
        for family, each in shares.items()
    ]


def _is_found(one: Made, findings: Sequence[Finding], before: Sequence[Finding]) -> bool:
    """Whether something new touches the place, or the word before or after it."""
    start = one.wrong.rfind(" ", 0, max(one.start - 1, 0)) + 1
    end = one.wrong.find(" ", min(one.end + 1, len(one.wrong)))
    known = {(each.rule, one.right[each.start : each.end]) for each in before}
    return any(
        each.start < (end if end >= 0 else len(one.wrong)) and start < each.end
        and RANK[each.level] >= RANK[LEVEL]
        and each.rule.partition(".")[0] in LANGUAGE
        and (each.rule, one.wrong[each.start : each.end]) not in known
        for each in findings
    )  # fmt: skip


def as_table(shares: Sequence[Share], *, markdown: bool) -> Iterator[str]:
    """A line for each family, and one for all of a language."""
    if markdown:
        yield "| | family | made | found | share |"
        yield "|---|---|---:|---:|---:|"
    form = "| {} | {} | {} | {} | {} |" if markdown else "{:3}{:46}{:>6}{:>6}{:>7}"
    for tag in dict.fromkeys(share.locale for share in shares):
        mine = [share for share in shares if share.locale == tag]
        whole = Share(tag, "all", sum(each.made for each in mine), sum(each.found for each in mine), ())
        for each in (*mine, whole):
            yield form.format(
                tag, each.family, each.made, each.found, f"{each.found / each.made:.2f}".lstrip("0") or "0"
            )


def main(words: Sequence[str] | None = None) -> int:
    """Measure, and print a table or JSON. 0, or 2 when a file cannot be used."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--locale", default="", help="the language of all rows")
    parser.add_argument(
        "--engine", action="append", choices=ENGINES, help="repeatable; rules, tokens, words by default"
    )
    parser.add_argument("--most", type=int, default=60, help="mistakes of a family in a language, at most")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--markdown", action="store_true", help="a table for a page")
    form.add_argument("--json", action="store_true")
    parser.add_argument("--list", metavar="FAMILY", help="also list the mistakes of a family that were not found")
    options = parser.parse_args(words)
    shares: list[Share] = []
    try:
        rows = [row for row in read(options.files, options.locale) if not row.wrong]
        for tag in sorted({row.locale for row in rows}):
            texts = list(dict.fromkeys(row.text for row in rows if row.locale == tag))
            shares += measure(texts, locales.load(tag), options.engine or OURS, options.most)
    except (ComposeError, OSError, UnicodeDecodeError) as error:
        print(error, file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps([{"locale": s.locale, "family": s.family, "made": s.made, "found": s.found} for s in shares]))
    else:
        print("\n".join(as_table(shares, markdown=options.markdown)))
    for share in shares:
        if share.family == options.list:
            print("\n".join(f"{share.locale} {one.wrong}" for one in share.missed), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
