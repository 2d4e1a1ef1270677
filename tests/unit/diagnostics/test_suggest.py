"""Did you mean: near words are found, far ones are not, and the order of candidates is nothing."""

from __future__ import annotations

import difflib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipt_rules.diagnostics import did_you_mean, suggest
from receipt_rules.diagnostics.suggest import slips

CLAUSES = ["for", "needs", "valid", "during", "when", "unless", "on", "take", "buy", "give", "earn", "accept"]
TENDERS = ["cash", "gift_card", "gift_certificate"]


@pytest.mark.parametrize(
    ("word", "candidates", "meant"),
    [
        ("cofee", ["tea", "coffee", "cocoa"], "coffee"),
        ("givve", CLAUSES, "give"),
        ("gvie", CLAUSES, "give"),
        ("eran", CLAUSES, "earn"),
        ("gift_crad", TENDERS, "gift_card"),
        ("giftcard", TENDERS, "gift_card"),
        ("card_gift", TENDERS, "gift_card"),
        ("ruel", ["rule", "ruleset"], "rule"),
        ("duirng", CLAUSES, "during"),
        ("GIVE", CLAUSES, "give"),
        ("of", ["off", "on"], "off"),
        ("coffee", ["tea", "assortment.coffee"], "assortment.coffee"),
        ("recept.total", ["receipt.total", "receipt.full"], "receipt.total"),
    ],
)
def test_near_words(word: str, candidates: list[str], meant: str) -> None:
    assert suggest(word, candidates) == meant
    assert suggest(word, candidates[::-1]) == meant
    assert did_you_mean(word, candidates) == f"did you mean `{meant}`?"


@pytest.mark.parametrize(
    ("word", "candidates"),
    [
        ("voucher", CLAUSES),
        ("x", ["y", "xy", "on"]),
        ("on", ["of", "or", "in"]),
        ("tea", ["coffee", "cocoa"]),
        ("tea", ["tax_free"]),
        ("abcdef", ["uvwxyz"]),
        ("abcdefghijklmnop", ["xxxxefghijklmnop"]),
        ("anything", []),
    ],
)
def test_far_words(word: str, candidates: list[str]) -> None:
    assert suggest(word, candidates) is None
    assert did_you_mean(word, candidates) == ""


def test_ties_go_to_the_longest_common_beginning_then_to_the_alphabet() -> None:
    assert suggest("teas", ["seas", "team", "tear"]) == "team"
    assert suggest("item", ["ites", "iten", "itex"]) == "iten"
    assert suggest("bread", ["tread", "breed"]) == "breed"


@given(st.text("abc_", max_size=7), st.lists(st.text("abc_", max_size=7), max_size=6))
def test_the_order_of_candidates_does_not_matter(word: str, candidates: list[str]) -> None:
    assert suggest(word, candidates) == suggest(word, sorted(candidates, reverse=True))


def reference(first: str, second: str) -> int:
    """The same distance by its definition, without a limit."""
    if not first or not second:
        return len(first) + len(second)
    best = min(
        reference(first[:-1], second) + 1,
        reference(first, second[:-1]) + 1,
        reference(first[:-1], second[:-1]) + (first[-1] != second[-1]),
    )
    if first[-2:] == second[-2:][::-1] and len(first) > 1 and len(second) > 1:
        best = min(best, reference(first[:-2], second[:-2]) + 1)
    return best


@given(st.text("abc", max_size=5), st.text("abc", max_size=5), st.integers(0, 6))
def test_slips_by_definition(first: str, second: str, most: int) -> None:
    expected = reference(first, second)
    assert slips(first, second, most) == (expected if expected <= most else None)


@given(st.text("abcdefgh_", min_size=4, max_size=12), st.data())
def test_one_slip_is_always_found(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    slip = data.draw(st.sampled_from(["drop", "double", "wrong", "swap"]))
    written = {
        "drop": word[:place] + word[place + 1 :],
        "double": word[:place] + word[place] + word[place:],
        "wrong": word[:place] + "x" + word[place + 1 :],
        "swap": word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
    }[slip]
    assert suggest(written, ["0123456789", word]) == word


def test_it_agrees_with_difflib_on_plain_slips_of_the_pen() -> None:
    names = ["coffee", "tea", "yoghurt", "bread", "tobacco", "alcohol", "apples", "gift_card", "leaflet"]
    for written in ("cofee", "yogurt", "braed", "tobaco", "alchohol", "aples", "giftcard", "leaflat"):
        assert [suggest(written, names)] == difflib.get_close_matches(written, names, n=1)


def test_ten_thousand_candidates_take_no_time_to_speak_of() -> None:
    names = [f"items_{number:05}" for number in range(10_000)]
    start = time.perf_counter()
    assert suggest("itmes_04711", names) == "items_04711"
    assert time.perf_counter() - start < 3
