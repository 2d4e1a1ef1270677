"""Pairs of groups whose rules can give on one unit, and of which nobody said how.

In: a program, and which pairs of groups are asked about. Out: for each pair the two rules that together take
the most, as far as percents say. Invariants: near-linear in the number of rules; rules that exclude each
other, drafts and `alone` do not meet.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from fractions import Fraction
from functools import partial
from typing import Final, NamedTuple

from receipt_rules.program.lint.meeting import can_meet, can_share
from receipt_rules.program.lint.overlaps import Overlaps
from receipt_rules.program.lint.own_items import joint
from receipt_rules.program.lint.relations import Relations, competes
from receipt_rules.program.lint.shares import is_fixed, most_share, percent_text, together
from receipt_rules.program.model import Program, Rule

_STEPS_PER_RULE: Final = 20
_TRIES_PER_RULE: Final = 2
"""How many pairs are looked at for each rule, on average, before the search is given up."""
_FEW_RULES: Final = 500
"""Fewer rules may cost as much as so many."""


class Meeting(NamedTuple):
    """Two rules in the order in which they run, their root groups, and what both take of a price."""

    first: Rule
    second: Rule
    roots: tuple[str, str]
    share: Fraction | None


def unspoken(program: Program, relations: Relations, asked: Callable[[str, str], bool]) -> Iterator[Meeting]:
    """The pairs of root groups for which `asked` holds, in the order in which they run, phase 1 first."""
    shares = {rule.id: most_share(rule, program) for rule in program.rules if competes(rule)}
    for scope in ("item", "receipt"):
        rules = [rule for rule in program.rules if rule.id in shares and rule.scope == scope]
        # the largest percents first: what is looked at first is what is shown
        rules.sort(key=lambda rule: (-(shares[rule.id] or 0), rule.id))
        found = _found(rules, shares, program, relations, asked)
        yield from sorted(found.values(), key=lambda each: tuple(map(relations.turn, each.roots)))


def _found(
    rules: list[Rule],
    shares: dict[str, Fraction | None],
    program: Program,
    relations: Relations,
    asked: Callable[[str, str], bool],
) -> dict[tuple[str, str], Meeting]:
    found: dict[tuple[str, str], Meeting] = {}
    for one, other, wants_same in _candidates(rules, program, relations, asked):
        first, second = sorted((one, other), key=lambda rule: relations.turn(relations.root(rule)))
        share = _joint(shares[first.id], shares[second.id])
        roots = relations.root(first), relations.root(second)
        known = found.get(roots)
        if known is not None and (share is None or (known.share is not None and known.share >= share)):
            continue
        if relations.exclude(first, second) or not can_meet(first, second, program):
            continue
        if wants_same():
            found[roots] = Meeting(first, second, roots, share)
    return found


def _candidates(
    rules: list[Rule], program: Program, relations: Relations, asked: Callable[[str, str], bool]
) -> Iterator[tuple[Rule, Rule, Callable[[], bool]]]:
    """Pairs of groups that are asked about, and what tells whether they want the same items."""
    roots = [relations.root(rule) for rule in rules]
    if len(set(roots)) < 2:
        return
    overlaps = Overlaps([joint(rule) for rule in rules], program.items)

    def wants_same(one: int, other: int) -> bool:
        return overlaps.overlap(one, other) and can_share(rules[one], rules[other], program)

    def rivals(one: Hashable, other: Hashable) -> bool:
        return asked(str(one), str(other))

    size = max(len(rules), _FEW_RULES)
    tries = _TRIES_PER_RULE * size
    for one, other in overlaps.across(roots, rivals, _STEPS_PER_RULE * size):
        if tries == 0:
            return
        tries -= 1
        yield rules[one], rules[other], partial(wants_same, one, other)


def _joint(first: Fraction | None, second: Fraction | None) -> Fraction | None:
    return None if first is None or second is None else together(first, second)


def in_words(meeting: Meeting, program: Program) -> list[str]:
    """A note on what the two rules of a meeting take, if that can be said."""
    pair = meeting.first, meeting.second
    shares = [each for rule in pair if (each := most_share(rule, program)) is not None]
    if meeting.share is None or len(shares) < 2:
        return []
    at_most = "" if all(map(is_fixed, pair)) else "up to "
    first, second, both = map(percent_text, (*shares, meeting.share))
    return [f"{at_most}{first}, then {at_most}{second} of what is left: {at_most}{both} together"]


def place_of(scope: str) -> str:
    """Where rules of a scope meet."""
    return "one receipt" if scope == "receipt" else "one item"
