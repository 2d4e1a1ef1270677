"""How sets meet rules and each other, by the reference: the choice, the turns, claims and reasons.

Each test is a sentence of docs/decisions/0006, with numbers worked by hand.
"""

from __future__ import annotations

import pytest

from tests.unit.reference.says import finals, gives, goods, numbers, reasons, says
from tests.unit.reference.test_reference_sets import runs, times

# ---- the choice --------------------------------------------------------------------------------------


def test_the_buyer_gets_the_better_of_a_percent_and_a_gift() -> None:
    text = """
    group shelf best per item
    rule leaflet { on items "M" give 15% off group shelf }
    rule milk21 { buy 2 of items "M" get 1 free group shelf }
    """
    outcome = says(text, goods("M", 30_000, "3"))
    # 100.00 against 45.00
    assert gives(outcome) == {"leaflet": 0, "milk21": 10_000}
    assert reasons(outcome) == {"leaflet": "lost"}
    assert numbers(outcome, "leaflet") == {
        "winner": "milk21",
        "actual_minor": 4_500,
        "required_minor": 10_000,
    }
    assert gives(says(text, goods("M", 20_000, "2"))) == {"leaflet": 3_000, "milk21": 0}
    # a fourth pack is not claimed: 100.00 and 15.00
    assert gives(says(text, goods("M", 40_000, "4"))) == {"leaflet": 1_500, "milk21": 10_000}


def test_of_equal_benefits_the_one_that_claims_less_is_taken() -> None:
    text = """
    group g best per item
    rule a { take 2 of items "A", "B" give 1 EUR off set group g }
    rule b { on items "A" give 10% off group g }
    """
    # 1.00 each: two units, or one
    outcome = says(text, goods("A", 1_000), goods("B", 500))
    assert gives(outcome) == {"a": 0, "b": 100}


def test_then_the_dearest_are_claimed() -> None:
    text = "rule a { take 2 of all items give 1 EUR off set }"
    # 1.00 by 6 : 4
    assert finals(says(text, goods("A", 300), goods("B", 400), goods("C", 600))) == [300, 360, 540]


def test_then_the_first_of_the_list_counts() -> None:
    text = """
    group g best per item
    rule {} {{ take 2 of all items give 1 EUR off set group g }}
    rule {} {{ take 2 of all items give 1 EUR off set group g }}
    """
    assert gives(says(text.format("a", "b"), goods("A", 600, "2"))) == {"a": 100, "b": 0}
    assert gives(says(text.format("b", "a"), goods("A", 600, "2"))) == {"b": 0, "a": 100}


def test_the_dearest_units_come_together() -> None:
    text = "rule a { take 2 of all items give price 1 EUR set }"
    # 8 + 6 + 4 + 2 less 1.00 twice, whichever pair: the largest vector is 8 + 6, 4 + 2.
    # 13.00 by 8 : 6 is 7.43 and 5.57; 5.00 by 4 : 2 is 3.33 and 1.67
    lines = [goods(sku, price) for sku, price in zip("ABCD", (400, 800, 200, 600), strict=True)]
    assert finals(says(text, *lines)) == [67, 57, 33, 43]


def test_a_set_against_an_amount_once() -> None:
    text = """
    group g best per item
    rule a {{ buy 1 of items "A" get 1 of items "B" free group g }}
    rule o {{ on items "B", "C" give {} EUR off once group g }}
    """
    lines = goods("A", 900), goods("B", 300), goods("C", 500)
    assert gives(says(text.format(2), *lines)) == {"a": 300, "o": 0}
    assert gives(says(text.format(4), *lines)) == {"a": 0, "o": 400}


