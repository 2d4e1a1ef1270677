"""Groups: how the rules of a phase meet. One door."""

from receipt_rules.runtime.groups.phase import run_phase

__all__ = ["run_phase"]
