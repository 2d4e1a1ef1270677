"""A protection that this version cannot keep is refused, as a live rule is."""

from __future__ import annotations

import pytest

from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source
from receipt_rules.errors import RulesetError
from receipt_rules.program import MemoryLoader, bind

HEAD = 'ruleset "x" version "1" currency EUR\n'


@pytest.mark.parametrize(
    "protect",
    [
        "protect items mine never discounted",
        "protect all items except mine discount at most 50%",
    ],
)
def test_a_protection_with_a_later_part_is_refused(protect: str) -> None:
    text = f"{HEAD}items mine = assigned to customer\n{protect}\n"
    program = bind(Source("x.rules", text), MemoryLoader({})).program
    assert program is not None
    with pytest.raises(RulesetError) as caught:
        compile_program(program)
    assert "not-yet-evaluated" in str(caught.value)


def test_a_protection_without_is_compiled() -> None:
    text = f'{HEAD}protect items category "Tobacco" never discounted\n'
    program = bind(Source("x.rules", text), MemoryLoader({})).program
    assert program is not None
    assert len(compile_program(program).protections) == 1
