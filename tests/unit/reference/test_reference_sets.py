"""Sets, by the reference: what they are made of and what they give, with numbers worked by hand.

Each test is a sentence of docs/decisions/0006, or an example of the design's pages.
"""

from __future__ import annotations

import pytest

from receipt_rules.outcome.record import Outcome
from tests.unit.reference.says import finals, gives, goods, numbers, reasons, says


def times(outcome: Outcome) -> dict[str, int]:
    """How many sets each rule formed that applied."""
    return {each.rule: each.times for each in outcome.verdicts if each.verdict == "applied"}


def runs(outcome: Outcome, line: int = 0) -> list[tuple[str, int]]:
    """The units of a line as they are paid: how many, for how much together."""
    return [(run.quantity, run.amount_minor) for run in outcome.lines[line].runs]


# ---- the examples of the design --------------------------------------------------------------------------


def test_every_third_pack_is_free() -> None:
    outcome = says('rule coffee21 { buy 2 of items "C" get 1 free same item }', goods("C", 72_000, "6"))
    # six at 120.00: two sets, two gifts, the last two units
    assert gives(outcome) == {"coffee21": 24_000}
    assert times(outcome) == {"coffee21": 2}
    assert runs(outcome) == [("4", 48_000), ("2", 0)]


def test_packs_of_two_sorts_are_no_set_of_the_same() -> None:
    text = 'rule coffee21 { buy 2 of items "C", "D" get 1 free same item }'
    outcome = says(text, goods("C", 24_000, "2"), goods("D", 13_000))
    assert reasons(outcome) == {"coffee21": "incomplete-set"}
    assert numbers(outcome, "coffee21") == {"actual": 2, "required": 3}


def test_the_cheapest_of_three_is_free() -> None:
    text = 'rule shampoo { take 3 of items category "Shampoo" favour customer give 100% off cheapest 1 }'
    lines = [
        goods(sku, price, category=["Shampoo"]) for sku, price in zip("ABC", (300, 200, 400), strict=True)
    ]
    assert finals(says(text, *lines)) == [300, 0, 400]


def test_the_second_of_each_pair_at_half_price() -> None:
    text = 'rule half { buy 1 of items "d1", "d2" get 1 at 50% off }'
    outcome = says(text, goods("d1", 20_000, "2"), goods("d2", 18_000, "3"))
    # the pairs 100 + 100 and 60 + 60: half of 100 and of 60; one of 60 is left
    assert gives(outcome) == {"half": 8_000}
    assert times(outcome) == {"half": 2}
    assert finals(outcome) == [15_000, 15_000]


def test_coffees_pay_for_a_cup_and_for_a_third_coffee() -> None:
    text = """
    rule coffee21 { buy 2 of items "C" get 1 free }
    rule cup { buy 2 of items "C" get 1 of items "K" for 1 EUR shared }
    """
    outcome = says(text, goods("C", 30_000, "3"), goods("K", 500))
    # a coffee of 100.00, and 5.00 down to 1.00; without `shared` the cup's coffees were taken
    assert gives(outcome) == {"coffee21": 10_000, "cup": 400}
    alone = says(text.replace("shared", ""), goods("C", 30_000, "3"), goods("K", 500))
    assert gives(alone) == {"coffee21": 10_000, "cup": 0}
    assert reasons(alone) == {"cup": "lost"}


def test_a_third_off_three_soaps_is_spread_over_all_of_them() -> None:
    text = 'rule soaps { take 3 of items category "Soap" different items give 30% off set spread }'
    lines = [goods(sku, price, category=["Soap"]) for sku, price in zip("ABC", (101, 203, 305), strict=True)]
    outcome = says(text, *lines)
    # 30% of 6.09 is 1.827, once rounded 1.83; by 101 : 203 : 305 it is 30.35, 61, 91.65
    assert finals(outcome) == [101 - 30, 203 - 61, 305 - 92]
    assert reasons(says(text, goods("A", 303, "3", category=["Soap"]))) == {"soaps": "incomplete-set"}


