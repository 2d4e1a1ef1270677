"""Slips: an evaluated receipt for people to read."""

from receipt_rules.slip.text import WIDTH, reason_of, slip

__all__ = ["WIDTH", "reason_of", "slip"]
