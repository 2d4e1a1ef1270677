"""One mistake each, and what is said about it in `expression/` and `lint/`.

In: nothing. Out: texts by the name of the file that holds the answer. A text without a header gets one.
"""

from __future__ import annotations

from typing import Final

EXPRESSIONS: Final = {
    # names
    "misspelt_fact": "rule tea { when receipt.totl > 5 EUR give 10% off }",
    "fact_without_its_root": "rule tea { when hour > 5 give 10% off }",
    "misspelt_root": "rule tea { when reciept.total > 5 EUR give 10% off }",
    "fact_of_no_schema": "rule tea { when customer.shoe_size > 5 give 10% off }",
    "unknown_constant": "let border = 5 EUR\nrule tea { when receipt.total > boarder give 10% off }",
    "unknown_function": "rule tea { when nera(today, 3 days) give 10% off }",
    "item_fact_in_when": "rule tea { when item.price > 5 EUR give 10% off }",
    "receipt_fact_in_audience": "rule tea { for customers where receipt.total > 5 EUR give 10% off }",
    "claim_fact_in_when": "rule tea { when receipt.discount > 5 EUR give 10% off }",
    "bare_aggregate_in_where": "rule tea { on all items where quantity >= 3 give 10% off }",
    "this_item_in_when": "rule tea { when quantity of this item >= 3 give 10% off }",
    "aggregate_in_segment": "segment big = where amount of all items > 5 EUR",
    "fact_in_constant": "let border = receipt.total * 2",
    # types
    "not_a_condition": "rule tea { when receipt.total give 10% off }",
    "constant_as_condition": "rule tea { when 5 EUR give 10% off }",
    "list_as_condition": "rule tea { when customer.segments give 10% off }",
    "money_and_percent": "rule tea { when receipt.total > 5% give 10% off }",
    "bare_number_for_money": "rule tea { when receipt.total > 5 give 10% off }",
    "bare_number_added": "rule tea { when receipt.total + 2.5 > 5 EUR give 10% off }",
    "other_currency_compared": "rule tea { when receipt.total > 20 USD give 10% off }",
    "other_currency_subtracted": "rule tea { when receipt.total - 20 USD > 5 EUR give 10% off }",
    "other_currency_alone": "rule tea { give 20 USD off each }",
    "weight_and_volume": "rule tea { when quantity in 1 kg..2 l give 10% off }",
    "weight_and_pieces": "rule tea { when distinct >= 2 kg give 10% off }",
    "bare_number_for_weight": (
        "schema { item.pack: quantity }\nrule tea { on all items where item.pack >= 2 give 10% off }"
    ),
    "percent_added_to_money": "rule tea { give price item.price + 10% each }",
    "money_times_money": "rule tea { when receipt.total * 5 EUR > 5 EUR give 10% off }",
    "percent_of_number": "rule tea { when 10% of receipt.lines > 1 give 10% off }",
    "divided_by_a_fact": "rule tea { when receipt.total / receipt.lines > 5 EUR give 10% off }",
    "divided_by_zero": "let part = 5 EUR / (2 - 2)",
    "order_of_texts": 'rule tea { when receipt.channel > "app" give 10% off }',
    "list_compared": 'rule tea { when customer.segments = "vip" give 10% off }',
    "never_this_value": 'rule tea { when receipt.weekday in {"mon", "tuesday"} give 10% off }',
    "date_and_text": 'rule tea { when today > "2026-03-01" give 10% off }',
    "in_no_list": 'rule tea { when "vip" in receipt.channel give 10% off }',
    "only_items_in_items": 'items a = "1"\nrule tea { on all items where store.id in items a give 1% off }',
    "only_customers_in_segments": (
        "segment vip = assigned by host\nrule tea { when customer.level in segment vip give 10% off }"
    ),
    "range_upside_down": "rule tea { when quantity in 5..2 give 10% off }",
    "branches_of_two_types": "rule tea { give if receipt.lines > 3 then 10% else 1 EUR off }",
    "fact_in_braces": 'rule tea { when receipt.channel in {"app", store.id} give 10% off }',
    "regex_looks_around": "rule tea { when receipt.channel matches /(?=a).*/ give 10% off }",
    "near_without_duration": "rule tea { when near(today, 3) give 10% off }",
    "near_by_hours": "rule tea { when near(today, 3 hours) give 10% off }",
    "paying_with_nothing": "rule tea { when paying_with() > 1 EUR give 10% off receipt }",
    "slices_as_a_value": (
        "tiers more by quantity slices { from 0: 1% from 5: 2% }\n"
        "rule tea { when more > 1% give 10% off receipt }"
    ),
    "table_with_two_outputs": (
        "table two unique { | receipt.lines | => off | => more | | >= 0 | => 1% | => 2% | }\n"
        "rule tea { give two off receipt }"
    ),
    "misspelt_fact_of_a_claim": 'prove "x" { always receipt.discont >= 0 EUR }',
    # optional facts
    "unguarded_text": 'rule tea { when customer.level = "gold" give 10% off }',
    "unguarded_of_schema": (
        "schema { item.days: int optional }\nrule tea { on all items where item.days < 3 give 30% off }"
    ),
    "guard_too_late": 'rule tea { when customer.level = "gold" and customer.level is known give 10% off }',
    "guard_on_the_wrong_side": (
        'rule tea { when customer.level is known or customer.level = "x" give 1% off }'
    ),
    "needless_default": "rule tea { when receipt.total default 0 EUR > 20 EUR give 10% off }",
    "needless_question": "rule tea { when receipt.total is known give 10% off }",
    "default_of_another_type": 'rule tea { when customer.level default 3 = "gold" give 10% off }',
}

