"""A file that is no text of the language is refused like any other: with a diagnostic at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from receipt_rules import compile_file
from receipt_rules.diagnostics import Diagnostic
from receipt_rules.errors import RulesetError
from receipt_rules.runtime import Engine

TEXT = 'ruleset "laden" version "1"\n  currency EUR\nrule a "Öl" { give 1% off }\n'


@pytest.mark.parametrize(("bom", "column"), [(b"", 9), (b"\xef\xbb\xbf", 9)])
def test_a_file_in_latin_1_is_refused_at_the_byte(tmp_path: Path, bom: bytes, column: int) -> None:
    path = tmp_path / "laden.rules"
    path.write_bytes(bom + TEXT.encode("latin-1"))
    with pytest.raises(RulesetError) as refused:
        compile_file(path)
    assert (refused.value.__cause__, refused.value.__context__) == (None, None)
    (diagnostic,) = refused.value.diagnostics
    assert isinstance(diagnostic, Diagnostic)
    assert (diagnostic.slug, diagnostic.level) == ("not-utf8", "error")
    span = diagnostic.span
    assert (span.path, span.line, span.column) == ("laden.rules", 3, column)
    assert diagnostic.label == "the byte 0xD6, which no UTF-8 text has here"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_file_in_utf_8_is_compiled(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "laden.rules"
    path.write_bytes(TEXT.encode(encoding))
    assert Engine.load(compile_file(path)).ruleset.rules[0].title == "Öl"


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        compile_file(tmp_path / "laden.rules")
