from __future__ import annotations

from pathlib import Path

import pytest

from receipt_rules.program import FolderLoader, LoadError, MemoryLoader
from receipt_rules.program.bind import loader
from receipt_rules.program.bind.loader import normal_path


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("tea.csv", "tea.csv"),
        ("./lists//tea.csv", "lists/tea.csv"),
        ("lists/../lists/tea.csv", "lists/tea.csv"),
        ("a/b/../../tea.csv", "tea.csv"),
        ("...", "..."),
        ("lists/a:b.csv", "lists/a:b.csv"),
    ],
)
def test_a_path_has_one_normal_form(written: str, normal: str) -> None:
    assert normal_path(written) == normal


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("../tea.csv", "outside-bundle"),
        ("lists/../../tea.csv", "outside-bundle"),
        ("/etc/passwd", "outside-bundle"),
        ("C:/tea.csv", "outside-bundle"),
        ("https://example.com/tea.csv", "outside-bundle"),
        ("", "missing-file"),
        (".", "missing-file"),
        ("tea\0.csv", "missing-file"),
        ("lists\\tea.csv", "missing-file"),
        ("..\\tea.csv", "missing-file"),
    ],
)
def test_a_path_that_leads_nowhere_good_is_refused(written: str, slug: str) -> None:
    with pytest.raises(LoadError) as error:
        normal_path(written)
    assert error.value.slug == slug


def folder(tmp_path: Path) -> FolderLoader:
    (tmp_path / "root" / "lists").mkdir(parents=True)
    (tmp_path / "root" / "lists" / "tea.csv").write_bytes(b"sku\n1\n")
    (tmp_path / "root" / "common.rules").write_bytes("\ufeffitems t\u00e9 = 1".encode())
    (tmp_path / "secret.csv").write_bytes(b"sku\n2\n")
    return FolderLoader(tmp_path / "root")


def refused(read: object, path: str) -> LoadError:
    assert callable(read)
    with pytest.raises(LoadError) as error:
        read(path)
    return error.value


def test_a_folder_gives_bytes_and_text(tmp_path: Path) -> None:
    load = folder(tmp_path)
    assert load.csv("lists/tea.csv") == b"sku\n1\n"
    assert load.rules("common.rules") == "\ufeffitems t\u00e9 = 1"


def test_a_missing_file_names_the_nearest(tmp_path: Path) -> None:
    error = refused(folder(tmp_path).csv, "lists/te.csv")
    assert (error.slug, error.help) == ("missing-file", "did you mean `lists/tea.csv`?")


@pytest.mark.parametrize("path", ["lists", "nowhere/tea.csv", "lists/tea.csv/x", "x" * 300])
def test_what_is_no_file_is_missing(tmp_path: Path, path: str) -> None:
    assert refused(folder(tmp_path).csv, path).slug == "missing-file"


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    load = folder(tmp_path)
    (tmp_path / "root" / "link.csv").symlink_to(tmp_path / "secret.csv")
    (tmp_path / "root" / "up").symlink_to(tmp_path)
    assert refused(load.csv, "link.csv").slug == "outside-bundle"
    assert refused(load.csv, "up/secret.csv").slug == "outside-bundle"


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    load = folder(tmp_path)
    (tmp_path / "root" / "link.csv").symlink_to(tmp_path / "root" / "lists" / "tea.csv")
    assert load.csv("link.csv") == b"sku\n1\n"


def test_links_in_a_circle_are_a_missing_file(tmp_path: Path) -> None:
    load = folder(tmp_path)
    (tmp_path / "root" / "a").symlink_to(tmp_path / "root" / "b")
    (tmp_path / "root" / "b").symlink_to(tmp_path / "root" / "a")
    assert refused(load.csv, "a").slug == "missing-file"


def test_a_folder_that_is_a_link_itself_is_the_root(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "current").symlink_to(tmp_path / "root")
    assert FolderLoader(tmp_path / "current").csv("lists/tea.csv") == b"sku\n1\n"


def test_text_that_is_not_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    load = folder(tmp_path)
    (tmp_path / "root" / "old.rules").write_bytes(b'# one\nrule x "\xeb"')
    error = refused(load.rules, "old.rules")
    assert error.slug == "not-utf8"
    assert "line 2 has the byte 0xEB" in error.note


@pytest.mark.parametrize(("over", "refuses"), [(0, False), (1, True)])
def test_files_have_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, over: int, *, refuses: bool
) -> None:
    monkeypatch.setattr(loader, "MAX_CSV_BYTES", 2**20)
    monkeypatch.setattr(loader, "MAX_RULES_BYTES", 2**20)
    load = folder(tmp_path)
    (tmp_path / "root" / "big").write_bytes(b"x" * (2**20 + over))
    for read in (load.csv, load.rules, MemoryLoader({"big": b"x" * (2**20 + over)}).csv):
        if refuses:
            error = refused(read, "big")
            assert (error.slug, error.message) == ("file-too-large", "`big` is larger than 1 MiB")
        else:
            assert len(read("big")) == 2**20


def test_the_limit_of_a_table_is_fifty_mebibytes() -> None:
    assert loader.MAX_CSV_BYTES == 50 * 2**20


def test_memory_gives_text_and_bytes_alike() -> None:
    load = MemoryLoader({"a.rules": "text", "b.csv": b"sku\n1"})
    assert (load.rules("a.rules"), load.csv("b.csv"), load.csv("a.rules")) == ("text", b"sku\n1", b"text")
    assert refused(load.rules, "a.rule").help == "did you mean `a.rules`?"