def test_a_set_against_a_part_and_a_part_of_sets() -> None:
    text = """
    group g best per item
    group p stack per item part of g
    rule a { buy 1 of items "A" get 1 of items "B" free group g }
    rule x { take 2 of items "B", "C" give 50% off set group p }
    rule y { on items "D" give 10% off group p }
    """
    lines = goods("A", 900), goods("B", 400), goods("C", 500), goods("D", 1_000)
    outcome = says(text, *lines)
    # the part: 2.00 + 2.50 + 1.00, against 4.00
    assert gives(outcome) == {"a": 0, "x": 450, "y": 100}
    assert numbers(outcome, "a") == {"winner": "p", "actual_minor": 400, "required_minor": 200}
    # 1.00 less, and the gift is worth more: nothing of the part is claimed, nor given
    cheaper = says(text, goods("A", 900), goods("B", 400), goods("C", 300), goods("D", 100))
    assert gives(cheaper) == {"a": 400, "x": 0, "y": 0}
    assert reasons(cheaper) == {"x": "lost", "y": "lost"}


def test_a_shared_payer_is_closed_to_plain_rules_and_to_its_own_rule() -> None:
    text = """
    group g best per item
    rule s { buy 1 of items "A" get 1 of items "B" free shared group g }
    rule p { on items "A" give 10% off group g }
    """
    outcome = says(text, goods("A", 1_000), goods("B", 300, "2"))
    # one payer, one gift of 1.50, 1.00 off the payer lost
    assert gives(outcome) == {"s": 150, "p": 0}
    assert times(outcome) == {"s": 1}


def test_favour_store_gives_the_cheapest_of_all() -> None:
    text = "rule r { take 3 of all items favour store give 100% off cheapest 1 }"
    lines = [
        goods(sku, price) for sku, price in zip("ABCDEFG", (700, 600, 500, 400, 300, 200, 100), strict=True)
    ]
    outcome = says(text, *lines)
    # seven: two sets, the gifts 2.00 and 1.00; the customer would choose 5.00 and 2.00
    assert gives(outcome) == {"r": 300}
    assert times(outcome) == {"r": 2}
    assert gives(says(text.replace("favour store", ""), *lines)) == {"r": 700}


def test_favour_store_is_all_or_nothing_and_for_each_item() -> None:
    text = """
    group g best per item
    rule r { buy 1 of all items get 1 free same item favour store group g }
    rule p { on items "B" give 60% off group g }
    """
    outcome = says(text, goods("A", 400, "4"), goods("B", 600, "3"))
    # of A two sets, 2.00; of B one set, 2.00, or 60% of each of three, 3.60
    assert gives(outcome) == {"r": 200, "p": 360}
    assert times(outcome) == {"r": 2, "p": 1}


def test_sets_that_favour_the_store_have_every_so_many_th_unit() -> None:
    text = "rule r { take 3 of all items favour store give 100% off cheapest 1 spread }"
    lines = [goods(sku, price) for sku, price in zip("ABCDEF", (600, 500, 400, 300, 200, 100), strict=True)]
    # 2.00 by 6 : 4 : 2, and 1.00 by 5 : 3 : 1 (55.6, 33.3, 11.1)
    assert finals(says(text, *lines)) == [500, 444, 333, 267, 167, 89]


def test_an_amount_once_is_closed_to_shared_payers() -> None:
    text = """
    group g best per item
    rule s { buy 1 of items "A" get 1 of items "B" free shared group g }
    rule o { on items "A" give 2 EUR off once group g }
    """
    assert gives(says(text, goods("A", 900), goods("B", 150))) == {"s": 0, "o": 200}
    assert gives(says(text, goods("A", 900), goods("B", 250))) == {"s": 250, "o": 0}


def test_plain_rules_tell_units_apart() -> None:
    text = """
    group g best per item
    rule p { on items "B" give 50% off group g }
    rule r { take 1 of all items give 20% off set group g }
    """
    assert gives(says(text, goods("A", 1_000), goods("B", 1_000))) == {"p": 500, "r": 200}


# ---- what two sets give on one unit ------------------------------------------------------------------

PAYER = """
group g best per item
rule s { buy 1 of items "A" get 1 of items "B" free shared spread group g }
"""


