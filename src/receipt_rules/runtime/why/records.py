"""What an explanation consists of: frozen msgspec records, one tree per rule.

In: built by `explained`. Out: `Explanation`. Invariants: field order is the order of the JSON form, and every
field is always there; amounts are whole minor units of `currency`; what could not be told is None, never a
guess.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from receipt_rules.outcome.reasons import ReasonSlug
from receipt_rules.outcome.record import Verdict

Numbers = dict[str, int | str]
"""As in a verdict: a name that ends in `_minor` has minor units, any other a whole number or a text."""


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Data only; written with all its fields."""


class Step(Record, frozen=True):
    """One thing that a rule asks: the slug of its reason, in words what is asked, and whether it held."""

    asks: ReasonSlug
    words: str
    holds: bool


class Comparison(Record, frozen=True):
    """One comparison of a condition, by itself, with what the receipt has.

    What does not hold inside a `not` or an `or` may be as it should be: `Condition.holds` is of the whole.
    """

    words: str
    """As an author writes it."""
    operator: Annotated[str, Meta(description="=, !=, <, <=, >, >=, in, matches, near, is known, is")]
    has: Annotated[str | None, Meta(description="the left side, in words")]
    against: Annotated[str | None, Meta(description="the right side, where the words do not say it")]
    numbers: Annotated[
        Numbers,
        Meta(description="`actual` and `required`; of a range `low` and `high`; money ends in `_minor`"),
    ]
    holds: Annotated[
        bool | None,
        Meta(description="null: not known on this receipt, since a fact that it reads is not"),
    ]


class Condition(Record, frozen=True):
    """One `when` or `unless`, with its comparisons from left to right."""

    clause: Literal["when", "unless"]
    words: str
    holds: Annotated[
        bool | None,
        Meta(description="what stands behind the keyword; an `unless` that holds shuts the rule out"),
    ]
    comparisons: tuple[Comparison, ...]

    @property
    def met(self) -> bool | None:
        """Does the rule pass? None where that is not known."""
        return self.holds if self.clause == "when" or self.holds is None else not self.holds


class GroupPlace(Record, frozen=True):
    """The group that a rule meets its rivals in. Without an id: the ungrouped rules of its phase."""

    id: str | None
    mode: Literal["exclusive", "best", "stack", "compound"]
    scope: Literal["item", "receipt"]
    part_of: Annotated[tuple[str, ...], Meta(description="the groups that it is a part of, nearest first")]
    cap: Annotated[str | None, Meta(description="in words")]
    most_rules: Annotated[int | None, Meta(description="`at most n rules`")]


class MatchedLine(Record, frozen=True):
    """A line that the rule selects: its id, and how many of its units (1 for what is weighed)."""

    line: str
    units: int


class GivenLine(Record, frozen=True):
    """What the rule took off a line."""

    line: str
    amount_minor: int


class Rival(Record, frozen=True):
    """Who gives instead of a rule that lost."""

    winner: Annotated[
        str | None, Meta(description="id of a rule or of a part of the group; null: several rules together")
    ]
    kind: Literal["rule", "group", "rules"]
    title: str
    winner_minor: int
    loser_minor: int
    difference_minor: Annotated[
        int, Meta(description="winner less loser; below zero where the winner gives less")
    ]


class Excluder(Record, frozen=True):
    """The group that gave money first, what it gave in all, and by which rules."""

    group: str
    amount_minor: int
    rules: tuple[str, ...]


class UnitPrice(Record, frozen=True):
    """Units of a line that are alike, at entry to the rule's group."""

    line: str
    units: int
    price_minor: int
    least_minor: Annotated[int, Meta(description="the lowest price that the rule may bring the unit to")]
    wanted_minor: Annotated[
        int | str | None,
        Meta(
            description='the exact price that the rule would bring it to ("7/3" if not whole); null: no such'
        ),
    ]


class Explanation(Record, frozen=True):
    """One rule with its verdict, and what led to it."""

    rule: str
    title: str
    currency: str
    verdict: Verdict
    concerned: Annotated[
        bool, Meta(description="the receipt has its items, or the cards and coupons that it needs")
    ]
    steps: Annotated[tuple[Step, ...], Meta(description="who, when and if, as far as it was asked")]
    conditions: Annotated[
        tuple[Condition, ...],
        Meta(
            description="every `when` and `unless`, at entry to the rule's group, whatever was refused before"
        ),
    ]
    group: Annotated[GroupPlace | None, Meta(description="null: a rounding of the total")]
    matched: Annotated[
        tuple[MatchedLine, ...] | None,
        Meta(description="in receipt order; null: the selector asks for what the receipt does not say"),
    ]
    lines: Annotated[tuple[GivenLine, ...], Meta(description="what it gave, in receipt order")]
    would_minor: Annotated[
        int | None, Meta(description="what the rule gives by itself; null where that is not known")
    ]
    """What the rule gives at entry to its group as the only rule of that group, with everything that could
    refuse it before its turn taken as met: draft, audience, cards, coupons, window, conditions, exclusion.

    What earlier groups gave stands. Its items, rounding and floor hold, `protect` of these items, and the
    caps of its group and of those it is part of; `protect receipt` does not. A rule with `alone` begins
    at the shelf price. A rounding of the total is what it takes off, below zero where it adds. None: a draft
    with a clause that is not evaluated yet, or a selector, reward or floor that reads what the receipt does
    not say."""
    instead: Annotated[Rival | None, Meta(description="of `lost`: who won, and by how much")]
    excluded_by: Annotated[Excluder | None, Meta(description="of `excluded`: who gave money first")]
    prices: Annotated[
        tuple[UnitPrice, ...],
        Meta(description="of `protected`, `already-lower` and `zero`: what each unit costs and may cost"),
    ]
