"""Runs the commands of a console block, as a reader would type them.

In: the text of the block, where a line that starts with `$ ` is a command and the lines below it are what
it prints, and a folder to run in. Out: what is wrong, one text a complaint. A shell runs the command, so
pipes and redirections work; `receipt-rules` is this source tree, under this Python. Other programs than the
few listed are refused: a page that shows them says `not-run` and why.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.docs.compare import agrees

PROGRAMS = {"cat", "echo", "ls", "printf", "receipt-rules"}
SOURCES = Path(__file__).resolve().parents[2] / "src"
COMMAND_TIMEOUT_S = 120
_START = "import sys; from receipt_rules.cli import main; sys.argv[0] = 'receipt-rules'; sys.exit(main())"


class Step(NamedTuple):
    """One command, and the text below it."""

    command: str
    expected: str


def steps(text: str) -> Iterator[Step]:
    """The commands of a block with what each is to print."""
    command, open_ended = "", False
    expected: list[str] = []
    for line in text.splitlines():
        if open_ended:
            command += "\n" + line.removeprefix("> ")
        elif line.startswith("$ "):
            if command:
                yield Step(command, "\n".join(expected))
            command, expected = line[2:], []
        else:
            expected.append(line)
        open_ended = command.endswith("\\") and not expected
    if command:
        yield Step(command, "\n".join(expected))


def run_console(text: str, folder: Path, *, exit_code: int = 0, slug: str = "") -> list[str]:
    """Complaints about a block: a program that is not run here, a wrong exit code, another output."""
    found = list(steps(text))
    if not found or not text.startswith("$ "):
        return ["a console block starts with `$ ` and a command"]
    complaints = []
    for step in found:
        wanted = exit_code if step is found[-1] else 0
        if (program := shlex.split(step.command)[0]) not in PROGRAMS:
            return [f"`{program}` is not run here; say `not-run` and why"]
        code, printed = run(step.command, folder)
        shown = f"$ {step.command}\n{printed}"
        if code != wanted:
            complaints.append(f"exit code {code}, expected {wanted}:\n{shown}")
        elif step.expected.strip() and not agrees(step.expected, printed):
            complaints.append(f"the page shows\n{step.expected}\nbut it printed\n{shown}")
        elif slug and step is found[-1] and slug not in printed:
            complaints.append(f"expected `{slug}`:\n{shown}")
    return complaints


def run(command: str, folder: Path) -> tuple[int, str]:
    """Exit code and output (with the error stream) of a command line of the shell."""
    programs = folder / ".programs"
    programs.mkdir(exist_ok=True)
    door = programs / "receipt-rules"
    door.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c "{_START}" "$@"\n', encoding="utf-8")
    door.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONPATH": str(SOURCES),
        "PYTHONUTF8": "1",
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "TERM": "dumb",
    }
    result = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=COMMAND_TIMEOUT_S,
    )
    return result.returncode, result.stdout
