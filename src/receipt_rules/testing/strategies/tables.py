"""Tier tables and decision tables: whole and by slices, every hit policy, one output and two.

In: a currency. Out: a strategy of `Tables`: declarations, and the values that rules can name, by type.
Invariants: borders rise; the rows of a `unique` table fit each case once; values that need an item at hand
are told apart. Borders are small round numbers, where receipts of the shop stand exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from receipt_rules.money import format_minor
from receipt_rules.testing.strategies.declarations import Declaration
from receipt_rules.testing.strategies.weights import either, one_in

_RATES = ("10%", "0%", "3%", "12.5%", "20%", "33.3%", "50%", "5%", "100%")
_MINOR = (100, 1, 7, 40, 300)
_AMOUNT_BORDERS = (0, 1, 100, 200, 300, 600, 1_000)
_COUNT_BORDERS = (0, 1, 2, 3, 4, 6)
_KILO_BORDERS = ("0 kg", "333 g", "0.5 kg", "1 kg", "1.333 kg", "2 kg")

_WHOLE_BY = (
    "amount", "quantity", "quantity of this item", "receipt.total", "distinct", "kg", "kg",
    "amount of all items", "quantity of items \"A\"", "amount of this item",
)  # fmt: skip
_SLICES_BY = ("quantity", "amount", "kg", "quantity of this item", "amount of this item", "kg of this item")
_INPUTS = (
    "quantity", "receipt.lines", "amount", "receipt.total", "distinct", "receipt.quantity",
    "quantity of this item",
)  # fmt: skip
_KINDS = st.sampled_from(["whole"] * 4 + ["slices"] * 3 + ["unique", "first", "max", "min"])


class Values(NamedTuple):
    """Names of what tables give: percents and money; those `of_item` need an item at hand.

    `slices` are whole rewards: `give NAME off`.
    """

    rates: tuple[str, ...] = ()
    rates_of_item: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    amounts_of_item: tuple[str, ...] = ()
    slices: tuple[str, ...] = ()

    def plus(self, other: Values) -> Values:
        """Both together."""
        return Values(*(one + more for one, more in zip(self, other, strict=True)))


NO_VALUES = Values()


class Tables(NamedTuple):
    """Declarations, and what rules can name."""

    declarations: tuple[Declaration, ...] = ()
    values: Values = NO_VALUES


def tables(currency: str, *, most: int = 2) -> SearchStrategy[Tables]:
    """None to `most` tables."""
    return _tables(currency, most)


@st.composite
def _tables(draw: st.DrawFn, currency: str, most: int) -> Tables:
    declarations: list[Declaration] = []
    values = Values()
    for number in range(draw(st.sampled_from([*range(most + 1), most]))):
        kind = draw(_KINDS)
        made = _tiers if kind in ("whole", "slices") else _decisions
        text, given = draw(made(f"t{number}", kind, currency))
        declarations.append(Declaration(text))
        values = values.plus(given)
    return Tables(tuple(declarations), values)


def _money(minor: int, currency: str) -> str:
    return f"{format_minor(minor, currency)} {currency}"


def _borders(by: str, currency: str) -> Sequence[str]:
    """Values of the type of `by`, rising."""
    if by.startswith("kg"):
        return _KILO_BORDERS
    if by.startswith(("amount", "receipt.total")):
        return [_money(minor, currency) for minor in _AMOUNT_BORDERS]
    return [str(count) for count in _COUNT_BORDERS]


@cache
def _rising(by: str, currency: str) -> SearchStrategy[list[str]]:
    """One to three borders."""
    borders = _borders(by, currency)
    places = st.lists(st.integers(0, len(borders) - 1), min_size=1, max_size=3, unique=True)
    return places.map(lambda found: [borders[place] for place in sorted(found)])


@st.composite
def _tiers(draw: st.DrawFn, name: str, mode: str, currency: str) -> tuple[str, Values]:
    by = draw(st.sampled_from(_SLICES_BY if mode == "slices" else _WHOLE_BY))
    money = mode == "whole" and draw(one_in(3))
    given = [_money(minor, currency) for minor in _MINOR] if money else _RATES
    rows = [f"from {border}: {draw(st.sampled_from(given))}" for border in draw(_rising(by, currency))]
    text = f"tiers {name} by {by.replace('kg', 'quantity')} {mode} {{ {'  '.join(rows)} }}"
    if mode == "slices":
        return text, Values(slices=(name,))
    return text, _named(name, money=money, of_item="this item" in by)


def _named(name: str, *, money: bool, of_item: bool) -> Values:
    field = ("amounts" if money else "rates") + ("_of_item" if of_item else "")
    return Values()._replace(**{field: (name,)})


# ---- decision tables ---------------------------------------------------------------------------------


@st.composite
def _decisions(draw: st.DrawFn, name: str, hit: str, currency: str) -> tuple[str, Values]:
    by = draw(st.sampled_from(_INPUTS))
    both = draw(one_in(2))
    cells = draw(_split(by, currency) if hit == "unique" else _loose(by, currency))
    channels = draw(_CHANNELS if both else st.just(("any",)))
    if hit == "unique":
        rows = [(cell, channel) for cell in cells for channel in channels]
    else:
        rows = [(cell, draw(st.sampled_from(channels))) for cell in cells]
    outputs = draw(st.sampled_from([("rate",), ("off",), ("rate", "off")]))
    head = f"| {by} |" + (" receipt.channel |" if both else "")
    lines = [head + "".join(f" => {output} |" for output in outputs)]
    for cell, channel in rows:
        results = [draw(_results(output, currency)) for output in outputs]
        start = f"| {cell} |" + (f" {channel} |" if both else "")
        lines.append(start + "".join(f" => {result} |" for result in results))
    of_item = "this item" in by
    values = Values()
    for output in outputs:
        named = name if len(outputs) == 1 and draw(one_in(2)) else f"{name}.{output}"
        values = values.plus(_named(named, money=output == "off", of_item=of_item))
    body = "\n  ".join(lines)
    return f"table {name} {hit} {{\n  {body}\n}}", values


_CHANNELS = st.sampled_from([("any",), ('"web"', 'not "web"'), ('"pos"', 'not "pos"')])


@cache
def _results(output: str, currency: str) -> SearchStrategy[str]:
    if output == "rate":
        return st.sampled_from(_RATES)
    return st.sampled_from([_money(minor, currency) for minor in _MINOR])


@cache
def _split(by: str, currency: str) -> SearchStrategy[tuple[str, ...]]:
    """Cells that fit each case once."""
    borders = [each for each in _borders(by, currency) if not each.startswith("0")] or ["1"]

    def cells(places: tuple[int, int]) -> tuple[str, ...]:
        low, high = sorted(places)
        if low == high:
            return f"< {borders[low]}", f">= {borders[low]}"
        return f"< {borders[low]}", f"{borders[low]}..{borders[high]}", f"> {borders[high]}"

    place = st.integers(0, len(borders) - 1)
    return st.tuples(place, place).map(cells)


@cache
def _loose(by: str, currency: str) -> SearchStrategy[list[str]]:
    """One to three cells that may overlap and leave gaps."""
    border = st.sampled_from(_borders(by, currency))
    tests = st.tuples(st.sampled_from([">=", "<", ">", "<=", "not"]), border).map(" ".join)
    rising = _rising(by, currency)
    ranges = rising.map(lambda found: f"{found[0]}..{found[-1]}")
    choice = rising.map(", ".join)
    return st.lists(either(tests, tests, ranges, choice, st.just("any")), min_size=1, max_size=3)
