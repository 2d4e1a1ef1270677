"""Whole files: empty lines, line ends, byte order marks, texts that cannot be formatted, real rulesets."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from receipt_rules.diagnostics import Source
from receipt_rules.language.formatter import format_file, format_text
from receipt_rules.language.parse import parse
from tests.architecture.tree import ROOT
from tests.property.format.equality import meaning, remarks
from tests.unit.language_format.check import HEADER, formatted

RULESETS = sorted(
    path for folder in ("rulesets", "examples", "docs") for path in (ROOT / folder).rglob("*.rules")
)


def test_empty_lines_between_declarations_are_the_authors_but_for_the_second() -> None:
    assert formatted(f"\n\n{HEADER}let a = 1\n\n\n\nlet b = 2\n \t\n# c\n\n\n# d\nlet c = 3\n\n") == (
        f"{HEADER}let a = 1\n\nlet b = 2\n\n# c\n\n# d\nlet c = 3\n"
    )


def test_the_doc_text_of_a_file_keeps_its_distance_to_the_header() -> None:
    assert formatted(f'"""a"""\n\n\n{HEADER}') == f'"""a"""\n\n{HEADER}'
    assert formatted(f'"""a"""\n{HEADER}') == f'"""a"""\n{HEADER}'
    assert formatted('"""a"""\n\n# b\nruleset # c\n "x" version "1"\n') == (
        '"""a"""\n\n# b\nruleset "x" version "1"  # c\n'
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_kind_of_line_end_and_the_mark_are_the_authors(newline: str, mark: str) -> None:
    text = f"{mark}{HEADER}rule a {{\n# c \n\tgive 1% off   # d\n}}\n\n\nlet x = 1".replace("\n", newline)
    canonical = f"{mark}{HEADER}rule a {{\n  # c\n  give 1% off  # d\n}}\n\nlet x = 1\n"
    assert formatted(text) == canonical.replace("\n", newline)


def test_mixed_line_ends_become_those_of_the_last_line() -> None:
    assert (
        formatted(f"{HEADER}let a = 1\r\nlet b = 2\rlet c = 3\n")
        == f"{HEADER}let a = 1\nlet b = 2\nlet c = 3\n"
    )
    assert formatted(f"{HEADER}let a = 1\r\n") == f"{HEADER}let a = 1\n".replace("\n", "\r\n")


def test_texts_survive_byte_for_byte() -> None:
    rule = (
        'rule a "t\\"\\\\\\n\t é" {\n'
        '  """First.\r\n\n   \tSecond, "quoted" \\n # no comment   \n"""\n'
        "  when a matches /\\d\\/ #/\n"
        "}\n"
    )
    assert formatted(HEADER + rule) == HEADER + rule


def test_a_text_with_syntax_errors_is_not_formatted_and_says_why() -> None:
    result = format_text(Source("a.rules", f"{HEADER}rule a {{ give give 10% off }}\nlet x = 1\n"))
    assert result.text is None
    assert [each.level for each in result.diagnostics][:1] == ["error"]


def test_a_value_that_cannot_be_read_is_not_formatted_away() -> None:
    result = format_text(Source("a.rules", f"{HEADER}rule a {{ valid from 2026-02-30 spread }}\n"))
    assert result.text is None


def test_a_file_without_a_header_is_not_formatted() -> None:
    assert format_text(Source("a.rules", "let x = 1\n")).text is None
    assert format_text(Source("a.rules", "")).text is None


def test_there_are_rulesets_to_try() -> None:
    assert len(RULESETS) > 5


@pytest.mark.parametrize("path", RULESETS, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_rulesets_of_this_repository_keep_meaning_and_comments(path: Path) -> None:
    source = Source(path.name, path.read_bytes().decode("utf-8"))
    before, _ = parse(source)
    text = format_text(source).text
    assert text is not None
    again = Source(path.name, text)
    after, _ = parse(again)
    assert meaning(after) == meaning(before)
    assert Counter(remarks(after)) == Counter(remarks(before))
    assert format_file(after, again) == text
