"""Rules of a group that never get a turn, or are never better than another: only where that is certain."""

from __future__ import annotations

import pytest

from tests.unit.program_expressions.lint_findings import LISTS, names, said

VOCABULARY = f"""{LISTS}
items teas = category "Tea"
items drinks = teas, category "Coffee"
items dear_teas = teas where item.price > 9 EUR
items own_teas = teas except "1"
schema {{ customer.age: int }}
segment vip = assigned by host
program club {{ kind discount status active }}
cards c {{ number "1" }}
coupons k {{ code "K" }}
coupons j {{ code "J" valid until 2026-03-31 }}
"""


def shadowed(first: str, second: str, scope: str = "item", rounding: str = "") -> bool:
    """Whether the first rule of an exclusive group leaves nothing to the second."""
    header = f'ruleset "x" version "1" currency EUR {rounding}\n'
    text = f"{header}{VOCABULARY}group g exclusive per {scope}\n"
    text += f"rule one {{ {first} group g priority 1 }}\nrule two {{ {second} group g priority 2 }}"
    found = names(text, "shadowed")
    assert found in ([], ["two"])
    return bool(found)


# ---- who acts wherever another does ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wide", "narrow", "certain"),
    [
        ("", "", True),
        # who
        ("", "for members", True),
        ("for members", "", False),
        ("for members", "for members", True),
        ("for members", "for members of club", True),
        ("for members of club", "for members", False),
        ("for everyone", "", True),
        ("for members, segment vip", "for segment vip", True),
        ("for segment vip", "for members, segment vip", False),
        ("for customers where customer.age > 60", "for customers where customer.age > 60", True),
        ("needs coupon k", "", False),
        ("", "needs coupon k", True),
        ("needs coupon k", "needs coupon k needs coupon j", True),
        ("needs coupon k", "needs coupon j", False),
        ("needs card c", "", False),
        ("needs card c", "needs card c", True),
        # when
        ("valid until 2026-03-31", "", False),
        ("", "valid until 2026-03-31", True),
        ("valid until 2026-03-31", "valid until 2026-03-31", True),
        ("valid until 2026-03-31", "valid until 2026-03-30", True),
        ("valid until 2026-03-31", "valid until 2026-04-01", False),
        ("valid from 2026-03-02", "valid from 2026-03-01", False),
        ("valid from 2026-03-02", "valid from 2026-03-03", True),
        ("valid until 2026-03-31", "needs coupon j", True),
        ("valid until 2026-03-30", "needs coupon j", False),
        ("valid until 2026-03-31", "valid until 2026-03-31T12:00", False),
        ("during mon", "", False),
        ("", "during mon", True),
        ("during mon", "during mon", True),
        ("during mon..fri", "during mon, wed", True),
        ("during mon", "during mon..fri", False),
        ("during mon", "during mon 08:00..10:00", True),
        ("during mon 08:00..10:00", "during mon", False),
        ("during mon 08:00..10:00", "during mon 08:30..10:00", True),
        ("during mon 08:00..10:00", "during mon 08:30..10:30", False),
        ("during 08:00..10:00", "during mon 08:00..10:00", True),
        ("during mon", "during mon 22:00..02:00", False),
        ("during mon 22:00..02:00", "during mon 23:00..01:00", False),
        ("during mon 22:00..02:00", "during mon 22:00..02:00", True),
        ("during sat, sun", "during sun, 2026-03-07", False),
        # under which conditions
        ("when receipt.lines > 3", "", False),
        ("", "when receipt.lines > 3", True),
        ("when receipt.lines > 3", "when receipt.lines > 3", True),
        ("when receipt.lines > 3", "when receipt.lines > 4", True),
        ("when receipt.lines > 3", "when receipt.lines > 2", False),
        ("when receipt.lines > 3", 'when receipt.lines > 3 and receipt.channel = "app"', True),
        ('when receipt.lines > 3 when receipt.channel = "app"', "when receipt.lines > 3", False),
        ("when receipt.lines > 3 or receipt.total > 5 EUR", "when receipt.lines > 3", True),
        ("when receipt.lines > 3", "when receipt.lines > 3 or receipt.total > 5 EUR", False),
        ("unless receipt.lines > 3", "", False),
        ("", "unless receipt.lines > 3", True),
        ("unless receipt.lines > 3", "unless receipt.lines > 3", True),
        ("unless receipt.lines > 3", "unless receipt.lines > 2", True),
        ("unless receipt.lines > 3", "unless receipt.lines > 4", False),
        ("unless receipt.lines > 3", "when receipt.lines < 3", True),
        ("unless receipt.lines > 3", 'unless receipt.lines > 3 or receipt.channel = "app"', True),
        ('unless receipt.lines > 3 or receipt.channel = "app"', "unless receipt.lines > 3", False),
        ("when amount > 5 EUR", "when amount > 6 EUR", True),
        ("when amount > 5 EUR", 'on items "1" when amount > 6 EUR', False),
        ("when amount of all items > 5 EUR", 'on items "1" when amount of all items > 6 EUR', True),
        ("", "when receipt.lines > 3 when receipt.lines < 2", False),
        ("when receipt.lines > 9", "when receipt.lines > 3 when receipt.lines < 2", False),
        # on which items
        ('on items "1"', "", False),
        ("", 'on items "1"', True),
        ('on items "1"', 'on items "1"', True),
        ('on items "1", "2"', 'on items "1"', True),
        ('on items "1"', 'on items "1", "2"', False),
        ("on items l", 'on items "a"', True),
        ("on items l", 'on items "c"', False),
        ("on items l", "on items twin", True),
        ("on items m", "on items n", True),
        ("on items n", "on items m", False),
        ("on items drinks", "on items teas", True),
        ("on items teas", "on items drinks", False),
        ("on items drinks", 'on items category "Tea"', True),
        ('on items category "Tea"', "on items teas", True),
        ('on items category "Tea"', "on items dear_teas", True),
        ("on items dear_teas", "on items teas", False),
        ('on items category "Tea"', "on items own_teas", True),
        ("on items own_teas", "on items teas", False),
        ("on items own_teas", "on items own_teas, l", False),
        ('on all items except "1"', "", False),
        ('on all items except "1"', 'on items "2"', True),
        ('on all items except "1"', 'on items "1", "2"', False),
        ('on all items except "1"', 'on items category "Tea"', False),
        ('on all items except "1"', 'on items category "Tea" except "1"', True),
        ('on all items except "a"', "on items teas except l", True),
        ("on all items except n", "on items l", True),
        ("on all items except m", "on items l", False),
        ("on all items where item.price > 5 EUR", "", False),
        ("on all items where item.price > 5 EUR", "on items teas where item.price > 6 EUR", True),
        ("on all items where item.price > 5 EUR", "on items teas where item.price > 4 EUR", False),
        ("on all items where item.price > 5 EUR", "on items dear_teas", True),
        ("on all items where item.price > 5 EUR", "on items dear_teas, l", False),
        ("on all items except discounted", "", False),
        ("", "on all items except discounted", True),
        # what else bounds it
        ("floor 1 EUR", "", False),
        ("floor 1 EUR", "floor 1 EUR", True),
        ("", "floor 1 EUR", True),
        ("", "including manual prices", False),
        ("including manual prices", "", True),
        ("limit 2 times per receipt", "", False),
        ("", "limit 2 times per receipt", True),
        ('print "hello"', "", True),
        ("alone", "", False),
        ("", "alone", False),
    ],
)
def test_who_acts_wherever_another_does(wide: str, narrow: str, certain: bool) -> None:
    assert shadowed(f"{wide} give 10% off", f"{narrow} give 20% off") is certain


