"""How rules meet, by the reference: the example of the page, and each mode with numbers worked by hand."""

from __future__ import annotations

import pytest

from tests.unit.reference.says import finals, gives, goods, numbers, reasons, says

GROUPS = """
ruleset "groups" version "1" currency RUB
sequence prices, shelf, extras, chain, basket, personal
group prices best per item
group shelf best per item
group extras stack per item cap 30%
group chain compound per item
group basket exclusive per receipt excludes personal
group personal best per receipt at most 2 rules
items milk = category "Milk"
rule leaflet_milk { on items milk give 15% off group shelf }
rule staff5 { on items milk give 5% off group extras }
rule member2 { on items milk give 2% off group extras }
rule chain_a { on items milk give 10% off group chain priority 1 }
rule chain_b { on items milk give 5% off group chain priority 2 }
rule basket_500 { when amount >= 5_000 RUB give 500 RUB off receipt group basket priority 1 }
rule basket_3pc { give 3% off receipt group basket priority 2 }
rule birthday {
  for customers where customer.birthday is known and near(customer.birthday, 3 days)
  give 20% off receipt
  group personal
}
rule clearance { on items category "Clearance" give 50% off alone first }
"""


def test_extras_add_up_then_the_chain_works_on_what_is_left() -> None:
    outcome = says(GROUPS, goods("m", 10_000, category=["Milk"]), currency="RUB")
    # 15% of 100; 5% and 2% of 85; 10% of 79.05 is 7.905, half up; 5% of 71.14; 3% of 67.58 is 2.0274
    assert {rule: amount for rule, amount in gives(outcome).items() if amount} == {
        "leaflet_milk": 1500,
        "staff5": 425,
        "member2": 170,
        "chain_a": 791,
        "chain_b": 356,
        "basket_3pc": 203,
    }
    assert outcome.due_minor == 6555
    assert reasons(outcome) == {"basket_500": "condition", "birthday": "audience", "clearance": "no-items"}


def test_better_one_wins_additive_ones_add() -> None:
    text = """
    sequence one_of_many, add_up
    coupons friends { code "FRIENDS" }
    group one_of_many best per receipt
    group add_up stack per receipt
    rule pct_from { when receipt.total >= 1_000 EUR give 5% off receipt group one_of_many }
    rule eur_any { give 60 EUR off once group one_of_many }
    rule by_many { needs coupon friends give 2% off receipt group add_up }
    """
    outcome = says(text, goods("a", 200_000), coupons=["FRIENDS"])
    # 5% of 2000 is more than 60; 2% of the 1900 left
    assert gives(outcome) == {"pct_from": 10_000, "eur_any": 0, "by_many": 3_800}
    assert outcome.totals.due_minor == 186_200
    assert numbers(outcome, "eur_any") == {
        "winner": "pct_from",
        "actual_minor": 6_000,
        "required_minor": 10_000,
    }


# ---- per item ----------------------------------------------------------------------------------------


def test_stack_adds_up_from_entry_and_compound_runs_on() -> None:
    rules = "rule a { give 10% off group g priority 1 } rule b { give 5% off group g priority 2 }"
    assert finals(says(f"group g stack per item {rules}", goods("A", 10_000))) == [8_500]
    assert finals(says(f"group g compound per item {rules}", goods("A", 10_000))) == [8_550]


def test_each_benefit_is_cut_to_what_its_unit_has_left() -> None:
    text = """
    group g stack per item
    rule a { give 100% off cheapest 1 group g priority 1 }
    rule b { give 10% off group g priority 2 }
    """
    # the last unit is free; of 10 + 10 only the first unit's 10 are left
    outcome = says(text, goods("A", 200, "2"))
    assert gives(outcome) == {"a": 100, "b": 10}
    assert [(run.quantity, run.amount_minor) for run in outcome.lines[0].runs] == [("1", 90), ("1", 0)]
    # of 95% 0.05 are left on the last unit: 10 + 5, and nothing spills over to its neighbour
    assert gives(says(text.replace("100%", "95%"), goods("A", 200, "2"))) == {"a": 95, "b": 15}