def test_the_second_set_on_a_unit_is_cut_to_what_is_left() -> None:
    text = PAYER + 'rule t { take 1 of items "A" give 0.50 EUR off set group g }'
    # 9.00 by 1 : 9 leaves 0.10 of A
    outcome = says(text, goods("A", 100), goods("B", 900))
    assert gives(outcome) == {"s": 900, "t": 10}
    assert finals(outcome) == [0, 90]


def test_each_unit_part_is_cut_before_the_line_is_rounded() -> None:
    text = PAYER + 'rule t { take 2 of items "A" give 50% off set group g }'
    # 0.10 are left of the first A: 0.10 and 0.50
    assert gives(says(text, goods("A", 200, "2"), goods("B", 900))) == {"s": 900, "t": 60}


# ---- dealing -----------------------------------------------------------------------------------------


def test_payers_come_first_then_roles_of_take_then_gifts() -> None:
    text = """
    group g best per item
    rule b { buy 1 of items "A" get 1 at 50% off group g }
    rule t { take 1 of items "A" give 20% off set group g }
    """
    # of three at 1.00: 0.50 and 0.20 (three singles are 0.60); the first pays, the second is taken
    assert runs(says(text, goods("A", 300, "3"))) == [("1", 100), ("1", 80), ("1", 50)]


def test_first_roles_come_first_set_by_set() -> None:
    text = 'rule t { take 2 of items "A" give 10% off 1st }'
    # two sets: their first roles are the first two units
    assert runs(says(text, goods("A", 400, "4"))) == [("2", 180), ("2", 200)]


def test_shared_payers_take_the_first_units_that_are_not_their_own_gifts() -> None:
    text = """
    group g best per item
    rule s { buy 1 of items "A" get 1 of items "B" free shared spread group g }
    rule t { take 1 of items "A" give 20% off set group g }
    """
    # both As are taken; the first pays for B, too: 1.00 over 1.00 and 1.00, then 20%
    assert runs(says(text, goods("A", 200, "2"), goods("B", 100))) == [("1", 30), ("1", 80)]


# ---- in turn -----------------------------------------------------------------------------------------


def test_exclusive_forms_sets_of_what_nobody_was_given_for() -> None:
    text = """
    group g exclusive per item
    rule a { on items "A" give 10% off group g priority 1 }
    rule s { buy 1 of all items get 1 free group g priority 2 }
    rule z { give 50% off group g priority 3 }
    """
    outcome = says(text, goods("A", 1_000), goods("B", 600), goods("C", 400))
    # A is taken; B pays for C; z: A and C were given money, B was claimed
    assert gives(outcome) == {"a": 100, "s": 400, "z": 0}
    assert reasons(outcome) == {"z": "lost"}
    # without C there is no set; all of the open units are B
    alone = says(text, goods("A", 1_000), goods("B", 600))
    assert gives(alone) == {"a": 100, "s": 0, "z": 300}
    # best sets alone: A pays for B, on the line of B, where z gives 3.00
    assert numbers(alone, "s") == {"winner": "z", "actual_minor": 600, "required_minor": 300}


def test_stack_closes_units_to_later_rules_and_not_to_earlier_ones() -> None:
    text = """
    group g stack per item
    rule a { give 10% off group g priority 1 }
    rule s { take 2 of items "A", "B" give 50% off set group g priority 2 }
    rule z { on items "A" give 10% off group g priority 3 }
    rule y { take 1 of items "B" give 10% off set group g priority 4 }
    """
    outcome = says(text, goods("A", 1_000), goods("B", 600))
    # 10% and 50%, both of the prices of entry
    assert gives(outcome) == {"a": 160, "s": 800, "z": 0, "y": 0}
    assert reasons(outcome) == {"z": "claimed", "y": "claimed"}
    assert numbers(outcome, "z") == {"winner": "s"}
    # from running prices half of 9.00 and 5.40
    assert gives(says(text.replace("stack", "compound"), goods("A", 1_000), goods("B", 600)))["s"] == 720


