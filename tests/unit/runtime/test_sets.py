"""Sets: the closed form against the search, and cost against quantity."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from receipt_rules.outcome import encode_outcome
from receipt_rules.runtime.sets import component, lanes
from receipt_rules.runtime.sets.closed_form import sets_in_blocks
from tests.unit.runtime.engines import engine, goods, receipt

RULES = [
    "buy 2 of {items} get 1 free",
    "buy 1 of {items} get 2 at 30% off",
    "buy 3 of {items} get 1 for 1.50 EUR",
    "take 3 of {items} give 100% off cheapest 1",
    "take 3 of {items} give 10% off 2nd give 20% off 3rd",
    "take 2 of {items} give 15% off set",
    "take 2 of {items} give 15% off set spread",
    "take 3 of {items} give price 9.99 EUR set",
    "take 4 of {items} give 2.50 EUR off set",
    "take {{ 1 of {items} as a 2 of {items} as b }} give 20% off b",
    "buy 2 of {items} get 1 free same item",
]


def drawn(number: int) -> tuple[str, list[dict[str, Any]]]:
    draw = Random(number)
    text = draw.choice(RULES).format(items="items x")
    lines = [
        goods(
            draw.choice("ABCD"),
            (quantity := draw.randint(1, 5)) * draw.choice([100, 250, 333, 400]) + draw.randint(0, 2),
            quantity=str(quantity),
        )
        for _ in range(draw.randint(1, 5))
    ]
    return f'items x = "A", "B", "C", "D"\nrule r "R" {{ {text} }}', lines


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_the_closed_form_is_what_the_search_finds(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    forms: list[object] = []

    def noted(*args: Any) -> object:
        forms.append(sets_in_blocks(*args))
        return forms[-1]

    for number in range(first, first + 50):
        text, lines = drawn(number)
        made = engine(text)
        monkeypatch.setattr(component, "sets_in_blocks", noted)
        closed = made.evaluate(receipt(*lines))
        monkeypatch.setattr(component, "sets_in_blocks", lambda *args: None)
        searched = made.evaluate(receipt(*lines))
        assert encode_outcome(closed) == encode_outcome(searched), number
    assert sum(form is not None for form in forms) > 20


@pytest.mark.parametrize("rule", RULES)
def test_quantity_is_not_gone_through(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty thousand pieces are dealt in as many spans as six, and give ten thousand times as much."""
    text = f'items x = "A"\nrule r "R" {{ {rule.format(items="items x")} }}'
    spans: list[int] = []
    whole = component.decide

    def counted(*args: Any) -> component.Decision:
        found = whole(*args)
        spans.append(sum(len(each.sets) for each in found.formed))
        return found

    monkeypatch.setattr("receipt_rules.runtime.sets.play.decide", counted)
    few = engine(text).evaluate(receipt(goods("A", 12 * 400, quantity="12")))
    many = engine(text).evaluate(receipt(goods("A", 12 * 400 * 10_000, quantity="120000")))
    assert few.totals.discount_minor > 0
    assert many.totals.discount_minor == 10_000 * few.totals.discount_minor
    assert many.verdicts[0].times == 10_000 * few.verdicts[0].times
    assert spans[0] == spans[1] == 1


def test_prices_that_do_not_divide_are_two_classes_of_a_line() -> None:
    """7.01 for seven: the first is 1.01, the others 1.00; two sets of three, and both gifts cost 1.00."""
    found = engine('rule r "R" { buy 2 of items "A" get 1 free }').evaluate(
        receipt(goods("A", 701, quantity="7"))
    )
    assert found.totals.discount_minor == 200
    assert [(run.quantity, run.amount_minor) for run in found.lines[0].runs] == [
        ("1", 101),
        ("3", 300),
        ("2", 0),
        ("1", 100),
    ]


def test_what_is_given_by_a_set_is_the_same_however_lines_are_split() -> None:
    text = 'rule r "R" { take 3 of items "A" give price 10 EUR set }'
    one = engine(text).evaluate(receipt(goods("A", 2_400, quantity="6")))
    six = engine(text).evaluate(receipt(*(goods("A", 400) for _ in range(6))))
    assert one.totals.discount_minor == six.totals.discount_minor == 400
    assert json.loads(encode_outcome(one))["verdicts"][0]["times"] == 2


def met(number: int) -> tuple[str, list[dict[str, Any]]]:
    """Up to three set rules and two plain ones on overlapping items, in one group."""
    draw = Random(number)
    sets = [each for each in RULES if "same item" not in each]
    texts = []
    for place in range(draw.randint(1, 3)):
        items = draw.choice(["items x", "all items", 'items "A", "B", "C"'])
        texts.append(f"rule s{place} {{ {draw.choice(sets).format(items=items)} group g }}")
    for place in range(draw.randint(0, 2)):
        items = draw.choice(["items x", 'items "A"', 'items "C", "D"'])
        share = draw.choice(["10%", "15%", "33%", "7.5%"])
        texts.append(f"rule p{place} {{ on {items} give {share} off group g }}")
    lines = [
        goods(
            draw.choice("ABCD"),
            (quantity := draw.randint(1, 3)) * draw.choice([103, 251, 333, 407, 1999]) + draw.randint(0, 1),
            quantity=str(quantity),
        )
        for _ in range(draw.randint(2, 5))
    ]
    head = 'items x = "A", "B", "C", "D"\ngroup g best per item\n'
    return head + "\n".join(texts), lines


