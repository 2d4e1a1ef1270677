"""Names of the root file that nothing names.

In: the files of a bundle. Out: declarations of the root that no declaration of any file names. Invariant:
a root without rules is vocabulary for others, and nothing in it is unused; a name that something else of
the same name hides counts as used, which costs at most a warning less.
"""

from __future__ import annotations

from receipt_rules.language import ast
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.names import NOUNS, Declared
from receipt_rules.program.bind.texts import names_in
from receipt_rules.program.bind.walk import walk
from receipt_rules.program.model import Unused

_ACT_BY_THEMSELVES = ("program", "points", "tender")
"""Kinds that mean something to a till even if no rule names them."""


def unused_names(context: Context) -> tuple[Unused, ...]:
    """Item sets, segments, cards, coupons, groups, budgets, tables and constants, by kind and name."""
    root = context.bundle.root
    if not any(isinstance(node, ast.Rule) for node in root.file.declarations):
        return ()
    used = _used(context)
    names = context.scopes[root.path].names.declared.values()
    found = [
        each
        for each in names
        if each.home == root.path and each.kind not in _ACT_BY_THEMSELVES and each not in used
    ]
    unused = [Unused(NOUNS[each.kind], each.node.name.text, each.node.name.span) for each in found]
    return tuple(sorted(unused, key=lambda each: (each.noun, each.name)))


def _used(context: Context) -> set[Declared]:
    found: set[Declared] = set()
    for path, module in context.bundle.modules.items():
        scope = context.scopes[path]
        for declaration in module.file.declarations:
            if isinstance(declaration, ast.Sequence):
                continue  # a turn is no use: what has nothing to give may have one
            own = getattr(declaration, "name", None)
            for each in walk(declaration):
                named = names_in(each) if isinstance(each, ast.Text) else (each,)
                for name in named:
                    if isinstance(name, ast.Name) and name is not own:
                        declared = scope.find(name)
                        if declared is not None and declared.node is not declaration:
                            found.add(declared)
    return found
