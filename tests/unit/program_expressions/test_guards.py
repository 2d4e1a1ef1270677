"""Optional facts: read with `default`, or where a condition has asked for them."""

from __future__ import annotations

from itertools import permutations

import pytest

from receipt_rules.language import ast
from receipt_rules.program.bind.expression import bind_expression
from receipt_rules.program.bind.place import Place
from receipt_rules.program.expression import Fact, OrElse
from receipt_rules.program.types import INT, NUMBER, TEXT, Type
from tests.unit.program_expressions.scopes import bound, conditions, context_of, root_scope, written

SCHEMA = """schema {
  customer.a: int optional
  customer.b: int optional
  customer.tier: one of "none", "gold" optional
}"""
A, B = "customer.a", "customer.b"


@pytest.mark.parametrize(
    "text",
    [
        "A is known and A > 1",
        "not A is known or A > 1",
        "not (not A is known) and A > 1",
        "not (not A is known or B is known) and A > 1",
        "A is known and B is known and A > B",
        "A is known and (receipt.lines > 1 or A > 1)",
        "(A is known or B is known and A is known) and A > 1",
        "(A is known and receipt.lines > 1 or A is known) and A > 1",
        "if A is known then A > 1 else receipt.lines > 1",
        "if not A is known then receipt.lines > 1 else A > 1",
        "(if A is known then A else 0) > 1",
        "(if receipt.lines > 1 then A is known else A is known and B is known) and A > 1",
        "(if A is known then receipt.lines > 1 else 1 > 2) and A > 1",
        "A default 0 > 1",
        "A default (B default 0) > 1",
        "A is known and B default A > 1",
        "(1 > 2 or A is known) and A > 1",
        "A is known and amount of (all items where item.price > 1 EUR and A > 1) > 1 EUR",
    ],
)
def test_asked_for_before(text: str) -> None:
    found = bound(text.replace("A", A).replace("B", B), declared=SCHEMA)
    assert found.said == []
    assert found.expr is not None


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A > 1", [A]),
        ("A > 1 and A is known", [A]),
        ("A is known or A > 1", [A]),
        ("not A is known and A > 1", [A]),
        ("B is known and A > 1", [A]),
        ("not (A is known and B is known) or A > B", []),
        ("not (A is known or B is known) and A > 1", [A]),
        ("not (A is known and B is known) and A > 1", [A]),
        ("(A is known or B is known) and A > B", [A, B]),
        ("if A is known then receipt.lines > 1 else A > 1", [A]),
        ("(if receipt.lines > 1 then A is known else B is known) and A > 1", [A]),
        ("(if A is known then receipt.lines > 1 else receipt.lines > 2) and A > 1", [A]),
        ("(A + 1) default 0 > 1", [A]),
        ("A default B > 1", [B]),
        ("(A is known and receipt.totl > 1 EUR) and A > 1", ["receipt.totl"]),
    ],
)
def test_not_asked_for(text: str, places: list[str]) -> None:
    found = bound(text.replace("A", A).replace("B", B), declared=SCHEMA)
    assert [place for _, place in found.said] == places
    assert (found.expr is None) == bool(places)


def test_what_is_known_of_the_item_outside_says_nothing_of_the_items_inside() -> None:
    text = 'item.brand is known and quantity of (all items where {} = "x") > 1'
    assert bound(text.format("item.brand"), Place.ITEM).said == [("unguarded-optional", "item.brand")]
    assert bound(text.format('item.brand default ""'), Place.ITEM).said == []


