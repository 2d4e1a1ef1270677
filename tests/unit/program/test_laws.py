"""What holds for every text: the order of declarations does not show, and nothing is ever raised."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from receipt_rules.diagnostics import Source
from receipt_rules.program import FolderLoader, MemoryLoader, Program, bind
from tests.unit.program.binding import HEADER, program

DECLARATIONS = (
    "sequence shelf, basket",
    "schema { customer.spent: money }",
    'schema { item.days: int optional  customer.tier: one of "a", "b" }',
    "let low = 5%",
    "let high = low + low",
    'items tea = category "Tea", brand "Lindt"',
    'items herbs = tea, c.cake except "3" where 9 > item.days default 0 and item.weighed',
    "segment vip = where customer.spent > 50 EUR",
    'cards club { number matches /77[0-9]+/ number "1", "2" }',
    'coupons hello { code "B" code "A" use once }',
    "points bonus { worth 1 point = 0.01 EUR }",
    "tender gift_card gc { value: 5 EUR }",
    "program loyal { cards club status stopped }",
    "group shelf best per item excludes rest",
    "group basket best per receipt",
    "group rest stack per item",
    "budget summer 100 EUR",
    "tiers rate by amount { from 0 EUR: 0%  from 5 EUR: low }",
    'table level first { | receipt.channel | => x | | "app" | => 5% | | any | => 0% | }',
    "protect items tea price at least 1 EUR",
    "protect receipt discount at most 50%",
    "protect items herbs never discounted",
    "rule one { on items tea give high off group shelf }",
    "rule two { for segment vip, members of loyal needs coupon hello give rate off receipt }",
    "draft rule three was zero, nought { for members give 5% off }",
    'prove "p" { always receipt.total >= 0 EUR }',
    'test "b" { at 2026-03-04T12:00 receipt { 1 x "a" at 5 EUR {lists: ["tea"]} } expect total 5 EUR }',
    'test "a" { at 2026-03-04T12:00 receipt { 1 x "a" at 5 EUR } expect total 5 EUR }',
)
IMPORTS = ('import "c.rules" as c', 'import "d.rules"', 'import "e.rules" as e')
FILES = {
    "c.rules": HEADER + 'import "d.rules" as d\nitems cake = category "Cake", d.flour',
    "d.rules": HEADER + 'items flour = category "Flour"\nrule flour { on items flour give 1% off }',
    "e.rules": HEADER + 'import "c.rules" as c\nrule cake { on items c.cake give 2% off }',
}
CLAUSES = (
    "for segment vip, members",
    "needs card club",
    "needs coupon hello",
    "during sat, mon 08:00..10:00",
    "when amount > 5 EUR",
    "when receipt.lines > 2",
    'unless customer.tier = "a"',
    "on items tea except herbs, discounted",
    "give high off",
    "limit 1 times per receipt",
    "limit 5 EUR in total",
    "floor 1 EUR",
    'print "a"',
)


def without_text(found: Program) -> Program:
    """The program less the texts themselves, which differ when something is moved in them."""
    return replace(found, sources=())


def whole(imports: tuple[str, ...], declarations: tuple[str, ...], clauses: tuple[str, ...]) -> str:
    return "\n".join([*imports, *declarations, "rule many {", *clauses, "}"])


BASE = without_text(program(whole(IMPORTS, DECLARATIONS, CLAUSES), FILES))


@given(st.permutations(IMPORTS), st.permutations(DECLARATIONS), st.permutations(CLAUSES))
def test_the_order_of_the_text_does_not_show(
    imports: list[str], declarations: list[str], clauses: list[str]
) -> None:
    text = whole(tuple(imports), tuple(declarations), tuple(clauses))
    assert without_text(program(text, FILES)) == BASE


def test_the_base_says_something() -> None:
    assert [rule.id for rule in BASE.rules] == ["cake", "flour", "many", "one", "three", "two"]
    assert list(BASE.items) == ["c.cake", "flour", "herbs", "tea"]
    assert len(BASE.protections) == 3


CASES = Path(__file__).parents[2] / "golden" / "bind" / "cases"
TEXTS = [path.read_text(encoding="utf-8") for path in sorted(CASES.glob("*.rules"))]
TEXTS.append(HEADER + whole((), DECLARATIONS, CLAUSES))


@st.composite
def torn(draw: st.DrawFn) -> str:
    """A text with pieces cut out and pieces of others put in."""
    words = draw(st.sampled_from(TEXTS)).split(" ")
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(words)))
        end = min(len(words), start + draw(st.integers(0, 6)))
        other = draw(st.sampled_from(TEXTS)).split(" ")
        place = draw(st.integers(0, len(other)))
        words[start:end] = other[place : place + draw(st.integers(0, 6))]
    return " ".join(words)


@given(torn())
def test_nothing_is_raised_whatever_is_written(text: str) -> None:
    result = bind(Source("main.rules", text), FolderLoader(CASES))
    assert (result.program is None) == any(each.level == "error" for each in result.diagnostics)


@given(st.text())
def test_nothing_is_raised_whatever_is_typed(text: str) -> None:
    bind(Source("main.rules", HEADER + text), MemoryLoader({}))


@given(st.binary(max_size=60))
def test_nothing_is_raised_whatever_a_table_holds(data: bytes) -> None:
    text = HEADER + 'items tea = csv "t.csv" column "sku"\ncoupons k { code from csv "t.csv" }'
    bind(Source("main.rules", text), MemoryLoader({"t.csv": b"sku,name\n" + data}))
