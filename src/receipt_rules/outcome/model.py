"""The public models of an outcome: its JSON Schema, and a reader of stored outcomes for users of pydantic.

In: an `Outcome` record, or JSON. Out: frozen pydantic models, or a pydantic ValidationError. Invariants:
field by field these are the records of `record`, in the same order; record -> model -> record gives an
equal outcome.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import msgspec
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr

from receipt_rules.outcome import record as records
from receipt_rules.outcome.codec import decode_outcome
from receipt_rules.outcome.reasons import ReasonSlug

__all__ = [
    "CouponIssued",
    "CouponUsed",
    "CouponVerdict",
    "CreditChange",
    "Discount",
    "Effect",
    "GiftOffered",
    "LineDiscount",
    "LineShare",
    "Message",
    "Outcome",
    "OutcomeLine",
    "PointsEarned",
    "PointsRedeemed",
    "RulesetRef",
    "Run",
    "StateChanges",
    "TenderCeiling",
    "TotalRounding",
    "Totals",
    "Verdict",
]


class _Model(BaseModel):
    """Frozen, strict, closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
    mirrors: ClassVar[type[msgspec.Struct]]


class RulesetRef(_Model):
    """Which ruleset decided."""

    mirrors = records.RulesetRef

    name: StrictStr
    version: StrictStr
    digest: StrictStr
    """SHA-256 in hex over all its files."""
    language: StrictInt
    """The level that fixes the semantics."""


class Totals(_Model):
    """Sums over all lines: due = shelf - discount - points paid + rounding. Minor units."""

    mirrors = records.Totals

    shelf_minor: StrictInt
    discount_minor: StrictInt
    points_paid_minor: StrictInt
    rounding_minor: StrictInt
    due_minor: StrictInt
    """Below zero where returns outweigh sales."""
    tax: dict[StrictStr, StrictInt] = Field(default_factory=dict)
    """Final amounts by tax code."""


class LineDiscount(_Model):
    """What one rule took off one line."""

    mirrors = records.LineDiscount

    rule: StrictStr
    amount_minor: StrictInt
    units: StrictInt
    """How many units got it; a weighed line is one unit."""


class Run(_Model):
    """Neighbouring units of one final price."""

    mirrors = records.Run

    quantity: StrictStr
    """As in a receipt: `"2"`, `"1.314 kg"`."""
    amount_minor: StrictInt
    """Of the whole run."""


class OutcomeLine(_Model):
    """One line; shelf less its discounts and the points paid on it is final."""

    mirrors = records.OutcomeLine

    id: StrictStr
    shelf_minor: StrictInt
    final_minor: StrictInt
    discounts: tuple[LineDiscount, ...] = ()
    """In order of application."""
    runs: tuple[Run, ...] = ()
    points_paid_minor: StrictInt = 0
    points_earned: dict[StrictStr, StrictInt] = Field(default_factory=dict)
    """By points currency."""


class LineShare(_Model):
    """The part of an amount that fell on one line."""

    mirrors = records.LineShare

    line: StrictStr
    amount_minor: StrictInt


class Discount(_Model):
    """Money off; the shares add up to the amount."""

    mirrors = records.Discount

    type: Literal["discount"] = "discount"
    rule: StrictStr
    phase: StrictInt
    """1: items, 2: receipt."""
    amount_minor: StrictInt
    lines: tuple[LineShare, ...] = ()


class PointsEarned(_Model):
    """Points for this receipt."""

    mirrors = records.PointsEarned

    type: Literal["points_earned"] = "points_earned"
    rule: StrictStr
    currency: StrictStr
    points: StrictInt
    available_on: StrictStr | None = None
    """ISO date."""
    expires_on: StrictStr | None = None
    """ISO date."""


class PointsRedeemed(_Model):
    """Points spent on this receipt."""

    mirrors = records.PointsRedeemed

    type: Literal["points_redeemed"] = "points_redeemed"
    currency: StrictStr
    points: StrictInt
    amount_minor: StrictInt
    mode: Literal["discount", "tender"] = "discount"
    lines: tuple[LineShare, ...] = ()


class TenderCeiling(_Model):
    """The most that a tender may pay of this receipt."""

    mirrors = records.TenderCeiling

    type: Literal["tender_ceiling"] = "tender_ceiling"
    tender: StrictStr
    amount_minor: StrictInt
    rule: StrictStr | None = None


class CouponIssued(_Model):
    """A coupon for the buyer."""

    mirrors = records.CouponIssued

    type: Literal["coupon_issued"] = "coupon_issued"
    rule: StrictStr
    coupon: StrictStr
    """Name of the declaration."""
    valid_from: StrictStr | None = None
    """ISO date."""
    valid_until: StrictStr | None = None
    """ISO date."""
    times: StrictInt = 1
    """How many."""


