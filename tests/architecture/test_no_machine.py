"""No tracked file names a folder of somebody's machine or the address of a package registry."""

from __future__ import annotations

import re

import pytest

from tests.architecture.tree import ROOT, tracked_files

# Spelt so that this file does not name what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:tmp|work|root|opt|home|farm|Users|private/var)/[\w.]+")
REGISTRY = re.compile(
    r"\b(?:(?:test\.)?pypi\.org|pypi\.python\.org|(?:files\.)?pythonhosted\.org|registry\.npmjs\.org"
    r"|proxy\.golang\.org|crates\.io|deb\.debian\.org)\b"
)


def named(text: str) -> list[str]:
    return [found.group() for pattern in (MACHINE_PATH, REGISTRY) for found in pattern.finditer(text)]


def test_no_tracked_file_names_a_machine() -> None:
    found = {}
    for path in tracked_files():
        data = path.read_bytes()
        if b"\0" not in data and (names := named(data.decode("utf-8", errors="replace"))):
            found[str(path.relative_to(ROOT))] = names
    assert not found


@pytest.mark.parametrize(
    "text",
    [
        "see /" + "tmp/x.txt",
        "'/" + "home/anna/.venv'",
        "https://" + "pypi" + ".org/simple",
        "files.python" + "hosted.org",
    ],
)
def test_each_name_is_seen(text: str) -> None:
    assert named(text)


@pytest.mark.parametrize(
    "text", ["a/tmp/b", "https://example.org/home/x", "PyPI", "/temporary/x", "../work/x"]
)
def test_other_names_pass(text: str) -> None:
    assert not named(text)
