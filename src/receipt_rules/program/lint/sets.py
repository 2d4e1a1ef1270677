"""What selections have in common, as far as their words say.

In: selections and the item sets they name. Out: their atoms, and whether a selection is empty. Invariant:
"empty" is certain. An atom stands for itself: that two categories can hold one item is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from receipt_rules.program.expression import Atom, Const, Members, Selection, Sku
from receipt_rules.program.model import ItemSet, SkuList


class Sets:
    """The item sets of a program, looked through; remembers what it saw.

    Sets name each other many times over, so that without a memory the work doubles with each level.
    """

    def __init__(self, items: Mapping[str, ItemSet]) -> None:
        self._items = items
        self._atoms: dict[str, frozenset[Atom]] = {}
        self._unions: dict[str, frozenset[Atom]] = {}
        self._without: dict[frozenset[Atom], dict[Atom, bool]] = {}
        self._empty: dict[str, bool] = {}

    def listed(self, atom: Atom) -> frozenset[str] | None:
        """The SKUs of an atom that is one or a list of them; None for any other."""
        if isinstance(atom, Sku):
            return frozenset({atom.sku})
        if isinstance(atom, Members) and atom.items in self._items:
            source = self._items[atom.items].source
            return source.skus if isinstance(source, SkuList) else None
        return None

    def united(self, parts: Iterable[Atom]) -> frozenset[Atom]:
        """What is surely listed: the atoms, and those of item sets that are nothing but a union."""
        return self._plain(parts)

    def inside(self, part: Atom) -> tuple[Atom, ...] | None:
        """What a set that is a selection selects from; None for what is none."""
        source = self._selection(part)
        return None if source is None else source.any_of

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
        return frozenset(parts).union(*(self._union(part) for part in parts))

    def _union(self, part: Atom) -> frozenset[Atom]:
        """What a set that is nothing but a union has; nothing for any other."""
        source = self._selection(part)
        if source is None or source.none_of or source.where is not None:
            return frozenset()
        assert isinstance(part, Members)
        known = self._unions.get(part.items)
        if known is None:
            known = self._unions[part.items] = self._plain(source.any_of)
        return known

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
        """Whether nothing is left of an atom."""
        answers = self._without.setdefault(excluded, {})
        known = answers.get(atom)
        if known is None:
            known = answers[atom] = self.covers(excluded, atom) or self._nothing_inside(atom, excluded)
        return known

    def _nothing_inside(self, atom: Atom, excluded: frozenset[Atom]) -> bool:
        source = self._selection(atom)
        if source is None:
            return False
        assert isinstance(atom, Members)
        empty = self._empty.get(atom.items)
        if empty is None:
            empty = self._empty[atom.items] = self.empty(source)
        return empty or all(self._nothing(each, excluded) for each in source.any_of)
