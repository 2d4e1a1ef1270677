"""What a rule gives by itself: at entry to its group, as its only rule, whatever was against it before."""

from __future__ import annotations

import pytest

from receipt_rules.explain import Explanation, MatchedLine, UnitPrice, to_text
from receipt_rules.receipt import LineRecord, ReceiptRecord
from receipt_rules.receipt.record import CustomerRecord
from tests.unit.explain.sold import all_of, one, receipt

COUPONS = 'coupons hello "Hello" { code "HELLO10" }\n'
CARDS = 'cards gold "Gold" { number "77" }\n'


@pytest.mark.parametrize(
    ("rule", "before", "reason"),
    [
        ("{ for members give 10% off }", "", "audience"),
        ("{ needs card gold give 10% off }", CARDS, "card"),
        ("{ needs coupon hello give 10% off }", COUPONS, "coupon"),
        ("{ during 06:00..09:00 give 10% off }", "", "window"),
        ("{ when amount >= 50 EUR give 10% off }", "", "condition"),
        ("{ unless amount >= 5 EUR give 10% off }", "", "condition"),
    ],
)
def test_who_when_and_if_are_taken_as_met(rule: str, before: str, reason: str) -> None:
    found = one(rule, receipt(), before)
    assert (found.verdict.reason, found.would_minor) == (reason, 89)
    assert "  would give   0.89 EUR\n" in to_text(found)


@pytest.mark.parametrize(
    ("reward", "minor"),
    [
        ("10% off", 89),
        ("10% off cheapest 1", 45),
        ("1 EUR off each", 200),
        ("1 EUR off line", 100),
        ("20 EUR off once", 890),
        ("price 4 EUR each", 90),
        ("10% off receipt", 89),
        ("3 EUR off receipt", 300),
        ("3 EUR off receipt for each 4 EUR", 600),
        ("total rounded down to 1 EUR", 90),
        ("total rounded up to 1 EUR", -10),
        ("total rounded down to 0.10 EUR", 0),
    ],
)
def test_every_reward(reward: str, minor: int) -> None:
    found = one(f"{{ during 06:00..09:00 give {reward} }}", receipt())
    assert found.would_minor == minor
    assert one(f"{{ give {reward} }}", receipt()).verdict.gives_minor == minor


def test_of_a_rule_that_has_its_group_to_itself_it_is_what_it_gives() -> None:
    found = one("{ give 10% off }", receipt())
    assert found.would_minor == found.verdict.gives_minor
    assert "by itself" not in to_text(found)


MODES = """\
group g {mode} per {scope}
rule a {{ group g priority 1 give 40% off }}
rule b {{ group g priority 2 give 50% off }}
"""


@pytest.mark.parametrize("scope", ["item", "receipt"])
@pytest.mark.parametrize("mode", ["exclusive", "best", "stack", "compound"])
def test_in_every_mode_the_rivals_are_left_out(mode: str, scope: str) -> None:
    rules = MODES.format(mode=mode, scope=scope)
    if scope == "receipt":
        rules = rules.replace("% off", "% off receipt")
    found = all_of(rules, receipt(("Tea", "1", 1000)))
    assert (found["a"].would_minor, found["b"].would_minor) == (400, 500)


def test_a_rule_that_gives_less_than_by_itself_says_so() -> None:
    found = all_of(MODES.format(mode="compound", scope="item"), receipt(("Tea", "1", 1000)))["b"]
    assert found.verdict.gives_minor == 300
    assert "  gives        3.00 EUR on line L1\n  by itself    5.00 EUR" in to_text(found)


def test_what_earlier_groups_gave_stands() -> None:
    rules = """\
        group first best per item
        group second stack per item
        sequence first, second
        rule half { group first give 50% off }
        rule tenth { group second when amount > 99 EUR give 10% off }
        rule whole { when amount > 99 EUR give 10% off receipt }
    """
    found = all_of(rules, receipt(("Tea", "1", 1000)))
    assert {rule: each.would_minor for rule, each in found.items()} == {
        "half": 500, "tenth": 50, "whole": 50,
    }  # fmt: skip


