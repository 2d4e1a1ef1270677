"""A page is run from the top, and whatever it says that is not so is a complaint at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.blocks import read_blocks
from tests.docs.runner import Finding, run_page


def check(name: str, folder: Path) -> list[Finding]:
    """A language of one rule: every word `bad` is an error, `odd` a warning, `import F` needs the file F."""
    found = []
    for number, line in enumerate((folder / name).read_text(encoding="utf-8").splitlines(), 1):
        words = line.split()
        found += [Finding("bad-word", "error", number, "this is bad") for word in words if word == "bad"]
        found += [Finding("odd-word", "warning", number, "this is odd") for word in words if word == "odd"]
        if words[:1] == ["import"] and not (folder / words[1]).is_file():
            found.append(Finding("missing-file", "error", number, "no such file"))
    return found


def complaints(text: str, folder: Path) -> list[str]:
    return run_page(list(read_blocks(text, "page.md")), folder, check).complaints


TRUE = {
    "python shares a namespace": "```python\na = 1\n```\n```python\nassert a == 1\n```\n",
    "python output": "```python\nprint('a')\n```\n<!-- output -->\n```text\na\n```\n",
    "python error by name": "<!-- expect-error: ValueError -->\n```python\nint('x')\n```\n",
    "python error by base": "<!-- expect-error: ArithmeticError -->\n```python\n1 / 0\n```\n",
    "python error by slug": (
        "```python\nclass E(Exception):\n    slug = 'no-such'\n```\n"
        "<!-- expect-error: no-such -->\n```python\nraise E\n```\n"
    ),
    "python sees files": (
        "<!-- file: a/b.csv -->\n```csv\nx\n```\n"
        "```python\nfrom pathlib import Path\nassert Path('a/b.csv').read_text() == 'x\\n'\n```\n"
    ),
    "console sees files": "<!-- file: a.json -->\n```json\n{}\n```\n```console\n$ cat a.json\n{}\n```\n",
    "console with an error": "<!-- exit: 1 -->\n```console\n$ cat no\n...\n```\n",
    "rules": "```rules\ngood\n```\n",
    "a warning is no error": "```rules\nodd\n```\n",
    "rules with an error": "<!-- expect-error: bad-word -->\n```rules\nbad\n```\n",
    "rules with a warning": "<!-- expect-error: odd-word -->\n```rules\nodd\n```\n",
    "rules import": "<!-- file: c.rules -->\n```rules\ngood\n```\n```rules\nimport c.rules\n```\n",
    "left out": "<!-- not-run: it is old -->\n```rules\nbad\n```\n",
    "text says nothing": "```text\nbad\n```\n",
    "json": '```json\n{"a": 1}\n```\n',
    "bad json as said": "<!-- expect-error: json -->\n```json\n{\n```\n",
    "jsonl": "```jsonl\n{}\n[]\n```\n",
    "toml": "```toml\na = 1\n```\n",
    "make": (
        '```sh\nmake test   # the tests\n\nmake demo ARGS="--all"\n'
        "PYTHON=python3.12 make clean test\nmake\n```\n"
    ),
}


@pytest.mark.parametrize("text", TRUE.values(), ids=TRUE.keys())
def test_a_true_page_passes(tmp_path: Path, text: str) -> None:
    assert complaints(text, tmp_path) == []


LIES = {
    "python raises": ("```python\n\n1 / 0\n```\n", "page.md:2: expected no error:", "line 3"),
    "python asserts": ("```python\nassert 1 == 2\n```\n", "page.md:2:", "AssertionError"),
    "python does not parse": ("```python\na =\n```\n", "page.md:2:", "SyntaxError"),
    "python needs what is below": ("```python\nb\n```\n```python\nb = 1\n```\n", "page.md:2:", "NameError"),
    "python prints another": (
        "```python\nprint('a')\n```\n<!-- output -->\n```text\nb\n```\n",
        "page.md:6:",
        "but it printed\na",
    ),
    "nothing could have printed": ("<!-- output -->\n```text\nb\n```\n", "page.md:3:", "no python block"),
    "python raises nothing": (
        "<!-- expect-error: E -->\n```python\na = 1\n```\n",
        "page.md:3:",
        "nothing was raised",
    ),
    "python raises another": (
        "<!-- expect-error: KeyError -->\n```python\n1 / 0\n```\n",
        "page.md:3:",
        "ZeroDivision",
    ),
    "rules are wrong": ("```rules\ngood\nbad\n```\n", "page.md:3: error[bad-word]", "this is bad"),
    "rules are right": ("<!-- expect-error: bad-word -->\n```rules\ngood\n```\n", "page.md:3:", "found []"),
    "rules are wrong twice": (
        "<!-- expect-error: odd-word -->\n```rules\nodd\nbad\n```\n",
        "page.md:4: error[bad-word]",
        "",
    ),
    "nothing to continue": ("<!-- continues -->\n```rules\ngood\n```\n", "page.md:3:", "nothing to continue"),
    "console": ("```console\n$ echo a\nb\n```\n", "page.md:2:", "but it printed"),
    "console without the slug": (
        "<!-- expect-error: x-y -->\n```console\n$ cat no\n```\n",
        "page.md:3:",
        "`x-y`",
    ),
    "json": ("```json\n{\n```\n", "page.md:2:", "this is no json"),
    "good json": ("<!-- expect-error: json -->\n```json\n{}\n```\n", "page.md:3:", "good json"),
    "jsonl": ("```jsonl\n{}\n{\n```\n", "page.md:2:", "this is no jsonl"),
    "toml": ("```toml\na\n```\n", "page.md:2:", "this is no toml"),
    "no such verb": ("```sh\nmake test\nmake tests\n```\n", "page.md:2:", "has no `tests`"),
    "no verb at all": ("```sh\nrm -r x\n```\n", "page.md:2:", "`rm` is not run here"),
    "a file outside": ("<!-- file: ../x.csv -->\n```csv\n```\n", "page.md:3:", "outside"),
}


@pytest.mark.parametrize(("text", "place", "says"), LIES.values(), ids=LIES.keys())
def test_a_lying_page_is_found_out(tmp_path: Path, text: str, place: str, says: str) -> None:
    (complaint,) = complaints(text, tmp_path)
    assert complaint.startswith(place)
    assert says in complaint


def test_every_lie_of_a_page_is_told(tmp_path: Path) -> None:
    assert len(complaints("```python\n1 / 0\n```\n```rules\nbad bad\n```\n", tmp_path)) == 3


def written(text: str, folder: Path) -> list[str]:
    assert complaints(text, folder) == []
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.rules"))]


def test_a_block_goes_on_where_the_one_before_ended(tmp_path: Path) -> None:
    goes_on = "<!-- continues -->\n```rules\n"
    text = f"```rules\none\n```\n{goes_on}two\n```\n{goes_on}three\n```\n```rules\nfour\n```\n"
    assert sorted(written(text, tmp_path)) == ["four\n", "one\n", "one\ntwo\n", "one\ntwo\nthree\n"]


def test_given_stands_before_each_block_until_the_next(tmp_path: Path) -> None:
    text = (
        "<!-- given: G -->\n```rules\none\n```\n```rules\ntwo\n```\n```rules\nruleset x\nthree\n```\n"
        "<!-- given: H -->\n```rules\nfour\n```\n"
    )
    assert sorted(written(text, tmp_path)) == ["G\none\n", "G\ntwo\n", "H\nfour\n", "ruleset x\nthree\n"]


def test_within_puts_the_block_in_the_place_of_the_dots(tmp_path: Path) -> None:
    text = "<!-- within: rule r { ... } -->\n```rules\ngive 10% off\n```\n"
    assert written(text, tmp_path) == ["rule r {\ngive 10% off\n}\n"]


def test_within_without_a_place_is_a_complaint(tmp_path: Path) -> None:
    (complaint,) = complaints("<!-- within: rule r { } -->\n```rules\ngood\n```\n", tmp_path)
    assert "`within` needs `...` once" in complaint


def test_each_line_is_an_example_of_its_own(tmp_path: Path) -> None:
    text = (
        "<!-- each-line -->\n<!-- within: rule r { ... } -->\n```rules\none\n  more\n\n# remark\ntwo\n```\n"
    )
    assert sorted(written(text, tmp_path)) == ["rule r {\none\n  more\n}\n", "rule r {\ntwo\n}\n"]


def test_a_finding_in_a_wrapped_block_stands_at_the_line_of_the_page(tmp_path: Path) -> None:
    text = (
        "<!-- given:\nG\nH\n-->\n<!-- within: rule r { ... } -->\n<!-- each-line -->\n"
        "```rules\ngood\ngood\n  bad\n```\n"
    )
    (complaint,) = complaints(text, tmp_path)
    assert complaint.startswith("page.md:10: error[bad-word]")
