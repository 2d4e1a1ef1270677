"""Comments survive: each once, in the order of the text, wherever they stood, and stay where they are put."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from receipt_rules.diagnostics import Source, to_text
from receipt_rules.language import ast
from receipt_rules.language.formatter import format_file
from receipt_rules.language.parse import parse
from tests.property.format.comments import commented
from tests.property.format.equality import meaning, remarks
from tests.property.format.leaves import NOWHERE
from tests.property.format.rules import rules_of
from tests.property.format.strategies import files

HEADER = ast.Header(NOWHERE, None, ast.Text(NOWHERE, '"x"', "x"), ast.Text(NOWHERE, '"1"', "1"), ())
NOTHING = Source("built.rules", "")


def read(text: str) -> tuple[ast.File, Source]:
    source = Source("commented.rules", text)
    file, diagnostics = parse(source)
    assert not diagnostics, f"{to_text(diagnostics)}\n{text}"
    return file, source


def canonical(file: ast.File) -> str:
    """A text in canonical order, so that sorting moves no comment."""
    return format_file(*read(format_file(file, NOTHING)))


@settings(max_examples=60)
@given(files, st.sampled_from((1, 4, 12, 50)), st.randoms(use_true_random=False))
def test_comments_survive_wherever_they_stand(file: ast.File, count: int, chance: random.Random) -> None:
    before, source = read(commented(canonical(file), count, chance))
    text = format_file(before, source)
    after, again = read(text)
    assert remarks(after) == remarks(before), text
    assert meaning(after) == meaning(before), text
    assert format_file(after, again) == text


@settings(max_examples=60)
@given(rules_of(1, 5), st.randoms(use_true_random=False))
def test_sorting_takes_comments_along(rule: ast.Rule, chance: random.Random) -> None:
    """Every clause has a comment above it and one behind it, before and after."""
    written = read(format_file(ast.File(NOWHERE, HEADER, (), (rule,), ()), NOTHING))[0]
    clauses = list(written.declarations[0].clauses)
    chance.shuffle(clauses)
    lines = [f"# above {number}\n{each.span.text} # behind {number}\n" for number, each in enumerate(clauses)]
    before, source = read(f'ruleset "x" version "1" rule a {{\n{"".join(lines)}}}')
    after, _ = read(format_file(before, source))
    comments = iter(remarks(after))
    numbers = []
    for each in after.declarations[0].clauses:
        number = int(next(comments).removeprefix("# above "))
        assert next(comments) == f"# behind {number}"
        assert clauses[number] == each
        numbers.append(number)
    assert sorted(numbers) == list(range(len(clauses)))


@settings(max_examples=40)
@given(files, st.sampled_from((0, 8)), st.randoms(use_true_random=False))
def test_the_kind_of_line_end_changes_nothing_else(file: ast.File, count: int, chance: random.Random) -> None:
    text = commented(canonical(file), count, chance)
    if '"""' in text:
        # The line ends inside a doc text are the author's.
        return
    plain = format_file(*read(text))
    windows = format_file(*read(text.replace("\n", "\r\n")))
    assert windows == plain.replace("\n", "\r\n")
    assert format_file(*read("\ufeff" + text)) == "\ufeff" + plain
    assert format_file(*read(text.rstrip("\n"))) == plain
