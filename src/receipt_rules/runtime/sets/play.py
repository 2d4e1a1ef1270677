"""Sets in a group: read at entry, chosen, dealt.

In: set rules that may act. Out: the sets that are formed, with their units, and what kept a rule from forming
any. Invariants: the same choice whether a rule stands alone or among others; nothing is given here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from receipt_rules.runtime.protection import capacities
from receipt_rules.runtime.running import Candidate, Given, Running
from receipt_rules.runtime.set_values import read_values
from receipt_rules.runtime.sets.classes import Contest, Taken, UnitClass, Won, contest
from receipt_rules.runtime.sets.component import Formed, View, decide
from receipt_rules.runtime.sets.dealing import Claims, Dealt, deal
from receipt_rules.runtime.sets.fitting import mask_of
from receipt_rules.runtime.sets.forming import candidates
from receipt_rules.runtime.sets.giving import set_result

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session


class Chosen(NamedTuple):
    """By rule its sets and its claims; the wholes that won; the rules that could form a set with a
    benefit."""

    dealt: dict[Running, list[Dealt]]
    claims: dict[Running, Claims]
    won: list[Candidate]
    able: set[Running]


class Own(NamedTuple):
    """What a rule's best sets come to without rivals."""

    given: list[Given]
    claims: Claims | None
    times: int
    able: bool


def choose_sets(
    session: Session,
    rules: Sequence[Running],
    wholes: Sequence[Candidate],
    plains: Sequence[Running],
    won: Won,
    taken: Taken,
    hopeless: Collection[Candidate] = (),
) -> Chosen:
    """The best choice, component by component; what a rule met is noted."""
    found = contest(session, rules, wholes, plains, won, taken, hopeless)
    formed: list[Formed] = []
    winners: list[Candidate] = []
    able: set[Running] = set()
    for views, own, classes in _components(found, wholes):
        decision = decide(views, own, classes)
        formed += decision.formed
        winners += decision.won
        able |= decision.able
    for rule in rules:
        _note(session, rule, found.views[rule], taken, rule in able)
    dealt, claims = deal(formed)
    return Chosen(dealt, claims, winners, able)


def own_sets(session: Session, rule: Running, taken: Taken) -> Own:
    """The best sets of one rule by itself."""
    read_values(session, rule)
    chosen = choose_sets(session, [rule], (), (), {}, taken)
    dealt = chosen.dealt.get(rule, [])
    times = sum(each.times for each in dealt)
    return Own(set_result(session, rule, dealt), chosen.claims.get(rule), times, rule in chosen.able)


def asked(session: Session, rule: Running) -> Own:
    """What a rule's best sets at entry would give; nothing of the question stays but what its units met."""
    proven, gap = rule.proven, rule.gap
    own = own_sets(session, rule, Taken())
    rule.proven, rule.gap = proven, gap
    return own


def take_on(rule: Running, claims: Claims | None, times: int) -> None:
    """The rule has formed these sets."""
    rule.claims = claims
    rule.times = times or 1


# ---- components -----------------------------------------------------------------------------------------


def _components(
    found: Contest, wholes: Sequence[Candidate]
) -> Iterable[tuple[dict[Running, View], dict[int, Candidate], list[UnitClass]]]:
    """Classes that a rule or a whole joins, directly or through others, with those that join them."""
    joined = _Joined(len(found.classes))
    for rule, view in found.views.items():
        sets = rule.plan.sets
        same = sets is not None and sets.row.items == "same"
        first: dict[str, int] = {}
        for unit_class, kind in view:
            joined.join(first.setdefault(kind.sku if same else "", unit_class.place), unit_class.place)
    claimed: dict[int, int] = {}
    for unit_class in found.classes:
        for number in unit_class.wholes:
            joined.join(claimed.setdefault(number, unit_class.place), unit_class.place)
    groups: dict[int, list[UnitClass]] = {}
    for unit_class in found.classes:
        groups.setdefault(joined.root(unit_class.place), []).append(unit_class)
    views: dict[int, dict[Running, View]] = {root: {} for root in groups}
    for rule, view in found.views.items():
        for each in view:
            views[joined.root(each[0].place)].setdefault(rule, []).append(each)
    for root, classes in groups.items():
        own = {number: wholes[number] for each in classes for number in each.wholes}
        yield views[root], dict(sorted(own.items())), classes


class _Joined:
    """Union and find."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, place: int) -> int:
        while self._parent[place] != place:
            self._parent[place] = self._parent[self._parent[place]]
            place = self._parent[place]
        return place

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        self._parent[second] = first


# ---- reasons --------------------------------------------------------------------------------------------


def _note(session: Session, rule: Running, view: View, taken: Taken, able: bool) -> None:
    """What the rule's units met."""
    closed_any = False
    for line in rule.lines:
        assert rule.fits is not None  # found when the rule was ready
        fits = rule.fits[line.at]
        for run in line.runs:
            mask = mask_of(fits, run)
            if not mask:
                continue
            rule.left_out(line.at, run)
            if taken.open(rule, run, mask) == mask:
                continue
            closed_any = True
            if run[3] is not None and run[3].claimed:
                rule.met.add("claimed")
                rule.claimed_by = run[3].claimed - 1 if rule.claimed_by < 0 else rule.claimed_by
            if run[3] is not None and taken.most and run[3].times >= taken.most:
                rule.met.add("lost")
    if able or (closed_any and not _formable(rule, view)):
        return
    if _protected(rule, session):
        rule.met.add("protected")
    assert rule.plan.sets is not None  # asked for set rules only
    lowers = any(give.kind in ("set-price", "gift-price") for give in rule.plan.sets.row.gives)
    rule.met.add("already-lower" if lowers else "zero")


def _formable(rule: Running, view: View) -> bool:
    """Can any set at all be formed of the open units?"""
    assert rule.plan.sets is not None and rule.values is not None  # it has been read
    kinds = [kind for _, kind in view]
    found = candidates(rule.plan.sets.row, rule.values.growing, kinds, most=1)
    return bool(found.found) or not found.complete


def _protected(rule: Running, session: Session) -> bool:
    """Does a unit that fits a slot cost something that may not be taken off?"""
    assert rule.fits is not None  # found when the rule was ready
    for line in rule.lines:
        fits = rule.fits[line.at]
        for run, cap in zip(line.runs, capacities(session, rule, line), strict=True):
            if cap <= 0 < run[1] and mask_of(fits, run) and rule.bar(line.at, run) is None:
                return True
    return False
