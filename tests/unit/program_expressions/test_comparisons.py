"""Only like is compared with like; units, currencies and `one of` are part of what a value is."""

from __future__ import annotations

import pytest

from receipt_rules.program.bind.place import Place
from receipt_rules.program.expression import (
    Aggregate,
    Compare,
    Fact,
    InFact,
    InItems,
    InList,
    InRange,
    InSegment,
    Matches,
    Near,
    PayingWith,
)
from receipt_rules.program.types import BOOL, INT, MONEY, PERCENT, Type
from tests.unit.program_expressions.scopes import bound

SCHEMA = """schema {
  customer.tier: one of "none", "silver", "gold"
  customer.rate: percent
  customer.factor: number
  customer.since: datetime
  customer.wakes: time
  item.pack: quantity
  item.other: quantity
}"""


@pytest.mark.parametrize(
    "text",
    [
        "receipt.total >= 5 EUR",
        "receipt.lines > 1.5",
        "customer.factor = 2",
        "customer.rate < 10%",
        "today >= 2026-03-01",
        "customer.since < 2026-03-01T12:00",
        "customer.wakes = 06:30",
        'receipt.channel = "app"',
        'receipt.weekday != "sun"',
        "item.weighed = yes",
        "quantity >= 2",
        "customer.tier = receipt.channel",
        "item.pack = 500 g",
        "receipt.total in 1 EUR..2 EUR",
        'customer.tier in {"none", "gold"}',
        "receipt.lines in {1, 2.5}",
        '"vip" in customer.segments',
        "customer.factor in 1..2.5",
    ],
)
def test_like_with_like(text: str) -> None:
    found = bound(text.replace("quantity", "quantity of all items"), Place.ITEM, declared=SCHEMA)
    assert found.said == []
    assert found.type == BOOL
    assert isinstance(found.expr, Compare | InRange | InList | InFact)


@pytest.mark.parametrize(
    ("text", "slug", "place"),
    [
        ("receipt.total > 5%", "type-mismatch", "5%"),
        ("receipt.total > 5", "unit-missing", "5"),
        ("5 < receipt.total", "unit-missing", "5"),
        ("receipt.total > -5", "unit-missing", "5"),
        ("customer.rate > 5", "unit-missing", "5"),
        ("item.pack > 5", "unit-missing", "5"),
        ("receipt.total in 1..5 EUR", "unit-missing", "1"),
        ("receipt.total > receipt.lines", "type-mismatch", "receipt.lines"),
        ("receipt.total > 5 USD", "currency-mismatch", "5 USD"),
        ("5 USD > receipt.total", "currency-mismatch", "5 USD"),
        ("receipt.total in {1 EUR, 5 USD}", "currency-mismatch", "5 USD"),
        ("distinct > 2 kg", "unit-mismatch", "2 kg"),
        ("item.pack in 1 kg..2 l", "unit-mismatch", "2 l"),
        ("item.pack = item.other", "unit-mismatch", "item.other"),
        ('receipt.channel > "app"', "type-mismatch", "receipt.channel"),
        ("item.weighed < item.marked_down", "type-mismatch", "item.weighed"),
        ('receipt.weekday in "mon".."fri"', "type-mismatch", "receipt.weekday"),
        ('customer.segments = "vip"', "type-mismatch", '"vip"'),
        ("customer.segments = store.tags", "type-mismatch", "store.tags"),
        ("today > 2026-03-01T12:00", "type-mismatch", "2026-03-01T12:00"),
        ("today > 12:00", "type-mismatch", "12:00"),
        ('customer.tier = "golden"', "unknown-value", '"golden"'),
        ('"golden" = customer.tier', "unknown-value", '"golden"'),
        ('customer.tier in {"gold", "platinum"}', "unknown-value", '"platinum"'),
        ('receipt.channel in {"app", store.id}', "not-a-constant", "store.id"),
        ('"vip" in receipt.channel', "type-mismatch", "receipt.channel"),
        ("3 in customer.segments", "type-mismatch", "3"),
        ("receipt.lines matches /3/", "type-mismatch", "receipt.lines"),
        ("receipt.channel matches /(a+)+/", "regex-not-linear", "/(a+)+/"),
        ("receipt.channel matches /(/", "bad-regex", "/(/"),
        ("receipt.lines in 5..2", "empty-range", "5..2"),
        ("receipt.chanel in customer.segments", "unknown-fact", "receipt.chanel"),
        ('"vip" in customer.segment', "unknown-fact", "customer.segment"),
        ("receipt.chanel is known", "unknown-fact", "receipt.chanel"),
        ("receipt.chanel matches /a/", "unknown-fact", "receipt.chanel"),
        ("receipt.line in 2..5", "unknown-fact", "receipt.line"),
        ("receipt.lines in 2..receipt.line", "unknown-fact", "receipt.line"),
        ("2026-03-02 in 2026-03-01..2026-02-01", "empty-range", "2026-03-01..2026-02-01"),
        ("3 days < 4 days", "type-mismatch", "4 days"),
    ],
)
def test_unlike_is_refused_where_it_stands(text: str, slug: str, place: str) -> None:
    found = bound(text, Place.ITEM, declared=SCHEMA)
    assert found.expr is None
    assert found.said == [(slug, place)]


