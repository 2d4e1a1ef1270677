"""What is understood but not evaluated yet, followed through names.

In: bound item sets, segments, tables, codes, and rules. Out: the rules with their `later`. Invariant: a rule
without `later` needs nothing that is not evaluated: not in its clauses, not in any item set, segment
or table that it reaches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from receipt_rules.program import expression as px
from receipt_rules.program.bind.references import Reference, named_by
from receipt_rules.program.bind.walk import walk
from receipt_rules.program.model import CodeSet, ForEveryone, Later, Protection, Rule, SetReward


class _Seen(NamedTuple):
    """What stands in one bound tree itself, without what it names."""

    later: tuple[Later, ...]
    reads_customer: bool
    named: frozenset[Reference]


class Laters:
    """Looks through what has a name: item sets, segments and tables by what they are made of.

    Each is looked at once.
    """

    def __init__(self, trees: Mapping[Reference, object], codes: Mapping[str, CodeSet]) -> None:
        self._trees = trees
        self._codes = codes
        self._seen: dict[Reference, _Seen] = {}

    def completed(self, rule: Rule, clauses: Iterable[Later]) -> Rule:
        """The rule with everything that it reaches and that is not evaluated, and `reads_customer`."""
        conditions = (
            rule.when, rule.unless, rule.selection, rule.slots, rule.reward, rule.floor, rule.words,
        )  # fmt: skip
        seen = list(self._reach(conditions))
        reads = _addresses_customers(rule) or any(each.reads_customer for each in seen)
        seen += self._reach(rule.audiences)
        reads = reads or any(self._codes[id].per_customer for id in rule.coupons if id in self._codes)
        later = [*clauses, *(each for part in seen for each in part.later), *self._of_sets(rule)]
        if not later and not reads:
            return rule
        return replace(rule, later=unique(later), reads_customer=reads)

    def _of_sets(self, rule: Rule) -> Iterator[Later]:
        """No more sets may be formed than coupons can be used, and whoever forms them does not know yet."""
        for id in rule.coupons if isinstance(rule.reward, SetReward) else ():
            if id in self._codes and self._codes[id].uses is not None:
                yield Later(rule.span, "needs coupon")

    def protected(self, protection: Protection) -> Protection:
        """The protection with everything that it reaches and that is not evaluated."""
        reached = self._reach((protection.selection, protection.value))
        later = unique(each for part in reached for each in part.later)
        return replace(protection, later=later) if later else protection

    def _reach(self, tree: object) -> Iterator[_Seen]:
        """What stands in the tree, and in all that it names, however far round."""
        first = _look(tree)
        yield first
        waiting = list(first.named)
        done: set[Reference] = set()
        while waiting:
            reference = waiting.pop()
            if reference not in done:
                done.add(reference)
                part = self._look_at(reference)
                yield part
                waiting += part.named

    def _look_at(self, reference: Reference) -> _Seen:
        known = self._seen.get(reference)
        if known is None:
            known = self._seen[reference] = _look(self._trees.get(reference))
        return known


def _look(tree: object) -> _Seen:
    later: list[Later] = []
    named: set[Reference] = set()
    reads_customer = False
    for each in walk(tree):
        if isinstance(each, px.Fact):
            reads_customer = reads_customer or each.path.startswith("customer.")
        elif isinstance(each, Later):
            later.append(each)
        elif type(each) in _LATER:
            later.append(Later(each.span, _LATER[type(each)]))  # type: ignore[attr-defined]
        else:
            reference = named_by(each)
            if reference is not None:
                named.add(reference)
                reads_customer = reads_customer or reference[0] == "segment"
    return _Seen(tuple(later), reads_customer, frozenset(named))


_LATER: Final[Mapping[type, str]] = {
    px.PayingWith: "paying_with",
}
"""Expressions and atoms that are not evaluated yet, in the author's words."""


def unique(later: Iterable[Later]) -> tuple[Later, ...]:
    """Each place once, in an order that the order of the text does not decide."""
    return tuple({(each.what, each.span): each for each in sorted(later, key=_by_what)}.values())


def _by_what(later: Later) -> tuple[object, ...]:
    return later.what, later.span


def _addresses_customers(rule: Rule) -> bool:
    """Whether the audience asks for a customer; one that everyone is in does not."""
    return bool(rule.audiences) and not any(isinstance(each, ForEveryone) for each in rule.audiences)
