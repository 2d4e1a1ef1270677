"""The verbs of the Makefile set up what they need, once, and say what is wrong in words."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

VERBS = {
    "demo": ".venv/.run",
    "test": ".venv/.dev",
    "check": ".venv/.dev",
    "bench": ".venv/.dev",
    "fmt": ".venv/.dev",
}
INPUTS = [
    "Makefile",
    "constraints.txt",
    "constraints-dev.txt",
    "pyproject.toml",
    "src/receipt_rules/version.py",
]
STAMPS = [".venv/.made", ".venv/.run", ".venv/.dev"]


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Path]:
    """A folder with a space in its name, where everything was set up an hour after the files were written."""
    root = tmp_path / "a clone"
    for name in INPUTS:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
        os.utime(root / name, (1_000_000, 1_000_000))
    (root / ".venv").mkdir()
    for name in STAMPS:
        (root / name).touch()
        os.utime(root / name, (1_003_600, 1_003_600))
    return root


def make(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_help_is_the_default_and_tells_every_verb() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    found = re.search(r"^\.PHONY: (.+)$", text, flags=re.MULTILINE)
    assert found is not None
    said = make(cwd=ROOT).stdout
    assert not [verb for verb in found[1].split() if f"make {verb} " not in said]


@pytest.mark.parametrize("verb", VERBS)
def test_the_second_run_installs_nothing(clone: Path, verb: str) -> None:
    planned = make("-n", verb, cwd=clone)
    assert planned.returncode == 0, planned.stderr
    assert "pip" not in planned.stdout
    assert ".venv/bin/" in planned.stdout


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("changed", ["pyproject.toml", "src/receipt_rules/version.py"])
def test_a_changed_project_is_installed_again(clone: Path, verb: str, changed: str) -> None:
    (clone / changed).touch()
    assert "install --no-deps --no-build-isolation -e ." in make("-n", verb, cwd=clone).stdout


@pytest.mark.parametrize(("verb", "lock"), [("demo", "constraints.txt"), ("test", "constraints-dev.txt")])
def test_a_changed_lock_is_installed_again(clone: Path, verb: str, lock: str) -> None:
    (clone / lock).touch()
    assert f"install --require-hashes -r {lock}" in make("-n", verb, cwd=clone).stdout


def test_the_demo_does_not_wait_for_the_tools(clone: Path) -> None:
    (clone / "constraints-dev.txt").touch()
    (clone / ".venv/.dev").unlink()
    assert "pip" not in make("-n", "demo", cwd=clone).stdout


def test_arguments_are_passed_on(clone: Path) -> None:
    assert "receipt-rules demo --all" in make("-n", "demo", "ARGS=--all", cwd=clone).stdout


def fake_python(clone: Path, version: str) -> str:
    """A Python that says it is of this version, and cannot make a virtual environment."""
    clone.joinpath("fake-python").write_text(
        "#!/bin/sh\n"
        'if test "$1" = -c; then\n'
        f'  exec "{sys.executable}" -c "import sys; sys.version_info = ({version}); $2"\n'
        "fi\n"
        'if test "$1" = --version; then echo "Python of another day"; exit 0; fi\n'
        "exit 1\n",
        encoding="utf-8",
    )
    clone.joinpath("fake-python").chmod(0o755)
    return "PYTHON=./fake-python"


@pytest.mark.parametrize("version", ["3, 9, 2", "3, 10, 99"])
def test_an_old_python_is_refused_in_words(clone: Path, version: str) -> None:
    shutil.rmtree(clone / ".venv")
    refused = make("test", fake_python(clone, version), cwd=clone)
    assert refused.returncode != 0
    assert "needs Python 3.11 or newer" in refused.stderr
    assert "make test PYTHON=python3.12" in refused.stderr
    assert not (clone / ".venv").exists()


@pytest.mark.parametrize("version", ["3, 11, 0", "3, 14, 1"])
def test_a_python_without_venv_is_refused_in_words(clone: Path, version: str) -> None:
    shutil.rmtree(clone / ".venv")
    refused = make("test", fake_python(clone, version), cwd=clone)
    assert refused.returncode != 0
    assert "needs Python 3.11" not in refused.stderr
    assert "python3-venv" in refused.stderr
    assert not (clone / ".venv").exists()
