"""Which lines a selection means, and which rules a receipt concerns.

In: selection rows and the index of a compiled ruleset. Out: predicates over a line, and for a
receipt the candidate rules with their lines. Invariant: cost follows the rules that share a key with
the receipt, never the number of rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from receipt_rules.runtime.eligibility import shut
from receipt_rules.runtime.expressions import build
from receipt_rules.runtime.lines import Line, part_of
from receipt_rules.runtime.rows import SelectionRow

if TYPE_CHECKING:
    from receipt_rules.runtime.engine import Engine
    from receipt_rules.runtime.plan import Plan
    from receipt_rules.runtime.running import Running
    from receipt_rules.runtime.session import Session

Predicate = Callable[["Session", Line], bool]


def predicate(row: SelectionRow, engine: Engine) -> Predicate:
    """Does a line match the selection? Built once per selection."""
    tests = _atoms(row, engine)
    if row.none is not None:
        tests = _without(tests, predicate(row.none, engine))
    if row.where is not None:
        tests = _restricted(tests, row.where)
    return tests


class Union(NamedTuple):
    """Atoms with the sets that are nothing but unions taken apart; `sets` are the others."""

    everything: bool
    skus: frozenset[str]
    categories: frozenset[str]
    brands: frozenset[str]
    tags: frozenset[str]
    discounted: bool
    sets: tuple[str, ...]


def union_of(row: SelectionRow, engine: Engine) -> Union:
    """Flat: one look-up per kind of key, however deep the author nested the names."""
    everything = row.all
    skus = frozenset(row.skus).union(*(engine.list_of(name) for name in row.lists))
    categories, brands, tags = frozenset(row.categories), frozenset(row.brands), frozenset(row.tags)
    discounted = row.discounted
    others: set[str] = set()
    for name in row.sets:
        part = engine.union_of_set(name)
        if part is not None:
            everything = everything or part.everything
            discounted = discounted or part.discounted
            skus |= part.skus
            categories |= part.categories
            brands |= part.brands
            tags |= part.tags
            others.update(part.sets)
        else:
            others.add(name)
    return Union(everything, skus, categories, brands, tags, discounted, tuple(sorted(others)))


def _atoms(row: SelectionRow, engine: Engine) -> Predicate:
    union = union_of(row, engine)
    if union.everything:
        return lambda session, line: True
    tests: list[Predicate] = []
    if union.skus:
        tests.append(_by_sku(union.skus))
    if union.categories:
        tests.append(_by_category(union.categories))
    if union.brands:
        tests.append(_by_brand(union.brands))
    if union.tags:
        tests.append(_by_tag(union.tags))
    if union.discounted:
        tests.append(lambda session, line: session.probe)
    tests += [_by_set(name, engine) for name in union.sets]
    if len(tests) == 1:
        return tests[0]
    return _any_of(tuple(tests))


def _any_of(tests: tuple[Predicate, ...]) -> Predicate:
    def matches(session: Session, line: Line) -> bool:
        for test in tests:  # noqa: SIM110 - a generator would cost more than the tests
            if test(session, line):
                return True
        return False

    return matches


def _by_sku(skus: frozenset[str]) -> Predicate:
    return lambda session, line: line.record.sku in skus


def _by_category(categories: frozenset[str]) -> Predicate:
    return lambda session, line: not categories.isdisjoint(line.record.category)


def _by_brand(brands: frozenset[str]) -> Predicate:
    return lambda session, line: line.record.brand in brands


def _by_tag(tags: frozenset[str]) -> Predicate:
    return lambda session, line: not tags.isdisjoint(line.record.tags)


def _by_set(name: str, engine: Engine) -> Predicate:
    """Membership of a set with `except` or `where`; asked once per line, unless prices decide it."""
    test = engine.matches(engine.ruleset.sets[name])
    if engine.traits_of_set(name).current:
        return test

    def matches(session: Session, line: Line) -> bool:
        sets = line.sets
        if sets is None:
            sets = line.sets = {}
        known = sets.get(name)
        if known is None:
            known = sets[name] = test(session, line)
        return known

    return matches


def _without(tests: Predicate, none: Predicate) -> Predicate:
    return lambda session, line: tests(session, line) and not none(session, line)


def _restricted(tests: Predicate, where: object) -> Predicate:
    condition = build(where)
    return lambda session, line: tests(session, line) and bool(condition(session, [], line))


def chosen(session: Session, plan: Plan, lines: list[Line]) -> list[Line]:
    """Those of the lines that match the rule's selector.

    A rule that cannot apply anyway asks the host for nothing: where its selector reads a promised fact, the
    lines are taken as they come.
    """
    if plan.asks_host and shut(session, plan) is not None:
        return lines
    return [line for line in lines if plan.matches(session, line)]


def choose(session: Session, running: Running) -> None:
    """The rule's items at the prices of now, of a line perhaps only some units."""
    plan = running.plan
    if plan.by_unit and not (plan.asks_host and shut(session, plan) is not None):
        running.lines, running.partial = split(session, plan.matches, session.lines)
        running.own = parts_of(running.lines, running.partial)
        running.picky = bool(running.partial)
    else:
        running.lines = running.own = chosen(session, plan, session.lines)


