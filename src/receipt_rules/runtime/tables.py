"""Tier tables and decision tables, ready to be read.

In: their rows. Out: functions like those of `expressions`, built when a table is first read. Invariants: a
border belongs to the tier that begins there; where nothing fits the value is zero; a table is computed once
for the same items and line in a group, however many tables and rules read it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from receipt_rules.runtime.expressions import COMPARISONS, Function, build
from receipt_rules.runtime.facts import literal
from receipt_rules.runtime.rows import CompiledRuleset, DecisionRow, TiersRow

if TYPE_CHECKING:
    from receipt_rules.runtime.lines import Line
    from receipt_rules.runtime.session import Session

Test = Callable[[Any], bool]


class Tables:
    """The tables of a ruleset, by id; what is built twice at the same time is the same."""

    __slots__ = ("_built", "_ruleset")

    def __init__(self, ruleset: CompiledRuleset) -> None:
        self._ruleset = ruleset
        self._built: dict[tuple[str, str], Function] = {}

    def tiers(self, id: str) -> Function:
        """What the tiers give."""
        built = self._built.get((id, ""))
        if built is None:
            built = self._built[id, ""] = _once((id, ""), _tiers(self._ruleset.tiers[id]))
        return built

    def output(self, id: str, output: str) -> Function:
        """What a decision table gives in one of its outputs."""
        built = self._built.get((id, output))
        if built is None:
            function = _output(self._ruleset.decisions[id], output)
            built = self._built[id, output] = _once((id, output), function)
        return built

    def reads(self, kind: str, id: str) -> Sequence[Any]:
        """The rows of the expressions that a table looks at."""
        return (self._ruleset.tiers[id].by,) if kind == "tiers" else self._ruleset.decisions[id].inputs


def _once(table: tuple[str, str], function: Function) -> Function:
    """Computed once at entry to a group: tables that read tables would cost their product."""

    def known(session: Session, own: list[Line], line: Line | None) -> Any:
        key = (*table, id(own), -1 if line is None else line.at)
        found = session.tabled.get(key)
        if found is None:
            # With the items, so that their identity stays theirs.
            found = session.tabled[key] = (function(session, own, line), own)
        return found[0]

    return known


def _tiers(row: TiersRow) -> Function:
    by = build(row.by)
    borders = [literal(*each[1:]) for each in row.borders]
    values = [0, *(literal(*each[1:]) for each in row.values)]
    return lambda session, own, line: values[bisect_right(borders, by(session, own, line))]


# ---- decision tables ---------------------------------------------------------------------------------


def _output(row: DecisionRow, output: str) -> Function:
    inputs = [build(each) for each in row.inputs]
    place = row.outputs.index(output)
    rows = [(_fits(cells), literal(*values[place][1:])) for cells, values in row.rows]
    choose = _CHOICES[row.hit]

    def function(session: Session, own: list[Line], line: Line | None) -> Any:
        read: list[Any] = []

        def value(column: int) -> Any:
            while len(read) <= column:
                read.append(inputs[len(read)](session, own, line))
            return read[column]

        return choose(given for fits, given in rows if all(test(value(column)) for column, test in fits))

    return function


_CHOICES: dict[str, Callable[[Any], Any]] = {
    "first": lambda fitting: next(fitting, 0),
    "max": lambda fitting: max(fitting, default=0),
    "min": lambda fitting: min(fitting, default=0),
}


def _fits(cells: Sequence[Any]) -> list[tuple[int, Test]]:
    """The columns that matter to a row, each with its test."""
    return [(column, _cell(cell)) for column, cell in enumerate(cells) if cell is not None]


def _cell(tests: Sequence[Any]) -> Test:
    if all(test[0] == "=" for test in tests):
        return frozenset(literal(*test[1][1:]) for test in tests).__contains__
    several = [_test(*test) for test in tests]
    return several[0] if len(several) == 1 else lambda value: any(test(value) for test in several)


def _test(op: str, row: Any, high_row: Any = None) -> Test:
    bound = literal(*row[1:])
    if op == "in":
        high = literal(*high_row[1:])
        return lambda value: bound <= value <= high
    compare = COMPARISONS[op]
    return lambda value: compare(value, bound)
