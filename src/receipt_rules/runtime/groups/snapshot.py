"""Lines as they were at some moment, so that what was tried can be taken back.

In: the rules that may change lines. Out: their lines put back, or what they cost then. Invariant: what is put
back is exactly what was there; a line that none of the rules can touch is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable

from receipt_rules.runtime.lines import Line, Run
from receipt_rules.runtime.running import Running


class Snapshot:
    """By `Line.at`: the line, with its runs, its amount and what it was given."""

    __slots__ = ("_givens", "lines", "runs")

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = {line.at: line for line in lines}
        self.runs: dict[int, tuple[Run, ...]] = {at: line.runs for at, line in self.lines.items()}
        self._givens = {at: (line.current, line.given) for at, line in self.lines.items()}

    @classmethod
    def of(cls, rules: Iterable[Running]) -> Snapshot:
        """Of all lines that the rules are on."""
        return cls(lines_of(rules))

    def restore(self) -> None:
        """Put the lines back."""
        for at, line in self.lines.items():
            line.runs = self.runs[at]
            line.current, line.given = self._givens[at]


def lines_of(rules: Iterable[Running]) -> list[Line]:
    """The lines that some rule is on, in receipt order."""
    found = {line.at: line for rule in rules for line in rule.lines}
    return [found[at] for at in sorted(found)]
