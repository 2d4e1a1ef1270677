"""Who runs with whom: the groups of a program, and what the author said of how they meet.

In: a program. Out: the rules that compete, the root group of each, and whether two groups are related by a
word. Invariant: a rule without a group is of the group "" of its scope, which runs last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from receipt_rules.program.model import Group, Program, Rule, SetReward

UNGROUPED = ""
"""The id of the group of the rules that name none."""


def competes(rule: Rule) -> bool:
    """Whether a rule gives money beside others: no draft, not `alone`, not the rounding of a total."""
    if rule.draft or rule.alone is not None or rule.scope == "total":
        return False
    # of sets that count earlier receipts too it is not known what they ask of this one
    return rule.reward is not None and (bool(rule.slots) or not isinstance(rule.reward, SetReward))


def running_order(rule: Rule) -> tuple[bool, int, str]:
    """The place of a rule in its group: priority 1 first, those without one last, ties by id."""
    return rule.priority is None, rule.priority or 0, rule.id


def by_group(program: Program) -> Mapping[str, list[Rule]]:
    """The rules that compete, by the group that each names itself, in running order."""
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in program.rules:
        if competes(rule) and rule.group is not None:
            found[rule.group].append(rule)
    return {id: sorted(found[id], key=running_order) for id in sorted(found)}


class Relations:
    """The groups of a program, asked in pairs."""

    def __init__(self, program: Program) -> None:
        self._groups = program.groups
        self._places = {id: place for place, id in enumerate(program.sequence)}
        self._lines: dict[str, tuple[Group, ...]] = {}

    def root(self, rule: Rule) -> str:
        """The id of the group in whose turn the rule runs."""
        return UNGROUPED if rule.group is None else self._line(rule.group)[-1].id

    def turn(self, root: str) -> tuple[int, str]:
        """The place of a root group in its phase: `sequence`, then ids, then what has no group."""
        last = len(self._places)
        return (last + 1, "") if root == UNGROUPED else (self._places.get(root, last), root)

    def in_sequence(self, root: str) -> bool:
        """Whether `sequence` names the group."""
        return root in self._places

    def exclude(self, first: Rule, second: Rule) -> bool:
        """Whether a group of the rule that runs first excludes one of the other; none excludes backwards."""
        excluding, excluded = (
            () if rule.group is None else self._line(rule.group) for rule in (first, second)
        )
        ids = {group.id for group in excluded}
        return any(not ids.isdisjoint(group.excludes) for group in excluding)

    def _line(self, id: str) -> tuple[Group, ...]:
        """The group, the one that it is part of, and so on."""
        known = self._lines.get(id)
        if known is None:
            group = self._groups[id]
            known = (group,) if group.part_of is None else (group, *self._line(group.part_of))
            self._lines[id] = known
        return known
