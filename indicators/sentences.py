"""The sentences a page opens with: the message of an indicator, an alert, and the overview's lead paragraph.

Made from the same phrases as `words`, from the figures alone. Worse and better are said in words wherever a chart says them in
colour, and no change is said only of what was tested (`looked_at`).
"""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

import polars as pl

from indicators import looked_at, rounded, words
from indicators.untested import Looked
from queries.header import Indicator

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
JUDGED = {"worse": "for the worse", "better": "for the better", "neither": "neither good nor bad in itself"}
NAMED = 3  # changes that the lead tells
DISPERSED = 1.7  # two dozen months that move by chance alone seldom give a φ of more


def headline(figures: pl.DataFrame, indicator: Indicator, where: str = "All", decimals: int = 1) -> str:
    """The message of an indicator's page, from the figures of one category.

    'Re-referrals within 12 months, all teams: higher than usual since August 2026 (lower is better). 31.2% (84 of 269) in
    October 2026.' Where nothing could be tested, the same period a year before stands in for a verdict.
    """
    rows, (mark, said) = words.rows_of_one(figures), words.verdict(figures)
    subject = f"{indicator.title}, {words.place_name(where)}: "
    if mark == words.ABSENT:
        return subject + _lower(said) + "." + _last_known(rows, indicator, decimals)
    latest = words.latest_of(rows)
    shown, newer = figure_when(latest, indicator, decimals), _newer(rows, latest)
    if mark == words.UNKNOWN:
        too_few = f" {looked_at.too_soon(rows, indicator.needs_history)}" if said == words.TOO_FEW else ""
        too_few += f" {words.COARSE} whether this has changed." if said == words.COARSE else ""
        return f"{subject}{shown}{_year_before(rows, latest, indicator, decimals)}{newer}.{too_few}"
    direction = "" if mark == words.USUAL else f" ({words.DIRECTIONS[indicator.polarity]})"
    return f"{subject}{_lower(said)}{direction}. {words.capital(shown)}{newer}."


def figure_when(row: dict, indicator: Indicator, decimals: int = 1) -> str:
    """A figure and its time: '31.2% (84 of 269) in October 2026, provisional'."""
    provisional = ", provisional" if row["provisional"] else ""
    return f"{words.figure(row, indicator, decimals)} {words.when(row, indicator)}{provisional}"


def _newer(rows, latest):
    """How many provisional periods there are after the one that is said; empty for none."""
    count, grain = sum(row["period_start"] > latest["period_start"] for row in rows), latest["grain"]
    unit = "period" if grain == "rolling" else grain
    return f"; {count} newer {unit}{' is' if count == 1 else 's are'} provisional" if count else ""


def _last_known(rows, indicator, decimals):
    """The latest figure there is, where the latest period has none."""
    known = [row for row in rows if row["value"] is not None]
    return f" Last known: {figure_when(known[-1], indicator, decimals)}." if known else ""


def _year_before(rows, latest, indicator, decimals):
    """The same period one year earlier, for figures that cannot be tested against chance; none that rounding alone could make."""
    wanted = (latest["period_end"].year - 1, latest["period_end"].month)
    same = [row for row in rows if (row["period_end"].year, row["period_end"].month) == wanted and row["value"] is not None]
    if not same:
        return ""
    told = rounded.apart(latest, same[0], indicator.shown_as)
    return f"; a year before it was {words.value(same[0], indicator, decimals)}" if told else rounded.NOT_APART


def alert(row: dict, indicator: Indicator, decimals: int = 1) -> str:
    """One alert: what, where, how many more children than expected, and since when.

    'Re-referrals within 12 months, Duty and Assessment: 31.2% (84 of 269) in Aug–Oct 2026 against 22.0% (792 of
    3,600) before, about 25 more children than expected. Above the earlier level since August 2026.' What the time of year, or
    children who come together, have to do with it is said where it matters. `row` is a row of the alerts.
    """
    side = "Above" if row["direction"] == "above" else "Below"
    since = words.begun(row["since"], row["grain"])
    allowed = " ".join(filter(None, [_seasonal(row, decimals), _together(row)]))
    return f"{_what(row, indicator, decimals)} {side} the earlier level since {since}. {allowed}".rstrip()


def part_of_alert(row: dict, indicator: Indicator, decimals: int = 1) -> str:
    """A team's share in an alert of the authority that tells its story: 'Duty and Assessment: 31.2% (84 of 269) in ...'"""
    return _what(row, indicator, decimals).removeprefix(f"{indicator.title}, ")


def alert_beside(row: dict, indicator: Indicator, decimals: int = 1) -> str:
    """The alert about the very series whose chart is shown, which needs no name: 'To act on: 31.2% (84 of 269) in Aug–Oct ...'"""
    subject, level = f"{indicator.title}, {words.place_name(row['category'])}: ", {"act": "To act on", "watch": "Worth watching"}
    said = alert(row, indicator, decimals).removeprefix(subject)
    return f"{level[row['level']]}: {said} An alert pools the latest periods, so it may see what no single point shows."


def for_analysts(row: dict) -> str:
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
    things = "thing has" if act.height == 1 else "things have"
    since = words.begun(*act.sort("since").select("since", "grain").row(0))
    first = f"{words.capital(_number(act.height))} {things} changed since {since} beyond what chance explains: {ways}."
    return [first, *(_what(row, known[row["indicator"]], decimals) for row in act.head(NAMED).to_dicts())]


