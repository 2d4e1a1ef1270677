"""How the corpus is read and rewritten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.corpus.cases import PageCase, cases_of_page, rewrite, shown, with_cases

PAGE = """# A page

## one
holds: a-one, a-two

Words.

```json receipt
{"id": "r"}
```

```json outcome
{"due": 1}
```

## two
holds: a-two

```json receipt
{"id": "s"}
```

```json outcome
{"due": 2}
```
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_page_is_read_section_by_section(page: Path) -> None:
    assert list(cases_of_page(page)) == [
        PageCase(page, "one", ("a-one", "a-two"), '{"id": "r"}\n', '{"due": 1}\n'),
        PageCase(page, "two", ("a-two",), '{"id": "s"}\n', '{"due": 2}\n'),
    ]


def test_a_section_without_an_outcome_is_an_error(page: Path) -> None:
    page.write_text(PAGE.replace("```json outcome", "```json"), encoding="utf-8")
    with pytest.raises(AssertionError, match="`one`: a receipt and an outcome"):
        list(cases_of_page(page))


def test_one_outcome_is_rewritten_and_nothing_else(page: Path) -> None:
    one, two = cases_of_page(page)
    rewrite(two, {"due": 3, "lines": [{"id": "1"}, {"id": "2"}]})
    again = list(cases_of_page(page))
    assert again[0] == one
    assert json.loads(again[1].outcome) == {"due": 3, "lines": [{"id": "1"}, {"id": "2"}]}
    text = page.read_text(encoding="utf-8")
    assert text.replace(again[1].outcome, two.outcome) == PAGE


def test_an_outcome_is_shown_line_by_line() -> None:
    assert shown({"a": 1, "b": [{"c": "é"}, 2], "d": []}) == (
        '{\n  "a": 1,\n  "b": [\n    {"c": "é"},\n    2\n  ],\n  "d": []\n}\n'
    )


def test_the_map_keeps_what_a_person_wrote_where_there_is_no_case() -> None:
    rows = "| `a-one` | One. | old: case |\n| `a-two` | Two. | later: sets |\n| `a-three` | Three. | |\n"
    assert with_cases(rows, {"a-one": ["x: y", "z: w"]}) == (
        "| `a-one` | One. | x: y<br>z: w |\n| `a-two` | Two. | later: sets |\n| `a-three` | Three. |  |\n"
    )
