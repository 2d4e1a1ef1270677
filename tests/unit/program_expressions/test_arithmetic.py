"""The arithmetic of the language page, and nothing else; computed exactly before the till opens."""

from __future__ import annotations

from fractions import Fraction

import pytest

from receipt_rules.program.bind.place import Place
from receipt_rules.program.expression import Arithmetic, Const, IfElse, Logic, Not, PercentOf
from receipt_rules.program.types import BOOL, INT, MONEY, NUMBER, PERCENT, Type
from tests.unit.program_expressions.scopes import bound

OPERANDS = {
    MONEY: "receipt.total",
    PERCENT: "customer.rate",
    NUMBER: "customer.factor",
    INT: "receipt.lines",
    BOOL: "customer.happy",
}
SCHEMA = "schema { customer.rate: percent customer.factor: number customer.happy: bool }"
ALLOWED = {
    (MONEY, "+", MONEY): MONEY,
    (MONEY, "-", MONEY): MONEY,
    (PERCENT, "+", PERCENT): PERCENT,
    (PERCENT, "-", PERCENT): PERCENT,
    (MONEY, "*", NUMBER): MONEY,
    (NUMBER, "*", MONEY): MONEY,
    (MONEY, "*", INT): MONEY,
    (INT, "*", MONEY): MONEY,
    **{
        (left, op, right): INT if left == right == INT else NUMBER
        for left in (NUMBER, INT)
        for op in "+-*"
        for right in (NUMBER, INT)
    },
}


@pytest.mark.parametrize("op", "+-*")
@pytest.mark.parametrize("left", OPERANDS, ids=str)
@pytest.mark.parametrize("right", OPERANDS, ids=str)
def test_what_type_checks(left: Type, op: str, right: Type) -> None:
    text = f"{OPERANDS[left]} {op} {OPERANDS[right]}"
    found = bound(text, declared=SCHEMA)
    if (left, op, right) in ALLOWED:
        assert isinstance(found.expr, Arithmetic)
        assert found.type == ALLOWED[left, op, right]
    else:
        assert found.said == [("type-mismatch", text)]


@pytest.mark.parametrize(
    ("text", "type"),
    [("receipt.total / 4", MONEY), ("receipt.lines / 2", NUMBER), ("customer.factor / 1.5", NUMBER)],
)
def test_a_constant_may_divide(text: str, type: Type) -> None:
    assert bound(text, declared=SCHEMA).type == type


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("receipt.total / receipt.lines", ("not-a-constant", "receipt.lines")),
        ("receipt.total / 0", ("divide-by-zero", "0")),
        ("receipt.total / nothing", ("divide-by-zero", "nothing")),
        ("receipt.total / 5 EUR", ("type-mismatch", "receipt.total / 5 EUR")),
        ("customer.rate / 2", ("type-mismatch", "customer.rate / 2")),
        ("10% of receipt.lines", ("type-mismatch", "receipt.lines")),
        ("10% of customer.rate", ("type-mismatch", "customer.rate")),
        ("customer.factor of receipt.total", ("type-mismatch", "customer.factor")),
        ("-customer.happy", ("type-mismatch", "customer.happy")),
        ("receipt.total + 5", ("unit-missing", "5")),
        ("5 - receipt.total", ("unit-missing", "5")),
        ("receipt.total + -5", ("unit-missing", "5")),
        ("customer.rate + 5", ("unit-missing", "5")),
        ("receipt.total + 5 USD", ("currency-mismatch", "5 USD")),
        ("5 USD + receipt.lines", ("currency-mismatch", "5 USD")),
        ("1 kg + 2 kg", ("type-mismatch", "1 kg + 2 kg")),
    ],
)
def test_what_does_not(text: str, said: tuple[str, str]) -> None:
    found = bound(text, declared=f"{SCHEMA}\nlet nothing = 3 - 3")
    assert found.expr is None
    assert found.said == [said]


