"""Facts: their types are those of the values that evaluation reads, and each is read where it is at hand."""

from __future__ import annotations

import pytest

from receipt_rules.program.bind.facts import CLAIM_FACTS, STANDARD_FACTS, WEEKDAY
from receipt_rules.program.bind.place import Place
from receipt_rules.program.expression import Fact
from receipt_rules.program.types import DATE, INT, MONEY, TEXT, TEXTS, Type
from receipt_rules.runtime.facts import STANDARD, WEEKDAYS
from tests.unit.program_expressions.scopes import bound, conditions, written


def test_the_binder_knows_the_facts_that_evaluation_reads() -> None:
    assert set(STANDARD_FACTS) == set(STANDARD)
    assert not set(CLAIM_FACTS) & set(STANDARD)
    assert WEEKDAY.choices == WEEKDAYS


@pytest.mark.parametrize(
    ("path", "type"),
    [
        ("receipt.total", MONEY),
        ("receipt.quantity", INT),
        ("receipt.channel", TEXT),
        ("today", DATE),
        ("receipt.weekday", WEEKDAY),
        ("store.tags", TEXTS),
        ("customer.segments", TEXTS),
    ],
)
def test_a_promised_fact_has_its_type(path: str, type: Type) -> None:
    fact = bound(path).expr
    assert fact == Fact(fact.span, type, path, False) if fact else False


@pytest.mark.parametrize(
    "path",
    [
        "item.name",
        "item.brand",
        "item.tax_code",
        "item.cost",
        "item.min_price",
        "customer.level",
        "customer.birthday",
    ],
)
def test_what_a_receipt_may_leave_out_is_optional(path: str) -> None:
    assert STANDARD_FACTS[path].optional
    assert bound(path, Place.ITEM).said == [("unguarded-optional", path)]
    assert bound(f"{path} is known", Place.ITEM).said == []


def test_all_others_are_promised() -> None:
    assert sum(fact.optional for fact in STANDARD_FACTS.values()) == 7


AT_HAND = {
    Place.CONSTANT: "",
    Place.CUSTOMER: "customer.segments store.id today",
    Place.RULE: "customer.segments store.id today receipt.total",
    Place.ITEM: "customer.segments store.id today receipt.total item.price",
    Place.CLAIM: "customer.segments store.id today receipt.total item.price receipt.discount",
}
EVERY = AT_HAND[Place.CLAIM].split()


@pytest.mark.parametrize("place", Place)
@pytest.mark.parametrize("path", EVERY)
def test_a_fact_is_read_where_it_is_at_hand(place: Place, path: str) -> None:
    refusal = "not-a-constant" if place is Place.CONSTANT and path in STANDARD_FACTS else "fact-out-of-reach"
    allowed = path in AT_HAND[place].split()
    assert bound(path, place).said == ([] if allowed else [(refusal, path)])


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("receipt.totl", "unknown-fact"),
        ("reciept.total", "unknown-fact"),
        ("hour", "unknown-fact"),
        ("customer", "unknown-fact"),
        ("whatever", "unknown-name"),
        ("c.whatever", "unknown-module"),
    ],
)
def test_an_unknown_name_is_said_once(text: str, slug: str) -> None:
    assert bound(text).said == [(slug, text)]


def test_the_nearest_of_facts_and_constants_is_meant() -> None:
    assert bound("hous", declared="let house = 3").said == [("unknown-name", "hous")]
    assert bound("hour", declared="let house = 3").said == [("unknown-fact", "hour")]


def test_facts_of_the_schema_are_read_like_the_standard_ones() -> None:
    schema = 'schema { customer.tier: one of "none", "gold" item.days: int optional item.rest: number }'
    assert bound("customer.tier", declared=schema).type == Type("text", choices=("gold", "none"))
    assert bound("item.days", Place.ITEM, declared=schema).said == [("unguarded-optional", "item.days")]
    assert bound("item.rest > 1.5", Place.ITEM, declared=schema).said == []


def test_conditions_of_a_rule_see_no_item() -> None:
    found, said = conditions("when item.price > 1 EUR when receipt.lines > 1")
    assert said == [("fact-out-of-reach", "item.price")]
    assert written(*found.when) == ["receipt.lines > 1"]
