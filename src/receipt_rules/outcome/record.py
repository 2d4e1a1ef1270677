"""What an evaluation gives back: frozen msgspec records, one tree per receipt.

In: built by the engine, or decoded by `codec`. Out: `Outcome`. Invariants: field order is the order of the
canonical form; for every line, shelf amount less its discounts and the points paid on it is its final amount;
the runs of a line add up to its final amount. Amounts are minor units of `currency`; points are whole points.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from receipt_rules.outcome.reasons import ReasonSlug

VerdictKind = Literal["applied", "refused"]
CouponState = Literal["unknown", "not-yet", "expired", "used-up"]
PresentedState = Literal["applied", "no-effect", "not-yet", "expired", "used-up", "unknown"]
MessageKind = Literal["print", "tell", "nudge", "otherwise"]
MessagePlace = Literal["header", "line", "footer", "slip", "cashier", "customer"]


class Record(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Strings, numbers, tuples and dicts of those: never a cycle, so the collector need not track them."""


class RulesetRef(Record, frozen=True, kw_only=True):
    """Which ruleset decided; `language` is the level that fixes the semantics."""

    name: str
    version: str
    digest: str
    language: int


class Totals(Record, frozen=True, kw_only=True):
    """Sums over all lines: due = shelf - discount - points paid + rounding; `tax` sums finals by tax code."""

    shelf_minor: int
    discount_minor: int
    points_paid_minor: int
    rounding_minor: int
    due_minor: int
    tax: dict[str, int] = field(default_factory=dict)


class LineDiscount(Record, frozen=True, kw_only=True):
    """What one rule took off one line, and how many units got it (a weighed line is one unit)."""

    rule: str
    amount_minor: int
    units: int


class Run(Record, frozen=True, kw_only=True):
    """Neighbouring units of one final price; `quantity` as in a receipt, the amount is the whole run's."""

    quantity: str
    amount_minor: int


class ChainStep(Record, frozen=True, kw_only=True):
    """One step of a line's price chain: the line's amount before and after `rule`."""

    rule: str
    amount_minor: int
    before_minor: int
    after_minor: int


class OutcomeLine(Record, frozen=True, kw_only=True):
    """One line of the receipt, in its order; discounts in order of application."""

    id: str
    shelf_minor: int
    final_minor: int
    discounts: tuple[LineDiscount, ...] = ()
    runs: tuple[Run, ...] = ()
    points_paid_minor: int = 0
    points_earned: dict[str, int] = field(default_factory=dict)

    def chain(self) -> tuple[ChainStep, ...]:
        """The price chain down from the shelf amount, one step per discount; points paid come after it."""
        steps = []
        before = self.shelf_minor
        for discount in self.discounts:
            after = before - discount.amount_minor
            steps.append(
                ChainStep(
                    rule=discount.rule,
                    amount_minor=discount.amount_minor,
                    before_minor=before,
                    after_minor=after,
                )
            )
            before = after
        return tuple(steps)


class LineShare(Record, frozen=True, kw_only=True):
    """The part of an amount that fell on the line with this id."""

    line: str
    amount_minor: int


class Discount(Record, frozen=True, kw_only=True, tag_field="type", tag="discount"):
    """Money off; `phase` is 1 (items) or 2 (receipt), the shares add up to the amount."""

    rule: str
    phase: int
    amount_minor: int
    lines: tuple[LineShare, ...] = ()


class PointsEarned(Record, frozen=True, kw_only=True, tag_field="type", tag="points_earned"):
    """Points of `currency` for this receipt, usable from and until these ISO dates."""

    rule: str
    currency: str
    points: int
    available_on: str | None = None
    expires_on: str | None = None


class PointsRedeemed(Record, frozen=True, kw_only=True, tag_field="type", tag="points_redeemed"):
    """Points of `currency` spent: as a discount on the lines, or as a tender."""

    currency: str
    points: int
    amount_minor: int
    mode: Literal["discount", "tender"] = "discount"
    lines: tuple[LineShare, ...] = ()


class TenderCeiling(Record, frozen=True, kw_only=True, tag_field="type", tag="tender_ceiling"):
    """The most that `tender` may pay of this receipt; no rule if the tender itself says so."""

    tender: str
    amount_minor: int
    rule: str | None = None


class CouponIssued(Record, frozen=True, kw_only=True, tag_field="type", tag="coupon_issued"):
    """So many coupons of this declaration for the buyer, valid between these ISO dates."""

    rule: str
    coupon: str
    valid_from: str | None = None
    valid_until: str | None = None
    times: int = 1


