"""What alerts say: what stands out, where, how many children more or fewer than expected, and since when.

An alert is a reason to look. Its sentences hold what was counted and what was expected, and no claim of how often chance alone
lists as much. Where counts are rounded, an alert adds up many of them, and a share is told as far as that lets it be known.
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Any, cast

import polars as pl

from indicators.judging import phases
from indicators.judging.alerts import BASELINE
from indicators.judging.row_types import Alert
from indicators.judging.untested import Looked
from indicators.row_types import Counted
from indicators.wording import looked_at, rounded, words
from queries.definitions.header import Indicator

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
JUDGED = {"worse": "for the worse", "better": "for the better", "neither": "neither good nor bad in itself"}
NAMED = 3  # alerts that the lead tells
DISPERSED = 1.7  # two dozen months that move by chance alone seldom give a φ of more


def alert(row: Alert, indicator: Indicator, decimals: int = 1) -> str:
    """One alert: what, where, how many more children than expected, and since when.

    'Re-referrals within 12 months, Duty and Assessment: 31.2% (84 of 269) in Aug–Oct 2026 against 22.0% (792 of
    3,600) before, about 25 more children than expected. Above the earlier level since August 2026.' What the time of year, or
    children who come together, have to do with it is said where it matters. `row` is a row of the alerts.
    """
    side = "Above" if row["direction"] == "above" else "Below"
    since = words.begun(row["since"], row["grain"])
    allowed = " ".join(filter(None, [_seasonal(row, decimals), _together(row)]))
    return f"{_what(row, indicator, decimals)} {side} the earlier level since {since}. {allowed}".rstrip()


def part_of_alert(row: Alert, indicator: Indicator, decimals: int = 1) -> str:
    """A team's share in an alert of the authority that tells its story: 'Duty and Assessment: 31.2% (84 of 269) in ...'"""
    return _what(row, indicator, decimals).removeprefix(f"{indicator.title}, ")


def alert_beside(row: Alert, indicator: Indicator, decimals: int = 1) -> str:
    """The alert about the very series whose chart is shown, which needs no name: 'To act on: 31.2% (84 of 269) in Aug–Oct ...'"""
    subject, level = f"{indicator.title}, {words.place_name(row['category'])}: ", {"act": "To act on", "watch": "Worth watching"}
    said = alert(row, indicator, decimals).removeprefix(subject)
    return f"{level[row['level']]}: {said} An alert pools the latest periods, so it may see what no single point shows."


def for_analysts(row: Alert) -> str:
    """The numbers behind an alert: 'p = 0.004, adjusted for all that were tested q = 0.02 · φ = 1.8'; q is rounded up."""
    p, q = (_at_least(row["p"], 3), _at_least(row["q"], 2))
    said = [f"p {p}, adjusted for all that were tested q {q}"]
    said += [f"φ = {words.number(row['phi'])}"] * (row["phi"] > 1)
    return " · ".join(said + [f"season: odds × {words.number(row['odds_ratio'], 2)}"] * (row["odds_ratio"] != 1))


def lead(alerts: pl.DataFrame, indicators: list[Indicator], decimals: int = 1, looked: Sequence[Looked] = ()) -> list[str]:
    """The overview's opening, at most four sentences: how much changed, since when and which way, then the three of most concern.

    `alerts` as the figures give them, with judgement; only those to act on count as changes. Where there are none, the first
    sentence says of how many figures that was asked, or why of none: `looked` is what `figures.looked_at` says, and without it
    nothing was tested. The sentences after the first, where there are any, are about the first rows of `concerns`.
    """
    act = concerns(alerts)
    if act.is_empty():
        return [looked_at.nothing_new(list(looked), alerts.height), *_watched(alerts.height)]
    known = {each.id: each for each in indicators}
    counts = {judged: act.filter(judgement=judged).height for judged in JUDGED}
    ways = ", ".join(f"{_number(count)} {JUDGED[judged]}" for judged, count in counts.items() if count)
    things = "thing stands" if act.height == 1 else "things stand"
    since = words.begun(*act.sort("since").select("since", "grain").row(0))
    first = f"{words.capital(_number(act.height))} {things} out since {since}: {ways}."
    worst = cast(list[Alert], act.head(NAMED).to_dicts())
    return [first, *(_what(row, known[row["indicator"]], decimals) for row in worst)]


