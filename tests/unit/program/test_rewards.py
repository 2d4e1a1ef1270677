from __future__ import annotations

from fractions import Fraction

import pytest

from receipt_rules.diagnostics import Source
from receipt_rules.program.expression import AllItems, Category, Const, Selection
from receipt_rules.program.model import (
    Every,
    GiftPrice,
    MoneyOff,
    MoneyOffReceipt,
    PercentOff,
    PercentOffReceipt,
    PriceEach,
    Reward,
    RoundTo,
    SetGive,
    SetOff,
    SetPrice,
    SetReward,
    SlicesOff,
    SlicesOffReceipt,
    Slot,
    TotalRounded,
)
from receipt_rules.program.types import MONEY, PERCENT
from tests.unit.program.binding import found, only, rule, slugs

NOWHERE = Source("", "").span(0)
TEN = Const(NOWHERE, PERCENT, Fraction(1, 10))
FIVE = Const(NOWHERE, MONEY, 500)


@pytest.mark.parametrize(
    ("give", "reward", "scope"),
    [
        ("10% off", PercentOff(TEN), "item"),
        ("10% off each", PercentOff(TEN), "item"),
        ("10% off of regular price", PercentOff(TEN, of_regular=True), "item"),
        ("10% off cheapest 2", PercentOff(TEN, 2), "item"),
        ("10% off cheapest 1 of regular price", PercentOff(TEN, 1, True), "item"),
        ("5 EUR off each", MoneyOff(FIVE, "each"), "item"),
        ("5 EUR off line", MoneyOff(FIVE, "line"), "item"),
        ("5 EUR off once", MoneyOff(FIVE, "once"), "item"),
        ("price 5 EUR each", PriceEach(FIVE), "item"),
        ("10% off receipt", PercentOffReceipt(TEN), "receipt"),
        ("5 EUR off receipt", MoneyOffReceipt(FIVE), "receipt"),
        ("5 EUR off receipt for each 50 EUR", MoneyOffReceipt(FIVE, Every(5000, "money")), "receipt"),
        ("5 EUR off receipt for each 3 items", MoneyOffReceipt(FIVE, Every(3, "items")), "receipt"),
        ("5 EUR off receipt for each 2 kg", MoneyOffReceipt(FIVE, Every(2_000_000, "kg")), "receipt"),
        ("5 EUR off receipt for each 250 ml", MoneyOffReceipt(FIVE, Every(250_000, "l")), "receipt"),
        ("total rounded down to 1 EUR", TotalRounded("down", 100), "total"),
    ],
)
def test_a_reward(give: str, reward: Reward, scope: str) -> None:
    found = rule(f"rule r {{ give {give} }}")
    assert (found.reward, found.scope, found.later) == (reward, scope, ())


def test_a_constant_is_a_reward() -> None:
    assert rule("let rate = 10%\nrule r { give rate off }").reward == PercentOff(TEN)


def test_a_price_of_nothing_is_a_price() -> None:
    assert rule("rule r { give price 0 EUR each }").reward == PriceEach(Const(NOWHERE, MONEY, 0))


