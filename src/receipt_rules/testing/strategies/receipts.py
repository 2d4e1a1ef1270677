"""Receipts of a small shop, as JSON trees.

In: a currency. Out: a strategy of trees that both doors accept. Invariants: goods are those of `GOODS`, so
that the rules of `rulesets` meet them; small amounts and equal prices come up often, for there the ties are.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from receipt_rules.testing.strategies.coupons import presented
from receipt_rules.testing.strategies.weights import either

CURRENCIES = ("EUR", "JPY", "KWD")
"""Two, no and three decimals."""


class Good(NamedTuple):
    """What the till knows of an SKU."""

    category: tuple[str, ...]
    brand: str | None
    tags: tuple[str, ...]


GOODS: dict[str, Good] = {
    "A": Good(("Food", "Tea"), "Acme", ("new",)),
    "B": Good(("Food", "Tea"), None, ()),
    "C": Good(("Food", "Milk"), "Acme", ("sale", "new")),
    "D": Good(("Milk",), "Fizz", ("sale",)),
    "E": Good(("Books",), None, ()),
    "F": Good((), None, ("sale",)),
}
"""By SKU."""

TIMES = (
    "2026-03-04T12:00:00+00:00",
    "2026-03-06T23:30:00+00:00",
    "2026-03-07T02:00:00+00:00",
    "2026-03-05T04:59:00+00:00",
    "2026-03-04T18:00:00+00:00",
    "2026-04-01T08:00:00+00:00",
)
"""With nights that are of the day before, where a business day starts at 05:00, and the end of a window."""

Tree = dict[str, Any]


@cache
def receipts(
    currency: str, *, max_lines: int = 5, simple: bool = False, max_pieces: int = 1_000
) -> SearchStrategy[Tree]:
    """Receipts of up to `max_lines` lines of up to `max_pieces` pieces.

    `simple` ones are a few pieces of goods, and nothing but goods.
    """
    sizes = [*range(1, max_lines + 1)] * 3 + ([] if simple else [0])
    line = _lines(simple=simple, max_pieces=max_pieces)
    lines = st.sampled_from(sizes).flatmap(lambda size: st.lists(line, min_size=size, max_size=size))
    return st.builds(_receipt, st.just(currency), lines, _surroundings())


@cache
def alike_receipts(currency: str, *, max_units: int = 8, max_lines: int = 5) -> SearchStrategy[Tree]:
    """Receipts of at most `max_units` units of few goods, most of them at one of a few prices: sets form."""
    lines = st.tuples(_FEW_GOODS, st.sampled_from([*range(2, max_lines + 1)])).flatmap(
        lambda drawn: st.lists(_alike(drawn[0]), min_size=drawn[1], max_size=drawn[1])
    )
    return st.builds(
        _receipt, st.just(currency), lines.map(lambda found: _bounded(found, max_units)), _surroundings()
    )


def _bounded(lines: list[Tree], max_units: int) -> list[Tree]:
    """The lines, without those after so many units."""
    left, kept = max_units, []
    for line in lines:
        left -= int(line["quantity"]) if line["quantity"].isdigit() else 1
        if left < 0:
            break
        kept.append(line)
    return kept


@cache
def _surroundings() -> SearchStrategy[Tree]:
    """When and where, who, with which codes."""
    customer = st.fixed_dictionaries(
        {"id": st.sampled_from(["C1", "C2"])},
        optional={
            "programmes": st.just(["club"]),
            "segments": st.just(["vip"]),
            "level": st.sampled_from(["gold", "silver"]),
            "birthday": st.sampled_from(["1990-03-05", "2000-02-29"]),
        },
    )
    around = st.fixed_dictionaries(
        {"at": st.sampled_from(TIMES)},
        optional={
            "channel": st.sampled_from(["pos", "web"]),
            "customer": customer,
            "pass": st.sampled_from(["subtotal", "final"]),
        },
    )
    return st.builds(lambda one, other: {**one, **other}, around, presented())


def _receipt(currency: str, lines: list[Tree], around: Tree) -> Tree:
    return {
        "id": "r",
        "currency": currency,
        "store": {"id": "S1", "timezone": "UTC"},
        "lines": [{"id": str(number), **line} for number, line in enumerate(lines, 1)],
        **around,
    }


@cache
def _amounts() -> SearchStrategy[int]:
    return either(
        st.sampled_from([300, 100, 1_000, 600, 1]),
        st.sampled_from([300, 100, 1_000, 200]),
        st.integers(0, 40),
        st.integers(1, 3_000),
    )


@st.composite
def _lines(draw: st.DrawFn, *, simple: bool, max_pieces: int) -> Tree:
    sku = draw(st.sampled_from(sorted(GOODS)))
    line = _line(sku, draw(_FEW if simple else _quantities(max_pieces)), draw(_amounts()))
    return line if simple else _detailed(line, draw(_details()))


@st.composite
def _alike(draw: st.DrawFn, skus: tuple[str, ...]) -> Tree:
    """A line of one of these goods, at a price that other lines have too."""
    quantity, price = draw(_ALIKE_QUANTITIES), draw(_ALIKE_PRICES)
    amount = draw(_amounts()) if price is None else price * int(quantity) if quantity.isdigit() else price
    line = _line(draw(st.sampled_from(skus)), quantity, amount + draw(_MORE))
    return _detailed(line, draw(either(st.just({}), _details())))


def _line(sku: str, quantity: str, amount: int) -> Tree:
    good = GOODS[sku]
    line: Tree = {
        "sku": sku,
        "quantity": quantity,
        "amount_minor": amount,
        "category": list(good.category),
        "tags": list(good.tags),
    }
    return line if good.brand is None else {**line, "brand": good.brand}


def _detailed(line: Tree, details: Tree) -> Tree:
    line = {**line, **details}
    if line.get("kind") in ("return", "deposit_return"):
        line["amount_minor"] = -line["amount_minor"]
        line.pop("regular_amount_minor", None)
    return line


_FEW = st.integers(1, 3).map(str)
_FEW_GOODS = st.sampled_from(
    [("A", "B"), ("A", "B", "C"), ("A", "C"), ("A",), ("C", "D"), ("B", "D", "A"), tuple(GOODS), tuple(GOODS)]
)
_ALIKE_QUANTITIES = st.sampled_from(
    ["1", "1", "1", "2", "2", "2", "3", "3", "4", "6", "500 g", "1 kg", "333 g", "0.5 l", "1.5 kg"]
)
_ALIKE_PRICES = st.sampled_from([100, 100, 200, 300, 300, 99, 250, None])
_MORE = st.sampled_from([0, 0, 0, 0, 0, 1])


@cache
def _quantities(max_pieces: int) -> SearchStrategy[str]:
    """Few pieces more often than weights or many."""
    others = ["1 kg", "333 g", "1.5 l", "500 g", str(min(7, max_pieces)), str(max_pieces)]
    return either(_FEW, _FEW, st.sampled_from(others))


@cache
def _details() -> SearchStrategy[Tree]:
    """What most lines do not have."""
    return either(
        st.just({}),
        st.just({}),
        st.just({}),
        st.sampled_from(
            [{"regular_amount_minor": 300}, {"min_price_minor": 90}, {"regular_amount_minor": 1_200}]
        ),
        st.fixed_dictionaries(
            {},
            optional={
                "kind": st.sampled_from(["goods", "service", "deposit", "fee", "return", "deposit_return"]),
                "regular_amount_minor": _amounts(),
                "min_price_minor": st.integers(0, 400),
                "manual_price": st.booleans(),
                "discountable": st.booleans(),
                "cost_minor": st.integers(0, 300),
                "tax_code": st.sampled_from(["full", "reduced"]),
            },
        ),
    )
