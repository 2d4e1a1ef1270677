"""Receipts and rulesets to explain."""

from __future__ import annotations

from receipt_rules.explain import Explanation, explain, to_text
from receipt_rules.outcome.record import Verdict
from receipt_rules.receipt import LineRecord, ReceiptRecord
from receipt_rules.receipt.record import StoreRecord
from receipt_rules.runtime import Engine
from tests.unit.slip.golden import engine_of

HEAD = 'ruleset "x" version "1" currency EUR timezone "Europe/Berlin"\n'


def receipt(*lines: tuple[str, str, int], **more: object) -> ReceiptRecord:
    """Lines as (category, quantity, amount), one of tea without any; on a Wednesday at noon."""
    fields: dict[str, object] = {
        "id": "R1",
        "at": "2026-03-04T11:00:00Z",
        "currency": "EUR",
        "store": StoreRecord(id="S1", timezone="Europe/Berlin"),
        "lines": tuple(
            LineRecord(
                id=f"L{place}", sku=f"s{place}", category=(category,), quantity=quantity, amount_minor=amount
            )
            for place, (category, quantity, amount) in enumerate(lines or [("Tea", "2", 890)], 1)
        ),
    }
    return ReceiptRecord(**{**fields, **more})  # type: ignore[arg-type]


def engine(text: str) -> Engine:
    """The engine of these declarations."""
    return engine_of(f"{HEAD}{text}\n")


def one(rule: str, sold: ReceiptRecord, before: str = "") -> Explanation:
    """The explanation of the one rule `r`."""
    (found,) = explain(engine(f"{before}rule r {rule}"), sold)
    return found


def all_of(text: str, sold: ReceiptRecord) -> dict[str, Explanation]:
    """The explanations of a ruleset, by rule; `Engine.why` says the same of each."""
    made = engine(text)
    found = {each.rule: each for each in explain(made, sold)}
    assert found == {rule: made.why(sold, rule) for rule in found}
    return found


def explained(verdict: Verdict, **more: object) -> str:
    """The text of an explanation with this verdict, and else nothing but what is given."""
    fields: dict[str, object] = {
        "rule": "r", "title": "", "currency": "EUR", "concerned": True, "steps": (), "conditions": (),
        "group": None, "matched": None, "lines": (), "would_minor": 0, "instead": None, "excluded_by": None,
        "prices": (),
    }  # fmt: skip
    return to_text(Explanation(verdict=verdict, **{**fields, **more}))  # type: ignore[arg-type]
