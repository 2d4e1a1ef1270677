from __future__ import annotations

import operator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipt_rules.program.bind.cells import BoundCell, stretches
from receipt_rules.program.bind.coverage import coverage, samples
from receipt_rules.program.expression import Aggregate, Constant
from receipt_rules.program.model import CellTest
from receipt_rules.program.types import INT, MONEY, NUMBER, Type
from tests.unit.program.binding import bound, found, only, program, rule, slugs, whole

SCHEMA = """schema {
  customer.tier: one of "none", "silver", "gold"
  customer.vip: bool
  customer.since: date
  customer.joined: datetime
  customer.tags: list of text
  customer.score: number
  customer.hour: time
}
"""


def table(head: str, *rows: str, hit: str = "unique") -> str:
    return f"{SCHEMA}table t {hit} {{ {head}\n" + "\n".join(rows) + " }"


@pytest.mark.parametrize(
    "text",
    [
        "tiers t by amount whole { from 0 EUR: 0%  from 5 EUR: 5% }",
        "tiers t by quantity slices { from 0: 0%  from 6: 5% }",
        "tiers t by quantity of all items { from 0 kg: 0%  from 500 g: 5%  from 2 kg: 6% }",
        "tiers t by receipt.total { from 0 EUR: 0 EUR  from 5 EUR: 1 EUR }",
        "let low = 5%\ntiers t by amount slices { from 0 EUR: low  from 5 EUR: 6% }",
        "tiers t by distinct { from 1: 1.5  from 2: 2 }",
    ],
)
def test_tiers(text: str) -> None:
    assert slugs(text) == []


@pytest.mark.parametrize(
    ("text", "slug", "place"),
    [
        ("tiers t by amount { from 5 EUR: 5%  from 5 EUR: 6% }", "tiers-not-rising", "5 EUR"),
        ("tiers t by amount { from 5 EUR: 5%  from 2 EUR: 3% }", "tiers-not-rising", "2 EUR"),
        ("tiers t by amount { from 0 EUR: 5%  from 5 USD: 6% }", "currency-mismatch", "5 USD"),
        ("tiers t by amount { from 0 EUR: 5%  from 5: 6% }", "type-mismatch", "5"),
        ("tiers t by amount { from 0: 5% }", "type-mismatch", "amount"),
        ("tiers t by amount { from 0 EUR: 5%  from 5 EUR: 6 EUR }", "type-mismatch", "6 EUR"),
        ('tiers t by amount { from 0 EUR: "a" }', "type-mismatch", '"a"'),
        ("tiers t by amount slices { from 0 EUR: 5 EUR }", "type-mismatch", "5 EUR"),
        ("tiers t by distinct slices { from 0: 5% }", "type-mismatch", "distinct"),
        ('tiers t by receipt.channel { from "a": 5% }', "type-mismatch", "receipt.channel"),
        ("tiers t by item.pice { from 0 EUR: 5% }", "unknown-fact", "item.pice"),
        ("tiers t by 3 days { from 2 days: 5% }", "type-mismatch", "3 days"),
        (
            "tiers t by amount of all items slices { from 0 EUR: 5% }",
            "slices-own-items",
            "amount of all items",
        ),
        ("tiers t by lowest slices { from 0 EUR: 5% }", "type-mismatch", "lowest"),
        ("let much = 100% + 1%\ntiers t by amount { from 0 EUR: much }", "percent-out-of-range", "much"),
        ("let less = 1% - 2%\ntiers t by amount slices { from 0 EUR: less }", "percent-out-of-range", "less"),
        ("let one = 1 EUR\ntiers t by amount slices { from 0 EUR: one }", "type-mismatch", "one"),
        ("tiers t by amount { from low: 5% }", "unknown-name", "low"),
    ],
)
def test_tiers_that_are_wrong(text: str, slug: str, place: str) -> None:
    finding = only(text)
    assert (finding.slug, finding.span.text) == (slug, place)