@pytest.mark.parametrize(
    ("give", "slug", "place", "help"),
    [
        ("give 30 EUR off", "which-units", "give 30 EUR off",
         "write `give 30 EUR off each`, `off line`, `off once` or `off receipt`"),
        ("give 5 off", "unit-missing", "5 off",
         "write `5% off` for a share, or `5.00 EUR off` for an amount"),
        ("give 1.5 off receipt", "unit-missing", "1.5 off receipt",
         "write `1.5% off` for a share, or `1.5 EUR off` for an amount"),
        ("give 10% off line", "unsupported-target", "line", "leave `line` out"),
        ("give 10% off once", "unsupported-target", "once", "leave `once` out"),
        ("give 5 EUR off cheapest 1", "unsupported-target", "cheapest 1", None),
        ("give 5 EUR off each of regular price", "unsupported-target",
         "give 5 EUR off each of regular price", None),
        ("give 10% off receipt of regular price", "unsupported-target",
         "give 10% off receipt of regular price", None),
        ("give 10% off receipt for each 5 EUR", "unsupported-target", "for each 5 EUR", None),
        ("give 0% off", "percent-out-of-range", "0%", None),
        ("give 0 EUR off each", "gives-nothing", "0 EUR", None),
        ("give 60% + 60% off", "percent-out-of-range", "60% + 60%", None),
        ("give 5 EUR - 9 EUR off each", "gives-nothing", "5 EUR - 9 EUR", None),
        ("give price 5 EUR - 9 EUR each", "unsupported-target", "5 EUR - 9 EUR", None),
        ("give 10% off cheapest 0", "bad-count", "0", None),
        ("give 5 EUR off receipt for each 0 EUR", "bad-count", "0 EUR", None),
        ("give 5 EUR off receipt for each 0 items", "bad-count", "0", None),
        ("give 5 EUR off receipt for each 0 kg", "bad-count", "0 kg", None),
        ("give 5 USD off each", "currency-mismatch", "5 USD", None),
        ("give 5 EUR off receipt for each 5 USD", "currency-mismatch", "5 USD", None),
        ("give total rounded down to 0 EUR", "bad-rounding", "0 EUR", None),
        ("give total rounded down to 1 USD", "currency-mismatch", "1 USD", None),
        ("give price 10% each", "type-mismatch", "10%", None),
        ('give "a" off', "type-mismatch", '"a"', None),
        ("give today off", "type-mismatch", "today", None),
        ('give gift 0 of "x"', "bad-count", "0", None),
        ('give gift 1 of "x" for 1 USD', "currency-mismatch", "1 USD", None),
        ("give 10% off receipt group shelf", "receipt-reward-in-item-group", "shelf", None),
        ("give 5 EUR off receipt group shelf", "receipt-reward-in-item-group", "shelf", None),
    ],
)  # fmt: skip
def test_a_reward_that_cannot_be_given(give: str, slug: str, place: str, help: str | None) -> None:
    group = "group shelf best per item\n" if "shelf" in give else ""
    finding = only(f"{group}rule r {{ {give} }}")
    assert (finding.slug, finding.span.text) == (slug, place)
    if help is not None:
        assert finding.help == help


def test_slices_can_be_given() -> None:
    text = "tiers v by quantity slices { from 0: 0%  from 6: 5% }\nrule r { give v off }"
    assert (rule(text).reward, rule(text).later) == (SlicesOff("v"), ())
    text = "tiers v by amount of this item slices { from 0 EUR: 0%  from 6 EUR: 5% }\n"
    assert rule(text + "rule r { give v off receipt }").reward == SlicesOffReceipt("v")


@pytest.mark.parametrize(
    ("give", "place"),
    [
        ("give v off line", "line"),
        ("give v off each", "each"),
        ("give v off once", "once"),
        ("give v off cheapest 1", "cheapest 1"),
        ("give v off of regular price", "give v off of regular price"),
        ("give v off receipt for each 5 EUR", "for each 5 EUR"),
    ],
)
def test_slices_say_themselves_which_units_earn(give: str, place: str) -> None:
    text = f"tiers v by quantity slices {{ from 0: 0%  from 6: 5% }}\nrule r {{ {give} }}"
    assert found(text) == [("unsupported-target", place)]


def test_a_currency_without_decimals_is_remedied_without() -> None:
    text = 'ruleset "x" version "1" currency JPY\nrule r { give 500 off }'
    assert only(text).help == "write `500% off` for a share, or `500 JPY off` for an amount"


def test_a_number_that_a_constant_hides_needs_a_unit_too() -> None:
    assert only("let rate = 5\nrule r { give rate off }").slug == "unit-missing"


def test_item_facts_can_be_read_in_rewards_on_items_only() -> None:
    assert slugs("rule r { give 50% of item.price off each }") == []
    assert only("rule r { give 50% of item.price off receipt }").slug == "fact-out-of-reach"


def test_a_reward_on_the_receipt_goes_with_a_group_per_receipt() -> None:
    text = "group basket best per receipt\nrule r { give 5% off receipt group basket }"
    assert rule(text).group == "basket"


def test_an_item_reward_may_stand_in_a_group_per_receipt() -> None:
    assert rule("group basket best per receipt\nrule r { give 5% off group basket }").group == "basket"


# ---- sets ----------------------------------------------------------------------------------------

TAKE = 'take { 1 of items category "Soup" as soup  2 of items category "Bread" }'


SOUP = Slot(1, Selection((Category("Soup"),)))
BREAD = Slot(2, Selection((Category("Bread"),)))
TEA_TEXT = 'items category "Tea"'
TEA = Selection((Category("Tea"),))
ALL = Selection((AllItems(),))
ALL_OF_IT = Const(NOWHERE, PERCENT, Fraction(1))