def test_a_bundle_is_split_over_its_lines_exactly() -> None:
    text = 'rule dinner { take { 1 of items "p" 1 of items "s" 1 of items "w" } give price 599 EUR set }'
    outcome = says(text, goods("p", 12_000), goods("s", 23_000), goods("w", 65_000))
    # 1000.00 less 599.00, by 120 : 230 : 650
    assert gives(outcome) == {"dinner": 40_100}
    assert finals(outcome) == [7_188, 13_777, 38_935]


def test_three_for_a_hundred_never_raise_a_price() -> None:
    text = 'rule three { take 3 of items "y" give price 100 EUR set }'
    outcome = says(text, goods("y", 7_500, "3"))
    assert reasons(outcome) == {"three": "already-lower"}


def test_a_lunch_has_its_own_reward_for_each_part() -> None:
    text = """
    rule lunch {
      take { 1 of items "so" as soup 1 of items "ma" as main 1 of items "dr" as drink }
      give 20% off soup give 20% off main give 100% off drink
    }
    """
    outcome = says(text, goods("so", 15_000), goods("ma", 25_000), goods("dr", 9_000))
    assert finals(outcome) == [12_000, 20_000, 0]
    assert gives(outcome) == {"lunch": 17_000}


def test_the_largest_step_of_a_ladder_falls_on_the_cheapest() -> None:
    text = 'rule ladder { take 3 of items "1", "2", "3" give 10% off 2nd give 20% off 3rd }'
    # 30, 25, 20: 10% of 25, 20% of 20
    assert finals(says(text, goods("1", 2_000), goods("2", 3_000), goods("3", 2_500))) == [
        1_600,
        3_000,
        2_250,
    ]


def test_two_kilograms_of_apples() -> None:
    text = 'rule apples { take 2 kg of items "a" give 30 EUR off set }'
    outcome = says(text, goods("a", 20_000, "1.5 kg"), goods("a", 10_000, "0.8 kg"))
    # 30.00 by 200 : 100
    assert finals(outcome) == [18_000, 9_000]


# ---- what a set is made of -------------------------------------------------------------------------------


def test_a_weighed_line_is_one_unit_of_a_slot_that_counts() -> None:
    text = 'rule r { take 2 of items "a" give 50% off set }'
    outcome = says(text, goods("a", 300, "1.5 kg"), goods("a", 100))
    assert gives(outcome) == {"r": 200}


def test_a_slot_of_a_quantity_takes_its_dimension_only() -> None:
    text = 'rule r { take 2 kg of items "a" give 1 EUR off set }'
    assert reasons(says(text, goods("a", 300, "3"))) == {"r": "no-items"}
    short = says(text, goods("a", 300, "1.5 kg"), goods("a", 300, "3 l"))
    assert reasons(short) == {"r": "incomplete-set"}
    assert numbers(short, "r") == {"actual": "1.5 kg", "required": "2 kg"}


def test_a_quantity_is_reached_and_not_without_the_last_of_it() -> None:
    text = 'rule r { take 2 kg of items "a" give 3 EUR off set }'
    lines = goods("a", 1_500, "1.5 kg"), goods("a", 1_000, "1 kg"), goods("a", 600, "0.6 kg")
    # all three would do without the last; of 15 + 10 and 15 + 6 the dearer: 3.00 by 15 : 10
    assert finals(says(text, *lines)) == [1_320, 880, 600]


def test_a_quantity_may_be_reached_exactly_and_tells_weights_apart() -> None:
    text = 'rule r { take 1.5 kg of items "a" give 1 EUR off set }'
    # both cost 5.00: 0.5 and 1 kg
    assert gives(says(text, goods("a", 500, "500 g"), goods("a", 500, "1 kg"))) == {"r": 100}


def test_the_items_of_the_rule_are_the_units_of_all_its_slots_once() -> None:
    text = """
    rule r {{ take {{ 1 of items "A", "B" 1 of items "B" }} when quantity = {} give 1 EUR off set }}
    """
    lines = goods("A", 500), goods("B", 500), goods("C", 500)
    assert gives(says(text.format(2), *lines)) == {"r": 100}
    assert reasons(says(text.format(3), *lines)) == {"r": "condition"}