def test_an_exclusion_is_taken_as_met() -> None:
    found = all_of(EXCLUDES, receipt(("Tea", "1", 1000)))["late"]
    assert (found.verdict.reason, found.would_minor) == ("excluded", 45)


EXCLUDES = """\
group first stack per item excludes second
group second stack per item
sequence first, second
rule early { group first give 1 EUR off each }
rule late { group second give 5% off }
"""


@pytest.mark.parametrize("scope", ["item", "receipt"])
def test_the_caps_of_its_groups_hold(scope: str) -> None:
    off = "off" if scope == "item" else "off receipt"
    rules = f"""\
        group outer exclusive per {scope} cap 3 EUR
        group inner stack per {scope} part of outer cap 20%
        rule a {{ group outer give 100% {off} }}
        rule b {{ group inner give 50% {off} }}
    """
    found = all_of(rules, receipt(("Tea", "1", 1000)))
    assert (found["a"].would_minor, found["b"].would_minor) == (300, 200)


def test_protections_floor_and_rounding_hold() -> None:
    before = 'protect items category "Tea" price at least 80%\n'
    sold = receipt(("Tea", "1", 999), ("Bread", "1", 999))
    assert one("{ during 06:00..09:00 give 50% off }", sold, before).would_minor == 199 + 500
    assert one("{ during 06:00..09:00 give 50% off floor 9 EUR }", sold).would_minor == 198
    rounded = "{ during 06:00..09:00 give 50% off round price up to 0.10 EUR }"
    assert one(rounded, sold).would_minor == 998


def test_the_protection_of_the_receipt_does_not() -> None:
    rules = """\
        protect receipt discount at most 1 EUR
        rule a { give 20% off }
        rule b { give 50% off receipt }
    """
    found = all_of(rules, receipt(("Tea", "1", 1000)))["b"]
    assert (found.verdict.reason, found.would_minor) == ("protected", 400)
    assert to_text(found).endswith(
        "  would give   4.00 EUR\n"
        "  protected    `protect receipt` left nothing: what others gave is all that may come off\n"
        "  cut by       `protect receipt`"
    )


def test_without_items_it_is_nothing() -> None:
    found = one('{ on items category "Wine" give 10% off }', receipt())
    assert (found.would_minor, found.matched) == (0, ())
    assert "would give" not in to_text(found)


def test_what_cannot_be_read_is_not_known() -> None:
    schema = "schema { customer.rate: percent  item.cost_each: money optional }\n"
    nobody = one("{ give (10% + customer.rate) off }", receipt(), schema)
    assert (nobody.verdict.reason, nobody.would_minor) == ("audience", None)
    known = CustomerRecord(id="C", attributes={"rate": "5"})
    assert one("{ give (10% + customer.rate) off }", receipt(customer=known), schema).would_minor == 134
    guarded = "{ when customer.birthday is known and near(customer.birthday, 1 day) give 1% off }"
    assert one(guarded, receipt(customer=CustomerRecord(id="C")), schema).would_minor == 9


def test_a_guard_inside_the_reward_is_followed() -> None:
    rule = '{ give (if customer.level is known and customer.level = "gold" then 20% else 10%) off }'
    for level, minor in ((None, 89), ("gold", 178), ("blue", 89)):
        assert one(rule, receipt(customer=CustomerRecord(id="C", level=level))).would_minor == minor


def test_a_fact_that_only_the_reward_reads_may_be_missing() -> None:
    schema = "schema { item.margin: money }\n"
    found = one("{ during 06:00..09:00 give item.margin off each }", receipt(), schema)
    assert (found.verdict.reason, found.would_minor) == ("window", None)
    floored = one("{ during 06:00..09:00 give 10% off floor item.margin }", receipt(), schema)
    assert (floored.matched, floored.would_minor) == ((MatchedLine("L1", 2),), None)


# ---- the prices of units --------------------------------------------------------------------------------


