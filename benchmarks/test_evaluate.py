"""How long an evaluation takes, and what it depends on.

Every figure is for 200 real receipts of five lines and more; divide by 200 for one. `test_same_totals` proves
that the engine and the thirty lines by hand decide the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.by_hand import evaluator, plain
from benchmarks.conftest import Documents, Ruleset
from receipt_rules.compiler import compile_file
from receipt_rules.outcome import encode_outcome
from receipt_rules.receipt import decode_receipt
from receipt_rules.runtime import Engine

SIZES = (10, 100, 1_000, 10_000)
GROCERY = Path(__file__).resolve().parent.parent / "rulesets" / "grocery" / "grocery.rules"

Rulesets = Callable[[int], Ruleset]


@pytest.mark.parametrize("rules", SIZES)
def test_same_totals(ruleset: Rulesets, documents: Documents, rules: int) -> None:
    simple, engine = ruleset(rules)
    by_hand = evaluator(simple)
    for _, record in documents:
        assert engine.evaluate(record).totals.discount_minor == by_hand(plain(record))


@pytest.mark.benchmark(group="simple rules, ready receipts")
@pytest.mark.parametrize("rules", SIZES)
def test_engine(benchmark: BenchmarkFixture, ruleset: Rulesets, documents: Documents, rules: int) -> None:
    _, engine = ruleset(rules)
    records = [record for _, record in documents]
    benchmark(lambda: [engine.evaluate(record) for record in records])


@pytest.mark.benchmark(group="simple rules, ready receipts")
@pytest.mark.parametrize("rules", SIZES)
def test_by_hand(benchmark: BenchmarkFixture, ruleset: Rulesets, documents: Documents, rules: int) -> None:
    simple, _ = ruleset(rules)
    by_hand = evaluator(simple)
    lines = [plain(record) for _, record in documents]
    benchmark(lambda: [by_hand(each) for each in lines])


@pytest.mark.benchmark(group="bytes in, bytes out")
@pytest.mark.parametrize("rules", [1_000])
def test_bytes(benchmark: BenchmarkFixture, ruleset: Rulesets, documents: Documents, rules: int) -> None:
    _, engine = ruleset(rules)
    data = [each for each, _ in documents]
    benchmark(lambda: [encode_outcome(engine.evaluate(decode_receipt(each))) for each in data])


@pytest.mark.benchmark(group="the grocery ruleset, ready receipts")
def test_grocery(benchmark: BenchmarkFixture, documents: Documents) -> None:
    engine = Engine.load(compile_file(GROCERY))
    records = [record for _, record in documents]
    benchmark(lambda: [engine.evaluate(record) for record in records])


@pytest.mark.benchmark(group="quantity of a line")
@pytest.mark.parametrize("quantity", [1, 100_000])
def test_quantity(
    benchmark: BenchmarkFixture, ruleset: Rulesets, documents: Documents, quantity: int
) -> None:
    _, engine = ruleset(1_000)
    records = []
    for data, _ in documents:
        document = json.loads(data)
        for line in document["lines"]:
            if "unit_price" not in line and line["quantity"].isdigit():
                line["quantity"] = str(quantity)
                line["amount_minor"] *= quantity
        records.append(decode_receipt(json.dumps(document)))
    benchmark(lambda: [engine.evaluate(record) for record in records])
