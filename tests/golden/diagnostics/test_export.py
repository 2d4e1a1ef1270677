"""What programs read, for the examples of the design page: kept in `export/`."""

from __future__ import annotations

import json
from pathlib import Path

from receipt_rules.diagnostics import to_github, to_json, to_sarif
from tests.golden.diagnostics import samples

HERE = Path(__file__).parent / "export"


def check(name: str, shown: str) -> None:
    assert shown == (HERE / name).read_text(encoding="utf-8")


def test_json() -> None:
    check("page.json", to_json(samples.PAGE))


def test_sarif() -> None:
    log = json.loads(to_sarif(samples.PAGE))
    driver = log["runs"][0]["tool"]["driver"]
    # The words of the catalogue and the version may change without changing the format.
    driver["rules"] = [rule["id"] for rule in driver["rules"]]
    driver["semanticVersion"] = "VERSION"
    check("page.sarif", json.dumps(log, indent=2) + "\n")


def test_github() -> None:
    check("page.github", to_github(samples.PAGE))
