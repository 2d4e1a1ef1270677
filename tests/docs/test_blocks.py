"""The reader of pages finds every block and refuses a page that contradicts itself."""

from __future__ import annotations

import pytest

from tests.docs.blocks import Block, PageError, read_blocks


def read(text: str) -> list[Block]:
    return list(read_blocks(text, "page.md"))


def test_a_block_knows_its_line_its_language_and_its_text() -> None:
    (block,) = read("# Title\n\n```python title=x\na = 1\n\nb = 2\n```\nprose\n")
    assert block == Block("page.md", 4, "python", "a = 1\n\nb = 2\n", {})
    assert block.place == "page.md:4"


def test_directives_before_the_fence_belong_to_the_block() -> None:
    text = (
        "<!-- file: a.rules -->\n\n<!-- expect-error: unknown-items -->\n```rules\nx\n```\n```rules\ny\n```\n"
    )
    first, second = read(text)
    assert first.directives == {"file": "a.rules", "expect-error": "unknown-items"}
    assert second.directives == {}


def test_a_directive_may_go_over_several_lines() -> None:
    (block,) = read("<!-- given:\nitems a = all\nitems b = all\n-->\n```rules\nx\n```\n")
    assert block.directives == {"given": "items a = all\nitems b = all"}


def test_a_comment_of_words_is_no_directive() -> None:
    (block,) = read("<!-- Keep this in step with the grammar. -->\n```text\nx\n```\n")
    assert block.directives == {}


def test_the_longer_fence_holds_the_shorter() -> None:
    (block,) = read("````text\n```python\n```\n````\n")
    assert block.text == "```python\n```\n"


def test_a_block_in_a_list_loses_its_indent() -> None:
    (block,) = read("1. do\n\n   ```python\n   if a:\n       b()\n   ```\n")
    assert block.text == "if a:\n    b()\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("```python\na = 1\n", "page.md:1: the block is not closed"),
        ("\n<!-- given: a\n", "page.md:2: the comment is not closed"),
        ("<!-- expct-error: x -->\n```rules\n```\n", "no directive is called `expct-error`"),
        ("<!-- file: x -->\nprose\n```rules\n```\n", "page.md:2: `file` stands before no block"),
        ("<!-- file: x -->\n", "`file` stands before no block"),
        ("<!-- file -->\n```rules\n```\n", "`file` takes a value"),
        ("<!-- not-run -->\n```rules\n```\n", "`not-run` takes a value"),
        ("<!-- continues: yes -->\n```rules\n```\n", "`continues` takes no value"),
        ("<!-- within: x ... -->\n```python\n```\n", "`within` does not fit a block of `python`"),
        ("```bash\nls\n```\n", "nobody runs a block of `bash`"),
        ("```pyhton\nls\n```\n", "nobody runs a block of `pyhton`"),
    ],
)
def test_a_page_that_contradicts_itself_is_refused(text: str, says: str) -> None:
    with pytest.raises(PageError) as refused:
        read(text)
    assert says in str(refused.value)


def test_any_language_may_be_left_out_with_a_reason() -> None:
    (block,) = read("<!-- not-run: needs a shop -->\n```bash\nls\n```\n")
    assert block.directives == {"not-run": "needs a shop"}
