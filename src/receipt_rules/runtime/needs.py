"""What a receipt would touch: the state to fetch before it is evaluated.

In: an engine and a receipt. Out: `Needs`. Invariants: evaluation requires nothing that `needs` does not name;
it names nothing of a rule that cannot concern the receipt: cost follows the codes presented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from receipt_rules.receipt.record import ReceiptRecord, masked
from receipt_rules.runtime.codes import codes_to_ask_for

if TYPE_CHECKING:
    from receipt_rules.runtime.engine import Engine


class Needs(NamedTuple):
    """Keys for the five parts of a receipt's `state`, each sorted and without repeats.

    `coupons` and `cards` are codes in the form in which they compare: stripped and case-folded.
    """

    counters: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    balances: tuple[str, ...] = ()
    coupons: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()

    def __repr__(self) -> str:
        shown = (f"{name}={tuple(map(masked, keys))}" for name, keys in self._asdict().items() if keys)
        return f"Needs({', '.join(shown)})"


def needs_of(engine: Engine, receipt: ReceiptRecord) -> Needs:
    """The coupons whose uses are counted, and the coupons and cards that must have been issued.

    Limits, credits and points require counters and balances; a ruleset that has one of these does not
    compile. A term that the host sends for a code of its own accord counts (see `codes`).
    """
    if not (receipt.coupons or receipt.cards):
        return Needs()
    coupons, cards = (tuple(sorted(set(codes_to_ask_for(engine.codes, receipt, kind)))) for kind in _KINDS)
    return Needs(coupons=coupons, cards=cards)


_KINDS = ("coupon", "card")
