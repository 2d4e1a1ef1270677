"""Which units a selection means.

In: a selection and a view. Out: units, in the order of the receipt. Invariant: only `discounted` tells units
of a line apart.

"Lines that match one of `any_of`, none of `none_of`, and `where`." "A category in a selector matches the
line's category path at any depth." "`discounted` holds for a unit whose current price at entry is below its
shelf price." (language.md; decision 5.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from receipt_rules.program import expression as ex
from receipt_rules.program.model import Later, Program, SkuList
from receipt_rules.reference.facts import STANDARD
from receipt_rules.reference.units import Unit
from receipt_rules.reference.world import View

EVERYTHING = ex.Selection((ex.AllItems(),))
""" "`on`: absent = all items"."""


def selected(selection: ex.Selection, view: View) -> list[Unit]:
    """The units that the selection means."""
    return [unit for unit in view.world.units if selects(selection, unit, view)]


def selects(selection: ex.Selection, unit: Unit, view: View) -> bool:
    """Whether this unit is one of them."""
    from receipt_rules.reference.expressions import (
        holds,
    )  # expressions have selections in them, and these them

    if not any(_fits(atom, unit, view) for atom in selection.any_of):
        return False
    if any(_fits(atom, unit, view) for atom in selection.none_of):
        return False
    return selection.where is None or holds(selection.where, view.on(unit))


def in_item_set(id: str, unit: Unit, view: View) -> bool:
    """Whether the unit is in a declared item set."""
    source = view.world.program.items[id].source
    if isinstance(source, SkuList):
        return unit.line.record.sku in source.skus
    if isinstance(source, Later):
        raise TypeError(f"item set {id}: `{source.what}` is not evaluated")
    return selects(source, unit, view)


def _fits(atom: ex.Atom, unit: Unit, view: View) -> bool:
    record = unit.line.record
    if isinstance(atom, ex.AllItems):
        return True
    if isinstance(atom, ex.Sku):
        return record.sku == atom.sku
    if isinstance(atom, ex.Category):
        return atom.value in record.category
    if isinstance(atom, ex.Brand):
        return record.brand == atom.value
    if isinstance(atom, ex.Tag):
        return atom.value in record.tags
    if isinstance(atom, ex.Members):
        return in_item_set(atom.items, unit, view)
    return view.prices[unit] < unit.shelf


# ---- what nobody may be asked for ------------------------------------------------------------------------


def by_keys(selection: ex.Selection, view: View) -> list[Unit]:
    """The units that fit but for `except` and `where`, here and in the sets that are named.

    "A rule that is a draft, or whose gate is shut, asks the host for nothing: where its selector reads a
    promised fact, the receipt concerns it by its other keys." (Decision 3.)
    """
    return [unit for unit in view.world.units if _has_key(selection, unit, view)]


def _has_key(selection: ex.Selection, unit: Unit, view: View) -> bool:
    for atom in selection.any_of:
        if isinstance(atom, ex.Members):
            source = view.world.program.items[atom.items].source
            if isinstance(source, ex.Selection):
                if _has_key(source, unit, view):
                    return True
                continue
        if isinstance(atom, ex.Discounted) or _fits(atom, unit, view):
            return True
    return False


def may_mean(selection: ex.Selection, view: View) -> list[Unit]:
    """The units of a selection that asks for facts of a customer, on a receipt without one.

    "Its lines may not be cheaper at all" (decision 3): what these facts would decide is taken to be so, what
    others decide is asked.
    """
    return [unit for unit in view.world.units if _may_mean(selection, unit, view)]


def _may_mean(selection: ex.Selection, unit: Unit, view: View) -> bool:
    from receipt_rules.reference.expressions import holds

    program = view.world.program
    if not any(_may_fit(atom, unit, view) for atom in selection.any_of):
        return False
    certain = (atom for atom in selection.none_of if not reads_promised_of_customer(atom, program))
    if any(_fits(atom, unit, view) for atom in certain):
        return False
    where = selection.where
    return where is None or reads_promised_of_customer(where, program) or holds(where, view.on(unit))


def _may_fit(atom: ex.Atom, unit: Unit, view: View) -> bool:
    if isinstance(atom, ex.Members):
        source = view.world.program.items[atom.items].source
        if isinstance(source, ex.Selection):
            return _may_mean(source, unit, view)
    return _fits(atom, unit, view)


def reads_promised(node: Any, program: Program) -> bool:
    """Whether a selection or an expression reads a fact that the host promised."""
    return bool(_promised(node, program)) or any(
        reads_promised(program.segments[each.segment].source, program)
        for each in _walk(node, program)
        if isinstance(each, ex.InSegment)
    )


def reads_promised_of_customer(node: Any, program: Program) -> bool:
    """Whether it reads one of the customer; without one nobody is in a segment, whose condition asks
    nothing."""
    return any(fact.path.startswith("customer.") for fact in _promised(node, program))


def _promised(node: Any, program: Program) -> list[ex.Fact]:
    facts = (each for each in _walk(node, program) if isinstance(each, ex.Fact))
    return [fact for fact in facts if not fact.optional and fact.path not in STANDARD]


def _walk(node: Any, program: Program) -> Iterator[Any]:
    """The node and everything under it, through item sets and tables."""
    if isinstance(node, tuple):
        for each in node:
            yield from _walk(each, program)
        return
    if not is_dataclass(node):
        return
    yield node
    if isinstance(node, ex.Members | ex.InItems):
        yield from _walk(program.items[node.items].source, program)
    elif isinstance(node, ex.TierValue):
        yield from _walk(program.tiers[node.tiers].by, program)
    elif isinstance(node, ex.TableValue):
        yield from _walk(program.decisions[node.table].inputs, program)
    for field in fields(node):
        if field.name not in ("span", "type"):
            yield from _walk(getattr(node, field.name), program)
