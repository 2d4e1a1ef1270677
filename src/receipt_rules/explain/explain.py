"""Why each rule applied, or did not.

In: an engine and a receipt. Out: an `Explanation` per rule. Invariants: every rule of the ruleset is named
exactly once, in running order; of one rule `Engine.why` says the same.
"""

from __future__ import annotations

from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime import Engine
from receipt_rules.runtime.why import Explanation, explain_all


def explain(engine: Engine, receipt: ReceiptRecord) -> tuple[Explanation, ...]:
    """Every rule of the ruleset with what became of it. Raises ReceiptError as `Engine.evaluate` does."""
    return explain_all(engine, receipt)
