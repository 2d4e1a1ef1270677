"""Strategies for whole `.rules` files: every node that an author can make the parser make.

`files` are files of any length, `complete_files` have one of each kind of node, and the names in `PARTS` are
strategies of declarations by family. What is built is right in form and mostly nonsense in meaning: it is for
the parser, the formatter and whatever else walks any tree.
"""

from __future__ import annotations

from hypothesis import strategies as st

from receipt_rules.language import ast
from tests.property.format.leaves import (
    LITERALS,
    NOWHERE,
    SET_REFS,
    Some,
    bare_words,
    conditions,
    counts,
    dates,
    datetimes,
    docs,
    durations,
    expressions,
    forms,
    ids,
    integers,
    keys,
    literals,
    maybe,
    measures,
    money,
    names,
    node,
    numbers,
    paths,
    periods,
    refs,
    regexes,
    round_modes,
    selectors,
    set_refs,
    short,
    some,
    texts,
    times,
    values,
    whom,
)
from tests.property.format.rules import (
    AUDIENCES,
    CLAUSES,
    one_of,
    points_amounts,
    rates,
    rules,
    titles,
    used,
    valids,
)

PARTS = ("rules", "tests", "small", "codes_blocks", "loyalty", "tenders", "grids")

# ---- tests -------------------------------------------------------------------------------------

attributes = node(ast.Attribute, keys, literals | bare_words | node(ast.ListAttribute, some(literals, 0, 3)))
balances = node(ast.Balance, names, maybe(texts), money | points_amounts)
SOLD: tuple[Some, ...] = (
    node(ast.SoldLine, counts | measures, texts, money, some(attributes, 0, 2)),
    node(ast.WithCoupon, texts),
    node(ast.WithCard, texts),
    node(ast.Pay, names, maybe(texts), maybe(money)),
    node(ast.Redeem, integers, names),
)
sold = st.one_of(*SOLD)
EXPECTATIONS: tuple[Some, ...] = (
    node(ast.ExpectMoney, one_of(("total", "discount", "due", "refund", "shortfall")), money),
    node(ast.ExpectLine, counts, one_of(("total", "discount")), money),
    node(ast.ExpectUnits, counts, some(money)),
    node(ast.ExpectApplied, ids, maybe(counts)),
    node(ast.ExpectGives, ids, money),
    node(ast.ExpectSkipped, ids, one_of(("draft", "tender-pending", "no-items", "coupon")), None),
    node(ast.ExpectSkipped, ids, "coupon", one_of(("unknown", "not-yet", "used-up"))),
    node(
        ast.ExpectPoints,
        one_of(("earned", "redeemed", "allowed", "reversed", "returned")),
        integers,
        names,
        maybe(dates),
    ),
    node(ast.ExpectGift, texts, counts),
    node(ast.ExpectBalance, balances),
    node(ast.ExpectPrinted, texts),
    node(ast.ExpectTold, whom, texts),
    node(ast.ExpectIssued, names),
)
expectations = st.one_of(*EXPECTATIONS)
STATEMENTS: tuple[Some, ...] = (
    docs,
    node(ast.At, datetimes),
    node(ast.InStore, texts),
    node(ast.OnChannel, texts),
    node(ast.WithCustomer, some(attributes, 0, 3)),
    balances,
    node(ast.UsedRule, ids, used),
    node(ast.UsedCoupon, texts, counts),
    node(ast.UsedBudget, names, money, maybe(periods)),
    node(ast.SoldReceipt, some(sold, 0, 3)),
    node(ast.ReturnReceipt, some(node(ast.ReturnedLine, counts | measures, texts))),
    node(ast.Void),
    expectations,
)
statements = short(st.one_of(*STATEMENTS))
tests = short(node(ast.Test, texts, some(statements, 0, 8)))

# ---- settings ----------------------------------------------------------------------------------