class CouponUsed(Record, frozen=True, kw_only=True, tag_field="type", tag="coupon_used"):
    """Instances of the declaration `coupon` that a rule used. `code` is masked; `code_digest`: the SHA-256 of
    all of it, stripped and case-folded. `freed_by_return`: a return of all that it gave frees them."""

    rule: str
    coupon: str
    code: str
    code_digest: str | None = None
    times: int = 1
    freed_by_return: bool = False


class GiftOffered(Record, frozen=True, kw_only=True, tag_field="type", tag="gift_offered"):
    """Pieces of `sku` that the till may add and evaluate again, at this price each."""

    rule: str
    sku: str
    quantity: int
    price_minor: int = 0


class Message(Record, frozen=True, kw_only=True, tag_field="type", tag="message"):
    """Words for paper or people; `kind` is the clause, `place` where it goes, `line` the line above it.

    It is the rule's, or the loyalty programme's that prints on every receipt. A nudge says what is missing:
    `missing_minor` of money, `missing_quantity` of pieces or a weight as a receipt writes it.
    """

    rule: str | None = None
    kind: MessageKind
    place: MessagePlace
    text: str
    line: str | None = None
    missing_minor: int | None = None
    missing_quantity: str | None = None
    programme: str | None = None


class TotalRounding(Record, frozen=True, kw_only=True, tag_field="type", tag="total_rounding"):
    """The signed change of the amount due by rounding; negative is in the buyer's favour."""

    rule: str
    amount_minor: int


Effect = (
    Discount
    | PointsEarned
    | PointsRedeemed
    | TenderCeiling
    | CouponIssued
    | CouponUsed
    | GiftOffered
    | Message
    | TotalRounding
)


class Verdict(Record, frozen=True, kw_only=True):
    """What became of one rule; `reason` and the names in `numbers` are of the closed list in `reasons`.

    `state` tells apart why a coupon did not count. `gives_minor` is the money given, or for `tender-pending`
    what the rule would give by itself. `proven` and `gap_minor` are of the optimum of the rule's group.
    `trimmed_by` names what cut an applied amount: a limit, cap, budget or protection. `times`: how many sets
    an applied rule formed; 1 for a rule without sets.
    """

    rule: str
    verdict: VerdictKind
    reason: ReasonSlug | None = None
    state: CouponState | None = None
    numbers: dict[str, int | str] = field(default_factory=dict)
    gives_minor: int = 0
    proven: bool = True
    gap_minor: int = 0
    trimmed_by: str | None = None
    times: int = 1


class CouponVerdict(Record, frozen=True, kw_only=True):
    """What became of one coupon that was presented: `no-effect` is one that counts and that no rule used.

    `code` is masked; `coupon`: the declaration that the state is of, if there is one.
    """

    code: str
    state: PresentedState
    coupon: str | None = None


class CreditChange(Record, frozen=True, kw_only=True):
    """Units put towards, or taken from, the credit with this key."""

    key: str
    units: int
    at: str | None = None


class StateChanges(Record, frozen=True, kw_only=True):
    """What a commit must apply by conditional update: amounts to add per key; `coupons` counts uses by the
    digest of the code, as `CouponUsed` has it."""

    counters: dict[str, int] = field(default_factory=dict)
    credits_earned: tuple[CreditChange, ...] = ()
    credits_used: tuple[CreditChange, ...] = ()
    coupons: dict[str, int] = field(default_factory=dict)


class Outcome(Record, frozen=True, kw_only=True):
    """One evaluated receipt; `receipt` is the digest of its canonical form.

    Lines and coupons in receipt order; effects and verdicts by (phase, group, priority, id, line).
    """

    receipt: str
    ruleset: RulesetRef
    totals: Totals
    currency: str
    lines: tuple[OutcomeLine, ...] = ()
    effects: tuple[Effect, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    coupons: tuple[CouponVerdict, ...] = ()
    state_changes: StateChanges | None = None

    @property
    def due_minor(self) -> int:
        """What the buyer owes, in minor units; below zero when returns outweigh sales."""
        return self.totals.due_minor

    @property
    def nudges(self) -> tuple[Message, ...]:
        """The messages that say how little is missing for a rule."""
        return tuple(
            effect for effect in self.effects if isinstance(effect, Message) and effect.kind == "nudge"
        )

    @property
    def applied(self) -> tuple[str, ...]:
        """The ids of the rules that applied, in order of verdicts."""
        return tuple(verdict.rule for verdict in self.verdicts if verdict.verdict == "applied")

    def why(self, rule: str) -> Verdict | None:
        """The verdict on the rule with this id; None if the receipt does not concern it."""
        for verdict in self.verdicts:
            if verdict.rule == rule:
                return verdict
        return None