def test_at_most_n_rules_is_for_each_unit_of_a_set() -> None:
    text = """
    group g stack per item at most 1 rules
    rule a { on items "A" give 10% off group g priority 1 }
    rule s { take 1 of all items give 20% off set group g priority 2 }
    """
    outcome = says(text, goods("A", 1_000), goods("B", 500))
    assert gives(outcome) == {"a": 100, "s": 100}
    assert times(outcome) == {"a": 1, "s": 1}


def test_a_part_with_sets_is_taken_if_all_its_units_are_free() -> None:
    text = """
    group g exclusive per item
    group p stack per item part of g
    rule a { on items "A" give 10% off group g priority 1 }
    rule s { buy 1 of items "A", "B" get 1 of items "C" free group p priority 2 }
    rule z { give 10% off group g priority 3 }
    """
    # A pays, and was given 1.00 before
    outcome = says(text, goods("A", 1_000), goods("C", 500))
    assert gives(outcome) == {"a": 100, "s": 0, "z": 50}
    assert reasons(outcome) == {"s": "lost"}
    # B pays, and is closed to z
    free = says(text, goods("B", 1_000), goods("C", 500))
    assert gives(free) == {"a": 0, "s": 500, "z": 0}


def test_a_part_is_not_taken_if_an_earlier_set_closed_one_of_its_units() -> None:
    text = """
    group g exclusive per item
    group p stack per item part of g
    rule s { buy 1 of items "A" get 1 of items "B" free group g priority 1 }
    rule x { on items "A", "C" give 10% off group p priority 2 }
    """
    outcome = says(text, goods("A", 1_000), goods("B", 500), goods("C", 500))
    assert gives(outcome) == {"s": 500, "x": 0}
    assert reasons(outcome) == {"x": "lost"}


def test_a_part_that_gives_nothing_is_not_taken_and_claims_nothing() -> None:
    text = """
    group g exclusive per item
    group p stack per item part of g
    rule s { take 2 of all items give 1% off cheapest 1 group p priority 1 }
    rule z { give 10% off group g priority 2 }
    """
    # 1% of 0.10 is nothing
    assert gives(says(text, goods("A", 20, "2"))) == {"s": 0, "z": 2}


def test_a_chain_picks_among_what_is_open_at_its_turn() -> None:
    text = """
    group g compound per item
    rule s { take 1 of items "A" give 10% off set group g priority 1 }
    rule p { give 50% off cheapest 1 group g priority 2 }
    """
    # A is the cheapest, and closed
    assert gives(says(text, goods("A", 400), goods("B", 1_000))) == {"s": 40, "p": 500}


def test_per_receipt_a_set_that_rounds_to_nothing_claims_nothing() -> None:
    text = """
    group g stack per receipt
    rule s { take 2 of all items give 1% off cheapest 1 group g priority 1 }
    rule r { give 50% off receipt group g priority 2 }
    """
    assert gives(says(text, goods("A", 20, "2"))) == {"s": 0, "r": 10}


def test_per_receipt_all_sets_of_a_rule_are_one_candidate() -> None:
    text = """
    group g best per receipt
    rule s { buy 1 of all items get 1 free group g }
    rule r { give 30% off receipt group g }
    """
    outcome = says(text, goods("A", 800, "4"))
    # two gifts at 2.00 against 2.40
    assert gives(outcome) == {"s": 400, "r": 0}
    assert numbers(outcome, "r") == {"winner": "s", "actual_minor": 240, "required_minor": 400}


def test_per_receipt_in_turn_sets_close_their_units_to_all_later_rules() -> None:
    text = """
    group g stack per receipt
    rule s { buy 1 of items "A" get 1 free group g priority 1 }
    rule r { give 10% off receipt group g priority 2 }
    rule t { take 1 of items "A" give 50% off set group g priority 3 }
    """
    outcome = says(text, goods("A", 600, "3"))
    # the third A is open: 10% of 2.00, half of 2.00
    assert gives(outcome) == {"s": 200, "r": 20, "t": 100}


