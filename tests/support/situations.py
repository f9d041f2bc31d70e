"""Situations that pages of the invented authority seldom or never meet, made by hand: small series, alerts, places among others,
levels that were looked at, moves and actions. `seldom_said` asks the product what it says in them.
"""

from datetime import date, datetime

import polars as pl
from msgspec.structs import replace

from indicators.comparing import comparison
from indicators.judging import reasons
from indicators.judging.untested import Looked
from tests.support import rows
from tests.support.series_frames import figures, indicator

FLAT = [(20, 100), (22, 100), (18, 100), (21, 100), (19, 100), (20, 100)] * 4
RISEN = [*FLAT, (20, 100), (45, 100), (46, 100), (45, 100)]
FALLEN = [*FLAT, (3, 100), (2, 100)]
CLIMB = [*FLAT, *[(17 + step, 100) for step in range(8)]]
COMPARED = {"comparator_year": 2025, "neighbours_median": 22.2, "region": 21.7, "england": 22.6}
WAITS = {"shown_as": "average days", "timing": "at end"}
COARSE = {"chart_reason": pl.lit(reasons.ROUNDED.format(5)), "centre": pl.lit(None, pl.Float64), "rounded_to": pl.lit(5)}
SERIES = {
    "as usual": figures(FLAT, comparators=COMPARED),
    "higher for three months": figures(RISEN, comparators=COMPARED),
    "higher in one month": figures(RISEN[:-2], end=date(2026, 8, 31)),
    "higher by quarter": figures(RISEN, grain="quarter", end=date(2026, 9, 30)),
    "higher, then as usual": figures([*RISEN, (20, 100)]),
    "lower": figures(FALLEN),
    "rising": figures(CLIMB),
    "a shift of eight months": figures([*FLAT, *[(25, 100)] * 8]),
    "a newest month that is provisional": figures([*FLAT, (20, 100), (60, 100)], provisional=[25]),
    "hidden at first, provisional at last": figures(["c", *RISEN[1:], (44, 100)], provisional=[28], comparators=COMPARED),
    "two newest months that are provisional": figures([*RISEN, (1, 100), "x"], provisional=[28, 29]),
    "six months": figures(FLAT[:6]),
    "one month, and provisional": figures([(31, 100)], provisional=[0]),
    "a newest month that is hidden": figures([*RISEN, "c"]),
    "a newest month that is missing": figures([*FLAT, "x"]),
    "all hidden": figures(["c", "c"]),
    "nobody to count": figures([*FLAT, (0, 0)]),
    "no figures": figures(FLAT).clear(),
    "all of everybody": figures([(20, 20)] * 13),
    "rounded": figures(FLAT).with_columns(rounded_to=pl.lit(5)),
    "too coarse once rounded": figures(FLAT).with_columns(**COARSE),
    "years": figures([(20, 100), (22, 100), (25, 100)], grain="year", end=date(2026, 3, 31)),
    "twelve months at a time": figures(FLAT, grain="rolling"),
}
OTHERS = {
    "a count at each month's end": (figures([(300, 1), *[(200, 1)] * 11, (241, 1)], shown_as="number", timing="at end"),
                                    indicator(shown_as="number", timing="at end", title="Children on plans")),
    "an average wait": (figures([(91, 3)] * 13, **WAITS), indicator(**WAITS, denominator="Workers in post", title="Days waited")),
    "a rate": (figures([(54, 20_000)] * 13, shown_as="rate per 10,000").with_columns(pl.col("value") * 10_000),
               indicator(shown_as="rate per 10,000", title="A rate")),
}
SEEN = {"few": figures([(2, 10)] * 30), "nearly all": figures([(95, 100)] * 30), "hardly anybody": figures([(1, 2)] * 30)}
ALERT = {
    "indicator": "re_referrals", "breakdown": "team", "category": "Duty and Assessment", "direction": "above", "level": "act",
    "judgement": "worse", "window_start": date(2026, 8, 1), "window_end": date(2026, 10, 31), "numerator": 84, "denominator": 269,
    "value": 100 * 84 / 269, "baseline_value": 22.0, "baseline_numerator": 792, "baseline_denominator": 3600,
    "expected_value": 22.0, "odds_ratio": 1.0, "phi": 1.0, "excess": 84 - 0.22 * 269, "rounded_to": 1,
    "raised": date(2026, 10, 31), "confirmed": False, "since": date(2026, 8, 1), "grain": "month", "window_months": 3,
    "told_with": None, "evidence": 7.2, "among": 120,
}
QUARTERS = {"grain": "quarter", "window_start": date(2026, 4, 1), "window_end": date(2026, 9, 30), "since": date(2026, 1, 1),
            "window_months": 6}
