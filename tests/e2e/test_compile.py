"""`compile`: one file for tills, or nothing at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from receipt_rules import Engine
from receipt_rules.cli import writing
from tests.e2e.shop import SPRING, Shop

LATER = (
    'ruleset "p" version "1" currency EUR\n'
    "points b { worth 1 point = 0.01 EUR }\nrule e { earn 1 point per 1 EUR to b }\n"
)


def test_the_file_stands_beside_the_ruleset(shop: Shop) -> None:
    said = shop.run("compile", "spring.rules")
    data = shop.files()["spring.rulesc"]
    engine = Engine.load(data)
    assert said == (
        0,
        f"spring.rulesc: 2 rules, {len(data):,} bytes, digest {engine.reference.digest[:12]}\n",
        "",
    )
    assert set(shop.files()) == {"spring.rules", "spring.rulesc", "receipt.json"}


def test_one_rule_is_one_rule_and_a_draft_is_none(shop: Shop) -> None:
    shop.write(
        "a.rules",
        'ruleset "a" version "1" currency EUR\nrule x { give 1% off }\ndraft rule y { give 2% off }\n',
    )
    assert shop.run("compile", "a.rules").out.startswith("a.rulesc: 1 rule, ")


@pytest.mark.parametrize("option", ["-o", "--output"])
def test_the_file_stands_where_it_is_wanted(shop: Shop, option: str) -> None:
    (shop.folder / "till").mkdir()
    said = shop.run("compile", "spring.rules", option, "till/now.bin")
    assert said.out.startswith("till/now.bin: 2 rules, ")
    assert "spring.rulesc" not in shop.files()
    assert shop.run("eval", "till/now.bin", "receipt.json").code == 0, "told by its content, not by its name"


def test_the_same_ruleset_gives_the_same_bytes(shop: Shop) -> None:
    shop.run("compile", "spring.rules", "-o", "a.rulesc")
    shop.run("compile", "spring.rules", "-o", "b.rulesc")
    files = shop.files()
    assert files["a.rulesc"] == files["b.rulesc"]


def test_a_new_file_replaces_the_old_one(shop: Shop) -> None:
    path = shop.write("spring.rulesc", "old")
    path.chmod(0o600)
    shop.run("compile", "spring.rules")
    assert Engine.load(path).ruleset.name == "spring"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_new_file_has_the_mode_of_any_new_file(shop: Shop) -> None:
    shop.run("compile", "spring.rules")
    ordinary = shop.write("ordinary", "")
    assert (shop.folder / "spring.rulesc").stat().st_mode == ordinary.stat().st_mode


@pytest.mark.parametrize("content", [LATER, SPRING.replace("10% off\n", "10 off\n")])
def test_after_an_error_the_old_file_stays_byte_for_byte(shop: Shop, content: str) -> None:
    shop.write("bad.rules", content)
    path = shop.write("bad.rulesc", b"the old one\0")
    before, stat_before = shop.files(), path.stat()
    said = shop.run("compile", "bad.rules")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("error[")
    assert shop.files() == before
    assert path.stat().st_mtime_ns == stat_before.st_mtime_ns


def test_a_live_rule_that_is_not_evaluated_yet_is_refused(shop: Shop) -> None:
    shop.write("bad.rules", LATER)
    assert "error[not-yet-evaluated]: rule `e` has `earn`" in shop.run("compile", "bad.rules").err


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("absent/spring.rulesc", "No such file or directory"),
        ("folder", "Is a directory"),
        ("receipt.json/spring.rulesc", "Not a directory"),
    ],
)
def test_a_target_that_cannot_be_written(shop: Shop, target: str, reason: str) -> None:
    (shop.folder / "folder").mkdir()
    before = shop.files()
    said = shop.run("compile", "spring.rules", "-o", target)
    assert said == (2, "", f"receipt-rules: cannot write `{target}`: {reason}\n")
    assert shop.files() == before


def test_a_source_is_not_overwritten(shop: Shop) -> None:
    before = shop.files()
    said = shop.run("compile", "spring.rules", "-o", "spring.rules")
    assert said.code == 2
    assert "`spring.rules` would be overwritten: compiled rulesets are called `spring.rulesc`" in said.err
    assert shop.files() == before


def test_a_stream_needs_a_target(shop: Shop) -> None:
    assert shop.run("compile", "-", typed=SPRING) == (2, "", "receipt-rules: say where to write: `-o FILE`\n")
    assert shop.run("compile", "-", "-o", "s.rulesc", typed=SPRING).code == 0
    shop.run("compile", "spring.rules")
    assert (
        shop.run("eval", "s.rulesc", "receipt.json").out
        == shop.run("eval", "spring.rulesc", "receipt.json").out
    )


def test_a_crash_while_writing_leaves_the_old_file(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.write("spring.rulesc", "old")
    before = shop.files()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full)
    said = shop.run("compile", "spring.rules")
    assert said == (2, "", "receipt-rules: cannot write `spring.rulesc`: No space left on device\n")
    assert shop.files() == before


def test_a_file_that_may_not_be_written_is_not_replaced(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.write("spring.rulesc", "old")
    before = shop.files()

    def read_only(path: str | Path, mode: int) -> bool:
        return mode != os.W_OK or Path(path).name != "spring.rulesc"

    monkeypatch.setattr(writing.os, "access", read_only)
    said = shop.run("compile", "spring.rules")
    assert said == (2, "", "receipt-rules: cannot write `spring.rulesc`: Permission denied\n")
    assert shop.files() == before


def test_a_ruleset_that_is_not_there_is_misuse(shop: Shop) -> None:
    assert shop.run("compile", "absent.rules").code == 2
