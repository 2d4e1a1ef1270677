"""A copy of an engine decides what the engine decides, and shares nothing that it looked up."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable

import pytest

from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source
from receipt_rules.outcome import encode_outcome
from receipt_rules.program import MemoryLoader, bind
from receipt_rules.receipt import decode_receipt
from receipt_rules.runtime import Engine

TEXT = """ruleset "x" version "1" currency EUR
items cheap = category "A" where item.price < 20 EUR
rule r { on items cheap give 10% off }
"""
RECEIPT = decode_receipt(
    json.dumps(
        {
            "id": "r", "at": "2026-03-04T12:00:00+01:00", "currency": "EUR",
            "store": {"id": "s", "timezone": "Europe/Berlin"},
            "lines": [{"id": "1", "sku": "a", "quantity": "1", "amount_minor": 1000, "category": ["A"]}],
        }
    )
)  # fmt: skip


@pytest.mark.parametrize("copied", [copy.deepcopy, copy.copy, lambda each: pickle.loads(pickle.dumps(each))])
def test_a_copy_of_a_warm_engine(copied: Callable[[Engine], Engine]) -> None:
    program = bind(Source("x.rules", TEXT), MemoryLoader({})).program
    assert program is not None
    engine = Engine(compile_program(program))
    before = encode_outcome(engine.evaluate(RECEIPT))
    twin = copied(engine)
    assert not twin._predicates.keys() & engine._predicates.keys() or twin.ruleset is engine.ruleset
    assert twin._plans == [None]
    assert encode_outcome(twin.evaluate(RECEIPT)) == before
