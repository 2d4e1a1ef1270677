"""JSON, SARIF and GitHub commands: valid, complete and not to be broken out of."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipt_rules.diagnostics import (
    CATALOGUE,
    Diagnostic,
    Diagnostics,
    Fix,
    Label,
    Level,
    Source,
    Span,
    to_github,
    to_json,
    to_sarif,
)
from receipt_rules.version import __version__

FILE = Source("shop/a b.rules", "\ufeffrule é {\r\n  givve 10% off\r\n}\r\n")
PLACE = Span(FILE, 12, 17)


def given_one(level: Level = "error", **fields: Any) -> Diagnostic:
    return Diagnostic(**{"slug": "bad-time", "level": level, "message": "m", "span": PLACE, **fields})


def test_json_says_all_in_a_fixed_order() -> None:
    full = given_one(
        label="here",
        secondary=(Label(Span(FILE, 0, 4), "there"),),
        notes=("one", "two"),
        help="do it",
        fix=Fix(PLACE, "give"),
    )
    document = json.loads(to_json([full]))
    assert list(document) == ["format", "version", "summary", "diagnostics"]
    assert (document["format"], document["version"]) == ("receipt-rules-diagnostics", 1)
    (said,) = document["diagnostics"]
    place = {
        "path": "shop/a b.rules",
        "line": 2,
        "column": 3,
        "end_line": 2,
        "end_column": 8,
        "start": 12,
        "end": 17,
    }
    there = {
        "path": "shop/a b.rules",
        "line": 1,
        "column": 1,
        "end_line": 1,
        "end_column": 5,
        "start": 0,
        "end": 4,
    }
    expected = {
        "slug": "bad-time",
        "level": "error",
        "message": "m",
        "span": place,
        "label": "here",
        "secondary": [{"span": there, "text": "there"}],
        "notes": ["one", "two"],
        "help": "do it",
        "fix": {"span": place, "replacement": "give"},
    }
    assert said == expected
    assert list(said) == list(expected)
    assert list(said["span"]) == list(place)


def test_json_has_every_field_even_of_the_barest() -> None:
    (said,) = json.loads(to_json([given_one()]))["diagnostics"]
    assert [said[name] for name in ("label", "secondary", "notes", "help", "fix")] == ["", [], [], "", None]


def test_json_counts_without_the_one_that_stands_for_more() -> None:
    collected = Diagnostics()
    for number in range(5):
        collected.error("bad-time", Span(FILE, number, number), "late")
    document = json.loads(to_json([*collected.sorted(cap=2), given_one("warning"), given_one("advice")]))
    assert document["summary"] == {"errors": 2, "warnings": 1, "advice": 1}
    assert len(document["diagnostics"]) == 5


def test_no_diagnostics_are_a_document_too() -> None:
    assert json.loads(to_json([]))["diagnostics"] == []
    assert json.loads(to_sarif([]))["runs"][0]["results"] == []
    assert to_github([]) == ""


def sarif_run(*diagnostics: Diagnostic) -> Any:
    log = json.loads(to_sarif(diagnostics))
    assert set(log) == {"version", "$schema", "runs"}
    assert log["version"] == "2.1.0"
    assert re.fullmatch(r"https://\S+/sarif-schema-2\.1\.0\.json", log["$schema"])
    (run,) = log["runs"]
    return run


def test_sarif_names_the_tool_and_exactly_the_rules_found() -> None:
    run = sarif_run(given_one(), given_one(slug="expired", level="warning"), given_one(message="again"))
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("receipt-rules", __version__)
    assert [rule["id"] for rule in driver["rules"]] == ["bad-time", "expired"]
    for rule in driver["rules"]:
        entry = CATALOGUE[rule["id"]]
        assert rule["shortDescription"]["text"] == entry.title
        assert rule["fullDescription"]["text"] == entry.explanation
        assert entry.wrong in rule["help"]["markdown"]
        assert entry.right in rule["help"]["text"]
    assert [rule["defaultConfiguration"]["level"] for rule in driver["rules"]] == ["error", "warning"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert run["columnKind"] == "unicodeCodePoints"


@pytest.mark.parametrize(("level", "said"), [("error", "error"), ("warning", "warning"), ("advice", "note")])
def test_levels(level: Level, said: str) -> None:
    assert sarif_run(given_one(level))["results"][0]["level"] == said
    command = {"error": "error", "warning": "warning", "note": "notice"}[said]
    assert to_github([given_one(level)]).startswith(f"::{command} file=")


def test_sarif_places() -> None:
    other = Span(Source("lists\\tea.csv", "a,b\n"), 2, 3)
    said = given_one(
        secondary=(Label(other, "a column"), Label(PLACE)), fix=Fix(Span(FILE, 17, 17), "!"), help="h"
    )
    (result,) = sarif_run(said)["results"]
    (location,) = result["locations"]
    region = {
        "startLine": 2,
        "startColumn": 3,
        "endLine": 2,
        "endColumn": 8,
        "charOffset": 12,
        "charLength": 5,
    }
    assert location == {
        "physicalLocation": {"artifactLocation": {"uri": "shop/a%20b.rules"}, "region": region}
    }
    first, second = result["relatedLocations"]
    assert first["physicalLocation"]["artifactLocation"]["uri"] == "lists/tea.csv"
    assert (first["id"], first["message"]) == (0, {"text": "a column"})
    assert second == {"id": 1, **location}
    (fix,) = result["fixes"]
    (change,) = fix["artifactChanges"]
    assert fix["description"] == {"text": "h"}
    assert change["replacements"][0]["insertedContent"] == {"text": "!"}
    assert change["replacements"][0]["deletedRegion"]["charLength"] == 0


def test_sarif_leaves_out_what_is_not_said() -> None:
    (result,) = sarif_run(given_one())["results"]
    assert set(result) == {"ruleId", "ruleIndex", "level", "message", "locations"}
    assert "description" not in sarif_run(given_one(fix=Fix(PLACE, "x")))["results"][0]["fixes"][0]


def test_sarif_message_holds_notes_and_help_and_no_link() -> None:
    said = given_one(message="`/[0-9](7)/` is odd", notes=("a [fact]",), help="h")
    assert sarif_run(said)["results"][0]["message"] == {
        "text": "`/\\[0-9\\](7)/` is odd\nnote: a [fact]\nhelp: h"
    }


def test_github_command() -> None:
    assert to_github([given_one(notes=("n",), help="h"), given_one(slug="bad-date")]) == (
        "::error file=shop/a b.rules,line=2,col=3,title=bad-time::m%0Anote: n%0Ahelp: h\n"
        "::error file=shop/a b.rules,line=2,col=3,title=bad-date::m\n"
    )


@given(st.text(max_size=20), st.text(max_size=20).filter(bool))
def test_github_cannot_be_broken_out_of(words: str, path: str) -> None:
    said = Diagnostic("bad-time", "error", words, Span(Source(path, ""), 0, 0), notes=(words,))
    command = to_github([said])
    assert command.count("\n") == 1
    assert "\r" not in command
    found = re.fullmatch(r"::error file=([^,:\n]*),line=1,col=1,title=bad-time::([^\n]*)\n", command)
    assert found is not None

    def unescaped(text: str) -> str:
        codes = {"%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","}
        return re.sub("%25|%0D|%0A|%3A|%2C", lambda match: codes[match[0]], text)

    assert unescaped(found[1]) == path
    assert unescaped(found[2]) == f"{words}\nnote: {words}"