@pytest.mark.parametrize(
    ("give", "gives"),
    [
        ("give 10% off set", [SetOff(TEN, "set")]),
        ("give 5 EUR off set", [SetOff(FIVE, "set")]),
        ("give price 5 EUR set", [SetPrice(FIVE)]),
        ("give 10% off soup", [SetOff(TEN, "slot", 0)]),
        ("give 5 EUR off soup", [SetOff(FIVE, "slot", 0)]),
        ("give 10% off 1st", [SetOff(TEN, "nth", 1)]),
        ("give 5 EUR off 3rd", [SetOff(FIVE, "nth", 3)]),
        ("give 10% off cheapest 3", [SetOff(TEN, "cheapest", 3)]),
        ("give 10% off dearest 1", [SetOff(TEN, "dearest", 1)]),
        ("give 5 EUR off cheapest 2", [SetOff(FIVE, "cheapest", 2)]),
        ("give 5 EUR off dearest 2", [SetOff(FIVE, "dearest", 2)]),
        ("give 10% off 2nd give 5 EUR off 3rd", [SetOff(TEN, "nth", 2), SetOff(FIVE, "nth", 3)]),
        ("give 5 EUR off soup give 10% off set", [SetOff(FIVE, "slot", 0), SetOff(TEN, "set")]),
        ("give 10% off cheapest 1 give 10% off cheapest 2",
         [SetOff(TEN, "cheapest", 1), SetOff(TEN, "cheapest", 2)]),
        ("give price 5 EUR set give 10% off dearest 1", [SetPrice(FIVE), SetOff(TEN, "dearest", 1)]),
    ],
)  # fmt: skip
def test_rewards_of_a_set(give: str, gives: list[SetGive]) -> None:
    found = rule(f"rule r {{ {TAKE} {give} }}")
    assert found.reward == SetReward(tuple(gives))
    assert (found.slots, found.selection, found.scope, found.later) == ((SOUP, BREAD), None, "item", ())


@pytest.mark.parametrize(
    ("buy", "give", "slots"),
    [
        ("2 of {tea} get 1 free", SetOff(ALL_OF_IT, "slot", 1), (Slot(2, TEA), Slot(1, TEA))),
        ("2 of {tea} get 1 at 10% off", SetOff(TEN, "slot", 1), (Slot(2, TEA), Slot(1, TEA))),
        ("2 of {tea} get 3 for 5 EUR", GiftPrice(FIVE), (Slot(2, TEA), Slot(3, TEA))),
        ("1 of {tea} get 1 of all items free", SetOff(ALL_OF_IT, "slot", 1), (Slot(1, TEA), Slot(1, ALL))),
        ("1 of {tea} get 1 for 0 EUR", GiftPrice(Const(NOWHERE, MONEY, 0)), (Slot(1, TEA), Slot(1, TEA))),
    ],
)
def test_buy_is_a_slot_that_pays_and_a_slot_that_receives(
    buy: str, give: SetGive, slots: tuple[Slot, ...]
) -> None:
    found = rule(f"rule r {{ buy {buy.format(tea=TEA_TEXT)} }}")
    assert found.reward == SetReward((give,), buys=True)
    assert (found.slots, found.later) == (slots, ())


@pytest.mark.parametrize(
    ("clause", "reward"),
    [
        ("same item", SetReward((SetOff(TEN, "set"),), items="same")),
        ("different items", SetReward((SetOff(TEN, "set"),), items="different")),
        ("spread", SetReward((SetOff(TEN, "set"),), spread=True)),
        ("favour customer", SetReward((SetOff(TEN, "set"),))),
        ("counting this receipt", SetReward((SetOff(TEN, "set"),))),
        ("same item spread", SetReward((SetOff(TEN, "set"),), items="same", spread=True)),
    ],
)
def test_options_of_a_set(clause: str, reward: SetReward) -> None:
    found = rule(f"rule r {{ take 2 of all items give 10% off set {clause} }}")
    assert (found.reward, found.later) == (reward, ())


def test_what_buys_may_share_its_payers() -> None:
    assert rule("rule r { buy 2 of all items get 1 free shared }").reward == SetReward(
        (SetOff(ALL_OF_IT, "slot", 1),), buys=True, shared=True
    )


def test_a_slot_of_a_quantity() -> None:
    two_kilos = Slot(1, TEA, 2_000_000, "kg")
    assert rule(f"rule r {{ take 2 kg of {TEA_TEXT} give 10% off set }}").slots == (two_kilos,)
    glass = rule(f"rule r {{ take {{ 250 ml of {TEA_TEXT} as milk  1 of all items }} give 10% off milk }}")
    assert glass.slots == (Slot(1, TEA, 250_000, "l"), Slot(1, ALL))
    assert glass.reward == SetReward((SetOff(TEN, "slot", 0),))