@pytest.mark.parametrize("first", range(0, 240, 40))
def test_unit_by_unit_is_what_the_search_finds(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    ways = 0
    for number in range(first, first + 40):
        text, lines = met(number)
        made = engine(text)
        monkeypatch.setattr(lanes, "WORTH_IT", 10**9)
        monkeypatch.setattr(component, "by_lanes", lanes.by_lanes)
        lined = made.evaluate(receipt(*lines))
        monkeypatch.setattr(component, "by_lanes", lambda *args: None)
        searched = made.evaluate(receipt(*lines))
        if all(verdict.proven for verdict in searched.verdicts):
            assert encode_outcome(lined) == encode_outcome(searched), number
            ways += any(verdict.verdict == "applied" for verdict in lined.verdicts)
    assert ways > 20


def test_many_units_of_a_class_go_where_they_are_worth_most() -> None:
    """Two rules and a plain one on a thousand pieces of each price: as much as on ten, times a hundred."""
    text = """
    group g best per item
    rule s { buy 2 of all items get 1 free group g }
    rule t { take 4 of all items give price 20 EUR set group g }
    rule p { give 15% off group g }
    """

    def total(times: int) -> int:
        prices = {"A": 999, "B": 850, "C": 401}
        lines = [goods(sku, 12 * times * price, quantity=str(12 * times)) for sku, price in prices.items()]
        found = engine(text).evaluate(receipt(*lines))
        assert all(verdict.proven for verdict in found.verdicts)
        return found.totals.discount_minor

    assert total(100) == 100 * total(1)


def test_a_hundred_prices_under_rules_for_everything_are_proven() -> None:
    text = """
    group g best per item
    rule s { buy 2 of all items get 1 free group g }
    rule t { take 3 of all items give price 100 EUR set group g }
    rule p { give 15% off group g }
    """
    draw = Random(7)
    lines = [goods(f"S{place}", draw.randint(100, 9_999)) for place in range(100)]
    found = engine(text).evaluate(receipt(*lines))
    assert all(verdict.proven for verdict in found.verdicts)


def test_where_not_all_sets_can_be_listed_the_answer_is_no_worse_than_one_set_after_another() -> None:
    """Slots with rewards of their own do not line up; of thirty prices there are thousands of sets."""
    text = """
    rule s {
      take { 2 of all items as a 2 of all items as b }
      give 10% off a
      give 3 EUR off b
    }
    """
    draw = Random(5)
    lines = [goods(f"S{place}", draw.randint(900, 2_000)) for place in range(30)]
    (verdict,) = engine(text).evaluate(receipt(*lines)).verdicts
    assert not verdict.proven
    assert verdict.times == 7
    assert verdict.gives_minor > 7 * 300


@pytest.mark.parametrize("more", ["floor 0.01 EUR", "different items", ""])
def test_more_lines_never_make_sets_collapse(more: str) -> None:
    """One protected line, a floor: too many sets to list, and still about every third item is free."""
    text = f"""
    {"" if more else 'protect items "S1" never discounted'}
    rule s {{ buy 2 of all items get 1 free {more} }}
    """
    draw = Random(9)
    prices = [draw.randint(900, 9_999) for _ in range(80)]
    (verdict,) = (
        engine(text)
        .evaluate(receipt(*(goods(f"S{place}", price) for place, price in enumerate(prices))))
        .verdicts
    )
    blocks = sum(sorted(prices, reverse=True)[2::3])
    assert verdict.times == 26
    assert verdict.gives_minor >= 0.97 * blocks


@pytest.mark.parametrize(
    ("rule", "quantity"),
    [
        ("take 50 kg of all items give 10% off set", "0.05 kg"),
        ("take 999 of all items give 10% off set different items", "1"),
        ("take { 30 kg of all items 10 kg of all items } give 10% off set", "0.05 kg"),
    ],
)
def test_large_sets_are_no_deeper_than_small_ones(rule: str, quantity: str) -> None:
    lines = [goods(f"S{place}", 100 + place, quantity=quantity) for place in range(1_000)]
    (verdict,) = engine(f"rule r {{ {rule} }}").evaluate(receipt(*lines)).verdicts
    assert verdict.verdict == "applied"


def test_a_gap_is_told_once_and_of_what_was_chosen() -> None:
    """In `exclusive` the numbers of `lost` ask for a rule's best sets too; that is no choice of the group."""
    text = """
    group g exclusive per item
    rule p { on all items where item.price < 99 EUR give 10% off group g priority 1 }
    rule q { buy 2 of all items get 1 free floor 0.01 EUR group g priority 2 }
    """
    draw = Random(4)
    cheap = [goods(f"S{place}", draw.randint(900, 9_000)) for place in range(30)]
    dear = [goods(f"D{place}", 10_000 + place) for place in range(3)]
    _, verdict = engine(text).evaluate(receipt(*cheap, *dear)).verdicts
    assert (verdict.rule, verdict.times) == ("q", 1)
    assert verdict.proven
    assert not verdict.gap_minor


def test_a_selector_that_asks_another_goes_on_with_its_own_question() -> None:
    """`where` reads an amount of what is not discounted; which units the rule has stays its own."""
    text = """
    group first best per item
    items other = all items where not (amount of all items = amount of (all items except discounted))
    rule penny { give 0.01 EUR off line group first }
    rule ten { give 10% off receipt on items other, "C" except discounted }
    """
    found = engine(text).evaluate(receipt(goods("D", 1_000, quantity="2")))
    assert [(each.rule, each.gives_minor) for each in found.verdicts] == [("penny", 1), ("ten", 50)]
