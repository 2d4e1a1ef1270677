"""CSV tables: one column of texts out of a file of the bundle.

In: `csv "f.csv" column "sku"` and the file's bytes. Out: the cells of that column, in the order of the
file, or diagnostics at the place in the `.rules` text with the row as an editor counts lines.
Invariant: a table with any bad row gives nothing; nothing is repaired silently.

Read as RFC 4180 with the standard library: comma, double quotes, a header row. A byte order mark is
allowed, blank lines are passed over, cells are stripped of surrounding space.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import Final

from receipt_rules.diagnostics import Diagnostics
from receipt_rules.diagnostics.suggest import did_you_mean
from receipt_rules.diagnostics.wording import alternatives, quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.bundle import read_csv, report_load_error
from receipt_rules.program.bind.loader import Loader, LoadError, decoded

_MOST_ROWS_TOLD: Final = 10
_OTHER_SEPARATORS: Final = (";", "\t")
_COMMAS: Final = "separate the columns with commas"
_OWN_NAMES: Final = "give each column a name of its own"


class Tables:
    """The CSV files of a bundle, each read once. `contents` is what was read, by normal path."""

    def __init__(self, load: Loader, diagnostics: Diagnostics) -> None:
        self._load = load
        self._diagnostics = diagnostics
        self.contents: dict[str, bytes] = {}

    def column(self, node: ast.Csv, *, secret: bool = False) -> tuple[str, ...] | None:
        """The cells of the column that the node names, or None after diagnostics.

        `secret`: they are codes or ids of customers, which no diagnostic may show.
        """
        found = read_csv(node, self._load, self._diagnostics)
        if found is None:
            return None
        path, data = found
        self.contents[path] = data
        try:
            text = decoded(data, path)
        except LoadError as error:
            report_load_error(error, node.path, self._diagnostics)
            return None
        return _Reading(node, path, self._diagnostics, secret).cells(text.removeprefix("\ufeff"))


@dataclass(slots=True)
class _Reading:
    """One column of one file, while it is read."""

    node: ast.Csv
    path: str
    diagnostics: Diagnostics
    secret: bool
    bad: int = 0
    repeated: int = 0
    first_row: dict[str, int] = field(default_factory=dict)

    def cells(self, text: str) -> tuple[str, ...] | None:
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        try:
            head = next((row for row in rows if row), None)
            if head is None:
                self._empty("has no header row")
                return None
            names = [name.strip() for name in head]
            index = self._index(names)
            if index is None or not self._all_different(names):
                return None
            line = rows.line_num + 1
            for row in rows:
                if row:
                    self._take(row, line, len(head), index)
                line = rows.line_num + 1
        except csv.Error as error:
            self._bad_row(rows.line_num, _in_words(error), "")
        self._tell_of_the_rest()
        if self.bad:
            return None
        if not self.first_row:
            self._empty("has no rows below its header")
            return None
        return tuple(self.first_row)

    def _tell_of_the_rest(self) -> None:
        more = f"{quoted(self.path)} has {{}} more rows that {{}}"
        if self.bad > _MOST_ROWS_TOLD:
            message = more.format(self.bad - _MOST_ROWS_TOLD, "cannot be read")
            self.diagnostics.report("csv-bad-row", self.node.span, message)
        if self.repeated > _MOST_ROWS_TOLD:
            message = more.format(self.repeated - _MOST_ROWS_TOLD, "repeat another")
            self.diagnostics.warning("csv-bad-row", self.node.span, message)

    def _index(self, head: list[str]) -> int | None:
        wanted = self.node.column
        otherwise = len(head) == 1 and any(mark in head[0] for mark in _OTHER_SEPARATORS)
        if wanted is None:
            if otherwise:
                self._bad_header("has one column, and a separator in its name", _COMMAS)
            return None if otherwise else 0
        count = head.count(wanted.value)
        if count == 1:
            return head.index(wanted.value)
        remedy = _COMMAS if otherwise else did_you_mean(wanted.value, head)
        twice = f"{quoted(self.path)} has {count} columns called {quoted(wanted.value)}"
        self.diagnostics.report(
            "csv-missing-column",
            wanted.span,
            twice if count else f"{quoted(self.path)} has no column {quoted(wanted.value)}",
            notes=[] if self.secret else [f"its columns are {alternatives(head).replace(' or ', ' and ')}"],
            help=_OWN_NAMES if count else remedy,
        )
        return None

    def _all_different(self, head: list[str]) -> bool:
        first: dict[str, int] = {}
        for number, name in enumerate(head, 1):
            if name and first.setdefault(name, number) != number:
                self._bad_header(f"calls column {number} like column {first[name]}", _OWN_NAMES)
                return False
        return True

    def _bad_header(self, what: str, help: str) -> None:
        message = f"the header of {quoted(self.path)} {what}"
        self.diagnostics.report("csv-bad-row", self.node.span, message, help=help)

    def _take(self, row: list[str], line: int, width: int, index: int) -> None:
        if len(row) != width:
            self._bad_row(line, f"has {_cells(len(row))}, the header has {width}", _about_width(row, width))
            return
        cell = row[index].strip()
        if not cell:
            self._bad_row(
                line, "has an empty cell in the column that is read", "fill it in or delete the row"
            )
        elif cell in self.first_row:
            self._repeated(cell, line)
        else:
            self.first_row[cell] = line

    def _repeated(self, cell: str, line: int) -> None:
        self.repeated += 1
        if self.repeated <= _MOST_ROWS_TOLD:
            what = "" if self.secret else f"{quoted(cell)} of "
            self.diagnostics.warning(
                "csv-bad-row",
                self.node.span,
                f"row {line} of {quoted(self.path)} repeats {what}row {self.first_row[cell]}",
                help="delete one of the two rows",
            )

    def _bad_row(self, line: int, what: str, help: str) -> None:
        self.bad += 1
        if self.bad <= _MOST_ROWS_TOLD:
            message = f"row {line} of {quoted(self.path)} {what}"
            self.diagnostics.report("csv-bad-row", self.node.span, message, help=help)

    def _empty(self, what: str) -> None:
        self.diagnostics.report(
            "csv-empty",
            self.node.span,
            f"{quoted(self.path)} {what}",
            help="the first row names the columns, every other row is a member of the list",
        )


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def _about_width(row: list[str], width: int) -> str:
    if len(row) == 1 and ";" in row[0]:
        return "separate the cells with commas"
    return "put a cell that holds a comma in quotes" if len(row) > width else ""


def _in_words(error: csv.Error) -> str:
    text = str(error)
    if "unexpected end" in text:
        return "opens a quote that is not closed"
    if "expected after" in text:
        return "goes on after a closing quote"
    if "field larger" in text:
        return "has a cell of more than 131,072 characters"
    return f"cannot be read: {text}"
