from __future__ import annotations

import pytest

from receipt_rules.program.bind import loader
from receipt_rules.program.model import SkuList
from tests.unit.program.binding import bound, only, program, said, slugs

ITEMS = 'items tea = csv "tea.csv" column "sku"'


def skus(content: str | bytes, text: str = ITEMS) -> list[str]:
    source = program(text, {"tea.csv": content}).items["tea"].source
    assert isinstance(source, SkuList)
    return sorted(source.skus)


@pytest.mark.parametrize(
    ("content", "text", "expected"),
    [
        ("sku,name\n1,Green\n2,Black\n", ITEMS, ["1", "2"]),
        ("name,sku\nGreen,1\nBlack,2", ITEMS, ["1", "2"]),
        ("number,sku\n7,1\n8,2", 'items tea = csv "tea.csv"', ["7", "8"]),
        (b"\xef\xbb\xbfsku,name\n1,Green", ITEMS, ["1"]),
        ("sku,name\r\n1,Green\r\n2,Black\r\n", ITEMS, ["1", "2"]),
        ("sku,name\r1,Green\r2,Black\r", ITEMS, ["1", "2"]),
        ('sku,name\n1,"Green, loose"\n2,"Black\nleaf"\n3,"a ""b"""', ITEMS, ["1", "2", "3"]),
        ("\n\nsku,name\n\n1,Green\n\n", ITEMS, ["1"]),
        ("sku , name\n 1 ,Green\n2\t,Black", ITEMS, ["1", "2"]),
        ("sku\n\u0447\u0430\u0439", ITEMS, ["\u0447\u0430\u0439"]),
    ],
)
def test_a_table_is_read(content: str | bytes, text: str, expected: list[str]) -> None:
    assert skus(content, text) == expected


def test_what_was_read_is_kept_for_the_digest() -> None:
    text = ITEMS + '\nsegment vip = csv "./x/../vip.csv"\nitems again = csv "tea.csv"'
    files: dict[str, str | bytes] = {"tea.csv": "sku\n1\n", "vip.csv": "id\nC1\n", "other.csv": "x\n1\n"}
    assert program(text, files).tables == {"tea.csv": b"sku\n1\n", "vip.csv": b"id\nC1\n"}


# Every sentence about tables in "Bad input": outside the bundle's root, missing, a malformed row; a
# diagnostic at the place of the table, with the row.
BAD = [
    ("missing", 'csv "te.csv" column "sku"', "sku\n1", "missing-file", '"te.csv"', "there is no file"),
    ("outside", 'csv "../tea.csv"', "sku\n1", "outside-bundle", '"../tea.csv"', "`../tea.csv` leads out"),
    ("absolute", 'csv "/tea.csv"', "sku\n1", "outside-bundle", '"/tea.csv"', "`/tea.csv` leads out"),
    ("no column", 'csv "tea.csv" column "skus"', "sku,name\n1,G", "csv-missing-column", '"skus"',
     "`tea.csv` has no column `skus`"),
    ("column twice", 'csv "tea.csv" column "sku"', "sku,sku\n1,2", "csv-missing-column", '"sku"',
     "`tea.csv` has 2 columns called `sku`"),
    ("too few cells", 'csv "tea.csv"', "sku,name\n1,G\n2", "csv-bad-row", 'csv "tea.csv"',
     "row 3 of `tea.csv` has 1 cell, the header has 2"),
    ("too many cells", 'csv "tea.csv"', "sku,name\n1,G,x", "csv-bad-row", 'csv "tea.csv"',
     "row 2 of `tea.csv` has 3 cells, the header has 2"),
    ("semicolons", 'csv "tea.csv" column "sku"', "sku,name\n1;G", "csv-bad-row", 'csv "tea.csv" column "sku"',
     "row 2 of `tea.csv` has 1 cell, the header has 2"),
    ("empty cell", 'csv "tea.csv"', "sku,name\n1,G\n ,B", "csv-bad-row", 'csv "tea.csv"',
     "row 3 of `tea.csv` has an empty cell"),
    ("open quote", 'csv "tea.csv"', 'sku,name\n1,"G\n2,B\n', "csv-bad-row", 'csv "tea.csv"',
     "row 3 of `tea.csv` opens a quote that is not closed"),
    ("text after quote", 'csv "tea.csv"', 'sku,name\n1,"G"x\n', "csv-bad-row", 'csv "tea.csv"',
     "row 2 of `tea.csv` goes on after a closing quote"),
    ("long cell", 'csv "tea.csv"', "sku\n" + "x" * 131_073, "csv-bad-row", 'csv "tea.csv"',
     "row 2 of `tea.csv` has a cell of more than 131,072 characters"),
    ("empty file", 'csv "tea.csv"', "", "csv-empty", 'csv "tea.csv"', "`tea.csv` has no header row"),
    ("no rows", 'csv "tea.csv"', "sku,name\n\n", "csv-empty", 'csv "tea.csv"',
     "`tea.csv` has no rows below its header"),
    ("not UTF-8", 'csv "tea.csv"', b"sku\n\xff", "not-utf8", '"tea.csv"', "`tea.csv` is not UTF-8 text"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "content", "slug", "place", "message"), [row[1:] for row in BAD], ids=[row[0] for row in BAD]
)
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("items tea = ", ""),
        ("segment staff = ", ""),
        ("cards club { number from ", " }"),
        ("coupons spring { code from ", " }"),
    ],
)
def test_a_bad_table_is_one_diagnostic_at_its_place(
    before: str, after: str, source: str, content: str | bytes, slug: str, place: str, message: str
) -> None:
    result = bound(before + source + after, {"tea.csv": content})
    assert [(each.slug, each.level, each.span.text) for each in result.diagnostics] == [
        (slug, "error", place)
    ]
    assert result.diagnostics[0].message.startswith(message)
    assert result.program is None


