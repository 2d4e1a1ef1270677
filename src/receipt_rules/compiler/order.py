"""Running order: which group has its turn when, and which rule in it.

In: the rules and groups of a program. Out: rules and group rows in the order in which they run. Invariant:
the order of the text shows nowhere; the rules of a part stand together in the place of the part, so that a
smaller number always runs first (docs/decisions/0005, "Order").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from receipt_rules.program import model
from receipt_rules.runtime.rows import GroupRow

LAST: Final = 2**62
"""Stands for no priority: such rules come after every numbered one."""

_PHASES: Final = {"item": 0, "receipt": 1, "total": 2, "words": 3}

Key = tuple[object, ...]


class Order(NamedTuple):
    """`rules` in running order; `groups` by (phase, turn of the root, id); the place of each in `places`."""

    rules: tuple[model.Rule, ...]
    groups: tuple[GroupRow, ...]
    places: Mapping[str, int]


def priority_of(rule: model.Rule) -> int:
    """The rule's priority, or one behind all."""
    return LAST if rule.priority is None else rule.priority


def running_order(rules: Iterable[model.Rule], program: model.Program) -> Order:
    """Rules and groups in the order in which they run."""
    tree = _Tree(program.groups, program.sequence, rules)
    ordered = tuple(sorted(tree.rules, key=tree.rule_key))
    names = sorted(program.groups, key=lambda id: (*tree.turn(id), id))
    places = {id: place for place, id in enumerate(names)}
    firsts: dict[str, int] = {}
    for number, rule in enumerate(ordered):
        for id in () if rule.group is None else tree.path(rule.group):
            firsts.setdefault(id, number)
    return Order(ordered, tuple(tree.row(id, places, firsts.get(id, 0)) for id in names), places)


class _Tree:
    """Groups, their parts, and the rules under them."""

    def __init__(
        self, groups: Mapping[str, model.Group], sequence: tuple[str, ...], rules: Iterable[model.Rule]
    ) -> None:
        self.groups = groups
        self.rules = tuple(rules)
        self._places = {id: place for place, id in enumerate(sequence)}
        self._smallest: dict[str, int] = {}
        for rule in self.rules:
            # A rule with `alone` is worked out by itself, and the others as if it were not there.
            if rule.group is not None and not rule.draft and rule.alone is None:
                for id in self.path(rule.group):
                    self._smallest[id] = min(self._smallest.get(id, LAST), priority_of(rule))
        self._excluders: dict[str, set[str]] = {id: set() for id in groups}
        for id, group in groups.items():
            for other in group.excludes:
                self._excluders[other].add(id)

    def path(self, id: str) -> list[str]:
        """The group and what it is part of, the root first."""
        found = [id]
        while (parent := self.groups[found[-1]].part_of) is not None:
            found.append(parent)
        return found[::-1]

    def turn(self, id: str) -> Key:
        """When the root of a group runs: by phase, then as `sequence` says, then by id."""
        root = self.path(id)[0]
        return _PHASES[self.groups[root].scope], self._places.get(root, len(self._places)), root

    def rule_key(self, rule: model.Rule) -> Key:
        """What rules are sorted by."""
        own = (priority_of(rule), rule.id, 0)
        if rule.group is None:
            return _PHASES[rule.scope], len(self._places) + 1, "", own
        _, *parts = self.path(rule.group)
        steps = [(self._smallest.get(id, LAST), id, 1) for id in parts]
        return *self.turn(rule.group), *steps, own

    def row(self, id: str, places: Mapping[str, int], first: int) -> GroupRow:
        """The row of a group; `first` is the number of its first rule."""
        group = self.groups[id]
        path = self.path(id)
        share = group.cap_share
        return GroupRow(
            id=id,
            mode=group.mode,
            scope=group.scope,
            root=places[path[0]],
            parent=-1 if group.part_of is None else places[group.part_of],
            excluders=tuple(sorted({places[each] for step in path for each in self._excluders[step]})),
            cap_share=None if share is None else (share.numerator, share.denominator),
            cap_minor=group.cap_minor,
            most=group.most_rules or 0,
            first=first,
            title=group.title,
        )