def split(session: Session, matches: Predicate, lines: list[Line]) -> tuple[list[Line], dict[int, bool]]:
    """The lines with a unit that matches; by `Line.at`, where not all do: the discounted ones, or the
    others."""
    found: list[Line] = []
    partial: dict[int, bool] = {}
    before = session.probe
    for line in lines:
        session.probe = True
        discounted = matches(session, line)
        session.probe = False
        if discounted == matches(session, line):
            if discounted:
                found.append(line)
            continue
        sides = {run[1] < run[2] for run in line.runs}
        if discounted in sides:
            found.append(line)
            if len(sides) > 1:
                partial[line.at] = discounted
    # A selector may be asked while another one is: its own question goes on.
    session.probe = before
    return found, partial


def parts_of(lines: list[Line], partial: Mapping[int, bool]) -> list[Line]:
    """The lines as aggregates see them."""
    return [part_of(line, partial[line.at]) if line.at in partial else line for line in lines]


def candidates(session: Session) -> list[tuple[int, list[Line]]]:
    """The rules whose selector a line of the receipt matches and that need no card or coupon, and
    those whose cards and coupons are all present; in running order, each with its lines.
    """
    engine = session.engine
    found = _by_key(session)
    lines = session.lines
    for number in engine.index.always:
        # The total may need rounding where nothing was sold: a deposit, a return.
        if lines or engine.plan(number).row.scope == "total":
            found[number] = lines
    result = []
    for number, hits in found.items():
        plan = engine.plan(number)
        if not plan.row.exact and not plan.at_entry:
            hits = chosen(session, plan, hits)
            if not hits and plan.row.scope != "total":
                continue
        result.append((number, hits))
    for number in session.unlocked():
        plan = engine.plan(number)
        result.append((number, lines if plan.at_entry else chosen(session, plan, lines)))
    result.sort(key=_number)
    return result


def _number(candidate: tuple[int, list[Line]]) -> int:
    return candidate[0]


def _by_key(session: Session) -> dict[int, list[Line]]:
    """Index hits: rule number to lines, in receipt order, each once however many keys it has."""
    index = session.engine.index
    skus, categories, brands, tags = index.skus, index.categories, index.brands, index.tags
    found: dict[int, list[Line]] = {}
    for line in session.lines:
        record = line.record
        numbers = skus.get(record.sku)
        if numbers is not None:
            _note(found, numbers, line)
        if categories:
            for category in record.category:
                numbers = categories.get(category)
                if numbers is not None:
                    _note(found, numbers, line)
        if brands and record.brand is not None:
            numbers = brands.get(record.brand)
            if numbers is not None:
                _note(found, numbers, line)
        if tags:
            for tag in record.tags:
                numbers = tags.get(tag)
                if numbers is not None:
                    _note(found, numbers, line)
    return found


def _note(found: dict[int, list[Line]], numbers: tuple[int, ...], line: Line) -> None:
    for number in numbers:
        hits = found.get(number)
        if hits is None:
            found[number] = [line]
        elif hits[-1] is not line:
            hits.append(line)