def concerns(alerts: pl.DataFrame) -> pl.DataFrame:
    """The alerts to act on: those for the worse first; then one of each indicator before a second, because a team's change
    and the authority's are often the same story; otherwise in the order given.
    """
    order = pl.col("judgement").replace_strict({"worse": 0, "neither": 1, "better": 2}, return_dtype=pl.Int8)
    told_before = pl.int_range(pl.len()).over("indicator")
    return alerts.filter(level="act").sort(order, told_before, maintain_order=True)


def move(row: dict, indicator: Indicator, decimals: int = 1) -> str:
    """How far a level moved: 'From 22.1% (793 of 3,588) to 31.4% (560 of 1,783): 9.3 points higher (6.2 to 12.4).'

    `row` is a row of `steps.moved` or `steps.propose`. The interval is left out where there is none; one that reaches across
    nought says so on both sides.
    """
    unit, rest = MOVED[indicator.shown_as]
    before, after = (words.number(row[name], decimals) + unit for name in ("before", "after"))
    if indicator.shown_as == "percentage":
        before += _out_of(row, indicator, "before_")
        after += _out_of(row, indicator, "")
    way = "higher" if row["difference"] > 0 else "lower"
    far = _points(abs(row["difference"]), indicator, decimals)
    return f"From {before} to {after}{rest}: {far} {way}{_reach(row, decimals)}."


def unexplained(row: dict, indicator: Indicator, grain: str, decimals: int = 1) -> str:
    """A proposed step in a line: 'Re-referrals: moved in April 2025, it seems, from 22.1% to 31.4%'."""
    unit, rest = MOVED[indicator.shown_as]
    before, after = (words.number(row[name], decimals) + unit for name in ("before", "after"))
    since = words.begun(row["starts_on"], grain)
    return f"{indicator.title}: moved in {since}, it seems, from {before} to {after}{rest}"


MOVED = {"percentage": ("%", ""), "number": ("", " a month"), "rate per 10,000": ("", " per 10,000 children a month"),
         "average days": (" days", " on average"), "average": ("", " on average")}


def _out_of(row, indicator, when):
    """What a level was counted from; children counted at each month's end are the same ones again, so that is a mean."""
    x, n = row[f"{when}numerator"], row[f"{when}denominator"]
    if indicator.timing == "during":
        return f" ({x:,} of {n:,})"
    times = row[f"{when}periods"]
    return f" ({round(x / times):,} of {round(n / times):,} on average)"


def _points(size, indicator, decimals):
    shown = words.number(size, decimals)
    noun = {"percentage": "point", "average days": "day"}.get(indicator.shown_as)
    return f"{shown} {noun}{'' if float(shown) == 1 else 's'}" if noun else shown


def _reach(row, decimals):
    """The 95% interval of a move, as distances in its own direction."""
    if row["lower"] is None:
        return ""
    low, high = sorted((row["lower"], row["upper"]), key=abs)
    if row["lower"] * row["upper"] < 0:
        below, above = (words.number(abs(row[side]), decimals) for side in ("lower", "upper"))
        return f" (95% interval {below} lower to {above} higher)"
    return f" (95% interval {words.number(abs(low), decimals)} to {words.number(abs(high), decimals)})"


def _watched(count):
    verb = "is" if count == 1 else "are"
    return [f"{words.capital(_number(count))} {verb} worth watching."] if count else []


def _what(row, indicator, decimals):
    now, usual = (words.amount(row[name], "percentage", decimals) for name in ("value", "baseline_value"))
    counted = f"{row['numerator']:,} of {row['denominator']:,}"
    if row.get("baseline_denominator"):
        usual += f" ({row['baseline_numerator']:,} of {row['baseline_denominator']:,})"
    subject = f"{indicator.title}, {words.place_name(row['category'])}"
    return f"{subject}: {now} ({counted}) {_window(row, indicator)} against {usual} before, {_excess(row, indicator)}."


def _seasonal(row, decimals):
    """What the time of year alone would have made of the earlier level; empty without a season."""
    if row.get("odds_ratio", 1.0) == 1:
        return ""
    return f"At this time of year {words.amount(row['expected_value'], 'percentage', decimals)} would be usual."


def _together(row):
    """Why an alert took more than usual, where it did; empty where chance alone would explain the dispersion."""
    if row.get("phi", 1.0) < DISPERSED:
        return ""
    return "This figure may move more than chance by itself, which is allowed for."


def _window(row, indicator):
    """The window in a sentence; a figure "at end" was counted at the end of each of its periods."""
    span = words.period(row["window_start"], row["window_end"])
    if indicator.timing == "during":
        return f"in {span}"
    return f"at {words.day(row['window_end'])}" if _counts(row) == 1 else f"at the ends of the {row['grain']}s {span}"


def _counts(row):
    """How many periods a window pools."""
    return row["window_months"] // {"month": 1, "quarter": 3}[row["grain"]]


def _excess(row, indicator):
    """How many more or fewer than expected; of children counted at each month's end, each time."""
    times = 1 if indicator.timing == "during" else _counts(row)
    more, count = "more" if row["excess"] > 0 else "fewer", round(abs(row["excess"]))
    about, each = "about" if count else "less than", " each time" if times > 1 else ""
    return f"{about} {words.people(count or 1, indicator, more)}{each} than expected"


def _at_least(probability, decimals):
    """'= 0.02', rounded up, so that it never sounds surer than it is; '< 0.01' of less."""
    least = Decimal(1).scaleb(-decimals)
    if probability < least:
        return f"< {least}"
    return f"= {Decimal(repr(round(float(probability), 8))).quantize(least, ROUND_CEILING)}"


def _number(count):
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def _lower(text):
    return text[:1].lower() + text[1:]