@pytest.mark.parametrize(
    "text",
    [
        table("| customer.tier | => rate |", '| "gold" | => 10% |', '| not "gold" | => 0% |'),
        table("| customer.tier | customer.vip | => rate |", '| "gold" | any | => 10% |',
              '| "silver", "none" | yes | => 5% |', '| != "gold" | no | => 0% |'),
        table("| receipt.lines | => rate |", "| 3..4 | => 5% |", "| >= 5 | => 10% |", "| < 3 | => 0% |"),
        table("| receipt.total | => rate |", "| < 5 EUR | => 5% |", "| >= 5 EUR | => 10% |"),
        table("| customer.since | => rate |", "| < 2026-01-01 | => 5% |", "| >= 2026-01-01 | => 10% |"),
        table("| receipt.channel | => rate |", '| "app" | => 5% |', '| "pos" | => 10% |'),
        table("| receipt.lines | => rate | => most |", "| any | => 5% | => 3 EUR |"),
        table("| receipt.channel | => rate |", "| any | => 5% |"),
        table("| customer.tags | receipt.lines | => rate |", "| any | any | => 5% |"),
        table("| customer.joined | => a |", "| < 2026-01-01T10:00 | => 5% |",
              "| >= 2026-01-01T10:00 | => 6% |"),
        table("| receipt.lines | => rate |", "| >= 5 | => 10% |", "| any | => 0% |", hit="first"),
        table("| receipt.lines | => rate |", "| >= 5 | => 10% |", "| >= 7 | => 0% |", hit="max"),
    ],
)  # fmt: skip
def test_tables(text: str) -> None:
    assert slugs(text) == []


@pytest.mark.parametrize(
    ("text", "slug", "place"),
    [
        (table("| receipt.lines | => rate |", "| 1 | any | => 5% |", hit="first"), "row-width",
         "| 1 | any | => 5% |"),
        (table("| receipt.lines | => rate |", "| 1 | => 5% | => 6% |", hit="first"), "row-width",
         "| 1 | => 5% | => 6% |"),
        (table("| receipt.lines | => a | => a |", "| 1 | => 5% | => 6% |", hit="max"), "duplicate-name", "a"),
        (table("| receipt.lines | => a |", "| 1 | => b |", "| 2 | => 6% |", hit="max"), "unknown-name", "b"),
        (table("| receipt.lines | => a | => b |", "| 1 | 2 | => 6% |", hit="max"), "row-width",
         "| 1 | 2 | => 6% |"),
        (table("| customer.tags | => a |", '| "a" | => 6% |', hit="max"), "type-mismatch", '"a"'),
        (table("| receipt.lines | => a |", "| 1 | => 5% |", "| 2 | => 6 EUR |", hit="first"),
         "type-mismatch", "6 EUR"),
        (table("| receipt.lines | => a |", "| 5 EUR | => 5% |", hit="first"), "type-mismatch", "5 EUR"),
        (table("| receipt.lines | => a |", "| b..2 | => 5% |", hit="first"), "unknown-name", "b"),
        (table("| 3 days | => a |", "| 3 days | => 5% |", hit="first"), "type-mismatch", "3 days"),
        (table("| receipt.lines | => a |", "| 5..2 | => 5% |", hit="first"), "empty-range", "5..2"),
        (table("| receipt.channel | => a |", '| > "a" | => 5% |', hit="first"), "type-mismatch", '> "a"'),
        (table("| receipt.channel | => a |", '| "a".."b" | => 5% |', hit="max"), "type-mismatch", '"a".."b"'),
        (table("| customer.tier | => a |", '| "glod" | => 5% |', hit="first"), "unknown-value", '"glod"'),
        (table("| customer.level | => a |", '| "gold" | => 5% |', hit="first"), "unguarded-optional",
         "customer.level"),
        (table("| receipt.lines | => a |", "| >= 3 | => 5% |", "| >= 5 | => 6% |", "| < 3 | => 0% |"),
         "rows-overlap", "| >= 5 | => 6% |"),
        (table("| customer.joined | => a |", "| < 2026-01-01T10:00 | => 5% |",
               "| 2026-01-01T10:00 | => 6% |"), "rows-gap", "t"),
        (table("| receipt.channel | => a |", '| not "app" | => 5% |', '| not "pos" | => 6% |'),
         "rows-overlap", '| not "pos" | => 6% |'),
        (table("| receipt.lines | => a |", "| >= 5 | => 6% |", "| < 3 | => 0% |"), "rows-gap", "t"),
        (table("| receipt.total | => a |", "| > 5 EUR | => 6% |", "| < 5 EUR | => 0% |"), "rows-gap", "t"),
        (table("| customer.tier | => a |", '| "gold" | => 6% |', '| "none" | => 0% |'), "rows-gap", "t"),
    ],
)  # fmt: skip
def test_tables_that_are_wrong(text: str, slug: str, place: str) -> None:
    finding = only(text)
    assert (finding.slug, finding.span.text) == (slug, place)


def test_a_gap_is_told_with_a_case() -> None:
    rows = ('| "gold" | any | => 10% |', '| not "gold" | yes | => 5% |')
    finding = only(table("| customer.tier | customer.vip | => rate |", *rows))
    assert finding.notes == ('none fits where `customer.tier` is "none", `customer.vip` is no',)


