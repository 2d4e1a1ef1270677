"""Tier tables and decision tables as layouts.

In: table nodes. Out: blocks of rows whose columns stand one below the other. Invariant: a column is as
wide as its widest cell, whatever comments and empty lines are between the rows.
"""

from __future__ import annotations

from collections.abc import Sequence

from receipt_rules.language import ast
from receipt_rules.language.formatter.compose import Composer
from receipt_rules.language.formatter.expression import on_one_line, word, words
from receipt_rules.language.formatter.layout import Doc
from receipt_rules.language.formatter.render import columns
from receipt_rules.language.formatter.slots import Part


def tiers(c: Composer, node: ast.Tiers) -> Doc:
    """`tiers id "title" by E whole { from A: B ... }`."""
    head = words("tiers", node.name, node.title, "by", on_one_line(node.by), node.mode)
    rows = _aligned([[f"from {_border(tier)}", word(tier.value)] for tier in node.tiers])
    return c.block(head, _rows(node.tiers, [" ".join(row) for row in rows]), node.span[1:], always=True)


def _border(tier: ast.Tier) -> str:
    # `06:00:` would be read as the beginning of a longer time.
    space = " " if isinstance(tier.start, ast.Time | ast.DateTime) else ""
    return f"{word(tier.start)}{space}:"


def table(c: Composer, node: ast.Table) -> Doc:
    """`table id "title" unique { | a | b | => c | ... }`."""
    head = words("table", node.name, node.title, node.hit)
    titles = [*map(on_one_line, node.inputs), *(words("=>", name) for name in node.outputs)]
    cells = [[*map(_cell, row.cells), *(words("=>", output) for output in row.outputs)] for row in node.rows]
    texts = [f"| {' | '.join(row)} |" for row in _aligned([titles, *cells])]
    first = Part(c.start_of("|", node.inputs[0].span.start), node.outputs[-1].span.end, lambda: texts[0])
    return c.block(head, [first, *_rows(node.rows, texts[1:])], node.span[1:], always=True)


def _cell(cell: ast.Cell) -> str:
    if isinstance(cell.tests, ast.CellAny):
        return "any"
    return ", ".join(map(_cell_test, cell.tests))


def _cell_test(test: ast.CellTest) -> str:
    if isinstance(test, ast.CellRange):
        return f"{word(test.low)}..{word(test.high)}"
    return words("" if test.op == "=" else test.op, test.value)


def _rows(nodes: Sequence[ast.Node], texts: Sequence[str]) -> list[Part]:
    return [_row(node, text) for node, text in zip(nodes, texts, strict=True)]


def _row(node: ast.Node, text: str) -> Part:
    return Part(node.span.start, node.span.end, lambda: text)


def _aligned(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The cells filled with spaces to the width of their column."""
    count = max(map(len, rows), default=0)
    widths = [max(columns(row[i]) for row in rows if i < len(row)) for i in range(count)]
    return [[_filled(cell, width) for cell, width in zip(row, widths, strict=False)] for row in rows]


def _filled(cell: str, width: int) -> str:
    return cell + " " * (width - columns(cell))
