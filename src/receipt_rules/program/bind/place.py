"""Where an expression stands, which decides what it may read.

In: nothing. Out: `Place`. The facts of each place are a table of the expression binder.
"""

from __future__ import annotations

from enum import Enum


class Place(Enum):
    """What is at hand where an expression stands; the value names it in messages."""

    CONSTANT = "a constant"
    """`let`: written values and other constants only."""
    CUSTOMER = "an audience"
    """`segment ... = where`, `customers where`: customer, store, today."""
    RULE = "a condition on the whole receipt"
    """`when`, `unless`, `nudge ... within`, rewards on the receipt, `tiers by`, inputs of a table,
    `protect receipt`: also the receipt, and aggregates."""
    ITEM = "a condition on items"
    """`where` of a selector, rewards on items, `floor`, `protect items`: also the item at hand."""
    CLAIM = "a claim"
    """`prove`: all of it, and what the outcome says."""
