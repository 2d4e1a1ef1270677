"""Tiers and decision tables as values, constants of any file, and how deep an expression may be."""

from __future__ import annotations

import pytest

from receipt_rules.compiler.expression import expression_row
from receipt_rules.language.actions.expressions import MAX_DEPTH
from receipt_rules.program.bind.place import Place
from receipt_rules.program.expression import Expr, Logic, TableValue, TierValue
from receipt_rules.program.types import INT, MONEY, NUMBER, PERCENT, Type
from receipt_rules.runtime.expressions import build
from tests.unit.program_expressions.scopes import bound

TABLES = """
tiers rates by amount whole { from 0 EUR: 0% from 10 EUR: 3% }
tiers steps by quantity whole { from 0: 1 from 5: 1.5 }
tiers kilos by amount whole { from 0 EUR: 500 g }
tiers named by amount whole { from 0 EUR: least from 5 EUR: least }
tiers pieces by quantity slices { from 0: 1% from 5: 2% }
table one unique { | receipt.lines | => rate | | >= 0 | => 10% | }
table two unique { | receipt.lines | => off | => word | | >= 0 | => 1 EUR | => "x" | }
table three unique { | receipt.lines | => off | | >= 0 | => least | }
let least = 2 EUR
"""


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("rates", PERCENT),
        ("steps", NUMBER),
        ("named", MONEY),
        ("kilos", Type("quantity", dimension="kg")),
        ("one", PERCENT),
        ("one.rate", PERCENT),
        ("two.off", MONEY),
        ("two.word", Type("text")),
    ],
)
def test_the_type_of_a_table_is_that_of_its_values(text: str, type: Type) -> None:
    found = bound(text, declared=TABLES)
    assert found.said == []
    assert isinstance(found.expr, TierValue | TableValue)
    assert found.type == type


def test_tables_of_another_file_see_its_constants() -> None:
    for alias, prefix in ((" as c", "c."), ("", "")):
        found = bound(f"{prefix}named", declared=f'import "c.rules"{alias}', files={"c.rules": TABLES})
        assert found.said == []
        assert isinstance(found.expr, TierValue)
        assert found.expr.tiers == f"{prefix}named"
        assert found.type == MONEY
        outputs = bound(f"{prefix}two.off", declared=f'import "c.rules"{alias}', files={"c.rules": TABLES})
        assert isinstance(outputs.expr, TableValue)
        assert (outputs.expr.table, outputs.expr.output) == (f"{prefix}two", "off")
        for name in ("three", "three.off"):
            assert (
                bound(f"{prefix}{name}", declared=f'import "c.rules"{alias}', files={"c.rules": TABLES}).type
                == MONEY
            )


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("two", Place.RULE, ("unknown-name", "two")),
        ("one.other", Place.RULE, ("unknown-name", "one.other")),
        ("pieces", Place.RULE, ("slices-need-give", "pieces")),
        ("rates", Place.CUSTOMER, ("fact-out-of-reach", "rates")),
        ("rates", Place.CONSTANT, ("not-a-constant", "rates")),
        ("rates.x", Place.RULE, ("unknown-module", "rates.x")),
    ],
)
def test_what_is_no_value(text: str, place: Place, said: tuple[str, str]) -> None:
    assert bound(text, place, declared=TABLES).said == [said]


def test_a_table_of_the_wrong_type_is_refused_where_it_is_used() -> None:
    assert bound("receipt.total > rates", declared=TABLES).said == [("type-mismatch", "rates")]


def test_a_table_without_a_value_that_is_understood_has_none() -> None:
    found = bound("broken", declared="tiers broken by amount whole { from 0 EUR: nowhere }")
    assert found.expr is None


def test_constants_of_another_file() -> None:
    found = bound(
        "c.rate of receipt.total", declared='import "c.rules" as c', files={"c.rules": "let rate = 5%"}
    )
    assert found.said == []
    assert (
        bound("c.rate + 1%", declared='import "c.rules" as c', files={"c.rules": "let rate = 5%"}).type
        == PERCENT
    )


def test_a_constant_in_a_circle_is_one_mistake() -> None:
    found = bound("a + 1", declared="let a = b\nlet b = a")
    assert [slug for slug, _ in found.said] == ["circular-name"]


def test_a_mistake_in_a_constant_is_said_at_the_constant_only() -> None:
    found = bound("a + a", declared="let a = 1 EUR + 5%")
    assert found.said == [("type-mismatch", "1 EUR + 5%")]


# ---- depth -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "not " * (MAX_DEPTH - 1) + "receipt.lines > 1",
        "receipt.lines" + " + 1" * (MAX_DEPTH - 1) + " > 1",
        "if receipt.lines > 1 then 2 else " * (MAX_DEPTH - 1) + "1",
        "(receipt.lines > 1 and (receipt.lines > 2 or " * (MAX_DEPTH // 2 - 1)
        + "1 < 2"
        + "))" * (MAX_DEPTH // 2 - 1),
        "quantity of (all items where " * 30 + "receipt.lines > 1" + ") > 1" * 30,
    ],
)
def test_what_the_parser_lets_through_is_bound_and_compiled(text: str) -> None:
    found = bound(text)
    assert found.said == []
    assert found.expr is not None
    assert repr(found.expr)
    assert callable(build(expression_row(found.expr)))


@pytest.mark.parametrize("op", ["and", "or"])
def test_a_chain_is_a_balanced_tree_in_the_order_of_the_text(op: str) -> None:
    found = bound(f" {op} ".join(f"receipt.lines > {i}" for i in range(64)))
    deepest, leaves = _shape(found.expr)
    assert deepest == 6
    assert leaves == [f"receipt.lines > {i}" for i in range(64)]


def _shape(expr: Expr | None) -> tuple[int, list[str]]:
    """How deep a tree of `and` and `or` is, and its leaves."""
    assert expr is not None
    if not isinstance(expr, Logic):
        return 0, [expr.span.text]
    (left, one), (right, other) = _shape(expr.left), _shape(expr.right)
    return 1 + max(left, right), one + other


def test_levels_do_not_add_up_over_constants() -> None:
    lets = "\n".join(f"let n{i + 1} = n{i} + 1" for i in range(40))
    found = bound("n40", Place.CONSTANT, declared=f"let n0 = 0\n{lets}")
    assert (found.type, found.value) == (INT, 40)