def test_remedies_are_said() -> None:
    assert only('items tea = csv "te.csv"', {"tea.csv": "sku\n1"}).help == "did you mean `tea.csv`?"
    column = only('items tea = csv "tea.csv" column "skus"', {"tea.csv": "sku,name\n1,G"})
    assert (column.help, column.notes) == ("did you mean `sku`?", ("its columns are `sku` and `name`",))
    assert only(ITEMS, {"tea.csv": "sku,name\n1;G"}).help == "separate the cells with commas"


def test_a_table_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "MAX_CSV_BYTES", 2**20)
    finding = only(ITEMS, {"tea.csv": b"sku\n" + b"1" * 2**20})
    assert (finding.slug, finding.span.text) == ("file-too-large", '"tea.csv"')


def test_all_bad_rows_are_told_up_to_ten() -> None:
    result = bound(ITEMS, {"tea.csv": "sku,name\n" + "1\n" * 12})
    assert [each.slug for each in result.diagnostics] == ["csv-bad-row"] * 11
    assert any("has 2 more rows that cannot be read" in each.message for each in result.diagnostics)


@pytest.mark.parametrize("rows", ["1\n" * 10, "1,G\n" * 11])
def test_ten_bad_rows_are_ten_and_no_more(rows: str) -> None:
    assert len(bound(ITEMS, {"tea.csv": "sku,name\n" + rows}).diagnostics) == 10


def test_a_repeated_value_is_a_warning_and_counts_once() -> None:
    result = bound(ITEMS, {"tea.csv": "sku\n1\n2\n1\n"})
    assert [(each.slug, each.level) for each in result.diagnostics] == [("csv-bad-row", "warning")]
    assert result.diagnostics[0].message == "row 4 of `tea.csv` repeats `1` of row 2"
    assert result.program is not None


SECRETS = [
    'segment staff = csv "tea.csv" column "sku"',
    'cards club { number from csv "tea.csv" column "sku" }',
    'coupons spring { code from csv "tea.csv" column "sku" }',
]


@pytest.mark.parametrize("text", SECRETS)
@pytest.mark.parametrize(
    "content", ["sku\nX\n{0}\n{0}\n", "{0}\n1\n", "{0},sku,{0}\n1,2,3\n", "sku\n{0}\n{0},1\n"]
)
def test_codes_and_ids_are_shown_by_no_diagnostic(text: str, content: str) -> None:
    result = bound(text, {"tea.csv": content.format("7712345678901234")})
    assert result.diagnostics
    assert "5678" not in repr([(each.message, each.help, each.notes) for each in result.diagnostics])


@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize(
    ("text", "slug"), [(ITEMS, "csv-missing-column"), ('items tea = csv "tea.csv"', "csv-bad-row")]
)
def test_a_table_with_other_separators(text: str, slug: str, separator: str) -> None:
    finding = only(text, {"tea.csv": f"sku{separator}name\n1{separator}G\n"})
    assert (finding.slug, finding.level, finding.help) == (slug, "error", "separate the columns with commas")


def test_columns_are_called_differently() -> None:
    finding = only(ITEMS, {"tea.csv": "sku,name,name\n1,G,H\n"})
    assert (finding.slug, finding.level) == ("csv-bad-row", "error")
    assert finding.message == "the header of `tea.csv` calls column 3 like column 2"
    assert skus("sku,,\n1,G,H\n") == ["1"]


def test_repeated_values_are_told_up_to_ten() -> None:
    result = bound(ITEMS, {"tea.csv": "sku\n" + "1\n" * 13})
    assert len(result.diagnostics) == 11
    assert any("has 2 more rows that repeat another" in each for each in said(result.diagnostics))


def test_one_bad_table_says_nothing_of_the_rules_that_use_it() -> None:
    assert slugs(ITEMS + "\nrule r { on items tea give 5% off }") == ["missing-file"]
