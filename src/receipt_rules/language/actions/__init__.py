"""From productions to nodes: one table of actions for each family of nodes.

In: the children of a production of grammar.lark and its place. Out: the node. Invariant: every
production that makes a node has exactly one action, named after its rule or its alias.
"""

from __future__ import annotations

from typing import Final

from receipt_rules.language.actions import declarations, expressions, literals, rules, tests
from receipt_rules.language.actions.context import Context
from receipt_rules.language.machine import Action

__all__ = ["ACTIONS", "Context"]

ACTIONS: Final[dict[str, Action]] = {
    **literals.ACTIONS,
    **expressions.ACTIONS,
    **declarations.ACTIONS,
    **rules.ACTIONS,
    **tests.ACTIONS,
}