def test_the_two_best_give_in_running_order_as_in_a_stack() -> None:
    text = """
    group g best per receipt at most 2 rules
    rule s { buy 1 of items "A" get 1 free group g priority 1 }
    rule t { take 2 of items "A", "B" give 40% off set group g priority 2 }
    rule u { give 1 EUR off receipt group g priority 3 }
    """
    outcome = says(text, goods("A", 600, "2"), goods("B", 200, "2"))
    # 3.00, and 40% of 8.00 are 3.20; s claims the As, t has the Bs: 40% of 2.00
    assert gives(outcome) == {"s": 300, "t": 80, "u": 0}
    assert numbers(outcome, "u") == {"winner": "s", "actual_minor": 100, "required_minor": 300}


# ---- claims ------------------------------------------------------------------------------------------

LATER = """
sequence g, h
group g best per item {cap}
group h best per item
group j best per receipt
rule s {{ buy 1 of items "A" get 1 of items "B" free {shared} group g }}
rule t {{ take 1 of items "A" give 50% off set group h }}
rule p {{ on items "A", "B" give 10% off group h }}
rule u {{ take 1 of items "B" give 50% off set group j }}
"""
BOTH = goods("A", 1_000), goods("B", 600)


def test_sets_close_their_units_to_later_sets_in_both_phases_and_to_nothing_else() -> None:
    outcome = says(LATER.format(cap="", shared=""), *BOTH)
    # 10% of A; B costs nothing any more
    assert gives(outcome) == {"s": 600, "t": 0, "p": 100, "u": 0}
    assert reasons(outcome) == {"t": "claimed", "u": "claimed"}
    assert numbers(outcome, "t") == {"winner": "s"}


def test_what_a_shared_payer_closes_lasts_as_long_as_its_group() -> None:
    outcome = says(LATER.format(cap="", shared="shared"), *BOTH)
    assert gives(outcome) == {"s": 600, "t": 500, "p": 0, "u": 0}


def test_a_cap_takes_nothing_away_from_claims() -> None:
    outcome = says(LATER.format(cap="cap 0.01 EUR", shared=""), *BOTH)
    assert gives(outcome) == {"s": 1, "t": 0, "p": 160, "u": 0}
    assert reasons(outcome) == {"t": "claimed", "u": "claimed"}


def test_claims_of_earlier_groups_leave_units_open_to_shared_payers() -> None:
    text = """
    sequence g, h
    group g best per item
    group h best per item
    rule s { take 2 of items "A" give 10% off set group g }
    rule c { buy 2 of items "A" get 1 of items "B" free shared group h }
    """
    assert gives(says(text, goods("A", 1_000, "2"), goods("B", 300))) == {"s": 100, "c": 300}
    refused = says(text.replace("shared", ""), goods("A", 1_000, "2"), goods("B", 300))
    assert reasons(refused) == {"c": "claimed"}


def test_what_may_only_pay_for_shared_is_not_claimed_from_it() -> None:
    text = """
    sequence g, h
    group g best per item
    group h best per item
    rule s { take 2 of items "A" give 10% off set group g }
    rule c { buy 2 of items "A" get 1 of items "B" free shared group h }
    """
    assert reasons(says(text, goods("A", 1_000, "2"), goods("B", 0))) == {"c": "zero"}


def test_claims_belong_to_the_evaluation_they_were_made_in() -> None:
    text = """
    sequence g, h
    group g best per item
    group h best per item
    rule s { take 2 of items "A" give 10% off set group g }
    rule solo { take 2 of items "A" give 30% off set alone group h }
    """
    outcome = says(text, goods("A", 1_000, "2"))
    assert gives(outcome) == {"s": 0, "solo": 300}
    assert numbers(outcome, "s") == {"winner": "solo", "actual_minor": 100, "required_minor": 300}


# ---- reasons -----------------------------------------------------------------------------------------


def test_no_items_and_then_how_much_of_a_set_is_there() -> None:
    text = 'rule r { take { 2 of items "A" 1 of items "A", "B" } give 1 EUR off set }'
    assert reasons(says(text, goods("C", 100))) == {"r": "no-items"}
    # one A and one of the three Bs
    outcome = says(text, goods("A", 500), goods("B", 900, "3"))
    assert reasons(outcome) == {"r": "incomplete-set"}
    assert numbers(outcome, "r") == {"actual": 2, "required": 3}


