"""What becomes of one candidate rule during an evaluation.

In: a plan and its lines. Out: filled by the stages, read by `verdicts` and `assemble`. Invariant:
`given` is what the rule took, after every cut; `reason` is set if and only if it took nothing.
"""

from __future__ import annotations

from fractions import Fraction

from receipt_rules.runtime.eligibility import Reason
from receipt_rules.runtime.lines import Line, Shares
from receipt_rules.runtime.plan import Plan

Segment = tuple[int, int, int]
"""(count, numerator, denominator): so many units in order, each worth this many minor units, exactly."""

Capacity = tuple[int, int]
"""(count, minor units): so many units in order, and what may be taken off each of them."""


class Running:
    """One candidate rule. `offers`: by `Line.at`, what it would give to the units of the line."""

    __slots__ = (
        "floors",
        "gap",
        "given",
        "lines",
        "lost_to",
        "met",
        "offers",
        "plan",
        "proven",
        "reason",
        "total",
        "trimmed_by",
        "whole",
    )

    def __init__(self, plan: Plan, lines: list[Line]) -> None:
        self.plan = plan
        self.lines = lines
        self.reason: Reason | None = None
        self.offers: dict[int, list[Segment]] = {}
        self.floors: dict[int, int] = {}
        """By `Line.at`, the rule's own floor of a unit, minor units, as far as it was asked."""
        self.whole: Whole | None = None
        self.met: set[str] = set()
        self.lost_to: tuple[str, int, int] | None = None
        """The winner's id, what it gives, and what this rule would have given, in minor units."""
        self.given: list[tuple[Line, int, Shares]] = []
        self.total = 0
        self.trimmed_by: str | None = None
        self.proven = True
        self.gap = 0

    def give(self, line: Line, amount: int, shares: Shares) -> None:
        """Take `amount` off the line for this rule."""
        if amount:
            line.take(self.plan.row.id, amount, shares)
            self.given.append((line, amount, shares))
            self.total += amount


class Whole:
    """A `once` candidate: it claims every unit with capacity of its lines, all or nothing.

    `value` is its exact worth, cut to capacity; `capacities` by `Line.at`, for each run at entry to the
    group; `won` once the group has decided for it.
    """

    __slots__ = ("capacities", "value", "won")

    def __init__(self, value: Fraction, capacities: dict[int, list[Capacity]]) -> None:
        self.value = value
        self.capacities = capacities
        self.won = False
