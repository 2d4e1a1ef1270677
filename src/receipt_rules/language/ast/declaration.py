"""A file, its declarations, and the claims for a solver.

In: nothing. Out: the node types of a `.rules` file as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from receipt_rules.language.ast.expression import Expr
from receipt_rules.language.ast.group import Budget, Group, Protect, Table, Tiers
from receipt_rules.language.ast.header import Header, Import
from receipt_rules.language.ast.node import Name, Node, Text
from receipt_rules.language.ast.rule import Rule
from receipt_rules.language.ast.scheme import Cards, Coupons, Points, Programme, Tender
from receipt_rules.language.ast.test import Test
from receipt_rules.language.ast.vocabulary import Items, Let, Schema, Segment, Sequence


@dataclass(frozen=True, slots=True)
class Claim(Node):
    """`always E`, `never E`, `never together r, s`, `every added item never lowers discount`."""

    kind: OneOf["always", "never", "together", "monotone"]
    condition: Expr | None = None
    rules: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Prove(Node):
    """`prove "title" { [assuming E] claims }`."""

    title: Text
    assuming: Expr | None
    claims: tuple[Claim, ...]


Declaration = (
    Sequence | Schema | Let | Items | Segment | Cards | Coupons | Points | Tender | Programme
    | Group | Tiers | Table | Budget | Protect | Rule | Test | Prove
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comment(Node):
    """`# ...` to the end of its line; `own_line` when nothing stands before it."""

    text: str
    own_line: bool


@dataclass(frozen=True, slots=True)
class Broken(Node):
    """What could not be understood; a diagnostic says why.

    `declaration` is the word that the declaration begins with, `name` its name, if it has one that could
    be read. `clause` is the first word of the clause that is absent, None where the whole declaration is.
    Who misses a clause or a name that may have stood here says nothing about it.
    """

    declaration: str
    name: Name | None = None
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class File(Node):
    """One `.rules` file. `header` is None only where it is missing (already a diagnostic).

    Clauses and declarations that could not be understood are absent and named in `broken`.
    """

    header: Header | None
    imports: tuple[Import, ...]
    declarations: tuple[Declaration, ...]
    comments: tuple[Comment, ...]
    broken: tuple[Broken, ...] = ()
