"""What tills do instead of looking for the best: set after set, the one that looks best first.

In: combos, units of a basket. Out: the benefit of all sets, exact. It has no verdicts and no capacity;
`by_benefit` is the greedy of the design ("largest benefit per claimed unit, ties by the list"), `by_priority`
what most engines do: rule after rule, as many sets as there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from benchmarks.combos import Combo, Target
from receipt_rules.quantity import parse_quantity
from receipt_rules.receipt import ReceiptRecord


class Unit(NamedTuple):
    """One piece, or what is weighed at once; sorts dearest first."""

    less: int
    place: int
    sku: str
    categories: tuple[str, ...]

    @property
    def price(self) -> int:
        """Minor units."""
        return -self.less


Set = tuple[Unit, ...]


def units_of(receipt: ReceiptRecord) -> list[Unit]:
    """The units of goods and services, dearest first."""
    units: list[Unit] = []
    for line in receipt.lines:
        if line.kind in ("goods", "service"):
            pieces = parse_quantity(line.quantity).pieces or 1
            price, dearer = divmod(line.amount_minor, pieces)
            units += [
                Unit(-price - (piece < dearer), len(units) + piece, line.sku, line.category)
                for piece in range(pieces)
            ]
    return sorted(units)


def fits(target: Target, unit: Unit) -> bool:
    """Whether the unit is one of those."""
    return unit.sku == target.value if target.on == "sku" else target.value in unit.categories


def benefit(combo: Combo, units: Set) -> Fraction:
    """What a set gives; its units stand dearest first."""
    if combo.kind == "gift":
        return Fraction(sum(unit.price for unit in units[-combo.free :]))
    if combo.kind == "half":
        return Fraction(units[-1].price, 2)
    total = sum(unit.price for unit in units)
    if combo.kind == "rung":
        return Fraction(total * combo.percent, 100)
    return Fraction(total - combo.price_minor)


def by_benefit(combos: Sequence[Combo], units: Sequence[Unit]) -> Fraction:
    """The set with the largest benefit per unit, then the next, until there is none."""
    free, total = list(units), Fraction(0)
    combos = [combo for combo in combos if _best(combo, free) is not None]
    while True:
        found = [(combo, best) for combo in combos if (best := _best(combo, free)) is not None]
        if not found:
            return total
        combo, best = max(found, key=lambda each: benefit(*each) / each[0].take)
        total += benefit(combo, best)
        for unit in best:
            free.remove(unit)


def by_priority(combos: Sequence[Combo], units: Sequence[Unit]) -> Fraction:
    """All sets of the first combo, then of the next."""
    free, total = list(units), Fraction(0)
    for combo in combos:
        while (best := _best(combo, free)) is not None:
            total += benefit(combo, best)
            for unit in best:
                free.remove(unit)
    return total


def _best(combo: Combo, free: Sequence[Unit]) -> Set | None:
    """The set of this combo that gives most: of the dearest units; None if there is none."""
    found = _bundles(combo, free) if combo.kind == "bundle" else _alike(combo, free)
    best = max(found, key=lambda units: benefit(combo, units), default=None)
    return best if best is not None and benefit(combo, best) > 0 else None


def _alike(combo: Combo, free: Sequence[Unit]) -> Iterator[Set]:
    fitting = [unit for unit in free if fits(combo.targets[0], unit)]
    if len(fitting) >= combo.take:
        yield tuple(fitting[: combo.take])


def _bundles(combo: Combo, free: Sequence[Unit], taken: Set = ()) -> Iterator[Set]:
    """One of each target; a unit may fit several, so the dearest few of each are tried."""
    if len(taken) == len(combo.targets):
        yield tuple(sorted(taken))
        return
    target = combo.targets[len(taken)]
    fitting = [unit for unit in free if fits(target, unit) and unit not in taken]
    for unit in fitting[: len(combo.targets)]:
        yield from _bundles(combo, free, (*taken, unit))
