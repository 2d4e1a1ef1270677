"""A store full of combos: `n + m`, the second at half price, bundles at a price, ladders; all in one group.

In: what the chain sells, and baskets of it. Out: `Combo`s, and the `.rules` text that says the same.
Invariant: the same combos for the same number, on every machine.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from receipt_rules.quantity import parse_quantity
from receipt_rules.receipt import ReceiptRecord

GROUP = "combos best per item"
BUY_AND_GET = ((2, 1), (2, 1), (2, 1), (1, 1), (3, 1), (3, 2))
SHARES = {"n + m": 45, "half": 20, "bundle": 20, "ladder": 15}
"""Of a hundred combos; the three rungs of a ladder are three of them."""
RUNGS = ((2, 10), (3, 15), (4, 20))
"""Units, and percent off all of them."""


class Target(NamedTuple):
    """`on`: sku or category."""

    on: str
    value: str

    def text(self) -> str:
        """As a selector."""
        return f'items {"category " if self.on == "category" else ""}"{self.value}"'


class Combo(NamedTuple):
    """`kind`: gift (`buy n get m free`), half, bundle (one of each target at a price), rung (percent off
    `take`)."""

    id: str
    kind: str
    targets: tuple[Target, ...]
    take: int
    free: int = 0
    percent: int = 0
    price_minor: int = 0

    def text(self, currency: str) -> str:
        """As a rule."""
        first = self.targets[0].text()
        if self.kind == "gift":
            clauses = f"buy {self.take - self.free} of {first} get {self.free} free"
        elif self.kind == "half":
            clauses = f"take 2 of {first} give 50% off cheapest 1"
        elif self.kind == "rung":
            clauses = f"take {self.take} of {first} give {self.percent}% off set"
        else:
            slots = " ".join(f"1 of {target.text()}" for target in self.targets)
            price = f"{self.price_minor // 100}.{self.price_minor % 100:02} {currency}"
            clauses = f"take {{ {slots} }} give price {price} set"
        return f"rule {self.id} {{ {clauses} group combos }}"


class Shop(NamedTuple):
    """What is sold how often, and the mean price of a unit in minor units, by category."""

    skus: Counter[str]
    categories: Counter[str]
    prices: dict[str, int]


def shop_of(receipts: Iterable[ReceiptRecord]) -> Shop:
    """Counted from receipts; categories of the second and the third level."""
    skus: Counter[str] = Counter()
    categories: Counter[str] = Counter()
    money: Counter[str] = Counter()
    for receipt in receipts:
        for line in receipt.lines:
            quantity = parse_quantity(line.quantity)
            if line.kind != "goods" or not quantity.pieces or line.amount_minor <= 0:
                continue
            skus[line.sku] += 1
            for name in set(line.category[1:3]):
                categories[name] += 1
                money[name] += line.amount_minor // quantity.pieces
    return Shop(skus, categories, {name: money[name] // count for name, count in categories.items()})


def store(count: int, shop: Shop) -> list[Combo]:
    """So many combos; what is sold often has one more often, and some goods have several."""
    dice = random.Random(count)
    combos: list[Combo] = []
    for number in range(count * SHARES["n + m"] // 100):
        take, free = dice.choice(BUY_AND_GET)
        target = _category(dice, shop) if number % 5 < 2 else _sku(dice, shop)
        combos.append(Combo("", "gift", (target,), take + free, free))
    for number in range(count * SHARES["half"] // 100):
        target = _category(dice, shop) if number % 2 else _sku(dice, shop)
        combos.append(Combo("", "half", (target,), 2, percent=50))
    for number in range(count * SHARES["bundle"] // 100):
        targets: dict[Target, None] = {}
        while len(targets) < 2 + number % 2:
            targets[_category(dice, shop)] = None
        total = sum(shop.prices[target.value] for target in targets)
        price = total * dice.choice((70, 80, 85, 90)) // 100
        combos.append(Combo("", "bundle", tuple(targets), len(targets), price_minor=price))
    while len(combos) < count:
        target = _category(dice, shop)
        rungs = RUNGS[: count - len(combos)]
        combos += [Combo("", "rung", (target,), take, percent=percent) for take, percent in rungs]
    dice.shuffle(combos)
    return [combo._replace(id=f"c{number:04}") for number, combo in enumerate(combos)]


def as_text(combos: Sequence[Combo], currency: str = "USD") -> str:
    """The ruleset's text."""
    head = (
        f'ruleset "combos" version "1"\n  currency {currency}\n  timezone "America/New_York"\ngroup {GROUP}\n'
    )
    return head + "\n".join(combo.text(currency) for combo in combos) + "\n"


def _sku(dice: random.Random, shop: Shop) -> Target:
    return Target("sku", _drawn(dice, shop.skus))


def _category(dice: random.Random, shop: Shop) -> Target:
    return Target("category", _drawn(dice, shop.categories))


def _drawn(dice: random.Random, sold: Counter[str]) -> str:
    names = sorted(sold)
    return dice.choices(names, [sold[name] for name in names])[0]
