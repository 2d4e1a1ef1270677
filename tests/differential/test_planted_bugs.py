"""The corpus and the oracle bite: with a bug put into the runtime, one of their cases goes red.

Each bug is one that somebody would make. It names the chapter of the corpus that must notice it, and whether
the oracle must. Without a bug all of it is green, which the other tests of these rooms say.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import pytest

from receipt_rules import allocation, calendar
from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source
from receipt_rules.money import round_to
from receipt_rules.outcome import encode_outcome
from receipt_rules.program import MemoryLoader, bind
from receipt_rules.receipt import decode_receipt
from receipt_rules.runtime import (
    Engine,
    assemble,
    best,
    eligibility,
    evaluate,
    giving,
    item_phase,
    lines,
    offers,
    once,
    protection,
    receipt_phase,
    session,
    total_phases,
)
from receipt_rules.testing import run_tests
from tests.corpus.cases import ROOT, cases_of_page, program_of
from tests.differential.oracle import Answer, ask
from tests.differential.shop import Case, case_of, receipt_of, text_of
from tests.differential.test_oracle import as_answer

Patch = tuple[Any, str, Any]


class Bug(NamedTuple):
    """`chapter`: the folder of the corpus that notices. `seen`: the oracle notices too.

    The oracle's receipts are all of one minute, so that it cannot see what is wrong with a clock.
    """

    chapter: str
    seen: bool
    patches: Callable[[], list[Patch]]


def _everywhere(name: str, value: Any, *modules: Any) -> list[Patch]:
    return [(module, name, value) for module in modules]


# ---- the bugs -----------------------------------------------------------------------------------------


def floor_instead_of_half_up() -> list[Patch]:
    return [(giving, "round_to", lambda num, den, step, mode: round_to(num, den, step, "down"))]


def remainder_to_the_last_line() -> list[Patch]:
    def last(amount: int, weights: Sequence[int], capacities: Sequence[int]) -> list[int]:
        return allocation.allocate(amount, weights[::-1], capacities[::-1])[::-1]

    return [(giving, "allocate", last)]


def capacity_not_clamped() -> list[Patch]:
    def bare(_session: Any, _running: Any, line: Any) -> list[int]:
        return [price for _, price, _ in line.runs]

    return _everywhere("capacities", bare, giving, offers, receipt_phase)


def floor_rounded_down() -> list[Patch]:
    return [(protection, "ceil_div", lambda num, den: num // den)]


def business_day_as_calendar_day() -> list[Patch]:
    return [(session, "moment", lambda local, day_starts: calendar.moment(local, 0))]


def windows_with_their_end() -> list[Patch]:
    whole = eligibility.window_of

    def longer(row: Any) -> calendar.Window:
        window = whole(row)
        return window if window.span is None else window._replace(span=(window.span[0], window.span[1] + 1))

    return [(eligibility, "window_of", longer)]


def tie_of_units_reversed() -> list[Patch]:
    contest = best._contest
    return [(best, "_contest", lambda offers: contest(offers[::-1]))]


def tie_of_receipts_reversed() -> list[Patch]:
    run = receipt_phase.run
    return [(receipt_phase, "run", lambda session, rules: run(session, rules[::-1]))]


def percent_of_the_receipt_rounded_per_line() -> list[Patch]:
    offer = receipt_phase._offer

    def per_line(session: Any, running: Any) -> Any:
        found = offer(session, running)
        if running.plan.row.reward.kind != "receipt-percent":
            return found
        den = running.plan.reward_value(session, running.lines, None).denominator
        parts = [giving.rounded(share, den, running.plan.rounding) for share in found.weights]
        return found._replace(amount=sum(parts))

    return [(receipt_phase, "_offer", per_line)]


def protection_cut_from_the_first() -> list[Patch]:
    protect = total_phases.protect
    return [(total_phases, "protect", lambda session, given: protect(session, given[::-1]))]


def weights_of_the_shelf() -> list[Patch]:
    offer = receipt_phase._offer

    def shelf(session: Any, running: Any) -> Any:
        found = offer(session, running)
        if running.plan.row.reward.kind == "receipt-percent":
            return found
        return found._replace(weights=[line.shelf for line in found.lines])

    return [(receipt_phase, "_offer", shelf)]


def dearer_units_last() -> list[Patch]:
    whole = lines.whole_runs
    return [(lines, "whole_runs", lambda amount, units: whole(amount, units)[::-1])]


def once_by_greed() -> list[Patch]:
    def run(self: Any) -> set[Any]:
        return {self.rules[number] for number in once._bits(self._greedy())}

    return [(once._Search, "run", run)]


def once_beside_the_others() -> list[Patch]:
    return [(once, "_close", lambda plain, line, caps: None)]


def per_unit_as_per_line() -> list[Patch]:
    give = giving.give_segments

    def whole(session: Any, running: Any, line: Any, won: Any) -> None:
        from msgspec.structs import replace

        running.plan.rounding = replace(running.plan.rounding, per_unit=False)
        give(session, running, line, won)

    return [(item_phase, "give_segments", whole)]


def reasons_in_another_order() -> list[Patch]:
    return [(assemble, "REASONS", assemble.REASONS[::-1])]


def conditions_on_shelf_prices() -> list[Patch]:
    against = evaluate._against

    def shelf(session: Any, running: Any) -> Any:
        now = [line.current for line in session.lines]
        for line in session.lines:
            line.current = line.shelf
        found = against(session, running)
        for line, current in zip(session.lines, now, strict=True):
            line.current = current
        return found

    return [(evaluate, "_against", shelf)]


BUGS = {
    "floor instead of half_up": Bug("rounding", True, floor_instead_of_half_up),
    "remainder to the last line": Bug("allocation", True, remainder_to_the_last_line),
    "capacity not clamped": Bug("units", True, capacity_not_clamped),
    "a floor rounded down": Bug("units", True, floor_rounded_down),
    "business day as calendar day": Bug("clock", False, business_day_as_calendar_day),
    "windows with their end": Bug("clock", False, windows_with_their_end),
    "tie of units reversed": Bug("best", True, tie_of_units_reversed),
    "tie of receipts reversed": Bug("best", True, tie_of_receipts_reversed),
    "percent of the receipt rounded per line": Bug(
        "receipt_discounts", True, percent_of_the_receipt_rounded_per_line
    ),
    "protection cut from the first": Bug("protection", True, protection_cut_from_the_first),
    "weights of the shelf": Bug("allocation", True, weights_of_the_shelf),
    "dearer units last": Bug("units", True, dearer_units_last),
    "once by greed": Bug("best", True, once_by_greed),
    "once beside the others": Bug("best", True, once_beside_the_others),
    "per unit as per line": Bug("rounding", True, per_unit_as_per_line),
    "reasons in another order": Bug("reasons", True, reasons_in_another_order),
    "conditions on shelf prices": Bug("phases", True, conditions_on_shelf_prices),
}


# ---- what notices them ----------------------------------------------------------------------------------


def plant(name: str, monkeypatch: pytest.MonkeyPatch) -> Bug:
    """Put the bug in."""
    for target, attribute, value in BUGS[name].patches():
        monkeypatch.setattr(target, attribute, value)
    return BUGS[name]


def red_cases(chapter: str) -> Iterator[str]:
    """The cases of a chapter that fail; engines are made anew, so that nothing is remembered."""
    for path in sorted((ROOT / chapter).glob("*.rules")):
        program = program_of(path)
        yield from (result.title for result in run_tests(program) if result.status != "passed")
        page = path.with_suffix(".md")
        engine = Engine(compile_program(program))
        for case in cases_of_page(page) if page.exists() else ():
            found = json.loads(encode_outcome(engine.evaluate(decode_receipt(case.receipt))))
            if {**found, **json.loads(case.outcome)} != found:
                yield case.title


@cache
def asked() -> list[tuple[Case, Answer]]:
    """Some hundred cases with the oracle's answers."""
    return [(case, ask(case)) for case in (case_of(n, max_units=5, max_rules=4) for n in range(600))]


def disagrees(case: Case, answer: Answer) -> bool:
    result = bind(Source("case.rules", text_of(case)), MemoryLoader({}))
    assert result.program is not None
    engine = Engine(compile_program(result.program))
    try:
        found = as_answer(engine.evaluate(decode_receipt(receipt_of(case)), verdicts="all"))
    except (AssertionError, ValueError):
        return True  # what a bug may come to
    return found != answer


@pytest.mark.parametrize("name", sorted(BUGS))
def test_the_corpus_notices(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bug = plant(name, monkeypatch)
    assert next(red_cases(bug.chapter), None) is not None


@pytest.mark.parametrize("name", sorted(name for name, bug in BUGS.items() if bug.seen))
def test_the_oracle_notices(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answered = asked()
    plant(name, monkeypatch)
    assert any(disagrees(case, answer) for case, answer in answered)


def test_without_a_bug_nobody_notices_anything() -> None:
    chapters = sorted({planted.chapter for planted in BUGS.values()})
    assert not [title for chapter in chapters for title in red_cases(chapter)]
    assert not [case for case, answer in asked() if disagrees(case, answer)]
