"""docs/cli.md names every field of an explanation as JSON."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from receipt_rules import explain
from receipt_rules.runtime.why.records import Record
from tests.docs.markdown import quoted, section

PAGE = section(
    (Path(__file__).resolve().parents[2] / "docs" / "cli.md").read_text(encoding="utf-8"), "## `explain`"
)
FIELDS = PAGE[PAGE.index("As JSON it is") :]
TOLD = [quoted(item) for item in re.split(r"^- ", FIELDS, flags=re.MULTILINE)[1:]]


def test_the_fields_are_told_in_their_order() -> None:
    fields = list(explain.Explanation.__struct_fields__)
    first = [word for words in TOLD for word in words if word in fields]
    assert list(dict.fromkeys(first)) == fields


@pytest.mark.parametrize("record", Record.__subclasses__(), ids=lambda record: record.__name__)
def test_the_fields_of_every_part_are_told(record: type[msgspec.Struct]) -> None:
    told = {word for words in TOLD for word in words}
    assert set(record.__struct_fields__) <= told
