"""An explanation as text for people.

In: an `Explanation` and the currency. Out: a few rows: the verdict first, then what led to it. Invariants:
every amount has its currency; nothing in a title or an id can break out of its row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from receipt_rules.diagnostics.cells import visible
from receipt_rules.explain.explain import Explanation, MatchedLine
from receipt_rules.explain.gates import Step
from receipt_rules.money import format_minor
from receipt_rules.outcome.reasons import COUPON_STATES, sentence
from receipt_rules.outcome.record import Verdict

_LINES: Final = 12
"""So many lines are named; of more there is the number."""


def to_text(explanation: Explanation, currency: str) -> str:
    """Three to eight rows, without a line end after the last."""
    verdict = explanation.verdict
    said = "applied" if verdict.verdict == "applied" else str(verdict.reason)
    rows = (f"  {label:<12} {visible(words)}" for label, words in _rows(explanation, currency))
    return "\n".join([f"{explanation.rule} — {said}", *rows])


def _rows(explanation: Explanation, currency: str) -> Iterator[tuple[str, str]]:
    def money(minor: int) -> str:
        return f"{format_minor(minor, currency)} {currency}"

    verdict = explanation.verdict
    if explanation.title:
        yield "title", explanation.title
    if explanation.steps:
        yield "eligible", " · ".join(map(_asked, explanation.steps))
    if explanation.matched is not None:
        yield "matched", _listed([_matched(each) for each in explanation.matched]) or "no line"
    if verdict.verdict == "applied":
        yield "gives", _gives(explanation, money)
    else:
        would = verdict.numbers.get("actual_minor")
        if verdict.reason == "lost" and isinstance(would, int):
            yield "would give", money(would)
        yield str(verdict.reason), _because(verdict, money)
        if not explanation.concerned and explanation.matched and verdict.reason not in ("card", "coupon"):
            yield "concerned", "no: the card or coupon it needs is not on the receipt"
    if verdict.trimmed_by is not None:
        yield "cut by", f"`{verdict.trimmed_by}`"
    if not verdict.proven:
        yield "not proven", f"a better choice would give at most {money(verdict.gap_minor)} more"


def _asked(step: Step) -> str:
    """In few words what was asked and what came of it."""
    if step.asks == "audience":
        return f"audience {step.words}{'' if step.holds else ': no'}"
    if step.asks == "window":
        return "window open" if step.holds else "window shut"
    if step.asks == "condition":
        return "condition holds" if step.holds else "condition does not hold"
    return f"{step.asks} `{step.words}`{'' if step.holds else ': no'}"


def _matched(line: MatchedLine) -> str:
    return f"line {line.line} ({line.units} unit{'' if line.units == 1 else 's'})"


def _gives(explanation: Explanation, money: Callable[[int], str]) -> str:
    whole = money(explanation.verdict.gives_minor)
    shares = explanation.lines
    if not shares:
        return whole
    if len(shares) == 1:
        return f"{whole} on line {shares[0][0]}"
    return f"{whole}: {_listed([f'{money(amount)} on line {line}' for line, amount in shares])}"


def _listed(parts: Sequence[str]) -> str:
    more = len(parts) - _LINES
    return ", ".join([*parts[:_LINES], f"and {more} more"] if more > 0 else parts)


def _because(verdict: Verdict, money: Callable[[int], str]) -> str:
    """The verdict's reason in one sentence."""
    words = sentence(verdict.reason or "", verdict.numbers, money)
    return words if verdict.state is None else f"{words}: {COUPON_STATES[verdict.state]}"
