"""Lints in tests: what one of them says of a text.

In: a ruleset as an author writes it, the slug of a lint. Out: what it says, or where.
"""

from __future__ import annotations

import datetime as dt

from receipt_rules.diagnostics import Diagnostic
from receipt_rules.program.lint import lint
from receipt_rules.program.model import Program
from tests.unit.program.binding import program

WEDNESDAY = dt.date(2026, 3, 4)
FILES = {"l.csv": "sku\na\nb\n", "m.csv": "sku\nb\nc\n", "n.csv": "sku\nc\n", "same.csv": "sku\nb\na\n"}
LISTS = 'items l = csv "l.csv"\nitems m = csv "m.csv"\nitems n = csv "n.csv"\nitems twin = csv "same.csv"\n'


def said(text: str | Program, slug: str, today: dt.date | None = WEDNESDAY) -> list[Diagnostic]:
    """What one lint says."""
    subject = program(text, FILES) if isinstance(text, str) else text
    return [each for each in lint(subject, today) if each.slug == slug]


def names(text: str | Program, slug: str, today: dt.date | None = WEDNESDAY) -> list[str]:
    """Where one lint points, as the author's text."""
    return [each.span.text for each in said(text, slug, today)]
