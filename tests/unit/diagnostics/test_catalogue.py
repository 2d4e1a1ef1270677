"""The catalogue: closed, complete and in one voice."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from receipt_rules.diagnostics import CATALOGUE, FAMILIES, LEVELS, Entry, whole_file

ENTRIES = [entry for entries in FAMILIES.values() for entry in entries]
each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.slug)


def test_a_slug_is_in_one_family_once() -> None:
    assert [slug for slug, count in Counter(entry.slug for entry in ENTRIES).items() if count > 1] == []
    assert list(CATALOGUE) == [entry.slug for entry in ENTRIES]


def test_it_is_closed() -> None:
    with pytest.raises(TypeError):
        CATALOGUE["new-one"] = ENTRIES[0]  # type: ignore[index]
    assert "no-such-slug" not in CATALOGUE


@each_entry
def test_an_entry_is_a_page(entry: Entry) -> None:
    assert CATALOGUE[entry.slug] is entry
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.slug)
    assert entry.level in LEVELS
    assert entry.title
    assert "\n" not in entry.title
    assert not entry.title.endswith(".")
    assert entry.title[0].islower() or entry.title[0] == "`"
    assert re.search(r"\S\.$", entry.explanation)
    assert "\n" not in entry.explanation
    assert entry.wrong != entry.right


@each_entry
def test_backticks_come_in_pairs(entry: Entry) -> None:
    assert entry.title.count("`") % 2 == 0
    assert entry.explanation.count("`") % 2 == 0


@each_entry
def test_examples_are_whole_files_after_their_header(entry: Entry) -> None:
    for example in (entry.wrong, entry.right, *entry.files.values()):
        assert example.endswith("\n")
        assert not example.startswith((" ", "\n"))
        assert not any(line != line.rstrip() for line in example.splitlines())
    assert whole_file(entry.right).count('ruleset "') == 1


@each_entry
def test_files_of_the_bundle_are_those_that_the_right_example_names(entry: Entry) -> None:
    named = set(re.findall(r'(?:csv|import) "([^"]+)"', entry.right))
    assert named <= set(entry.files)


def test_lints_are_no_errors_and_the_others_are() -> None:
    for family, entries in FAMILIES.items():
        assert {entry.level == "error" for entry in entries} == {family != "lints"}


def test_the_header_is_put_before_a_fragment_only() -> None:
    assert whole_file("rule tea { }").startswith('ruleset "example" version "1"\n')
    assert whole_file('ruleset "x" version "1"').startswith('ruleset "x"')
    assert whole_file('"""Doc."""\nruleset "x" version "1"').startswith('"""Doc."""')
