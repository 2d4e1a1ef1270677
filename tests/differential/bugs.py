"""Bugs that somebody would make, ready to be put into the runtime one at a time.

In: nothing. Out: `BUGS`: by name, the chapter of the corpus that must notice, and patches as (module, name,
value). Invariant: a patch changes what the engine does and nothing of the reference interpreter.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace as replaced
from typing import Any, NamedTuple

from msgspec.structs import replace

from receipt_rules import allocation, calendar
from receipt_rules.compiler import compile as compiling
from receipt_rules.compiler import order
from receipt_rules.compiler import rule as rule_rows
from receipt_rules.money import round_to
from receipt_rules.runtime import (
    assemble,
    best,
    codes,
    coupons,
    discounts,
    eligibility,
    giving,
    lines,
    offers,
    protection,
    readiness,
    results,
    session,
    set_values,
    tables,
)
from receipt_rules.runtime.eligibility import Reason
from receipt_rules.runtime.groups import caps, exclusion, group, parts, phase, receipt_best, turns
from receipt_rules.runtime.optimum import problem
from receipt_rules.runtime.sets import closed_form, component, dealing, play, worth

Patch = tuple[Any, str, Any]


class Bug(NamedTuple):
    """`chapter`: the folder of the corpus that notices."""

    chapter: str
    patches: Callable[[], list[Patch]]


def _everywhere(name: str, value: Any, *modules: Any) -> list[Patch]:
    return [(module, name, value) for module in modules]


# ---- rounding and allocation --------------------------------------------------------------------------


def floor_instead_of_half_up() -> list[Patch]:
    return [(giving, "round_to", lambda num, den, step, mode: round_to(num, den, step, "down"))]


def largest_remainder_becomes_floor() -> list[Patch]:
    """What is left over after the floors is given to nobody."""

    def floors(amount: int, weights: Sequence[int], capacities: Sequence[int]) -> list[int]:
        total = sum(weights) or 1
        exact = allocation.allocate(amount, weights, capacities)
        return [min(amount * weight // total, share) for weight, share in zip(weights, exact, strict=True)]

    return [(giving, "allocate", floors)]


def tie_by_line_number_reversed() -> list[Patch]:
    def last(amount: int, weights: Sequence[int], capacities: Sequence[int]) -> list[int]:
        return allocation.allocate(amount, weights[::-1], capacities[::-1])[::-1]

    return [(giving, "allocate", last)]


def percent_of_a_receipt_rounded_per_line() -> list[Patch]:
    offer = results.receipt_offer

    def per_line(session: Any, running: Any) -> Any:
        found = offer(session, running)
        if running.plan.row.reward.kind != "receipt-percent" or not found.amount:
            return found
        den = running.value(session, None).denominator
        amounts = [giving.rounded(share, den, running.plan.rounding) for share in found.weights]
        return found._replace(amount=min(sum(amounts), sum(found.rooms)))

    return _everywhere("receipt_offer", per_line, results, receipt_best, turns)


def weights_of_the_shelf() -> list[Patch]:
    offer = results.receipt_offer

    def shelf(session: Any, running: Any) -> Any:
        found = offer(session, running)
        if running.plan.row.reward.kind != "receipt-money":
            return found
        return found._replace(weights=[line.shelf for line in found.lines])

    return _everywhere("receipt_offer", shelf, results, receipt_best, turns)


def per_unit_as_per_line() -> list[Patch]:
    shares_of = giving.shares_of

    def whole(session: Any, running: Any, line: Any, won: Any) -> Any:
        kept = running.plan.rounding
        running.plan.rounding = replace(kept, per_unit=False)
        try:
            return shares_of(session, running, line, won)
        finally:
            running.plan.rounding = kept

    return [(results, "shares_of", whole)]


# ---- units, capacity and protection -------------------------------------------------------------------


def capacity_not_clamped() -> list[Patch]:
    def bare(_session: Any, _running: Any, line: Any) -> list[int]:
        return [run[1] for run in line.runs]

    return _everywhere("capacities", bare, giving, offers, results, parts)


def floor_rounded_down() -> list[Patch]:
    return [(protection, "ceil_div", lambda num, den: num // den)]


def dearer_units_last() -> list[Patch]:
    whole = lines.whole_runs
    return [(lines, "whole_runs", lambda amount, units: whole(amount, units)[::-1])]


def protection_cut_from_the_first() -> list[Patch]:
    protect = discounts.protect
    return [(discounts, "protect", lambda session, given: protect(session, given[::-1]))]


# ---- clock and conditions -----------------------------------------------------------------------------


def business_day_becomes_calendar_day() -> list[Patch]:
    return [(session, "moment", lambda local, day_starts: calendar.moment(local, 0))]


def windows_with_their_end() -> list[Patch]:
    whole = eligibility.window_of

    def longer(row: Any) -> calendar.Window:
        window = whole(row)
        return window if window.span is None else window._replace(span=(window.span[0], window.span[1] + 1))

    return [(eligibility, "window_of", longer)]


def conditions_on_shelf_prices() -> list[Patch]:
    against = readiness._against

    def shelf(session: Any, running: Any) -> Any:
        now = [line.current for line in session.lines]
        for line in session.lines:
            line.current = line.shelf
        found = against(session, running)
        for line, current in zip(session.lines, now, strict=True):
            line.current = current
        return found

    return [(readiness, "_against", shelf)]


def reasons_in_another_order() -> list[Patch]:
    return [(assemble, "REASONS", assemble.REASONS[::-1])]


def at_least_becomes_above_in_tiers() -> list[Patch]:
    return [(tables, "bisect_right", bisect_left)]


# ---- coupons -----------------------------------------------------------------------------------------


def an_expired_coupon_accepted() -> list[Patch]:
    return [(codes, "_STATES", {**codes._STATES, "after": eligibility.USABLE})]


def a_used_coupon_accepted() -> list[Patch]:
    return [(codes, "_left", lambda session, owner, known: owner.row.uses or None)]


def a_coupon_that_was_not_issued_accepted() -> list[Patch]:
    state = codes._state

    def issued(session: Any, owner: Any, known: Any, left: Any) -> Any:
        return state(session, owner._replace(listed=True), known, left)

    return [(codes, "_state", issued)]


def the_last_coupon_used_first() -> list[Patch]:
    consumed = coupons._consumed

    def reversed_(session: Any, id: str, times: int) -> Any:
        session.codes.usable.get(id, []).reverse()
        return consumed(session, id, times)

    return [(coupons, "_consumed", reversed_)]


# ---- how rules meet -----------------------------------------------------------------------------------


def tie_of_units_reversed() -> list[Patch]:
    contest = best._contest
    return [(best, "_contest", lambda offers: contest(offers[::-1]))]


def tie_of_receipts_reversed() -> list[Patch]:
    choose = group.best_per_receipt
    return [
        (group, "best_per_receipt", lambda session, candidates, most: choose(session, candidates[::-1], most))
    ]


def the_best_by_greed() -> list[Patch]:
    def greedily(columns: Any, stocks: Any, _starts: Any) -> tuple[list[int], bool, int]:
        return problem.greedy(columns, [column.uses for column in columns], stocks), True, 0

    return [(problem, "_part", greedily)]


def once_beside_the_others() -> list[Patch]:
    return [(best, "_close", lambda plain, at, caps: None)]


# ---- sets ---------------------------------------------------------------------------------------------


def dearest_instead_of_cheapest_gift() -> list[Patch]:
    growing = set_values._growing
    return [
        (set_values, "_growing", lambda sets, gives: (1, 0) if sets.row.buys else growing(sets, gives)),
    ]


def a_payer_claimed_twice() -> list[Patch]:
    """What pays is not closed to others."""
    deal = play.deal

    def gifts_only(formed: Any) -> Any:
        dealt, claims = deal(formed)
        for rule, own in claims.items():
            if rule.plan.sets.row.buys:
                units = [each for one in dealt[rule] for each in one.units]
                paid = [span for role, spans in units if not role.slot for span in spans]
                own.closed[:] = dealing._without(own.closed, paid)
        return dealt, claims

    return [(play, "deal", gifts_only)]


def tie_of_sets_reversed() -> list[Patch]:
    choose = component.choose

    def backwards(columns: Any, stocks: Any, starts: Any) -> Any:
        found = choose(columns[::-1], stocks, [each[::-1] for each in starts])
        return type(found)(*(values[::-1] for values in found))

    return [(component, "choose", backwards)]


def sets_that_are_no_cheaper() -> list[Patch]:
    """A set at a price is formed, whatever its items cost."""
    whole = worth.worth

    def formed(values: Any, filling: Any, kinds: Any) -> Any:
        found = whole(values, filling, kinds)
        priced = any(give.kind == "set-price" for give, _ in values.amounts)
        return found._replace(benefit=1) if priced and found.benefit <= 0 else found

    return _everywhere("worth", formed, component, closed_form)


def same_item_ignored() -> list[Patch]:
    row_of = rule_rows.set_row

    def any_items(bound: Any) -> Any:
        row = row_of(bound)
        return replace(row, items="any") if row is not None and row.items == "same" else row

    return [(rule_rows, "set_row", any_items)]


# ---- the order of groups and rules --------------------------------------------------------------------


def sequence_ignored() -> list[Patch]:
    ordered = order.running_order
    return [
        (compiling, "running_order", lambda rules, program: ordered(rules, replaced(program, sequence=())))
    ]


def priority_reversed() -> list[Patch]:
    def reversed_priority(rule: Any) -> int:
        return order.LAST if rule.priority is None else order.LAST - 1 - int(rule.priority)

    return [(order, "priority_of", reversed_priority)]


def cap_cut_from_the_first() -> list[Patch]:
    whole, unit = caps._per_receipt, caps._per_unit

    def per_receipt(most: Any, givers: Any) -> Any:
        cut = whole(most, givers[::-1])
        return None if cut is None else cut[::-1]

    def per_unit(session: Any, row: Any, givers: Any, entry: Any) -> Any:
        cut = unit(session, row, givers[::-1], entry)
        return None if cut is None else cut[::-1]

    return [(caps, "_per_receipt", per_receipt), (caps, "_per_unit", per_unit)]


def excludes_applied_to_the_whole_receipt() -> list[Patch]:
    """In a per-item group too: one unit with money from the first group, and the second gives nothing."""
    bar = exclusion.bar

    def everything(session: Any, rules: Any) -> Any:
        left = []
        for rule in bar(session, rules):
            if rule.rivals:
                rule.reason = Reason("excluded", None, {"group": exclusion._first(session, rule.rivals)})
            else:
                left.append(rule)
        return left

    return [(phase, "bar", everything)]


BUGS = {
    "largest remainder becomes floor": Bug("allocation", largest_remainder_becomes_floor),
    ">= becomes > in tiers": Bug("tiers", at_least_becomes_above_in_tiers),
    "sequence ignored": Bug("groups", sequence_ignored),
    "capacity not clamped": Bug("units", capacity_not_clamped),
    "business day becomes calendar day": Bug("clock", business_day_becomes_calendar_day),
    "the tie by line number reversed": Bug("allocation", tie_by_line_number_reversed),
    "a cap cut from the first": Bug("groups", cap_cut_from_the_first),
    "priority reversed": Bug("groups", priority_reversed),
    "percent of a receipt rounded per line": Bug("receipt_discounts", percent_of_a_receipt_rounded_per_line),
    "excludes applied to the whole receipt": Bug("groups", excludes_applied_to_the_whole_receipt),
    "floor instead of half_up": Bug("rounding", floor_instead_of_half_up),
    "a floor rounded down": Bug("units", floor_rounded_down),
    "windows with their end": Bug("clock", windows_with_their_end),
    "tie of units reversed": Bug("best", tie_of_units_reversed),
    "tie of receipts reversed": Bug("best", tie_of_receipts_reversed),
    "protection cut from the first": Bug("protection", protection_cut_from_the_first),
    "weights of the shelf": Bug("allocation", weights_of_the_shelf),
    "dearer units last": Bug("units", dearer_units_last),
    "the best by greed": Bug("best", the_best_by_greed),
    "once beside the others": Bug("best", once_beside_the_others),
    "per unit as per line": Bug("rounding", per_unit_as_per_line),
    "reasons in another order": Bug("reasons", reasons_in_another_order),
    "conditions on shelf prices": Bug("phases", conditions_on_shelf_prices),
    "dearest instead of cheapest gift": Bug("sets", dearest_instead_of_cheapest_gift),
    "a payer claimed twice": Bug("sets", a_payer_claimed_twice),
    "tie of sets reversed": Bug("sets", tie_of_sets_reversed),
    "sets that are no cheaper": Bug("sets", sets_that_are_no_cheaper),
    "same item ignored": Bug("sets", same_item_ignored),
    "an expired coupon accepted": Bug("codes", an_expired_coupon_accepted),
    "a used coupon accepted": Bug("coupons", a_used_coupon_accepted),
    "a coupon that was not issued accepted": Bug("coupons", a_coupon_that_was_not_issued_accepted),
    "the last coupon used first": Bug("coupons", the_last_coupon_used_first),
}
"""The first ten, and the last nine, are those that the harness was built to find."""