def test_units_without_capacity_come_first_so_that_they_pay() -> None:
    text = 'protect items "P" never discounted rule r { buy 1 of items "P", "A" get 1 free }'
    outcome = says(text, goods("A", 1_000), goods("P", 500))
    # dearest first A would pay, and P could not be given
    assert finals(outcome) == [0, 500]


def test_capacity_tells_units_apart() -> None:
    text = 'rule r { buy 1 of items "A" get 1 free }'
    # both cost 5.00; the first may not be cheaper, and pays
    outcome = says(text, goods("A", 500, min_price_minor=500), goods("A", 500))
    assert finals(outcome) == [500, 0]


def test_slots_are_filled_in_order_of_growing_benefit() -> None:
    slots = "take { 1 of all items as x 1 of all items as y }"
    lines = goods("A", 1_000), goods("B", 400)
    # y, 10%, takes the dearest: 1.00, and x 50% of 4.00
    assert gives(says(f"rule r {{ {slots} give 50% off x give 10% off y }}", *lines)) == {"r": 300}
    # money before a percent: y takes the dearest
    assert gives(says(f"rule r {{ {slots} give 10% off x give 1 EUR off y }}", *lines)) == {"r": 140}
    # a slot without a reward of its own before both
    assert gives(says(f"rule r {{ {slots} give 10% off x }}", *lines)) == {"r": 40}
    # money by its amount
    assert finals(says(f"rule r {{ {slots} give 3 EUR off x give 1 EUR off y }}", *lines)) == [900, 100]


def test_a_unit_is_in_a_set_once() -> None:
    text = 'rule r { take { 1 of items "A" 1 of items "A", "B" } give 1 EUR off set }'
    outcome = says(text, goods("A", 500))
    assert numbers(outcome, "r") == {"actual": 1, "required": 2}
    assert gives(says(text, goods("A", 500), goods("B", 300))) == {"r": 100}


# ---- what a set gives ------------------------------------------------------------------------------------

THREE = goods("A", 1_000), goods("B", 600), goods("C", 400)


@pytest.mark.parametrize(
    ("reward", "expected"),
    [
        ("10% off set", [900, 540, 360]),
        ("10% off 1st", [900, 600, 400]),
        ("10% off 2nd", [1_000, 540, 400]),
        ("10% off cheapest 2", [1_000, 540, 360]),
        ("10% off dearest 2", [900, 540, 400]),
        # 4.00 by 10 : 6 : 4, by 6 : 4, by 10 : 6
        ("4 EUR off set", [800, 480, 320]),
        ("4 EUR off cheapest 2", [1_000, 360, 240]),
        ("4 EUR off dearest 2", [750, 450, 400]),
        # cut to the room of its target
        ("9 EUR off 2nd", [1_000, 0, 400]),
        ("price 15 EUR set", [750, 450, 300]),
        # added: 10% of all, and 50% of the cheapest
        ("10% off set give 50% off cheapest 1", [900, 540, 160]),
        # 60% and 60% are cut to the whole of it
        ("60% off set give 60% off cheapest 1", [400, 240, 0]),
        # the unit part first: 5.00 off what C has left, 2.00
        ("50% off 3rd give 5 EUR off cheapest 1", [1_000, 600, 0]),
    ],
)
def test_targets(reward: str, expected: list[int]) -> None:
    assert finals(says(f"rule r {{ take 3 of all items give {reward} }}", *THREE)) == expected


def test_the_dearest_are_those_with_capacity() -> None:
    text = 'protect items "A" never discounted rule r { take 3 of all items give 10% off dearest 1 }'
    assert finals(says(text, *THREE)) == [1_000, 540, 400]


def test_each_gift_costs_its_price_and_none_gets_dearer() -> None:
    text = 'rule r { buy 1 of items "A" get 2 of items "B", "C" for 5 EUR }'
    # 6.00 down to 5.00; 4.00 stays
    assert finals(says(text, *THREE)) == [1_000, 500, 400]


