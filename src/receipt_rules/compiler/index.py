"""The inverted index: from what a line carries to the rules it may concern.

In: rule rows in running order, the named sets. Out: `IndexRow`, and for each rule whether a hit is a
match. Invariant: a line that matches a rule's selector has a key that leads to the rule (the index
errs on the side of too many); a rule stands either under keys, or under `always`, or under `gated`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from receipt_rules.runtime.rows import IndexRow, SelectionRow


class Keys(NamedTuple):
    """The keys of a selection. `everything`: no key narrows it. `exact`: a hit is a match."""

    everything: bool
    exact: bool
    skus: frozenset[str]
    categories: frozenset[str]
    brands: frozenset[str]
    tags: frozenset[str]


def either(keys: Iterable[Keys]) -> Keys:
    """The keys of several selections together; a hit tells not which of them it is."""
    found = list(keys)
    if any(each.everything for each in found):
        return Keys(True, False, *_NONE)
    return Keys(
        False,
        False,
        frozenset().union(*(each.skus for each in found)),
        frozenset().union(*(each.categories for each in found)),
        frozenset().union(*(each.brands for each in found)),
        frozenset().union(*(each.tags for each in found)),
    )


class KeyFinder:
    """Finds the keys of selections; a named set is looked at once."""

    def __init__(self, sets: Mapping[str, SelectionRow], lists: Mapping[str, tuple[str, ...]]) -> None:
        self._sets = sets
        self._lists = lists
        self._known: dict[str, Keys] = {}

    def keys_of(self, row: SelectionRow) -> Keys:
        """Which keys lead to a selection."""
        exact = row.none is None and row.where is None
        if row.all:
            return Keys(True, exact, *_NONE)
        if row.discounted:
            return Keys(True, False, *_NONE)
        skus = set(row.skus).union(*(self._lists[name] for name in row.lists))
        categories, brands, tags = set(row.categories), set(row.brands), set(row.tags)
        everything = False
        for name in row.sets:
            inner = self._keys_of_set(name)
            exact = exact and inner.exact
            everything = everything or inner.everything
            skus |= inner.skus
            categories |= inner.categories
            brands |= inner.brands
            tags |= inner.tags
        if everything:
            return Keys(True, exact, *_NONE)
        return Keys(False, exact, frozenset(skus), frozenset(categories), frozenset(brands), frozenset(tags))

    def _keys_of_set(self, name: str) -> Keys:
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self.keys_of(self._sets[name])
        return known


_NONE: tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]] = (frozenset(),) * 4


class IndexBuilder:
    """Collects rules in running order."""

    def __init__(self) -> None:
        self._maps: tuple[dict[str, list[int]], ...] = ({}, {}, {}, {})
        self._always: list[int] = []
        self._gated: dict[str, list[int]] = {}

    def add(self, number: int, keys: Keys, first_need: str | None) -> None:
        """Enter a rule; one that needs a card or coupon is reached through that alone."""
        if first_need is not None:
            self._gated.setdefault(first_need, []).append(number)
        elif keys.everything:
            self._always.append(number)
        else:
            wanted = (keys.skus, keys.categories, keys.brands, keys.tags)
            for entries, values in zip(self._maps, wanted, strict=True):
                for value in values:
                    entries.setdefault(value, []).append(number)

    def row(self) -> IndexRow:
        """The index as data."""
        skus, categories, brands, tags = (
            {key: tuple(numbers) for key, numbers in sorted(entries.items())} for entries in self._maps
        )
        gated = {key: tuple(numbers) for key, numbers in sorted(self._gated.items())}
        return IndexRow(skus, categories, brands, tags, tuple(self._always), gated)
