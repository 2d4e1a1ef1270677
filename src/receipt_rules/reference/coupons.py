"""Coupons used and issued by the rules that applied.

In: verdicts, the codes that count. Out: effects, state changes, and what became of each coupon.

"Each application consumes one usable instance, ascending by code; instances not consumed are not burnt.
Several rules may use one instance on one receipt." (language.md, Coupons and cards.) "What else it does
(earn, issue, print) happens only if its discount was applied." An instance is one use of a code; a rule that
only says something uses none; what is over is not issued (decision 8).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from receipt_rules.outcome import record as out
from receipt_rules.program.model import CodeSet, Rule
from receipt_rules.receipt.record import masked
from receipt_rules.reference import words
from receipt_rules.reference.calendar import term
from receipt_rules.reference.codes import BEST, ENDLESS, Presented
from receipt_rules.reference.reasons import Reason
from receipt_rules.reference.world import World

Effects = Sequence[out.Effect]


def effects(
    world: World, codes: Presented, rule: Rule, times: int
) -> Iterator[out.CouponIssued | out.CouponUsed]:
    """Of a rule that applied so many times: what it issues, then what it uses."""
    for id in sorted(set(rule.issues)):
        if not _is_over(world, id):
            yield _issued(world, rule, id, times)
    if rule.reward is not None or rule.issues:
        for id in sorted(set(rule.coupons)):
            yield from _used(world, rule, id, codes, times)


def why_none(world: World, rule: Rule) -> Reason | None:
    """A rule that gives nothing but coupons, all of which are over, does not run at this time."""
    if rule.issues and all(_is_over(world, id) for id in rule.issues):
        validity = world.program.codes[min(rule.issues)].validity
        if validity is not None:
            numbers = {"actual": words.moment(world.moment), "required": words.term(validity)}
            return Reason("window", dict(numbers))
    return None


def _is_over(world: World, id: str) -> bool:
    validity = world.program.codes[id].validity
    return validity is not None and term(validity, world.moment) == "after"


def _issued(world: World, rule: Rule, id: str, times: int) -> out.CouponIssued:
    first, last = _term_of(world.program.codes[id], world.program.day_starts)
    return out.CouponIssued(
        rule=rule.id,
        coupon=id,
        valid_from=None if first is None else first.isoformat(),
        valid_until=None if last is None else last.isoformat(),
        times=times,
    )


def _term_of(codes: CodeSet, day_starts: int) -> tuple[date | None, date | None]:
    """As business days: a day starts at `day_starts`, and a half-open end is in the business day that its
    last moment is in."""
    validity = codes.validity
    if validity is None:
        return None, None
    night = timedelta(minutes=day_starts)
    first, last = validity.first_day, validity.last_day
    if validity.starts is not None:
        first = (validity.starts - night).date()
    if validity.ends is not None:
        last = (validity.ends - night - timedelta(microseconds=1)).date()
    return first, last


def _used(world: World, rule: Rule, id: str, codes: Presented, times: int) -> Iterator[out.CouponUsed]:
    written = {code.plain: code.written for code in codes.coupons}
    instances = [
        code for code, left in sorted(codes.uses.get(id, {}).items()) for _ in range(min(left, times))
    ]
    consumed = instances[:times]
    for code in sorted(set(consumed)):
        yield out.CouponUsed(
            rule=rule.id,
            coupon=id,
            code=masked(written[code]),
            code_digest=_digest(code),
            times=consumed.count(code),
            freed_by_return=world.program.codes[id].freed_by_return,
        )


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8")).hexdigest()


def changes(world: World, used: Effects) -> out.StateChanges | None:
    """Uses to be added, of codes whose uses are counted: of several rules that used one instance it counts
    once."""
    spent: dict[str, dict[str, int]] = {}
    counted: set[str] = set()
    for effect in used:
        if isinstance(effect, out.CouponUsed):
            key = effect.code_digest or ""
            by_rule = spent.setdefault(key, {})
            by_rule[effect.rule] = max(by_rule.get(effect.rule, 0), effect.times)
            if world.program.codes[effect.coupon].uses is not None:
                counted.add(key)
    if not counted:
        return None
    return out.StateChanges(coupons={key: max(spent[key].values()) for key in sorted(counted)})


def fates(codes: Presented, used: Effects) -> tuple[out.CouponVerdict, ...]:
    """What became of each coupon, in receipt order."""
    by_code: dict[str, str] = {}
    for effect in used:
        if isinstance(effect, out.CouponUsed):
            by_code.setdefault(effect.code_digest or "", effect.coupon)
    return tuple(_fate(code.written, code.states, by_code.get(_digest(code.plain))) for code in codes.coupons)


def _fate(written: str, states: Mapping[str, str], user: str | None) -> out.CouponVerdict:
    if user is not None:
        return out.CouponVerdict(code=masked(written), state="applied", coupon=user)
    for state in BEST:
        for id in sorted(states):
            if states[id] == state:
                told: out.PresentedState = "no-effect" if state == "usable" else state
                return out.CouponVerdict(code=masked(written), state=told, coupon=id)
    return out.CouponVerdict(code=masked(written), state="unknown")


def most_applications(rule: Rule, codes: Presented) -> int:
    """How often a rule may apply: by the instances of each coupon that it needs."""
    return min((sum(codes.uses.get(id, {}).values()) for id in rule.coupons), default=ENDLESS)
