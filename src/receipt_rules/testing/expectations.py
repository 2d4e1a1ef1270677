"""Does an outcome meet an `expect` line?

In: an expectation and the outcome of the receipt before it. Out: None, or what was found instead, in the
words of the author. Invariant: compares exact amounts; never raises on a well-bound test.
"""

from __future__ import annotations

from collections.abc import Mapping

from receipt_rules.diagnostics.wording import alternatives
from receipt_rules.language import ast
from receipt_rules.money import format_minor
from receipt_rules.outcome.reasons import COUPON_STATES, sentence
from receipt_rules.outcome.record import CouponIssued, Message, Outcome, OutcomeLine, Verdict

EVALUATED = (
    ast.ExpectMoney
    | ast.ExpectLine
    | ast.ExpectUnits
    | ast.ExpectApplied
    | ast.ExpectGives
    | ast.ExpectSkipped
    | ast.ExpectIssued
    | ast.ExpectPrinted
    | ast.ExpectTold
)
"""The expectations that this version can check."""


def missed(expectation: EVALUATED, outcome: Outcome, coupons: Mapping[str, str] | None = None) -> str | None:
    """What was found where the expectation does not hold; `coupons`: their ids, as the test names them."""
    if isinstance(expectation, ast.ExpectIssued):
        name = expectation.coupon.text
        return _issued((coupons or {}).get(name, name), outcome)
    if isinstance(expectation, ast.ExpectMoney):
        return _money(expectation, outcome)
    if isinstance(expectation, ast.ExpectLine | ast.ExpectUnits):
        return _line(expectation, outcome)
    if isinstance(expectation, ast.ExpectPrinted | ast.ExpectTold):
        return _said(expectation, outcome)
    return _rule(expectation, outcome)


def evaluated(expectation: object) -> bool:
    """Can this version check it?"""
    if isinstance(expectation, ast.ExpectMoney):
        return expectation.what in ("total", "discount", "due")
    return isinstance(expectation, EVALUATED)


def _money(expectation: ast.ExpectMoney, outcome: Outcome) -> str | None:
    totals = outcome.totals
    found = {
        "total": totals.due_minor - totals.rounding_minor,
        "due": totals.due_minor,
        "discount": totals.discount_minor,
    }[expectation.what]
    return _other(found, expectation.amount.minor, outcome)


def _line(expectation: ast.ExpectLine | ast.ExpectUnits, outcome: Outcome) -> str | None:
    number = expectation.line.value
    if not 1 <= number <= len(outcome.lines):
        count = len(outcome.lines)
        return f"the receipt has {count} line{'' if count == 1 else 's'}"
    line = outcome.lines[number - 1]
    if isinstance(expectation, ast.ExpectUnits):
        units = _units(line)
        wanted = [each.minor for each in expectation.amounts]
        return None if units == wanted else "they are " + ", ".join(_shown(each, outcome) for each in units)
    found = line.final_minor if expectation.what == "total" else line.shelf_minor - line.final_minor
    return _other(found, expectation.amount.minor, outcome)


def _issued(coupon: str, outcome: Outcome) -> str | None:
    issued = [effect.coupon for effect in outcome.effects if isinstance(effect, CouponIssued)]
    if coupon in issued:
        return None
    return f"it issued {alternatives(issued).replace(' or ', ' and ')}" if issued else "no coupon was issued"


def _said(expectation: ast.ExpectPrinted | ast.ExpectTold, outcome: Outcome) -> str | None:
    """Whether it is printed anywhere, or told in whatever way; a space that does not break is a space."""
    place = "" if isinstance(expectation, ast.ExpectPrinted) else expectation.whom
    messages = [each for each in outcome.effects if isinstance(each, Message)]
    texts = [each.text for each in messages if (each.place == place if place else each.kind == "print")]
    wanted = _with_plain_spaces(expectation.text.value)
    if any(_with_plain_spaces(text) == wanted for text in texts):
        return None
    found = ", ".join(f'"{text}"' for text in texts)
    if place:
        return f"the {place} is told {found}" if found else f"the {place} is told nothing"
    return f"printed is {found}" if found else "nothing is printed"


def _with_plain_spaces(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def _units(line: OutcomeLine) -> list[int]:
    """The final amount of each unit; tests have few."""
    units: list[int] = []
    for run in line.runs:
        count = int(run.quantity) if run.quantity.isdigit() else 1
        units += [run.amount_minor // count] * count
    return units


def _rule(
    expectation: ast.ExpectApplied | ast.ExpectGives | ast.ExpectSkipped, outcome: Outcome
) -> str | None:
    verdict = outcome.why(expectation.rule.text)
    if verdict is None:
        return "the ruleset has no such rule"
    if isinstance(expectation, ast.ExpectApplied):
        if verdict.verdict != "applied":
            return why(verdict, outcome)
        if expectation.times is None or expectation.times.value == verdict.times:
            return None
        return "it applied once" if verdict.times == 1 else f"it applied {verdict.times} times"
    if isinstance(expectation, ast.ExpectGives):
        if verdict.gives_minor == expectation.amount.minor:
            return None
        if verdict.verdict != "applied":
            return why(verdict, outcome)
        return _other(verdict.gives_minor, expectation.amount.minor, outcome, verb="gives")
    if verdict.verdict == "applied":
        return f"it applied, and gives {_shown(verdict.gives_minor, outcome)}"
    if verdict.reason != expectation.reason:
        return why(verdict, outcome)
    if expectation.state is not None and verdict.state != expectation.state:
        return why(verdict, outcome)
    return None


def why(verdict: Verdict, outcome: Outcome) -> str:
    """The verdict of a refused rule in words."""
    assert verdict.reason is not None  # a refused rule has a reason
    text = sentence(verdict.reason, verdict.numbers, lambda minor: _shown(minor, outcome))
    if verdict.state is not None:
        text += f": {COUPON_STATES[verdict.state]}"
    state = f" {verdict.state}" if verdict.state else ""
    return f"it was skipped because {verdict.reason}{state}: {text}"


def _other(found: int, wanted: int, outcome: Outcome, *, verb: str = "is") -> str | None:
    """What the amount is, and by how much that is not what was expected; None if it is."""
    if found == wanted:
        return None
    more = "more" if found > wanted else "less"
    return f"it {verb} {_shown(found, outcome)}, {_shown(abs(found - wanted), outcome)} {more}"


def _shown(minor: int, outcome: Outcome) -> str:
    return f"{format_minor(minor, outcome.currency)} {outcome.currency}"
