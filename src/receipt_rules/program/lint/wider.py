"""Which rules may select all that another one selects.

In: rules, the item sets they name. Out: for a rule the few others that are worth a look. Invariants: found
through what they list, so that the work grows with the number of rules and not with its square; a rule that
selects all is found for sure only while there are few that do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from receipt_rules.program import expression as px
from receipt_rules.program.lint.own_items import joint
from receipt_rules.program.lint.sets import Sets
from receipt_rules.program.model import Rule

_LOOKED_AT: Final = 8
"""How many rules are looked at for one, of those that select everything and of those that list the same."""


class Wider:
    """Rules, the most promising first."""

    def __init__(self, rules: Sequence[Rule], sets: Sets) -> None:
        self._sets = sets
        self._all: list[Rule] = []
        self._listing: dict[px.Atom, list[Rule]] = defaultdict(list)
        self._lists: dict[str, list[px.Atom]] = defaultdict(list)
        for rule in rules:
            atoms = frozenset[px.Atom]()
            items = joint(rule)
            if items is not None:
                atoms = sets.united(items.any_of)
            if items is None or px.AllItems() in atoms:
                self._all.append(rule)
                continue
            for atom in atoms:
                if isinstance(atom, px.Members) and atom not in self._listing:
                    for sku in sets.listed(atom) or ():
                        self._lists[sku].append(atom)
                self._listing[atom].append(rule)

    def than(self, rule: Rule) -> Iterator[Rule]:
        """Other rules that may be as wide."""
        yield from _few(self._all, rule)
        items = joint(rule)
        if items is not None:
            for atom in self._first(items.any_of):
                yield from _few(self._listing.get(atom, ()), rule)

    def _first(self, parts: tuple[px.Atom, ...]) -> Iterator[px.Atom]:
        """One of its atoms, what is inside it, and the lists that have it: a wide rule lists one of them."""
        inside: tuple[px.Atom, ...] | None = parts
        while inside:
            atom = inside[0]
            yield atom
            skus = self._sets.listed(atom)
            for sku in (min(skus),) if skus else ():
                yield from (each for each in self._lists.get(sku, ())[:_LOOKED_AT] if each != atom)
            inside = self._sets.inside(atom)


def _few(rules: Sequence[Rule], rule: Rule) -> Iterator[Rule]:
    yield from (each for each in rules[:_LOOKED_AT] if each is not rule)
