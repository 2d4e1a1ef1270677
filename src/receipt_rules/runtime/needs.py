"""What a receipt would touch: the state to fetch before it is evaluated.

In: an engine and a receipt. Out: `Needs`. Invariant: evaluation requires nothing that `needs` does not name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from receipt_rules.receipt.record import ReceiptRecord

if TYPE_CHECKING:
    from receipt_rules.runtime.engine import Engine


class Needs(NamedTuple):
    """Keys for the five parts of a receipt's `state`, each sorted and without repeats."""

    counters: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    balances: tuple[str, ...] = ()
    coupons: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()


def needs_of(engine: Engine, receipt: ReceiptRecord) -> Needs:
    """Nothing yet: no clause that this engine evaluates requires a counter, a credit, a balance or a code.

    Limits, points, generated codes and `use` require them; a ruleset that has one of these does not compile.
    A term that the host sends for a code of its own accord counts (see `codes`).
    """
    return Needs()
