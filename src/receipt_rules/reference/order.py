"""Running order: which group has its turn when, and which rule in it.

In: a Program. Out: the root groups of phases 1 and 2 as trees, in their order, and the roundings of the
total. Invariant: the order of the text shows nowhere.

"Groups that are part of no other are *root groups*. Phase 1 runs the root groups per item, phase 2 those per
receipt: first those that `sequence` names, in its order, then the others by id, last the ungrouped rules of
the phase, as one `best` group." "*Running order* inside a group: its rules and its parts by (priority, id)."
(Decision 5.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from receipt_rules.program.model import Group, Program, Rule

Scope = Literal["item", "receipt"]

_NONE: Final = 2**62
""" "`priority n`: 1 comes first; rules without one come last; ties by id"."""


@dataclass(frozen=True, slots=True)
class Node:
    """A group with its rules and parts in running order; `group` None: the ungrouped rules of a phase."""

    group: Group | None
    scope: Scope
    players: tuple[Rule | Node, ...]

    @property
    def mode(self) -> str:
        """How its rules combine."""
        return "best" if self.group is None else self.group.mode

    @property
    def id(self) -> str:
        """Empty for ungrouped rules."""
        return "" if self.group is None else self.group.id

    def rules(self) -> Iterator[Rule]:
        """Every rule under it, in running order: "the rules of a part follow each other in its place"."""
        for player in self.players:
            if isinstance(player, Node):
                yield from player.rules()
            else:
                yield player


def roots(program: Program, scope: Scope) -> list[Node]:
    """The root groups of a phase, in the order of their turns."""
    ids = [id for id, group in program.groups.items() if group.scope == scope and group.part_of is None]
    named = [id for id in program.sequence if id in ids]
    others = sorted(set(ids) - set(named))
    ungrouped = [rule for rule in program.rules if rule.group is None and rule.scope == scope]
    nodes = [_node(program, program.groups[id]) for id in (*named, *others)]
    return [*nodes, Node(None, scope, tuple(sorted(ungrouped, key=_place)))]


def totals(program: Program) -> list[Rule]:
    """`total rounded` rules, by (priority, id)."""
    return sorted((rule for rule in program.rules if rule.scope == "total"), key=by_priority)


def moneyless(program: Program) -> list[Rule]:
    """Rules that only issue coupons and say something, by (priority, id)."""
    return sorted((rule for rule in program.rules if rule.scope == "words"), key=by_priority)


def by_priority(rule: Rule) -> tuple[int, str]:
    """The key (priority, id)."""
    return (_NONE if rule.priority is None else rule.priority), rule.id


def above(program: Program, rule: Rule) -> list[str]:
    """The groups that a rule is in: its own, and what that is part of."""
    found: list[str] = []
    id = rule.group
    while id is not None:
        found.append(id)
        id = program.groups[id].part_of
    return found


def _node(program: Program, group: Group) -> Node:
    players: list[Rule | Node] = [rule for rule in program.rules if rule.group == group.id]
    players += [_node(program, each) for each in program.groups.values() if each.part_of == group.id]
    return Node(group, group.scope, tuple(sorted(players, key=_place)))


def _place(player: Rule | Node) -> tuple[int, str, bool]:
    """ "A part stands at the smallest priority of the rules under it that are neither drafts nor `alone`,
    however deep, with the group's id; a rule comes before a part of equal priority and id." """
    if isinstance(player, Rule):
        return (*by_priority(player), False)
    counted = [rule for rule in player.rules() if not (rule.draft or rule.alone)]
    smallest = min((by_priority(rule)[0] for rule in counted), default=_NONE)
    return smallest, player.id, True
