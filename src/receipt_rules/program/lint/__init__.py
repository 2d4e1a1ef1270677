"""Advice about a program that binds: what is legal and probably not meant.

In: a `Program`, and the day of the check, if one is given. Out: diagnostics of levels warning and advice.
Invariant: nothing here stops a ruleset from being compiled.
"""

from __future__ import annotations

from receipt_rules.program.lint.lint import lint

__all__ = ["lint"]
