"""Guards: which optional facts a condition proves known.

In: bound conditions. Out: paths of facts. Invariant: where `known_if(c, True)` has a path and `c` holds,
the receipt has that fact; the same for `False` where `c` does not hold.
"""

from __future__ import annotations

from receipt_rules.program import expression as px

_NOTHING: frozenset[str] = frozenset()


def known_if(condition: px.Expr, holds: bool) -> frozenset[str]:
    """The optional facts that are known where the condition holds, or where it does not."""
    if isinstance(condition, px.Known):
        return frozenset({condition.fact.path}) if holds else _NOTHING
    if isinstance(condition, px.Not):
        return known_if(condition.operand, not holds)
    if isinstance(condition, px.Logic):
        left, right = known_if(condition.left, holds), known_if(condition.right, holds)
        return left | right if (condition.op == "and") == holds else left & right
    if isinstance(condition, px.IfElse):
        return _of_branches(condition, holds)
    return _NOTHING


def _of_branches(condition: px.IfElse, holds: bool) -> frozenset[str]:
    found = [
        known_if(condition.condition, chosen) | known_if(branch, holds)
        for chosen, branch in ((True, condition.then), (False, condition.otherwise))
        if not (isinstance(branch, px.Const) and branch.value is not holds)
    ]
    return frozenset.intersection(*found) if found else _NOTHING
