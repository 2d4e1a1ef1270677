"""Selectors and aggregates: which lines, and what is counted over them."""

from __future__ import annotations

import pytest

from receipt_rules.diagnostics import Source
from receipt_rules.language import ast
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.selector import bind_selector
from receipt_rules.program.expression import (
    Aggregate,
    AllItems,
    Brand,
    Category,
    Compare,
    Discounted,
    Members,
    Selection,
    Sku,
    Tag,
)
from receipt_rules.program.types import INT, MONEY
from tests.unit.program_expressions.scopes import bound, context_of, root_scope, said

NOWHERE = Source("", "").span(0)
DECLARED = 'items tea = category "Tea"\n'


def selected(text: str, declared: str = DECLARED) -> tuple[Selection | None, list[tuple[str, str]]]:
    """A selector, and what is said about it."""
    context = context_of(f"{declared}rule x {{ on {text} give 1% off }}", {"c.rules": 'items milk = "m"'})
    rule = context.bundle.root.file.declarations[-1]
    assert isinstance(rule, ast.Rule), said(context)
    (on,) = (each for each in rule.clauses if isinstance(each, ast.On))
    return bind_selector(on.selector, root_scope(context)), said(context)


@pytest.mark.parametrize(
    ("text", "any_of", "none_of"),
    [
        ("all items", (AllItems(),), ()),
        ('items tea, "1"', (Members("tea"), Sku("1")), ()),
        ('items "1", tea, "1"', (Members("tea"), Sku("1")), ()),
        (
            'items category "Tea", brand "Lindt", tag "leaflet"',
            (Brand("Lindt"), Category("Tea"), Tag("leaflet")),
            (),
        ),
        ('all items except discounted, "2"', (AllItems(),), (Discounted(NOWHERE), Sku("2"))),
        ("all items where 1 < 2", (AllItems(),), ()),
    ],
)
def test_what_is_selected(text: str, any_of: tuple[object, ...], none_of: tuple[object, ...]) -> None:
    found, errors = selected(text)
    assert errors == []
    assert found == Selection(any_of, none_of)  # type: ignore[arg-type]


def test_a_condition_on_each_item() -> None:
    found, errors = selected("all items where item.price > 5 EUR and quantity of this item >= 2")
    assert errors == []
    assert found is not None
    assert found.where is not None
    never, _ = selected("all items where 1 > 2")
    assert never is not None
    assert never.where is not None


def test_names_of_another_file() -> None:
    found, errors = selected("items c.milk", "")
    assert (found, errors) == (None, [("unknown-module", "c.milk")])
    context = context_of(
        'import "c.rules" as c\nrule x { on items c.milk give 1% off }', {"c.rules": 'items milk = "m"'}
    )
    rule = context.bundle.root.file.declarations[-1]
    assert isinstance(rule, ast.Rule)
    (on,) = (each for each in rule.clauses if isinstance(each, ast.On))
    assert bind_selector(on.selector, root_scope(context)) == Selection((Members("c.milk"),))


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ("items coffee", [("unknown-items", "coffee")]),
        (
            "items coffee except milk where item.prize > 1 EUR",
            [("unknown-items", "coffee"), ("unknown-items", "milk"), ("unknown-fact", "item.prize")],
        ),
        ("all items where quantity >= 3", [("fact-out-of-reach", "quantity")]),
        ("all items where amount > 1 EUR", [("fact-out-of-reach", "amount")]),
        ("all items where item.price", [("not-a-condition", "item.price")]),
        ('all items where item.brand = "x"', [("unguarded-optional", "item.brand")]),
    ],
)
def test_what_cannot_be_selected(text: str, errors: list[tuple[str, str]]) -> None:
    assert selected(text) == (None, errors)


@pytest.mark.parametrize(
    ("text", "function", "over"),
    [
        ("amount", "amount", None),
        ("lowest of all items", "lowest", Selection((AllItems(),))),
        ("highest of items tea", "highest", Selection((Members("tea"),))),
        (
            'distinct of (items tea, "1" except discounted)',
            "distinct",
            Selection((Members("tea"), Sku("1")), (Discounted(NOWHERE),)),
        ),
        ("quantity of items tea", "quantity", Selection((Members("tea"),))),
    ],
)
def test_aggregates(text: str, function: str, over: Selection | None) -> None:
    found = bound(text, declared=DECLARED).expr
    assert isinstance(found, Aggregate)
    assert (found.function, found.over) == (function, over)
    assert found.type == (MONEY if function in ("amount", "lowest", "highest") else INT)


def test_over_the_item_at_hand() -> None:
    found = bound("quantity of this item", Place.ITEM).expr
    assert isinstance(found, Aggregate)
    assert found.over == "this-item"


@pytest.mark.parametrize("place", Place)
@pytest.mark.parametrize("over", ["", " of all items", " of this item"])
def test_where_aggregates_can_be_read(place: Place, over: str) -> None:
    allowed = {
        Place.RULE: ("", " of all items"),
        Place.ITEM: ("", " of all items", " of this item"),
        Place.CLAIM: (" of all items", " of this item"),
    }
    text = f"amount{over}"
    slug = "not-a-constant" if place is Place.CONSTANT else "fact-out-of-reach"
    assert bound(text, place).said == ([] if over in allowed.get(place, ()) else [(slug, text)])


def test_the_places_of_an_error_in_a_selector_inside() -> None:
    found = bound("amount of (items tee where item.prize > 1 EUR) > 5", declared=DECLARED)
    assert found.said == [("unknown-items", "tee"), ("unknown-fact", "item.prize")]


def test_an_aggregate_inside_keeps_its_own_unit() -> None:
    found = bound("amount of (all items where quantity of this item >= 2) >= 5 EUR").expr
    assert isinstance(found, Compare)
    assert isinstance(found.left, Aggregate)
    assert isinstance(found.left.over, Selection)
    where = found.left.over.where
    assert isinstance(where, Compare)
    assert where.left.type == INT
