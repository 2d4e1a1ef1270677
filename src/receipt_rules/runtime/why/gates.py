"""Who and when, in words: what a rule asks before it looks at the receipt's lines.

In: the row of a rule with its gate, and the reason of its verdict. Out: a `Step` for each thing that was
asked. Invariant: reasons are looked for in a fixed order, so everything before the verdict's held, and of
what comes after it nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from receipt_rules.outcome.reasons import REASONS, ReasonSlug
from receipt_rules.runtime.rows import GateRow, RuleRow
from receipt_rules.runtime.why.records import Condition, Step
from receipt_rules.runtime.words import audience_in_words, times_in_words

_ORDER: Final = {entry.slug: place for place, entry in enumerate(REASONS)}
_NOBODY: Final = GateRow()


def steps_of(
    row: RuleRow, gate: GateRow | None, conditions: Sequence[Condition], reason: ReasonSlug | None
) -> tuple[Step, ...]:
    """What the rule asked, up to and including what was refused."""
    if row.draft:
        return ()
    last = len(_ORDER) if reason is None else _ORDER[reason]
    # The term and the audience of a programme are asked as its audience.
    refused = "audience" if reason == "programme" else reason
    return tuple(
        Step(slug, words, slug != refused)
        for slug, words in _asked(gate or _NOBODY, conditions)
        if _ORDER[slug] <= max(last, _ORDER["audience"])
    )


def _asked(gate: GateRow, conditions: Sequence[Condition]) -> Iterator[tuple[ReasonSlug, str]]:
    yield "audience", audience_in_words(gate)
    if gate.cards:
        yield "card", ", ".join(gate.cards)
    if gate.coupons:
        yield "coupon", ", ".join(gate.coupons)
    times = times_in_words(gate)
    if times:
        yield "window", times
    if conditions:
        yield "condition", ", ".join(f"{each.clause} {each.words}" for each in conditions)