# ---- what surely gives ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "certain"),
    [
        ("give 5% off", "give 20% off", True),
        ("give 4% off", "give 20% off", False),
        ("give 4% off", "give 3% off", True),
        ("give 4% off", "give 4% off", True),
        ("give 10% off cheapest 1", "give 20% off", False),
        ("give 10% off cheapest 2", "give 10% off cheapest 1", True),
        ("give 10% off cheapest 1", "give 10% off cheapest 2", False),
        ("give 10% off of regular price", "give 20% off", False),
        ("give 10% off of regular price", "give 5% off of regular price", True),
        ("give 0.01 EUR off each", "give 2 EUR off once", True),
        ("give 5 EUR off line", "give 2 EUR off each", False),
        ("give 5 EUR off line", "give 2 EUR off line", True),
        ("give 5 EUR off once", "give 2 EUR off once", True),
        ("give 5 EUR off once", "give 2 EUR off each", False),
        ("give price 5 EUR each", "give 10% off", False),
        ("give price 5 EUR each", "give price 6 EUR each", True),
        ("give price 6 EUR each", "give price 5 EUR each", False),
        ("give 10% off round discount down to 0.10 EUR", "give 20% off", False),
        (
            "give 20% off round discount down to 0.10 EUR",
            "give 10% off round discount down to 0.10 EUR",
            True,
        ),
        ("give if receipt.lines > 3 then 10% else 5% off", "give 20% off", False),
    ],
)
def test_what_surely_gives_something_on_each_item(first: str, second: str, certain: bool) -> None:
    assert shadowed(first, second) is certain


