"""Cards and coupons that were presented.

In: a world. Out: the state of every declaration that a presented code belongs to, and whether a coupon
belongs to none. Invariant: codes compare without case and surrounding space.

"A listed code (literal, CSV) is issued by being listed; ... only `matches` accepts codes nobody has seen.
States are told apart: applied, valid but without effect, not yet, expired, used up, unknown." (language.md,
Coupons.) A code counts on the business days that are in the term of its declaration and in its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from receipt_rules.program.model import CodeSet
from receipt_rules.receipt.record import CodeState
from receipt_rules.reference.calendar import term
from receipt_rules.reference.world import World

State = Literal["usable", "not-yet", "expired"]
_BEST: tuple[State, ...] = ("usable", "not-yet", "expired")
"""Of several codes of one declaration the best counts."""


class Presented(NamedTuple):
    """`states`: declaration to the state of its best code; `unknown`: some coupon belongs to none."""

    states: Mapping[str, State]
    unknown: bool


def presented(world: World) -> Presented:
    """Match every card and coupon with every declaration of its kind."""
    receipt, known = world.receipt, world.receipt.state
    states: dict[str, State] = {}
    unknown = False
    for kind, codes, of_host in (
        ("card", receipt.cards, {} if known is None else known.cards),
        ("coupon", tuple(each.code for each in receipt.coupons), {} if known is None else known.coupons),
    ):
        for code in codes:
            own = next((each for text, each in of_host.items() if _plain(text) == _plain(code)), None)
            owners = [each for each in world.program.codes.values() if each.kind == kind and _has(each, code)]
            unknown = unknown or (kind == "coupon" and not owners)
            for owner in owners:
                state = _state(world, owner, own)
                others = (state, states[owner.id]) if owner.id in states else (state,)
                states[owner.id] = min(others, key=_BEST.index)
    return Presented(states, unknown)


def _plain(code: str) -> str:
    return code.strip().casefold()


def _has(codes: CodeSet, code: str) -> bool:
    text = _plain(code)
    if text in {_plain(each) for each in codes.codes}:
        return True
    return any(re.fullmatch(pattern, text, re.IGNORECASE) for pattern in codes.patterns)


def _state(world: World, owner: CodeSet, own: CodeState | None) -> State:
    """Both terms must hold; what is over in one of them is over."""
    terms = [] if owner.validity is None else [term(owner.validity, world.moment)]
    today = world.moment.day.isoformat()
    if own is not None:
        if own.valid_until is not None and own.valid_until < today:
            terms.append("after")
        elif own.valid_from is not None and today < own.valid_from:
            terms.append("before")
    if "after" in terms:
        return "expired"
    return "not-yet" if "before" in terms else "usable"
