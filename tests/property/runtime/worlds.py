"""A generated ruleset and receipt, taken through the doors that a till uses."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source, to_text
from receipt_rules.outcome import encode_outcome
from receipt_rules.outcome.record import Outcome
from receipt_rules.program import MemoryLoader, Program, bind
from receipt_rules.receipt import decode_receipt
from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime import Engine
from receipt_rules.testing.strategies import CURRENCIES, Declaration, Ruleset, receipts, rulesets


def examples(count: int) -> settings:
    """So many examples in the quick profile, and in proportion in another."""
    quick = 100
    return settings(max_examples=max(1, count * settings.default.max_examples // quick))


World = tuple[Ruleset, dict[str, Any]]


def worlds(**options: Any) -> st.SearchStrategy[World]:
    """A ruleset and a receipt in one currency."""
    return st.sampled_from(CURRENCIES).flatmap(
        lambda currency: st.tuples(rulesets(currency, **options), receipts(currency))
    )


def program_of(ruleset: Ruleset) -> Program:
    result = bind(Source("generated.rules", ruleset.text()), MemoryLoader({}))
    assert result.program is not None, to_text(result.diagnostics) + ruleset.text()
    return result.program


def engine_of(ruleset: Ruleset) -> Engine:
    return Engine(compile_program(program_of(ruleset)))


def record_of(receipt: dict[str, Any]) -> ReceiptRecord:
    return decode_receipt(json.dumps(receipt))


def outcome_of(ruleset: Ruleset, receipt: dict[str, Any]) -> Outcome:
    return engine_of(ruleset).evaluate(record_of(receipt), verdicts="all")


def both(engine: Engine, receipt: ReceiptRecord) -> bytes:
    """All that an engine says of a receipt: the outcome with the verdicts concerned, and with all."""
    said = engine.evaluate(receipt), engine.evaluate(receipt, verdicts="all")
    return b"\n".join(encode_outcome(each) for each in said)


def with_rules(ruleset: Ruleset, rules: Iterable[Declaration]) -> Ruleset:
    return ruleset._replace(declarations=(*ruleset.declarations, *rules))
