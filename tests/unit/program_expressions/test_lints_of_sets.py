"""Lints and sets: those of sets alone, and what the others make of a rule whose items its slots select."""

from __future__ import annotations

import pytest

from receipt_rules.program.lint.places import MOST_SHOWN
from tests.unit.program_expressions.lint_findings import LISTS, names, said

OVER = "item.price > 9 EUR"

# ---- a set that never forms ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clauses", "label"),
    [
        ('take 2 of items "1" except "1" give 10% off set', "it selects no items"),
        ('buy 1 of items "1" get 1 of items "2" except "2" free', "its part 2 selects no items"),
        ("take 2 of all items where item.price > 9 EUR and item.price < 5 EUR give 10% off set",
         "it selects no items"),
        ("take 3 of items l give 10% off set different items",
         "it takes 3 different items, and 2 are listed"),
        ("take { 1 of items l  2 of items l, m } give 10% off set different items", None),
        ("take { 2 of items l  2 of items m } give 10% off set different items",
         "it takes 4 different items, and 3 are listed"),
        ("take { 2 of items n  1 of all items } give 10% off set different items",
         "it takes 2 different items, and 1 are listed"),
        ("take { 2 of items l  2 of items m, tag \"x\" } give 10% off set different items", None),
        ("take 3 of items l give 10% off set", None),
        ("buy 2 of items l get 1 of items n free same item", "no item is in all parts of it"),
        ("take { 1 of items l  1 of items m  1 of items twin } give 10% off set same item", None),
        ("take { 1 of items l  1 of items m  1 of items n } give 10% off set same item",
         "no item is in all parts of it"),
        ("buy 2 of items l get 1 of items m free same item", None),
        ("buy 2 of items l get 1 of items n free", None),
        ('buy 1 of items brand "A" get 1 of items brand "B" free same item',
         "no item is in its parts 1 and 2"),
        ('buy 1 of items brand "A" get 1 of items tag "B" free same item', None),
        ('buy 1 of items tag "A" get 1 of items tag "B" free same item', None),
        (f"buy 1 of all items where {OVER} get 1 of all items where item.price < 5 EUR free same item",
         "no item is in its parts 1 and 2"),
        ('buy 1 of items tag "A" get 1 of all items except tag "A" free same item',
         "no item is in its parts 1 and 2"),
    ],
)  # fmt: skip
def test_a_set_that_can_never_be_complete(clauses: str, label: str | None) -> None:
    found = said(f"{LISTS} rule r {{ {clauses} }}", "set-never-forms")
    assert [each.label for each in found] == ([] if label is None else [label])
    assert all("never" in each.message for each in found)


def test_two_categories_are_only_likely_to_have_nothing_in_common() -> None:
    text = 'rule r { buy 1 of items category "A" get 1 of items category "B" free same item }'
    (found,) = said(text, "set-never-forms")
    assert "hardly ever" in found.message
    assert found.notes == ("unless an item is in two of the categories",)


def test_a_draft_is_told_too_and_of_many_the_first() -> None:
    text = "\n".join(
        f"draft rule r{n} {{ take 3 of items l give 10% off set different items }}"
        for n in range(MOST_SHOWN + 2)
    )
    found = said(LISTS + text, "set-never-forms")
    assert len(found) == MOST_SHOWN
    assert sum(each.notes == ("and 2 more such rules",) for each in found) == 1


# ---- in the store's favour, and gifts that stay ------------------------------------------------------


def test_a_set_in_the_store_s_favour_is_advised_against() -> None:
    text = "rule {} {{ take 3 of all items give 50% off cheapest 1 favour {} spread }}\n"
    both = text.format("a", "store") + text.format("b", "customer")
    assert names(both, "favours-store") == ["a"]
    many = "".join(text.format(f"r{n}", "store") for n in range(MOST_SHOWN + 3))
    assert len(said(many, "favours-store")) == MOST_SHOWN


