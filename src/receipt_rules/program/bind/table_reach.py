"""Whether what a table reads is at hand where the table is read.

In: bound trees, rules and protections. Out: diagnostics. Invariant: a table that looks at one item is read
only where one is at hand, and one over the rule's own items only where a rule has its items.

A table does not say where it is read, so its own expressions may look at everything; this looks from each
place that names it, through the tables that it names itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from receipt_rules.diagnostics import Diagnostics, Label, Span
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program import expression as px
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.references import Reference, named_by
from receipt_rules.program.bind.walk import below
from receipt_rules.program.model import MoneyOff, MoneyOffReceipt, PercentOffReceipt, Protection, Rule

_TABLES = ("tiers", "table")


class _Hand(NamedTuple):
    """What is at hand at a place: one item; the items of a rule."""

    item: bool
    own: bool


_SELECTING = _Hand(item=True, own=False)


def check_reach(
    trees: Mapping[Reference, object],
    rules: tuple[Rule, ...],
    protections: tuple[Protection, ...],
    context: Context,
) -> None:
    """Reports every table that is read where what it reads is not at hand."""
    if not any(kind in _TABLES for kind, _ in trees):
        return
    places = {("tiers", id): node.name.span for id, node, _ in context.named(ast.Tiers)}
    places |= {("table", id): node.name.span for id, node, _ in context.named(ast.Table)}
    reach = _Reach(trees, places, context.diagnostics)
    for reference, tree in trees.items():
        reach.check(tree, _Hand(item=True, own=reference[0] in _TABLES))
    for rule in rules:
        reach.check((rule.when, rule.unless), _Hand(item=False, own=True))
        reach.check((rule.selection, rule.floor), _Hand(item=True, own=True))
        reach.check(rule.reward, _Hand(item=not _in_one(rule), own=True))
    for each in protections:
        reach.check((each.selection, each.value), _Hand(item=each.selection is not None, own=False))


def _in_one(rule: Rule) -> bool:
    """One amount for all of them: there is no single item that it could be of."""
    reward = rule.reward
    once = isinstance(reward, MoneyOff) and reward.per == "once"
    return once or isinstance(reward, PercentOffReceipt | MoneyOffReceipt)


class _Reach:
    def __init__(
        self, trees: Mapping[Reference, object], places: Mapping[Reference, Span], diagnostics: Diagnostics
    ) -> None:
        self._trees = trees
        self._places = places
        self._diagnostics = diagnostics
        self._needs: dict[Reference, _Hand] = {}

    def check(self, tree: object, at_hand: _Hand) -> None:
        """Everything that stands in the tree, against what is at hand there."""
        for node, hand in _standing(tree, at_hand):
            reference = named_by(node)
            if isinstance(node, px.TierValue | px.TableValue) and reference is not None:
                needs = self._needs_of(reference)
                if (needs.item and not hand.item) or (needs.own and not hand.own):
                    self._report(node, reference, item=needs.item and not hand.item)

    def _needs_of(self, reference: Reference) -> _Hand:
        """What must be at hand for a table, whatever tables it names; the first time nothing, in a circle."""
        known = self._needs.get(reference)
        if known is None:
            self._needs[reference] = _Hand(item=False, own=False)
            found = [self._need(*each) for each in _standing(self._trees.get(reference), _Hand(True, True))]
            known = self._needs[reference] = _Hand(
                item=any(each.item for each in found), own=any(each.own for each in found)
            )
        return known

    def _need(self, node: object, hand: _Hand) -> _Hand:
        """What one node needs; inside a selector an item is at hand, and what has no items is said there."""
        if hand == _SELECTING:
            return _Hand(item=False, own=False)
        if isinstance(node, px.TierValue | px.TableValue):
            reference = named_by(node)
            assert reference is not None
            return self._needs_of(reference)
        if isinstance(node, px.Aggregate):
            return _Hand(item=node.over == "this-item", own=node.over is None)
        reads_item = isinstance(node, px.InItems) or (
            isinstance(node, px.Fact) and node.path.startswith("item.")
        )
        return _Hand(item=reads_item, own=False)

    def _report(self, node: px.TierValue | px.TableValue, reference: Reference, *, item: bool) -> None:
        name = quoted(node.span.text)
        what = "one item" if item else "the items of a rule"
        self._diagnostics.report(
            "fact-out-of-reach",
            node.span,
            f"{name} looks at {what} and cannot be read here",
            label="there is no single item at hand" if item else "no rule has its items here",
            secondary=[Label(self._places[reference], "declared here")],
            help=(
                "read it where items are looked at one by one: `where`, rewards on items, `floor`"
                if item
                else "let the table say which items: `amount of all items`, `quantity of items x`"
            ),
        )


def _standing(tree: object, hand: _Hand) -> Iterator[tuple[object, _Hand]]:
    """Every node, with what is at hand where it stands: in the `where` of a selector one item."""
    waiting = [(tree, hand)]
    while waiting:
        node, at_hand = waiting.pop()
        if isinstance(node, px.Selection):
            at_hand = _SELECTING
        if not isinstance(node, tuple):
            yield node, at_hand
        waiting += [(part, at_hand) for part in below(node)]
