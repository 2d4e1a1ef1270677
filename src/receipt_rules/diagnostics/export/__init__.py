"""Diagnostics for programs: one module per format.

In: diagnostics, sorted. Out: text in JSON, SARIF or GitHub's workflow commands. Invariant: the same
diagnostics give the same bytes; paths are written as the caller gave them.
"""

from __future__ import annotations

from receipt_rules.diagnostics.export.document import to_json
from receipt_rules.diagnostics.export.github import to_github
from receipt_rules.diagnostics.export.sarif import to_sarif

__all__ = ["to_github", "to_json", "to_sarif"]
