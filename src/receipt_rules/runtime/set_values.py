"""What the `give`s of a rule with sets are worth on one receipt.

In: a rule at entry to its group. Out: `Values`. Invariant: whole numbers over one denominator; read once.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from receipt_rules.runtime.rows import SetGiveRow
    from receipt_rules.runtime.running import Running
    from receipt_rules.runtime.session import Session
    from receipt_rules.runtime.set_plan import SetPlan
    from receipt_rules.runtime.sets.forming import Kind


def read_values(session: Session, rule: Running) -> None:
    """What the rule gives, as it is now; once read, it stays."""
    assert rule.plan.sets is not None  # asked for set rules only
    if rule.values is None:
        rule.values = Values(rule.plan.sets, rule.plan.sets.read(session, rule.own))


class Values:
    """The values of a rule's `give`s on one receipt, over one denominator."""

    __slots__ = ("amounts", "den", "gift", "growing", "row", "shares", "spread")

    def __init__(self, sets: SetPlan, values: Sequence[Any]) -> None:
        self.row = sets.row
        self.spread = sets.row.spread
        self.den = den = lcm(*(value.denominator for value in values))
        scaled = [value.numerator * (den // value.denominator) for value in values]
        gives = [
            (give, max(0, value) if give.kind in ("percent", "money") else value)
            for give, value in zip(sets.row.gives, scaled, strict=True)
        ]
        self.shares: list[tuple[SetGiveRow, int]] = [each for each in gives if each[0].kind == "percent"]
        self.amounts: list[tuple[SetGiveRow, int]] = [
            each for each in gives if each[0].kind in ("money", "set-price")
        ]
        """By amount: what it is off, and M."""
        self.gift: int | None = next((value for give, value in gives if give.kind == "gift-price"), None)
        self.growing = _growing(sets, gives)

    def part(self, share: int, gift: bool, kind: Kind) -> int:
        """What falls on a unit, cut to its capacity."""
        part = share * kind.price
        if gift and self.gift is not None:
            part += max(0, kind.price * self.den - self.gift)
        return max(0, min(part, kind.cap * self.den))


def _growing(sets: SetPlan, gives: list[tuple[SetGiveRow, int]]) -> tuple[int, ...]:
    """The slots in order of growing benefit."""
    if sets.row.buys:
        return (0, 1)
    own = {
        give.n: (2 if give.kind == "percent" else 1, value) for give, value in gives if give.target == "slot"
    }
    return tuple(sorted(range(len(sets.row.slots)), key=lambda slot: (*own.get(slot, (0, 0)), slot)))
