"""A compiled file is whole, or it is refused with its own slug, and nothing of it is used."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from receipt_rules.errors import CompiledRulesetError
from receipt_rules.runtime import Engine, decode, encode
from receipt_rules.runtime.codec import LANGUAGE, MAGIC
from receipt_rules.runtime.rows import FORMAT, digest_of
from tests.unit.compiler.worlds import FILES, TEXT, body_of, data, program, ruleset, sealed, tree

HEAD = len(MAGIC) + 4 + 8 + 32
SLUGS = {"not-a-compiled-ruleset", "unsupported-format", "truncated", "altered", "language-level"}


def refusal(content: bytes) -> str:
    """The slug with which the content is refused."""
    with pytest.raises(CompiledRulesetError) as caught:
        Engine.load(content)
    assert caught.value.slug in SLUGS
    assert caught.value.message
    assert caught.value.help
    return caught.value.slug


def test_a_file_comes_back_as_it_was() -> None:
    assert encode(decode(data())) == data() == encode(ruleset())


def test_every_byte_counts() -> None:
    """One bit of every byte is turned: magic, format, length, seal, body."""
    whole = data()
    places = {
        range(len(MAGIC)): {"not-a-compiled-ruleset"},
        range(len(MAGIC), len(MAGIC) + 4): {"unsupported-format"},
        range(len(MAGIC) + 4, len(MAGIC) + 12): {"altered", "truncated"},
        range(len(MAGIC) + 12, len(whole)): {"altered"},
    }
    for places_of, slugs in places.items():
        for place in places_of:
            altered = bytearray(whole)
            altered[place] ^= 1 << place % 8
            assert refusal(bytes(altered)) in slugs, place


def test_every_length_counts() -> None:
    whole = data()
    for length in range(len(whole)):
        slug = "truncated" if length >= len(MAGIC) else "not-a-compiled-ruleset"
        assert refusal(whole[:length]) == slug, length


def test_one_byte_too_many() -> None:
    assert refusal(data() + b"\0") == "altered"


@pytest.mark.parametrize(
    "content", [b"", b"ruleset", TEXT.encode(), b"{}", b"\x80\x04.", b"RCPTRULF" + bytes(60)]
)
def test_something_else_is_no_compiled_ruleset(content: bytes) -> None:
    assert refusal(content) == "not-a-compiled-ruleset"


@pytest.mark.parametrize("format", [0, FORMAT + 1, 2**32 - 1])
def test_another_format_is_refused_though_it_is_whole(format: int) -> None:
    assert refusal(sealed(body_of(data()), format=format)) == "unsupported-format"


def test_a_higher_level_of_the_language_is_refused() -> None:
    higher = msgspec.structs.replace(ruleset(), language=LANGUAGE + 1)
    assert refusal(encode(higher)) == "language-level"


WRONG: dict[str, Callable[[Any], object]] = {
    "no ruleset": lambda tree: "a text",
    "a map": lambda tree: {"name": "x"},
    "too short": lambda tree: tree[:-1],
    "too long": lambda tree: [*tree, 1],
    "a number for a name": lambda tree: [5, *tree[1:]],
    "a text for a level": lambda tree: [*tree[:2], "1", *tree[3:]],
    "a rule that is none": lambda tree: _with(tree, 12, ["x"]),
    "a rule with a number for its id": lambda tree: _with(
        tree, 12, _with(tree[12], 0, _with(tree[12][0], 0, 7))
    ),
    "a condition that is a number": lambda tree: _with(
        tree, 12, _with(tree[12], 0, _with(tree[12][0], 9, [7]))
    ),
    "an unknown mode of rounding": lambda tree: _with(tree, 10, _with(tree[10], 1, "sideways")),
    "an index of texts": lambda tree: _with(tree, 13, [{"A": ["0"]}, {}, {}, {}, [], {}]),
}
"""What a file with a valid seal may still hold; names of fields would not say more than their places."""


def _with(values: list[Any], place: int, value: object) -> list[Any]:
    changed = copy.deepcopy(values)
    changed[place] = value
    return changed


@pytest.mark.parametrize("what", sorted(WRONG))
def test_another_type_under_a_valid_seal_is_refused(what: str) -> None:
    assert refusal(sealed(msgspec.msgpack.encode(WRONG[what](tree())))) == "altered"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xc1",
        body_of(data()).replace(b"\xa5whole", b"\xa5who\xff\xfe", 1),
        body_of(data())[:-1],
        b"\x91" * 200_000,
    ],
    ids=["nothing", "no msgpack", "no text", "cut short", "very deep"],
)
def test_a_body_that_cannot_be_read_is_refused(body: bytes) -> None:
    assert refusal(sealed(body)) == "altered"


def test_depth_where_anything_may_stand_is_refused() -> None:
    deep: Any = ["const", "int", 1]
    for _ in range(400):
        deep = ["not", deep]
    whole = tree()
    rule = _with(whole[12][0], 9, [deep])  # type: ignore[index]
    packed = msgspec.msgpack.encode(_with(whole, 12, [rule]))
    start, end = b"\x92\xa3not", 400
    body = packed.replace(start * end, start * 200_000)
    assert body != packed
    assert refusal(sealed(body)) == "altered"


# ---- what the bytes say --------------------------------------------------------------------------------


def test_equal_programs_give_equal_bytes() -> None:
    assert encode(ruleset()) == encode(ruleset())
    head, *blocks = re.split(r"\n(?=[a-z])", TEXT.strip())
    assert len(blocks) > 10
    assert encode(ruleset("\n".join([head, *reversed(blocks)]))) == data()


def test_a_comment_and_a_title_of_a_declaration_change_nothing_but_a_rule_does() -> None:
    digest = ruleset().digest
    assert ruleset(TEXT + "# a comment\n").digest == digest
    assert ruleset(TEXT.replace("10% off floor", "11% off floor")).digest != digest
    assert ruleset(TEXT.replace('version "7"', 'version "8"')).digest != digest


@pytest.mark.parametrize("path", sorted(FILES))
def test_the_digest_covers_the_content_of_every_table(path: str) -> None:
    content = FILES[path]
    assert isinstance(content, bytes)
    other = {**FILES, path: content + b"one more\n"}
    assert ruleset(files=other).digest != ruleset().digest
    assert ruleset(files={**FILES, path: content.replace(content.split()[1], b"another")}).digest != (
        ruleset().digest
    )


def test_codes_and_ids_of_tables_are_stored_as_digests() -> None:
    content = data()
    for secret in (b"PAPER-SECRET", b"paper-secret", b"C1"):
        assert secret not in content
    assert digest_of("paper-secret").encode() in content
    assert program().codes["paper"].codes == {"paper-secret"}


def test_a_file_is_read_by_its_path(tmp_path: Any) -> None:
    path = tmp_path / "whole.rulesc"
    path.write_bytes(data())
    assert encode(Engine.load(path).ruleset) == data()
    assert Engine.load(str(path)).reference.digest == ruleset().digest
