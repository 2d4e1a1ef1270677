"""`set-never-forms`: sets that no receipt can have the items for.

In: a program. Out: a warning at each such rule, with the first reason. Invariant: what is said of SKUs,
brands and empty selections is certain; that no item is in two categories is only likely, and said so.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from receipt_rules.diagnostics import Diagnostics
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.program import expression as px
from receipt_rules.program.lint.conflicts import contradiction
from receipt_rules.program.lint.meeting import item_conditions
from receipt_rules.program.lint.overlaps import Overlaps
from receipt_rules.program.lint.places import rule_place, shown
from receipt_rules.program.lint.sets import Sets
from receipt_rules.program.model import Program, Rule, SetReward, Slot

_SAME: Final = "leave `same item` out, or take several of one selector"


class _Reason(NamedTuple):
    """What is against a set, and what may help; `likely`: it is not certain."""

    label: str
    notes: tuple[str, ...] = ()
    help: str = ""
    likely: bool = False


def check(program: Program, diagnostics: Diagnostics) -> None:
    """Each rule is said once; lists of SKUs are looked at as they are today."""
    sets = Sets(program.items)
    found = [
        (rule, reason)
        for rule in program.rules
        if rule.slots and (reason := _reason(rule, program, sets)) is not None
    ]
    few, more = shown(found)
    for rule, reason in few:
        last = rule is few[-1][0] and bool(more)
        diagnostics.report(
            "set-never-forms",
            rule_place(rule),
            f"a set of rule {quoted(rule.id)} can {'hardly ever' if reason.likely else 'never'} be complete",
            label=reason.label,
            notes=[*reason.notes, *([f"{more} such rules"] if last else [])],
            help=reason.help,
        )


def _reason(rule: Rule, program: Program, sets: Sets) -> _Reason | None:
    for number, slot in enumerate(rule.slots, 1):
        if sets.empty(slot.selection) or contradiction(item_conditions(slot.selection, program)) is not None:
            which = "it selects" if len(rule.slots) == 1 else f"its part {number} selects"
            return _Reason(f"{which} no items")
    items = rule.reward.items if isinstance(rule.reward, SetReward) else "any"
    if items == "different":
        return _too_few(rule.slots, sets)
    if items == "same":
        return _nothing_in_common(rule.slots, program, sets)
    return None


def _too_few(slots: tuple[Slot, ...], sets: Sets) -> _Reason | None:
    """Each slot by itself, and all of them together, need as many SKUs as units."""
    for several in ([slot] for slot in slots):
        if (reason := _fewer(several, sets)) is not None:
            return reason
    return _fewer(list(slots), sets)


def _fewer(slots: list[Slot], sets: Sets) -> _Reason | None:
    skus: set[str] = set()
    for slot in slots:
        listed = _listed(slot.selection, sets)
        if listed is None:
            return None
        skus |= listed
    count = sum(slot.count for slot in slots)
    if len(skus) >= count:
        return None
    return _Reason(
        f"it takes {count} different items, and {len(skus)} are listed",
        help="list more items, take fewer, or leave `different items` out",
    )


def _nothing_in_common(slots: tuple[Slot, ...], program: Program, sets: Sets) -> _Reason | None:
    """One SKU has to fit every slot."""
    listed = [_listed(slot.selection, sets) for slot in slots]
    known = [each for each in listed if each is not None]
    if len(known) == len(listed) and not frozenset.intersection(*known):
        return _Reason("no item is in all parts of it", help=_SAME)
    overlaps = Overlaps([slot.selection for slot in slots], program.items, sets)
    for other in range(len(slots)):
        for one in range(other):
            if not overlaps.overlap(one, other):
                likely = any(_by_category(slots[each].selection, sets) for each in (one, other))
                notes = ("unless an item is in two of the categories",) if likely else ()
                return _Reason(f"no item is in its parts {one + 1} and {other + 1}", notes, _SAME, likely)
            both = [each for at in (one, other) for each in item_conditions(slots[at].selection, program)]
            if contradiction(both) is not None:
                return _Reason(f"no item is in its parts {one + 1} and {other + 1}", help=_SAME)
    return None


def _listed(selection: px.Selection, sets: Sets) -> frozenset[str] | None:
    """The SKUs that a selection may have; None where it names more than SKUs. Never too few."""
    found: set[str] = set()
    for atom in sets.atoms(selection.any_of):
        skus = sets.listed(atom)
        if skus is None:
            return None
        found |= skus
    return frozenset(found)


def _by_category(selection: px.Selection, sets: Sets) -> bool:
    return any(isinstance(atom, px.Category) for atom in sets.atoms(selection.any_of))
