"""Console blocks are run by a shell, and a block that lies is found out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.console import Step, run_console, steps


def test_commands_and_their_output_are_told_apart() -> None:
    text = "$ echo a \\\n> b\na b\n\n$ ls\n$ cat x\ny\n"
    assert list(steps(text)) == [Step("echo a \\\nb", "a b\n"), Step("ls", ""), Step("cat x", "y")]


@pytest.mark.parametrize(
    "text",
    [
        "$ echo one\none\n",
        "$ printf 'a\\nb\\nc\\n'\na\n...\n",
        "$ echo one | cat\none\n$ echo two\ntwo\n",
        "$ echo a \\\n    b\na b\n",
    ],
)
def test_a_true_block_passes(tmp_path: Path, text: str) -> None:
    assert run_console(text, tmp_path) == []


def test_a_file_that_a_command_wrote_is_there_for_the_next(tmp_path: Path) -> None:
    assert run_console("$ echo 12 > f\n$ cat f\n12\n", tmp_path) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("$ echo one\ntwo\n", "but it printed"),
        ("$ cat nothing\n", "exit code 1, expected 0"),
        ("$ cat nothing\n$ echo a\na\n", "exit code 1, expected 0"),
        ("$ curl example.org\n", "`curl` is not run here"),
        ("echo one\n", "starts with `$ `"),
        ("one\n$ echo one\n", "starts with `$ `"),
        ("", "starts with `$ `"),
    ],
)
def test_a_lying_block_is_found_out(tmp_path: Path, text: str, says: str) -> None:
    assert any(says in complaint for complaint in run_console(text, tmp_path))


def test_the_exit_code_is_that_of_the_last_command(tmp_path: Path) -> None:
    text = "$ echo a\na\n$ cat nothing\n"
    assert run_console(text, tmp_path, exit_code=1) == []
    assert run_console(text, tmp_path, exit_code=2)
    assert run_console("$ echo a\n", tmp_path, exit_code=1)


def test_an_expected_slug_is_looked_for(tmp_path: Path) -> None:
    text = "$ printf unknown-items; exit 1\n"
    assert run_console(text, tmp_path, exit_code=1, slug="unknown-items") == []
    assert run_console(text, tmp_path, exit_code=1, slug="unknown-rule")


def test_the_command_line_is_this_source_tree(tmp_path: Path) -> None:
    text = 'ruleset "bad" version "1" currency EUR\nrule tea { givve 10% off }\n'
    tmp_path.joinpath("bad.rules").write_text(text, encoding="utf-8")
    text = "$ receipt-rules check bad.rules\nerror[...]: ... `givve`...\n...\n"
    assert run_console(text, tmp_path, exit_code=1, slug="unknown-clause") == []
