"""Phases 1 to 3 for some of the rules.

In: the world and which rules take part. Out: an `Evaluation`: what each rule gives or why not, and the prices
that are left. Invariant: "everything a rule reads it reads at the entry of its root group" (decision 5).

Phase 1: "item groups, in `sequence`: unit prices left by earlier groups". Phase 2: "receipt groups, in
`sequence`: totals after phase 1". Phase 3: "receipt protection: cuts rules from the last (group, priority,
id) backwards, through phase 2, then 1".
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from receipt_rules.program import model
from receipt_rules.program.expression import Selection
from receipt_rules.reference.codes import Presented
from receipt_rules.reference.conditions import refused
from receipt_rules.reference.eligibility import shut
from receipt_rules.reference.giving import Giver
from receipt_rules.reference.goals import missing, tells_missing
from receipt_rules.reference.groups import Table
from receipt_rules.reference.groups.caps import reallocated
from receipt_rules.reference.groups.turns import Closed
from receipt_rules.reference.notes import Note, Notes
from receipt_rules.reference.offers import Offer
from receipt_rules.reference.order import Node, above, roots
from receipt_rules.reference.protections import Guard
from receipt_rules.reference.reasons import NO_ITEMS, Reason
from receipt_rules.reference.selection import EVERYTHING, by_keys, reads_promised, selected
from receipt_rules.reference.sets import SetOffer
from receipt_rules.reference.sets.complete import incomplete
from receipt_rules.reference.sets.offer import taken_by
from receipt_rules.reference.units import Prices, Unit, after
from receipt_rules.reference.world import View, World


@dataclass(frozen=True, slots=True)
class Setting:
    """What every evaluation of a receipt shares; `all_rules`: verdicts are wanted of unconcerned rules
    too."""

    world: World
    codes: Presented
    guard: Guard
    giver: Giver
    all_rules: bool


@dataclass(slots=True)
class Evaluation:
    """`order`: the rules in running order. `notes`: by rule id. `claims`: the rule whose set closed a unit
    first; "with `alone`, claims belong to the evaluation they were made in" (decision 6)."""

    prices: Prices
    claims: dict[Unit, str] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    notes: Notes = field(default_factory=dict)

    @property
    def gives(self) -> int:
        """ "Compared are the discounts of phases 1 to 3"."""
        return sum(note.gives for note in self.notes.values())


def evaluated(setting: Setting, rules: Collection[str]) -> Evaluation:
    """These rules through phases 1 to 3, as if there were no others."""
    result = Evaluation(setting.world.shelf)
    program = setting.world.program
    for root in (*roots(program, "item"), *roots(program, "receipt")):
        _run(setting, root, rules, result)
    _protect_receipt(setting, result)
    return result


def _run(setting: Setting, root: Node, rules: Collection[str], result: Evaluation) -> None:
    """A root group, from its entry."""
    entry = setting.world.at(result.prices)
    offers: dict[str, Offer] = {}
    for rule in root.rules():
        if rule.id not in rules:
            continue
        note = result.notes[rule.id] = Note(rule)
        offer = _tested(setting, rule, entry, result.notes, note)
        if note.concerned or setting.all_rules:
            result.order.append(rule.id)
            if offer is not None:
                offers[rule.id] = offer
        else:
            del result.notes[rule.id]
    closed = Closed(result.claims)
    for give in Table(offers, entry.prices, dict(result.claims), setting.giver, result.notes).play(root):
        note = result.notes[give.offer.rule.id]
        note.shares = dict(give.shares)
        note.times = max(1, len(give.sets))
        result.prices = after(result.prices, give.shares)
        # "A set closes its units ... in all later groups, in both phases, whatever caps or protection take
        # away from it"; what a payer of a `shared` rule closes "lasts as long as its group".
        closed.by(give)


# ---- the tests of a rule -----------------------------------------------------------------------------


def _tested(setting: Setting, rule: model.Rule, entry: View, notes: Notes, note: Note) -> Offer | None:
    """The rule's offer, or None, with the reason in its note: the first of phase 0, `condition`, `no-items`,
    `excluded`."""
    slots = passed(setting, rule, entry, note, closed=_is_closed(setting.world.program, rule, notes))
    if slots is None:
        return None
    units = in_order(slots, entry)
    excluded = _excluded(setting.world.program, rule, units, notes, note)
    if excluded is None:
        return None
    if isinstance(rule.reward, model.SetReward):
        return SetOffer(rule, slots, entry, setting.guard, excluded)
    return Offer(rule, units, entry, setting.guard, excluded)


def passed(
    setting: Setting, rule: model.Rule, entry: View, note: Note, *, closed: bool = False
) -> list[list[Unit]] | None:
    """The rule's items, of a set rule by slot; None, with the reason in its note, where something is against
    it, and what little is missing, unless the receipt is closed to the rule anyway."""
    against = shut(rule, setting.world, setting.codes)
    slots = _slots(rule, entry, against)
    units = in_order(slots, entry)
    note.concerned = _concerned(setting, rule, units)
    if not note.concerned and not setting.all_rules:
        return None
    note.reason = against or refused(rule, entry.of(units)) or _without_items(rule, slots)
    if note.reason is None:
        return slots
    if units and not closed and tells_missing(rule):
        note.missing = missing(rule, entry.of(units), note.reason)
    return None


def in_order(slots: list[list[Unit]], entry: View) -> list[Unit]:
    """The units of all slots, each once."""
    fitting = {unit for slot in slots for unit in slot}
    return [unit for unit in entry.world.units if unit in fitting]


def _is_closed(program: model.Program, rule: model.Rule, notes: Notes) -> bool:
    """Whether a group that gave money closes the whole receipt to the rule, whatever is added to it."""
    if rule.scope != "receipt":
        return False
    excluders = set(_excluders(program, rule))
    return any(note.gives and excluders & set(above(program, note.rule)) for note in notes.values())


def _slots(rule: model.Rule, entry: View, against: Reason | None) -> list[list[Unit]]:
    """Its items at entry, of a set rule those of each slot; "a rule that is a draft, or whose gate is shut,
    asks the host for nothing"."""
    if not is_complete(rule):
        return []
    if isinstance(rule.reward, model.SetReward):
        return [taken_by(slot, _selected(slot.selection, entry, against)) for slot in rule.slots]
    return [_selected(rule.selection or EVERYTHING, entry, against)]


