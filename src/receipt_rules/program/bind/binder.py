"""What the binders of the single kinds of expression share.

In: where an expression stands. Out: `Binder`, which each of them is given and binds its parts with.
Invariants: a binder is a value; a part that cannot be bound is None and a diagnostic; the parts beside it
are bound all the same, so that all mistakes of an expression are said at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final, NamedTuple

from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.facts import report_unguarded
from receipt_rules.program.bind.folding import fold
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.expression import Const, Expr
from receipt_rules.program.model import HostFact
from receipt_rules.program.types import Type

Known = frozenset[str] | None
"""The optional facts that are known here; None where a guard was lost to a mistake, so all count."""


class Lacking(NamedTuple):
    """An optional fact that is read, and where; somebody else knows whether it is asked for before."""

    name: ast.Name
    fact: HostFact


_MOST_BITS: Final = 256
"""Of a folded number: far above any sum of a shop, and small enough to compute with at once."""


@dataclass(frozen=True, slots=True)
class Binder:
    """`hint`: the quantity that a bare `quantity` stands for. `selecting`: inside a selector's `where`.

    `lacking`: collects the optional facts that are read unasked; without it, each is a diagnostic.
    """

    scope: Scope
    place: Place
    table: Mapping[type[ast.Node], Callable[[Binder, Any], Expr | None]]
    known: Known = frozenset()
    hint: Type | None = None
    selecting: bool = False
    lacking: list[Lacking] | None = None

    def bind(self, node: ast.Expr, hint: Type | None = None) -> Expr | None:
        """One part; None after a diagnostic."""
        return self.table[type(node)](self.hinting(hint), node)

    def hinting(self, hint: Type | None) -> Binder:
        """The binder for a part whose unit its neighbour says."""
        return self if hint == self.hint else replace(self, hint=hint)

    def knowing(self, paths: Known) -> Binder:
        """The binder for what is evaluated only where these facts are known, too."""
        known = None if paths is None or self.known is None else self.known | paths
        return self if known == self.known else replace(self, known=known)

    def may_read(self, name: ast.Name, fact: HostFact) -> bool:
        """Whether an optional fact can be read here; if not, that is said."""
        if self.known is None or fact.path in self.known:
            return True
        if self.lacking is not None:
            self.lacking.append(Lacking(name, fact))
            return True
        report_unguarded(name, fact, self.scope)
        return False

    def made(self, expr: Expr) -> Expr | None:
        """The expression, folded; None where the folded number is beyond all bounds."""
        folded = fold(expr)
        if isinstance(folded, Const) and _bits(folded.value) > _MOST_BITS:
            self.scope.diagnostics.report(
                "number-too-large",
                folded.span,
                f"{quoted(folded.span.text)} is larger than the engine counts",
            )
            return None
        return folded


def _bits(value: object) -> int:
    if isinstance(value, Fraction):
        return max(value.numerator.bit_length(), value.denominator.bit_length())
    return value.bit_length() if isinstance(value, int) else 0
