"""How the rules of a group meet: a module for each way.

In: the offers of a root group, at its entry. Out: what each rule gives. Invariant: a part is played first and
by itself; then it is one candidate of its group.
"""

from receipt_rules.reference.groups.play import Table

__all__ = ["Table"]
