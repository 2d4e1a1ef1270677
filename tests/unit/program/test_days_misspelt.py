"""A day that is nearly one is an error of the text, never of ours."""

from __future__ import annotations

import pytest

from receipt_rules.diagnostics import Source
from receipt_rules.program import MemoryLoader, bind

WORDS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "weekend", "weekdays")
NEARLY = sorted(
    {word + "s" for word in WORDS}
    | {word[:-1] for word in WORDS}
    | {word.capitalize() for word in WORDS}
    | {f"{word}..{word}x" for word in WORDS}
    | {f"{word}-fri" for word in WORDS}
    | {"mon..weekend", "weekend..mon", "sat,sunn"}
)


@pytest.mark.parametrize("word", NEARLY)
def test_a_day_that_is_nearly_one_is_told(word: str) -> None:
    text = f'ruleset "x" version "1" currency EUR\nrule r {{ during {word} give 5% off }}\n'
    result = bind(Source("x.rules", text), MemoryLoader({}))
    assert result.program is None
    assert result.diagnostics[0].span.line == 2
