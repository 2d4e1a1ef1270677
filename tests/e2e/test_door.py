"""The command itself: help, version, exit codes, pipes. What needs a process of its own has one."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from receipt_rules.cli import app as door
from receipt_rules.cli import eval_
from receipt_rules.version import __version__
from tests.e2e.shop import Said, Shop, line, receipt

COMMANDS = ["check", "fmt", "test", "compile", "eval", "explain", "schema", "demo"]
SOURCES = Path(__file__).resolve().parents[2] / "src"
START = "import sys; from receipt_rules.cli import main; sys.argv[0] = 'receipt-rules'; main()"


def process(shop: Shop, *arguments: str, **environment: str) -> Said:
    """`receipt-rules ARGUMENTS` as a shell starts it."""
    result = subprocess.run(
        [sys.executable, "-c", START, *arguments],
        cwd=shop.folder,
        env={**os.environ, "PYTHONPATH": str(SOURCES), "TERM": "dumb", "COLUMNS": "100", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return Said(result.returncode, result.stdout.decode(), result.stderr.decode())


def test_help_lists_the_commands_with_a_first_step(shop: Shop) -> None:
    said = shop.run("--help")
    assert (said.code, said.err) == (0, "")
    for command in COMMANDS:
        assert f" {command} " in said.out
    assert "A first look: receipt-rules check FILE" in said.out
    assert shop.run("-h").out == said.out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_teaches_by_example(shop: Shop, command: str) -> None:
    said = shop.run(command, "--help")
    assert said.code == 0
    words = " ".join(said.out.split())
    assert f"Usage: receipt-rules {command} " in words or f"Usage: root {command} " in words
    assert f"receipt-rules {command} " in words.split("Example", 1)[1]


def test_without_a_command_there_is_help_and_exit_code_2(shop: Shop) -> None:
    said = shop.run()
    assert said.code == 2
    assert " compile " in said.out + said.err


def test_the_version(shop: Shop) -> None:
    assert shop.run("--version") == (0, f"receipt-rules {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "help"), [(["chek"], "'check'"), (["eval", "--all-rule"], "--all-rules")]
)
def test_a_slip_of_the_pen_is_misuse_with_a_remedy(shop: Shop, arguments: list[str], help: str) -> None:
    said = shop.run(*arguments)
    assert (said.code, said.out) == (2, "")
    assert help in said.err


def test_exit_codes_of_the_process(shop: Shop) -> None:
    shop.write("wrong.rules", 'ruleset "x" version "1" currency EUR\nrule tea { give 10 off }\n')
    assert process(shop, "eval", "spring.rules", "receipt.json").code == 0
    wrong = process(shop, "check", "wrong.rules")
    assert wrong.code == 1
    assert "\x1b[" not in wrong.out, "no colours in a pipe"
    assert process(shop, "check", "absent.rules").code == 2


def test_head_is_enough(shop: Shop) -> None:
    """Whoever reads us stops: no traceback, no complaint, and the work stops too."""
    shop.write("day.jsonl", [receipt(id=f"r{number}") for number in range(3000)])
    command = f"'{sys.executable}' -c \"{START}\" eval spring.rules day.jsonl"
    result = subprocess.run(
        ["bash", "-c", f"{command} | head -n 2; echo ${{PIPESTATUS[0]}}"],
        cwd=shop.folder,
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        capture_output=True,
        check=False,
        timeout=60,
    )
    rows = result.stdout.decode().splitlines()
    assert rows[1] == "Receipt r0"
    assert rows[2] == str(128 + signal.SIGPIPE)
    assert result.stderr == b""


def test_a_terminal_that_lacks_letters_gets_the_rest(shop: Shop) -> None:
    shop.write("r.json", receipt(line(name="Чай")))
    said = process(shop, "eval", "spring.rules", "r.json", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[3].startswith("\\u0427\\u0430\\u0439 ")


def test_json_is_utf8_on_every_terminal(shop: Shop) -> None:
    shop.write("umlaut.rules", 'ruleset "frühling" version "1" currency EUR\nrule t { give 1% off }\n')
    arguments = ["eval", "umlaut.rules", "receipt.json", "--format", "json"]
    said = process(shop, *arguments, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert json.loads(said.out)["ruleset"]["name"] == "frühling"
    assert "frühling" in said.out


@pytest.fixture
def run_here(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """The door of the process, in this process: what it does to signals is left out."""

    def run(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["receipt-rules", *arguments])
        with pytest.raises(SystemExit) as left:
            door.run()
        assert isinstance(left.value.code, int)
        return left.value.code

    monkeypatch.setattr(door.signal, "signal", lambda *_: None)
    monkeypatch.chdir(shop.folder)
    return run


def broken(*_: object, **__: object) -> None:
    raise ZeroDivisionError("a bug of ours")


def test_what_nobody_foresaw_is_exit_code_3(
    run_here: Callable[..., int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_here("eval", "spring.rules", "receipt.json") == 0
    assert run_here("eval", "spring.rules") == 2
    capsys.readouterr()
    monkeypatch.setattr(eval_, "engine_of", broken)
    assert run_here("eval", "spring.rules", "receipt.json") == 3
    out, err = capsys.readouterr()
    rows = err.splitlines()
    assert out == ""
    assert rows[0] == "Traceback (most recent call last):"
    assert rows[-2] == "ZeroDivisionError: a bug of ours"
    assert rows[-1] == "receipt-rules: this is a bug; please report it with the lines above"


def test_colours_are_for_terminals_that_want_them(monkeypatch: pytest.MonkeyPatch) -> None:
    from receipt_rules.cli.rulesets import coloured

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    assert coloured(Terminal())
    assert not coloured(io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not coloured(Terminal())
