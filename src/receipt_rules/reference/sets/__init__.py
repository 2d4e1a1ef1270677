"""Sets: units that together earn something.

In: rules with `take` or `buy`, the units of a receipt. Out: which sets they may form, what each is worth, why
none is formed. Invariant: written from docs/decisions/0006 and the page alone; what the sets of a group come
to together is decided in `groups`.
"""

from receipt_rules.reference.sets.offer import SetOffer

__all__ = ["SetOffer"]
