"""Cards and coupons on a receipt: which declarations they belong to, and in which state they are.

In: the codes presented, and what the receipt's `state` knows of them. Out: `CodeFacts`. Invariants: a code
is compared normalised and by digest, never stored or shown; states are told apart (usable, not yet, expired,
unknown); a code counts on business days that are in the term of its declaration and in its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from receipt_rules.calendar import Term
from receipt_rules.outcome.record import CouponState
from receipt_rules.receipt.record import CodeState
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
    known = receipt.state
    present: dict[str, State] = {}
    unknown = {"card": False, "coupon": False}
    presented = (
        ("card", receipt.cards, known.cards if known else _NOTHING),
        ("coupon", [coupon.code for coupon in receipt.coupons], known.coupons if known else _NOTHING),
    )
    for kind, codes, states in presented:
        own_states = {normalised(code): state for code, state in states.items()} if codes else _NOTHING
        for code in codes:
            text = normalised(code)
            owners = engine.owners_of(kind, text, digest_of(text))
            if not owners:
                unknown[kind] = True
            own = _own_term(session, own_states.get(text))
            for owner in owners:
                state = _STATES[max(own, _declared_term(session, owner), key=_TERMS.index)]
                if owner not in present or _BEST.index(state) < _BEST.index(present[owner]):
                    present[owner] = state
    return CodeFacts(present, unknown)


def _declared_term(session: Session, owner: str) -> Term:
    validity = session.engine.ruleset.codes[owner].validity
    return "within" if validity is None else validity_of(validity).at(session.moment)


def _own_term(session: Session, known: CodeState | None) -> Term:
    """Where today is in the term of one code; an ISO date sorts as its day does."""
    if known is None or (known.valid_from is None and known.valid_until is None):
        return "within"
    today = session.today.isoformat()
    if known.valid_until is not None and known.valid_until < today:
        return "after"
    return "before" if known.valid_from is not None and today < known.valid_from else "within"


_NOTHING: Final[dict[str, CodeState]] = {}
_TERMS: Final[tuple[Term, ...]] = ("within", "before", "after")
"""Of two terms that must both hold the later one here decides: what is over does not come back."""
_STATES: Final[dict[Term, State]] = {"before": "not-yet", "within": USABLE, "after": "expired"}
_BEST: Final[tuple[State, ...]] = (USABLE, "not-yet", "expired")
