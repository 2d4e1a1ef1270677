"""The engine against the oracle, on small receipts: every unit, every amount, every reason."""

from __future__ import annotations

import pytest

from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source, to_text
from receipt_rules.outcome.record import Outcome
from receipt_rules.program import MemoryLoader, bind
from receipt_rules.receipt import decode_receipt
from receipt_rules.runtime import Engine
from tests.differential.oracle import Answer, ask
from tests.differential.shop import Case, Goods, case_of, receipt_of, smaller, text_of


def engine_says(case: Case) -> Answer:
    """The engine's answer, in the oracle's words."""
    text = text_of(case)
    result = bind(Source("case.rules", text), MemoryLoader({}))
    assert result.program is not None, to_text(result.diagnostics) + text
    engine = Engine(compile_program(result.program))
    return as_answer(engine.evaluate(decode_receipt(receipt_of(case)), verdicts="all"))


def as_answer(outcome: Outcome) -> Answer:
    units = []
    for line in outcome.lines:
        prices: list[int] = []
        for run in line.runs:
            count = int(run.quantity) if run.quantity.isdigit() else 1
            prices += [run.amount_minor // count] * count
        units.append(prices)
    verdicts = outcome.verdicts
    assert all(verdict.proven for verdict in verdicts)
    return Answer(
        units,
        {verdict.rule: verdict.gives_minor for verdict in verdicts},
        {verdict.rule: verdict.reason or "" for verdict in verdicts if verdict.verdict == "refused"},
    )


def agrees(case: Case) -> bool:
    return engine_says(case) == ask(case)


def smallest(case: Case) -> Case:
    """A case that fails as this one does, and none of those that are smaller by one thing does."""
    for other in smaller(case):
        if not agrees(other):
            return smallest(other)
    return case


def check(numbers: range, **bounds: int) -> None:
    for number in numbers:
        case = case_of(number, **bounds)
        if not agrees(case):
            failing = smallest(case)
            assert engine_says(failing) == ask(failing), (number, text_of(failing), receipt_of(failing))


def test_engine_and_oracle_agree() -> None:
    check(range(1_000), max_units=5, max_rules=4)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(1_000, 21_000, 1_000))
def test_engine_and_oracle_agree_on_thousands(start: int) -> None:
    check(range(start, start + 1_000))


def test_a_failing_case_is_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search for a small case keeps what matters: here, a rule on two lines."""
    big = case_of(5)._replace(
        lines=(Goods("A", 3, None, 100), Goods("B", 1, None, 7), Goods("C", 1, None, 9))
    )
    monkeypatch.setitem(globals(), "agrees", lambda case: len(case.lines) < 2)
    assert len(smallest(big).lines) == 2
    assert len(smallest(big).rules) == 1
