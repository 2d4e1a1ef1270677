"""`favour store`: how many sets the units make up is counted first, and the cheapest of all are the gifts.

In: the kinds of a rule in filling order. Out: its one candidate as sets with their number, or None.
Invariant: docs/decisions/0006, "The choice": k = N div size; the k * m last of the filling order are the
gifts, the k * (size - m) first pay; the j-th set has those numbered j, j + k, ... of both.
"""

from __future__ import annotations

from collections.abc import Sequence

from receipt_rules.runtime.set_plan import SetPlan
from receipt_rules.runtime.set_values import Values
from receipt_rules.runtime.sets.forming import Filling, Kind
from receipt_rules.runtime.sets.worth import Worth, worth


def store_candidates(sets: SetPlan, values: Values, kinds: Sequence[Kind]) -> list[list[tuple[Worth, int]]]:
    """Its candidates: with `same item` one of each SKU, else one of all units."""
    every = (1 << len(sets.row.slots)) - 1
    by_sku: dict[str, list[int]] = {}
    for place, kind in enumerate(kinds):
        if kind.mask == every:
            by_sku.setdefault(kind.sku if sets.row.items == "same" else "", []).append(place)
    found = [_store_sets(sets, values, kinds, own) for own in by_sku.values()]
    return [each for each in found if each is not None]


def _store_sets(
    sets: SetPlan, values: Values, kinds: Sequence[Kind], open_: Sequence[int]
) -> list[tuple[Worth, int]] | None:
    """(set, how many of it) of these units: all of them or none are formed."""
    row = sets.row
    gifts = row.slots[1].count if row.buys else row.gives[0].n
    times = sum(kinds[place].units for place in open_) // sets.size
    if not times:
        return None
    payers = sets.size - gifts
    order = [(place, kinds[place].units) for place in open_]
    columns = _columns(order, times, payers)
    columns += [column[::-1] for column in _columns(order[::-1], times, gifts)][::-1]
    found = []
    for units, count in _alike(columns):
        filling: Filling
        if row.buys:
            filling = (_runs(units[:payers]), _runs(units[payers:]))
        else:
            filling = (_runs(units),)
        found.append((worth(values, filling, kinds), count))
    benefit = sum(each.benefit * count for each, count in found)
    return found if benefit > 0 else None


def _columns(order: Sequence[tuple[int, int]], times: int, width: int) -> list[list[tuple[int, int]]]:
    """`width` times `times` units from the start of an order: (kind, how many), by place in the sets."""
    result: list[list[tuple[int, int]]] = []
    pending = list(reversed(order))
    for _ in range(width):
        need = times
        own: list[tuple[int, int]] = []
        while need:
            kind, count = pending.pop()
            step = min(count, need)
            if step < count:
                pending.append((kind, count - step))
            own.append((kind, step))
            need -= step
        result.append(own)
    return result


def _alike(columns: list[list[tuple[int, int]]]) -> list[tuple[list[int], int]]:
    """The kinds of a set by place, and how many sets in a row have them."""
    pending = [list(reversed(column)) for column in columns]
    result: list[tuple[list[int], int]] = []
    while pending[0]:
        step = min(each[-1][1] for each in pending)
        result.append(([each[-1][0] for each in pending], step))
        for each in pending:
            kind, count = each.pop()
            if step < count:
                each.append((kind, count - step))
    return result


def _runs(units: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Kinds in a row as (kind, how many)."""
    result: list[tuple[int, int]] = []
    for kind in units:
        if result and result[-1][0] == kind:
            result[-1] = (kind, result[-1][1] + 1)
        else:
            result.append((kind, 1))
    return tuple(result)
