"""The best combination as an integer programme, settled by HiGHS; and generated baskets to ask it about.

In: combos, units of a basket. Out: the largest benefit that there is. Invariants: nothing of the engine is
used; prices and percents are such that every set gives whole minor units, so both compare to the unit.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement

import highspy

from benchmarks.combos import Combo, Target
from benchmarks.greedy import Unit, benefit, fits
from receipt_rules.receipt import ReceiptRecord, decode_receipt

BASKETS = 300
PRICES = (100, 100, 200, 240, 300, 500, 760)
"""Multiples of 20: a half, 10%, 15%, 20% of them are whole."""
GOODS = tuple(f"S{number:02}" for number in range(14))
CATEGORIES = ("Tea", "Milk", "Bread", "Soap")

Kind = tuple[int, str, tuple[str, ...]]
"""Equal units: less their price, SKU, categories; sorts dearest first."""


# ---- baskets -----------------------------------------------------------------------------------------------


def generated(count: int) -> tuple[list[Combo], list[ReceiptRecord]]:
    """Combos that meet everywhere, and baskets of 10 to 40 units."""
    dice = random.Random(count)
    prices = {sku: dice.choice(PRICES) for sku in GOODS}
    return list(_combos()), [_basket(dice, prices) for _ in range(count)]


def _combos() -> Iterator[Combo]:
    categories = [Target("category", name) for name in CATEGORIES]
    goods = [Target("sku", sku) for sku in GOODS]
    found = [
        *(Combo("", "gift", (target,), 3, 1) for target in (categories[0], categories[2], *goods[:4])),
        Combo("", "gift", (categories[1],), 5, 2),
        *(Combo("", "half", (target,), 2, percent=50) for target in (categories[1], *goods[3:8])),
        Combo("", "bundle", tuple(categories[:2]), 2, price_minor=300),
        Combo("", "bundle", tuple(categories[1:4]), 3, price_minor=520),
        Combo("", "bundle", (goods[9], categories[3]), 2, price_minor=240),
        *(Combo("", "rung", (categories[3],), take, percent=percent) for take, percent in ((2, 10), (3, 15))),
        Combo("", "rung", (categories[0],), 4, percent=20),
    ]
    return (combo._replace(id=f"c{number:02}") for number, combo in enumerate(found))


def _basket(dice: random.Random, prices: dict[str, int]) -> ReceiptRecord:
    left, lines = dice.randint(10, 40), []
    while left:
        pieces = min(left, dice.choice((1, 1, 2, 2, 3, 4, 6)))
        left -= pieces
        number = dice.randrange(len(GOODS))
        lines.append(_line(len(lines), GOODS[number], pieces, prices[GOODS[number]], CATEGORIES[number % 4]))
    return _receipt(lines)


def one_line(pieces: int) -> ReceiptRecord:
    """So many pieces of one good."""
    return _receipt([_line(0, "S", pieces, 100, "Tea")])


def _line(number: int, sku: str, pieces: int, price: int, category: str) -> dict[str, object]:
    return {
        "id": str(number),
        "sku": sku,
        "quantity": str(pieces),
        "amount_minor": price * pieces,
        "category": [category],
    }


def _receipt(lines: Sequence[dict[str, object]]) -> ReceiptRecord:
    store = {"id": "S", "timezone": "UTC"}
    document = {"id": "r", "at": "2026-03-04T12:00:00Z", "currency": "USD", "store": store, "lines": lines}
    return decode_receipt(json.dumps(document))


# ---- the best ----------------------------------------------------------------------------------------------


def best(combos: Sequence[Combo], units: Sequence[Unit]) -> int:
    """The largest benefit of all choices of sets, in minor units."""
    stocks = Counter((unit.less, unit.sku, unit.categories) for unit in units)
    kinds = sorted(stocks)
    samples = {
        kind: next(unit for unit in units if (unit.less, unit.sku, unit.categories) == kind) for kind in kinds
    }
    columns = [
        (int(benefit(combo, tuple(sorted(samples[kind] for kind in taken)))), Counter(taken))
        for combo in combos
        for taken in _sets(combo, kinds, samples)
        if all(count <= stocks[kind] for kind, count in Counter(taken).items())
    ]
    columns = [column for column in columns if column[0] > 0]
    if not columns:
        return 0
    return _solved(columns, [stocks[kind] for kind in kinds], {kind: row for row, kind in enumerate(kinds)})


def _kind(unit: Unit) -> Kind:
    return unit.less, unit.sku, unit.categories


def _sets(combo: Combo, kinds: Sequence[Kind], samples: dict[Kind, Unit]) -> Iterator[tuple[Kind, ...]]:
    if combo.kind != "bundle":
        fitting = [kind for kind in kinds if fits(combo.targets[0], samples[kind])]
        yield from combinations_with_replacement(fitting, combo.take)
        return
    found: list[tuple[Kind, ...]] = [()]
    for target in combo.targets:
        found = [(*taken, kind) for taken in found for kind in kinds if fits(target, samples[kind])]
    yield from found


def _solved(
    columns: Sequence[tuple[int, Counter[Kind]]], stocks: Sequence[int], rows: dict[Kind, int]
) -> int:
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    for stock in stocks:
        solver.addRow(0.0, float(stock), 0, [], [])
    most = float(max(stocks))
    for number, (worth, uses) in enumerate(columns):
        places, counts = [rows[kind] for kind in uses], [float(count) for count in uses.values()]
        solver.addCol(-float(worth), 0.0, most, len(places), places, counts)
        solver.changeColIntegrality(number, highspy.HighsVarType.kInteger)
    solver.run()
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return round(-solver.getInfo().objective_function_value)