@pytest.mark.parametrize(
    ("head", "row", "case"),
    [
        ("customer.vip", "yes", "`customer.vip` is no"),
        ("20%", "> 5%", "`20%` is 2.5%"),
        ("receipt.lines", "> 5", "`receipt.lines` is 4"),
        ("receipt.total", "> 5 EUR", "`receipt.total` is 4.99 EUR"),
        ("quantity of all items", "> 2 kg", "`quantity of all items` is 1.999999 kg"),
        ("customer.score", "> 0.5", "`customer.score` is 0.25"),
        ("customer.hour", "> 00:00", "`customer.hour` is 00:00"),
        ("receipt.channel", 'not "app"', '`receipt.channel` is "app"'),
        ("customer.since", "> 2026-01-01", "`customer.since` is 2025-12-31"),
    ],
)
def test_a_case_is_shown_as_its_type_is_written(head: str, row: str, case: str) -> None:
    assert only(table(f"| {head} | => rate |", f"| {row} | => 10% |")).notes == (f"none fits where {case}",)


def test_an_overlap_is_told_with_both_rows() -> None:
    rows = ('| "gold" | any | => 10% |', "| any | yes | => 5% |", '| not "gold" | no | => 0% |')
    finding = only(table("| customer.tier | customer.vip | => rate |", *rows))
    assert (finding.slug, finding.span.text) == ("rows-overlap", "| any | yes | => 5% |")
    assert [label.span.text for label in finding.secondary] == ['| "gold" | any | => 10% |']
    assert finding.notes == ('both fit where `customer.tier` is "gold", `customer.vip` is yes',)


def test_a_gap_is_told_at_the_table_and_at_its_last_row() -> None:
    finding = only(table("| receipt.lines | => rate |", "| 1 | => 10% |", "| >= 3 | => 5% |"))
    assert (finding.span.text, [each.span.text for each in finding.secondary]) == ("t", ["| >= 3 | => 5% |"])
    assert finding.notes == ("none fits where `receipt.lines` is 0",)


def test_borders_that_do_not_rise_are_told_with_both_places() -> None:
    finding = only("tiers t by amount { from 5 EUR: 5%  from 2 EUR: 3% }")
    assert [each.span.text for each in finding.secondary] == ["5 EUR"]


def test_a_text_that_no_row_names_is_no_gap_but_may_be_an_overlap() -> None:
    """Which channels there are is not known; that `web` would fit both rows is."""
    rows = ('| not "app" | => 5% |', '| not "pos" | => 6% |')
    assert only(table("| receipt.channel | => rate |", *rows)).notes == (
        "both fit where `receipt.channel` is another text",
    )
    assert slugs(table("| receipt.channel | => rate |", '| "app" | => 5% |', '| "another" | => 6% |')) == []
    fixed = ('| not "silver" | any | => 5% |', '| "silver" | "app" | => 6% |')
    assert slugs(table("| customer.tier | receipt.channel | => rate |", *fixed)) == []


def test_a_gap_among_named_texts_is_found_behind_one_that_is_none() -> None:
    rows = ('| "x" | "p", "q" | => 5% |', '| "y" | "p" | => 6% |')
    assert only(table("| receipt.channel | store.id | => rate |", *rows)).notes == (
        'none fits where `receipt.channel` is "y", `store.id` is "q"',
    )


def wide(columns: int, hit: str = "unique") -> str:
    """As many rows as columns, each asking one of them: every choice of rows is a case of its own."""
    head = "".join(f"| receipt.lines > {column} " for column in range(columns))
    rows = [
        "".join("| yes " if row == column else "| any " for column in range(columns)) + "| => 1% |"
        for row in range(columns)
    ]
    return table(f"{head}| => rate |", *rows, hit=hit)


def test_a_table_that_is_too_large_to_look_at_says_so() -> None:
    finding = next(each for each in bound(wide(20)).diagnostics if each.slug == "table-too-large")
    assert (finding.level, finding.span.text) == ("warning", "t")
    assert "table-too-large" not in slugs(wide(8))
    assert slugs(wide(20, hit="first")) == []


# ---- as values ---------------------------------------------------------------------------------------


def test_tiers_as_a_value() -> None:
    text = 'let low = 5%\ntiers t "More" by quantity { from 0: 0%  from 1.5: low  from 3: 6% }'
    (tiers,) = program(text).tiers.values()
    assert (tiers.id, tiers.title, tiers.mode) == ("t", "More", "whole")
    assert isinstance(tiers.by, Aggregate)
    assert tiers.borders == (0, Fraction(3, 2), 3)
    assert tiers.values == (0, Fraction(1, 20), Fraction(6, 100))


