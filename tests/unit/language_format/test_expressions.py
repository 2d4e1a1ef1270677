"""Expressions: the fewest parentheses, one space, and where long conditions break."""

from __future__ import annotations

import pytest

from tests.unit.language_format.check import becomes, body, stays


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("(a)", "a"),
        ("((a + b)) + c", "a + b + c"),
        ("a + (b + c)", "a + (b + c)"),
        ("a - (b - c)", "a - (b - c)"),
        ("(a * b) + c", "a * b + c"),
        ("a * (b + c)", "a * (b + c)"),
        ("-(a * b)", "-(a * b)"),
        ("(-a) * b", "-a * b"),
        ("-(-a)", "--a"),
        ("(a and b) or c", "a and b or c"),
        ("a and (b or c)", "a and (b or c)"),
        ("a or (b or c)", "a or (b or c)"),
        ("not (a = b)", "not a = b"),
        ("(not a) = b", "(not a) = b"),
        ("not (a and b)", "not (a and b)"),
        ("(a < b) = (c < d)", "(a < b) = (c < d)"),
        ("30% of (a + b)", "30% of (a + b)"),
        ("(30% of a) + b", "30% of a + b"),
        ("30% of (20% of a)", "30% of 20% of a"),
        ("(a default b) + c", "a default b + c"),
        ("a default (b + c)", "a default (b + c)"),
        ("(a default b) default c", "(a default b) default c"),
        ("-(a default b)", "-a default b"),
        ("if (if a then b else c) then d else e", "if (if a then b else c) then d else e"),
        ("if a then b else (if c then d else e)", "if a then b else if c then d else e"),
        ("(if a then b else c) + d", "(if a then b else c) + d"),
        ("a in (1)..(5)", "a in 1..5"),
        ("a in b+1..c", "a in b + 1 .. c"),
        ('a in{"x","y"}', 'a in {"x", "y"}'),
        ("a in (customer.tags)", "a in customer.tags"),
        ("(a in b) is known", "(a in b) is known"),
        ("near( customer.birthday,3 days )", "near(customer.birthday, 3 days)"),
        ("amount of (items tea)", "amount of items tea"),
        ("amount of (all items)", "amount of all items"),
        ("amount of (items tea,coffee)", "amount of (items tea, coffee)"),
        ("amount of (all items except tea)", "amount of (all items except tea)"),
        ("quantity of this  item>=4", "quantity of this item >= 4"),
        ("a matches /x y\\/z/", "a matches /x y\\/z/"),
        ("1_000.50RUB+1_000   RUB", "1_000.50RUB + 1_000 RUB"),
        ("near(d, 3 \t days)", "near(d, 3 days)"),
    ],
)
def test_parentheses_and_spaces(written: str, canonical: str) -> None:
    becomes(f"let x = {written}\n", f"let x = {canonical}\n")


def test_a_condition_too_long_for_its_line_breaks_before_its_outermost_word() -> None:
    becomes(
        """\
        rule a {
          when customer.tier = "gold" and receipt.channel = "app" or customer.spent > 50_000 RUB and amount > 3_000 RUB
        }
        """,  # noqa: E501
        """\
        rule a {
          when customer.tier = "gold" and receipt.channel = "app"
            or customer.spent > 50_000 RUB and amount > 3_000 RUB
        }
        """,
    )


def test_a_condition_that_the_author_broke_stays_broken() -> None:
    stays(
        """\
        rule a {
          when a > 1
            and b > 2
            and (c > 3
              or d > 4)
        }
        """
    )


def test_a_line_of_exactly_a_hundred_columns_is_not_broken() -> None:
    for name, lines in (("b" * 48, 1), ("b" * 49, 2)):
        text = body(f"let x = {'a' * 40} or {name}\n")
        assert text.count("\n") == lines
        assert all(len(line) <= 100 for line in text.splitlines())


def test_a_long_list_has_one_element_a_line() -> None:
    codes = [f"46012345678{number}" for number in range(90, 98)]
    elements = ",\n".join(f'  "{code}"' for code in codes)
    becomes(
        "items coffee = " + ", ".join(f'"{code}"' for code in codes) + "\n",
        f"items coffee =\n{elements}\n",
    )


def test_a_long_selector_breaks_before_except_and_where() -> None:
    becomes(
        """\
        items fresh = all items except tobacco, alcohol where item.shelf_life is known and item.shelf_life < 10 days
        """,  # noqa: E501
        """\
        items fresh = all items
          except tobacco, alcohol
          where item.shelf_life is known and item.shelf_life < 10 days
        """,
    )


def test_the_selector_of_an_aggregate_breaks_inside_its_parentheses() -> None:
    stays(
        """\
        let x = amount of (items tea, coffee
          except discounted
          where item.price > 5 RUB) > 100 RUB
        """
    )


def test_an_if_breaks_before_then_and_else() -> None:
    becomes(
        """\
        let x = if a
          then 1 else if b then 2 else 3
        """,
        """\
        let x = if a
          then 1
          else if b then 2 else 3
        """,
    )