@pytest.mark.parametrize(
    ("clauses", "stays"),
    [
        ("buy 2 of all items get 1 free", True),
        ("buy 2 of all items get 1 for 5 EUR", True),
        ("take 2 of all items give 50% off cheapest 1", True),
        ("take 2 of all items give 1 EUR off dearest 1", True),
        ("take 2 of all items give 10% off 2nd give 10% off set", True),
        ("take { 1 of all items as a  1 of all items } give 10% off a", True),
        ("take 2 of all items give 10% off set", False),
        ("take 2 of all items give 1 EUR off set", False),
        ("take 2 of all items give price 5 EUR set", False),
        ("buy 2 of all items get 1 free spread", False),
        ("give 50% off cheapest 1", False),
    ],
)
def test_a_gift_that_stays_with_the_buyer(clauses: str, stays: bool) -> None:
    assert names(f"rule r {{ {clauses} }}", "farmed-gift") == ["r"] * stays
    assert names(f"draft rule r {{ {clauses} }}", "farmed-gift") == []


@pytest.mark.parametrize(("returns", "advised"), [("refund_paid", True), ("unwind", False)])
def test_a_gift_stays_where_what_was_paid_is_refunded(returns: str, advised: bool) -> None:
    header = f'ruleset "x" version "1" currency EUR returns {returns}\n'
    found = said(header + "rule r { buy 2 of all items get 1 free }", "farmed-gift")
    assert bool(found) is advised


def test_gifts_that_stay_are_said_once() -> None:
    text = "\n".join(f"rule r{n} {{ buy 2 of all items get 1 free }}" for n in range(6))
    (found,) = said(text, "farmed-gift")
    assert found.span.text == "r0"
    assert found.notes[1] == "so it is with `r1`, `r2`, `r3` and 2 more"


# ---- how sets meet other rules -----------------------------------------------------------------------

DEAR = 'take { 1 of items tag "x" where item.price > 9 EUR  1 of items tag "y" %s } give 10%% off set'
PAIR = "take { 1 of items l  1 of items n } give 10% off set"


@pytest.mark.parametrize(
    ("set_rule", "other", "meets"),
    [
        (PAIR, "on items l give 5% off", True),
        (PAIR, "on items n give 5% off", True),
        (PAIR, 'on items "other" give 5% off', False),
        (PAIR, 'buy 1 of items "other" get 1 free', False),
        (PAIR, 'buy 1 of items "other" get 1 of items "c" free', True),
        (PAIR, "give 5% off", True),
        ('take { 1 of items l except "a"  1 of items n except "a" } give 10% off set',
         'on items "a" give 5% off', False),
        ('take { 1 of items l except "a"  1 of items l } give 10% off set', 'on items "a" give 5% off', True),
        (DEAR % "where item.price > 9 EUR", "on all items where item.price < 5 EUR give 5% off", False),
        (DEAR % "", "on all items where item.price < 5 EUR give 5% off", True),
        (PAIR, "give 5% off receipt", False),
        (f"{PAIR} when amount > 9 EUR", "on items l when amount < 5 EUR give 5% off", True),
        ("take 2 of items l give 10% off set when amount > 9 EUR",
         "on items l when amount < 5 EUR give 5% off", False),
    ],
)  # fmt: skip
def test_a_set_without_a_group_meets_what_wants_its_items(set_rule: str, other: str, meets: bool) -> None:
    text = f"{LISTS} rule one {{ {set_rule} }}\nrule two {{ {other} }}"
    assert bool(names(text, "ungrouped-rules-meet")) is meets


def test_a_set_that_counts_earlier_receipts_is_not_looked_into() -> None:
    text = "rule one { take 3 of items l give 10% off set counting earlier receipts within 9 days }"
    assert names(f"{LISTS} {text} rule two {{ on items n give 5% off }}", "ungrouped-rules-meet") == []


def test_a_set_and_a_plain_rule_of_two_groups_meet_without_a_joint_percent() -> None:
    groups = "group a best per item\ngroup b best per item\n"
    text = f"{LISTS}{groups} rule one {{ {PAIR} group a }} rule two {{ on items n give 5% off group b }}"
    (found,) = said(text, "groups-meet")
    assert found.notes == ()
    assert names(text.replace("on items n give", 'on items "other" give'), "groups-meet") == []