@pytest.mark.parametrize(
    "clauses",
    [
        "take 3 of all items give 10% off cheapest 1",
        "take 3 of all items give 5 EUR off cheapest 2",
        "take 3 of all items give 10% off cheapest 1 same item",
        "buy 2 of all items get 1 free",
        "buy 2 of all items get 1 for 5 EUR same item",
    ],
)
def test_favour_store_gives_the_cheapest_of_all(clauses: str) -> None:
    reward = rule(f"rule r {{ {clauses} favour store }}").reward
    assert isinstance(reward, SetReward)
    assert reward.favour_store


@pytest.mark.parametrize(
    "clauses",
    [
        "take 3 of all items give 10% off set",
        "take 3 of all items give 10% off dearest 1",
        "take 3 of all items give 10% off 3rd",
        "take 3 of all items give price 5 EUR set",
        "take 3 of all items give 10% off cheapest 1 give 10% off cheapest 2",
        "take 3 of all items give 10% off cheapest 1 give 10% off set",
        "take 3 of all items give 10% off cheapest 1 give price 5 EUR set",
        "take 3 of all items give 10% off cheapest 1 different items",
        "take 2 kg of all items give 10% off set",
        "take { 1 of all items  1 of all items } give 10% off cheapest 1",
        'buy 2 of all items get 1 of items "x" free',
        "buy 2 of all items get 1 free different items",
    ],
)
def test_favour_store_goes_with_one_selector_and_its_cheapest(clauses: str) -> None:
    finding = only(f"rule r {{ {clauses} favour store }}")
    assert (finding.slug, finding.span.text) == ("clause-conflict", "favour store")
    assert slugs(f"rule r {{ {clauses} favour customer }}") == []


@pytest.mark.parametrize(
    ("clauses", "place"),
    [
        ("take 2 of all items give 10% off set shared", "shared"),
        ("take 2 of all items give 10% off set same item different items", "different items"),
        ("take 2 of all items give 10% off set on all items", "on all items"),
        ("buy 2 of all items get 1 free on all items", "on all items"),
        ("buy 2 of all items get 1 free give 10% off", "give 10% off"),
        ("take 2 of all items buy 1 of all items get 1 free", "buy 1 of all items get 1 free"),
        ("take 2 of all items give total rounded down to 1 EUR", "give total rounded down to 1 EUR"),
    ],
)
def test_what_does_not_go_with_a_set(clauses: str, place: str) -> None:
    assert found(f"rule r {{ {clauses} }}") == [("clause-conflict", place)]


@pytest.mark.parametrize(
    "clauses",
    [
        "take 2 of all items give (50% of item.price) off set",
        "take 2 of all items give price item.price set",
        "take 2 of all items give (if item.marked_down then 5% else 10%) off cheapest 1",
        "take { 1 of all items as a  1 of all items } give (50% of item.price) off a",
        "buy 2 of all items get 1 at if item.marked_down then 5% else 10% off",
        "buy 2 of all items get 1 for item.price",
    ],
)
def test_the_reward_of_a_set_looks_at_no_single_item(clauses: str) -> None:
    assert slugs(f"rule r {{ {clauses} }}") == ["fact-out-of-reach"]


def test_the_reward_of_a_set_may_be_worked_out() -> None:
    found = rule("rule r { take 2 of all items give (10% of amount) off set }").reward
    assert isinstance(found, SetReward)
    (give,) = found.gives
    assert isinstance(give, SetOff)
    assert not isinstance(give.value, Const)


@pytest.mark.parametrize(
    ("clauses", "why"),
    [
        ("take 2 of all items give 10% off set spread", "`spread`"),
        ("buy 2 of all items get 1 free spread", "`spread`"),
        ("take 2 of all items give price 5 EUR set", "a price of the set"),
        ("take 2 of all items give 5 EUR off cheapest 1", "money off a set"),
        ("take 2 of all items give 10% off 1st give 5 EUR off 2nd", "money off a set"),
    ],
)
def test_a_price_is_not_rounded_where_a_set_has_one_amount(clauses: str, why: str) -> None:
    finding = only(f"rule r {{ {clauses} round price down to 0.05 EUR }}")
    assert (finding.slug, finding.span.text) == ("clause-conflict", "round price down to 0.05 EUR")
    assert why in finding.message
    assert slugs(f"rule r {{ {clauses} round discount down to 0.05 EUR }}") == []


@pytest.mark.parametrize(
    "clauses",
    [
        "take 2 of all items give 10% off set",
        "take 2 of all items give 10% off 1st give 20% off 2nd",
        "buy 2 of all items get 1 free",
        "buy 2 of all items get 1 for 5 EUR",
    ],
)
def test_a_price_is_rounded_where_a_set_discounts_its_units(clauses: str) -> None:
    rounding = rule(f"rule r {{ {clauses} round price down to 0.05 EUR }}").rounding
    assert rounding == RoundTo("price", "down", 5)


