"""Where a lint points: names, not whole blocks.

In: what a program knows of a declaration. Out: a short place inside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from receipt_rules.diagnostics import Span
from receipt_rules.program.model import Program, Rule

Some = TypeVar("Some")
MOST_SHOWN = 20
"""Of one lint over all rules: enough to see what is meant, few enough to read."""


def rule_place(rule: Rule) -> Span:
    """The rule's name in its declaration."""
    return name_place(rule.span, rule.id)


def name_place(declaration: Span, name: str) -> Span:
    """The first mention of the name in a declaration; all of it where there is none."""
    found = re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", declaration.text)
    if found is None:
        return declaration
    return Span(declaration.source, declaration.start + found.start(), declaration.start + found.end())


def header_place(program: Program) -> Span:
    """The header of the ruleset; the start of the first file where it cannot be told apart."""
    heads = [
        source.span(found.start(), found.end())
        for source in program.sources
        if (found := re.search(rf'\bruleset\s+"{re.escape(program.name)}"', source.text))
    ]
    return heads[0] if heads else program.sources[0].span(0)


def shown(found: Sequence[Some]) -> tuple[Sequence[Some], str]:
    """The first of many findings, and a note that says how many there are besides."""
    more = len(found) - MOST_SHOWN
    return found[:MOST_SHOWN], f"and {more} more" if more > 0 else ""
