"""How long it takes from text to an engine."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.conftest import Ruleset, program_of
from benchmarks.rules import Goods, as_text, simple_rules
from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source
from receipt_rules.language import Parser
from receipt_rules.runtime import Engine, encode

Rulesets = Callable[[int], Ruleset]


@pytest.mark.benchmark(group="from text to bytes, cold", min_rounds=2)
@pytest.mark.parametrize("rules", [100, 1_000])
def test_compile(benchmark: BenchmarkFixture, goods: Goods, rules: int) -> None:
    text = as_text(simple_rules(rules, goods))
    benchmark(lambda: encode(compile_program(program_of(text))))


@pytest.mark.benchmark(group="parse again after an edit of one rule", min_rounds=2)
@pytest.mark.parametrize("rules", [1_000])
def test_edit(benchmark: BenchmarkFixture, goods: Goods, rules: int) -> None:
    text = as_text(simple_rules(rules, goods))
    parser = Parser()
    parser.parse(Source("a.rules", text))
    edited = Source("a.rules", text.replace("% off\n", ".5% off\n", 1))
    benchmark(lambda: parser.parse(edited))


@pytest.mark.benchmark(group="load a compiled ruleset")
@pytest.mark.parametrize("rules", [100, 1_000, 10_000])
def test_load(benchmark: BenchmarkFixture, ruleset: Rulesets, rules: int) -> None:
    data = encode(ruleset(rules)[1].ruleset)
    benchmark(lambda: Engine.load(data))
