"""Small tables in the shape of the Complete Journey package, one awkward thing a row."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

Rows = list[dict[str, Any]]

PRODUCTS: Rows = [
    {"product_id": 1, "department": "GROCERY", "brand": "Private", "product_category": "CHEESE",
     "product_type": "SHREDDED  CHEESE", "package_size": "8 OZ"},
    {"product_id": 2, "department": "FUEL", "brand": "National", "product_category": "COUPON/MISC ITEMS",
     "product_type": "GASOLINE-REG UNLEADED", "package_size": None},
    {"product_id": 3, "department": "MISCELLANEOUS", "brand": "National", "product_category": None,
     "product_type": None, "package_size": None},
]  # fmt: skip


def sale(basket: int, product: int, when: str, **more: Any) -> dict[str, Any]:
    """Household 7 buys one piece for 1.00 in store 330 in week 27, unless `more` says otherwise."""
    row: dict[str, Any] = {
        "household_id": 7, "store_id": 330, "basket_id": basket, "product_id": product, "quantity": 1,
        "sales_value": 1.0, "retail_disc": 0.0, "coupon_disc": 0.0, "coupon_match_disc": 0.0, "week": 27,
        "transaction_timestamp": datetime.fromisoformat(when),
    }  # fmt: skip
    return row | more


def promotion(product: int, store: int, week: int, mailer: str = "A", display: str = "0") -> dict[str, Any]:
    keys = {"product_id": product, "store_id": store, "week": week}
    return keys | {"mailer_location": mailer, "display_location": display}


def redemption(household: int, day: date, coupon: int = 51380041013, campaign: int = 13) -> dict[str, Any]:
    at = datetime.fromisoformat(day.isoformat())
    return {"household_id": household, "coupon_upc": coupon, "campaign_id": campaign, "redemption_date": at}