def test_exclusive_takes_units_first_come_first_served() -> None:
    text = """
    group g exclusive per item
    rule a { on items "A" give 1% off group g priority 1 }
    rule b { give 50% off group g priority 2 }
    rule c { on items "A" give 20% off group g priority 3 }
    """
    outcome = says(text, goods("A", 1_000), goods("B", 1_000))
    # a takes A; b gets B only and has applied; c would give 2.00 where a gives 0.10
    assert gives(outcome) == {"a": 10, "b": 500, "c": 0}
    assert numbers(outcome, "c") == {"winner": "a", "actual_minor": 200, "required_minor": 10}


def test_a_rule_that_rounds_to_nothing_takes_no_unit() -> None:
    text = """
    group g exclusive per item
    rule a { give 1% off group g priority 1 }
    rule b { give 50% off group g priority 2 }
    """
    # 1% of 0.10 is nothing
    assert gives(says(text, goods("A", 10))) == {"a": 0, "b": 5}


def test_at_most_n_rules_is_for_each_unit() -> None:
    text = """
    group g stack per item at most 2 rules
    rule a { on items "A" give 10% off group g priority 1 }
    rule b { give 5% off group g priority 2 }
    rule c { give 1% off group g priority 3 }
    rule d { on items "A" give 2% off group g priority 4 }
    """
    outcome = says(text, goods("A", 10_000), goods("B", 10_000))
    # A: 10 + 5; B: 5 + 1
    assert finals(outcome) == [8_500, 9_400]
    assert gives(outcome) == {"a": 1_000, "b": 1_000, "c": 100, "d": 0}
    assert numbers(outcome, "d") == {"winner": "a", "actual_minor": 200, "required_minor": 1_000}


def test_once_wins_only_if_it_is_worth_more_than_what_it_displaces() -> None:
    text = """
    group g best per item
    rule wide { give 3 EUR off once group g }
    rule tea { on items "T" give 50% off group g }
    """
    # 50% of 4.00 is 2.00 for the tea, nothing for the rest: once is worth 3.00
    assert gives(says(text, goods("T", 400), goods("X", 400))) == {"wide": 300, "tea": 0}
    # 50% of 6.00 is 3.00 with one unit claimed instead of two
    assert gives(says(text, goods("T", 600), goods("X", 400))) == {"wide": 0, "tea": 300}


def test_of_chained_once_rules_the_best_set_is_taken() -> None:
    text = """
    group g best per item
    rule a { on items "A", "B" give 3 EUR off once group g }
    rule b { on items "B", "C" give 5 EUR off once group g }
    rule c { on items "C", "D" give 3 EUR off once group g }
    """
    # a and c together are 6.00, b alone 5.00
    outcome = says(text, *(goods(sku, 1_000) for sku in "ABCD"))
    assert gives(outcome) == {"a": 300, "b": 0, "c": 300}
    # b has its capacity on lines 2 and 3, where a gives 1.50 and c gives 1.50: of equal ones the first
    assert numbers(outcome, "b") == {"winner": "a", "actual_minor": 500, "required_minor": 150}


# ---- per receipt -------------------------------------------------------------------------------------


def test_exclusive_per_receipt_is_the_first_and_best_the_largest() -> None:
    rules = """
    rule a { give 1 EUR off receipt group g priority 1 }
    rule b { give 20% off receipt group g priority 2 }
    rule c { give 10% off receipt group g priority 3 }
    """
    first = says(f"group g exclusive per receipt {rules}", goods("A", 1_000))
    assert gives(first) == {"a": 100, "b": 0, "c": 0}
    assert numbers(first, "b") == {"winner": "a", "actual_minor": 200, "required_minor": 100}
    largest = says(f"group g best per receipt {rules}", goods("A", 1_000))
    assert gives(largest) == {"a": 0, "b": 200, "c": 0}


