from __future__ import annotations

import pytest

from receipt_rules.diagnostics import Source
from receipt_rules.program import MemoryLoader, bind
from tests.unit.program.binding import HEADER, bound, found, only, program, said, slugs, whole


def test_names_of_a_named_import_have_its_name_before_them() -> None:
    common = HEADER + 'items tea = category "Tea"\nsegment vip = assigned by host\nlet rate = 5%'
    text = 'import "common.rules" as c\nrule r { for segment c.vip on items c.tea give c.rate off }'
    result = program(text, {"common.rules": common})
    assert list(result.items) == ["c.tea"]
    assert list(result.segments) == ["c.vip"]


def test_names_of_an_import_without_a_name_are_the_file_s_own() -> None:
    common = HEADER + 'items tea = category "Tea"'
    result = program('import "common.rules"\nrule r { on items tea give 5% off }', {"common.rules": common})
    assert list(result.items) == ["tea"]


def test_a_name_is_reached_through_several_imports() -> None:
    files = {
        "a.rules": HEADER + 'import "b.rules" as b',
        "b.rules": HEADER + 'items tea = category "Tea"',
    }
    assert list(program('import "a.rules" as a\nrule r { on items a.b.tea give 5% off }', files).items) == [
        "a.b.tea"
    ]


def test_imports_without_a_name_hand_on_what_they_import() -> None:
    files = {
        "a.rules": HEADER + 'import "b.rules"\nimport "c.rules" as c',
        "b.rules": HEADER + 'items tea = category "Tea"',
        "c.rules": HEADER + 'items cake = category "Cake"',
    }
    result = program('import "a.rules"\nrule r { on items tea, c.cake give 5% off }', files)
    assert list(result.items) == ["c.cake", "tea"]


DIAMOND = {
    "a.rules": HEADER + 'import "d.rules" as d\nrule ra { on items d.tea give 5% off }',
    "b.rules": HEADER + 'import "d.rules" as common\nrule rb { on items common.tea give 6% off }',
    "d.rules": HEADER + 'items tea = category "Tea"\nrule rd { on items tea give 7% off }',
}


def test_a_diamond_is_one_module_under_its_shortest_name() -> None:
    result = program('import "b.rules" as bb\nimport "a.rules" as a', DIAMOND)
    assert list(result.items) == ["a.d.tea"]
    assert [each.id for each in result.rules] == ["ra", "rb", "rd"]
    assert [each.module for each in result.rules] == ["a", "bb", "a.d"]
    assert {each.selection.any_of[0].items for each in result.rules if each.selection} == {"a.d.tea"}  # type: ignore[union-attr]


def test_a_shorter_way_wins_wherever_it_stands() -> None:
    text = 'import "a.rules" as a\nimport "d.rules" as z\nimport "b.rules" as bb'
    assert list(program(text, DIAMOND).items) == ["z.tea"]


def test_a_module_reached_with_and_without_a_name_is_one() -> None:
    files = {"a.rules": HEADER + 'import "d.rules"', "d.rules": HEADER + 'items tea = category "Tea"'}
    text = 'import "d.rules" as d\nimport "a.rules"\nrule r { on items tea, d.tea give 5% off }'
    assert list(program(text, files).items) == ["tea"]


class Counting:
    """A loader that remembers what it was asked for."""

    def __init__(self, files: dict[str, str]) -> None:
        self.asked: list[str] = []
        self.files = files

    def rules(self, path: str) -> str:
        self.asked.append(path)
        return self.files[path]

    def csv(self, path: str) -> bytes:
        raise AssertionError(path)


def test_each_file_is_read_once() -> None:
    load = Counting(DIAMOND)
    text = 'import "./a.rules" as a\nimport "b.rules" as b\nimport "x/../a.rules" as again'
    assert bind(Source("main.rules", whole(text)), load).program is not None
    assert sorted(load.asked) == ["a.rules", "b.rules", "d.rules"]


def test_the_root_is_not_read_again_when_a_path_leads_to_it() -> None:
    load = Counting({"a.rules": HEADER + 'import "main.rules" as m'})
    result = bind(Source("shops/main.rules", HEADER + 'import "a.rules" as a'), load)
    assert [each.slug for each in result.diagnostics] == ["import-cycle"]
    assert load.asked == ["a.rules"]