def test_tiers_by_weight_count_millionths() -> None:
    (tiers,) = program("tiers t by quantity slices { from 500 g: 1%  from 2 kg: 5% }").tiers.values()
    assert (tiers.by.type, tiers.borders) == (Type("quantity", dimension="kg"), (500_000, 2_000_000))


def test_a_table_as_a_value() -> None:
    text = table("| customer.tier | receipt.lines | => rate | => most |",
                 '| not "gold" | 1..3, >= 7 | => 5% | => 3 EUR |', "| any | any | => 0% | => 1 EUR |",
                 hit="first")  # fmt: skip
    (decision,) = program(text).decisions.values()
    assert (decision.id, decision.hit, decision.outputs) == ("t", "first", ("rate", "most"))
    assert [each.cells for each in decision.rows] == [
        ((CellTest("!=", "gold"),), (CellTest("in", 1, 3), CellTest(">=", 7))),
        (None, None),
    ]
    assert [each.values for each in decision.rows] == [(Fraction(1, 20), 300), (0, 100)]


def test_tables_of_another_file_have_its_prefix() -> None:
    files = {"c.rules": whole("tiers t by amount { from 0 EUR: 5% }")}
    result = program('import "c.rules" as c\nrule r { give c.t off }', files)
    assert list(result.tiers) == ["c.t"]


# ---- what is at hand where a table is read -----------------------------------------------------------

READING = """
tiers kinds by quantity of this item { from 0: 0%  from 3: 5% }
tiers spent by amount { from 0 EUR: 0%  from 50 EUR: 5% }
tiers all_of_it by amount of all items { from 0 EUR: 5% }
table nested first { | kinds | spent | => rate | | > 0% | any | => 1% | }
"""


@pytest.mark.parametrize(
    "text",
    [
        "rule r { give kinds off }",
        "rule r { give price spent of item.price each }",
        "rule r { when spent > 3% give 1 EUR off once }",
        "rule r { give nested off floor kinds of item.price }",
        "rule r { on all items where kinds > 3% give 5% off }",
        "rule r { when quantity of (all items where kinds > 3%) > 2 give 5% off }",
        "items many = all items where kinds > 3% and all_of_it > 3%",
        "protect all items where kinds > 3% discount at most all_of_it",
        "protect receipt discount at most all_of_it",
        "tiers more by amount of (all items where kinds > 3%) { from 0 EUR: 0% }",
        "rule r { give spent off receipt }",
    ],
)
def test_a_table_is_read_where_what_it_reads_is_at_hand(text: str) -> None:
    assert slugs(READING + text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("rule r { when kinds > 3% give 5% off }", "kinds"),
        ("rule r { unless nested.rate > 3% give 5% off }", "nested.rate"),
        ("rule r { give kinds off receipt }", "kinds"),
        ("rule r { give kinds of 5 EUR off once }", "kinds"),
        ("rule r { give kinds of 5 EUR off receipt for each 5 EUR }", "kinds"),
        ("rule r { on all items where spent > 3% give 5% off }", "spent"),
        ("rule r { when quantity of (all items where nested > 3%) > 2 give 5% off }", "nested"),
        ("items many = all items where spent > 3%", "spent"),
        ("tiers more by amount of (all items where spent > 3%) { from 0 EUR: 0% }", "spent"),
        ("protect all items discount at most spent", "spent"),
        ("protect receipt discount at most kinds", "kinds"),
    ],
)
def test_a_table_is_not_read_where_it_is_not(text: str, place: str) -> None:
    finding = only(READING + text)
    assert (finding.slug, finding.span.text) == ("fact-out-of-reach", place)
    assert [each.text for each in finding.secondary] == ["declared here"]


def test_a_rule_reads_the_customer_through_its_tables() -> None:
    text = """table level first { | customer.level default "" | => rate | | "gold" | => 5% | }
    tiers by_level by level { from 5%: 1% }
    tiers spent by amount { from 0 EUR: 5% }
    """
    assert rule(text + "rule r { give by_level off }").reads_customer
    assert not rule(text + "rule r { give spent off }").reads_customer


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("tiers a by b of 5 EUR { from 0 EUR: 5% }\ntiers b by a { from 0%: 5% }", ["a"]),
        ("table a first { | a | => x | | any | => 5% | }", ["a"]),
        ("items i = all items where a > 3%\ntiers a by amount of items i { from 0 EUR: 5% }", ["i"]),
    ],
)
def test_a_table_is_not_made_of_itself(text: str, places: list[str]) -> None:
    assert found(text) == [("circular-name", place) for place in places]