def test_the_n_largest_give_in_running_order_and_are_clamped() -> None:
    text = """
    group g best per receipt at most 2 rules
    rule a { give 6 EUR off receipt group g priority 1 }
    rule b { give 1 EUR off receipt group g priority 2 }
    rule c { give 70% off receipt group g priority 3 }
    """
    outcome = says(text, goods("A", 1_000))
    # 6.00 and 7.00 are the largest; a gives first, 4.00 are left for c
    assert gives(outcome) == {"a": 600, "b": 0, "c": 400}
    # the smallest that was taken, from entry
    assert numbers(outcome, "b") == {"winner": "a", "actual_minor": 100, "required_minor": 600}


def test_a_percent_of_the_receipt_is_rounded_once() -> None:
    # 5% of 0.30 is 0.015 three times: 0.045, not 0.06
    text = "group g stack per receipt rule a { give 5% off receipt group g }"
    assert gives(says(text, *(goods(sku, 30) for sku in "ABC"))) == {"a": 5}


def test_of_a_stack_per_receipt_only_so_many_rules_give() -> None:
    text = """
    group g stack per receipt at most 1 rules
    rule a { on items "Z" give 1 EUR off receipt group g priority 1 }
    rule b { give 10% off receipt group g priority 2 }
    rule c { give 50% off receipt group g priority 3 }
    """
    outcome = says(text, goods("A", 1_000))
    assert reasons(outcome) == {"a": "no-items", "c": "lost"}
    assert numbers(outcome, "c") == {"winner": "b", "actual_minor": 500, "required_minor": 100}


# ---- parts, caps, excludes ---------------------------------------------------------------------------


def test_a_part_is_one_candidate_with_its_own_cap() -> None:
    text = """
    group g best per item
    group p stack per item part of g cap 30%
    rule x { give 25% off group g }
    rule y { give 20% off group p priority 1 }
    rule z { give 15% off group p priority 2 }
    """
    outcome = says(text, goods("A", 1_000))
    # 20 + 15 is cut to 30, more than 25; z is cut first
    assert gives(outcome) == {"x": 0, "y": 200, "z": 100}
    why = outcome.why("z")
    assert why is not None
    assert why.trimmed_by == "group p"
    # what is compared are candidates: the part, with all it gave
    assert numbers(outcome, "x") == {"winner": "p", "actual_minor": 250, "required_minor": 300}


def test_the_rules_of_a_part_that_lost_lost_what_they_gave_in_it() -> None:
    text = """
    group g best per item
    group p exclusive per item part of g
    rule x { give 25% off group g }
    rule y { give 20% off group p priority 1 }
    rule z { give 40% off group p priority 2 }
    """
    outcome = says(text, goods("A", 1_000))
    assert gives(outcome) == {"x": 250, "y": 0, "z": 0}
    assert numbers(outcome, "y") == {"winner": "x", "actual_minor": 200, "required_minor": 250}
    # it lost inside its part, and keeps what it lost to there
    assert numbers(outcome, "z") == {"winner": "y", "actual_minor": 400, "required_minor": 200}


def test_a_part_is_taken_whole_only_if_all_its_units_are_free() -> None:
    text = """
    group g exclusive per item
    group p stack per item part of g
    rule x { on items "A" give 10% off group g priority 1 }
    rule y { give 20% off group p priority 2 }
    """
    assert gives(says(text, goods("A", 1_000), goods("B", 1_000))) == {"x": 100, "y": 0}
    assert gives(says(text, goods("C", 1_000), goods("B", 1_000))) == {"x": 0, "y": 400}


def test_a_cap_cuts_the_last_rule_first_and_of_each_unit() -> None:
    text = """
    group g stack per item cap 1.50 EUR
    rule a { give 1 EUR off each group g priority 1 }
    rule b { give 1 EUR off each group g priority 2 }
    rule c { give 1 EUR off each group g priority 3 }
    """
    outcome = says(text, goods("A", 2_000, "2"))
    assert gives(outcome) == {"a": 200, "b": 100, "c": 0}
    assert reasons(outcome) == {"c": "limit"}
    why = outcome.why("c")
    assert why is not None
    assert (why.trimmed_by, why.numbers) == ("group g", {})