def test_sources_are_called_as_the_root_is() -> None:
    load = MemoryLoader({"lists/a.rules": HEADER})
    result = bind(Source("shops/riga/main.rules", HEADER + 'import "lists/a.rules" as a'), load)
    assert result.program is not None
    assert [each.path for each in result.program.sources] == [
        "shops/riga/lists/a.rules",
        "shops/riga/main.rules",
    ]


# ---- what goes wrong -----------------------------------------------------------------------------


def test_a_cycle_is_told_with_its_files_at_the_import_that_closes_it() -> None:
    files = {"a.rules": HEADER + 'import "b.rules" as b', "b.rules": HEADER + 'import "main.rules" as m'}
    finding = only('import "a.rules" as a', files)
    assert (finding.slug, finding.path, finding.span.text) == ("import-cycle", "b.rules", '"main.rules"')
    assert finding.notes == ("`main.rules` imports `a.rules` imports `b.rules` imports `main.rules`",)


def test_a_file_that_imports_itself_is_a_cycle() -> None:
    finding = only('import "main.rules" as m')
    assert (finding.slug, finding.message) == ("import-cycle", "`main.rules` imports itself")


def test_names_behind_a_cycle_are_not_reported() -> None:
    files = {"a.rules": HEADER + 'import "main.rules" as m\nrule r { on items m.tea give 5% off }'}
    assert slugs('import "a.rules" as a\nitems tea = category "Tea"', files) == ["import-cycle"]


@pytest.mark.parametrize("text", ['import "a.rules" as a\nrule r { on items a.tea give 5% off }',
                                  'import "a.rules"\nrule r { on items tea give 5% off }'])  # fmt: skip
def test_names_of_a_missing_file_are_not_reported(text: str) -> None:
    assert found(text) == [("missing-file", '"a.rules"')]


@pytest.mark.parametrize("text", ['import "x.rules" as a\nrule r { on items a.b.tea give 5% off }',
                                  'import "x.rules"\nrule r { on items b.tea give 5% off }'])  # fmt: skip
def test_names_in_modules_of_a_missing_file_are_not_reported(text: str) -> None:
    assert found(text) == [("missing-file", '"x.rules"')]


def test_a_missing_module_does_not_hide_what_is_wrong_elsewhere() -> None:
    text = 'import "x.rules" as x\nitems tea = category "Tea"\nrule r { on items te give 5% off }'
    assert found(text) == [("missing-file", '"x.rules"'), ("unknown-items", "te")]


def test_two_modules_brought_under_one_name_clash() -> None:
    files = {
        "a.rules": HEADER + 'import "x.rules" as m',
        "b.rules": HEADER + 'import "y.rules" as m',
        "x.rules": HEADER,
        "y.rules": HEADER,
    }
    finding = only('import "a.rules"\nimport "b.rules"', files)
    assert (finding.slug, finding.span.text) == ("duplicate-name", '"b.rules"')
    assert [label.span.path for label in finding.secondary] == ["a.rules", "b.rules"]
    assert slugs('import "a.rules"\nimport "b.rules" as b', files) == []


def test_a_loader_may_know_no_better_than_that_a_file_is_missing() -> None:
    class Bare:
        def rules(self, path: str) -> str:
            raise FileNotFoundError(path)

        csv = rules

    result = bind(Source("main.rules", HEADER + 'import "a.rules" as a'), Bare())  # type: ignore[arg-type]
    assert said(result.diagnostics) == [
        "main.rules:2: missing-file: there is no file `a.rules` in the bundle"
    ]


def test_an_import_outside_the_bundle_is_refused() -> None:
    assert found('import "../a.rules" as a') == [("outside-bundle", '"../a.rules"')]


def test_an_imported_file_that_is_not_utf8_is_refused() -> None:
    assert found('import "a.rules" as a', {"a.rules": b"\xff"}) == [("not-utf8", '"a.rules"')]


def test_a_loader_that_fails_is_a_diagnostic() -> None:
    class Broken:
        def rules(self, path: str) -> str:
            raise PermissionError(13, "Permission denied", path)

        csv = rules

    result = bind(Source("main.rules", HEADER + 'import "a.rules" as a'), Broken())  # type: ignore[arg-type]
    assert [(each.slug, each.notes) for each in result.diagnostics] == [
        ("missing-file", ("permission denied",))
    ]


