"""An explanation as text for people.

In: an `Explanation`. Out: some rows: the verdict first, then what led to it. Invariants: every amount has
its currency; nothing in a title or an id can break out of its row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from receipt_rules.diagnostics.cells import visible
from receipt_rules.explain.because import because
from receipt_rules.money import format_minor
from receipt_rules.runtime.why import (
    Comparison,
    Condition,
    Explanation,
    GroupPlace,
    MatchedLine,
    Step,
    UnitPrice,
)

_LINES: Final = 12
"""So many lines are named; of more there is the number."""

_ANSWERS: Final = {True: "yes", False: "no", None: "not known on this receipt"}


def to_text(explanation: Explanation) -> str:
    """Some rows, without a line end after the last."""
    verdict = explanation.verdict
    said = "applied" if verdict.verdict == "applied" else str(verdict.reason)
    rows = (
        f"  {label:<12} {visible(words)}" for label, words in _Writer(explanation.currency).rows(explanation)
    )
    return "\n".join([f"{explanation.rule} — {said}", *rows])


class _Writer:
    """Puts explanations of one currency into rows of a label and words."""

    def __init__(self, currency: str) -> None:
        self._currency = currency

    def money(self, minor: int) -> str:
        """`5.00 EUR`."""
        return f"{format_minor(minor, self._currency)} {self._currency}"

    def rows(self, explanation: Explanation) -> Iterator[tuple[str, str]]:
        """Who, when and if; which lines; what it gives or would give; why not, and what cut it."""
        verdict = explanation.verdict
        if explanation.title:
            yield "title", explanation.title
        if explanation.steps:
            yield "eligible", " · ".join(map(_asked, explanation.steps))
        for condition in explanation.conditions:
            yield from _condition(condition)
        if explanation.group is not None and (explanation.group.id is not None or verdict.reason == "lost"):
            yield "group", _group(explanation.group)
        if explanation.matched is not None:
            yield "matched", _listed([_matched(each) for each in explanation.matched]) or "no line"
        if verdict.verdict == "applied":
            yield from self._applied(explanation)
        else:
            yield from self._refused(explanation)
        if verdict.trimmed_by is not None:
            yield "cut by", f"`{verdict.trimmed_by}`"
        if not verdict.proven:
            yield "not proven", f"a better choice would give at most {self.money(verdict.gap_minor)} more"

    def _applied(self, explanation: Explanation) -> Iterator[tuple[str, str]]:
        gives, would = explanation.verdict.gives_minor, explanation.would_minor
        if not gives and not would:
            yield "gives", "no money: it only says something"
            return
        yield "gives", self._gives(explanation)
        if would is not None and would != gives:
            yield "by itself", self.money(would)

    def _refused(self, explanation: Explanation) -> Iterator[tuple[str, str]]:
        verdict, would = explanation.verdict, explanation.would_minor
        if would:
            yield "would give", self.money(would)
        elif would is None and verdict.reason != "draft":
            yield "would give", "not known: it reads what the receipt does not say"
        yield str(verdict.reason), because(explanation, self.money)
        prices = _listed([self._price(each) for each in explanation.prices], "; ")
        if prices:
            yield "prices", prices
        if (
            not explanation.concerned
            and explanation.matched
            and verdict.reason not in ("card", "coupon", "draft")
        ):
            yield "concerned", "no: the card or coupon it needs is not on the receipt"

    def _gives(self, explanation: Explanation) -> str:
        whole = self.money(explanation.verdict.gives_minor)
        shares = explanation.lines
        if not shares:
            return whole
        if len(shares) == 1:
            return f"{whole} on line {shares[0].line}"
        return (
            f"{whole}: {_listed([f'{self.money(each.amount_minor)} on line {each.line}' for each in shares])}"
        )

    def _price(self, price: UnitPrice) -> str:
        parts = [f"line {price.line} {_units(price.units)} {self.money(price.price_minor)}"]
        if price.least_minor == price.price_minor:
            parts.append("not to be lowered")
        elif price.least_minor:
            parts.append(f"not below {self.money(price.least_minor)}")
        if isinstance(price.wanted_minor, int) and price.least_minor < price.price_minor:
            parts.append(f"the rule would make it {self.money(price.wanted_minor)}")
        return ", ".join(parts)


def _asked(step: Step) -> str:
    """In few words what was asked and what came of it."""
    if step.asks == "audience":
        return f"audience {step.words}{'' if step.holds else ': no'}"
    if step.asks == "window":
        return "window open" if step.holds else "window shut"
    if step.asks == "condition":
        return "condition holds" if step.holds else "condition does not hold"
    return f"{step.asks} `{step.words}`{'' if step.holds else ': no'}"


def _condition(condition: Condition) -> Iterator[tuple[str, str]]:
    """One row; where several things are compared, the whole first and then each of them."""
    comparisons = condition.comparisons
    if len(comparisons) == 1 and comparisons[0].words == condition.words:
        yield condition.clause, _comparison(comparisons[0])
        return
    yield condition.clause, f"{condition.words}: {_ANSWERS[condition.holds]}"
    for each in comparisons:
        yield "", _comparison(each)


def _comparison(comparison: Comparison) -> str:
    said = f"{comparison.words}: {_ANSWERS[comparison.holds]}"
    if comparison.has is not None:
        said += f", it is {comparison.has}"
    return said if comparison.against is None else f"{said} against {comparison.against}"


def _group(group: GroupPlace) -> str:
    """`` `drinks`, best per item, at most 20%, part of `all` ``."""
    parts = ["the rules without a group" if group.id is None else f"`{group.id}`"]
    parts.append(f"{group.mode} per {group.scope}")
    if group.most_rules is not None:
        parts.append(f"at most {group.most_rules} {'rule' if group.most_rules == 1 else 'rules'}")
    if group.cap is not None:
        parts.append(f"at most {group.cap}")
    parts += [f"part of `{each}`" for each in group.part_of]
    return ", ".join(parts)


def _matched(line: MatchedLine) -> str:
    return f"line {line.line} {_units(line.units)}"


def _units(count: int) -> str:
    return f"({count} unit{'' if count == 1 else 's'})"


def _listed(parts: Sequence[str], between: str = ", ") -> str:
    more = len(parts) - _LINES
    return between.join([*parts[:_LINES], f"and {more} more"] if more > 0 else parts)
