"""Tables as an engine reads them: borders, hit policies, cells, and how often they are computed."""

from __future__ import annotations

from typing import Any

import pytest

from receipt_rules.runtime import Engine, encode
from tests.unit.runtime.engines import engine, goods, receipt

SCHEMA = """schema {
  customer.tier: one of "none", "silver", "gold"
  customer.since: date
  customer.score: number
  customer.vip: bool
}
"""


def given(asked: Engine, *lines: dict[str, Any], **fields: Any) -> int:
    """The discount of the receipt, in minor units."""
    return asked.evaluate(receipt(*lines, **fields)).totals.discount_minor


def buyer(**attributes: Any) -> dict[str, Any]:
    everything = {"tier": "none", "since": "2026-01-01", "score": "0", "vip": False, **attributes}
    return {"id": "C", "attributes": everything}


@pytest.mark.parametrize(
    ("amount", "discount"), [(0, 0), (999, 0), (1_000, 30), (2_999, 90), (3_000, 150), (100_000, 5_000)]
)
def test_a_border_belongs_to_the_tier_that_begins_there(amount: int, discount: int) -> None:
    tiers = "tiers t by amount { from 10 EUR: 3%  from 30 EUR: 5% }\nrule r { give t off }"
    assert given(engine(tiers), goods("A", amount)) == discount


@pytest.mark.parametrize(
    ("by", "lines", "discount"),
    [
        ("receipt.total { from 5 EUR: 1 EUR }", [goods("A", 400), goods("B", 100)], 100),
        ("distinct { from 2: 1 EUR }", [goods("A", 400), goods("B", 100)], 100),
        ("distinct { from 2: 1 EUR }", [goods("A", 400), goods("A", 100)], 0),
        ("quantity { from 0.5: 1 EUR  from 1.5: 2 EUR }", [goods("A", 400)], 100),
        ("quantity { from 0.5: 1 EUR  from 1.5: 2 EUR }", [goods("A", 400, quantity="2")], 200),
        ("quantity { from 1 kg: 1 EUR }", [goods("A", 400, quantity="999 g")], 0),
        ("quantity { from 1 kg: 1 EUR }", [goods("A", 400, quantity="1 kg")], 100),
        ("today { from 2026-03-04: 1 EUR  from 2026-03-05: 2 EUR }", [goods("A", 400)], 100),
        ("10% of receipt.total { from 0.50 EUR: 1 EUR }", [goods("A", 499)], 0),
        ("10% of receipt.total { from 0.50 EUR: 1 EUR }", [goods("A", 500)], 100),
    ],
)
def test_what_tiers_rise_by(by: str, lines: list[dict[str, Any]], discount: int) -> None:
    assert given(engine(f"tiers t by {by}\nrule r {{ give t off once }}"), *lines) == discount


@pytest.mark.parametrize(("hit", "discount"), [("first", 100), ("max", 300), ("min", 50)])
def test_hit_policies(hit: str, discount: int) -> None:
    rows = "| >= 1 | => 1 EUR | | >= 1 | => 3 EUR | | 1..9 | => 0.50 EUR | | > 1 | => 9 EUR |"
    text = f"table t {hit} {{ | receipt.lines | => off | {rows} }}\nrule r {{ give t off once }}"
    assert given(engine(text), goods("A", 2_000)) == discount


