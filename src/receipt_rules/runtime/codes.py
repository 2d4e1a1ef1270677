"""Cards and coupons on a receipt: which declarations they belong to, and in which state they are.

In: the codes presented. Out: `CodeFacts`. Invariants: a code is compared normalised and by digest,
never stored or shown; states are told apart (usable, not yet, expired, unknown).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from receipt_rules.outcome.record import CouponState
from receipt_rules.runtime.eligibility import USABLE, validity_of
from receipt_rules.runtime.rows import digest_of, normalised

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session

State = CouponState | Literal["usable"]


class CodeFacts(NamedTuple):
    """`present`: declaration to state of its best code; `unknown`: a coupon (a card) that belongs to none."""

    present: dict[str, State]
    unknown: dict[str, bool]


def read_codes(session: Session) -> CodeFacts:
    """Match every card and coupon against every declaration of its kind."""
    engine = session.engine
    receipt = session.receipt
    present: dict[str, State] = {}
    unknown = {"card": False, "coupon": False}
    codes = [("card", number) for number in receipt.cards]
    codes += [("coupon", coupon.code) for coupon in receipt.coupons]
    for kind, code in codes:
        text = normalised(code)
        owners = engine.owners_of(kind, text, digest_of(text))
        if not owners:
            unknown[kind] = True
        for owner in owners:
            state = _state(session, owner)
            if present.get(owner) != USABLE:
                present[owner] = state
    return CodeFacts(present, unknown)


def _state(session: Session, owner: str) -> State:
    validity = session.engine.ruleset.codes[owner].validity
    return USABLE if validity is None else _STATES[validity_of(validity).at(session.moment)]


_STATES: dict[str, State] = {"before": "not-yet", "within": USABLE, "after": "expired"}
