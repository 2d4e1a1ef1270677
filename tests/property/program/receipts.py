"""Receipts for expressions to read, with the facts they hold written out by hand.

In: Hypothesis. Out: a session of the runtime and the table of facts that an expression should see in it.
"""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace
from typing import Any, NamedTuple

from hypothesis import strategies as st

from receipt_rules.receipt.record import CustomerRecord, LineRecord, ReceiptRecord, StoreRecord
from receipt_rules.runtime.rows import FactRow
from receipt_rules.runtime.session import Session

SCHEMA = """schema {
  customer.spent: money
  customer.factor: number
  customer.rate: percent
  customer.visits: int optional
}"""


class Case(NamedTuple):
    """A session, with the first line at hand, and what is true of it."""

    session: Session
    facts: dict[str, Any]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A receipt of one to three lines of two SKUs, whole pieces and dividing amounts."""
    rows = draw(
        st.lists(
            st.tuples(st.sampled_from("ab"), st.integers(1, 4), st.integers(1, 900)), min_size=1, max_size=3
        )
    )
    channel = draw(st.sampled_from(("pos", "app", "kiosk")))
    segments = draw(st.lists(st.sampled_from(("pos", "app", "kiosk")), unique=True))
    spent, factor, rate = draw(st.integers(0, 5000)), draw(st.integers(0, 300)), draw(st.integers(0, 1000))
    visits, cost, least = (draw(st.none() | st.integers(0, 800)) for _ in range(3))
    weighed, hour = draw(st.booleans()), draw(st.integers(0, 23))
    lines = tuple(
        LineRecord(
            id=str(number),
            sku=sku,
            quantity=str(count),
            amount_minor=count * price,
            weighed=weighed,
            cost_minor=cost,
            min_price_minor=least,
        )
        for number, (sku, count, price) in enumerate(rows)
    )
    attributes: dict[str, Any] = {
        "spent": spent,
        "factor": f"{factor // 100}.{factor % 100:02}",
        "rate": f"{rate // 10}.{rate % 10}",
    }
    if visits is not None:
        attributes["visits"] = visits
    receipt = ReceiptRecord(
        id="r",
        at=f"2026-03-04T{hour:02}:30:00+00:00",
        currency="EUR",
        channel=channel,
        store=StoreRecord(id="s", timezone="UTC"),
        customer=CustomerRecord(id="c", segments=tuple(segments), attributes=attributes),
        lines=lines,
    )
    kinds = {"spent": "money", "factor": "number", "rate": "percent", "visits": "int"}
    ruleset = SimpleNamespace(
        currency="EUR",
        zone=None,
        day_starts=0,
        minor_per_major=100,
        facts={f"customer.{name}": FactRow(kind, name == "visits") for name, kind in kinds.items()},
    )
    engine: Any = SimpleNamespace(ruleset=ruleset)
    facts = {
        "receipt.hour": hour,
        "receipt.channel": channel,
        "receipt.lines": len(rows),
        "receipt.total": sum(count * price for _, count, price in rows),
        "receipt.full": sum(count * price for _, count, price in rows),
        "receipt.quantity": sum(count for _, count, _ in rows),
        "customer.spent": spent,
        "customer.factor": Fraction(factor, 100),
        "customer.rate": Fraction(rate, 1000),
        "customer.visits": visits,
        "customer.segments": segments,
        "item.price": rows[0][2],
        "item.cost": cost,
        "item.min_price": least,
        "item.weighed": weighed,
    }
    same = [row for row in rows if row[0] == rows[0][0]]
    for over, some in (("", rows), (" of all items", rows), (" of this item", same)):
        facts |= {
            f"amount{over}": sum(count * price for _, count, price in some),
            f"quantity{over}": sum(count for _, count, _ in some),
            f"distinct{over}": len({sku for sku, _, _ in some}),
            f"lowest{over}": min(price for _, _, price in some),
            f"highest{over}": max(price for _, _, price in some),
        }
    return Case(Session(engine, receipt), facts)