def concerns(alerts: pl.DataFrame) -> pl.DataFrame:
    """The alerts to act on: those for the worse first; then one of each indicator before a second, because a team's change
    and the authority's are often the same story; otherwise in the order given.
    """
    order = pl.col("judgement").replace_strict({"worse": 0, "neither": 1, "better": 2}, return_dtype=pl.Int8)
    told_before = pl.int_range(pl.len()).over("indicator")
    return alerts.filter(level="act").sort(order, told_before, maintain_order=True)


def _watched(count: int) -> list[str]:
    verb = "is" if count == 1 else "are"
    return [f"{words.capital(_number(count))} {verb} worth watching."] if count else []


def _what(row: Alert, indicator: Indicator, decimals: int) -> str:
    """What is so now, and what it was before; sums of rounded counts are told as far as they can be known."""
    base, now_of, before_of = row.get("rounded_to") or 1, _counts(row), BASELINE[row["grain"]][0]
    now = _told(row, "", base, now_of, decimals)
    usual = _told(row, "baseline_", base, before_of, decimals)
    subject = f"{indicator.title}, {words.place_name(row['category'])}"
    return f"{subject}: {now} {_window(row, indicator)} against {usual} before, {_excess(row, indicator)}."


def _told(row: Mapping[str, Any], when: str, base: int, added: int, decimals: int) -> str:
    """A share with its counts, each the sum of `added` that were rounded: '31.2% (84 of 269)', 'about 75% (about 15 of 20)'."""
    number, whole = row[f"{when}numerator"], row.get(f"{when}denominator")
    side = Counted(value=row[f"{when}value"], numerator=number, denominator=whole, rounded_to=base)
    shown = words.told(side, "percentage", decimals, added)
    return f"{shown} ({rounded.of(number, whole, base, added)})" if whole else shown


def _seasonal(row: Alert, decimals: int) -> str:
    """What the time of year alone would have made of the earlier level; empty without a season."""
    if row.get("odds_ratio", 1.0) == 1:
        return ""
    return f"At this time of year {words.amount(row['expected_value'], 'percentage', decimals)} would be usual."


def _together(row: Alert) -> str:
    """Why an alert took more than usual, where it did; empty where chance alone would explain the dispersion."""
    if row.get("phi", 1.0) < DISPERSED:
        return ""
    return "This figure varied more before than chance alone explains. So a change had to be larger to be listed."


def _window(row: Alert, indicator: Indicator) -> str:
    """The window in a sentence; a figure "at end" was counted at the end of each of its periods."""
    span = words.period(row["window_start"], row["window_end"])
    if indicator.timing == "during":
        return f"in {span}"
    return f"at {words.day(row['window_end'])}" if _counts(row) == 1 else f"at the ends of the {row['grain']}s {span}"


def _counts(row: Alert) -> int:
    """How many periods a window pools."""
    return row["window_months"] // phases.MONTHS[row["grain"]]


def _excess(row: Alert, indicator: Indicator) -> str:
    """How many more or fewer than expected; of children counted at each month's end, each time."""
    times = 1 if indicator.timing == "during" else _counts(row)
    more, count = "more" if row["excess"] > 0 else "fewer", round(abs(row["excess"]))
    about, each = "about" if count else "less than", " each time" if times > 1 else ""
    return f"{about} {words.people(count or 1, indicator, more)}{each} than expected"


def _at_least(probability: float, decimals: int) -> str:
    """'= 0.02', rounded up, so that it never sounds surer than it is; '< 0.01' of less."""
    least = Decimal(1).scaleb(-decimals)
    if probability < least:
        return f"< {least}"
    return f"= {Decimal(repr(round(float(probability), 8))).quantize(least, ROUND_CEILING)}"


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"
