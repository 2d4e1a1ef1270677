"""Expressions and selections as an author writes them.

In: rows of a compiled ruleset, which has no text any more. Out: one line of the language, with the fewest
parentheses that keep the meaning. Invariants: read by the language again it gives the same row; constants
have their type from what stands beside them; a long list of SKUs is cut short.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from receipt_rules.runtime.expressions import selection_of
from receipt_rules.runtime.rows import SelectionRow
from receipt_rules.runtime.why.values import NO_KIND, Kind, Values, kind_of, listed, text

IF, OR, AND, NOT, COMPARE, SUM, PRODUCT, UNARY, ATOM = range(9)
"""How tightly a form binds."""

_LEVELS: Final = {
    "if": IF, "or": OR, "and": AND, "not": NOT,
    "compare": COMPARE, "known": COMPARE, "matches": COMPARE, "in-texts": COMPARE, "in-range": COMPARE,
    "in-list": COMPARE, "in-items": COMPARE, "in-segment": COMPARE,
    "+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "negate": UNARY, "of": UNARY, "or-else": UNARY,
}  # fmt: skip


class Phrases:
    """Rows in words, for a ruleset of one currency."""

    def __init__(self, currency: str) -> None:
        self.values = Values(currency)

    def expression(self, row: Any, kind: Kind = NO_KIND, least: int = IF) -> str:
        """An expression, in parentheses if it binds less than `least`; `kind` is that of its constants."""
        words = self._words(row, kind)
        return f"({words})" if _LEVELS.get(row[0], ATOM) < least else words

    def _words(self, row: Any, kind: Kind) -> str:
        op = row[0]
        if op == "const":
            return self.values.constant(row, kind)
        if op in ("+", "-", "*", "/"):
            return self._arithmetic(row, kind)
        if op in ("and", "or"):
            level = _LEVELS[op]
            return f"{self.expression(row[1], least=level)} {op} {self.expression(row[2], least=level + 1)}"
        return _WRITERS[op](self, row, kind)

    def _arithmetic(self, row: Any, kind: Kind) -> str:
        op, left, right = row
        level = _LEVELS[op]
        own = kind_of(row)
        kind = kind if own == NO_KIND else own
        kinds = (kind, kind)
        if op == "/":
            kinds = (kind, ("number", ""))
        elif op == "*" and kind[0] != "number":
            # One side is a number, and the other is what the product is.
            kinds = (("number", ""), kind) if _is_plain_number(left) else (kind, ("number", ""))
        return f"{self.expression(left, kinds[0], level)} {op} {self.expression(right, kinds[1], level + 1)}"

    def compare(self, row: Any) -> str:
        """`left op right`."""
        _, op, left, right = row
        kind = kind_beside(left, right)
        return f"{self.expression(left, kind, SUM)} {op} {self.expression(right, kind, SUM)}"

    def in_range(self, row: Any) -> str:
        """`x in low..high`."""
        _, operand, low, high = row
        kind = kind_beside(operand, low, high)
        dots = ".." if low[0] == high[0] == "const" else " .. "
        ends = [self.expression(each, kind, SUM) for each in (low, high)]
        return f"{self.expression(operand, kind, SUM)} in {ends[0]}{dots}{ends[1]}"

    def in_list(self, row: Any) -> str:
        """`x in {a, b}`."""
        return f"{self.expression(row[1], least=SUM)} in {self.choices(row)}"

    def choices(self, row: Any) -> str:
        """`{a, b}` of an `in` with a list."""
        kind = kind_of(row[1])
        return "{" + listed([self.values.constant(each, kind) for each in row[2]]) + "}"

    def aggregate(self, row: Any) -> str:
        """`amount of items tea`."""
        function, over = row[1], row[2]
        if over is None:
            return str(function)
        if over == "this-item":
            return f"{function} of this item"
        chosen = selection_of(over)
        words = self.selection(chosen)
        simple = chosen.none is None and chosen.where is None and len(_atoms(chosen)) < 2
        return f"{function} of {words}" if simple else f"{function} of ({words})"

    def selection(self, row: SelectionRow) -> str:
        """`items tea, category "Coffee" except tag "new" where ...`; the atoms of a kind by name."""
        parts = ["all items" if row.all else f"items {listed(_atoms(row))}"]
        if row.none is not None:
            parts.append(f"except {listed(_atoms(row.none))}")
        if row.where is not None:
            parts.append(f"where {self.expression(row.where)}")
        return " ".join(parts)

    def _percent_of(self, row: Any, kind: Kind) -> str:
        own = kind_of(row[2])
        share = self.expression(row[1], ("percent", ""), ATOM)
        return f"{share} of {self.expression(row[2], kind if own == NO_KIND else own, UNARY)}"

    def _if_else(self, row: Any, kind: Kind) -> str:
        own = kind_of(row)
        kind = kind if own == NO_KIND else own
        then, otherwise = self.expression(row[2], kind, OR), self.expression(row[3], kind)
        return f"if {self.expression(row[1], least=OR)} then {then} else {otherwise}"

    def _default(self, row: Any) -> str:
        kind = kind_of(row[1])
        return f"{self.expression(row[1], least=ATOM)} default {self.expression(row[2], kind, ATOM)}"


def kind_beside(*rows: Any) -> Kind:
    """The kind that expressions which are compared have in common."""
    return next((kind for kind in map(kind_of, rows) if kind != NO_KIND), NO_KIND)


def _is_plain_number(row: Any) -> bool:
    return bool(row[0] == "const") or kind_of(row)[0] in ("int", "number")


def _atoms(row: SelectionRow) -> list[str]:
    found = ["all items"] if row.all else []
    found += [*row.lists, *row.sets]
    found += [text(each) for each in row.skus]
    for word, values in (("category", row.categories), ("brand", row.brands), ("tag", row.tags)):
        found += [f"{word} {text(each)}" for each in values]
    return [*found, "discounted"] if row.discounted else found


_WRITERS: Final[dict[str, Callable[[Phrases, Any, Kind], str]]] = {
    "fact": lambda p, row, kind: row[1],
    "aggregate": lambda p, row, kind: p.aggregate(row),
    "negate": lambda p, row, kind: f"-{p.expression(row[1], kind, UNARY)}",
    "of": Phrases._percent_of,
    "or-else": lambda p, row, kind: p._default(row),
    "known": lambda p, row, kind: f"{p.expression(row[1], least=SUM)} is known",
    "compare": lambda p, row, kind: p.compare(row),
    "not": lambda p, row, kind: f"not {p.expression(row[1], least=NOT)}",
    "matches": lambda p, row, kind: f"{p.expression(row[1], least=SUM)} matches /{row[2]}/",
    "in-texts": lambda p, row, kind: (
        f"{p.expression(row[1], least=SUM)} in {p.expression(row[2], least=SUM)}"
    ),
    "in-range": lambda p, row, kind: p.in_range(row),
    "in-list": lambda p, row, kind: p.in_list(row),
    "in-items": lambda p, row, kind: f"item.sku in items {row[1]}",
    "in-segment": lambda p, row, kind: f"customer in segment {row[1]}",
    "if": Phrases._if_else,
    "near": lambda p, row, kind: f"near({p.expression(row[1])}, {row[2]} days)",
    "tiers": lambda p, row, kind: row[1],
    "table": lambda p, row, kind: f"{row[1]}.{row[2]}",
}
