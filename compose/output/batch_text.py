"""The totals of a batch for a person who reads a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compose.output.safe import shown

if TYPE_CHECKING:
    from compose.model.batch import Shared, Totals


def told(totals: Totals, kept_going: bool = True) -> str:
    """The totals in a few lines; no line of it depends on the time or the machine."""
    rows = [_verdict(totals, kept_going)]
    if totals.locales:
        rows.append("languages: " + _counts(totals.locales))
        rows.append("channels: " + _counts(totals.channels))
    for (rule, level), count in sorted(totals.rules.items(), key=lambda item: (-item[1], item[0])):
        rows.append(f"  {level} {rule}: {count:,}")
    rows += _shared("warning: the same text to many, which names nobody's case (C6)", totals.same_text, "letters")
    rows += _shared("warning: more than one message to the same recipient", totals.clients, "messages")
    for gap, count in totals.gaps:
        mend = f"; to mend it: {gap.mend}" if gap.mend else ""
        rows.append(f"not checked in {count:,} messages: {gap.what}: {gap.why}{mend}")
    return shown("\n".join(rows))


def _verdict(totals: Totals, kept_going: bool) -> str:
    read = f"{totals.read:,} records read: {totals.accepted:,} good, {totals.rejected:,} bad"
    doubles = f" ({totals.doubles:,} of them stand twice)" if totals.doubles else ""
    if totals.rejected and not kept_going:
        return f"{read}{doubles}; nothing was written (mend them, or say --keep-going)"
    where = f" in {totals.out}" if totals.out else ""
    stood = f", {totals.unchanged:,} stood already" if totals.unchanged else ""
    rejects = "; the bad ones are in rejects.jsonl" if totals.rejected and totals.out else ""
    return f"{read}{doubles}; {totals.written:,} written{where}{stood}{rejects}"


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())


def _shared(words: str, shared: Shared, things: str) -> list[str]:
    if not shared.groups:
        return []
    rows = [f"{words}: {shared.records:,} {things} in {shared.groups:,} group{'s' if shared.groups > 1 else ''}"]
    for group in shared.largest[:5]:
        more = ", …" if group.size > len(group.members) else ""
        name = f"{group.name}: " if group.name else ""
        rows.append(f"  {group.size:,}: {name}{', '.join(group.members)}{more}")
    return rows