ALERTS = {
    "more children, for the worse": {},
    "fewer children": {"direction": "below", "excess": -12.3},
    "one child more": {"excess": 1.2},
    "less than a child more": {"excess": 0.3},
    "by quarter": QUARTERS,
    "a season": {"odds_ratio": 1.234, "expected_value": 25.3},
    "a restless figure": {"phi": 2.13},
    "hardly by chance": {"phi": 1.44, "evidence": 10.6},
    "confirmed since": {"raised": date(2026, 7, 31), "confirmed": True, "evidence": 9.0},
    "the whole authority, to watch": {"category": "All", "breakdown": "all", "level": "watch", "evidence": 5.2, "raised": None},
    "rounded counts": {"numerator": 15, "denominator": 20, "value": 75.0, "rounded_to": 5, "excess": 10.4},
    "rounded to none": {"numerator": 0, "denominator": 20, "value": 0.0, "rounded_to": 5, "direction": "below", "excess": -4.4},
}
STANDING = {
    "year": 2025, "own": 24.06, "own_symbol": None, "own_lower": 21.9, "own_upper": 26.3, "neighbours_median": 22.2,
    "neighbours_mean": 22.0, "neighbours_known": 10, "neighbours_listed": 10, "region": 21.7, "england": 22.6, "rank": 8,
    "ranked": 11, "rank_lower": 5, "rank_upper": 10, "note": None, "outside": 0, "centre": 22.6, "phi": 27.04, "between": 3.34,
    "national_rank": 121, "national_ranked": 153, "quarter": 4, "band": "D", "trend": "none", "change": 4.1, "change_lower": -1.8,
    "change_upper": 6.4, "too_new": None, "unit": "percentage",
}
NO_RANK = {"rank": None, "rank_lower": None, "rank_upper": None}
OUTSIDE_ENGLAND = {"national_rank": None, "quarter": None, "band": None, "outside": None}  # what `national.standing` then leaves
NO_PAST = {"trend": None, "change": None, "change_lower": None, "change_upper": None}
NOWHERE = {"year": None, "own": None, "own_lower": None, "own_upper": None, "neighbours_median": None, "neighbours_mean": None,
           "neighbours_known": 0, "region": None, "england": None, "ranked": 0, "centre": None, "phi": None, "between": None,
           "national_ranked": None}
