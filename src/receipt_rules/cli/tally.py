"""What many outcomes come to: totals per rule, and the promises that must hold for each receipt.

In: receipts with their outcomes. Out: a table. Invariant: a receipt whose amounts do not add up stops the
count with its id; figures are sums, never samples.
"""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.table import Table

from receipt_rules.money import format_minor
from receipt_rules.outcome.record import Outcome
from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime import Engine

TELLING_LINES = 12
"""A slip shown to people has at most so many lines."""
TOP = 25


class Tally:
    """Counts as it goes; `report` prints."""

    def __init__(self, engine: Engine) -> None:
        self.currency = engine.ruleset.currency
        self.live = [row.id for row in engine.ruleset.rules if not row.draft]
        self.receipts = 0
        self.lines = 0
        self.discounted = 0
        self.shelf_minor = 0
        self.discount_minor = 0
        self.nanoseconds = 0
        self.applied: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.given_minor: Counter[str] = Counter()
        self._seen: set[str] = set()

    def add(self, receipt: ReceiptRecord, outcome: Outcome, nanoseconds: int) -> None:
        """Count one receipt; AssertionError where its amounts do not add up."""
        self.receipts += 1
        self.lines += len(receipt.lines)
        self.nanoseconds += nanoseconds
        self.shelf_minor += outcome.totals.shelf_minor
        self.discount_minor += outcome.totals.discount_minor
        self.discounted += outcome.totals.discount_minor > 0
        for record, line in zip(receipt.lines, outcome.lines, strict=True):
            named = sum(discount.amount_minor for discount in line.discounts)
            runs = sum(run.amount_minor for run in line.runs)
            sums = (
                line.shelf_minor == record.amount_minor
                and line.shelf_minor - named == line.final_minor == runs
            )
            if not sums or line.final_minor < min(0, line.shelf_minor):
                raise AssertionError(f"receipt {receipt.id}, line {line.id}: the amounts do not add up")
        for verdict in outcome.verdicts:
            if verdict.verdict == "applied":
                self.applied[verdict.rule] += 1
                self.given_minor[verdict.rule] += verdict.gives_minor
            else:
                self.refused[verdict.rule] += 1

    def is_telling(self, outcome: Outcome) -> bool:
        """Is this receipt worth showing: short, with several rules, one of them not shown before?"""
        applied = set(outcome.applied)
        if len(outcome.lines) > TELLING_LINES or len(applied) < 2 or applied <= self._seen:
            return False
        if not any(verdict.verdict == "refused" for verdict in outcome.verdicts):
            return False
        self._seen |= applied
        return True

    def report(self, console: Console, titles: dict[str, str]) -> None:
        """Totals per rule, largest first, and the whole."""
        table = Table(title=f"The {TOP} rules that gave most", title_justify="left", box=None, pad_edge=False)
        table.add_column("rule", no_wrap=True)
        table.add_column("title", max_width=32, no_wrap=True)
        for heading in ("applied", "refused", self.currency):
            table.add_column(heading, justify="right", no_wrap=True)
        order = sorted(self.live, key=lambda rule: (-self.given_minor[rule], rule))
        for rule in order[:TOP]:
            table.add_row(
                rule,
                titles.get(rule, ""),
                f"{self.applied[rule]:,}",
                f"{self.refused[rule]:,}",
                format_minor(self.given_minor[rule], self.currency),
            )
        console.print(table)
        self._summary(console)

    def _summary(self, console: Console) -> None:
        share = 100 * self.discounted / self.receipts if self.receipts else 0
        seconds = self.nanoseconds / 1e9
        rate = self.receipts / seconds if seconds else 0
        silent = [rule for rule in self.live if not self.applied[rule]]
        console.print(
            f"\n{self.receipts:,} receipts, {self.lines:,} lines, every line's amounts add up\n"
            f"{format_minor(self.shelf_minor, self.currency)} {self.currency} on the shelf, "
            f"{format_minor(self.discount_minor, self.currency)} given, "
            f"{self.discounted:,} receipts ({share:.1f}%) got a discount\n"
            f"{len(self.live) - len(silent)} of {len(self.live)} rules applied, "
            f"{sum(1 for rule in self.live if self.refused[rule])} refused at least once\n"
            f"{rate:,.0f} receipts a second, {1e6 * seconds / max(self.receipts, 1):.0f} us each"
        )