def test_a_cap_of_the_receipt_is_of_what_the_rules_select() -> None:
    text = """
    group g stack per receipt cap 10%
    rule a { on items "A" give 5 EUR off receipt group g priority 1 }
    rule b { on items "A", "B" give 1 EUR off receipt group g priority 2 }
    rule c { when amount >= 1_000 EUR give 1 EUR off receipt group g priority 3 }
    """
    # A 30.00 and B 10.00 are selected, C only by a rule whose condition fails: 10% of 40.00
    outcome = says(text, goods("A", 3_000), goods("B", 1_000), goods("C", 9_000))
    assert gives(outcome) == {"a": 400, "b": 0, "c": 0}
    assert reasons(outcome) == {"b": "limit", "c": "condition"}


def test_units_that_got_money_are_closed_to_the_group_that_is_excluded() -> None:
    text = """
    sequence g, h
    group g best per item excludes h
    group h best per item
    rule a { on items "A" give 10% off group g }
    rule b { give 50% off group h }
    rule c { on items "A" give 50% off group h }
    """
    outcome = says(text, goods("A", 1_000), goods("B", 1_000))
    assert gives(outcome) == {"a": 100, "b": 500, "c": 0}
    assert reasons(outcome) == {"c": "excluded"}
    assert numbers(outcome, "c") == {"group": "g"}


def test_a_receipt_that_got_money_is_closed_and_the_condition_is_told_first() -> None:
    text = """
    sequence g, h
    group g best per receipt excludes h
    group h best per receipt
    rule a { give 1 EUR off receipt group g }
    rule b { give 50% off receipt group h }
    rule c { when amount > 1_000 EUR give 50% off receipt group h }
    """
    outcome = says(text, goods("A", 1_000))
    assert reasons(outcome) == {"b": "excluded", "c": "condition"}


def test_a_group_runs_where_the_sequence_says_and_the_others_by_id() -> None:
    text = """
    sequence z
    group a best per item
    group z best per item
    rule one { give 50% off group z }
    rule two { when amount > 6 EUR give 50% off group a }
    rule three { when amount > 4 EUR give 10% off }
    """
    # z first: 5.00 are left, not more than 6.00; the ungrouped rule runs last, on 5.00
    outcome = says(text, goods("A", 1_000))
    assert gives(outcome) == {"one": 500, "two": 0, "three": 50}
    assert [verdict.rule for verdict in outcome.verdicts] == ["one", "two", "three"]


# ---- alone, discounted -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "won"), [("30%", {"solo": 300, "a": 0, "b": 0}), ("29%", {"solo": 0, "a": 200, "b": 100})]
)
def test_alone_is_compared_with_all_others_together_and_wins_ties(share: str, won: dict[str, int]) -> None:
    text = f"""
    group g stack per item
    rule a {{ give 20% off group g }}
    rule b {{ give 10% off group g }}
    rule solo {{ give {share} off alone }}
    """
    outcome = says(text, goods("A", 1_000))
    assert gives(outcome) == won
    if won["solo"]:
        assert numbers(outcome, "a") == {"winner": "solo", "actual_minor": 200, "required_minor": 300}
    else:
        # the others gave 3.00 in all, and no one rule all of it
        assert numbers(outcome, "solo") == {"actual_minor": 290, "required_minor": 300}


def test_alone_first_wins_whenever_it_gives_anything() -> None:
    text = """
    rule a { give 50% off }
    rule solo { on items "B" give 1% off alone first }
    """
    assert gives(says(text, goods("A", 1_000), goods("B", 1_000))) == {"a": 0, "solo": 10}
    assert gives(says(text, goods("A", 1_000))) == {"a": 500, "solo": 0}


def test_discounted_tells_units_of_a_line_apart() -> None:
    text = """
    sequence g, h
    group g best per item
    group h best per item
    items cheaper = discounted
    rule a { give 50% off cheapest 1 group g }
    rule b { on all items except cheaper give 10% off group h }
    rule c { when quantity of items cheaper = 1 give 1 EUR off receipt }
    """
    outcome = says(text, goods("A", 3_000, "3"))
    # the last of three is halved; 10% of the other two; at phase 2 all three are discounted
    assert gives(outcome) == {"a": 500, "b": 200, "c": 0}
    assert reasons(outcome) == {"c": "condition"}
    assert numbers(outcome, "c") == {"actual": 3, "required": 1}
