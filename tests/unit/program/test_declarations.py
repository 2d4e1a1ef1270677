"""Declarations that are no rules, groups, tables or tests."""

from __future__ import annotations

from fractions import Fraction

import pytest

from receipt_rules.program.expression import Brand, Category, Members, Selection, Sku
from receipt_rules.program.model import HostFact, Later, Placeholder, SegmentAssigned, SegmentIds, SkuList
from receipt_rules.program.types import BOOL, INT, MONEY, NUMBER, TEXTS, Type
from tests.unit.program.binding import HEADER, bound, found, only, program, rule, said, slugs

# ---- schema --------------------------------------------------------------------------------------


def test_facts_of_the_host() -> None:
    text = """schema {
      customer.spent: money
      customer.tags: list of text
      item.days: number optional
      customer.children: int
      customer.online: bool
      customer.tier: one of "none", "gold"
    }"""
    assert program(text).facts == {
        "customer.children": HostFact("customer.children", INT, optional=False),
        "customer.online": HostFact("customer.online", BOOL, optional=False),
        "customer.spent": HostFact("customer.spent", MONEY, optional=False),
        "customer.tags": HostFact("customer.tags", TEXTS, optional=False),
        "customer.tier": HostFact("customer.tier", Type("text", choices=("gold", "none")), optional=False),
        "item.days": HostFact("item.days", NUMBER, optional=True),
    }


def test_facts_are_shared_by_all_files() -> None:
    files = {"a.rules": HEADER + "schema { customer.spent: money }"}
    text = 'import "a.rules" as a\nrule r { when customer.spent > 5 EUR give 5% off }'
    assert list(program(text, files).facts) == ["customer.spent"]


@pytest.mark.parametrize(
    ("field", "slug", "place"),
    [
        ("receipt.total: money", "duplicate-fact", "receipt.total"),
        ("custmer.spent: money", "unknown-fact", "custmer.spent"),
        ("spent: money", "unknown-fact", "spent"),
        ("today: date", "duplicate-fact", "today"),
        ("receipt.bags: int", "unknown-fact", "receipt.bags"),
        ("store.size: int", "unknown-fact", "store.size"),
        ("item.rest: duration", "type-mismatch", "duration"),
        ('customer.tier: one of "a", "a"', "duplicate-name", '"a"'),
    ],
)
def test_facts_that_cannot_be_declared(field: str, slug: str, place: str) -> None:
    finding = only(f"schema {{ {field} }}")
    assert (finding.slug, finding.span.text) == (slug, place)


def test_the_order_of_choices_means_nothing() -> None:
    one, other = (
        program(f"schema {{ customer.tier: one of {choices} }}").facts for choices in ('"b", "a"', '"a", "b"')
    )
    assert one == other


@pytest.mark.parametrize("path", ["receipt.bags", "store.bags", "bags"])
def test_where_a_fact_of_the_host_belongs(path: str) -> None:
    assert only(f"schema {{ {path}: int }}").help == "write `customer.bags` or `item.bags`"


def test_a_fact_is_declared_once_over_all_files() -> None:
    files = {"a.rules": HEADER + "schema { customer.spent: money }"}
    finding = only('import "a.rules" as a\nschema { customer.spent: int }', files)
    assert (finding.slug, finding.path) == ("duplicate-fact", "main.rules")
    assert [label.span.path for label in finding.secondary] == ["a.rules"]


# ---- constants -----------------------------------------------------------------------------------


def test_constants_are_folded_through_each_other_and_through_files() -> None:
    files = {"a.rules": HEADER + "let base = 4%\nlet double = base + base"}
    text = 'import "a.rules" as a\nlet rate = if 1 = 1 then a.double + 2% else 0%\nrule r { give rate off }'
    reward = rule(text, files).reward
    assert reward is not None
    assert reward.share.value == Fraction(1, 10)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "slug", "place"),
    [
        ("let a = receipt.total * 2", "not-a-constant", "receipt.total"),
        ("let a = b\nlet b = a", "circular-name", "a"),
        ("let a = a", "circular-name", "a"),
        ("let b = c\nlet c = a\nlet a = b", "circular-name", "a"),
        ("let a = 5 USD", "currency-mismatch", "5 USD"),
        ("let a = bb", "unknown-name", "bb"),
        ('items tea = category "Tea"\nlet a = amount of items tea', "not-a-constant", "amount of items tea"),
    ],
)
def test_constants_that_are_none(text: str, slug: str, place: str) -> None:
    finding = only(text + "\nrule r { give 5% off when a > 5% }" if "5%" in text else text)
    assert (finding.slug, finding.span.text) == (slug, place)


