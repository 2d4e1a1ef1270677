"""One promotion, with nothing left to look up.

In: made by `program.bind`. Out: read by lint, compiler, reference interpreter, test runner and explain.
Invariant: a rule without `later` needs nothing that is not evaluated.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from receipt_rules.calendar import Validity, Window
from receipt_rules.diagnostics import Span
from receipt_rules.money import RoundMode
from receipt_rules.program.expression import Expr, Selection
from receipt_rules.program.model.reward import Reward
from receipt_rules.program.model.vocabulary import Later
from receipt_rules.program.model.words import Goal, Words


@dataclass(frozen=True, slots=True)
class ForEveryone:
    """`everyone`."""


@dataclass(frozen=True, slots=True)
class ForMembers:
    """`members [of program]`: `program` is the programme's id, or None for any."""

    program: str | None


@dataclass(frozen=True, slots=True)
class ForSegment:
    """`segment s`."""

    segment: str


@dataclass(frozen=True, slots=True)
class ForCustomers:
    """`customers where ...`."""

    condition: Expr


Audience = ForEveryone | ForMembers | ForSegment | ForCustomers


@dataclass(frozen=True, slots=True)
class Slot:
    """`count` units of a set; or, where `dimension` is kg, l or m, weighed units of `micro` millionths or
    more."""

    count: int
    selection: Selection
    micro: int = 0
    dimension: str = ""


@dataclass(frozen=True, slots=True)
class RoundTo:
    """`round price|discount MODE to STEP | .ENDING`: exactly one of step and ending.

    `ending_minor` is compared with the price modulo one major unit (`.99` is 99 of 100).
    """

    what: Literal["price", "discount"]
    mode: RoundMode
    step_minor: int | None = None
    ending_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One promotion. `audiences` empty means everyone. `selection` is what `on` says (absent: all).

    `reads_customer`: something in the rule needs a customer (audience, `customer.*`). `reward` is None when
    the rule's only reward is in `later`, and where it gives no money. `scope`: where the rule acts, which is
    where its group does: phase 1, phase 2, the rounding of the total (phase 5), or only phase 7. `alone`:
    compared with all others together, or `first`, which wins whenever it gives anything. `issues`: the
    coupons that it issues. `words` in an order of their own; `goals`: the conditions of `when` that a nudge
    can speak of.
    """

    id: str
    title: str
    doc: str
    draft: bool
    was: tuple[str, ...]
    span: Span = field(compare=False, repr=False)
    module: str = ""
    audiences: tuple[Audience, ...] = ()
    cards: tuple[str, ...] = ()
    coupons: tuple[str, ...] = ()
    validities: tuple[Validity, ...] = ()
    windows: tuple[Window, ...] = ()
    when: tuple[Expr, ...] = ()
    unless: tuple[Expr, ...] = ()
    selection: Selection | None = None
    slots: tuple[Slot, ...] = ()
    """What one set is made of, as far as this receipt must have it. `reward` is then a `SetReward`."""
    reward: Reward | None = None
    floor: Expr | None = None
    rounding: RoundTo | None = None
    including_manual: bool = False
    priority: int | None = None
    group: str | None = None
    scope: Literal["item", "receipt", "total", "words"] = "item"
    alone: Literal["alone", "first"] | None = None
    issues: tuple[str, ...] = ()
    words: tuple[Words, ...] = ()
    goals: tuple[Goal, ...] = ()
    reads_customer: bool = False
    later: tuple[Later, ...] = ()

    @property
    def evaluated(self) -> bool:
        """Whether it has something to do, and nothing of it is `later`."""
        return not self.later and (self.reward is not None or bool(self.issues or self.words))
