"""Phase 0: who and when. A gate answers with the first reason that shuts it, or None.

In: gate rows and the session. Out: `Reason`. Invariant: the order of the tests is the order of the
closed list of reasons: audience, card, coupon, window. A gate shared by many rules is tried once.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from receipt_rules.calendar import Validity, Window
from receipt_rules.outcome.reasons import ReasonSlug
from receipt_rules.outcome.record import CouponState
from receipt_rules.runtime.expressions import Function, build
from receipt_rules.runtime.rows import GateRow, ValidityRow, WindowRow
from receipt_rules.runtime.words import audience_in_words, moment_in_words, term_in_words, windows_in_words

if TYPE_CHECKING:
    from receipt_rules.runtime.plan import Plan
    from receipt_rules.runtime.session import Session


class Reason(NamedTuple):
    """Why a rule does not apply; `state` tells coupons apart, `numbers` are those of the reason."""

    slug: ReasonSlug
    state: CouponState | None = None
    numbers: dict[str, int | str] = {}  # noqa: RUF012 - never changed, most reasons have none


USABLE: Final = "usable"
"""The state of a card or coupon that counts."""

RUNNING: Final = frozenset({"active", "stopped"})
"""What a programme may be for its members to be members."""


DRAFT = Reason("draft")


def shut(session: Session, plan: Plan) -> Reason | None:
    """Why a rule cannot apply, whatever is on the receipt; a gate is tried once per receipt."""
    row = plan.row
    if row.draft:
        return DRAFT
    if row.gate < 0:
        return None
    reasons = session.reasons
    if row.gate in reasons:
        return reasons[row.gate]
    reason = reasons[row.gate] = session.engine.gate(row.gate).reason(session)
    return reason


class Gate:
    """A gate row, ready to be tried."""

    __slots__ = ("audience", "conditions", "row", "validities", "windows")

    def __init__(self, row: GateRow) -> None:
        self.row = row
        self.audience = Reason("audience", None, {"required": audience_in_words(row)})
        self.validities = tuple(validity_of(each) for each in row.validities)
        self.windows = tuple(window_of(each) for each in row.windows)
        self.conditions: dict[int, Function] = {
            place: build(value) for place, (kind, value) in enumerate(row.audiences) if kind == "where"
        }

    def reason(self, session: Session) -> Reason | None:
        """The first reason against, or None."""
        row = self.row
        if (row.customer and session.customer is None) or (row.audiences and not self._addressed(session)):
            return self._programme(session) or self.audience
        if row.cards or row.coupons:
            refusal = self._codes(session)
            if refusal is not None:
                return refusal
        if self.validities or self.windows:
            return self._times(session)
        return None

    def _addressed(self, session: Session) -> bool:
        customer = session.customer
        for place, (kind, value) in enumerate(self.row.audiences):
            if kind == "everyone":
                return True
            if customer is None:
                continue
            if kind == "members":
                if session.is_member(value):
                    return True
            elif kind == "segment":
                if session.in_segment(value):
                    return True
            elif self.conditions[place](session, [], None):
                return True
        return False

    def _programme(self, session: Session) -> Reason | None:
        """The first programme of the audience that is not running: nobody can be its member."""
        for kind, id in self.row.audiences:
            if kind == "members" and id is not None:
                status = session.programme_status(id)
                if status not in RUNNING:
                    name = session.engine.ruleset.programmes[id].name
                    return Reason("programme", None, {"programme": name, "status": status})
        return None

    def _codes(self, session: Session) -> Reason | None:
        facts = session.codes
        for kind, needed in (("card", self.row.cards), ("coupon", self.row.coupons)):
            for owner in needed:
                state = facts.present.get(owner)
                if state == USABLE:
                    continue
                needed_one: dict[str, int | str] = {"required": owner}
                if kind == "card":
                    return Reason("card", None, needed_one)
                if state is None:
                    return Reason("coupon", "unknown" if facts.unknown["coupon"] else None, needed_one)
                return Reason("coupon", state, needed_one)
        return None

    def _times(self, session: Session) -> Reason | None:
        at = session.moment
        for validity, row in zip(self.validities, self.row.validities, strict=True):
            if validity.at(at) != "within":
                return shut_at(session, term_in_words(row))
        if self.windows and not any(window.holds(at) for window in self.windows):
            return shut_at(session, windows_in_words(self.row))
        return None


def shut_at(session: Session, required: str) -> Reason:
    """The part of the times that is not now."""
    return Reason(
        "window", None, {"actual": moment_in_words(session.today, session.local), "required": required}
    )


def validity_of(row: ValidityRow) -> Validity:
    """The calendar's value of a row."""
    return Validity(
        None if row.first_day is None else dt.date.fromisoformat(row.first_day),
        None if row.last_day is None else dt.date.fromisoformat(row.last_day),
        None if row.starts is None else dt.datetime.fromisoformat(row.starts),
        None if row.ends is None else dt.datetime.fromisoformat(row.ends),
    )


def window_of(row: WindowRow) -> Window:
    """The calendar's value of a row."""
    if row.dates is not None:
        return Window((dt.date.fromisoformat(row.dates[0]), dt.date.fromisoformat(row.dates[1])), row.span)
    return Window(None if row.weekdays is None else frozenset(row.weekdays), row.span)