# ---- quantities: the unit of a bare `quantity` is that of what it is compared with --------------------


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("quantity >= 2 kg", Type("quantity", dimension="kg")),
        ("500 ml < quantity", Type("quantity", dimension="l")),
        ("quantity in 1 m..2 m", Type("quantity", dimension="m")),
        ("quantity in {1 kg, 2 kg}", Type("quantity", dimension="kg")),
        ("quantity >= sack", Type("quantity", dimension="kg")),
        ("quantity >= customer.pack default 1 kg", Type("quantity", dimension="kg")),
        (
            "(if receipt.lines > 1 then quantity else quantity of all items) >= 2 kg",
            Type("quantity", dimension="kg"),
        ),
        ("quantity >= 2", INT),
        ("quantity >= quantity of all items", INT),
        ("quantity >= receipt.lines * 2", INT),
    ],
)
def test_a_quantity_is_in_the_unit_of_its_neighbour(text: str, type: Type) -> None:
    found = bound(text, declared="let sack = 25 kg\nschema { customer.pack: quantity optional }")
    assert found.said == []
    aggregates = [each for each in _parts(found.expr) if isinstance(each, Aggregate)]
    assert aggregates
    assert {each.type for each in aggregates} == {type}


def _parts(node: object) -> list[object]:
    from receipt_rules.program.bind.walk import walk

    return list(walk(node))


def test_a_fact_of_the_host_is_in_the_unit_of_its_neighbour() -> None:
    found = bound(
        "item.pack default 0 kg >= 500 g", Place.ITEM, declared="schema { item.pack: quantity optional }"
    )
    fact = next(each for each in _parts(found.expr) if isinstance(each, Fact))
    assert fact.type == Type("quantity", dimension="kg")


def test_a_quantity_that_is_wanted_gives_its_unit() -> None:
    kilos = Type("quantity", dimension="kg")
    assert bound("quantity", want=kilos).type == kilos
    assert bound("quantity").type == INT


# ---- functions, sets and segments --------------------------------------------------------------------


def test_near_counts_days_and_weeks() -> None:
    for text, days in (("3 days", 3), ("2 weeks", 14), ("soon", 5)):
        near = bound(f"near(today, {text})", declared="let soon = 5 days").expr
        assert isinstance(near, Near)
        assert near.days == days


@pytest.mark.parametrize(
    "text",
    [
        "near(today)",
        "near(today, 3)",
        "near(3 days, today)",
        "near(today, 3 hours)",
        "near(today, 1 month)",
        "near()",
        "paying_with(3)",
        "paying_with()",
        "paying_with(store.id)",
        'paying_with("a", "b")',
    ],
)
def test_a_function_takes_its_arguments_only(text: str) -> None:
    assert bound(text).said == [("wrong-arguments", text)]


def test_functions_are_a_closed_list() -> None:
    assert bound("max(1, 2)").said == [("unknown-function", "max")]


def test_paying_with_is_money_and_needs_a_receipt() -> None:
    found = bound('paying_with("cash") > 0 EUR')
    assert isinstance(found.expr, Compare)
    assert isinstance(found.expr.left, PayingWith)
    assert found.expr.left.tender == "cash"
    assert bound('paying_with("cash")').type == MONEY
    assert bound('paying_with("cash")', Place.CUSTOMER).said == [("fact-out-of-reach", 'paying_with("cash")')]
    assert bound('paying_with("cash")', Place.CONSTANT).said == [("not-a-constant", 'paying_with("cash")')]


def test_items_and_segments() -> None:
    declared = 'items tea = "1"\nsegment vip = assigned by host'
    found = bound("item.sku in items tea", Place.ITEM, declared=declared).expr
    assert isinstance(found, InItems)
    assert found.items == "tea"
    member = bound("customer in segment vip", Place.CUSTOMER, declared=declared).expr
    assert isinstance(member, InSegment)
    assert member.segment == "vip"
    assert bound("item.sku in items vip", Place.ITEM, declared=declared).said == [("wrong-kind", "vip")]
    assert bound("item.name in items tea", Place.ITEM, declared=declared).said == [
        ("unguarded-optional", "item.name")
    ]
    assert bound("receipt.channel in items tea", declared=declared).said == [
        ("type-mismatch", "receipt.channel")
    ]
    assert bound("store.id in segment vip", declared=declared).said == [("type-mismatch", "store.id")]
    assert bound("customer in segment v", declared=declared).said == [("unknown-segment", "v")]
    assert bound("customer in segment vip", Place.CONSTANT, declared=declared).said == [
        ("not-a-constant", "customer in segment vip")
    ]


def test_a_pattern_is_kept_as_written() -> None:
    found = bound("receipt.channel matches /staff.*/").expr
    assert isinstance(found, Matches)
    assert found.pattern == "staff.*"


@pytest.mark.parametrize(
    ("text", "want", "slug"),
    [
        ("receipt.total", BOOL, "not-a-condition"),
        ("5", MONEY, "unit-missing"),
        ("5", (MONEY, PERCENT), "unit-missing"),
        ("5%", MONEY, "type-mismatch"),
        ("receipt.lines", (MONEY, PERCENT), "type-mismatch"),
    ],
)
def test_what_is_wanted(text: str, want: Type | tuple[Type, ...], slug: str) -> None:
    found = bound(text, want=want)
    assert found.expr is None
    assert found.said == [(slug, text)]
