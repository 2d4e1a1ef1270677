"""Sets: `take` and `buy`, with what is given on them and every option.

In: a currency, the item sets of the ruleset, and what its tables give. Out: a strategy of clauses.
Invariants: the clauses bind together; most sets are small and of goods that are sold often, so that receipts
of the shop form them, and slots overlap, for there the choices are.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from receipt_rules.testing.strategies.expressions import (
    conditions,
    money,
    money_literals,
    percents,
    selectors,
)
from receipt_rules.testing.strategies.rewards import bounds
from receipt_rules.testing.strategies.tables import Values
from receipt_rules.testing.strategies.weights import either, one_in

LABELS = ("x", "y", "z")

_COUNTS = st.sampled_from([1, 2, 1, 2, 3])
_FEW = st.sampled_from([1, 1, 1, 2])
_WEIGHTS = st.sampled_from(["500 g", "1 kg", "333 g", "1.5 kg", "1 l", "700 g"])
_SLOTS = st.sampled_from([2, 2, 2, 3])
_GIVES = st.sampled_from([1, 1, 1, 2, 2, 3])
_BUYS, _BLOCK = one_in(3), one_in(2)
_WEIGHED = one_in(8)
_SHARED, _STORE, _SPREAD, _THIS = one_in(3), one_in(3), one_in(5), one_in(20)
_ITEMS = st.sampled_from(["", "", "", "", "same item", "same item", "different items"])


class _Formed(NamedTuple):
    """Slots and reward. `priced`: each unit has a price that can be rounded. `store`: `favour store` may
    stand there."""

    clauses: list[str]
    priced: bool
    store: bool


@cache
def set_clauses(currency: str, names: tuple[str, ...], values: Values) -> SearchStrategy[list[str]]:
    """The slots, what a set gives, the options, and the fences of a discount."""
    return _set_clauses(currency, names, values)


@st.composite
def _set_clauses(draw: st.DrawFn, currency: str, names: tuple[str, ...], values: Values) -> list[str]:
    buys = draw(_BUYS)
    formed = _bought(draw, currency, names, values) if buys else _taken(draw, currency, names, values)
    clauses = list(formed.clauses)
    items = draw(_ITEMS)
    store = formed.store and items != "different items" and draw(_STORE)
    spread = draw(_SPREAD)
    options = {
        items: bool(items),
        "shared": buys and draw(_SHARED),
        "favour store": store,
        "favour customer": not store and draw(_THIS),
        "counting this receipt": draw(_THIS),
        "spread": spread,
    }
    clauses += [text for text, chosen in options.items() if chosen]
    return clauses + draw(bounds(currency, item=True, price=formed.priced and not spread))


@cache
def _of(currency: str, names: tuple[str, ...]) -> SearchStrategy[str]:
    """What fills a slot; wide ones often, so that slots and rules contest units."""
    often = st.sampled_from([
        "all items", "all items", 'items category "Food"', 'items category "Tea"', 'items "A", "C"',
        'items category "Milk"', 'items "A"', 'items "B", "D"', 'items tag "sale"', 'items brand "Acme"',
    ])  # fmt: skip
    return either(often, often, often, selectors(names, currency))


# ---- take ---------------------------------------------------------------------------------------------


def _taken(draw: st.DrawFn, currency: str, names: tuple[str, ...], values: Values) -> _Formed:
    of = _of(currency, names)
    targets = ["set"]
    units = 0
    if draw(_BLOCK):
        slots = []
        for label in LABELS[: draw(_SLOTS)]:
            weighed = draw(_WEIGHED)
            count = 0 if weighed else draw(_FEW)
            units = -9 if weighed else units + count
            labelled = draw(_BLOCK)
            targets += [label] * labelled
            slots.append(f"{draw(_WEIGHTS) if weighed else count} of {draw(of)}{f' as {label}' * labelled}")
        text = f"take {{ {' '.join(slots)} }}"
    else:
        weighed = draw(_WEIGHED)
        units = -9 if weighed else draw(_COUNTS)
        text = f"take {draw(_WEIGHTS) if weighed else units} of {draw(of)}"
        if draw(_WEIGHED):
            text += " as x"
            targets.append("x")
    targets += _numbered(units)
    return _gives(draw, text, targets, currency, values)


def _numbered(units: int) -> list[str]:
    """Targets that count the units of a set; of one by weight there are none."""
    places = range(1, units + 1)
    counted = [f"{word} {place}" for word in ("cheapest", "dearest") for place in places[:2]]
    return counted + [f"{place}{('st', 'nd', 'rd')[place - 1] if place < 4 else 'th'}" for place in places]


def _gives(draw: st.DrawFn, text: str, targets: list[str], currency: str, values: Values) -> _Formed:
    """One reward or several, of different targets."""
    targets = [draw(st.sampled_from(["price", "set"])), *targets[1:]]
    chosen = draw(st.lists(st.sampled_from(targets), min_size=1, max_size=draw(_GIVES), unique=True))
    clauses = [text]
    priced = True
    for target in chosen:
        if target == "price":
            clauses.append(f"give price {draw(_prices(currency, values))} set")
            priced = False
            continue
        share = draw(_BLOCK)
        clauses.append(f"give {draw((_shares if share else _amounts)(currency, values))} off {target}")
        priced = priced and share
    one_count = text.startswith("take ") and "{" not in text and text.split()[2] == "of"
    return _Formed(clauses, priced, one_count and len(chosen) == 1 and chosen[0].startswith("cheapest"))


# ---- buy ----------------------------------------------------------------------------------------------


def _bought(draw: st.DrawFn, currency: str, names: tuple[str, ...], values: Values) -> _Formed:
    of = _of(currency, names)
    other = draw(_BLOCK)
    head = f"buy {draw(_COUNTS)} of {draw(of)} get {draw(_FEW)}" + (f" of {draw(of)}" if other else "")
    reward = draw(
        either(
            st.just("free"),
            _shares(currency, values).map(lambda text: f"at {text} off"),
            _prices(currency, values).map(lambda text: f"for {text}"),
        )
    )
    return _Formed([f"{head} {reward}"], True, not other)


# ---- values -------------------------------------------------------------------------------------------


@cache
def _shares(currency: str, values: Values) -> SearchStrategy[str]:
    told = st.tuples(conditions(currency, item=False), percents(), percents()).map(
        lambda parts: f"if {parts[0]} then {parts[1]} else {parts[2]}"
    )
    plain = either(percents(), percents(), percents(), told)
    return either(plain, plain, st.sampled_from(values.rates)) if values.rates else plain


@cache
def _amounts(currency: str, values: Values) -> SearchStrategy[str]:
    literal = money_literals(currency, most=300)
    plain = either(literal, literal, literal, money(currency, item=False))
    return either(plain, plain, st.sampled_from(values.amounts)) if values.amounts else plain


@cache
def _prices(currency: str, values: Values) -> SearchStrategy[str]:
    literal = money_literals(currency, most=700)
    plain = either(literal, literal, literal, money(currency, item=False))
    return either(plain, plain, st.sampled_from(values.amounts)) if values.amounts else plain
