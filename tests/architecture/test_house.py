"""The project file, the change log and the network guard say what is true."""

from __future__ import annotations

import re
import socket
import tomllib

import pytest

from receipt_rules.version import __version__
from tests.architecture.tree import ROOT, modules

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_version_is_said_in_one_place() -> None:
    assert "version" in PROJECT["project"]["dynamic"]
    places = [module.name for module in modules() if f'"{__version__}"' in module.text]
    assert places == ["receipt_rules.version"]


def test_the_change_log_has_a_heading_for_what_comes_and_names_the_language() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
    assert headings[0] == "Unreleased"
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        heading = section.splitlines()[0]
        assert re.search(r"^Language version: \d+$", section, flags=re.MULTILINE), heading


def test_the_package_shows_the_readme() -> None:
    if not (ROOT / "README.md").is_file():
        pytest.skip("README.md does not exist yet")
    assert PROJECT["project"].get("readme") == "README.md", 'add `readme = "README.md"` below `name`'


def test_every_extra_installs_something() -> None:
    assert all(PROJECT["project"]["optional-dependencies"].values())


def test_the_licence_is_the_whole_text() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_a_test_cannot_reach_the_network() -> None:
    with pytest.raises(RuntimeError, match="network"):
        socket.getaddrinfo("example.org", 80)
    with socket.socket() as client, pytest.raises(RuntimeError, match="network"):
        client.connect(("192.0.2.1", 80))


def test_a_test_reaches_this_machine() -> None:
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())
