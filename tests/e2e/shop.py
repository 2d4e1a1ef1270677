"""A shop at the command line: a folder of files, and what the commands say of them."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any, NamedTuple

from typer.testing import CliRunner

from receipt_rules.cli.app import app

SPRING = """\
ruleset "spring" version "2026.1"
  currency EUR
  timezone "Europe/Berlin"

rule tea10 "10% off tea" {
  on items category "Tea"
  give 10% off
}
rule from50 "5 EUR off from 50 EUR" {
  when amount >= 50 EUR
  give 5 EUR off receipt
}

test "ten percent off the tea, not the bread" {
  at 2026-03-04T12:00
  receipt { 2 x "earl-grey" at 4.45 EUR {category: "Tea"}  1 x "rye" at 3.20 EUR }
  expect rule tea10 gives 0.89 EUR
  expect rule from50 skipped because condition
  expect total 11.21 EUR
}
"""
"""In canonical form."""

Json = dict[str, Any]


class Said(NamedTuple):
    """How a command ended, and what it said to whom."""

    code: int
    out: str
    err: str


class Shop:
    """A folder in which commands run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, content: str | bytes | Json | list[Json]) -> Path:
        """A file: text, bytes, one JSON document, or one a line."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_bytes(content))
        return path

    def run(self, *arguments: str, typed: str | bytes | Json | list[Json] = b"") -> Said:
        """`receipt-rules ARGUMENTS` in this folder and this process; what is unforeseen is raised."""
        runner = CliRunner(env={"COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1"})
        with contextlib.chdir(self.folder):
            result = runner.invoke(app, list(arguments), input=as_bytes(typed))
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.exit_code, result.stdout_bytes.decode(), result.stderr_bytes.decode())

    def files(self) -> dict[str, bytes]:
        """Every file of the folder with what it holds."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}


def as_bytes(content: str | bytes | Json | list[Json]) -> bytes:
    if isinstance(content, bytes):
        return content
    if isinstance(content, str):
        return content.encode()
    if isinstance(content, dict):
        return json.dumps(content).encode()
    return b"".join(json.dumps(each).encode() + b"\n" for each in content)


def line(id: str = "1", amount_minor: object = 890, **more: object) -> Json:
    """A line of tea."""
    sold = {"id": id, "sku": f"sku-{id}", "quantity": "1", "amount_minor": amount_minor, "category": ["Tea"]}
    return {**sold, **more}


def receipt(*lines: Json, **more: object) -> Json:
    """A receipt of these lines, or of one line of tea for 8.90."""
    return {
        "id": "B1-7-0042",
        "at": "2026-03-04T12:00:00+01:00",
        "currency": "EUR",
        "store": {"id": "B1", "timezone": "Europe/Berlin"},
        "lines": list(lines) or [line()],
        **more,
    }