HEADER_CLAUSES: tuple[Some, ...] = (
    node(ast.Setting, "language", counts),
    node(ast.Setting, one_of(("locale", "timezone", "replaces", "owner")), texts),
    node(ast.Setting, "currency", st.just(ast.Word(NOWHERE, "RUB", "RUB"))),
    node(ast.Setting, "timezone", st.just(ast.Word(NOWHERE, "store", "store"))),
    node(ast.DayStart, times),
    node(ast.Rounding, round_modes, money, maybe(one_of(("unit", "line")))),
    node(ast.Returns, one_of(("refund_paid", "unwind"))),
    valids,
)
headers = node(ast.Header, maybe(docs), texts, texts, some(st.one_of(*HEADER_CLAUSES), 0, 4))
imports = node(ast.Import, texts, maybe(ids))
csvs = node(ast.Csv, texts, maybe(texts))
type_names = st.one_of(
    node(ast.TypeName, one_of(("text", "int", "money", "datetime", "list of text"))),
    node(ast.TypeName, "one of", some(texts)),
)
CODES: tuple[Some, ...] = (
    node(ast.CodeFrom, regexes),
    node(ast.CodeFrom, csvs),
    node(ast.CodeFrom, node(ast.Generated, texts, maybe(counts))),
    node(ast.CodeFrom, node(ast.Codes, some(texts))),
)
codes = st.one_of(*CODES)
uses = node(ast.Use, maybe(counts), st.booleans())
POINTS_PARTS: tuple[Some, ...] = (
    docs,
    node(ast.Worth, counts | numbers, money),
    node(ast.Available, one_of(("at once", "next day"))),
    node(ast.Available, "after", durations),
    node(ast.Expire, "never"),
    node(ast.Expire, "after", durations),
    node(ast.Expire, "end", period=periods),
    node(ast.Expire, "on", on=dates),
    node(ast.PaysUpTo, rates, maybe(selectors)),
    node(ast.AtLeast, integers),
    node(ast.Steps, integers),
    node(ast.PaysAs, one_of(("discount", "tender"))),
    node(ast.EarnOn, one_of(("paid", "discounted", "full"))),
    node(ast.EarnRounding, round_modes),
)
points_parts = st.one_of(*POINTS_PARTS)
PROGRAM_PARTS: tuple[Some, ...] = (
    docs,
    valids,
    node(ast.ProgramPart, "status", one_of(("draft", "active", "stopped", "deleted")).map(
        lambda text: ast.Word(NOWHERE, text, text)
    )),
    node(ast.ProgramPart, "kind", one_of(("discount", "points", "gift")).map(
        lambda text: ast.Word(NOWHERE, text, text)
    )),
    node(ast.ProgramPart, one_of(("cards", "points")), names),
    node(ast.ProgramPart, "print", texts),
)  # fmt: skip
program_parts = st.one_of(*PROGRAM_PARTS)
SIMPLE_VALUES: tuple[Some, ...] = (
    literals,
    bare_words,
    regexes,
    node(ast.RatePer, money, periods),
    node(ast.RatePer, integers, periods, maybe(times)),
    node(ast.Selector, False, some(set_refs, 1, 1)),
)
_simple = st.one_of(*SIMPLE_VALUES)


def _nested(inner: Some) -> Some:
    pairs = node(ast.Property, keys, inner)
    return node(ast.ListValue, some(inner, 0, 3)) | node(ast.MapValue, some(pairs, 0, 3))


tender_values = short(st.recursive(_simple, _nested, max_leaves=6))
properties = node(ast.Property, keys, _simple | _nested(tender_values) | selectors)
GROUP_PARTS: tuple[Some, ...] = (
    node(ast.Excludes, some(names)),
    node(ast.PartOf, names),
    node(ast.AtMostRules, counts),
    node(ast.Cap, rates | money),
)
group_parts = st.one_of(*GROUP_PARTS)
cells = st.one_of(
    node(ast.Cell, node(ast.CellAny)),
    node(
        ast.Cell,
        some(
            node(ast.CellCompare, one_of(("=", "!=", "<", "<=", ">", ">=", "not")), values)
            | node(ast.CellRange, values, values)
        ),
    ),
)


@st.composite
def tables(draw: st.DrawFn) -> ast.Table:
    inputs = draw(some(expressions, 1, 2))
    outputs = draw(some(ids, 1, 2))
    row = node(
        ast.TableRow,
        some(cells, len(inputs), len(inputs)),
        some(values, len(outputs), len(outputs)),
    )
    hit = draw(one_of(("unique", "first", "max", "min")))
    return ast.Table(NOWHERE, draw(ids), draw(titles), hit, inputs, outputs, draw(some(row)))


protects = st.one_of(
    node(ast.Protect, selectors, "never"),
    node(ast.Protect, selectors, one_of(("price", "discount")), expressions),
    node(ast.Protect, None, "discount", expressions),
)
CLAIMS: tuple[Some, ...] = (
    node(ast.Claim, one_of(("always", "never")), conditions),
    node(ast.Claim, "together", None, some(ids, 2, 3)),
    node(ast.Claim, "monotone"),
)
claims = st.one_of(*CLAIMS)

