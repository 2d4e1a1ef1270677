"""What selections have in common, as far as their words say.

In: selections and the item sets they name. Out: their atoms, and whether a selection is empty. Invariant:
"empty" is certain. An atom stands for itself: that two categories can hold one item is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from receipt_rules.program.expression import Atom, Const, Members, Selection, Sku
from receipt_rules.program.model import ItemSet, SkuList


class Sets:
    """The item sets of a program, looked through; remembers what it saw."""

    def __init__(self, items: Mapping[str, ItemSet]) -> None:
        self._items = items
        self._atoms: dict[str, frozenset[Atom]] = {}

    def listed(self, atom: Atom) -> frozenset[str] | None:
        """The SKUs of an atom that is one or a list of them; None for any other."""
        if isinstance(atom, Sku):
            return frozenset({atom.sku})
        if isinstance(atom, Members) and atom.items in self._items:
            source = self._items[atom.items].source
            return source.skus if isinstance(source, SkuList) else None
        return None

    def atoms(self, parts: Iterable[Atom]) -> frozenset[Atom]:
        """The atoms, with item sets that are selections replaced by theirs: never too few."""
        return frozenset[Atom]().union(*(self._opened(part) for part in parts))

    def _opened(self, part: Atom) -> frozenset[Atom]:
        source = self._selection(part)
        if source is None:
            return frozenset({part})
        assert isinstance(part, Members)
        known = self._atoms.get(part.items)
        if known is None:
            known = self._atoms[part.items] = self.atoms(source.any_of)
        return known

    def _selection(self, part: Atom) -> Selection | None:
        """The selection that a name stands for, if it stands for one."""
        if not isinstance(part, Members) or part.items not in self._items:
            return None
        source = self._items[part.items].source
        return source if isinstance(source, Selection) else None

    def excluded(self, selection: Selection) -> frozenset[Atom]:
        """The atoms that are surely taken away, item sets opened only where they take away all they name."""
        return self._plain(selection.none_of)

    def _plain(self, parts: Iterable[Atom]) -> frozenset[Atom]:
        found: set[Atom] = set()
        for part in parts:
            found.add(part)
            source = self._selection(part)
            if source is not None and not source.none_of and source.where is None:
                found |= self._plain(source.any_of)
        return frozenset(found)

    def covers(self, excluded: Iterable[Atom], atom: Atom) -> bool:
        """Whether what is taken away surely holds all of the atom."""
        excluded = frozenset(excluded)
        if atom in excluded:
            return True
        skus = self.listed(atom)
        return skus is not None and any(
            other is not None and skus <= other for other in map(self.listed, excluded)
        )

    def empty(self, selection: Selection) -> bool:
        """Whether no item can ever be selected."""
        if isinstance(selection.where, Const) and selection.where.value is False:
            return True
        excluded = self.excluded(selection)
        return all(self._nothing(atom, excluded) for atom in selection.any_of)

    def _nothing(self, atom: Atom, excluded: frozenset[Atom]) -> bool:
        if self.covers(excluded, atom):
            return True
        source = self._selection(atom)
        if source is None:
            return False
        return self.empty(source) or all(self._nothing(each, excluded) for each in source.any_of)