@pytest.mark.parametrize(
    ("group", "first", "second", "tie"),
    [
        ("stack", PAIR, "on items l give 5% off", True),
        ("compound", PAIR, "on items l give 5% off", True),
        ("exclusive", PAIR, "on items l give 5% off", True),
        ("best", PAIR, "on items l give 5% off", False),
        ("stack", PAIR, 'on items "other" give 5% off', False),
        ("stack", PAIR, "take 2 of items l give 1 EUR off set", True),
        ("stack", PAIR, PAIR, False),
        ("stack", "on items l give 10% off", "on items l give 5% off", False),
        ("stack", "take 2 of items l give 10% off set", "take 3 of items l give 10% off set", True),
    ],
)
def test_the_order_of_a_set_and_another_rule_matters(group: str, first: str, second: str, tie: bool) -> None:
    text = f"{LISTS} group g {group} per item rule a {{ {first} group g }} rule b {{ {second} group g }}"
    assert bool(names(text, "priority-tie")) is tie


@pytest.mark.parametrize(
    ("first", "second", "shadowed"),
    [
        ("on items l, n give 5% off", PAIR, True),
        ("on items l give 5% off", PAIR, False),
        ("give 5% off", PAIR, True),
        ("give 5% off cheapest 1", PAIR, False),
        (PAIR, "on items l give 5% off", False),
        (PAIR, PAIR, True),
        ("take { 1 of items l  1 of items n } give 20% off set", PAIR, True),
        ("take { 1 of items l  1 of items n } give 5% off set", PAIR, False),
        ("take 2 of items l give 10% off set", "take 3 of items l give 10% off set", False),
        ("on items l when amount > 5 EUR give 5% off",
         "take 2 of items l when amount > 9 EUR give 5% off set", True),
        ("when amount > 5 EUR give 5% off", "take 2 of items l when amount > 9 EUR give 5% off set", False),
    ],
)  # fmt: skip
def test_a_set_that_never_gets_a_turn(first: str, second: str, shadowed: bool) -> None:
    rules = f"rule a {{ {first} group g priority 1 }} rule b {{ {second} group g priority 2 }}"
    assert bool(names(f"{LISTS} group g exclusive per item {rules}", "shadowed")) is shadowed


TWO = "take 2 of items l give {} {}"


@pytest.mark.parametrize(
    ("better", "worse", "dominated"),
    [
        (TWO.format("10% off set", ""), TWO.format("10% off set", ""), True),
        (TWO.format("20% off set", ""), TWO.format("10% off set", ""), True),
        (TWO.format("5% off set", ""), TWO.format("10% off set", ""), False),
        (TWO.format("2 EUR off set", ""), TWO.format("1 EUR off set", ""), True),
        (TWO.format("2 EUR off set", ""), TWO.format("10% off set", ""), False),
        (TWO.format("price 4 EUR set", ""), TWO.format("price 5 EUR set", ""), True),
        (TWO.format("price 6 EUR set", ""), TWO.format("price 5 EUR set", ""), False),
        (TWO.format("20% off 1st", ""), TWO.format("10% off 2nd", ""), False),
        (TWO.format("20% off set", "same item"), TWO.format("10% off set", ""), False),
        (TWO.format("20% off set", "limit 1 sets per receipt"), TWO.format("10% off set", ""), False),
        ("take 2 of items m give 20% off set", TWO.format("10% off set", ""), False),
        ("take 3 of items l give 10% off set", TWO.format("10% off set", ""), False),
        ("buy 1 of items l get 1 for 1 EUR", "buy 1 of items l get 1 for 2 EUR", True),
        ("buy 1 of items l get 1 free", "buy 1 of items l get 1 at 50% off", True),
        ("buy 1 of items l get 1 free shared", "buy 1 of items l get 1 free shared", False),
        ("on items l give 50% off", TWO.format("10% off set", ""), False),
        (TWO.format("50% off set", ""), "on items l give 10% off", False),
        ("give 10% off", TWO.format("10% off set", ""), False),
    ],
)
def test_a_set_that_is_never_better_than_another(better: str, worse: str, dominated: bool) -> None:
    text = f"{LISTS} group g best per item rule a {{ {better} group g }} rule b {{ {worse} group g }}"
    assert ("b" in names(text, "dominated")) is dominated
