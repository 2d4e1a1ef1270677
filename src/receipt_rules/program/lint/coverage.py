"""Whether one rule acts wherever another does.

In: two rules of one group. Out: yes, or "not surely". Invariant: "yes" is certain: for whom, with which
codes, when, under which conditions and on which items the second can give, the first can as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from receipt_rules.calendar import Validity, Window
from receipt_rules.program import expression as px
from receipt_rules.program.lint.conflicts import contradiction
from receipt_rules.program.lint.meeting import item_conditions, of_own_items
from receipt_rules.program.lint.own_items import alike, joint
from receipt_rules.program.lint.sets import Sets
from receipt_rules.program.lint.times import joined, runs_over, whole_term
from receipt_rules.program.model import ForEveryone, ForMembers, Program, Rule

_BOUNDING = ("limit", "costs", "draws on")
"""Clauses, not evaluated yet, that may keep a rule from giving although all its conditions hold."""


class Coverage:
    """Rules of one program, compared in pairs."""

    def __init__(self, program: Program, sets: Sets) -> None:
        self._program = program
        self._sets = sets

    def acts_wherever(self, wide: Rule, narrow: Rule) -> bool:
        """Whether `wide` may give to every unit and on every receipt that `narrow` may give to."""
        return (
            not any(each.what in _BOUNDING for each in wide.later)
            and (wide.including_manual or not narrow.including_manual)
            and (wide.floor is None or wide.floor == narrow.floor)
            and set(wide.cards) <= set(narrow.cards)
            and set(wide.coupons) <= set(narrow.coupons)
            and _addresses(wide, narrow)
            and self._when(wide, narrow)
            and self._on_condition(wide, narrow)
            and (wide.slots == narrow.slots if wide.slots else self._on_items(wide.selection, joint(narrow)))
        )

    def _when(self, wide: Rule, narrow: Rule) -> bool:
        if not _within(whole_term(narrow, self._program), joined(wide.validities)):
            return False
        starts = self._program.day_starts
        return not wide.windows or (
            bool(narrow.windows)
            and all(any(_opens(one, other, starts) for one in wide.windows) for other in narrow.windows)
        )

    def _on_condition(self, wide: Rule, narrow: Rule) -> bool:
        if contradiction(narrow.when, narrow.unless) is not None:
            return False  # it never applies, which is told of itself
        if not wide.when and not wide.unless:
            return True
        same = alike(wide, narrow)
        known = [each for each in narrow.when if same or not of_own_items(each)]
        refused = [each for each in narrow.unless if same or not of_own_items(each)]
        if not same and any(of_own_items(each) for each in (*wide.when, *wide.unless)):
            return False
        return all(_follows(each, known, refused) for each in wide.when) and all(
            _is_refused(each, known, refused) for each in wide.unless
        )

    # ---- items -----------------------------------------------------------------------------------

    def _on_items(self, wide: px.Selection | None, narrow: px.Selection | None) -> bool:
        if wide is None or wide == narrow:
            return True
        if narrow is None:
            narrow = px.Selection((px.AllItems(),))
        listed = self._sets.united(wide.any_of)
        if px.AllItems() not in listed and not all(self._holds(listed, atom) for atom in narrow.any_of):
            return False
        if wide.where is not None:
            known = list(item_conditions(narrow, self._program))
            if not all(_follows(term, known, []) for term in _terms(wide.where)):
                return False
        excluded = self._sets.excluded(narrow)
        return all(self._not_in(atom, narrow.any_of, excluded) for atom in wide.none_of)

    def _holds(self, listed: frozenset[px.Atom], atom: px.Atom) -> bool:
        """Whether everything that an atom stands for is surely listed."""
        if self._sets.covers(listed, atom):
            return True
        inside = self._sets.inside(atom)
        return inside is not None and all(self._holds(listed, each) for each in inside)

    def _not_in(self, taken: px.Atom, parts: Iterable[px.Atom], excluded: frozenset[px.Atom]) -> bool:
        """Whether nothing of what the wide rule takes away is among the items of the narrow one."""
        if self._sets.covers(excluded, taken):
            return True
        skus = self._sets.listed(taken)
        others = [self._sets.listed(each) for each in self._sets.atoms(parts)]
        return skus is not None and all(each is not None and skus.isdisjoint(each) for each in others)


def _addresses(wide: Rule, narrow: Rule) -> bool:
    """A rule without an audience is for everyone."""
    if not wide.audiences or any(isinstance(each, ForEveryone) for each in wide.audiences):
        return True
    members = ForMembers(None) in wide.audiences
    return bool(narrow.audiences) and all(
        each in wide.audiences or (members and isinstance(each, ForMembers)) for each in narrow.audiences
    )


def _within(inner: Validity, outer: Validity) -> bool:
    """Days are compared with days and times with times: what mixes them is not looked into."""
    pairs = (
        (outer.first_day, inner.first_day, 1),
        (outer.starts, inner.starts, 1),
        (outer.last_day, inner.last_day, -1),
        (outer.ends, inner.ends, -1),
    )
    for border, own, sign in pairs:
        if border is None:
            continue
        if own is None or (own < border if sign > 0 else own > border):
            return False
    return True


def _opens(wide: Window, narrow: Window, day_starts: int) -> bool:
    """Whether one window is open whenever the other is."""
    if wide == narrow:
        return True
    if wide.days is not None and wide.days != narrow.days:
        weekdays = isinstance(wide.days, frozenset) and isinstance(narrow.days, frozenset)
        if not weekdays or not wide.days >= narrow.days:  # type: ignore[operator]
            return False
    if wide.span is None:
        return wide.days is None or not runs_over(narrow, day_starts)
    if narrow.span is None or runs_over(wide, day_starts) or runs_over(narrow, day_starts):
        return wide.span == narrow.span
    return wide.span[0] <= narrow.span[0] and narrow.span[1] <= wide.span[1]


# ---- conditions ---------------------------------------------------------------------------------


def _terms(expr: px.Expr, op: str = "and") -> Iterator[px.Expr]:
    """The parts that must all hold (`or`: that must all not)."""
    if isinstance(expr, px.Logic) and expr.op == op:
        yield from _terms(expr.left, op)
        yield from _terms(expr.right, op)
    else:
        yield expr


def _follows(expr: px.Expr, known: list[px.Expr], refused: list[px.Expr]) -> bool:
    """Whether a condition holds wherever others do: it is one of them, or its opposite contradicts them."""
    stated = {term for each in known for term in _terms(each)}
    return all(term in stated or contradiction(known, [*refused, term]) is not None for term in _terms(expr))


def _is_refused(expr: px.Expr, known: list[px.Expr], refused: list[px.Expr]) -> bool:
    stated = {term for each in refused for term in _terms(each, "or")}
    return all(
        term in stated or contradiction([*known, term], refused) is not None for term in _terms(expr, "or")
    )
