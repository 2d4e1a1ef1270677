"""The import contracts of pyproject.toml hold, and each of them bites."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, SOURCES, python

LINT = """
import sys
from importlinter.cli import lint_imports
sys.exit(lint_imports(config_filename={config!r}, no_cache=True))
"""


def lint(sources: Path, cwd: Path) -> tuple[int, str]:
    result = python(LINT.format(config=str(ROOT / "pyproject.toml")), sources=sources, cwd=cwd)
    return result.returncode, result.stdout + result.stderr


def test_the_contracts_hold() -> None:
    code, said = lint(SOURCES, ROOT)
    assert code == 0, said


def verdicts(said: str) -> dict[str, str]:
    """The closing word of each contract, by its name."""
    found = {}
    for line in said.splitlines():
        name, _, verdict = line.rpartition(" ")
        if verdict in {"KEPT", "BROKEN"}:
            found[name] = verdict
    return found


def build(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / "receipt_rules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        for folder in [path.parent, *path.parent.parents]:
            if folder == root:
                break
            (folder / "__init__.py").touch()
    return root


LAYERS = "Imports go down the layers only"
ORACLE = "The reference interpreter leans on nothing that it judges"


@pytest.mark.parametrize(
    ("contract", "files"),
    [
        (LAYERS, {"money.py": "import receipt_rules.cli", "cli.py": ""}),
        (LAYERS, {"money.py": "import receipt_rules.quantity", "quantity.py": ""}),
        (LAYERS, {"errors.py": "import receipt_rules.money", "money.py": ""}),
        (LAYERS, {"language/parse.py": "import receipt_rules.program.bind", "program/bind.py": ""}),
        (LAYERS, {"runtime/price.py": "import receipt_rules.compiler", "compiler/index.py": ""}),
        (LAYERS, {"reference/oracle.py": "import receipt_rules.compiler", "compiler/index.py": ""}),
        (LAYERS, {"utils.py": ""}),
        (ORACLE, {"reference/units.py": "import receipt_rules.allocation", "allocation.py": ""}),
        (ORACLE, {"reference/groups/play.py": "import receipt_rules.runtime.best", "runtime/best.py": ""}),
        ("Only the language knows its parser generator", {"program/bind.py": "import lark"}),
        ("Only plugins know pluggy", {"compiler/index.py": "import pluggy"}),
        ("Pydantic stays at the public border", {"receipt/record.py": "import pydantic"}),
        ("Pydantic stays at the public border", {"runtime/price.py": "from pydantic import BaseModel"}),
        ("Only the command line knows the terminal", {"diagnostics/render.py": "import rich.text"}),
        ("Only the binder knows the locale database", {"runtime/wording.py": "import babel.numbers"}),
        ("Only the ledger knows a database", {"runtime/state.py": "import sqlite3"}),
    ],
)
def test_each_contract_bites(tmp_path: Path, contract: str, files: dict[str, str]) -> None:
    code, said = lint(build(tmp_path, files), tmp_path)
    assert verdicts(said).get(contract) == "BROKEN", said
    assert code != 0


def test_the_rooms_that_may_are_let_through(tmp_path: Path) -> None:
    files = {
        "language/parse.py": "import lark",
        "language/tree/build.py": "from lark import Tree",
        "plugins/manager.py": "import pluggy",
        "program/bind/locale.py": "from babel import Locale",
        "receipt/model.py": "import pydantic",
        "outcome/model.py": "from pydantic import BaseModel",
        "cli/app.py": "import typer, rich.console, pydantic",
        "ledger/sqlite.py": "import sqlite3",
        "reference/units.py": "import receipt_rules.money, receipt_rules.program.model",
        "program/model.py": "import receipt_rules.calendar",
        "calendar.py": "",
        "money.py": "import receipt_rules.errors, receipt_rules.version",
        "errors.py": "",
        "version.py": "",
    }
    code, said = lint(build(tmp_path, files), tmp_path)
    assert code == 0, said