@pytest.mark.parametrize(
    ("first", "second", "certain"),
    [
        ("give 5% off receipt", "give 20% off receipt", True),
        ("give 1% off receipt", "give 20% off receipt", False),
        ("give 1 EUR off receipt", "give 20% off receipt", True),
        ("give 1 EUR off receipt for each 5 EUR", "give 20% off receipt", False),
        ("give 2 EUR off receipt for each 5 EUR", "give 1 EUR off receipt for each 5 EUR", True),
        ("give 2 EUR off receipt for each 5 EUR", "give 1 EUR off receipt for each 4 EUR", False),
        ("give 10% off cheapest 1", "give 20% off receipt", True),
        ("give 1 EUR off once", "give 20% off receipt", True),
        ('on items "1" give 1 EUR off once', "give 20% off receipt", False),
    ],
)
def test_what_surely_gives_something_on_the_receipt(first: str, second: str, certain: bool) -> None:
    assert shadowed(first, second, "receipt") is certain


def test_a_coarse_rounding_may_leave_nothing() -> None:
    assert shadowed("give 10% off", "give 20% off")
    assert not shadowed("give 10% off", "give 20% off", rounding="rounding half_up to 0.10 EUR per line")
    assert shadowed("give 20% off", "give 10% off", rounding="rounding half_up to 0.10 EUR per line")


def test_only_an_earlier_rule_of_an_exclusive_group_leaves_nothing() -> None:
    later = "group g exclusive per item\nrule two { give 10% off group g priority 2 }\n"
    later += "rule one { give 20% off group g priority 1 during mon }"
    assert names(later, "shadowed") == []
    for mode in ("best", "stack", "compound"):
        assert names(later.replace("exclusive", mode).replace("during mon", ""), "shadowed") == []
    tie = "group g exclusive per item\nrule b { give 20% off group g }\nrule a { give 10% off group g }"
    assert names(tie, "shadowed") == ["b"]
    assert names(tie.replace("rule b {", "rule b { priority 1"), "shadowed") == ["a"]
    parts = "group g exclusive per item\ngroup h stack per item part of g\n"
    assert (
        names(f"{parts}rule a {{ give 10% off group h }}\nrule b {{ give 20% off group g }}", "shadowed")
        == []
    )


# ---- what is never better --------------------------------------------------------------------------------