@pytest.mark.parametrize(
    ("cell", "column", "attributes", "fits"),
    [
        ('"gold"', "customer.tier", {"tier": "gold"}, True),
        ('"gold"', "customer.tier", {"tier": "none"}, False),
        ('"gold", "none"', "customer.tier", {"tier": "none"}, True),
        ('not "gold"', "customer.tier", {"tier": "silver"}, True),
        ('not "gold"', "customer.tier", {"tier": "gold"}, False),
        ("any", "customer.tier", {}, True),
        ("yes", "customer.vip", {"vip": True}, True),
        ("yes", "customer.vip", {"vip": False}, False),
        ("< 2026-01-01", "customer.since", {"since": "2025-12-31"}, True),
        ("< 2026-01-01", "customer.since", {"since": "2026-01-01"}, False),
        ("<= 2026-01-01", "customer.since", {"since": "2026-01-01"}, True),
        ("0.5..2", "customer.score", {"score": "0.5"}, True),
        ("0.5..2", "customer.score", {"score": "2"}, True),
        ("0.5..2", "customer.score", {"score": "2.01"}, False),
        ("0.5..2, 3", "customer.score", {"score": "3"}, True),
        ("> 2", "customer.score", {"score": "2"}, False),
        ("!= 2", "customer.score", {"score": "2"}, False),
    ],
)
def test_cells(cell: str, column: str, attributes: dict[str, Any], fits: bool) -> None:
    text = f"table t first {{ | {column} | => rate | | {cell} | => 10% | }}\nrule r {{ give t off }}"
    found = given(engine(SCHEMA + text), goods("A", 1_000), customer=buyer(**attributes))
    assert found == (100 if fits else 0)


def test_a_column_is_read_only_where_a_row_gets_that_far() -> None:
    """A fact that the host left out is asked for only by a row that still fits."""
    text = """schema { item.abv: number }
    table t first {
      | quantity | item.abv | => rate |
      | 1        | any      | => 10%  |
      | any      | > 5      | => 20%  |
    }
    rule r { give t off }"""
    assert given(engine(text), goods("A", 1_000)) == 100
    two = goods("A", 1_000, quantity="2", attributes={"abv": "6"})
    assert given(engine(text), two) == 200


def test_two_outputs() -> None:
    text = """table t first { | receipt.channel default "" | => rate | => most |
                | "app" | => 10% | => 3 EUR | | any | => 20% | => 1 EUR | }
    rule r { give 10% off floor t.most }
    rule s { give t.rate off receipt }"""
    asked = engine(text.replace(' default ""', ""))
    # 10% of 4.00, not below 3.00; then 10% of 3.60
    assert given(asked, goods("A", 400), channel="app") == 40 + 36


def test_the_numbers_of_a_condition_are_money_where_a_table_gives_money() -> None:
    text = """tiers t by quantity { from 1: 5 EUR  from 2: 7 EUR }
    table d first { | quantity | => least | | any | => 7 EUR | }
    rule r { when receipt.total >= t give 1% off }
    rule s { when d <= t give 1% off }
    rule p { when 1% < u give 1% off }
    tiers u by quantity { from 1: 0.5% }"""
    outcome = engine(text).evaluate(receipt(goods("A", 499)))
    numbers = {each.rule: each.numbers for each in outcome.verdicts}
    assert numbers == {
        "r": {"actual_minor": 499, "required_minor": 500},
        "s": {"actual_minor": 700, "required_minor": 500},
        "p": {"actual": "1/100", "required": "1/200"},
    }


def test_what_a_table_looks_at_is_looked_at() -> None:
    """Prices that change: the selector of a receipt rule is asked at entry to its group."""
    text = """table t first { | item.current | => rate | | < 9.50 EUR | => 1% | }
    rule a { on items "A" give 10% off }
    rule b { on all items where t > 0% give 1 EUR off receipt }"""
    outcome = engine(text).evaluate(receipt(goods("A", 1_000), goods("B", 960)))
    assert {each.rule: each.amount_minor for each in outcome.effects} == {"a": 100, "b": 100}  # type: ignore[union-attr]
    assert [line.final_minor for line in outcome.lines] == [800, 960]


def test_tables_that_read_tables_cost_their_number() -> None:
    """Each reads the one before it twice: forty would be read two to the power of forty times."""
    steps = [
        f"table t{each} first {{ | t{each - 1} | t{each - 1} of 9 EUR | => x | | > 0% | > 0 EUR | => 1% | }}"
        for each in range(1, 40)
    ]
    text = "\n".join(["tiers t0 by amount { from 0 EUR: 1% }", *steps, "rule r { give t39 off }"])
    asked = engine(text)
    assert given(asked, goods("A", 1_000)) == 10
    assert given(Engine.load(encode(asked.ruleset)), goods("A", 1_000)) == 10
