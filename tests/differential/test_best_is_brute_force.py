"""`best per item` gives what the best of all assignments gives, on small receipts."""

from __future__ import annotations

import pytest

from receipt_rules.compiler import compile_program
from receipt_rules.receipt import decode_receipt
from receipt_rules.runtime import Engine
from tests.differential.brute import Case, case_of, expected, receipt_of, text_of
from tests.differential.judge import program_of


def given(case: Case) -> dict[str, dict[int, int] | int]:
    """What the engine gives, as `expected` says it."""
    engine = Engine(compile_program(program_of(text_of(case))))
    outcome = engine.evaluate(decode_receipt(receipt_of(case)), verdicts="all")
    assert all(verdict.proven for verdict in outcome.verdicts)
    lines: dict[str, dict[int, int]] = {rule.id: {} for rule in case.rules}
    for line in outcome.lines:
        for discount in line.discounts:
            lines[discount.rule][int(line.id)] = discount.amount_minor
    return {
        rule.id: sum(lines[rule.id].values()) if rule.kind == "once" else lines[rule.id]
        for rule in case.rules
    }


def check(numbers: range) -> None:
    for number in numbers:
        case = case_of(number)
        assert given(case) == expected(case), (number, text_of(case), receipt_of(case))


def test_on_hundreds_of_receipts() -> None:
    check(range(500))


@pytest.mark.slow
@pytest.mark.parametrize("start", range(500, 5_000, 500))
def test_on_thousands_of_receipts(start: int) -> None:
    check(range(start, start + 500))


def test_most_cases_have_rivals() -> None:
    """Each of them is a contest: two rules could give, and often one of them is for all units at once."""
    cases = [case_of(number) for number in range(200)]
    gives = [sum(bool(amount) for amount in expected(case).values()) for case in cases]
    assert sum(count > 1 for count in gives) > 50
    assert sum(any(rule.kind == "once" for rule in case.rules) for case in cases) > 100
