"""`best per item` with sets gives what the best of all choices gives, on small receipts."""

from __future__ import annotations

import pytest

from receipt_rules.compiler import compile_program
from receipt_rules.receipt import decode_receipt
from receipt_rules.runtime import Engine
from tests.differential.brute_sets import expected, world_of
from tests.differential.judge import program_of
from tests.differential.set_cases import Case, case_of, receipt_text, text_of


def given(case: Case) -> dict[str, dict[int, int] | int]:
    """What the engine gives, as `expected` says it."""
    engine = Engine(compile_program(program_of(text_of(case))))
    outcome = engine.evaluate(decode_receipt(receipt_text(case)), verdicts="all")
    assert all(verdict.proven for verdict in outcome.verdicts)
    lines: dict[str, dict[int, int]] = {rule.id: {} for rule in (*case.plain, *case.sets)}
    for line in outcome.lines:
        for discount in line.discounts:
            lines[discount.rule][int(line.id)] = discount.amount_minor
    summed = {rule.id for rule in case.sets if rule.one_amount}
    summed |= {rule.id for rule in case.plain if rule.kind == "once"}
    return {id: sum(amounts.values()) if id in summed else amounts for id, amounts in lines.items()}


def check(numbers: range) -> None:
    for number in numbers:
        case = case_of(number)
        assert given(case) == expected(case), (number, text_of(case), receipt_text(case))


def test_on_hundreds_of_receipts() -> None:
    check(range(500))


@pytest.mark.slow
@pytest.mark.parametrize("start", range(500, 5_000, 500))
def test_on_thousands_of_receipts(start: int) -> None:
    check(range(start, start + 500))


def test_most_cases_have_sets_and_rivals() -> None:
    """Sets are formed in most of them, often of several rules, or beside a rule without sets."""
    cases = [case_of(number) for number in range(200)]
    gives = [{id for id, amount in expected(case).items() if amount} for case in cases]
    sets = [{rule.id for rule in case.sets} for case in cases]
    assert sum(bool(given & forming) for given, forming in zip(gives, sets, strict=True)) > 100
    assert (
        sum(len(given) > 1 and bool(given & forming) for given, forming in zip(gives, sets, strict=True)) > 50
    )
    assert sum(len(world_of(case).sets) > 10 for case in cases) > 20