def test_a_gift_that_is_added_is_no_reward_yet() -> None:
    found = rule(f'rule r {{ {TAKE} give gift 1 of "x" }}')
    assert (found.reward, found.slots) == (None, (SOUP, BREAD))
    assert [each.what for each in found.later] == ["give gift"]


def test_a_set_may_stand_in_a_group_of_any_scope() -> None:
    for scope in ("item", "receipt"):
        found = rule(f"group g stack per {scope}\nrule r {{ buy 2 of all items get 1 free group g }}")
        assert (found.group, found.scope) == ("g", scope)


@pytest.mark.parametrize(
    ("give", "slug", "place"),
    [
        ("give 10% off", "which-units", "give 10% off"),
        ("give 5 EUR off", "which-units", "give 5 EUR off"),
        ("give 10% off 4th", "no-such-unit", "4th"),
        ("give 10% off cheapest 4", "no-such-unit", "cheapest 4"),
        ("give 10% off cheapest 0", "bad-count", "0"),
        ("give 10% off sup", "unknown-label", "sup"),
        ("give 10% off each", "unsupported-target", "each"),
        ("give 10% off receipt", "unsupported-target", "receipt"),
        ("give price 5 EUR each", "unsupported-target", "give price 5 EUR each"),
        ("give 10% off set of regular price", "unsupported-target", "give 10% off set of regular price"),
        ("give 5 off set", "unit-missing", "5 off set"),
        ("give 10% off 2nd give 20% off 2nd", "two-rewards", "give 20% off 2nd"),
        ('give 10% off 2nd give gift 1 of "x"', "two-rewards", 'give gift 1 of "x"'),
        ('give gift 1 of "x" give 10% off set', "two-rewards", "give 10% off set"),
        ("give price 5 USD set", "currency-mismatch", "5 USD"),
        ("give price 5 EUR set give 10% off set", "two-rewards", "give 10% off set"),
        ("give 10% off soup give 5 EUR off soup", "two-rewards", "give 5 EUR off soup"),
    ],
)
def test_rewards_that_a_set_does_not_have(give: str, slug: str, place: str) -> None:
    finding = only(f"rule r {{ {TAKE} {give} }}")
    assert (finding.slug, finding.span.text) == (slug, place)


@pytest.mark.parametrize(
    ("clause", "slug", "place"),
    [
        ("take 0 of all items give 10% off set", "bad-count", "0"),
        ("take 0 kg of all items give 10% off set", "bad-count", "0 kg"),
        ("take 2 kg of all items give 10% off 2nd", "no-such-unit", "2nd"),
        ("take { 1 of all items as a  1 of all items as a } give 5% off a", "duplicate-name", "a"),
        ("take 2 of items tea give 10% off set", "unknown-items", "tea"),
        ("buy 0 of all items get 1 free", "bad-count", "0"),
        ("buy 1 of all items get 0 free", "bad-count", "0"),
        ("buy 1 of all items get 1 of items tea free", "unknown-items", "tea"),
        ("buy 1 of all items get 1 at 5 EUR off", "type-mismatch", "5 EUR"),
        ("buy 1 of all items get 1 at 0% off", "percent-out-of-range", "0%"),
        ("buy 1 of all items get 1 for 10%", "type-mismatch", "10%"),
    ],
)
def test_sets_that_cannot_be_formed(clause: str, slug: str, place: str) -> None:
    finding = only(f"rule r {{ {clause} }}")
    assert (finding.slug, finding.span.text) == (slug, place)


def test_an_unknown_label_is_told_with_those_there_are() -> None:
    finding = only(f"rule r {{ {TAKE} give 10% off sup }}")
    assert (finding.help, finding.notes) == ("did you mean `soup`?", ("its labels are `soup`",))


@pytest.mark.parametrize(("target", "where"), [("once", "once"), ("line", "a line")])
def test_a_percent_off_many_units_at_once_is_a_percent_off_each(target: str, where: str) -> None:
    said = only(f"rule r {{ give 10% off {target} }}").message
    assert said == f"a percent off {where} is the same as a percent off each unit"


def test_a_set_has_at_most_a_thousand_units() -> None:
    assert "bad-count" not in slugs("rule r { buy 999 of all items get 1 free }")
    assert "bad-count" in slugs("rule r { buy 1_000 of all items get 1 free }")
    assert "bad-count" in slugs("rule r { take { 600 of all items 600 of all items } give 5% off set }")