def test_a_bad_constant_is_said_once_however_often_it_is_used() -> None:
    text = "let a = b\nlet b = receipt.total\nrule r { give a off }\nrule s { give a off receipt }"
    assert found(text) == [("not-a-constant", "receipt.total")]


# ---- item sets and segments ------------------------------------------------------------------------


def test_sources_of_item_sets() -> None:
    text = """
    items a "Some" = "1", category "Tea", brand "Lindt" except b where item.price > 5 EUR
    items b = csv "b.csv"
    items c = assigned to customer
    items d = all items except discounted
    """
    items = program(text, {"b.csv": "sku\n7\n"}).items
    source = items["a"].source
    assert isinstance(source, Selection)
    assert set(source.any_of) == {Sku("1"), Category("Tea"), Brand("Lindt")}
    assert (source.none_of, source.where is not None) == ((Members("b"),), True)
    assert items["a"].title == "Some"
    assert items["b"].source == SkuList(frozenset({"7"}))
    assert items["c"].source == Later(items["c"].span, "assigned to customer")


def test_sources_of_segments() -> None:
    text = """
    segment staff "Staff" = csv "staff.csv" column "id"
    segment vip = assigned by host
    segment riga = where store.id = "riga"
    """
    segments = program(text, {"staff.csv": "name,id\nA,E-1\n"}).segments
    assert segments["staff"].source == SegmentIds(frozenset({"E-1"}))
    assert segments["vip"].source == SegmentAssigned("vip")
    assert segments["staff"].title == "Staff"


def test_a_segment_of_an_import_is_assigned_under_its_bare_name() -> None:
    files = {"a.rules": HEADER + "segment vip = assigned by host"}
    assert program('import "a.rules" as a', files).segments["a.vip"].source == SegmentAssigned("vip")


@pytest.mark.parametrize(
    ("text", "slug", "place"),
    [
        ("items a = b\nitems b = a", "circular-name", "a"),
        ("items a = a", "circular-name", "a"),
        ("items a = category \"A\" except b\nitems b = category \"B\" except a", "circular-name",
         "a"),
        ("items a = all items where item.sku in items a", "circular-name",
         "a"),
        ("items a = all items where amount of items b > 5 EUR\nitems b = a", "circular-name",
         "a"),
        ("items a = chosen by customer up to 0 from category \"A\"", "bad-count", "0"),
        ("items a = chosen by customer up to 5 from b", "unknown-items", "b"),
        ("segment a = where receipt.total > 5 EUR", "fact-out-of-reach", "receipt.total"),
        ("segment a = where customer.level = \"a\"", "unguarded-optional", "customer.level"),
        ("segment a = where store.id", "not-a-condition", "store.id"),
    ],
)  # fmt: skip
def test_sets_that_are_none(text: str, slug: str, place: str) -> None:
    finding = only(text)
    assert (finding.slug, finding.span.text) == (slug, place)


def test_a_set_that_could_not_be_bound_ends_a_way_and_not_the_run() -> None:
    text = 'items a = b\nitems c = a, b\nitems b = category "B" except nope'
    assert found(text) == [("unknown-items", "nope")]


def test_a_circle_over_files_is_told_with_its_members() -> None:
    text = "items a = b\nitems b = c\nitems c = a\nrule r { on items a give 5% off }"
    finding = only(text)
    assert finding.notes == ("`a` needs `b` needs `c` needs `a`",)
    assert [label.span.text for label in finding.secondary] == ["b", "c"]


# ---- cards and coupons -----------------------------------------------------------------------------


def test_sources_of_codes() -> None:
    text = r"""
    coupons k "Spring" {
      code " Hello10 ", "BYE"
      code from csv "codes.csv"
      code matches /PRT-[0-9]{6}/
      code generated "NB-##" count 100
      use 3 times per customer
      freed by return
      valid from 2026-03-01
    }
    """
    codes = program(text, {"codes.csv": "code\n\u00c9T\u00c9\n stra\u00dfe\n"}).codes["k"]
    assert codes.codes == {"hello10", "bye", "\u00e9t\u00e9", "strasse"}
    assert (codes.kind, codes.title, codes.patterns) == ("coupon", "Spring", ("PRT-[0-9]{6}",))
    assert codes.validity is not None
    assert (codes.generated, codes.uses, codes.per_customer) == (("nb-##",), 3, True)
    assert codes.freed_by_return


