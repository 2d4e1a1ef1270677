"""Bundles that are long, deep or knotted: nothing raises, and nothing takes more than its share of time."""

from __future__ import annotations

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