PLACES = {
    "in the middle": {},
    "surely 8th": {"rank_lower": 8, "rank_upper": 8},
    "clearly higher": {"rank": 9, "rank_lower": 7, "rank_upper": 10, "outside": 2, "change_lower": 1.8, "trend": "rising"},
    "clearly lower": {"rank": 2, "rank_lower": 1, "rank_upper": 4, "outside": -1, "phi": None, "national_rank": 1, "quarter": 1,
                      "band": "A", "trend": "falling", "change": -4.1, "change_lower": -6.4, "change_upper": -1.8},
    "higher by less than 1 in 100": {"rank": 9, "rank_lower": 7, "rank_upper": 10, "own": 22.4, "neighbours_median": 21.6},
    "neither way is good": {"band": None},
    "six of ten neighbours": {"neighbours_known": 6},
    "one neighbour": NO_RANK | {"neighbours_known": 1},
    "no neighbours": NO_RANK | {"neighbours_known": 0, "neighbours_listed": 0, "neighbours_median": None},
    "recorded differently": NO_RANK | OUTSIDE_ENGLAND | {"note": comparison.NOT_COMPARABLE},
    "a number": NO_RANK | OUTSIDE_ENGLAND | {"note": comparison.SIZE},
    "a new authority": NO_RANK | {"note": comparison.FIRST_YEARS[0], "trend": None},
    "hidden": NO_RANK | OUTSIDE_ENGLAND | NO_PAST | {"own": None, "own_symbol": "c", "own_lower": None, "own_upper": None},
    "without counts": {"rank_lower": None, "rank_upper": None, "own_lower": None, "outside": None, "centre": None} | NO_PAST,
    "an average": {"rank_lower": None, "rank_upper": None, "own_lower": None, "unit": "average", "trend": None, "centre": None},
    "never published": NO_RANK | OUTSIDE_ENGLAND | NO_PAST | NOWHERE,
}
OURS = rows.area(value=24.06, numerator=648.0, denominator=2693.0)
WHOLE = Looked("all", "month", 44, 59, 15, 0, 0, 0, 0, 13, 13, None, 1)
LOOKED = {
    "exact months": WHOLE,
    "one figure": WHOLE._replace(tested=1, held=1, unfit=0),
    "most not tested": WHOLE._replace(tested=9, few=20, broken=1, coarse=14),
    "one month": WHOLE._replace(tested=0, few=44, most=1, first=date(2027, 10, 1)),
    "no month": WHOLE._replace(tested=0, few=44, most=0, first=date(2027, 11, 1)),
    "rounded months": WHOLE._replace(rounded_to=5),
    "exact quarters": WHOLE._replace(grain="quarter"),
    "rounded quarters of teams": WHOLE._replace(grain="quarter", rounded_to=5, breakdown="team"),
    "all too coarse": WHOLE._replace(tested=0, coarse=44, rounded_to=5),
    "broken": WHOLE._replace(tested=0, broken=44),
    "the same children again": WHOLE._replace(tested=39, again=5),
    "nothing held": WHOLE._replace(tested=0, held=0, unfit=0),
}
FOLLOWED = {
    "judgement": "worse", "grain_seen": "month", "since": date(2026, 3, 1), "periods": 4, "numerator": 98, "denominator": 443,
    "found_numerator": 140, "found_denominator": 449, "before_numerator": 792, "before_denominator": 3600, "done_on": None,
    "due_on": date(2026, 11, 3), "noted_at": datetime(2026, 1, 5, 9), "done_by": None,
}
MOVE = {"starts_on": date(2025, 4, 1), "before_numerator": 793, "before_denominator": 3588, "before_periods": 24, "before": 22.1,
        "numerator": 560, "denominator": 1783, "periods": 12, "after": 31.4, "difference": 9.3, "lower": 6.2, "upper": 12.4}
GAP = {"kind": "visit", "child_id": "C1", "worker_id": "W1", "person": "C1", "team": "Duty and Assessment",
       "day": date(2026, 10, 31), "first_day": date(2026, 1, 5), "clock_start": date(2026, 8, 21), "since": "held",
       "gap_days": 71, "standard_days": 28, "due_date": date(2026, 9, 18), "overdue_days": 43}
YOUNG = GAP | {"since": "start", "gap_days": 1, "overdue_days": 0, "clock_start": date(2026, 10, 30),
               "due_date": date(2026, 11, 27)}
NO_GAPS = dict.fromkeys(("past", "past by half", "past twice"), 0)
LOW = NO_GAPS | {f"{name}_share": 0.0 for name in NO_GAPS}
OF_GAPS = {  # changes of `rows.GAPS`: whether the counts are exact, and whether the longest gap is told
    "of all teams": ({}, True, True), "of a team": ({"category": "North"}, True, True),
    "of none past the standard": (LOW, True, True),
    "rounded": (LOW | {"rounded_to": 5, "people": 235, "past": 10, "past_share": 4.0, "due": 10}, False, False),
    "rounded to none": (LOW | {"rounded_to": 5, "people": 235, "due": 0}, False, False),
    "hidden": ({"past": None, "people": None, "due": None, "symbol": "c"}, False, False),
}
RETURN = rows.wait(kind="closure", standard_days=365, spells=588, events=156, open_over=None, median=None, median_lower=None,
                   median_upper=None, value=26.5, lower=23.2, upper=30.3)
SOONER = replace(RETURN, standard_days=91, value=9.0, lower=7.0, upper=11.6)
OF_WAITS = {
    "gaps": [rows.wait()], "half not known": [rows.wait(median=None)],
    "the end of its interval not known": [rows.wait(median_upper=None)],
    "returns": [SOONER, RETURN], "returns by one day": [RETURN],
    "hidden": [rows.wait(symbol="c", value=None, spells=None)], "too few": [rows.wait(symbol="u", value=None, spells=None)],
}