@pytest.mark.parametrize(("items", "actual"), [("same item", 2), ("different items", 2), ("", 3)])
def test_the_most_units_of_one_set_at_once(items: str, actual: int) -> None:
    text = f'rule r {{ take 4 of items "A", "B" {items} give 1 EUR off set }}'
    outcome = says(text, goods("A", 200, "2"), goods("B", 100))
    assert numbers(outcome, "r") == {"actual": actual, "required": 4}


@pytest.mark.parametrize(
    ("items", "actual"), [("same item", "1.6 kg"), ("different items", "1.5 kg"), ("", "2.1 kg")]
)
def test_the_most_of_one_quantity_at_once(items: str, actual: str) -> None:
    text = f'rule r {{ take 4 kg of items "A", "B" {items} give 1 EUR off set }}'
    outcome = says(text, goods("A", 200, "1 kg"), goods("A", 200, "600 g"), goods("B", 100, "0.5 kg"))
    assert numbers(outcome, "r") == {"actual": actual, "required": "4 kg"}


def test_no_numbers_where_other_slots_are_of_a_quantity_too() -> None:
    text = 'rule r { take { 4 kg of items "A" 1 of items "B" } give 1 EUR off set }'
    outcome = says(text, goods("A", 200, "1 kg"), goods("B", 100))
    assert reasons(outcome) == {"r": "incomplete-set"}
    assert numbers(outcome, "r") == {}


def test_a_complete_set_is_complete_whoever_claimed_it() -> None:
    text = """
    protect items "B" never discounted
    rule r { take 2 of items "B" give 1 EUR off set }
    """
    assert reasons(says(text, goods("B", 200, "2"))) == {"r": "protected"}


def test_a_set_rule_loses_where_it_could_have_formed_a_set() -> None:
    text = """
    group g best per item
    rule a { buy 1 of items "A" get 1 of items "B" free group g }
    rule b { buy 1 of items "A" get 1 of items "C" free group g }
    """
    outcome = says(text, goods("A", 1_000), goods("B", 600), goods("C", 500))
    assert gives(outcome) == {"a": 600, "b": 0}
    assert reasons(outcome) == {"b": "lost"}
    # its line is C, where nobody gave anything
    assert numbers(outcome, "b") == {}


def test_an_excluded_unit_may_pay_and_is_given_nothing() -> None:
    text = """
    sequence g, h
    group g best per item excludes h
    group h best per item
    rule a { on items "A" give 10% off group g }
    rule s { buy 1 of items "A", "B" get 1 free group h }
    """
    # A stands first, without capacity, and pays for B
    assert gives(says(text, goods("B", 2_000), goods("A", 1_000))) == {"a": 100, "s": 2_000}
    outcome = says(text, goods("A", 1_000, "2"))
    assert reasons(outcome) == {"s": "excluded"}
    assert numbers(outcome, "s") == {"group": "g"}


@pytest.mark.parametrize(
    ("reward", "price", "reason"),
    [
        ("take 2 of all items give price 5 EUR set", 200, "already-lower"),
        ("buy 1 of all items get 1 for 3 EUR", 200, "already-lower"),
        ("buy 1 of all items get 1 at 10% off", 0, "zero"),
        ("take 2 of all items give 10% off set floor 3 EUR", 200, "protected"),
    ],
)
def test_sets_without_a_benefit(reward: str, price: int, reason: str) -> None:
    assert reasons(says(f"rule r {{ {reward} }}", goods("A", 2 * price, "2"))) == {"r": reason}


def test_a_set_that_rounds_to_nothing_gives_zero() -> None:
    outcome = says("rule r { take 2 of all items give 1% off cheapest 1 }", goods("A", 20, "2"))
    assert reasons(outcome) == {"r": "zero"}
    why = outcome.why("r")
    assert why is not None
    assert why.times == 1
