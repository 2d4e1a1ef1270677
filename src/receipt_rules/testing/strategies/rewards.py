"""Rewards and the fences that go with them: what a rule gives.

In: a currency, and what the tables of the ruleset give. Out: strategies of clauses. Invariant: a clause binds
in a rule of its kind: an item reward, a reward on the receipt, or the rounding of the total.
"""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from receipt_rules.money import exponent, format_minor
from receipt_rules.testing.strategies.expressions import conditions, money, money_literals, percents
from receipt_rules.testing.strategies.tables import NO_VALUES, Values
from receipt_rules.testing.strategies.weights import either, now_and_then

MODES = ("half_up", "half_down", "half_even", "down", "up")


@cache
def _with(names: tuple[str, ...], plain: SearchStrategy[str]) -> SearchStrategy[str]:
    """What tables give comes up as often as all else."""
    return either(st.sampled_from(names), plain) if names else plain


@cache
def item_rewards(currency: str, values: Values = NO_VALUES) -> SearchStrategy[str]:
    """`give` of an item discount."""
    share = _with(
        (*values.rates, *values.rates_of_item),
        either(
            percents(),
            percents(),
            st.tuples(conditions(currency, item=True), percents(), percents()).map(
                lambda parts: f"if {parts[0]} then {parts[1]} else {parts[2]}"
            ),
        ),
    )
    literal = money_literals(currency, most=200)
    amount = _with(
        (*values.amounts, *values.amounts_of_item),
        either(literal, literal, money(currency, item=True)),
    )
    whole = _with(values.amounts, either(literal, literal, money(currency, item=False)))
    ending = st.sampled_from(["off", "off each", "off cheapest 1", "off cheapest 3"])
    regular = now_and_then(4, st.just(" of regular price"))
    percent = st.tuples(share, ending, regular).map(lambda parts: f"give {parts[0]} {parts[1]}{parts[2]}")
    choices = [
        percent,
        percent,
        amount.map(lambda text: f"give {text} off each"),
        amount.map(lambda text: f"give {text} off line"),
        whole.map(lambda text: f"give {text} off once"),
        amount.map(lambda text: f"give price {text} each"),
    ]
    if values.slices:
        choices += [st.sampled_from(values.slices).map(lambda name: f"give {name} off")] * 2
    return either(*choices)


@cache
def receipt_rewards(currency: str, values: Values = NO_VALUES) -> SearchStrategy[str]:
    """`give ... off receipt`."""
    steps = [f"{format_minor(minor, currency)} {currency}" for minor in (100, 30, 500)]
    every = st.sampled_from([*steps, "1 items", "3 items", "2 items", "1 kg", "500 ml", "250 g"])
    share = _with(values.rates, percents())
    literal = money_literals(currency, most=400)
    amount = _with(values.amounts, either(literal, literal, money(currency, item=False)))
    choices = [
        share.map(lambda text: f"give {text} off receipt"),
        amount.map(lambda text: f"give {text} off receipt"),
        st.tuples(money_literals(currency, most=100), every).map(
            lambda pair: f"give {pair[0]} off receipt for each {pair[1]}"
        ),
    ]
    if values.slices:
        choices.append(st.sampled_from(values.slices).map(lambda name: f"give {name} off receipt"))
    return either(*choices)


@cache
def total_rewards(currency: str) -> SearchStrategy[str]:
    """`give total rounded ...`."""
    return st.tuples(st.sampled_from(MODES), st.sampled_from([1, 5, 100])).map(
        lambda pair: f"give total rounded {pair[0]} to {format_minor(pair[1], currency)} {currency}"
    )


@cache
def fences(reward: str, currency: str) -> SearchStrategy[list[str]]:
    """Floor, rounding, manual prices, as they go with a `give`: each now and then."""
    on_receipt = " off receipt" in reward
    return bounds(currency, item=not on_receipt, price=not on_receipt and not reward.endswith("once"))


@cache
def bounds(currency: str, *, item: bool, price: bool) -> SearchStrategy[list[str]]:
    """The same; `item`: the floor may look at an item; `price`: each unit has a price that can be rounded."""
    floor = either(money_literals(currency, most=300), money(currency, item=item))
    step = st.tuples(st.sampled_from(MODES), st.sampled_from([5, 10])).map(
        lambda pair: f"{pair[0]} to {format_minor(pair[1], currency)} {currency}"
    )
    rounding = step.map(lambda text: f"round discount {text}")
    if price:
        rounding = either(rounding, step.map(lambda text: f"round price {text}"))
        if exponent(currency):
            endings = st.sampled_from(["round price down to .9", "round price half_up to .99"])
            rounding = either(rounding, endings)
    manual = st.just("including manual prices")
    texts = [floor.map(lambda text: f"floor {text}"), rounding, manual]
    return st.tuples(*(now_and_then(10, each) for each in texts)).map(
        lambda found: [text for text in found if text]
    )
