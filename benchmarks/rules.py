"""Generated rulesets: simple percent rules on one SKU or one category, as a leaflet has them.

In: how many, and the goods they are about. Out: plain values, and the `.rules` text that says
the same. Invariant: the same rules for the same number, on every machine.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from receipt_rules.receipt import ReceiptRecord

CATEGORIES_AT_MOST = 300
HEADER = 'ruleset "generated" version "1"\n  currency USD\n  timezone "America/New_York"\n'


class SimpleRule(NamedTuple):
    """`percent` off the lines of a SKU or a category, from so many units and so much money of them."""

    id: str
    on: str
    value: str
    least_units: int
    least_minor: int
    percent: int


class Goods(NamedTuple):
    """What a chain sells: how often each SKU and each category was bought."""

    skus: Counter[str]
    categories: Counter[str]


def goods_of(receipts: Iterable[ReceiptRecord]) -> Goods:
    """Counted from receipts."""
    goods = Goods(Counter(), Counter())
    for receipt in receipts:
        for line in receipt.lines:
            goods.skus[line.sku] += 1
            goods.categories.update(line.category[1:2])
    return goods


def simple_rules(count: int, goods: Goods) -> list[SimpleRule]:
    """A tenth of them on categories, the others on SKUs, the frequent ones more often."""
    dice = random.Random(count)
    wide = min(max(1, count // 10), CATEGORIES_AT_MOST)
    names = sorted(goods.categories)
    targets = [("category", dice.choice(names)) for _ in range(wide)]
    skus = sorted(goods.skus)
    weights = [goods.skus[sku] ** 0.5 for sku in skus]
    targets += [("sku", sku) for sku in dice.choices(skus, weights, k=count - wide)]
    dice.shuffle(targets)
    return [
        SimpleRule(
            f"r{number:05}",
            on,
            value,
            dice.choice([0, 0, 0, 0, 2, 2, 3]),
            dice.choice([0, 0, 0, 300, 500, 1000]),
            dice.choice([5, 10, 15, 20, 25, 30, 40, 50]),
        )
        for number, (on, value) in enumerate(targets)
    ]


def as_text(rules: Sequence[SimpleRule], *groups: str) -> str:
    """The ruleset's text. `groups`: declarations such as `group a stack per item`; rules join them in turn,
    those of one SKU or category all the same one."""
    names = [group.split()[1] for group in groups]
    targets = sorted({(rule.on, rule.value) for rule in rules})
    place = {target: number for number, target in enumerate(targets)}
    rows = [_rule(rule, names[place[rule.on, rule.value] % len(names)] if names else "") for rule in rules]
    return HEADER + "".join(f"{group}\n" for group in groups) + "".join(rows)


def _rule(rule: SimpleRule, group: str = "") -> str:
    target = f'category "{rule.value}"' if rule.on == "category" else f'"{rule.value}"'
    rows = [f'rule {rule.id} "{rule.percent}% off" {{']
    if rule.least_units:
        rows.append(f"  when quantity >= {rule.least_units}")
    if rule.least_minor:
        rows.append(f"  when amount >= {rule.least_minor // 100}.{rule.least_minor % 100:02} USD")
    rows += [f"  on items {target}", f"  give {rule.percent}% off"]
    rows += [f"  group {group}"] if group else []
    rows += ["}", ""]
    return "\n".join(rows)
