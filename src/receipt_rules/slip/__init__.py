"""Slips: an evaluated receipt for people to read."""

from receipt_rules.slip.text import REASONS, WIDTH, slip

__all__ = ["REASONS", "WIDTH", "slip"]
