"""Bundles that are long, deep or knotted: nothing raises, and nothing takes more than its share of time."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from receipt_rules.program.lint import lint
from tests.unit.program.binding import bound, only, program, slugs


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Far above what it takes, far below what it took."""
    start = time.process_time()
    yield
    assert time.process_time() - start < seconds


def lines(count: int, line: Callable[[int], str], *last: str) -> str:
    return "\n".join([*map(line, range(count)), *last])


# ---- constants -------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [100, 3_000])
def test_constants_that_need_each_other_in_any_order(count: int) -> None:
    text = lines(count, lambda i: f"let x{i} = x{i + 1} + 1", f"let x{count} = 1")
    found = program(f"{text}\nrule r {{ when receipt.lines > x0 give 1% off }}")
    assert f"value={count + 1}" in repr(found.rules[0].when)


def test_a_long_circle_of_constants_is_said_once() -> None:
    text = lines(500, lambda i: f"let x{i} = x{(i + 1) % 500} + 1")
    said = only(text)
    assert (said.slug, said.span.text, len(said.secondary)) == ("circular-name", "x0", 499)


def test_a_knot_of_constants_is_no_more_than_its_circles() -> None:
    text = lines(1_000, lambda i: f"let x{i} = x{i + 1} + x0", "let x1000 = 1")
    with within(2):
        assert slugs(text) == ["circular-name"]


def test_beside_a_circle_other_mistakes_are_said() -> None:
    assert slugs("let a = b + (1 + yes)\nlet b = a") == ["circular-name", "type-mismatch"]


# ---- item sets and segments --------------------------------------------------------------------------


def chain(count: int, condition: str = "item.price > 1 EUR") -> str:
    return lines(count, lambda i: f"items x{i} = x{i + 1} where {condition}", f'items x{count} = "a"')


def test_a_chain_of_item_sets_that_is_just_short_enough() -> None:
    assert not slugs(chain(49))
    assert lint(program(chain(49))) == ()


@pytest.mark.parametrize("count", [50, 200, 2_000])
def test_a_chain_of_item_sets_that_is_too_long(count: int) -> None:
    said = only(chain(count))
    assert (said.slug, said.span.text) == ("too-deep", f"x{count - 50}")


def test_deep_conditions_count_for_several_steps() -> None:
    more = " + 1 EUR" * 60
    condition = f"amount of items x{{}}{more} > 9 EUR"
    text = lines(10, lambda i: f"items x{i} = all items where {condition.format(i + 1)}", 'items x10 = "a"')
    assert slugs(text) == ["too-deep"]


def test_a_chain_of_segments_has_the_same_bound() -> None:
    text = lines(
        51,
        lambda i: f"segment x{i} = where customer in segment x{i + 1}",
        "segment x51 = assigned by host",
    )
    assert [each.slug for each in bound(text).diagnostics] == ["too-deep"]


def test_item_sets_in_a_long_circle() -> None:
    with within(2):
        assert set(slugs(lines(1_000, lambda i: f"items x{i} = x{(i + 1) % 1000}, x0"))) == {"circular-name"}


CONDITIONS = {
    "prices": "item.price > 0.01 EUR",
    "sums": "amount of items x{} > 1 EUR and amount of items x{} > 2 EUR",
    "exceptions": "item.price > 1 EUR",
}


@pytest.mark.parametrize("kind", CONDITIONS)
def test_item_sets_that_name_each_other_many_times_over(kind: str) -> None:
    def line(i: int) -> str:
        # from the bottom again every twenty, so that no chain is too long
        below = [i + 1, i + 2] if i % 20 < 18 else [2_000, 2_001]
        condition = CONDITIONS[kind].format(*below)
        names = "x{}, x{}" if kind != "exceptions" else "x{} except x{}"
        return f"items x{i} = {names.format(*below)} where {condition}"

    text = lines(2_000, line, 'items x2000 = "a"\nitems x2001 = "b"', "rule r { on items x0 give 1% off }")
    text += "\nrule s { on items x1 except x2 give 1% off }"
    with within(4):
        found = program(text)
        lint(found)


# ---- misspelt names -----------------------------------------------------------------------------------


def words(count: int, seed: int) -> list[str]:
    """Alike as only names by chance are: every one is compared letter by letter with every other."""
    draw = random.Random(seed)
    return ["".join(draw.choice("abcdefgh") for _ in range(9)) for _ in range(count)]


MISSPELT = {
    "items": ('items {} = "a"', "rule r{} {{ on items {} give 1% off }}"),
    "let": ("let {} = 1", "rule r{} {{ when receipt.lines > {} give 1% off }}"),
    "fact": ("schema {{ customer.{}: int }}", "rule r{} {{ when customer.{} > 1 give 1% off }}"),
}


@pytest.mark.parametrize("kind", MISSPELT)
def test_many_names_that_are_misspelt(kind: str) -> None:
    declared, used = MISSPELT[kind]
    text = [declared.format(word) for word in words(1_000, 1)]
    text += [used.format(number, word) for number, word in enumerate(words(1_000, 2))]
    whole = "\n".join(text)
    with within(6):
        assert len(bound(whole).diagnostics) == 101


def test_the_first_mistakes_have_their_remedies_all_the_same() -> None:
    text = lines(
        500,
        lambda i: f'items tea_{i} = "a"',
        *(f"rule r{i} {{ on items taa_{i} give 1% off }}" for i in range(20)),
    )
    assert [each.help for each in bound(text).diagnostics] == [f"did you mean `tea_{i}`?" for i in range(20)]


# ---- decision tables ----------------------------------------------------------------------------------


def table(count: int, columns: int) -> str:
    head = "| receipt.lines | receipt.quantity |"[: 17 if columns == 1 else None]
    more = " {}..{} |" if columns == 2 else ""
    rows = [f"| {2 * i}..{2 * i + 1} |{more.format(i, count)} => 1% |" for i in range(count)]
    rows += [f"| >= {2 * count} |{' any |' if columns == 2 else ''} => 0% |"]
    return f"table t unique {{\n{head} => rate |\n" + "\n".join(rows) + "\n}"


def test_a_long_table_of_one_column_is_complete() -> None:
    with within(4):
        assert not slugs(table(4_000, 1))


def test_a_long_table_of_two_columns_has_its_gaps_found() -> None:
    with within(4):
        assert slugs(table(4_000, 2)) == ["rows-gap"]


def test_in_a_long_table_two_rows_that_meet_are_found() -> None:
    text = table(2_000, 1).replace("| 2000..2001 |", "| 2000..2002 |")
    assert slugs(text) == ["rows-overlap"]
