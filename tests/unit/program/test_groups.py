from __future__ import annotations

import pytest

from tests.unit.program.binding import HEADER, found, only, slugs


@pytest.mark.parametrize(
    "text",
    [
        "group shelf best per item\nsequence shelf",
        "group a best per item\ngroup b stack per item part of a cap 30%",
        "group a exclusive per receipt\ngroup b compound per receipt part of a cap 5 EUR at most 2 rules",
        "group a best per item excludes b, c\ngroup b best per item\ngroup c best per item",
        "group b best per item excludes a\ngroup a best per item\nsequence b, a",
        "let most = 30%\ngroup a stack per item cap most",
    ],
)
def test_groups(text: str) -> None:
    assert slugs(text) == []


@pytest.mark.parametrize(
    ("text", "slug", "place"),
    [
        ("sequence shelf\ngroup shlf best per item", "unknown-group", "shelf"),
        ("group a best per item excludes b", "unknown-group", "b"),
        ("group a best per item part of b", "unknown-group", "b"),
        ("group a best per item\nsequence a\nsequence a", "duplicate-sequence", "sequence a"),
        ("group a best per item\nsequence a, a", "sequence-twice", "a"),
        ("group a best per item excludes b\ngroup b best per receipt", "group-scope", "b"),
        ("group b best per item excludes a\ngroup a best per receipt", "group-scope", "a"),
        ("group a best per item part of b\ngroup b best per receipt", "group-scope", "b"),
        ("group a best per item part of b\ngroup b stack per item", "part-of-sum", "b"),
        ("group a best per item part of b\ngroup b compound per item", "part-of-sum", "b"),
        ("group b best per item excludes a\ngroup a best per item", "excludes-earlier", "a"),
        ("group a best per item excludes b\ngroup b best per item\nsequence b", "excludes-earlier", "b"),
        ("group a best per item excludes b\ngroup b best per item\nsequence b, a", "excludes-earlier", "b"),
        ("group a best per item part of b\ngroup b best per item part of a", "group-cycle", "a"),
        ("group a best per item part of a", "group-cycle", "a"),
        ("group a best per item excludes a", "group-cycle", "a"),
        ("group a best per item excludes b\ngroup b best per item excludes a", "group-cycle", "a"),
        ("group a best per item\ngroup b best per item part of a\nsequence b, a", "part-in-sequence", "b"),
        ("group a best per item excludes b\ngroup b stack per item part of a", "excludes-earlier", "b"),
        ("group b best per item\ngroup c stack per item part of b\ngroup d best per item excludes c",
         "excludes-earlier", "c"),
        ("group a exclusive per receipt at most 2 rules", "at-most-rules", "at most 2 rules"),
        ("group a best per item at most 2 rules", "at-most-rules", "at most 2 rules"),
        ("group a best per item cap 30% cap 5 EUR", "duplicate-clause", "cap 5 EUR"),
        ("group a stack per item at most 0 rules", "bad-count", "0"),
        ("group a best per item cap 0 EUR", "bad-count", "0 EUR"),
        ("group a best per item cap 5 USD", "currency-mismatch", "5 USD"),
        ("group a best per item cap 0%", "percent-out-of-range", "0%"),
        ("group a best per item cap most", "unknown-name", "most"),
        ("let most = 5% - 5%\ngroup a best per item cap most", "percent-out-of-range", "most"),
    ],
)  # fmt: skip
def test_groups_that_do_not_fit_together(text: str, slug: str, place: str) -> None:
    finding = only(text)
    assert (finding.slug, finding.span.text) == (slug, place)


def test_a_circle_is_told_with_all_its_groups() -> None:
    text = "group a best per item part of b\ngroup b best per item part of c\ngroup c best per item part of a"
    finding = only(text)
    assert finding.notes == ("`a` is part of `b` is part of `c` is part of `a`",)
    assert [label.span.text for label in finding.secondary] == ["b", "c"]


def test_a_bundle_has_one_sequence_over_all_files() -> None:
    files = {"a.rules": HEADER + "group x best per item\nsequence x"}
    finding = only('import "a.rules" as a\ngroup y best per item\nsequence a.x, y', files)
    assert (finding.slug, finding.path) == ("duplicate-sequence", "a.rules")


def test_groups_of_an_import_are_ordered_with_the_others() -> None:
    files = {"a.rules": HEADER + "group x best per item"}
    text = 'import "a.rules" as a\ngroup y best per item excludes a.x\n'
    assert slugs(text + "sequence y, a.x", files) == []
    assert found(text, files) == [("excludes-earlier", "a.x")]


@pytest.mark.parametrize(("parts", "expected"), [(20, []), (21, ["too-deep"]), (400, ["too-deep"])])
def test_parts_of_parts_go_only_so_deep(parts: int, expected: list[str]) -> None:
    text = "group g0 best per item\n" + "".join(
        f"group g{number + 1} best per item part of g{number}\n" for number in range(parts)
    )
    assert slugs(text) == expected
