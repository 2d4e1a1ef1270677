"""What is understood but not evaluated yet, followed through names.

In: bound item sets, segments, codes, and rules. Out: the rules with their `later`. Invariant: a rule
without `later` needs nothing that is not evaluated: not in its clauses, not in any item set, segment,
code source or table that it reaches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from receipt_rules.program import expression as px
from receipt_rules.program.bind.references import references
from receipt_rules.program.bind.walk import walk
from receipt_rules.program.model import CodeSet, ForEveryone, ItemSet, Later, Protection, Rule, Segment

_CUSTOMER = "customer."


@dataclass(slots=True)
class Laters:
    """Looks through item sets, segments and codes; remembers which it saw."""

    items: Mapping[str, ItemSet]
    segments: Mapping[str, Segment]
    codes: Mapping[str, CodeSet]
    _reached: dict[tuple[str, str], frozenset[tuple[str, str]]] = field(default_factory=dict)

    def completed(self, rule: Rule, clauses: Iterable[Later]) -> Rule:
        """The rule with everything that it reaches and that is not evaluated, and `reads_customer`."""
        conditions = (rule.when, rule.unless, rule.selection, rule.reward, rule.floor)
        later = [*clauses, *self.of((conditions, rule.audiences))]
        for id in (*rule.cards, *rule.coupons):
            if id in self.codes:
                later += self.codes[id].later
        reads = _addresses_customers(rule) or self.reads_customer(conditions)
        return replace(rule, later=unique(later), reads_customer=reads)

    def of(self, tree: object) -> Iterator[Later]:
        """What a bound tree reaches that is not evaluated yet."""
        for part in self._reach(tree):
            for each in walk(part):
                if isinstance(each, Later):
                    yield each
                elif isinstance(each, px.PayingWith):
                    yield Later(each.span, "paying_with")
                elif isinstance(each, px.TierValue):
                    yield Later(each.span, "tiers")
                elif isinstance(each, px.TableValue):
                    yield Later(each.span, "table")

    def reads_customer(self, tree: object) -> bool:
        """Whether a bound tree asks for anything that only a known customer has."""
        return any(
            isinstance(each, px.InSegment) or (isinstance(each, px.Fact) and each.path.startswith(_CUSTOMER))
            for part in self._reach(tree)
            for each in walk(part)
        )

    def of_protection(self, protection: Protection) -> Iterator[Later]:
        """What a protection reaches."""
        return self.of((protection.selection, protection.value))

    def _reach(self, tree: object) -> Iterator[object]:
        """The tree, and the sources of all item sets and segments that it names, however far."""
        yield tree
        seen: set[tuple[str, str]] = set()
        waiting = list(references(tree))
        while waiting:
            reference = waiting.pop()
            source = self._source(reference)
            if reference not in seen and source is not None:
                seen.add(reference)
                yield source
                waiting += self._references(reference, source)

    def _references(self, reference: tuple[str, str], source: object) -> frozenset[tuple[str, str]]:
        known = self._reached.get(reference)
        if known is None:
            known = self._reached[reference] = frozenset(references(source))
        return known

    def _source(self, reference: tuple[str, str]) -> object | None:
        kind, id = reference
        found: ItemSet | Segment | None = self.items.get(id) if kind == "items" else self.segments.get(id)
        return None if found is None else found.source


def unique(later: Iterable[Later]) -> tuple[Later, ...]:
    """Each place once, in an order that the order of the text does not decide."""
    return tuple({(each.what, each.span): each for each in sorted(later, key=_by_what)}.values())


def _by_what(later: Later) -> tuple[object, ...]:
    return later.what, later.span


def _addresses_customers(rule: Rule) -> bool:
    """Whether the audience asks for a customer; one that everyone is in does not."""
    return bool(rule.audiences) and not any(isinstance(each, ForEveryone) for each in rule.audiences)