def test_the_remedies_are_of_the_type() -> None:
    for path, help in (
        ("customer.a", "write `customer.a default 0`, or ask before it: `customer.a is known and ...`"),
        ("customer.tier", 'write `customer.tier default "gold"`, or ask before it'),
        ("item.cost", "write `item.cost default 0 EUR`, or"),
        ("customer.birthday", "ask before it: `customer.birthday is known and ...`"),
    ):
        context = context_of(f"{SCHEMA}\nlet x = {path}")
        node = context.bundle.root.file.declarations[-1]
        assert isinstance(node, ast.Let)
        bind_expression(node.value, root_scope(context), None, Place.ITEM)
        (said,) = context.diagnostics.sorted()
        assert said.help.startswith(help)


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("A default 0", INT),
        ("A default 0.5", NUMBER),
        ('customer.tier default "none"', Type("text", choices=("gold", "none"))),
        ("customer.level default receipt.channel", TEXT),
    ],
)
def test_default_has_the_type_of_both(text: str, type: Type) -> None:
    found = bound(text.replace("A", A), declared=SCHEMA)
    assert isinstance(found.expr, OrElse)
    assert isinstance(found.expr.fact, Fact)
    assert found.type == type


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('customer.a default "x"', ("type-mismatch", '"x"')),
        ("item.cost default 0", ("unit-missing", "0")),
        ('customer.tier default "silver"', ("unknown-value", '"silver"')),
    ],
)
def test_default_of_another_type(text: str, said: tuple[str, str]) -> None:
    assert bound(text, Place.ITEM, declared=SCHEMA).said == [said]


@pytest.mark.parametrize(
    "text", ["receipt.total default 0 EUR", "receipt.total is known", "(2 + 3) default 1"]
)
def test_what_is_always_known_needs_no_default(text: str) -> None:
    found = bound(text)
    assert found.said == [("needless-default", text)]
    assert found.expr is not None


# ---- the conditions of a rule hold together -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "when", "unless"),
    [
        ("when A > 1 when A is known", ["A is known", "A > 1"], []),
        ("when A is known when A > 1", ["A is known", "A > 1"], []),
        ("unless A > 1 when A is known", ["A is known"], ["A > 1"]),
        ("unless A > 1 unless not A is known", [], ["not A is known", "A > 1"]),
        ("when A > 1 unless not A is known", ["A is known", "A > 1"], []),
        ("when B > A when A is known and B is known", ["A is known and B is known", "B > A"], []),
        (
            "when B > 1 when A > 1 and B is known when A is known",
            ["A is known", "A > 1 and B is known", "B > 1"],
            [],
        ),
        ("when receipt.lines > 1 unless receipt.lines > 9", ["receipt.lines > 1"], ["receipt.lines > 9"]),
        (
            "when A > 1 unless receipt.lines > 9 unless not A is known",
            ["receipt.lines > 9", "A is known", "A > 1"],
            [],
        ),
    ],
)
def test_each_is_evaluated_after_what_guards_it(text: str, when: list[str], unless: list[str]) -> None:
    found, said = conditions(text.replace("A", A).replace("B", B), declared=SCHEMA)
    assert said == []
    plain = [
        [each.replace("customer.a", "A").replace("customer.b", "B") for each in written(*exprs)]
        for exprs in (found.when, found.unless)
    ]
    assert sorted(plain[0]) == sorted(when)
    assert plain[0][-1:] == when[-1:]
    assert plain[1] == unless


@pytest.mark.parametrize(
    "clauses",
    [
        ["when A > 1", "when A is known", "unless B > A", "unless not B is known", "when receipt.lines > 1"],
        ["when A > 1", "unless not A is known", "unless receipt.lines > 3", "when receipt.lines > 1"],
    ],
)
def test_the_order_of_the_clauses_changes_nothing(clauses: list[str]) -> None:
    found = set()
    for order in permutations(clauses):
        bound_ones, said = conditions(" ".join(order).replace("A", A).replace("B", B), declared=SCHEMA)
        assert said == []
        found.add((repr(bound_ones.when), repr(bound_ones.unless)))
    assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("when A > 1", [A]),
        ("when A > 1 unless A is known", [A]),
        ("when A > 1 and B is known when B > 1", [A]),
        ("when A > 1 and B is known when B > 1 and A is known", [A, B]),
        ("when A is known and receipt.totl > 1 EUR when A > 1", ["receipt.totl"]),
    ],
)
def test_what_nothing_guards_is_said_and_nothing_else(text: str, places: list[str]) -> None:
    found, said = conditions(text.replace("A", A).replace("B", B), declared=SCHEMA)
    assert [place for _, place in said] == places
    assert found.known is None


def test_what_is_known_after_all_conditions() -> None:
    found, _ = conditions(f"when {A} is known unless not {B} is known", declared=SCHEMA)
    assert found.known == frozenset({A, B})