def dominated(first: str, second: str, mode: str = "best per item") -> list[str]:
    """The rules of a best group that are of no use."""
    text = f"{VOCABULARY}group g {mode}\n"
    text += f"rule one {{ {first} group g priority 1 }}\nrule two {{ {second} group g priority 2 }}"
    return sorted(names(text, "dominated"))


@pytest.mark.parametrize(
    ("first", "second", "of_no_use"),
    [
        ("give 10% off", "give 20% off", ["one"]),
        ("give 20% off", "give 10% off", ["two"]),
        ("give 10% off", "give 10% off", ["two"]),
        ("for members give 10% off", "give 10% off", ["one"]),
        ("for members give 20% off", "give 10% off", []),
        ("give 10% off", 'on items "1" give 10% off', ["two"]),
        ("give 10% off", 'on items "1" give 11% off', []),
        ("give 1 EUR off each", "give 2 EUR off each", ["one"]),
        ("give 1 EUR off each", "give 10% off", []),
        ("give 1 EUR off once", "give 2 EUR off once", ["one"]),
        ('on items "1" give 1 EUR off once', "give 2 EUR off once", []),
        ("give 1 EUR off each", "give 1 EUR off once", []),
        ("give price 5 EUR each", "give price 4 EUR each", ["one"]),
        ("give 10% off round price down to .99", "give 20% off", []),
        ("give 10% off round price down to .99", "give 20% off round price down to .99", ["one"]),
        ("floor 1 EUR give 10% off", "give 20% off", ["one"]),
        ("give 10% off", "floor 1 EUR give 20% off", []),
        ("give 10% off", "limit 2 times per receipt give 20% off", []),
        ('print "hello" give 10% off', "give 20% off", ["one"]),
        ('otherwise tell cashier "no" give 10% off', "give 20% off", []),
        ("give 10% off", 'print "hello" give 20% off', ["one"]),
    ],
)
def test_what_is_never_better(first: str, second: str, of_no_use: list[str]) -> None:
    assert dominated(first, second) == of_no_use


@pytest.mark.parametrize(
    ("mode", "of_no_use"),
    [
        ("best per item", ["one"]),
        ("best per receipt", ["one"]),
        ("best per receipt at most 1 rules", ["one"]),
        ("best per receipt at most 2 rules", []),
        ("exclusive per item", []),
        ("stack per item", []),
        ("compound per item", []),
    ],
)
def test_only_where_one_is_chosen(mode: str, of_no_use: list[str]) -> None:
    assert dominated("give 10% off", "give 20% off", mode) == of_no_use


def test_on_the_receipt_the_wider_base_gives_more() -> None:
    mode = "best per receipt"
    narrow = 'on items "1" give 5 EUR off receipt'
    assert dominated(narrow, "give 5 EUR off receipt", mode) == ["one"]
    assert dominated(narrow, "give 4 EUR off receipt", mode) == []
    assert dominated('on items "1" give 5% off receipt', "give 5% off receipt", mode) == ["one"]
    assert dominated("give 5% off receipt", "give 5% off", mode) == []


def test_rules_without_a_group_are_a_best_group_of_their_phase() -> None:
    text = "rule a { give 10% off }\nrule b { give 20% off }\nrule c { give 1% off receipt }"
    assert names(text, "dominated") == ["a"]


def test_of_rules_that_beat_each_other_one_is_left() -> None:
    rules = "\n".join(f"rule r{n} {{ give 10% off group g }}" for n in range(5))
    found = said(f"group g best per item\n{rules}", "dominated")
    assert [each.span.text for each in found] == ["r1", "r2", "r3", "r4"]
    assert {each.secondary[0].span.text for each in found} == {"r0"}


def test_lists_that_are_inside_each_other_are_found_among_many() -> None:
    others = "".join(f'rule o{n} {{ on items "o{n}" give 5% off group g }}\n' for n in range(100))
    text = f"{LISTS}group g best per item\n{others}"
    text += 'rule narrow { on items "a" give 5% off group g }\nrule wide { on items l give 6% off group g }'
    assert names(text, "dominated") == ["narrow"]