def test_all_mistakes_of_an_expression_are_said() -> None:
    found = bound("receipt.totl > 5 EUR and receipt.total > 5 USD or store.name = 3")
    assert [slug for slug, _ in found.said] == ["unknown-fact", "currency-mismatch", "unknown-fact"]


@pytest.mark.parametrize(
    ("text", "type", "value"),
    [
        ("2 + 3 * 4", INT, 14),
        ("7 / 2", NUMBER, Fraction(7, 2)),
        ("4 / 2", NUMBER, Fraction(2)),
        ("1.5 - 1", NUMBER, Fraction(1, 2)),
        ("-(2 - 5)", INT, 3),
        ("10 EUR / 3", MONEY, Fraction(1000, 3)),
        ("10 EUR / 4", MONEY, 250),
        ("3 * 1.20 EUR - 0.10 EUR", MONEY, 350),
        ("12.5% + 2.5%", PERCENT, Fraction(3, 20)),
        ("30% of 12 EUR", MONEY, 360),
        ("rate of 12 EUR", MONEY, 60),
        ("border * 2", MONEY, 2400),
        ("1 EUR > 0.99 EUR and not 3 <= 2", BOOL, True),
        ("2 in 1..2", BOOL, True),
        ("0 in 1..2", BOOL, False),
        ("3 in 1..2", BOOL, False),
        ("1.5 in {1, 2}", BOOL, False),
        ('"abc" matches /a.c/', BOOL, True),
        ('"abc" matches /b/', BOOL, False),
        ("if 1 = 2 then 1 EUR else 2 EUR", MONEY, 200),
        ("if 1 = 1 then 3 else 2.5", INT, 3),
        ("2026-03-01 < 2026-03-02", BOOL, True),
        ("500 g = 0.5 kg", BOOL, True),
        ("receipt.total is known", BOOL, True),
    ],
)
def test_constants_are_folded(text: str, type: Type, value: object) -> None:
    found = bound(text, declared="let rate = 5%\nlet border = base + 2 EUR\nlet base = 10 EUR")
    assert (found.type, found.value) == (type, value)
    assert isinstance(found.value, int) == isinstance(value, int)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("receipt.lines > 1 and 1 < 2", "receipt.lines > 1"),
        ("1 < 2 and receipt.lines > 1", "receipt.lines > 1"),
        ("1 > 2 or receipt.lines > 1", "receipt.lines > 1"),
        ("not not receipt.lines > 1", "receipt.lines > 1"),
        ("if 1 = 1 then receipt.lines else 0", "receipt.lines"),
        ("receipt.lines > 1 or 1 < 2", None),
        ("receipt.lines > 1 and 1 > 2", None),
    ],
)
def test_what_decides_nothing_is_left_out(text: str, left: str | None) -> None:
    expr = bound(text).expr
    assert expr is not None
    assert not isinstance(expr, Logic | Not | IfElse)
    if left is None:
        assert isinstance(expr, Const)
    else:
        assert expr.span.text == left


def test_what_is_not_known_is_kept() -> None:
    assert isinstance(bound("30% of receipt.total").expr, PercentOf)
    assert isinstance(bound("receipt.total * 2").expr, Arithmetic)


def test_a_whole_number_in_place_of_a_number_is_a_number() -> None:
    assert bound("3", want=NUMBER).said == []
    assert bound("3.5", want=INT).said == [("type-mismatch", "3.5")]
    assert bound("if receipt.lines > 1 then 3 else 2.5").type == NUMBER


@pytest.mark.parametrize("first", ["1_000_000", "1 / 3", "-7"])
def test_a_number_beyond_all_bounds_is_refused_before_it_grows(first: str) -> None:
    lets = "\n".join(f"let n{i + 1} = n{i} * n{i}" for i in range(12))
    found = bound("n12", Place.CONSTANT, declared=f"let n0 = {first}\n{lets}")
    assert found.expr is None
    assert [slug for slug, _ in found.said] == ["number-too-large"]
