"""How often each thing came up: what a run has really tested.

In: answers with the clauses of their rules. Out: `Tally`, which adds up over chunks, and the shares that are
too small. Invariant: a clause counts in a pair when a rule that has it concerns the receipt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from receipt_rules.outcome.record import Message, Outcome, OutcomeLine, Verdict
from tests.differential.clauses import CLAUSES

REASONS: Final = (
    "draft", "programme", "audience", "card", "coupon", "coupon unknown", "coupon not-yet", "coupon expired",
    "coupon used-up", "window", "condition", "no-items", "incomplete-set", "limit", "excluded", "lost",
    "claimed", "protected",
    "already-lower", "zero",
)  # fmt: skip
"""The reasons that this version can come to; of `coupon` also its states."""

SAID: Final = ("print", "tell", "nudge", "otherwise", "of a programme")
"""What comes out, by kind, and of whom."""

DISCOUNT, TWO_RULES = "a discount", "two rules on one unit"
SET, TWO_KINDS = "a set", "a rule with sets and one without, on one unit"
_KINDS_OF_SETS: Final = frozenset({"take", "buy"})
FLOORS: Final[Mapping[str, float]] = {
    DISCOUNT: 0.60,
    TWO_RULES: 0.30,
    SET: 0.15,
    TWO_KINDS: 0.05,
    **{f"clause {name}": 0.01 for name in CLAUSES},
    **{f"reason {name}": 0.005 for name in REASONS},
    **{f"said {name}": 0.01 for name in SAID},
}
"""By what is counted, the least share of pairs."""


class Tally:
    """Counts over pairs."""

    def __init__(self) -> None:
        self.pairs = 0
        self.unproven = 0
        self.counts: Counter[str] = Counter()

    def add(self, everyone: Outcome, concerned: Outcome, clauses: Mapping[str, frozenset[str]]) -> None:
        """Counts one pair: the outcome with all verdicts, and with those that the receipt concerns."""
        self.pairs += 1
        self.unproven += any(not each.proven for each in everyone.verdicts)
        seen = set(_reasons(everyone))
        for verdict in concerned.verdicts:
            seen.update(f"clause {name}" for name in clauses[verdict.rule])
        if everyone.totals.discount_minor:
            seen.add(DISCOUNT)
        if any(shared(line) for line in everyone.lines):
            seen.add(TWO_RULES)
        sets = {rule for rule, names in clauses.items() if names & _KINDS_OF_SETS}
        if any(each.verdict == "applied" and each.rule in sets for each in everyone.verdicts):
            seen.add(SET)
        if any(_contested(each, sets) for each in everyone.verdicts):
            seen.add(TWO_KINDS)
        seen.update(f"said {each}" for each in _said(everyone))
        self.counts.update(seen)

    def plus(self, other: Tally) -> None:
        """Adds what another one counted."""
        self.pairs += other.pairs
        self.unproven += other.unproven
        self.counts.update(other.counts)

    def share(self, name: str) -> float:
        """Of all pairs."""
        return self.counts[name] / self.pairs if self.pairs else 0.0

    def too_small(self) -> list[str]:
        """What came up less often than it must."""
        return [name for name, floor in FLOORS.items() if self.share(name) < floor]


def shared(line: OutcomeLine) -> bool:
    """Whether some unit of the line certainly got money from two rules: it has more shares than units."""
    units = sum(int(run.quantity) if run.quantity.isdigit() else 1 for run in line.runs)
    return sum(discount.units for discount in line.discounts) > units


def _contested(verdict: Verdict, sets: Collection[str]) -> bool:
    """Whether a rule gave nothing for one of the other kind: one of the two forms sets."""
    winner = (verdict.numbers or {}).get("winner")
    told = verdict.reason in ("lost", "claimed") and winner is not None
    return told and (winner in sets) != (verdict.rule in sets)


def _said(outcome: Outcome) -> Iterator[str]:
    for effect in outcome.effects:
        if isinstance(effect, Message):
            yield effect.kind if effect.programme is None else "of a programme"


def _reasons(outcome: Outcome) -> Iterator[str]:
    for verdict in outcome.verdicts:
        if verdict.reason is not None:
            yield f"reason {verdict.reason}"
            if verdict.state is not None:
                yield f"reason {verdict.reason} {verdict.state}"


def table(tally: Tally) -> str:
    """All shares, the smallest margin first, for people."""
    rows = sorted(FLOORS.items(), key=lambda row: (tally.share(row[0]) / row[1], row[0]))
    width = max(len(name) for name in FLOORS)
    lines = [
        f"  {name.ljust(width)}  {tally.share(name):7.2%}  of at least {floor:5.1%}"
        + ("" if tally.share(name) >= floor else "  TOO FEW")
        for name, floor in rows
    ]
    return "\n".join(lines)
