"""What groups cost: the same 1,000 simple rules, meeting in other ways.

Each figure is for 200 real receipts, as in `test_evaluate`. `ungrouped` is the fast path; `uncontested` has
one rule for each SKU, so that nothing is contested, ungrouped and in a group of each mode.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.conftest import Documents, program_of
from benchmarks.rules import Goods, SimpleRule, as_text, simple_rules
from receipt_rules.compiler import compile_program
from receipt_rules.runtime import Engine

RULES = 1_000

MEETING: dict[str, Sequence[str]] = {
    "ungrouped": (),
    "best": ("group a best per item",),
    "exclusive": ("group a exclusive per item",),
    "stack": ("group a stack per item",),
    "stack, capped": ("group a stack per item cap 30%",),
    "compound": ("group a compound per item",),
    "at most 2": ("group a stack per item at most 2 rules",),
    "per receipt": ("group a best per receipt",),
    "four groups": tuple(f"group {name} best per item" for name in "abcd"),
    "part of best": ("group a best per item", "group b stack per item part of a"),
    "excluded": ("group a best per item excludes b", "group b best per item"),
}


def _engine(rules: Sequence[SimpleRule], groups: Sequence[str]) -> Engine:
    return Engine(compile_program(program_of(as_text(rules, *groups))))


@pytest.mark.benchmark(group="the same 1,000 rules, meeting in other ways")
@pytest.mark.parametrize("meeting", MEETING)
def test_meeting(benchmark: BenchmarkFixture, goods: Goods, documents: Documents, meeting: str) -> None:
    engine = _engine(simple_rules(RULES, goods), MEETING[meeting])
    records = [record for _, record in documents]
    benchmark(lambda: [engine.evaluate(record) for record in records])


@pytest.mark.benchmark(group="uncontested: one rule for each SKU")
@pytest.mark.parametrize("meeting", ["ungrouped", "best", "exclusive", "stack", "compound"])
def test_uncontested(benchmark: BenchmarkFixture, goods: Goods, documents: Documents, meeting: str) -> None:
    rules = {rule.value: rule for rule in simple_rules(3 * RULES, goods) if rule.on == "sku"}
    engine = _engine(list(rules.values())[:RULES], MEETING[meeting])
    records = [record for _, record in documents]
    benchmark(lambda: [engine.evaluate(record) for record in records])