def test_amounts_together_are_cut_to_the_room_of_the_set() -> None:
    text = """
    sequence g, h
    group g best per item
    group h best per item
    rule r { take 2 of items "A", "B" give 7 EUR off set give 7 EUR off cheapest 1 group g }
    rule once { give 13 EUR off once group g }
    """
    # 7.00 and 6.00 (cut to B) are 13.00, and 16.00 is there: two claims against two; r is worth what once is
    outcome = says(text, goods("A", 1_000), goods("B", 600))
    assert gives(outcome) == {"r": 0, "once": 1_300}
    # in giving the first amount, 7.00, goes by 10 : 6 (4.375 and 2.625), the second to what B has left
    assert gives(says(text.replace("13 EUR", "9 EUR"), goods("A", 1_000), goods("B", 600))) == {
        "r": 700 + 600 - 262,
        "once": 0,
    }


def test_all_amounts_together_are_worth_no_more_than_the_set() -> None:
    text = """
    group g best per item
    rule a { give 16 EUR off once group g }
    rule r { take 2 of items "A", "B" give 12 EUR off set give 7 EUR off cheapest 1 group g }
    """
    # 12.00 and 6.00 would be more than the 16.00 that both cost: as much as once, which is first in the list
    assert gives(says(text, goods("A", 1_000), goods("B", 600))) == {"a": 1_600, "r": 0}


def test_a_set_without_a_benefit_is_not_formed() -> None:
    text = """
    rule half { buy 1 of items "A" get 1 of items "B" free }
    protect items "B" never discounted
    """
    outcome = says(text, goods("A", 1_000), goods("B", 500))
    assert reasons(outcome) == {"half": "protected"}


def test_an_added_item_never_lowers_the_benefit() -> None:
    text = "rule r { take 2 of all items give price 5 EUR set }"
    before = gives(says(text, goods("A", 600), goods("B", 500)))["r"]
    # 6.00 off the two; with the new one no other pair is worth more, nor is it forced into any
    assert gives(says(text, goods("A", 600), goods("B", 500), goods("C", 100)))["r"] == before == 600


# ---- giving ----------------------------------------------------------------------------------------------


def test_unit_parts_are_rounded_once_for_a_line_and_spread_ones_for_a_set() -> None:
    text = 'rule r { buy 1 of items "A" get 1 at 50% off }'
    # three gifts at 2.5 are 7.5: 8
    assert gives(says(text, goods("A", 30, "6"))) == {"r": 8}
    # each set 2.5: 3
    assert gives(says(text.replace("}", "spread }"), goods("A", 30, "6"))) == {"r": 9}
    header = 'ruleset "e" version "1" currency EUR rounding half_up to 0.01 EUR per unit\n'
    assert gives(says(header + text, goods("A", 30, "6"))) == {"r": 9}


def test_the_price_of_a_gift_is_rounded() -> None:
    text = 'rule r { buy 1 of items "A" get 1 at 50% off round price down to .99 }'
    # half of 5.01 is 2.505: 1.99
    assert finals(says(text, goods("A", 1_002, "2"))) == [501 + 199]


def test_a_floor_holds_for_each_unit_of_a_set() -> None:
    text = "rule r { take 2 of all items give price 1 EUR set floor 3 EUR }"
    # 9.00 of 10.00 are cut to 3.00 + 1.00
    assert finals(says(text, goods("A", 600), goods("B", 400))) == [300, 300]


# ---- size ------------------------------------------------------------------------------------------------


def test_many_units_of_one_class_are_no_trouble() -> None:
    text = """
    group g best per item
    rule r { buy 2 of items "A" get 1 free group g }
    rule p { give 10% off group g }
    """
    outcome = says(text, goods("A", 29_900, "299"))
    # 99 sets, and two units at 10%
    assert gives(outcome) == {"r": 9_900, "p": 20}
    assert times(outcome) == {"r": 99, "p": 1}


def test_too_much_to_try_is_an_error_and_no_answer() -> None:
    from receipt_rules.reference.sets.kinds import TooLargeError

    lines = [goods(f"S{place}", 1_000 + place) for place in range(30)]
    with pytest.raises(TooLargeError):
        says("rule r { take 6 of all items give 10% off cheapest 1 }", *lines)