SMALL: tuple[Some, ...] = (
    node(ast.Sequence, some(names)),
    node(ast.Schema, some(node(ast.SchemaField, paths, type_names, st.booleans()), 0, 3)),
    node(ast.Let, ids, expressions),
    node(ast.Items, ids, titles, csvs),
    node(ast.Items, ids, titles, selectors),
    node(ast.Items, ids, titles, node(ast.AssignedToCustomer)),
    node(ast.Items, ids, titles, node(ast.ChosenByCustomer, counts, some(set_refs), maybe(periods))),
    node(ast.Segment, ids, titles, csvs),
    node(ast.Segment, ids, titles, node(ast.AssignedByHost)),
    node(ast.Segment, ids, titles, node(ast.SegmentWhere, conditions)),
    node(
        ast.Group,
        ids,
        titles,
        one_of(("exclusive", "best", "stack", "compound")),
        one_of(("item", "receipt")),
        some(group_parts, 0, 3),
    ),
    node(ast.Budget, ids, titles, money, maybe(periods)),
    protects,
)
small = short(st.one_of(*SMALL))
codes_blocks = short(
    st.one_of(
        node(ast.Cards, ids, titles, some(docs | valids | codes, 0, 3)),
        node(ast.Coupons, ids, titles, some(docs | valids | codes | uses | node(ast.FreedByReturn), 0, 4)),
    )
)
loyalty = short(
    st.one_of(
        node(ast.Points, ids, titles, some(points_parts, 0, 5)),
        node(ast.Programme, ids, titles, some(program_parts, 0, 4)),
    )
)
tenders = short(node(ast.Tender, ids, ids, titles, some(properties | docs, 0, 5)))
tiers = node(
    ast.Tiers,
    ids,
    titles,
    expressions,
    maybe(one_of(("whole", "slices"))),
    some(node(ast.Tier, values, values)),
)
proves = node(ast.Prove, texts, maybe(conditions), some(claims))
grids = short(tiers | tables() | proves)
declarations = st.one_of(rules, tests, small, codes_blocks, loyalty, tenders, grids)
files = short(node(ast.File, headers, some(imports, 0, 2), some(declarations, 0, 6), ()))


# ---- one of each ---------------------------------------------------------------------------------


def _complete() -> Some:
    each_expression = [
        node(ast.Let, ids, form) for form in (*LITERALS, refs, *forms(values), node(ast.Aggregate, "amount"))
    ]
    sets = [
        node(ast.Sequence, some(names)),
        *(node(ast.Items, ids, None, node(ast.Selector, False, st.tuples(ref))) for ref in SET_REFS),
    ]
    group = node(ast.Group, ids, titles, "best", "item", st.tuples(*GROUP_PARTS))
    pairs = [node(ast.Property, keys, value) for value in SIMPLE_VALUES]
    nested = [node(ast.ListValue, st.tuples(*SIMPLE_VALUES)), node(ast.MapValue, st.tuples(*pairs))]
    properties_of_each = [node(ast.Property, keys, value) for value in (*SIMPLE_VALUES, *nested, selectors)]
    attribute = node(ast.Attribute, keys, node(ast.ListAttribute, some(literals)))
    receipt = node(ast.SoldReceipt, st.tuples(*SOLD))
    customer = node(ast.WithCustomer, st.tuples(attributes, attribute))
    return node(
        ast.File,
        node(ast.Header, docs, texts, texts, st.tuples(*HEADER_CLAUSES)),
        st.tuples(imports),
        st.tuples(
            node(
                ast.Rule,
                ids,
                st.booleans(),
                some(ids, 0, 2),
                titles,
                st.tuples(*CLAUSES, *(node(ast.For, st.tuples(each)) for each in AUDIENCES)),
            ),
            node(ast.Test, texts, st.tuples(*STATEMENTS, receipt, customer, *EXPECTATIONS)),
            *SMALL,
            *sets,
            group,
            node(ast.Cards, ids, titles, st.tuples(docs, valids, *CODES)),
            node(ast.Coupons, ids, titles, st.tuples(node(ast.FreedByReturn), uses, valids, *CODES)),
            node(ast.Points, ids, titles, st.tuples(*POINTS_PARTS)),
            node(ast.Programme, ids, titles, st.tuples(*PROGRAM_PARTS)),
            node(ast.Tender, ids, ids, titles, st.tuples(*properties_of_each)),
            node(ast.Prove, texts, maybe(conditions), st.tuples(*CLAIMS)),
            tiers,
            tables(),
            *each_expression,
        ),
        (),
    )


complete_files = short(_complete())
"""Files in which every kind of node occurs."""
