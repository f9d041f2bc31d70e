"""Alerts in sentences: the figure, the place, how many children more or fewer than expected, and since when.

An alert is a reason to look. Its sentences give the counts and the expected count; they do not say how often chance alone would
list it. Where counts are rounded an alert adds up many of them, so its share has the doubt that their rounding leaves.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

import polars as pl

from indicators.judging import phases
from indicators.judging.alerts import BASELINE
from indicators.judging.row_types import Alert
from indicators.judging.untested import Looked
from indicators.judging.watched import ACT
from indicators.row_types import Counted
from indicators.statistics import detector
from indicators.wording import looked_at, rounded, words
from queries.definitions.header import Indicator

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
JUDGED = {"worse": "for the worse", "better": "for the better", "neither": "neither good nor bad in itself"}
NAMED = 3  # alerts described in the lead
MANY = 4  # alerts that begin in one period, from which they are told as one: chance makes as many at once in few years
DISPERSED = 1.7  # two dozen months that move by chance alone seldom give a φ of more


def alert(row: Alert, indicator: Indicator, decimals: int = 1) -> str:
    """One alert: the figure, the place, how many more children than expected, and since when.

    'Re-referrals within 12 months, Duty and Assessment: 31.2% (84 of 269) in Aug–Oct 2026 against 22.0% (792 of
    3,600) before, about 25 more children than expected. Above the earlier level since August 2026.' A sentence follows where the
    season, or more variation than chance, changed the test.
    """
    side = "Above" if row["direction"] == "above" else "Below"
    since = words.begun(row["since"], row["grain"])
    allowed = " ".join(filter(None, [_seasonal(row, decimals), _together(row)]))
    told = f"{_what(row, indicator, decimals)} {side} the earlier level since {since}."
    return " ".join(filter(None, [told, allowed, _standing(row), by_chance(row)]))


def _standing(row: Alert) -> str:
    """When an alert to act on was first listed, and whether later periods alone show its change."""
    if row["raised"] is None:
        return ""
    first = f"First listed with the figures to {words.day(row['raised'])}"
    unit = row["grain"]
    return f"{first}; the {unit}s after that confirm it." if row["confirmed"] else f"{first}; no later {unit}s confirm it yet."


def by_chance(row: Alert) -> str:
    """How seldom chance alone makes a change as marked as this one, for as many figures as were judged with it.

    'If nothing at all had changed on these 141 figures, a change as marked as this would come about once in 3 years.'
    """
    years = detector.once_in_years(row["evidence"], row["among"], phases.MONTHS[row["grain"]])
    often = "once a year" if years == 1 else f"{'less than ' * (years == detector.SAID[-1])}once in {years} years"
    among = f"these {row['among']:,} figures"
    return f"If nothing at all had changed on {among}, a change as marked as this would come about {often}."


def part_of_alert(row: Alert, indicator: Indicator, decimals: int = 1) -> str:
    """A team's figures under the authority's alert that covers them: 'Duty and Assessment: 31.2% (84 of 269) in ...'"""
    return _what(row, indicator, decimals).removeprefix(f"{indicator.title}, ")


def alert_beside(row: Alert, indicator: Indicator, decimals: int = 1) -> str:
    """The alert next to the chart of its own series, without a name: 'To act on: 31.2% (84 of 269) in Aug–Oct ...'"""
    subject, level = f"{indicator.title}, {words.place_name(row['category'])}: ", {"act": "To act on", "watch": "Worth watching"}
    said = alert(row, indicator, decimals).removeprefix(subject)
    return f"{level[row['level']]}: {said} An alert pools the latest periods, so it can find a change that no single point shows."


def for_analysts(row: Alert) -> str:
    """The numbers behind an alert: 'evidence of a lasting change 7.2 (listed from 5.75) · φ = 1.8'."""
    said = [f"evidence of a lasting change {words.number(row['evidence'])} (listed from {ACT[row['grain']]})"]
    said += [f"φ = {words.number(row['phi'])}"] * (row["phi"] > 1)
    return " · ".join(said + [f"season: odds × {words.number(row['odds_ratio'], 2)}"] * (row["odds_ratio"] != 1))


def lead(alerts: pl.DataFrame, indicators: list[Indicator], decimals: int = 1, looked: Sequence[Looked] = ()) -> list[str]:
    """The overview's opening, at most four sentences: how many figures changed, since when, which way, then the most worrying.

    `alerts` has the columns of `alerts.COLUMNS` and judgement; only those to act on count as changes. Without any, the first
    sentence says how many figures were tested, or why none was: `looked` comes from `figures.looked_at`. The sentences after it
    describe the first rows of `concerns`.
    """
    act = concerns(alerts)
    if act.is_empty():
        return [looked_at.nothing_new(list(looked), alerts.height), *_watched(alerts.height)]
    known = {each.id: each for each in indicators}
    counts = {judged: act.filter(judgement=judged).height for judged in JUDGED}
    ways = ", ".join(f"{_number(count)} {JUDGED[judged]}" for judged, count in counts.items() if count)
    things = "change stands" if act.height == 1 else "changes stand"
    since = words.begun(*act.sort("since").select("since", "grain").row(0))
    oldest = f"{', the oldest' if act['since'].n_unique() > 1 else ''} since {since}"
    first = f"{words.capital(_number(act.height))} {things} out{oldest}: {ways}.{_begun_together(act)}"
    worst = cast(list[Alert], act.head(NAMED).to_dicts())
    return [first, *(_what(row, known[row["indicator"]], decimals) for row in worst)]


def together(act: pl.DataFrame) -> list[date]:
    """The periods in which so many changes to act on began that they are told as one: MANY or more, the earliest first."""
    return act.group_by("since").len().filter(pl.col("len") >= MANY).sort("since")["since"].to_list()


def as_one(since: date, count: int, grain: str) -> str:
    """What many changes that began together mean: 'Five changes began in May 2025: many that begin together may have ...'"""
    began = f"{words.capital(_number(count))} changes began in {words.begun(since, grain)}"
    one = "Changes that begin together often have one cause, such as a new system, a new rule or one event"
    return f"{began}. {one}: ask for it first."


def _begun_together(act: pl.DataFrame) -> str:
    begun = [(act.filter(since=day), day) for day in together(act)]
    said = [f"{_number(same.height)} began in {words.begun(day, same['grain'][0])}" for same, day in begun]
    return f" {words.capital(' and '.join(said))}: ask first for one cause." if said else ""


def concerns(alerts: pl.DataFrame) -> pl.DataFrame:
    """The alerts to act on: those for the worse first; then one of each indicator before a second, because a team's change
    and the authority's often have the same children; otherwise in the order given.
    """
    order = pl.col("judgement").replace_strict({"worse": 0, "neither": 1, "better": 2}, return_dtype=pl.Int8)
    told_before = pl.int_range(pl.len()).over("indicator")
    return alerts.filter(level="act").sort(order, told_before, maintain_order=True)


def _watched(count: int) -> list[str]:
    verb = "is" if count == 1 else "are"
    return [f"{words.capital(_number(count))} {verb} worth watching."] if count else []


def _what(row: Alert, indicator: Indicator, decimals: int) -> str:
    """The share in the window, the share before it, and the children more or fewer than expected."""
    base, now_of, before_of = row.get("rounded_to") or 1, _counts(row), BASELINE[row["grain"]]
    now = _told(row, "", base, now_of, decimals)
    usual = _told(row, "baseline_", base, before_of, decimals)
    subject = f"{indicator.title}, {words.place_name(row['category'])}"
    return f"{subject}: {now} {_window(row, indicator)} against {usual} before, {_excess(row, indicator)}."


def _told(row: Mapping[str, Any], when: str, base: int, added: int, decimals: int) -> str:
    """A share with its counts, each a sum of `added` counts: '31.2% (84 of 269)', rounded 'about 75% (about 15 of 20)'."""
    number, whole = row[f"{when}numerator"], row.get(f"{when}denominator")
    side = Counted(value=row[f"{when}value"], numerator=number, denominator=whole, rounded_to=base)
    shown = words.told(side, "percentage", decimals, added)
    return f"{shown} ({rounded.of(number, whole, base, added)})" if whole else shown


def _seasonal(row: Alert, decimals: int) -> str:
    """The share expected at this time of year; empty without a season."""
    if row.get("odds_ratio", 1.0) == 1:
        return ""
    return f"At this time of year {words.amount(row['expected_value'], 'percentage', decimals)} would be usual."


def _together(row: Alert) -> str:
    """Why a larger change than usual was needed for this alert; empty where chance alone explains the dispersion."""
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
    """How many more or fewer than expected; 'each time' where children are counted at each month's end."""
    times = 1 if indicator.timing == "during" else _counts(row)
    more, count = "more" if row["excess"] > 0 else "fewer", round(abs(row["excess"]))
    about, each = "about" if count else "less than", " each time" if times > 1 else ""
    return f"{about} {words.people(count or 1, indicator, more)}{each} than expected"


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"