TODAY: Final = "2026-03-04"
"""The day of the check."""

LINTS: Final = {
    "expired_rule": "rule tea { valid until 2026-03-03 give 10% off }",
    "expired_at_an_hour": "rule tea { valid until 2026-03-04T00:00 give 10% off }",
    "expired_ruleset": (
        'ruleset "winter" version "1" currency EUR valid until 2026-02-28\nrule tea { give 10% off }'
    ),
    "expired_coupons": (
        'coupons hello { valid until 2026-02-28 code "HELLO" }\nrule tea { needs coupon hello give 10% off }'
    ),
    "never_on_a_sunday": "rule tea { valid 2026-03-02..2026-03-06 during sun give 10% off }",
    "never_within_the_ruleset": (
        'ruleset "spring" version "1" currency EUR valid 2026-03-01..2026-05-31\n'
        "rule tea { valid from 2026-06-01 give 10% off }"
    ),
    "never_while_the_coupon_is": (
        'coupons hello { valid until 2026-04-30 code "HELLO" }\n'
        "rule tea { valid from 2026-05-01 needs coupon hello give 10% off }"
    ),
    "never_true": "let border = 5 EUR\nrule tea { when border > 10 EUR give 10% off }",
    "always_refused": "rule tea { unless 1 < 2 give 10% off }",
    "above_and_below": "rule tea { when amount > 20 EUR when amount < 10 EUR give 10% off }",
    "excluded_by_unless": (
        'rule tea { when receipt.channel = "app" unless receipt.channel = "app" give 1% off }'
    ),
    "no_item_is_both": (
        "rule tea { on all items where item.price > 9 EUR and item.price < 5 EUR give 10% off }"
    ),
    "selects_nothing": (
        'items tea = category "Tea"\nrule tea { on items category "Tea" except tea give 10% off }'
    ),
    "empty_set": 'items tea = category "Tea" except category "Tea"',
    "category_and_tag_meet": (
        'rule tea { on items category "Tea" give 10% off }\n'
        'rule leaflet { on items tag "leaflet" give 15% off }'
    ),
    "two_on_the_receipt_meet": "rule a { give 10% off receipt }\nrule b { give 5 EUR off receipt }",
    "five_without_a_group_meet": "\n".join(
        f'rule r{number} {{ on items "1", "{number}" give {number}% off }}' for number in range(2, 7)
    ),
    "two_groups_meet": (
        "group shelf best per item\ngroup club stack per item\n"
        'rule tea { on items category "Tea" give 10% off group shelf }\n'
        "rule silver { for members give 3% off group club }\n"
        "rule gold { for members give 5% off group club }"
    ),
    "two_groups_of_the_receipt_meet": (
        "group basket best per receipt\ngroup club stack per receipt\n"
        "rule big { give 5 EUR off receipt group basket }\n"
        "rule gold { for members give 5% off receipt group club }"
    ),
    "a_group_meets_rules_without": (
        "group club stack per item\n"
        'rule tea { on items category "Tea" give 10% off }\n'
        "rule gold { for members give if receipt.lines > 3 then 5% else 3% off group club }"
    ),
    "a_group_is_not_in_the_sequence": (
        "sequence shelf\ngroup shelf best per item\ngroup club stack per item\n"
        'rule tea { on items category "Tea" give 10% off group shelf }\n'
        "rule gold { for members give 5% off group club }"
    ),
    "tie_of_two_priorities": (
        "group drinks exclusive per item\n"
        'rule third_coffee {\n  on items category "Coffee"\n  give 10% off\n  group drinks priority 1\n}\n'
        'rule happy_hour {\n  on items category "Coffee" during 16:00..18:00\n  give 15% off\n'
        "  group drinks priority 1\n}"
    ),
    "tie_without_priorities": (
        "group drinks compound per item\n"
        "rule third { give 10% off group drinks }\nrule half_euro { give 0.50 EUR off each group drinks }"
    ),
    "never_a_turn": (
        "group drinks exclusive per item\n"
        'rule coffee { on items category "Coffee" give 10% off group drinks priority 1 }\n'
        'rule espresso { on items category "Coffee" where item.price > 3 EUR give 1 EUR off each '
        "group drinks priority 2 }"
    ),
    "never_better": (
        "group drinks best per item\n"
        'rule coffee { on items category "Coffee" give 10% off group drinks }\n'
        'rule members { for members on items category "Coffee" give 5% off group drinks }'
    ),
    "never_better_without_a_group": (
        'rule coffee { during sat, sun on items category "Coffee" give 5% off }\n'
        'rule drinks { on items category "Coffee", category "Tea" give 10% off }'
    ),
    "a_set_in_the_store_s_favour": ("rule tea { buy 2 of all items get 1 free favour store spread }"),
    "gifts_that_stay": "\n".join(
        f'rule r{number} {{ buy {number} of items "{number}" get 1 free }}' for number in range(1, 7)
    ),
    "a_set_of_nothing": (
        'items tea = category "Tea"\n'
        'rule r { take { 1 of items "1"  1 of items category "Tea" except tea } give 10% off set }'
    ),
    "a_set_of_two_skus_that_are_the_same": (
        'rule r { take { 1 of items "1"  1 of items "2" } give 10% off set same item }'
    ),
    "a_set_of_two_categories_that_is_one_item": (
        'rule r { take { 1 of items category "Tea"  1 of items category "Milk" } give 10% off set same item }'
    ),
    "a_set_of_more_items_than_there_are": (
        'rule r { take 3 of items "1", "2" give 10% off set different items }'
    ),
    "a_set_and_a_plain_rule_meet": (
        'rule pair { take { 1 of items "1"  1 of items "2" } give 10% off set }\n'
        'rule two { on items "2" give 5% off }'
    ),
    "a_tie_with_a_set": (
        "group extras stack per item\n"
        "rule tea { give 10% off group extras }\n"
        "rule three { take 3 of all items give 1 EUR off set group extras }"
    ),
    "group_without_a_rule": "sequence club\ngroup club best per item\nrule tea { give 10% off }",
    "without_a_test": (
        "rule a { give 10% off receipt }\ndraft rule b { give 5% off receipt }\n"
        'test "ten percent" { at 2026-03-04T12:00 receipt { 1 x "1" at 5 EUR } expect rule a gives 0.50 EUR }'
    ),
    "limit_not_yet_evaluated": "rule tea { give 10% off limit 2 times per receipt }",
    "prove_not_checked": 'prove "never for nothing" { always receipt.total >= 0 EUR }',
}