@pytest.mark.parametrize(
    ("parts", "uses"),
    [
        ("", (None, False)),
        ("use once", (1, False)),
        ("use once per customer", (1, True)),
        ("use 7 times", (7, False)),
    ],
)
def test_how_often_a_code_may_be_used(parts: str, uses: tuple[int | None, bool]) -> None:
    codes = program(f'coupons k {{ code "A" {parts} }}').codes["k"]
    assert (codes.uses, codes.per_customer) == uses
    assert not codes.freed_by_return


@pytest.mark.parametrize(
    ("text", "slug", "place"),
    [
        ("coupons k { use once }", "missing-code", "k"),
        ("cards k { }", "missing-code", "k"),
        ('coupons k { code "" }', "missing-code", '""'),
        ('coupons k { code "  " }', "missing-code", '"  "'),
        ('coupons k { code generated "HELLO" }', "bad-pattern", '"HELLO"'),
        ('coupons k { code generated "A-#" count 11 }', "bad-pattern", '"A-#"'),
        ('coupons k { code generated "A-?" count 27 }', "bad-pattern", '"A-?"'),
        ('coupons k { code generated "A-#" count 0 }', "bad-count", "0"),
        ('coupons k { code "A" use 0 times }', "bad-count", "0"),
        ('coupons k { code "A" use once use 2 times }', "duplicate-clause", "use 2 times"),
        ('coupons k { code "A" valid from 2026-01-01 valid until 2026-02-01 }', "duplicate-clause",
         "valid until 2026-02-01"),
        ('coupons k { code "A" freed by return freed by return }', "duplicate-clause", "freed by return"),
        ("coupons k { code matches /(a+)+/ }", "regex-not-linear", "/(a+)+/"),
        ("coupons k { code matches /a[/ }", "bad-regex", "/a[/"),
    ],
)  # fmt: skip
def test_codes_that_are_none(text: str, slug: str, place: str) -> None:
    finding = only(text)
    assert (finding.slug, finding.span.text) == (slug, place)


def test_patterns_that_are_just_enough() -> None:
    assert slugs('coupons k { code generated "A-#" count 10 code generated "?" count 26 }') == []


# ---- points, stored value, programmes, budgets -------------------------------------------------------

