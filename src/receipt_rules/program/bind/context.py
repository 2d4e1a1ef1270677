"""What every binder of declarations is given.

In: made once by `bind`. Out: `Context`. Invariant: it holds doors, no results; results are values that
the binders return.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from receipt_rules.diagnostics import Diagnostics
from receipt_rules.language import ast
from receipt_rules.program.bind.bundle import Bundle
from receipt_rules.program.bind.csv import Tables
from receipt_rules.program.bind.names import Declared
from receipt_rules.program.bind.scope import Scope

Some = TypeVar("Some", bound=ast.Node)


@dataclass(frozen=True, slots=True)
class Context:
    """One run of the binder: the files, what is seen from each, its tables, where to report."""

    bundle: Bundle
    scopes: Mapping[str, Scope]
    tables: Tables
    diagnostics: Diagnostics

    def each(self, kind: type[Some]) -> Iterator[tuple[Some, Scope]]:
        """Every declaration of a node type in the bundle, with the scope of its file."""
        for path, module in self.bundle.modules.items():
            for node in module.file.declarations:
                if isinstance(node, kind):
                    yield node, self.scopes[path]

    def named(self, kind: type[Some]) -> Iterator[tuple[str, Some, Scope]]:
        """The same of declarations with a name, with their ids; of two with one name only the first."""
        for node, scope in self.each(kind):
            declared = self.own(node, scope)
            if declared is not None:
                yield declared.id, node, scope

    def own(self, node: ast.Node, scope: Scope) -> Declared | None:
        """What a node declares, unless its name was taken."""
        name: str = node.name.text  # type: ignore[attr-defined]
        found = scope.names.declared.get(name)
        return found if found is not None and found.node is node else None
