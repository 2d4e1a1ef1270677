"""What somebody would write for this one job: a dictionary of SKUs and categories, thirty lines.

In: `SimpleRule`s; receipts as tuples of lines. Out: the amount due. It has no capacity, no units, no
verdicts, no groups but this one; it is the floor under which nobody will get in Python.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.rules import SimpleRule
from receipt_rules.quantity import parse_quantity
from receipt_rules.receipt import ReceiptRecord

PlainLine = tuple[str, tuple[str, ...], int, int]
"""(SKU, categories, units, minor units)"""


def plain(receipt: ReceiptRecord) -> list[PlainLine]:
    """The receipt with nothing but what the job needs, ready to evaluate."""
    return [
        (line.sku, line.category, parse_quantity(line.quantity).pieces, line.amount_minor)
        for line in receipt.lines
        if line.kind in ("goods", "service")
    ]


def evaluator(rules: Sequence[SimpleRule]) -> Callable[[list[PlainLine]], int]:
    """A function from lines to the sum of discounts, the best rule per line."""
    index: dict[str, list[SimpleRule]] = {}
    for rule in rules:
        index.setdefault(rule.value, []).append(rule)

    def evaluate(lines: list[PlainLine]) -> int:
        found: dict[str, tuple[SimpleRule, list[int]]] = {}
        for place, (sku, categories, _, _) in enumerate(lines):
            for key in dict.fromkeys((sku, *categories)):
                for rule in index.get(key, ()):
                    found.setdefault(rule.id, (rule, []))[1].append(place)
        best = [0] * len(lines)
        for rule, places in found.values():
            if rule.least_units and sum(lines[place][2] for place in places) < rule.least_units:
                continue
            if rule.least_minor and sum(lines[place][3] for place in places) < rule.least_minor:
                continue
            for place in places:
                best[place] = max(best[place], rule.percent)
        return sum((line[3] * percent + 50) // 100 for line, percent in zip(lines, best, strict=True))

    return evaluate
