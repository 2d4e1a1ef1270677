"""`fmt`: files and streams in canonical form."""

from __future__ import annotations

import stat

import pytest

from tests.e2e.shop import SPRING, Shop

UNTIDY = (
    'ruleset "x" version "1" currency EUR # a comment\n'
    'rule tea "Tea" {give 10% off\non items category "Tea"}\n'
)
BROKEN = 'ruleset "x" version "1" currency EUR\nrule tea { give }\n'


def test_a_file_is_brought_into_form_once(shop: Shop) -> None:
    path = shop.write("a.rules", UNTIDY)
    assert shop.run("fmt", "a.rules") == (0, "formatted a.rules\n", "")
    once = path.read_text()
    assert "# a comment" in once
    assert once.index("on items") < once.index("give 10%")
    assert shop.run("fmt", "a.rules") == (0, "", "")
    assert path.read_text() == once


def test_check_writes_nothing_and_says_which(shop: Shop) -> None:
    shop.write("a.rules", UNTIDY)
    before = shop.files()
    assert shop.run("fmt", "--check", "a.rules", "spring.rules") == (1, "would change a.rules\n", "")
    assert shop.run("fmt", "--check", "spring.rules") == (0, "", "")
    assert shop.files() == before


def test_a_canonical_file_is_not_even_touched(shop: Shop) -> None:
    path = shop.folder / "spring.rules"
    before = path.stat()
    assert shop.run("fmt", "spring.rules") == (0, "", "")
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_stream_goes_in_and_out(shop: Shop) -> None:
    said = shop.run("fmt", "-", typed=UNTIDY)
    assert (said.code, said.err) == (0, "")
    shop.write("a.rules", UNTIDY)
    shop.run("fmt", "a.rules")
    assert said.out.encode() == shop.files()["a.rules"]
    assert shop.run("fmt", "-", typed=SPRING).out == SPRING


def test_check_of_a_stream(shop: Shop) -> None:
    assert shop.run("fmt", "--check", "-", typed=UNTIDY) == (1, "would change -\n", "")
    assert shop.run("fmt", "--check", "-", typed=SPRING) == (0, "", "")


def test_a_file_with_an_error_is_left_alone_and_the_others_are_formatted(shop: Shop) -> None:
    shop.write("broken.rules", BROKEN)
    shop.write("a.rules", UNTIDY)
    said = shop.run("fmt", "broken.rules", "a.rules")
    assert (said.code, said.out) == (1, "formatted a.rules\n")
    assert " --> broken.rules:2:" in said.err
    assert shop.files()["broken.rules"] == BROKEN.encode()


def test_a_broken_stream_gives_nothing(shop: Shop) -> None:
    said = shop.run("fmt", "-", typed=BROKEN)
    assert (said.code, said.out) == (1, "")
    assert " --> <stdin>:2:" in said.err


@pytest.mark.parametrize("mode", [0o640, 0o755])
def test_permissions_stay(shop: Shop, mode: int) -> None:
    path = shop.write("a.rules", UNTIDY)
    path.chmod(mode)
    shop.run("fmt", "a.rules")
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_link_stays_a_link(shop: Shop) -> None:
    path = shop.write("real/a.rules", UNTIDY)
    (shop.folder / "link.rules").symlink_to(path)
    shop.run("fmt", "link.rules")
    assert (shop.folder / "link.rules").is_symlink()
    assert path.read_text() != UNTIDY


@pytest.mark.parametrize("stream", [False, True])
def test_line_ends_and_the_byte_order_mark_are_the_authors(shop: Shop, stream: bool) -> None:
    text = b"\xef\xbb\xbf" + UNTIDY.replace("\n", "\r\n").encode()
    shop.write("a.rules", text)
    if stream:
        after = shop.run("fmt", "-", typed=text).out.encode()
    else:
        assert shop.run("fmt", "a.rules").code == 0
        after = shop.files()["a.rules"]
    assert after.startswith(b"\xef\xbb\xbfruleset")
    assert after.count(b"\r\n") == after.count(b"\n") > 2
    shop.write("a.rules", after)
    assert shop.run("fmt", "--check", "a.rules").code == 0


def test_text_of_another_encoding_is_refused(shop: Shop) -> None:
    shop.write("latin.rules", b'ruleset "\xfc" version "1" currency EUR\n')
    before = shop.files()
    said = shop.run("fmt", "latin.rules")
    assert (said.code, said.out) == (1, "")
    assert "error[not-utf8]" in said.err
    assert shop.files() == before


def test_a_file_that_is_not_there_is_misuse(shop: Shop) -> None:
    said = shop.run("fmt", "absent.rules")
    assert said == (2, "", "receipt-rules: cannot read `absent.rules`: No such file or directory\n")
