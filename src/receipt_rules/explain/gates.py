"""Who and when, in words: what a rule asks before it looks at the receipt's lines.

In: the gate row of a rule, and the reason of its verdict. Out: a `Step` for each thing that was asked.
Invariant: reasons are looked for in a fixed order, so everything before the verdict's held, and of what
comes after it nothing is known and nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from receipt_rules.outcome.reasons import REASONS, ReasonSlug
from receipt_rules.runtime.rows import GateRow, RuleRow
from receipt_rules.runtime.words import audience_in_words, times_in_words

_ORDER: Final = {entry.slug: place for place, entry in enumerate(REASONS)}
_NOBODY: Final = GateRow()


class Step(NamedTuple):
    """One thing that a rule asks: the slug of its reason, in words what is asked, and whether it held."""

    asks: ReasonSlug
    words: str
    holds: bool


def steps_of(row: RuleRow, gate: GateRow | None, reason: ReasonSlug | None) -> tuple[Step, ...]:
    """What the rule asked, up to and including what was refused."""
    if row.draft:
        return ()
    last = len(_ORDER) if reason is None else _ORDER[reason]
    return tuple(
        Step(slug, words, slug != reason)
        for slug, words in _asked(row, gate or _NOBODY)
        if _ORDER[slug] <= last
    )


def _asked(row: RuleRow, gate: GateRow) -> Iterator[tuple[ReasonSlug, str]]:
    yield "audience", audience_in_words(gate)
    if gate.cards:
        yield "card", ", ".join(gate.cards)
    if gate.coupons:
        yield "coupon", ", ".join(gate.coupons)
    times = times_in_words(gate)
    if times:
        yield "window", times
    if row.when or row.unless:
        yield "condition", ""