def last_rows(found: Explanation) -> list[str]:
    return [row.strip() for row in to_text(found).split("\n")[-2:]]


def test_protected_units_say_how_low_they_may_go() -> None:
    found = one("{ give 1% off }", receipt(), "protect all items price at least 100%\n")
    assert found.verdict.reason == "protected"
    assert found.prices == (UnitPrice("L1", 2, 445, 445, "8811/20"),)
    assert last_rows(found) == [
        "protected    its items may not be cheaper",
        "prices       line L1 (2 units) 4.45 EUR, not to be lowered",
    ]


def test_a_price_that_is_lower_already_says_by_how_much() -> None:
    found = one("{ give price 5 EUR each }", receipt(("Tea", "2", 890), ("Tea", "1", 500)))
    assert found.verdict.reason == "already-lower"
    assert found.prices == (UnitPrice("L1", 2, 445, 0, 500), UnitPrice("L2", 1, 500, 0, 500))
    shown = "line L1 (2 units) 4.45 EUR, the rule would make it 5.00 EUR; "
    shown += "line L2 (1 unit) 5.00 EUR, the rule would make it 5.00 EUR"
    assert last_rows(found) == [
        "already-lower its items already cost no more",
        f"prices       {shown}",
    ]


def test_a_percent_off_of_the_regular_price_says_the_price_it_wants() -> None:
    sold = LineRecord(id="1", sku="a", quantity="2", amount_minor=1500, regular_amount_minor=2000)
    found = one("{ give 20% off of regular price }", receipt(lines=(sold,)))
    assert found.verdict.reason == "already-lower"
    assert found.prices == (UnitPrice("1", 2, 750, 0, 800),)


def test_what_rounds_to_nothing_says_so_exactly() -> None:
    found = one("{ give 1% off }", receipt(("Tea", "1", 40)))
    assert found.verdict.reason == "zero"
    assert found.prices == (UnitPrice("L1", 1, 40, 0, "198/5"),)
    assert found.would_minor == 0


@pytest.mark.parametrize(
    ("reward", "reason", "words"),
    [
        ("100% off", "zero", "zero         the rules before it took all that its items cost"),
        ("50% off", "protected", "protected    the rules before it took all that may come off its items"),
    ],
)
def test_what_the_rules_before_it_took(reward: str, reason: str, words: str) -> None:
    rules = f"""\
        group g stack per item
        {"" if reason == "zero" else "protect all items price at least 50%"}
        rule a {{ group g priority 1 give {reward} }}
        rule b {{ group g priority 2 give 10% off }}
    """
    found = all_of(rules, receipt(("Tea", "1", 1000)))["b"]
    assert (found.verdict.reason, found.would_minor) == (reason, 100)
    assert words in to_text(found)


def test_prices_are_those_at_entry_and_only_of_units_of_the_rule() -> None:
    rules = """\
        group g best per item
        rule first { on all items give 20% off cheapest 1 group g }
        rule r { on items discounted give price 9 EUR each }
    """
    found = all_of(rules, receipt(("Tea", "3", 900)))["r"]
    assert found.prices == (UnitPrice("L1", 1, 240, 0, 900),)


def test_of_the_cheapest_no_price_is_wanted_of_all() -> None:
    found = one("{ give 1% off cheapest 1 }", receipt(("Tea", "2", 80)))
    assert found.prices == (UnitPrice("L1", 2, 40, 0, None),)


def test_a_selector_that_reads_a_customer_selects_nothing_without_one() -> None:
    schema = "schema { customer.least: money }\n"
    found = one("{ on all items where item.price > customer.least give 1% off }", receipt(), schema)
    assert (found.verdict.reason, found.matched, found.would_minor) == ("audience", None, None)


def sold_by_weight() -> ReceiptRecord:
    return receipt(("Tea", "0.5 kg", 500))


def test_prices_of_what_is_weighed_are_of_the_line() -> None:
    found = one("{ give price 20 EUR each }", sold_by_weight())
    assert found.prices == (UnitPrice("L1", 1, 500, 0, 1000),)
