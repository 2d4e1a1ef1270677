"""`check`: formats, options, exit codes."""

from __future__ import annotations

import json

import pytest

from tests.e2e.shop import SPRING, Shop

HEAD = 'ruleset "x" version "1" currency EUR\n'
WRONG = HEAD + "rule tea { give 10 off }\n"
EXPIRED = HEAD + (
    'rule tea { valid until 2026-03-31 give 10% off }\ntest "t" {\n'
    '  at 2026-03-01T12:00\n  receipt { 1 x "a" at 1.00 EUR }\n  expect rule tea gives 0.10 EUR\n}\n'
)


@pytest.fixture
def clean(shop: Shop) -> Shop:
    """A ruleset of which there is nothing to say."""
    shop.write("spring.rules", SPRING + TWO)
    return shop


TWO = """
test "five off from fifty" {
  at 2026-03-04T12:00
  receipt { 1 x "teapot" at 50.00 EUR }
  expect rule from50 gives 5.00 EUR
}
"""


def test_nothing_to_say(clean: Shop) -> None:
    assert clean.run("check", "spring.rules") == (0, "1 ruleset checked, nothing to say\n", "")
    assert clean.run("check", "spring.rules", "spring.rules").out == "2 rulesets checked, nothing to say\n"


def test_an_error_is_shown_with_its_place_and_remedy(shop: Shop) -> None:
    shop.write("wrong.rules", WRONG)
    said = shop.run("check", "wrong.rules")
    assert said.code == 1
    assert said.err == ""
    assert said.out == (
        "error[unit-missing]: a discount needs a unit\n"
        " --> wrong.rules:2:17\n"
        "  |\n"
        "2 | rule tea { give 10 off }\n"
        "  |                 ^^^^^^ a bare number\n"
        "  |\n"
        "  = help: write `10% off` for a share, or `10.00 EUR off` for an amount\n"
        "\n"
        "1 error\n"
    )


def test_advice_and_warnings_are_told_and_pass(shop: Shop) -> None:
    shop.write("old.rules", EXPIRED)
    said = shop.run("check", "old.rules", "--today", "2026-04-01")
    assert said.code == 0
    assert "warning[expired]: " in said.out


@pytest.mark.parametrize(("today", "code"), [("2026-03-31", 0), ("2026-04-01", 1)])
def test_strict_fails_for_a_warning_and_today_decides(shop: Shop, today: str, code: int) -> None:
    shop.write("old.rules", EXPIRED)
    assert shop.run("check", "old.rules", "--strict", "--today", today).code == code


def test_strict_lets_advice_pass(shop: Shop) -> None:
    shop.write("untested.rules", HEAD + "rule tea { give 10% off }\n")
    said = shop.run("check", "--strict", "untested.rules")
    assert "advice[rule-without-test]" in said.out
    assert said.code == 0


def test_concise_is_one_line_each(shop: Shop) -> None:
    shop.write("wrong.rules", WRONG)
    said = shop.run("check", "wrong.rules", "--format", "concise")
    assert said.code == 1
    assert said.out.startswith("wrong.rules:2:17: error[unit-missing] a discount needs a unit; write ")
    assert said.out.count("\n") == 1


def test_json_has_places_and_a_summary(shop: Shop) -> None:
    shop.write("wrong.rules", WRONG)
    said = shop.run("check", "wrong.rules", "--format", "json")
    document = json.loads(said.out)
    assert said.code == 1
    assert document["summary"]["errors"] == 1
    (found,) = document["diagnostics"]
    assert (found["slug"], found["level"]) == ("unit-missing", "error")


