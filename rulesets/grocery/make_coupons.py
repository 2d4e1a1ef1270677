"""Writes coupons.rules and coupons/*.csv: the coupons of the Complete Journey data that somebody redeemed.

In: the tables of the package (coupons, redemptions, campaigns, products, sales). Out: per coupon and campaign
a `coupons` block with the campaign's term, the coupon's products, one rule, one test. The tables give no face
value; README.md says how it is derived. Invariant: the same tables give the same bytes.

    python -m rulesets.grocery.make_coupons
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from receipt_rules.diagnostics import Source
from receipt_rules.language.formatter import format_text
from rulesets.grocery.prepare import TIMEZONE
from rulesets.grocery.reading import Product
from rulesets.grocery.tables import Sales, data_directory, load_products, load_sales, rows

DEFAULT_CENTS = 100
INLINE = 40  # a longer list of products reads better as a CSV file

Key = tuple[int, int]
HEADER = '''"""The coupons of the chain's mailings, with the products and the term of each.
Written by make_coupons.py from the tables of the data; change that program, not this file.
{live} rules are live. {idle} are drafts because their coupon was never redeemed with a product of its list,
{outdone} because a better offer won wherever it was."""
ruleset "grocery-coupons" version "2017.1"
  currency USD
  timezone "America/New_York"
  owner "loyalty"
  rounding half_up to 0.01 USD per line

'''


class Redemption(NamedTuple):
    household: int
    coupon: int
    campaign: int
    day: date


class Coupon(NamedTuple):
    """One coupon in one campaign; `disc` are the recorded coupon discounts of its redemptions, in cents."""

    number: int
    campaign: int
    first: date
    last: date
    skus: tuple[str, ...]
    redeemed: int
    disc: tuple[int, ...]
    bought: bool
    outdone: bool = False

    @property
    def live(self) -> bool:
        return self.bought and not self.outdone

    @property
    def face(self) -> int:
        """The mode of the recorded discounts, of several the smallest; without any, 1.00 USD."""
        if not self.disc:
            return DEFAULT_CENTS
        counts = Counter(self.disc)
        return min(counts, key=lambda cents: (-counts[cents], cents))

    @property
    def name(self) -> str:
        return f"{self.campaign}_{self.number}"


def load_coupons(source: Path) -> list[Coupon]:
    """Every (coupon, campaign) that was redeemed at least once, by campaign and number."""
    redemptions = [
        Redemption(row["household_id"], row["coupon_upc"], row["campaign_id"], row["redemption_date"].date())
        for row in rows(source, "coupon_redemptions")
    ]
    terms = {
        row["campaign_id"]: (row["start_date"].date(), row["end_date"].date())
        for row in rows(source, "campaign_descriptions")
    }
    products: dict[Key, set[int]] = {}
    for row in rows(source, "coupons"):
        products.setdefault((row["campaign_id"], row["coupon_upc"]), set()).add(row["product_id"])
    bought = _bought(load_sales(source), {(item.household, item.day) for item in redemptions})
    by_key: dict[Key, list[Redemption]] = {}
    for item in redemptions:
        by_key.setdefault((item.campaign, item.coupon), []).append(item)
    return [_coupon(key, by_key[key], terms[key[0]], products[key], bought) for key in sorted(by_key)]


def _bought(sales: Sales, days: set[tuple[int, date]]) -> dict[tuple[int, date], list[tuple[int, int, int]]]:
    """What each household bought on a day of a redemption: (product, shelf cents, coupon cents) a line."""
    zone, households = ZoneInfo(TIMEZONE), {household for household, _ in days}
    found: dict[tuple[int, date], list[tuple[int, int, int]]] = {}
    ends = [*sales.starts.tolist()[1:], len(sales.basket)]
    for first, last in zip(sales.starts.tolist(), ends, strict=True):
        household = int(sales.household[first])
        if household not in households:
            continue
        key = (household, datetime.fromtimestamp(int(sales.instant[first]), zone).date())
        if key in days:
            columns = (sales.product, sales.shelf, sales.coupon)
            found.setdefault(key, []).extend(
                zip(*(column[first:last].tolist() for column in columns), strict=True)
            )
    return found


def _coupon(
    key: Key,
    redemptions: list[Redemption],
    term: tuple[date, date],
    products: set[int],
    bought: Mapping[tuple[int, date], list[tuple[int, int, int]]],
) -> Coupon:
    lines = [
        line
        for item in redemptions
        for line in bought.get((item.household, item.day), ())
        if line[0] in products
    ]
    skus = tuple(str(product) for product in sorted(products))
    disc = tuple(coupon for _, _, coupon in lines if coupon > 0)
    paid = any(shelf > 0 for _, shelf, _ in lines)
    return Coupon(key[1], key[0], *term, skus, len(redemptions), disc, paid)


# ---- the text --------------------------------------------------------------------------------------------


def usd(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d} USD"


def subject(skus: Iterable[str], products: Mapping[int, Product]) -> str:
    """What the coupon is for: the category with most of its products, in the words of the data."""
    known = [products[int(sku)] for sku in skus if int(sku) in products]
    counts = Counter(item.category[min(1, len(item.category) - 1)] for item in known)
    if not counts:
        return "GROCERIES"
    best = min(counts, key=lambda name: (-counts[name], name))
    return best if len(counts) == 1 else f"{best} and more"


def marked(coupons: Iterable[Coupon], outdone: Path) -> list[Coupon]:
    """The coupons, with those of the list (column `rule`) marked as outdone."""
    names = set(outdone.read_text("utf-8").splitlines()[1:])
    return [coupon._replace(outdone=f"mail_{coupon.name}" in names) for coupon in coupons]


def write(folder: Path, coupons: list[Coupon], products: Mapping[int, Product]) -> None:
    """coupons.rules and, for the long lists, coupons/NAME.csv; CSV files of no coupon are deleted."""
    lists: dict[tuple[str, ...], str] = {}
    files: dict[str, str] = {}
    blocks = []
    for coupon in coupons:
        listed = lists.setdefault(coupon.skus, f"products_{coupon.name}")
        if listed == f"products_{coupon.name}":
            blocks.append(_list(coupon, files))
        blocks.append(_rule(coupon, listed, subject(coupon.skus, products)))
        blocks.append(_test(coupon, *example(coupon, coupons)) if coupon.live else _draft(coupon))
    counts = {
        "live": sum(coupon.live for coupon in coupons),
        "idle": sum(not coupon.bought for coupon in coupons),
        "outdone": sum(coupon.bought and coupon.outdone for coupon in coupons),
    }
    written = HEADER.format(**counts) + "\n".join(blocks)
    text = format_text(Source("coupons.rules", written)).text
    assert text is not None, "what is written here parses"
    (folder / "coupons").mkdir(exist_ok=True)
    for path in (folder / "coupons").glob("*.csv"):
        if path.name not in files:
            path.unlink()
    for name, content in files.items():
        (folder / "coupons" / name).write_text(content, encoding="utf-8", newline="\n")
    (folder / "coupons.rules").write_text(text, encoding="utf-8", newline="\n")


def _list(coupon: Coupon, files: dict[str, str]) -> str:
    head = f"items products_{coupon.name} ="
    if len(coupon.skus) <= INLINE:
        return f"{head} {', '.join(f'{chr(34)}{sku}{chr(34)}' for sku in coupon.skus)}\n"
    files[f"{coupon.name}.csv"] = "sku\n" + "".join(f"{sku}\n" for sku in coupon.skus)
    return f'{head} csv "coupons/{coupon.name}.csv" column "sku"\n'


def _rule(coupon: Coupon, listed: str, what: str) -> str:
    times = "once" if coupon.redeemed == 1 else f"{coupon.redeemed} times"
    seen = len(coupon.disc)
    origin = (
        f"the most frequent of {seen} recorded discounts" if seen else "the default, no discount is recorded"
    )
    return f'''coupons coupon_{coupon.name} "Mailing {coupon.campaign}: {usd(coupon.face)} off {what}" {{
  code "{coupon.number}"
  valid {coupon.first}..{coupon.last}
}}
{"" if coupon.live else "draft "}rule mail_{coupon.name} "Coupon: {usd(coupon.face)} off {what}" {{
  """Redeemed {times}; the amount is {origin}."""
  needs coupon coupon_{coupon.name}
  on items {listed}
  give {usd(coupon.face)} off once
}}
'''


def example(coupon: Coupon, coupons: Iterable[Coupon]) -> tuple[date, str]:
    """A day and a product on which no other mailing with the same code competes.

    The first day of the term that it has to itself, or else its first product that no other has.
    """
    others = [
        other for other in coupons if other.number == coupon.number and other.campaign != coupon.campaign
    ]
    for number in range((coupon.last - coupon.first).days + 1):
        day = coupon.first + timedelta(days=number)
        if not any(other.first <= day <= other.last for other in others):
            return day, coupon.skus[0]
    taken = {sku for other in others for sku in other.skus}
    return coupon.first, next(sku for sku in coupon.skus if sku not in taken)


def _test(coupon: Coupon, day: date, sku: str) -> str:
    sale = f'receipt {{ 1 x "{sku}" at {usd(2 * coupon.face)}  coupon "{coupon.number}" }}'
    return f"""test "coupon {coupon.number} of mailing {coupon.campaign}: in its term, and a day too late" {{
  at {day}T12:00
  {sale}
  expect rule mail_{coupon.name} gives {usd(coupon.face)}
  at {coupon.last + timedelta(days=1)}T12:00
  {sale}
  expect rule mail_{coupon.name} skipped because coupon expired
}}
"""


def _draft(coupon: Coupon) -> str:
    sale = f'receipt {{ 1 x "{coupon.skus[0]}" at {usd(2 * coupon.face)}  coupon "{coupon.number}" }}'
    return f"""test "coupon {coupon.number} of mailing {coupon.campaign}: a draft gives nothing" {{
  at {coupon.first}T12:00
  {sale}
  expect rule mail_{coupon.name} skipped because draft
}}
"""


def main() -> int:
    source, folder = data_directory(), Path(__file__).parent
    coupons = marked(load_coupons(source), folder / "lists" / "outdone.csv")
    write(folder, coupons, load_products(source))
    modes = sum(bool(coupon.disc) for coupon in coupons)
    live = sum(coupon.live for coupon in coupons)
    codes = len({coupon.number for coupon in coupons})
    redemptions = sum(coupon.redeemed for coupon in coupons)
    sys.stdout.write(
        f"{len(coupons)} coupons ({codes} codes), {redemptions} redemptions: {modes} with a recorded "
        f"discount, {len(coupons) - modes} with the default; {live} live, {len(coupons) - live} drafts\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
