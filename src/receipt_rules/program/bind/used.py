"""Which declarations the rules of a bundle name.

In: the rules' AST and their scopes. Out: ids. A name that a label of a slot happens to share counts as
used, which costs at most a warning less.
"""

from __future__ import annotations

from receipt_rules.language import ast
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.walk import walk


def used_by_rules(context: Context) -> frozenset[str]:
    """Ids of everything that a clause of a rule names."""
    found: set[str] = set()
    for node, scope in context.each(ast.Rule):
        for each in walk(node.clauses):
            if isinstance(each, ast.Name):
                declared = scope.find(each)
                if declared is not None:
                    found.add(declared.id)
    return frozenset(found)
