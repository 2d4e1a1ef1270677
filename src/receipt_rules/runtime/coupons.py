"""Coupons that are used up and coupons that are issued.

In: the verdicts of an evaluation. Out: effects, uses to be counted, and what became of each coupon.
Invariants: each application uses one instance of each coupon that its rule needs, ascending by code; several
rules may use one instance, so that a code is used as often as by the rule that used it most; a full code
never comes out.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from receipt_rules.calendar import Validity
from receipt_rules.outcome.record import (
    CouponIssued,
    CouponUsed,
    CouponVerdict,
    PresentedState,
)
from receipt_rules.receipt.record import masked
from receipt_rules.runtime.eligibility import Reason, shut_at, validity_of
from receipt_rules.runtime.rows import ValidityRow
from receipt_rules.runtime.words import term_in_words

if TYPE_CHECKING:
    from receipt_rules.runtime.codes import Coupon, Instance
    from receipt_rules.runtime.plan import Plan
    from receipt_rules.runtime.running import Running
    from receipt_rules.runtime.session import Session

CouponEffect = CouponIssued | CouponUsed


def most_applications(session: Session, plan: Plan) -> int | None:
    """How often a rule may apply on this receipt: the uses left of each coupon that it needs; None: no end.

    Who forms sets must not form more. A rule whose gate is open may apply once at least.
    """
    gate = session.engine.ruleset.gates[plan.row.gate] if plan.row.gate >= 0 else None
    bounds = [_left(session, id) for id in gate.coupons] if gate else []
    return min((bound for bound in bounds if bound is not None), default=None)


def _left(session: Session, id: str) -> int | None:
    lefts = [instance.left for instance in session.codes.usable.get(id, ())]
    known = [left for left in lefts if left is not None]
    return sum(known) if len(known) == len(lefts) else None


# ---- effects --------------------------------------------------------------------------------------------


def coupon_effects(session: Session, running: Running, times: int) -> Iterator[CouponEffect]:
    """What a rule that applied so many times issues, and what it uses."""
    row = running.plan.row
    for id in row.issues:
        validity = session.engine.ruleset.codes[id].validity
        if not _over(session, id):
            first, last = _days(validity, session.engine.ruleset.day_starts)
            yield CouponIssued(rule=row.id, coupon=id, valid_from=first, valid_until=last, times=times)
    if row.gate < 0 or not uses_coupons(running):
        return
    for id in session.engine.ruleset.gates[row.gate].coupons:
        for instance, uses in _consumed(session, id, times):
            yield CouponUsed(
                rule=row.id,
                coupon=id,
                code=masked(instance.code),
                code_digest=digest(instance.text),
                times=uses,
                freed_by_return=session.engine.ruleset.codes[id].freed,
            )


def uses_coupons(running: Running) -> bool:
    """Words alone use nothing up."""
    row = running.plan.row
    return row.reward.kind != "none" or bool(row.issues)


def nothing_to_issue(session: Session, running: Running) -> Reason | None:
    """Why a rule that gives nothing but coupons cannot: the terms of all of them are over."""
    issues = running.plan.row.issues
    if not issues or not all(_over(session, id) for id in issues):
        return None
    validity = session.engine.ruleset.codes[issues[0]].validity
    assert validity is not None  # what has no term is never over
    return shut_at(session, term_in_words(validity))


def digest(text: str) -> str:
    """SHA-256 in hex of a normalised code: the key of its uses in an outcome."""
    return hashlib.sha256(text.encode()).hexdigest()


def _consumed(session: Session, id: str, times: int) -> Iterator[tuple[Instance, int]]:
    for instance in session.codes.usable.get(id, ()):
        uses = times if instance.left is None else min(times, instance.left)
        if uses:
            yield instance, uses
        times -= uses


def _over(session: Session, id: str) -> bool:
    validity = session.engine.ruleset.codes[id].validity
    return validity is not None and validity_of(validity).at(session.moment) == "after"


def _days(row: ValidityRow | None, day_starts: int) -> tuple[str | None, str | None]:
    """The first and the last business day of a term."""
    if row is None:
        return None, None
    term: Validity = validity_of(row)
    first, last = term.first_day, term.last_day
    before = dt.timedelta(minutes=day_starts)
    if term.starts is not None:
        first = (term.starts - before).date()
    if term.ends is not None:
        last = (term.ends - before - _INSTANT).date()
    return _iso(first), _iso(last)


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


# ---- what is counted and said of each coupon ------------------------------------------------------------


def coupon_changes(session: Session, effects: Iterable[object]) -> dict[str, int]:
    """Uses to be added, by the digest of the code; of codes that may be used any number of times none."""
    counted: dict[str, int] = {}
    by_rule: dict[tuple[str, str], int] = {}
    for effect in effects:
        if isinstance(effect, CouponUsed) and effect.code_digest is not None:
            uses = max(by_rule.get((effect.rule, effect.code_digest), 0), effect.times)
            by_rule[effect.rule, effect.code_digest] = uses
            if session.engine.ruleset.codes[effect.coupon].uses:
                counted[effect.code_digest] = 0
    for (_, key), uses in by_rule.items():
        if key in counted:
            counted[key] = max(counted[key], uses)
    return dict(sorted(counted.items()))


def coupon_verdicts(session: Session, effects: Iterable[object]) -> tuple[CouponVerdict, ...]:
    """What became of each coupon of the receipt, in its order."""
    if not session.receipt.coupons:
        return ()
    used: dict[str | None, str] = {}
    for effect in effects:
        if isinstance(effect, CouponUsed):
            used.setdefault(effect.code_digest, effect.coupon)
    return tuple(_verdict(coupon, used.get(digest(coupon.text))) for coupon in session.codes.coupons)


def _verdict(coupon: Coupon, used: str | None) -> CouponVerdict:
    state: PresentedState = "unknown"
    owner = used
    if used is not None:
        state = "applied"
    elif coupon.states:
        owner = min(coupon.states, key=lambda id: (_BEST.index(_shown(coupon.states[id])), id))
        state = _shown(coupon.states[owner])
    return CouponVerdict(code=masked(coupon.code), state=state, coupon=owner)


def _shown(state: str) -> PresentedState:
    return "no-effect" if state == "usable" else state  # type: ignore[return-value]  # the others are the same


_BEST: Final[tuple[PresentedState, ...]] = (
    "applied",
    "no-effect",
    "not-yet",
    "expired",
    "used-up",
    "unknown",
)
_INSTANT: Final = dt.timedelta(microseconds=1)