def test_tables_are_made_of_others_only_so_deep() -> None:
    def chain(length: int) -> str:
        steps = (f"tiers t{each} by t{each - 1} {{ from 0%: 5% }}" for each in range(1, length))
        return "\n".join(["tiers t0 by amount { from 0 EUR: 5% }", *steps])

    assert slugs(chain(50)) == []
    assert slugs(chain(53)) == ["too-deep"]


def test_a_table_with_a_bad_cell_is_not_said_to_have_a_gap() -> None:
    text = table("| customer.tier | => rate |", '| "glod" | => 10% |', '| "none" | => 0% |')
    assert found(text) == [("unknown-value", '"glod"')]


# ---- the walk over all cases -----------------------------------------------------------------------

BORDERS = st.integers(0, 6)
TESTS = st.one_of(
    st.tuples(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), BORDERS).map(
        lambda pair: CellTest(*pair)  # type: ignore[arg-type]  # hypothesis types the choices as text
    ),
    st.tuples(BORDERS, BORDERS).map(lambda pair: CellTest("in", min(pair), max(pair))),
)
CELLS = st.one_of(
    st.just(BoundCell(None)), st.lists(TESTS, min_size=1, max_size=2).map(lambda t: BoundCell(tuple(t)))
)
ROWS = st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5)


OPERATORS = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt,
    ">=": operator.ge,
}  # fmt: skip


def fits(cell: BoundCell, value: int) -> bool:
    """What a cell means, by its definition."""
    return cell.tests is None or any(
        test.value <= value <= test.high if test.op == "in" else OPERATORS[test.op](value, test.value)  # type: ignore[operator]
        for test in cell.tests
    )


def _named(cells: list[BoundCell]) -> list[int]:
    every = [value for cell in cells for test in cell.tests or () for value in (test.value, test.high)]
    return [value for value in every if isinstance(value, int)]


@given(ROWS)
def test_every_case_is_looked_at(rows: list[tuple[BoundCell, BoundCell]]) -> None:
    """Against all pairs of numbers that can matter: borders are 0 to 6, so 0 to 8 stand for all."""
    values = [samples(INT, _named([row[column] for row in rows])) for column in (0, 1)]
    places = [{value: place for place, value in enumerate(column)} for column in values]
    result = coverage(len(rows), values, lambda row, column: stretches(rows[row][column], places[column]))
    assert result.complete
    holding = {
        (a, b): [i for i, (one, two) in enumerate(rows) if fits(one, a) and fits(two, b)]
        for a in range(9)
        for b in range(9)
    }
    assert (result.gap is not None) == any(not each for each in holding.values())
    doubled = {(each[0], each[1]) for each in holding.values() if len(each) > 1}
    assert {(each.first, each.second) for each in result.overlaps} == doubled
    for each in result.overlaps:
        assert holding[each.case][:2] == [each.first, each.second]  # type: ignore[index]


@pytest.mark.parametrize(
    ("type", "named", "expected"),
    [
        (INT, [3, 5], (2, 3, 4, 5, 6)),
        (INT, [3, 4], (2, 3, 4, 5)),
        (INT, [0], (0, 1)),
        (INT, [1], (0, 1, 2)),
        (INT, [-2], (-3, -2, -1)),
        (MONEY, [], (0,)),
        (NUMBER, [Fraction(1, 2)], (Fraction(1, 4), Fraction(1, 2), Fraction(3, 2))),
        (NUMBER, [1, 2], (0, 1, Fraction(3, 2), 2, 3)),
        (Type("text"), ["b", "a"], ("a", "b", "another")),
        (Type("text"), ["another"], ("another", "another.")),
        (Type("text", choices=("x", "y")), ["x"], ("x", "y")),
        (Type("bool"), [], (False, True)),
    ],
)
def test_samples_stand_for_all_values(type: Type, named: list[int], expected: tuple[object, ...]) -> None:
    assert samples(type, named) == expected


def test_a_large_table_is_looked_at_quickly() -> None:
    """Thirty rows over twenty columns: the product of the columns would be a million million cases."""
    cells = [
        [BoundCell((CellTest("=" if row == column else ">=", 1),)) for column in range(20)]
        for row in range(30)
    ]
    places: dict[Constant, int] = {0: 0, 1: 1, 2: 2}
    result = coverage(30, [(0, 1, 2)] * 20, lambda row, column: stretches(cells[row][column], places))
    assert result.gap is not None
