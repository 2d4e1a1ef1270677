"""Where things stand in the repository, for the tests that judge its shape."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src"
PACKAGE = SOURCES / "receipt_rules"


@dataclass(frozen=True)
class Module:
    """One source file: its dotted name, its lines, its syntax tree."""

    path: Path

    @property
    def name(self) -> str:
        parts = self.path.relative_to(SOURCES).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def room(self) -> str:
        """The first name below the package: `money`, `runtime`; empty for the package itself."""
        return [*self.name.split("."), ""][1]

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=str(self.path))

    def place(self, node: ast.AST) -> str:
        return f"{self.path.relative_to(SOURCES.parent)}:{getattr(node, 'lineno', 1)}"


def modules() -> list[Module]:
    """Every module of the package, sorted by name."""
    return sorted((Module(path) for path in PACKAGE.rglob("*.py")), key=lambda module: module.name)


def exists(name: str) -> bool:
    """Does the module exist as a file? Nothing is imported to find out."""
    path = SOURCES.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def tracked_files() -> list[Path]:
    """The files that git keeps; the test is skipped where there is no git to ask."""
    try:
        listing = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as problem:
        pytest.skip(f"git does not list this tree: {problem}")
    return [path for name in listing.split("\0") if name and (path := ROOT / name).is_file()]


def python(code: str, *, sources: Path = SOURCES, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run code in a new interpreter that sees the given sources first."""
    environment = {**os.environ, "PYTHONPATH": str(sources), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )
