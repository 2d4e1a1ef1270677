"""Phase 0: who and when.

In: a rule and the world. Out: the first reason against it, or None. Invariant: the order of the tests is the
order of the closed list: draft, programme, audience, card, coupon, window. Phase 0 "drops rules, with the
reason".
"""

from __future__ import annotations

from receipt_rules.outcome.record import CouponState
from receipt_rules.program import model
from receipt_rules.reference import words
from receipt_rules.reference.calendar import in_window, term
from receipt_rules.reference.codes import Presented
from receipt_rules.reference.expressions import holds, in_segment
from receipt_rules.reference.reasons import DRAFT, Reason
from receipt_rules.reference.world import World

RUNNING = ("active", "stopped")
""" "`members`: the customer has a programme; `of p`: this one, active or stopped"."""


def shut(rule: model.Rule, world: World, codes: Presented) -> Reason | None:
    """Why the rule cannot apply, whatever is on the receipt."""
    if rule.draft:
        return DRAFT
    return (
        _not_addressed(rule, world)
        or _without_card(rule, codes)
        or _without_coupon(rule, codes)
        or _at_another_time(rule, world)
    )


def _not_addressed(rule: model.Rule, world: World) -> Reason | None:
    """ "Without a customer: a rule that reads `customer.*`, is `for members`, ... does not apply, reason
    `audience`." "`for`: a list is "or"." """
    audiences = words.in_order(rule.audiences)
    nobody = rule.reads_customer and world.customer is None
    if not nobody and (not audiences or any(_is_in(each, world) for each in audiences)):
        return None
    for each in audiences:
        if isinstance(each, model.ForMembers) and each.program is not None:
            programme = world.program.programs[each.program]
            status = status_of(programme, world)
            if status not in RUNNING:
                return Reason("programme", {"programme": programme.name, "status": status})
    return Reason("audience", {"required": words.audience(rule)})


def _is_in(audience: model.Audience, world: World) -> bool:
    customer = world.customer
    if customer is None:
        return False
    if isinstance(audience, model.ForMembers):
        if audience.program is None:
            return bool(customer.programmes)
        programme = world.program.programs[audience.program]
        return programme.name in customer.programmes and status_of(programme, world) in RUNNING
    view = world.at(world.shelf)
    if isinstance(audience, model.ForSegment):
        return in_segment(audience.segment, view)
    return isinstance(audience, model.ForCustomers) and holds(audience.condition, view)


def status_of(programme: model.Programme, world: World) -> str:
    """`draft`, `active`, `stopped` or `deleted`; outside its term `not begun` or `over`."""
    if programme.validity is None or programme.status not in RUNNING:
        return programme.status
    outside = {"before": "not begun", "after": "over"}
    return outside.get(term(programme.validity, world.moment), programme.status)


def _without_card(rule: model.Rule, codes: Presented) -> Reason | None:
    for needed in sorted(set(rule.cards)):
        if codes.states.get(needed) != "usable":
            return Reason("card", {"required": needed})
    return None


def _without_coupon(rule: model.Rule, codes: Presented) -> Reason | None:
    for needed in sorted(set(rule.coupons)):
        state = codes.states.get(needed)
        if state == "usable":
            continue
        told: CouponState | None = "unknown" if codes.unknown else None
        return Reason("coupon", {"required": needed}, told if state is None else state)
    return None


def _at_another_time(rule: model.Rule, world: World) -> Reason | None:
    own = (*rule.validities, *(() if world.program.validity is None else (world.program.validity,)))
    for each in words.terms_in_order(own):
        if term(each, world.moment) != "within":
            return _window(world, words.term(each))
    if rule.windows and not any(in_window(each, world.moment) for each in rule.windows):
        return _window(world, words.windows(rule.windows))
    return None


def _window(world: World, required: str) -> Reason:
    return Reason("window", {"actual": words.moment(world.moment), "required": required})
