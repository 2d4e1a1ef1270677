"""Can an expression be told on a receipt?

In: the row of an expression. Out: a function like those of `expressions`: True, or False where the expression
would read a fact that is not known. Invariants: it looks at what evaluation would look at, in its order, so
that what a guard keeps from being read is not missed; a promised fact that the host did not send is a
ReceiptError, as in an evaluation. Built once per rule: an engine keeps what is built for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from receipt_rules.runtime.expressions import Function, build, selection_of
from receipt_rules.runtime.rows import SelectionRow
from receipt_rules.runtime.selectors import predicate

if TYPE_CHECKING:
    from receipt_rules.runtime.engine import Engine
    from receipt_rules.runtime.lines import Line
    from receipt_rules.runtime.session import Session

_BY_ITSELF: Final = frozenset({"const", "known", "in-items", "in-segment", "tiers", "table"})
"""What is declared by itself is guarded by itself."""

_OPERANDS: Final = {
    "compare": (2, 3), "in-range": (1, 2, 3), "in-texts": (1, 2), "+": (1, 2), "-": (1, 2), "*": (1, 2),
    "/": (1, 2), "of": (1, 2),
}  # fmt: skip
"""Where the expressions stand in forms that look at more than the first."""


def readable(row: Any, engine: Engine) -> Function:
    """Is everything known that the expression would read?"""
    op = row[0]
    if op in _BY_ITSELF:
        return _always
    if op == "fact":
        return _is_known(build(row))
    if op == "aggregate":
        over = row[2]
        return _always if over is None or over == "this-item" else selectable(selection_of(over), engine)
    if op == "or-else":
        return _or(_is_known(build(row[1])), readable(row[2], engine))
    if op in ("and", "or"):
        left = readable(row[1], engine)
        decided = _decides(build(row[1]), op == "or")
        return _all([left, _or(decided, readable(row[2], engine))])
    if op == "if":
        return _chosen(build(row[1]), *(readable(part, engine) for part in row[1:]))
    return _all([readable(row[place], engine) for place in _OPERANDS.get(op, (1,))])


def selectable(row: SelectionRow, engine: Engine) -> Function:
    """Can a selection be told? Its `where` and that of what it leaves out read facts; sets are guarded by
    themselves."""
    if row.where is None:
        return _always
    bare, told = predicate(replace(row, where=None), engine), readable(row.where, engine)
    return lambda session, own, line: all(
        told(session, own, each) for each in session.lines if bare(session, each)
    )


def _always(session: Session, own: list[Line], line: Line | None) -> bool:
    return True


def _is_known(fact: Function) -> Function:
    return lambda session, own, line: fact(session, own, line) is not None


def _decides(left: Function, value: bool) -> Function:
    return lambda session, own, line: bool(left(session, own, line)) is value


def _or(first: Function, second: Function) -> Function:
    return lambda session, own, line: first(session, own, line) or second(session, own, line)


def _all(parts: list[Function]) -> Function:
    if len(parts) == 1:
        return parts[0]
    return lambda session, own, line: all(part(session, own, line) for part in parts)


def _chosen(condition: Function, told: Function, then: Function, otherwise: Function) -> Function:
    def function(session: Session, own: list[Line], line: Line | None) -> bool:
        if not told(session, own, line):
            return False
        taken = then if condition(session, own, line) else otherwise
        return bool(taken(session, own, line))

    return function