BLOCKS = [
    ("points p { worth 0 points = 1 EUR }", "bad-count", "0"),
    ("points p { worth 1 point = 0 EUR }", "bad-count", "0 EUR"),
    ("points p { worth 1 point = 1 USD }", "currency-mismatch", "1 USD"),
    ("points p { worth 1 point = 1 EUR worth 1 point = 2 EUR }", "duplicate-clause", "worth 1 point = 2 EUR"),
    ("points p { pays up to 0% }", "percent-out-of-range", "0%"),
    ("points p { pays up to half }", "unknown-name", "half"),
    ("points p { pays up to 5% of all items except tea }", "unknown-items", "tea"),
    ("points p { at least 0 points }", "bad-count", "0"),
    ("points p { steps of 0 points }", "bad-count", "0"),
    ("points p { as discount as tender }", "duplicate-clause", "as tender"),
    ("tender gift_card g { value: 5 USD }", "currency-mismatch", "5 USD"),
    ("tender gift_card g { limit: 5 USD per day }", "currency-mismatch", "5 USD"),
    ("tender gift_card g { values: [5 EUR, 6 USD] }", "currency-mismatch", "6 USD"),
    ("tender gift_card g { values: {a: 6 USD} }", "currency-mismatch", "6 USD"),
    ("tender gift_card g { pays_for: items food }", "unknown-items", "food"),
    ("tender gift_card g { value: 5 EUR value: 6 EUR }", "duplicate-clause", "value: 6 EUR"),
    ("program p { status active status stopped }", "duplicate-clause", "status stopped"),
    ("program p { cards club }", "unknown-cards", "club"),
    ("program p { points club }", "unknown-points", "club"),
    ("program p { valid 2026-03-02..2026-03-01 }", "empty-validity", "2026-03-02..2026-03-01"),
    ('program p { print on every receipt "{x}" }', "unknown-placeholder", "{x}"),
    ("budget b 0 EUR", "bad-count", "0 EUR"),
    ("budget b 5 USD", "currency-mismatch", "5 USD"),
    ("protect items tea never discounted", "unknown-items", "tea"),
    ("protect all items price at least 5 USD", "currency-mismatch", "5 USD"),
    ("protect all items price at least 3", "unit-missing", "3"),
    ("protect all items discount at most 60% + 60%", "percent-out-of-range", "60% + 60%"),
    ("protect all items price at least item.cost", "unguarded-optional", "item.cost"),
    ("protect all items price at least 0 EUR", "bad-count", "0 EUR"),
    ("protect all items price at least 5% - 5%", "bad-count", "5% - 5%"),
    ("protect all items price at least 1 EUR - 2 EUR", "bad-count", "1 EUR - 2 EUR"),
    ("protect receipt discount at most 1 EUR - 2 EUR", "bad-count", "1 EUR - 2 EUR"),
    ("protect receipt discount at most item.price", "fact-out-of-reach", "item.price"),
    ("protect all items except discounted never discounted", "protect-discounted", "discounted"),
    ("protect items discounted discount at most 5%", "protect-discounted", "discounted"),
    ("items i = discounted protect items i never discounted", "protect-discounted", "i"),
    (
        'items i = discounted items j = "1", i protect all items except j never discounted',
        "protect-discounted",
        "j",
    ),
    ("items i = j items j = i protect items i never discounted", "circular-name", "i"),
    ('prove "p" { always receipt.total }', "not-a-condition", "receipt.total"),
    ('prove "p" { assuming 5 EUR always receipt.total > 5 EUR }', "not-a-condition", "5 EUR"),
    ('rule r { give 5% off } prove "p" { never together r, rr }', "unknown-rule", "rr"),
]


@pytest.mark.parametrize(("text", "slug", "place"), BLOCKS)
def test_blocks_that_are_wrong(text: str, slug: str, place: str) -> None:
    finding = only(text)
    assert (finding.slug, finding.span.text) == (slug, place)


def test_programmes() -> None:
    text = """
    cards own { number "1" }
    points bonus { worth 1 point = 0.01 EUR }
    program club "Club" { status stopped kind points cards own points bonus valid from 2026-01-01
      print on every receipt "{receipt.discount}" }
    program plain { }
    """
    programs = program(text).programs
    club, plain = programs["club"], programs["plain"]
    assert (club.name, club.title, club.status) == ("club", "Club", "stopped")
    assert club.validity is not None
    assert [each.what for each in club.later] == ["cards", "points"]
    assert (club.text, plain.text) == ((Placeholder("receipt.discount"),), ())
    assert (plain.status, plain.validity, plain.later) == ("active", None, ())


def test_a_programme_of_an_import_is_listed_under_its_bare_name() -> None:
    files = {"a.rules": HEADER + "program club { }"}
    assert program('import "a.rules" as a', files).programs["a.club"].name == "club"


def test_protections() -> None:
    text = """
    protect items category "Tobacco" never discounted
    protect all items price at least item.cost default 0 EUR
    protect all items discount at most 70%
    protect receipt discount at most 50%
    """
    found = program(text).protections
    without = sorted((each.kind, each.selection is None, each.value is None) for each in found)
    assert without[:2] == [("discount", False, False), ("discount", True, False)]
    assert without[2:] == [("never", False, True), ("price", False, False)]


@pytest.mark.parametrize("value", ["100%", "5% - 5%", "100% - 1%"])
def test_a_percent_of_a_protection_may_be_nothing_or_all(value: str) -> None:
    assert slugs(f"protect all items discount at most {value}") == []


def test_nothing_is_raised_where_everything_is_wrong() -> None:
    text = """
    items a = b
    segment s = where a
    let l = l
    group g best per item part of g excludes h
    sequence g, g, h
    tiers t by item.price slices { from 5 EUR: 5 from 2: 6 }
    table d unique { | receipt.lines | => x | | 1 | 2 | => 3% | => 4% | }
    rule r was r { on items a, b take 2 of items a buy 1 of items b get 1 free give 5 off give d off 4th }
    test "t" { expect line 9 total 5 USD }
    """
    result = bound(text)
    assert result.program is None
    assert len(result.diagnostics) > 10, said(result.diagnostics)
