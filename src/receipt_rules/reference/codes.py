"""Cards and coupons that were presented, and what is known of each.

In: a world. Out: the state of every declaration that a presented code belongs to, and the codes that count.
Invariant: codes compare without case and surrounding space.

"A listed code (literal, CSV) is issued by being listed; a `generated` code counts only if the state says that
it was issued; only `matches` accepts codes nobody has seen. States are told apart: applied, valid but
without effect, not yet, expired, used up, unknown." (language.md, Coupons.) A code counts on business days
that are in the term of its declaration and in its own. What is not known offline does not count (decision 8).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from receipt_rules.errors import ReceiptError
from receipt_rules.program.model import CodeSet
from receipt_rules.receipt.record import CodeState
from receipt_rules.reference.calendar import term
from receipt_rules.reference.world import World

State = Literal["usable", "not-yet", "expired", "used-up", "unknown"]
BEST: tuple[State, ...] = ("usable", "not-yet", "expired", "used-up", "unknown")
"""Of several codes of one declaration, and of several declarations of one code, the best counts."""

ENDLESS = 10**12
"""Uses of a code that may be used any number of times."""


class Code(NamedTuple):
    """A presented coupon: as it was written, as it compares, its state for each of its declarations."""

    written: str
    plain: str
    states: Mapping[str, State]


@dataclass(frozen=True, slots=True)
class Presented:
    """`states`: declaration to the state of its best code; `unknown`: some coupon belongs to none.

    `uses`: by declaration, how often each of its usable codes may be used, by the code as it compares.
    `coupons`: in receipt order.
    """

    states: dict[str, State] = field(default_factory=dict)
    uses: dict[str, dict[str, int]] = field(default_factory=dict)
    coupons: list[Code] = field(default_factory=list)

    @property
    def unknown(self) -> bool:
        """Some coupon belongs to no declaration."""
        return any(not code.states for code in self.coupons)


def presented(world: World) -> Presented:
    """Match every card and coupon with every declaration of its kind.

    "A missing one is the ReceiptError `missing-state`, unless `offline: true`."
    """
    result = Presented()
    state = world.receipt.state
    coupons = [each.code for each in world.receipt.coupons]
    _match(world, "card", world.receipt.cards, {} if state is None else state.cards, result)
    _match(world, "coupon", coupons, {} if state is None else state.coupons, result)
    return result


def _match(
    world: World,
    kind: Literal["card", "coupon"],
    codes: Sequence[str],
    of_host: Mapping[str, CodeState],
    result: Presented,
) -> None:
    declared = sorted(
        (each for each in world.program.codes.values() if each.kind == kind), key=lambda each: each.id
    )
    for code in codes:
        owners = [each for each in declared if _lists(each, code) or _generates(each, code)]
        known = next((each for text, each in of_host.items() if plain(text) == plain(code)), None)
        asked = [each for each in owners if _is_asked(world, each, code)]
        if known is None and asked and not world.receipt.offline:
            raise ReceiptError("missing-state", f"/state/{kind}s", "the state of a code is missing")
        states: dict[str, State] = {}
        for owner in owners:
            if known is None and owner in asked:
                states[owner.id] = "unknown"
            else:
                states[owner.id] = _state(world, owner, code, known)
            if states[owner.id] == "usable":
                result.uses.setdefault(owner.id, {})[plain(code)] = _left(world, owner, known)
            others = [states[owner.id], result.states.get(owner.id, "unknown")]
            result.states[owner.id] = min(others, key=BEST.index)
        if kind == "coupon":
            result.coupons.append(Code(code.strip(), plain(code), states))


def plain(code: str) -> str:
    """ "Codes compare without case and surrounding space"."""
    return code.strip().casefold()


def _lists(codes: CodeSet, code: str) -> bool:
    """It is in a list of the declaration, or fits one of its regular expressions."""
    if plain(code) in {plain(each) for each in codes.codes}:
        return True
    return any(re.fullmatch(pattern, plain(code), re.IGNORECASE) for pattern in codes.patterns)


def _generates(codes: CodeSet, code: str) -> bool:
    return any(_fits(pattern, plain(code)) for pattern in codes.generated)


def _fits(pattern: str, text: str) -> bool:
    """`#` is a digit, `?` a letter."""
    if len(pattern) != len(text):
        return False
    for drawn, character in zip(pattern, text, strict=True):
        if drawn == "#" and character in "0123456789":
            continue
        if drawn == "?" and character in "abcdefghijklmnopqrstuvwxyz":
            continue
        if drawn in "#?" or drawn != character:
            return False
    return True


def _is_asked(world: World, owner: CodeSet, code: str) -> bool:
    """Whether the state of the code decides anything: some live rule needs the declaration, and the code
    must have been issued, or its uses are counted."""
    live = [rule for rule in world.program.rules if not rule.draft]
    if not any(owner.id in (*rule.cards, *rule.coupons) for rule in live):
        return False
    return not _lists(owner, code) or (owner.uses is not None and not _nobodys(world, owner))


def _nobodys(world: World, owner: CodeSet) -> bool:
    """Uses are counted by customer, and there is none."""
    return owner.per_customer and world.customer is None


def _left(world: World, owner: CodeSet, known: CodeState | None) -> int:
    if owner.uses is None or _nobodys(world, owner):
        return ENDLESS
    if known is None:
        return owner.uses
    return max(0, owner.uses - (known.used_by_customer if owner.per_customer else known.used))


def _state(world: World, owner: CodeSet, code: str, known: CodeState | None) -> State:
    """The first that holds of: unknown, over, not begun, used up. Both terms must hold; what is over in one
    of them is over."""
    if not _lists(owner, code) and not (known is not None and known.issued):
        if known is not None and known.used > 0:
            # "State that contradicts itself (used more than issued): ReceiptError."
            raise ReceiptError("contradictory-state", f"/state/{owner.kind}s", "used, and never issued")
        return "unknown"
    terms = [] if owner.validity is None else [term(owner.validity, world.moment)]
    today = world.moment.day.isoformat()
    if known is not None:
        if known.valid_until is not None and known.valid_until < today:
            terms.append("after")
        elif known.valid_from is not None and today < known.valid_from:
            terms.append("before")
    if "after" in terms:
        return "expired"
    if "before" in terms:
        return "not-yet"
    return "usable" if _left(world, owner, known) > 0 else "used-up"
