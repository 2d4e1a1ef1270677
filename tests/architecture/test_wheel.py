"""What is installed is whole: the wheel has grammar, licence and types, and works without the tree."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from receipt_rules.version import __version__
from tests.architecture.tree import PACKAGE, ROOT, exists

pytestmark = pytest.mark.slow

RULES = """\
ruleset "wheel" version "1"
  currency EUR

rule tea "Tea" { on all items give 10% off }

test "one tea" {
  at 2026-03-04T12:00
  receipt { 1 x "TEA" at 2 EUR }
  expect total 1.80 EUR
}
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    assert wheel.name == f"receipt_rules-{__version__}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    facts = f"receipt_rules-{__version__}.dist-info/"
    sources = {
        f"receipt_rules/{path.relative_to(PACKAGE).as_posix()}"
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in names if not name.startswith(facts)} == sources
    assert {f"{facts}licenses/LICENSE", f"{facts}entry_points.txt"} <= names
    assert "receipt_rules/py.typed" in names


def test_the_wheel_works_without_the_tree(wheel: Path, tmp_path: Path) -> None:
    if not exists("receipt_rules.cli"):
        pytest.skip("receipt_rules.cli does not exist yet")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    (tmp_path / "tea.rules").write_text(RULES, encoding="utf-8")
    code = (
        "import sys, receipt_rules; from receipt_rules.cli import main;"
        f"assert receipt_rules.__file__.startswith({str(installed)!r}), receipt_rules.__file__;"
        "sys.argv = ['receipt-rules', 'test', 'tea.rules']; sys.exit(main())"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )
    assert result.returncode == 0, result.stdout + result.stderr
