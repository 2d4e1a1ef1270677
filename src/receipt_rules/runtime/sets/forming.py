"""The sets that a rule could form: every filling of its slots from classes of equal units.

In: slots, and the kinds of units that the rule may take, in its filling order. Out: fillings, each once.
Invariants: a filling puts no unit the wrong way round (docs/decisions/0006, "What a set is made of"); none
takes more of a kind than there is; how many there may be is bounded, and `complete` says whether all were
found.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from receipt_rules.runtime.rows import SetRow

MOST = 2_500
"""Fillings of all rules of one component: a constant of language level 1."""

ROLES = 25_000
"""Units of all of them together: a constant of language level 1."""

LEAST = 40
"""So many fillings each rule may have in any case: a constant of language level 1."""

DEEPEST = 150
"""Classes that one set may take from: a constant of language level 1."""

LOOKS = 50_000
"""Steps of the search for them: a constant of language level 1."""

Filling = tuple[tuple[tuple[int, int], ...], ...]
"""By slot as written: (kind, how many of it), in filling order."""


class Kind(NamedTuple):
    """A class of equal units as a rule sees it: the slots they fit, as bits; capacity and price of one of
    them; how many there are; the SKU, if the rule asks for it; millionths of a weighed unit."""

    mask: int
    cap: int
    price: int
    units: int
    sku: str
    micro: int


class Fillings(NamedTuple):
    """What was found, and whether that is all."""

    found: list[Filling]
    complete: bool


def candidates(row: SetRow, growing: Sequence[int], kinds: Sequence[Kind], *, most: int = MOST) -> Fillings:
    """The fillings; `growing`: the slots in order of growing benefit."""
    search = _Search(row, growing, kinds, most)
    search.slot(0)
    return Fillings(search.found, not search.gave_up)


def one_after_another(row: SetRow, growing: Sequence[int], kinds: Sequence[Kind]) -> dict[Filling, int]:
    """Fillings that go together, of the dearest units first, and how often each: where not all can be listed,
    the first of the list alone would leave most units without a set."""
    left = list(kinds)
    result: dict[Filling, int] = {}
    while (filling := _dearest(row, growing, left)) is not None:
        needs = [0] * len(kinds)
        for own in filling:
            for place, count in own:
                needs[place] += count
        times = min([kind.units // need for kind, need in zip(left, needs, strict=True) if need])
        result[filling] = result.get(filling, 0) + times
        left = [
            kind._replace(units=kind.units - times * need) for kind, need in zip(left, needs, strict=True)
        ]
    return result


def _dearest(row: SetRow, growing: Sequence[int], kinds: Sequence[Kind]) -> Filling | None:
    """Slot by slot the dearest units there are; None where that does not come out."""
    if row.items != "same":
        return _dearest_of(row, growing, kinds, range(len(kinds)))
    for sku in dict.fromkeys(kind.sku for kind in kinds if kind.units):
        own = [place for place, kind in enumerate(kinds) if kind.sku == sku]
        if (filling := _dearest_of(row, growing, kinds, own)) is not None:
            return filling
    return None


def _dearest_of(
    row: SetRow, growing: Sequence[int], kinds: Sequence[Kind], places: Sequence[int]
) -> Filling | None:
    left = [kind.units for kind in kinds]
    used: set[str] = set()
    slots: list[tuple[tuple[int, int], ...]] = [()] * len(row.slots)
    for slot in growing:
        wanted = row.slots[slot]
        need = wanted.micro if wanted.dimension else wanted.count
        own: list[tuple[int, int]] = []
        for place in places:
            kind = kinds[place]
            if need <= 0:
                break
            if not left[place] or not kind.mask >> slot & 1 or kind.sku in used:
                continue
            each = kind.micro if wanted.dimension else 1
            count = 1 if row.items == "different" else min(left[place], -(-need // each))
            own.append((place, count))
            left[place] -= count
            need -= count * each
            if row.items == "different":
                used.add(kind.sku)
        if need > 0:
            return None
        slots[slot] = tuple(own)
    return tuple(slots)


class _Search:
    def __init__(self, row: SetRow, growing: Sequence[int], kinds: Sequence[Kind], most: int) -> None:
        self.slots = row.slots
        self.items = row.items
        self.growing = growing
        self.kinds = kinds
        self.left = [kind.units for kind in kinds]
        self.chosen: list[list[tuple[int, int]]] = [[] for _ in row.slots]
        self.skus: dict[str, int] = {}
        self.found: list[Filling] = []
        self.most = most
        self.looks = 0
        self.depth = 0
        self.gave_up = False

    def slot(self, turn: int) -> None:
        """Fill the slot whose turn it is, and those after it."""
        if turn == len(self.growing):
            if len(self.found) == self.most:
                self.gave_up = True
            else:
                self.found.append(tuple(tuple(own) for own in self.chosen))
            return
        slot = self.growing[turn]
        first = self._firsts(turn)
        if self.slots[slot].dimension:
            self._quantity(turn, slot, 0, 0)
        else:
            self._count(turn, slot, first, 0, self.slots[slot].count)

    def _firsts(self, turn: int) -> list[tuple[int, int]]:
        """(slot, kind): what also fits this earlier slot must not stand before this kind, which fits the slot
        at hand."""
        slot = self.growing[turn]
        bit = 1 << slot
        result = []
        for earlier in self.growing[:turn]:
            if not self.slots[earlier].dimension and not self.slots[slot].dimension:
                last = max(
                    [kind for kind, _ in self.chosen[earlier] if self.kinds[kind].mask & bit], default=0
                )
                if last:
                    result.append((earlier, last))
        return result

    def _count(self, turn: int, slot: int, firsts: list[tuple[int, int]], start: int, need: int) -> None:
        if not need:
            self.slot(turn + 1)
            return
        own = self.chosen[slot]
        for place in range(start, len(self.kinds)):
            self.looks += 1
            if self.looks > LOOKS:
                self.gave_up = True
            if self.gave_up:
                return
            kind = self.kinds[place]
            free = min(self.left[place], need)
            if not free or not kind.mask >> slot & 1 or not self._sku_fits(kind.sku):
                continue
            if any(place < last and kind.mask >> earlier & 1 for earlier, last in firsts):
                continue
            if self.depth == DEEPEST:
                self.gave_up = True
                return
            for count in range(1 if self.items == "different" else free, 0, -1):
                self.depth += 1
                self._take(place, count)
                own.append((place, count))
                self._count(turn, slot, firsts, place + 1, need - count)
                own.pop()
                self._take(place, -count)
                self.depth -= 1

    def _quantity(self, turn: int, slot: int, start: int, micro: int) -> None:
        """Weighed units, dearest first, until there is enough with the last of them."""
        wanted = self.slots[slot]
        own = self.chosen[slot]
        for place in range(start, len(self.kinds)):
            self.looks += 1
            if self.looks > LOOKS:
                self.gave_up = True
            if self.gave_up:
                return
            kind = self.kinds[place]
            if not self.left[place] or not kind.mask >> slot & 1 or not self._sku_fits(kind.sku):
                continue
            if self.depth == DEEPEST:
                self.gave_up = True
                return
            self.depth += 1
            self._take(place, 1)
            before = own.pop() if own and own[-1][0] == place else None
            own.append((place, 1 if before is None else before[1] + 1))
            if micro + kind.micro >= wanted.micro:
                self.slot(turn + 1)
            else:
                self._quantity(turn, slot, place, micro + kind.micro)
            own.pop()
            if before is not None:
                own.append(before)
            self._take(place, -1)
            self.depth -= 1

    def _take(self, place: int, count: int) -> None:
        self.left[place] -= count
        if self.items != "any":
            sku = self.kinds[place].sku
            self.skus[sku] = self.skus.get(sku, 0) + count
            if not self.skus[sku]:
                del self.skus[sku]

    def _sku_fits(self, sku: str) -> bool:
        if self.items == "any" or not self.skus:
            return True
        return (sku in self.skus) == (self.items == "same")
