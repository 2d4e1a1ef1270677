"""`table`: a value for each case, by rows of conditions.

In: decision tables. Out: `Table` by id, and diagnostics. Invariant: rows are as wide as the head, cells have
the type of their column, values of one output are of one type, and the rows of a `unique` table fit each
case once, as far as that can be looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

from receipt_rules.diagnostics import Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.cells import BoundCell, bind_cell, named_values, stretches
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.coverage import Findings, Unnamed, coverage, samples
from receipt_rules.program.bind.expression import bind_expression
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.shown import shown
from receipt_rules.program.bind.table_values import bind_values
from receipt_rules.program.bind.walk import walk
from receipt_rules.program.expression import Const, Constant, Expr
from receipt_rules.program.model import Table, TableRow
from receipt_rules.program.types import DURATION, Type


def bind_tables(context: Context) -> dict[str, Table]:
    """The decision tables of the bundle that could be bound, by id."""
    bound = ((id, _bound(id, node, scope)) for id, node, scope in context.named(ast.Table))
    return {id: table for id, table in bound if table is not None}


def _bound(id: str, node: ast.Table, scope: Scope) -> Table | None:
    inputs = [_input(node, column, scope) for column in range(len(node.inputs))]
    _check_output_names(node, scope)
    rows = [row for row in node.rows if _is_as_wide(row, node, scope)]
    columns = [bind_values([row.outputs[place] for row in rows], scope) for place in range(len(node.outputs))]
    cells = [
        [bind_cell(cell, bound, scope) for cell, bound in zip(row.cells, inputs, strict=True)] for row in rows
    ]
    whole_rows = [_row(*each) for each in zip(cells, zip(*columns, strict=True), strict=True)]
    whole_inputs = [each for each in inputs if each is not None]
    fitting = [[each for each in row if each is not None] for row in cells]
    bound_rows = [each for each in whole_rows if each is not None]
    understood = all(len(row) == len(node.inputs) for row in fitting) and len(rows) == len(node.rows)
    if len(whole_inputs) < len(inputs) or not understood:
        return None
    if node.hit == "unique":
        _check_coverage(node, [each.type for each in whole_inputs], fitting, scope)
    if len(bound_rows) < len(node.rows):
        return None
    title = "" if node.title is None else node.title.value
    outputs = tuple(name.text for name in node.outputs)
    return Table(id, title, node.hit, tuple(whole_inputs), outputs, tuple(bound_rows), node.span)


def _row(cells: Sequence[BoundCell | None], values: Sequence[Const | None]) -> TableRow | None:
    known, given = [each for each in cells if each is not None], [each for each in values if each is not None]
    if len(known) < len(cells) or len(given) < len(values):
        return None
    return TableRow(tuple(each.tests for each in known), tuple(each.value for each in given))


def _input(node: ast.Table, column: int, scope: Scope) -> Expr | None:
    each = node.inputs[column]
    bound = bind_expression(each, scope, _wanted(node, column), Place.ITEM)
    if bound is not None and bound.type == DURATION:
        scope.diagnostics.report("type-mismatch", each.span, "a column of a table is no duration")
        return None
    return bound


def _wanted(node: ast.Table, column: int) -> Type | None:
    """The unit of measure that the cells of a column are in: a bare `quantity` means that one then."""
    for row in node.rows:
        for each in walk(row.cells[column : column + 1]):
            if isinstance(each, ast.Measure):
                return Type("quantity", dimension=each.quantity.dimension)
    return None


def _check_output_names(node: ast.Table, scope: Scope) -> None:
    first: dict[str, ast.Name] = {}
    for name in node.outputs:
        if name.text in first:
            scope.diagnostics.report(
                "duplicate-name",
                name.span,
                f"two columns are called {quoted(name.text)}",
                label="second",
                secondary=[Label(first[name.text].span, "first")],
                help="rename one of them",
            )
        first.setdefault(name.text, name)


def _is_as_wide(row: ast.TableRow, node: ast.Table, scope: Scope) -> bool:
    expected = len(node.inputs) + len(node.outputs)
    actual = len(row.cells) + len(row.outputs)
    if len(row.cells) == len(node.inputs) and len(row.outputs) == len(node.outputs):
        return True
    head = node.inputs[0].span
    said = f"{actual} cells, the head has {expected}"
    if actual == expected:
        said = f"{len(row.outputs)} results, the head has {len(node.outputs)}"
    scope.diagnostics.report(
        "row-width",
        row.span,
        f"this row has {said}",
        secondary=[Label(head, "the head")],
        help="write `any` where a column does not matter",
    )
    return False


# ---- each case once ----------------------------------------------------------------------------------


def _check_coverage(
    node: ast.Table, types: Sequence[Type], cells: Sequence[Sequence[BoundCell]], scope: Scope
) -> None:
    values = [
        samples(type, (value for row in cells for value in named_values(row[column]))) or ("",)
        for column, type in enumerate(types)
    ]
    places = [{value: place for place, value in enumerate(column)} for column in values]
    found = coverage(len(cells), values, lambda row, column: stretches(cells[row][column], places[column]))
    _report(node, types, found, scope)


def _report(node: ast.Table, types: Sequence[Type], found: Findings, scope: Scope) -> None:
    for overlap in found.overlaps:
        scope.diagnostics.report(
            "rows-overlap",
            node.rows[overlap.second].span,
            "two rows of a `unique` table fit one case",
            label="also fits",
            secondary=[Label(node.rows[overlap.first].span, "fits")],
            notes=[f"both fit where {_case(node, types, overlap.case, scope)}"],
            help="make the rows exclude each other, or write `first` for `unique`",
        )
    if found.gap is not None:
        scope.diagnostics.report(
            "rows-gap",
            node.name.span,
            "no row of this `unique` table fits some case",
            secondary=[Label(node.rows[-1].span, "the last row: none up to it fits")],
            notes=[f"none fits where {_case(node, types, found.gap, scope)}"],
            help="add a row for it, or write `first` for `unique` and end with a row of `any`",
        )
    if not found.complete:
        scope.diagnostics.report(
            "table-too-large",
            node.name.span,
            f"{quoted(node.name.text)} is too large to look at every case of it",
            label="two rows may fit one case, or none",
            notes=["where two rows fit, the first counts; where none does, the value is zero"],
            help="make several tables of it, or write `first` for `unique`",
        )


def _case(node: ast.Table, types: Sequence[Type], case: Sequence[Constant], scope: Scope) -> str:
    """The case as an author would write it: the columns that it is told by."""
    return ", ".join(
        f"`{' '.join(each.span.text.split())}` is {_value(value, type, scope)}"
        for each, value, type in zip(node.inputs, case, types, strict=False)
    )


def _value(value: Constant, type: Type, scope: Scope) -> str:
    return "another text" if isinstance(value, Unnamed) else shown(value, type, scope.currency)
