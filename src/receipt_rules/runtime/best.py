"""`best per item`: which rule each unit goes to, which sets are formed, which `once` rules and parts win.

In: the rules of one group with their offers. Out: for each rule, the units it won. Objective: the largest
total of exact benefits (language.md, "The optimum"; docs/decisions/0006, "The choice"). Without sets, `once`
and parts each unit decides alone, and equal benefits go to the first rule by (priority, id); what claims
several units at a time is decided in `sets`, and its units are taken from the plain rules.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from receipt_rules.runtime.running import Candidate, Capacity, Part, Running, Segment
from receipt_rules.runtime.sets import Chosen, Claims, Dealt, Span, Taken, choose_sets

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session

Won = dict[int, list[Segment]]
"""By `Line.at`: segments over all units of the line; those that went elsewhere are worth 0."""

Plain = dict[int, dict[Running, list[Segment]]]
"""By `Line.at`: the segments that each plain rule wins of the line."""


NOTHING_CHOSEN = Chosen({}, {}, [], set())
"""Where nothing claims several units at a time; never changed."""


class Solved(NamedTuple):
    """What each rule without sets won; the sets of the others, with their claims."""

    won: dict[Running, Won]
    dealt: dict[Running, list[Dealt]]
    claims: dict[Running, Claims]


def solve(session: Session, rules: list[Running], parts: list[Part]) -> Solved:
    """Who wins what; a `once` rule or a part wins all or nothing, and `whole.won` says whether."""
    plain = _plain(rules)
    wholes: list[Candidate] = [rule for rule in rules if rule.whole is not None]
    if parts:
        wholes = sorted([*wholes, *parts], key=_number)
    sets = [rule for rule in rules if rule.plan.sets is not None] if session.engine.has_sets else []
    chosen = _contend(session, rules, wholes, sets, plain) if wholes or sets else NOTHING_CHOSEN
    result: dict[Running, Won] = {}
    for rule in rules:
        if sets and rule.plan.sets is not None:
            if rule in chosen.able and rule not in chosen.dealt:
                rule.met.add("lost")
            continue
        won = {at: segments for at in rule.offers if (segments := plain[at].get(rule)) is not None}
        if len(won) < len(rule.offers):
            rule.met.add("lost")
        result[rule] = won
    return Solved(result, chosen.dealt, chosen.claims)


def _number(candidate: Candidate) -> int:
    return candidate.number


def _contend(
    session: Session, rules: list[Running], wholes: list[Candidate], sets: list[Running], plain: Plain
) -> Chosen:
    """Decide what claims several units at a time; the units of the winners are taken from plain rules."""
    hopeless = {each for each in wholes if not _may_win(each, plain)}
    plains = [rule for rule in rules if rule.offers]
    chosen = choose_sets(session, sets, wholes, plains, plain, Taken(), hopeless)
    for each in wholes:
        if each not in chosen.won:
            each.met.add("lost")
            continue
        assert each.whole is not None  # contenders have one
        each.whole.won = True
        for at, caps in each.whole.capacities.items():
            _close(plain, at, caps)
    for at, spans in _by_line(chosen.claims).items():
        _close(plain, at, _as_capacities(spans))
    return chosen


def _may_win(each: Candidate, plain: Plain) -> bool:
    """Is it worth no less than what plain rules give to its units? Else every choice is better without it."""
    assert each.whole is not None  # contenders have one
    exact: dict[int, int] = {}
    for at, caps in each.whole.capacities.items():
        for segments in plain.get(at, {}).values():
            for kept, (count, num, den) in zip(
                _outside(segments, caps), _aligned(segments, caps), strict=True
            ):
                if num and not kept[1]:
                    exact[den] = exact.get(den, 0) + count * num
    return each.whole.value >= sum((Fraction(num, den) for den, num in exact.items()), Fraction(0))


def _by_line(claims: dict[Running, Claims]) -> dict[int, list[tuple[int, int]]]:
    """The claimed units of each line: (first unit, how many), in order, none twice."""
    spans: list[Span] = [each for own in claims.values() for each in (*own.closed, *own.payers)]
    result: dict[int, list[tuple[int, int]]] = {}
    for at, start, count in sorted(spans):
        own = result.setdefault(at, [])
        if own and start < own[-1][0] + own[-1][1]:
            end = max(own[-1][0] + own[-1][1], start + count)
            own[-1] = (own[-1][0], end - own[-1][0])
        else:
            own.append((start, count))
    return result


def _as_capacities(spans: list[tuple[int, int]]) -> list[Capacity]:
    """Spans as (how many, claimed or not) over a line, whose end may be left open."""
    result: list[Capacity] = []
    unit = 0
    for start, count in spans:
        if start > unit:
            result.append((start - unit, 0))
        result.append((count, 1))
        unit = start + count
    return result


def _close(plain: Plain, at: int, caps: list[Capacity]) -> None:
    """Take the units that are claimed out of what the plain rules won of a line."""
    left: dict[Running, list[Segment]] = {}
    for rule, segments in plain.get(at, {}).items():
        rest = _outside(segments, caps)
        if sum(count for count, num, _ in rest if num) < sum(count for count, num, _ in segments if num):
            rule.met.add("lost")
        if any(num for _, num, _ in rest):
            left[rule] = rest
    plain[at] = left


def _outside(segments: list[Segment], caps: list[Capacity]) -> list[Segment]:
    """The segments with nothing left where units are claimed."""
    return [
        (count, 0, 1) if cap else (count, num, den) for (count, num, den), cap in _with_caps(segments, caps)
    ]


def _aligned(segments: list[Segment], caps: list[Capacity]) -> list[Segment]:
    """The segments, cut where claims begin or end."""
    return [segment for segment, _ in _with_caps(segments, caps)]


def _with_caps(segments: list[Segment], caps: list[Capacity]) -> list[tuple[Segment, int]]:
    result: list[tuple[Segment, int]] = []
    pending = list(reversed(caps))
    for count, num, den in segments:
        while count:
            size, cap = pending.pop() if pending else (count, 0)
            step = min(size, count)
            if step < size:
                pending.append((size - step, cap))
            count -= step
            result.append(((step, num, den), cap))
    return result


def _plain(rules: list[Running]) -> Plain:
    """For each line with offers, the segments each plain rule wins."""
    offers: dict[int, list[tuple[Running, list[Segment]]]] = {}
    for rule in rules:
        for at, segments in rule.offers.items():
            offers.setdefault(at, []).append((rule, segments))
    plain: Plain = {}
    for at, contest in offers.items():
        plain[at] = dict(contest) if len(contest) == 1 else _contest(contest)
    return plain


def _contest(contest: list[tuple[Running, list[Segment]]]) -> dict[Running, list[Segment]]:
    """Unit by unit the largest benefit; equal benefits go to the first rule. Works on common segments."""
    borders = sorted({border for _, segments in contest for border in _borders(segments)})
    aligned = [(rule, _split(segments, borders)) for rule, segments in contest]
    won: dict[Running, list[Segment]] = {}
    for place in range(len(borders)):
        best, best_num, best_den = None, 0, 1
        for rule, segments in aligned:
            _, num, den = segments[place]
            if num * best_den > best_num * den:
                best, best_num, best_den = rule, num, den
        for rule, segments in aligned:
            count, num, den = segments[place]
            if rule is best:
                won.setdefault(rule, [(each[0], 0, 1) for each in segments[:place]]).append((count, num, den))
            else:
                if num:
                    rule.met.add("lost")
                if rule in won:
                    won[rule].append((count, 0, 1))
    return won


def _borders(segments: list[Segment]) -> list[int]:
    total, result = 0, []
    for count, _, _ in segments:
        total += count
        result.append(total)
    return result


def _split(segments: list[Segment], borders: list[int]) -> list[Segment]:
    """The same segments, cut at every border."""
    result: list[Segment] = []
    start, place, end = 0, 0, segments[0][0]
    for border in borders:
        if border > end:
            place += 1
            end += segments[place][0]
        result.append((border - start, segments[place][1], segments[place][2]))
        start = border
    return result
