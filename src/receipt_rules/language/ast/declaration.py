"""A file, its header, and every declaration that is not a rule or a test.

In: nothing. Out: the node types of a `.rules` file down to its blocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from receipt_rules.language.ast.expression import Expr, Ref, Selector, SetRef, Value
from receipt_rules.language.ast.node import (
    Date,
    Doc,
    Duration,
    Integer,
    Money,
    Name,
    Node,
    Number,
    Percent,
    Regex,
    Text,
    Time,
    Word,
)
from receipt_rules.language.ast.rule import Period, RoundMode, Rule, Valid
from receipt_rules.language.ast.test import Test

# ---- header ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Setting(Node):
    """A header clause of one value: language, locale, currency, timezone, replaces or owner.

    `timezone store` has the Word `store` as its value; a currency is a Word too.
    """

    key: OneOf["language", "locale", "currency", "timezone", "replaces", "owner"]
    value: Integer | Text | Word


@dataclass(frozen=True, slots=True)
class DayStart(Node):
    """`business day starts 06:00`."""

    time: Time


@dataclass(frozen=True, slots=True)
class Rounding(Node):
    """`rounding half_up to 0.01 RUB per line`; `per` None when not written."""

    mode: RoundMode
    step: Money
    per: OneOf["unit", "line"] | None = None


@dataclass(frozen=True, slots=True)
class Returns(Node):
    """`returns refund_paid | unwind`."""

    mode: OneOf["refund_paid", "unwind"]


HeaderClause = Setting | DayStart | Rounding | Returns | Valid


@dataclass(frozen=True, slots=True)
class Header(Node):
    """`ruleset "name" version "v"` and its clauses; the file's leading doc text belongs here."""

    doc: Doc | None
    name: Text
    version: Text
    clauses: tuple[HeaderClause, ...]


@dataclass(frozen=True, slots=True)
class Import(Node):
    """`import "f.rules" as c`."""

    path: Text
    alias: Name | None


# ---- order, schema, constants --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sequence(Node):
    """`sequence a, b, c`."""

    groups: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class TypeName(Node):
    """`money`, `one of "a", "b"` (name `one of`, with choices), `list of text`."""

    name: str
    choices: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class SchemaField(Node):
    """`customer.spent_90d: money optional`."""

    path: Name
    type: TypeName
    optional: bool


@dataclass(frozen=True, slots=True)
class Schema(Node):
    """`schema { ... }`."""

    fields: tuple[SchemaField, ...]


@dataclass(frozen=True, slots=True)
class Let(Node):
    """`let name = expr`."""

    name: Name
    value: Expr


# ---- item sets, audiences -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Csv(Node):
    """`csv "f.csv" column "sku"`; without a column, the first one."""

    path: Text
    column: Text | None


@dataclass(frozen=True, slots=True)
class AssignedToCustomer(Node):
    """`assigned to customer`."""


@dataclass(frozen=True, slots=True)
class ChosenByCustomer(Node):
    """`chosen by customer up to 5 from a, b every month`."""

    up_to: Integer
    pool: tuple[SetRef, ...]
    every: Period | None


@dataclass(frozen=True, slots=True)
class Items(Node):
    """`items NAME ["title"] = source`."""

    name: Name
    title: Text | None
    source: Csv | Selector | AssignedToCustomer | ChosenByCustomer


@dataclass(frozen=True, slots=True)
class AssignedByHost(Node):
    """`assigned by host`."""


@dataclass(frozen=True, slots=True)
class SegmentWhere(Node):
    """`where condition`."""

    condition: Expr


@dataclass(frozen=True, slots=True)
class Segment(Node):
    """`segment NAME ["title"] = source`."""

    name: Name
    title: Text | None
    source: Csv | AssignedByHost | SegmentWhere


# ---- cards, coupons, points, stored value, programmes ----------------------------------------------


@dataclass(frozen=True, slots=True)
class Generated(Node):
    """`generated "NB-????-####" count 5000`."""

    pattern: Text
    count: Integer | None


@dataclass(frozen=True, slots=True)
class Codes(Node):
    """`"A", "B"`: literal codes or numbers."""

    values: tuple[Text, ...]


CodeSource = Regex | Csv | Generated | Codes


@dataclass(frozen=True, slots=True)
class CodeFrom(Node):
    """`number SOURCE` of cards, `code SOURCE` of coupons."""

    source: CodeSource


@dataclass(frozen=True, slots=True)
class Use(Node):
    """`use once`, `use 3 times per customer`."""

    times: Integer | None
    per_customer: bool = False


@dataclass(frozen=True, slots=True)
class FreedByReturn(Node):
    """`freed by return`."""


@dataclass(frozen=True, slots=True)
class Cards(Node):
    """`cards NAME ["title"] { ... }`."""

    name: Name
    title: Text | None
    parts: tuple[Doc | Valid | CodeFrom, ...]


@dataclass(frozen=True, slots=True)
class Coupons(Node):
    """`coupons NAME ["title"] { ... }`."""

    name: Name
    title: Text | None
    parts: tuple[Doc | Valid | CodeFrom | Use | FreedByReturn, ...]


@dataclass(frozen=True, slots=True)
class Worth(Node):
    """`worth 100 points = 5.50 RUB`."""

    points: Integer | Number
    money: Money


@dataclass(frozen=True, slots=True)
class Available(Node):
    """`available at once | next day | after 14 days`."""

    when: OneOf["at once", "next day", "after"]
    after: Duration | None = None


@dataclass(frozen=True, slots=True)
class Expire(Node):
    """`expire never | 180 days after earning | at end of year | on 2026-12-31`."""

    when: OneOf["never", "after", "end", "on"]
    after: Duration | None = None
    period: Period | None = None
    on: Date | None = None


