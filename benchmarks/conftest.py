"""What the benchmarks share: receipts, and compiled rulesets of several sizes."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pytest

from benchmarks.receipts import sample, year
from benchmarks.rules import Goods, SimpleRule, as_text, goods_of, simple_rules
from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source
from receipt_rules.program import MemoryLoader, Program, bind
from receipt_rules.receipt import ReceiptRecord
from receipt_rules.runtime import Engine

RECEIPTS = 200

Documents = list[tuple[bytes, ReceiptRecord]]
Ruleset = tuple[list[SimpleRule], Engine]


def program_of(text: str) -> Program:
    """The program of a generated ruleset."""
    program = bind(Source("generated.rules", text), MemoryLoader({})).program
    assert program is not None
    return program


@pytest.fixture(scope="session")
def documents() -> Documents:
    """Real receipts of five lines and more: (JSON, record)."""
    return sample(RECEIPTS)


@pytest.fixture(scope="session")
def goods() -> Goods:
    """What the chain sells."""
    return goods_of(year())


@pytest.fixture(scope="session")
def ruleset(goods: Goods) -> Callable[[int], Ruleset]:
    """So many generated rules, with their engine; made once."""

    @lru_cache
    def make(count: int) -> Ruleset:
        rules = simple_rules(count, goods)
        return rules, Engine(compile_program(program_of(as_text(rules))))

    return make
