"""A whole ruleset.

In: made by `program.bind`. Out: read by lint, compiler, reference interpreter, test runner and explain.
Invariants: everything is sorted by id, so that the order of the text cannot show; values are immutable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from receipt_rules.calendar import Validity
from receipt_rules.diagnostics import Source, Span
from receipt_rules.language import ast
from receipt_rules.money import RoundMode
from receipt_rules.program.expression import Expr, Selection
from receipt_rules.program.model.meeting import Group, Table, Tiers
from receipt_rules.program.model.rule import Rule
from receipt_rules.program.model.vocabulary import CodeSet, ItemSet, Later, Programme, Segment
from receipt_rules.program.model.words import Wording
from receipt_rules.program.types import Type


@dataclass(frozen=True, slots=True)
class Protection:
    """`protect ...`: `selection` None protects the receipt as a whole."""

    kind: Literal["never", "price", "discount"]
    selection: Selection | None
    value: Expr | None
    span: Span = field(compare=False, repr=False)
    later: tuple[Later, ...] = ()


@dataclass(frozen=True, slots=True)
class Rounding:
    """The ruleset's rounding of item discounts."""

    mode: RoundMode
    step_minor: int
    per: Literal["unit", "line"]


@dataclass(frozen=True, slots=True)
class HostFact:
    """A fact of `schema`."""

    path: str
    type: Type
    optional: bool


@dataclass(frozen=True, slots=True)
class RuleTest:
    """A `test` block with the names of its module resolved where they are used.

    `lists` maps the name of an item set as the test's file writes it to its id, `coupons` that of coupons.
    """

    title: str
    node: ast.Test
    module: str
    lists: Mapping[str, str]
    coupons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unused:
    """A declaration of the root file that nothing names; `noun` says what it is: `item set`."""

    noun: str
    name: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Program:
    """A whole ruleset. `zone` None: the store's own. `day_starts`: minutes after midnight."""

    name: str
    version: str
    language: int
    currency: str
    locale: str
    zone: str | None
    day_starts: int
    rounding: Rounding
    validity: Validity | None
    replaces: str
    owner: str
    returns: Literal["refund_paid", "unwind"]
    rules: tuple[Rule, ...]
    items: Mapping[str, ItemSet]
    segments: Mapping[str, Segment]
    codes: Mapping[str, CodeSet]
    protections: tuple[Protection, ...]
    facts: Mapping[str, HostFact]
    tests: tuple[RuleTest, ...]
    sources: tuple[Source, ...]
    tables: Mapping[str, bytes]
    """CSV path (relative to the bundle's root) -> content: part of the digest."""
    later: tuple[Later, ...] = ()
    """Declarations that are not evaluated yet and that no rule carries (points, tenders, proofs ...)."""
    programs: Mapping[str, Programme] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    sequence: tuple[str, ...] = ()
    """The groups that `sequence` names, in its order; the others run after them in the order of their ids."""
    tiers: Mapping[str, Tiers] = field(default_factory=dict)
    decisions: Mapping[str, Table] = field(default_factory=dict)
    unused: tuple[Unused, ...] = ()
    wording: Wording | None = None
    """How the locale writes values; None where the ruleset has no words."""
