"""Which of many selections can hold the same item.

In: selections and the item sets they name. Out: pairs of their numbers, found through what they list and
not by trying all. Invariant: two different categories, SKUs or brands are taken to hold different items,
else every two selections would overlap; a category and a brand, or anything and a tag, may hold the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from receipt_rules.program import expression as px
from receipt_rules.program.lint.sets import Sets
from receipt_rules.program.model import ItemSet

Kind = Literal["everything", "sku", "category", "brand", "tag", "other"]
Key = tuple[str, object]
Side = Hashable

_KINDS: Final[Mapping[type, Kind]] = {
    px.AllItems: "everything", px.Discounted: "everything", px.Sku: "sku", px.Category: "category",
    px.Brand: "brand", px.Tag: "tag", px.Members: "other",
}  # fmt: skip
_ALONE: Final = ("sku", "category", "brand")
"""Kinds of which an item is taken to have one."""
_EVERY_KIND: Final[tuple[Kind, ...]] = ("everything", "sku", "category", "brand", "tag", "other")
_OF_A_SIDE: Final = 4
"""How many selections that list the same are remembered of one side."""


class _Reach(NamedTuple):
    """What a selection lists and what it takes away, with item sets opened."""

    atoms: frozenset[px.Atom]
    excluded: frozenset[px.Atom]


class Overlaps:
    """Selections by number; None is everything. `sets` is what is known of item sets already."""

    def __init__(
        self,
        selections: Sequence[px.Selection | None],
        items: Mapping[str, ItemSet],
        sets: Sets | None = None,
    ) -> None:
        self._sets = Sets(items) if sets is None else sets
        self._reaches = [self._reach(each) for each in selections]
        self._lists = self._lists_by_sku()
        self._overlapping_lists: dict[str, frozenset[str]] = {}

    def candidates(self) -> Iterator[tuple[int, int]]:
        """Pairs that list something in common or things of different kinds; the smaller number first."""
        by_key: dict[Key, list[int]] = defaultdict(list)
        by_kind: dict[Kind, list[int]] = defaultdict(list)
        for number, reach in enumerate(self._reaches):
            wanted = {key for atom in reach.atoms for key in self._looked_up(atom)}
            kinds = {self._kind(atom) for atom in reach.atoms}
            rivals = {each for key in wanted for each in by_key.get(key, ())}
            for kind, numbers in by_kind.items():
                if any(_may_share(kind, other) for other in kinds):
                    rivals.update(numbers)
            for rival in sorted(rivals):
                yield rival, number
            for key in {key for atom in reach.atoms for key in self._stored_under(atom)}:
                by_key[key].append(number)
            for kind in kinds:
                by_kind[kind].append(number)

    def across(
        self, sides: Sequence[Side], rivals: Callable[[Side, Side], bool], steps: int
    ) -> Iterator[tuple[int, int]]:
        """Such pairs of two sides that are rivals; the smaller number first.

        Of each side only the first few that list the same are paired, so the first numbers should be those
        that matter most; no more than `steps` are looked at.
        """
        stored: dict[Key | Kind, dict[Side, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, (reach, side) in enumerate(zip(self._reaches, sides, strict=True)):
            kinds = {self._kind(atom) for atom in reach.atoms}
            wanted: set[Key | Kind] = {key for atom in reach.atoms for key in self._looked_up(atom)}
            wanted.update(kind for kind in _EVERY_KIND if any(_may_share(kind, other) for other in kinds))
            seen: set[int] = set()
            for key in wanted & stored.keys():
                for other, numbers in stored[key].items():
                    steps -= 1
                    if other != side and rivals(other, side):
                        seen.update(numbers)
            steps -= len(seen)
            if steps < 0:
                return
            for rival in sorted(seen):
                yield rival, number
            for key in {*kinds, *(key for atom in reach.atoms for key in self._stored_under(atom))}:
                numbers = stored[key][side]
                if len(numbers) < _OF_A_SIDE:
                    numbers.append(number)

    def overlap(self, first: int, second: int) -> bool:
        """Whether neither takes away all that they share."""
        one, other = self._reaches[first], self._reaches[second]
        excluded = one.excluded | other.excluded
        left, right = self._left(one.atoms, excluded), self._left(other.atoms, excluded)
        if not left.isdisjoint(right):
            return True
        return any(self._share(a, b) for a in left for b in right)

    # ---- what a selection lists ------------------------------------------------------------------

    def _reach(self, selection: px.Selection | None) -> _Reach:
        if selection is None:
            return _Reach(frozenset({px.AllItems()}), frozenset())
        return _Reach(self._sets.atoms(selection.any_of), self._sets.excluded(selection))

    def _left(self, atoms: Iterable[px.Atom], excluded: frozenset[px.Atom]) -> frozenset[px.Atom]:
        if not excluded:
            return frozenset(atoms)
        return frozenset(atom for atom in atoms if not self._sets.covers(excluded, atom))

    def _kind(self, atom: px.Atom) -> Kind:
        return "sku" if self._sets.listed(atom) is not None else _KINDS[type(atom)]

    def _share(self, one: px.Atom, other: px.Atom) -> bool:
        skus, others = self._sets.listed(one), self._sets.listed(other)
        if skus is not None and others is not None:
            return not skus.isdisjoint(others)
        return _may_share(self._kind(one), self._kind(other))

    # ---- keys: lists are entered as lists, so that many rules may name one long list ---------------

    def _lists_by_sku(self) -> dict[str, list[str]]:
        lists = {
            atom.items: skus
            for reach in self._reaches
            for atom in reach.atoms
            if isinstance(atom, px.Members) and (skus := self._sets.listed(atom)) is not None
        }
        found: dict[str, list[str]] = defaultdict(list)
        for id, skus in lists.items():
            for sku in skus:
                found[sku].append(id)
        return dict(found)

    def _stored_under(self, atom: px.Atom) -> Iterator[Key]:
        if isinstance(atom, px.Sku):
            yield "sku", atom.sku
            for id in self._lists.get(atom.sku, ()):
                yield "in list", id
        else:
            yield "atom", atom

    def _looked_up(self, atom: px.Atom) -> Iterator[Key]:
        if isinstance(atom, px.Sku):
            yield "sku", atom.sku
            for id in self._lists.get(atom.sku, ()):
                yield "atom", px.Members(id)
            return
        yield "atom", atom
        if isinstance(atom, px.Members):
            yield "in list", atom.items
            for id in self._overlapping(atom):
                yield "atom", px.Members(id)

    def _overlapping(self, atom: px.Members) -> frozenset[str]:
        """The lists that have a SKU in common with this one."""
        known = self._overlapping_lists.get(atom.items)
        if known is None:
            skus = self._sets.listed(atom) or ()
            known = frozenset(id for sku in skus for id in self._lists[sku])
            self._overlapping_lists[atom.items] = known
        return known


def _may_share(one: Kind, other: Kind) -> bool:
    """Whether an item can be of both, where that is not known by name."""
    if "everything" in (one, other):
        return True
    return one != other or one not in _ALONE