class CouponUsed(_Model):
    """A coupon that was used up by a rule."""

    mirrors = records.CouponUsed

    type: Literal["coupon_used"] = "coupon_used"
    rule: StrictStr
    coupon: StrictStr
    """Name of the declaration."""
    code: StrictStr
    """Masked: its last four characters."""
    code_digest: StrictStr | None = None
    """SHA-256 in hex of the whole code, stripped and case-folded."""
    times: StrictInt = 1
    freed_by_return: StrictBool = False
    """A return of all that it gave frees it."""


class GiftOffered(_Model):
    """Pieces that the till may add and evaluate again."""

    mirrors = records.GiftOffered

    type: Literal["gift_offered"] = "gift_offered"
    rule: StrictStr
    sku: StrictStr
    quantity: StrictInt
    price_minor: StrictInt = 0


class Message(_Model):
    """Words for paper or people."""

    mirrors = records.Message

    type: Literal["message"] = "message"
    rule: StrictStr | None = None
    kind: records.MessageKind
    place: records.MessagePlace
    text: StrictStr
    line: StrictStr | None = None
    missing_minor: StrictInt | None = None
    """What a nudge says is missing."""
    missing_quantity: StrictStr | None = None
    """The same, of pieces (`"2"`) or a weight (`"0.5 kg"`)."""
    programme: StrictStr | None = None
    """The loyalty programme that prints it on every receipt."""


class TotalRounding(_Model):
    """The signed change of the amount due by rounding."""

    mirrors = records.TotalRounding

    type: Literal["total_rounding"] = "total_rounding"
    rule: StrictStr
    amount_minor: StrictInt


Effect = Annotated[
    Discount
    | PointsEarned
    | PointsRedeemed
    | TenderCeiling
    | CouponIssued
    | CouponUsed
    | GiftOffered
    | Message
    | TotalRounding,
    Field(discriminator="type"),
]


class Verdict(_Model):
    """What became of one rule."""

    mirrors = records.Verdict

    rule: StrictStr
    verdict: records.VerdictKind
    reason: ReasonSlug | None = None
    state: records.CouponState | None = None
    """Why a coupon did not count."""
    numbers: dict[StrictStr, StrictInt | StrictStr] = Field(default_factory=dict)
    """The numbers of the reason; names that end in `_minor` are minor units."""
    gives_minor: StrictInt = 0
    """Money given; for `tender-pending`, the money it would give by itself."""
    proven: StrictBool = True
    """The choice of its group is proven to be the best one."""
    gap_minor: StrictInt = 0
    """At most so much better could it be."""
    trimmed_by: StrictStr | None = None
    """What cut the amount: a limit, cap, budget or protection."""
    times: StrictInt = 1
    """How many sets an applied rule formed; 1 for a rule without sets."""


class CouponVerdict(_Model):
    """What became of one coupon that was presented."""

    mirrors = records.CouponVerdict

    code: StrictStr
    """Masked: its last four characters."""
    state: records.PresentedState
    """`no-effect`: it counts, and no rule used it."""
    coupon: StrictStr | None = None
    """Name of the declaration that the state is of; none for a code that nobody knows."""


class CreditChange(_Model):
    """Units put towards, or taken from, a credit."""

    mirrors = records.CreditChange

    key: StrictStr
    units: StrictInt
    at: StrictStr | None = None


class StateChanges(_Model):
    """What a commit must apply by conditional update."""

    mirrors = records.StateChanges

    counters: dict[StrictStr, StrictInt] = Field(default_factory=dict)
    """To be added, by key."""
    credits_earned: tuple[CreditChange, ...] = ()
    credits_used: tuple[CreditChange, ...] = ()
    coupons: dict[StrictStr, StrictInt] = Field(default_factory=dict)
    """Uses to be added, by the digest of the code."""


class Outcome(_Model):
    """One evaluated receipt. Amounts are minor units of `currency`."""

    mirrors = records.Outcome

    receipt: StrictStr
    """SHA-256 in hex of the canonical receipt."""
    ruleset: RulesetRef
    totals: Totals
    currency: StrictStr
    lines: tuple[OutcomeLine, ...] = ()
    """In receipt order."""
    effects: tuple[Effect, ...] = ()
    """By (phase, group, priority, id, line)."""
    verdicts: tuple[Verdict, ...] = ()
    """By (phase, group, priority, id); of the rules that the receipt concerns, or of all on request."""
    coupons: tuple[CouponVerdict, ...] = ()
    """In receipt order: what became of each."""
    state_changes: StateChanges | None = None

    @classmethod
    def of(cls, outcome: records.Outcome) -> Self:
        """The model of a record."""
        return cls.model_validate(msgspec.to_builtins(outcome))

    def record(self) -> records.Outcome:
        """The record of the model."""
        return decode_outcome(self.model_dump_json(exclude_defaults=False))