@dataclass(frozen=True, slots=True)
class PaysUpTo(Node):
    """`pays up to 30% [of SELECTOR]`."""

    rate: Percent | Name
    of: Selector | None


@dataclass(frozen=True, slots=True)
class AtLeast(Node):
    """`at least 10 points`."""

    points: Integer


@dataclass(frozen=True, slots=True)
class Steps(Node):
    """`steps of 10 points`."""

    points: Integer


@dataclass(frozen=True, slots=True)
class PaysAs(Node):
    """`as discount | tender`."""

    kind: OneOf["discount", "tender"]


@dataclass(frozen=True, slots=True)
class EarnOn(Node):
    """`earn on paid | discounted | full`."""

    base: OneOf["paid", "discounted", "full"]


@dataclass(frozen=True, slots=True)
class EarnRounding(Node):
    """`earn rounding down`."""

    mode: RoundMode


PointsPart = (
    Doc | Worth | Available | Expire | PaysUpTo | AtLeast | Steps | PaysAs | EarnOn | EarnRounding
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Points(Node):
    """`points NAME ["title"] { ... }`."""

    name: Name
    title: Text | None
    parts: tuple[PointsPart, ...]


@dataclass(frozen=True, slots=True)
class RatePer(Node):
    """`20 EUR per day`, `3 per week`, `1 per day from 06:00`."""

    amount: Money | Integer
    period: Period
    start: Time | None = None


@dataclass(frozen=True, slots=True)
class ListValue(Node):
    """`[a, b]`."""

    values: tuple[TenderValue, ...]


@dataclass(frozen=True, slots=True)
class MapValue(Node):
    """`{key: value}`."""

    pairs: tuple[Property, ...]


TenderValue = Value | Word | Regex | RatePer | ListValue | MapValue | Selector


@dataclass(frozen=True, slots=True)
class Property(Node):
    """`key: value`."""

    key: Name
    value: TenderValue


@dataclass(frozen=True, slots=True)
class Tender(Node):
    """`tender KIND NAME ["title"] { key: value ... }`."""

    kind: Name
    name: Name
    title: Text | None
    parts: tuple[Doc | Property, ...]


@dataclass(frozen=True, slots=True)
class ProgramPart(Node):
    """One line of a programme: status, kind, cards, points, or `print on every receipt`."""

    key: OneOf["status", "kind", "cards", "points", "print"]
    value: Word | Name | Text


@dataclass(frozen=True, slots=True)
class Programme(Node):
    """`program NAME ["title"] { ... }`."""

    name: Name
    title: Text | None
    parts: tuple[Doc | Valid | ProgramPart, ...]


# ---- groups, budgets, tables, protection -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Excludes(Node):
    """`excludes a, b`."""

    groups: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class PartOf(Node):
    """`part of g`."""

    group: Name


@dataclass(frozen=True, slots=True)
class AtMostRules(Node):
    """`at most n rules`."""

    count: Integer


@dataclass(frozen=True, slots=True)
class Cap(Node):
    """`cap 30%`, `cap 500 RUB`."""

    value: Percent | Name | Money


@dataclass(frozen=True, slots=True)
class Group(Node):
    """`group NAME ["title"] MODE per SCOPE ...`."""

    name: Name
    title: Text | None
    mode: OneOf["exclusive", "best", "stack", "compound"]
    scope: OneOf["item", "receipt"]
    parts: tuple[Excludes | PartOf | AtMostRules | Cap, ...]


@dataclass(frozen=True, slots=True)
class Budget(Node):
    """`budget NAME ["title"] MONEY [per PERIOD]`."""

    name: Name
    title: Text | None
    amount: Money
    per: Period | None


@dataclass(frozen=True, slots=True)
class Tier(Node):
    """`from 1_000 RUB: 3%`."""

    start: Value | Ref
    value: Value | Ref


@dataclass(frozen=True, slots=True)
class Tiers(Node):
    """`tiers NAME ["title"] by EXPR [whole|slices] { from A: B ... }`."""

    name: Name
    title: Text | None
    by: Expr
    mode: OneOf["whole", "slices"] | None
    tiers: tuple[Tier, ...]


@dataclass(frozen=True, slots=True)
class CellAny(Node):
    """`any`."""


@dataclass(frozen=True, slots=True)
class CellCompare(Node):
    """`>= 5`, `not "x"` (op `not`), or a bare value (op `=`)."""

    op: OneOf["=", "!=", "<", "<=", ">", ">=", "not"]
    value: Value | Ref


@dataclass(frozen=True, slots=True)
class CellRange(Node):
    """`1..5`."""

    low: Value | Ref
    high: Value | Ref


CellTest = CellCompare | CellRange


@dataclass(frozen=True, slots=True)
class Cell(Node):
    """A cell of a decision table: `any`, or tests of which one must hold."""

    tests: tuple[CellTest, ...] | CellAny


@dataclass(frozen=True, slots=True)
class TableRow(Node):
    """One row: cells for the inputs, values for the outputs."""

    cells: tuple[Cell, ...]
    outputs: tuple[Value | Ref, ...]


@dataclass(frozen=True, slots=True)
class Table(Node):
    """`table NAME ["title"] HIT { | input | => output | ... }`."""

    name: Name
    title: Text | None
    hit: OneOf["unique", "first", "max", "min"]
    inputs: tuple[Expr, ...]
    outputs: tuple[Name, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Protect(Node):
    """`protect SELECTOR never discounted | price at least E | discount at most E`,
    `protect receipt discount at most E` (selector None)."""

    selector: Selector | None
    what: OneOf["never", "price", "discount"]
    value: Expr | None = None


# ---- claims for the solver ---------------------------------------------------------------------------


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