def test_two_declarations_of_one_name_are_told_with_both_places() -> None:
    finding = only('items tea = category "Tea"\nitems tea = category "Herbs"')
    assert (finding.slug, finding.line, finding.message) == (
        "duplicate-name",
        3,
        "two item sets are called `tea`",
    )
    assert [label.span.line for label in finding.secondary] == [2]


def test_one_name_stands_for_one_thing_of_whatever_kind() -> None:
    finding = only('items tea = category "Tea"\ngroup tea best per item')
    assert finding.message == "an item set and a group are both called `tea`"


def test_rules_have_names_of_their_own() -> None:
    assert slugs('items tea = category "Tea"\nrule tea { on items tea give 5% off }') == []


def test_a_name_that_an_import_without_a_name_brings_clashes() -> None:
    files = {"a.rules": HEADER + 'items tea = category "Tea"'}
    finding = only('import "a.rules"\nitems tea = category "Herbs"', files)
    assert (finding.slug, finding.path) == ("duplicate-name", "main.rules")
    assert [label.span.path for label in finding.secondary] == ["a.rules"]


def test_two_imports_without_a_name_clash_with_both_places() -> None:
    files = {"a.rules": HEADER + "let tea = 5%", "b.rules": HEADER + "let tea = 6%"}
    finding = only('import "a.rules"\nimport "b.rules"', files)
    assert (finding.slug, finding.path) == ("duplicate-name", "b.rules")
    assert "import" in finding.help


def test_two_imports_of_one_name_clash() -> None:
    files = {"a.rules": HEADER, "b.rules": HEADER}
    assert found('import "a.rules" as c\nimport "b.rules" as c', files) == [("duplicate-name", "c")]


def test_an_import_is_not_called_as_facts_begin() -> None:
    assert found('import "a.rules" as item', {"a.rules": HEADER}) == [("reserved-word", "item")]


def test_two_rules_of_one_id_clash_over_all_files() -> None:
    files = {"a.rules": HEADER + "rule r { give 5% off }"}
    finding = only('import "a.rules" as a\nrule r { give 6% off }', files)
    assert finding.slug == "duplicate-rule"
    assert {finding.path, *(label.span.path for label in finding.secondary)} == {"a.rules", "main.rules"}


def test_an_unknown_module_is_told_with_the_nearest() -> None:
    files = {"common.rules": HEADER + 'items tea = category "Tea"'}
    finding = only('import "common.rules" as common\nrule r { on items comon.tea give 5% off }', files)
    assert (finding.slug, finding.span.text) == ("unknown-module", "comon.tea")
    assert finding.help == "did you mean `common`?"


def test_the_nearest_name_may_be_in_another_file() -> None:
    files = {"common.rules": HEADER + 'items coffee = category "Coffee"'}
    finding = only('import "common.rules" as c\nrule r { on items cofee give 5% off }', files)
    assert finding.help == "did you mean `c.coffee`?"
    assert [label.span.path for label in finding.secondary] == ["common.rules"]


def test_a_name_of_a_declaration_that_was_not_understood_is_not_reported() -> None:
    result = bound('items tea = categry "Tea"\nrule r { on items tea give 5% off }')
    assert [each.line for each in result.diagnostics] == [2], said(result.diagnostics)


def test_a_name_of_a_declaration_that_could_not_be_bound_is_known() -> None:
    text = 'items tea = category "Tea" except herbs\nrule r { on items tea give 5% off }'
    assert found(text) == [("unknown-items", "herbs")]


def test_a_kind_that_does_not_fit_is_told_with_the_declaration() -> None:
    finding = only("segment tea = assigned by host\nrule r { on items tea give 5% off }")
    assert (finding.slug, finding.message) == ("wrong-kind", "`tea` is a segment, not an item set")
    assert [label.text for label in finding.secondary] == ["declared here"]


def test_today_cannot_be_declared() -> None:
    assert found("let today = 5%") == [("reserved-word", "today")]
    assert slugs('items today = category "Today"') == []


def test_a_long_chain_of_imports_is_no_trouble() -> None:
    files = {f"f{n}.rules": HEADER + f'import "f{n + 1}.rules" as n' for n in range(300)}
    files["f300.rules"] = HEADER + 'items tea = category "Tea"'
    assert len(program('import "f0.rules" as n', files).sources) == 302