def _selected(selection: Selection, entry: View, against: Reason | None) -> list[Unit]:
    if against is not None and reads_promised(selection, entry.world.program):
        return by_keys(selection, entry)
    return selected(selection, entry)


def _without_items(rule: model.Rule, slots: list[list[Unit]]) -> Reason | None:
    """`no-items` ("no unit fits any slot"), then `incomplete-set`, "told with the other conditions, at
    entry"."""
    if not any(slots):
        return NO_ITEMS
    return incomplete(rule, slots) if isinstance(rule.reward, model.SetReward) else None


def is_complete(rule: model.Rule) -> bool:
    """Whether all of the rule is evaluated; only a draft may be otherwise."""
    if rule.evaluated:
        return True
    if not rule.draft:
        raise TypeError(f"rule {rule.id}: {', '.join(each.what for each in rule.later)} is not evaluated")
    return False


def _concerned(setting: Setting, rule: model.Rule, units: Collection[Unit]) -> bool:
    """receipt.md: "every coupon, card and tender that the rule needs is present, and, if it needs none, a
    unit matches its selector". A draft that is not evaluated in full concerns no receipt."""
    needs = (*rule.cards, *rule.coupons)
    if needs and is_complete(rule):
        return all(need in setting.codes.states for need in needs)
    return bool(units)


def _excluded(
    program: model.Program, rule: model.Rule, units: Collection[Unit], notes: Notes, note: Note
) -> set[Unit] | None:
    """The units that another group closes to the rule; None if all of the receipt is.

    "`g excludes h`: a unit (per receipt: a receipt) that got money from a rule in g or in a part of g gets
    none from h or a part of h. ... The number `group` is the first excluding group, in the order of root
    groups and then of ids, that gave money (per item: to one of the rule's units)."
    """
    closed: set[Unit] = set()
    for excluder in _excluders(program, rule):
        got = {
            unit
            for other in notes.values()
            if excluder in above(program, other.rule)
            for unit, share in other.shares.items()
            if share > 0
        }
        if rule.scope == "receipt":
            if got:
                note.reason = Reason("excluded", {"group": excluder})
                return None
        elif got & set(units):
            note.excluder = note.excluder or excluder
            closed |= got & set(units)
    return closed


def _excluders(program: model.Program, rule: model.Rule) -> list[str]:
    """The groups that exclude one of those the rule is in, by root and id."""
    own = set(above(program, rule))
    turns = [node.id for scope in ("item", "receipt") for node in roots(program, scope)]
    found = [group.id for group in program.groups.values() if own & set(group.excludes)]
    return sorted(found, key=lambda id: (turns.index(_root(program, id)), id))


def _root(program: model.Program, id: str) -> str:
    parent = program.groups[id].part_of
    return id if parent is None else _root(program, parent)


# ---- phase 3 -----------------------------------------------------------------------------------------


def _protect_receipt(setting: Setting, result: Evaluation) -> None:
    """ "Cuts rules from the last (group, priority, id) backwards, through phase 2, then 1"; "a cut amount is
    allocated anew with the uncut amounts as weights"; "a cut to nothing by protection" is `protected`."""
    most = setting.guard.most_on_receipt
    if most is None:
        return
    excess = result.gives - most
    for id in reversed(result.order):
        note = result.notes[id]
        cut = min(max(0, excess), note.gives)
        if not cut:
            continue
        excess -= cut
        note.shares = reallocated(note.shares, note.gives - cut)
        note.cut_by = "protect receipt"
        if not note.shares:
            note.cut_to_nothing = "protected"
    result.prices = setting.world.shelf
    for note in result.notes.values():
        result.prices = after(result.prices, note.shares)
