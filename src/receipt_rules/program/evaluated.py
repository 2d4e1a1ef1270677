"""What of a program is evaluated, whatever it names.

In: a program and trees of it. Out: yes or no. Invariant: what holds reaches nothing that is `Later`, nor an
expression that no engine evaluates yet, through item sets, segments and tables however far round.
"""

from __future__ import annotations

from receipt_rules.program.bind.references import Reference, named_by
from receipt_rules.program.bind.walk import walk
from receipt_rules.program.expression import PayingWith
from receipt_rules.program.model import Later, Program


class Evaluated:
    """Looks through what has a name; each is looked at once."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._known: dict[Reference, bool] = {}

    def holds(self, tree: object) -> bool:
        """Is all of it evaluated? A circle, which the binder refuses, would be looked at once."""
        return all(self._node(node) for node in walk(tree))

    def _node(self, node: object) -> bool:
        if isinstance(node, Later | PayingWith):
            return False
        reference = named_by(node)
        if reference is None:
            return True
        known = self._known.get(reference)
        if known is None:
            self._known[reference] = True
            known = self._known[reference] = self.holds(self._tree(reference))
        return known

    def _tree(self, reference: Reference) -> object:
        kind, id = reference
        if kind == "items":
            return self._program.items[id].source
        if kind == "segment":
            return self._program.segments[id].source
        return self._program.tiers[id].by if kind == "tiers" else self._program.decisions[id].inputs
