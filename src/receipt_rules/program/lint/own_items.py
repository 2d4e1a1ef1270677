"""Which items a rule acts on: those that `on` says, or what the slots of its set select.

In: rules. Out: their selections, one that holds all of them, and whether two rules act on the same items.
Invariants: a joint selection never holds too little, so that "no" to a question about it is certain; what is
asked of a rule with one selection is exact.
"""

from __future__ import annotations

from receipt_rules.program import expression as px
from receipt_rules.program.model import Rule


def selections(rule: Rule) -> tuple[px.Selection | None, ...]:
    """Each selection once, in the order of the text; None is all items."""
    if not rule.slots:
        return (rule.selection,)
    return tuple(dict.fromkeys(slot.selection for slot in rule.slots))


def joint(rule: Rule) -> px.Selection | None:
    """What every slot selects, in one selection; what only some of them take away is left in."""
    first, *others = selections(rule)
    if first is None or not others:
        return first
    parts, taken = dict.fromkeys(first.any_of), dict.fromkeys(first.none_of)
    where = first.where
    for each in others:
        if each is None:
            return None
        parts.update(dict.fromkeys(each.any_of))
        taken = {atom: None for atom in taken if atom in each.none_of}
        where = where if each.where == where else None
    return px.Selection(tuple(parts), tuple(taken), where)


def alike(first: Rule, second: Rule) -> bool:
    """Whether the rules have the same items, so that what each counts of its own is the same."""
    if not first.slots and not second.slots:
        return first.selection == second.selection
    return set(selections(first)) == set(selections(second))