def test_sarif_names_the_rule_and_the_place(shop: Shop) -> None:
    shop.write("wrong.rules", WRONG)
    said = shop.run("check", "wrong.rules", "--format", "sarif")
    (result,) = json.loads(said.out)["runs"][0]["results"]
    assert said.code == 1
    assert result["ruleId"] == "unit-missing"
    place = result["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("wrong.rules", 2)


def test_github_is_a_workflow_command(shop: Shop) -> None:
    shop.write("wrong.rules", WRONG)
    said = shop.run("check", "wrong.rules", "--format", "github")
    assert said.code == 1
    assert said.out.startswith(
        "::error file=wrong.rules,line=2,col=17,title=unit-missing::a discount needs a unit"
    )


@pytest.mark.parametrize("form", ["json", "sarif", "github", "concise"])
def test_of_a_clean_ruleset_programs_get_what_they_can_read(clean: Shop, form: str) -> None:
    said = clean.run("check", "spring.rules", "--format", form)
    assert said.code == 0
    assert "nothing to say" not in said.out
    if form in ("json", "sarif"):
        json.loads(said.out)


def test_all_files_are_checked_and_one_error_is_enough(shop: Shop) -> None:
    shop.write("wrong.rules", WRONG)
    shop.write("worse.rules", WRONG.replace("10 off", "300% off"))
    said = shop.run("check", "spring.rules", "wrong.rules", "worse.rules")
    assert said.code == 1
    assert "wrong.rules:2:17" in said.out
    assert "worse.rules:2:17" in said.out


def test_what_two_roots_share_is_said_once(shop: Shop) -> None:
    shop.write("common.rules", HEAD + "rule tea { give 10 off }\n")
    for name in ("a", "b"):
        shop.write(
            f"{name}.rules", f'ruleset "{name}" version "1" currency EUR\nimport "common.rules" as c\n'
        )
    said = shop.run("check", "a.rules", "b.rules")
    assert said.out.count("error[unit-missing]") == 1


def test_places_in_imports_are_paths_from_here(shop: Shop) -> None:
    shop.write("rules/root.rules", 'ruleset "r" version "1" currency EUR\nimport "in/part.rules" as p\n')
    shop.write("rules/in/part.rules", WRONG)
    assert " --> rules/in/part.rules:2:17\n" in shop.run("check", "rules/root.rules").out


def test_a_file_that_is_not_utf8_is_a_diagnostic_in_every_format(shop: Shop) -> None:
    shop.write("latin.rules", HEAD.encode() + b'rule tea "Tee mit S\xfc\xdfe" { give 10% off }\n')
    said = shop.run("check", "latin.rules")
    assert said.code == 1
    assert "error[not-utf8]: the file is not UTF-8 text\n --> latin.rules:2:20\n" in said.out
    assert "the byte 0xFC, which no UTF-8 text has here" in said.out
    (result,) = json.loads(shop.run("check", "latin.rules", "--format", "sarif").out)["runs"][0]["results"]
    assert result["ruleId"] == "not-utf8"


def test_a_byte_order_mark_does_not_shift_the_place(shop: Shop) -> None:
    shop.write("latin.rules", b"\xef\xbb\xbf" + b"rule \xfc { }\n")
    assert " --> latin.rules:1:6\n" in shop.run("check", "latin.rules").out


def test_standard_input_is_checked(shop: Shop) -> None:
    said = shop.run("check", "-", "--format", "concise", typed=WRONG)
    assert said.code == 1
    assert said.out.startswith("<stdin>:2:17: error[unit-missing]")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["absent.rules"], "cannot read `absent.rules`: No such file or directory"),
        (["."], "cannot read `.`: Is a directory"),
        (["spring.rules", "--today", "1st of May"], "write it as 2026-03-01"),
        (["spring.rules", "--format", "xml"], "xml"),
        ([], "files"),
    ],
)
def test_misuse_is_exit_code_2(shop: Shop, arguments: list[str], reason: str) -> None:
    said = shop.run("check", *arguments)
    assert (said.code, said.out) == (2, "")
    assert reason in said.err


def test_a_compiled_file_has_no_text_to_check(shop: Shop) -> None:
    shop.run("compile", "spring.rules")
    said = shop.run("check", "spring.rulesc")
    assert said.code == 2
    assert "`spring.rulesc` is a compiled ruleset: say the `.rules` file that it was made from" in said.err
