"""An indicator in the words of councillors and the public: how we compare with places like us, and whether it gets better.

The verdicts are those of every other page; only the words differ. We are clearly above or below places like us where the 95%
interval of our rank among them (`comparison.standing`) lies wholly on one side of the middle rank. Whether an indicator gets
better depends on the limits of our own quarters (`words.verdict`).
"""

from datetime import date
from typing import NamedTuple

import polars as pl

from indicators.comparing import comparison
from indicators.comparing.row_types import Area, Standing
from indicators.wording import public_past, rounded, verdicts, words
from indicators.wording.glossary import THINGS, Thing
from queries.definitions.header import AVERAGES, Indicator

WORSE, BETTER, DIFFERENT, ALIKE, UNKNOWN = "worse", "better", "different", "alike", "unknown"
CONCERN = (WORSE, DIFFERENT, ALIKE, BETTER, UNKNOWN)
LIKE_US = "places like us"
LIKES = 10  # places like us that the department lists for nearly every council
GROUPS = {
    WORSE: f"Clearly worse than in {LIKE_US}",
    DIFFERENT: f"Clearly higher or lower than in {LIKE_US}, which may be good or bad",
    ALIKE: f"No clear difference from {LIKE_US}",
    BETTER: f"Clearly better than in {LIKE_US}",
    UNKNOWN: f"Cannot be compared with {LIKE_US}",
}
WHY_NOT = {
    comparison.NOT_COMPARABLE: "It is written down in another way here, so we cannot compare it with other places.",
    comparison.SIZE: "A large place has more of them, so we cannot compare it with other places.",
}
NO_LIKES = "The list in use names no places like us, so we cannot compare it with them."
FEW_LIKES = "Too few of them have a number, so we cannot compare ours with them."
NEW = "We are a new council. This number looks back to a time before we began, so we cannot compare it with other places."
WHY_NOT |= dict.fromkeys(comparison.FIRST_YEARS, NEW)
NOT_PUBLISHED = "No other council shares this number, so we can only look at our own past."
NO_FIGURE = {"c": "Our number is hidden to protect children.", "x": "We have no number to compare with them."}
NO_COUNTS = "We do not know how many children each number is based on, so we cannot tell a real difference from chance."
YEARS = 6  # on a chart: enough to show a direction, few enough for labels on a telephone
RATE = "rate per 10,000"
EVERY = {RATE: ", for every 10,000 children"}  # goes into a title, because it is too long next to a number


class Block(NamedTuple):
    """The text of the page about one indicator. `against` is worse, better, different, alike or unknown; `lately` is worse,
    better, neither, usual, coarse or unknown; `ask` is a list of questions. Every other field is a sentence or two.
    """

    thing: Thing
    stage: str
    against: str
    lately: str
    headline: str
    number: str
    elsewhere: str
    change: str
    ask: list[str]


def things(known: list[Indicator]) -> list[tuple[Thing, Indicator]]:
    """(plain words, indicator) of each indicator that has plain words, in the order of a child's journey."""
    by_id = {each.id: each for each in known}
    return [(thing, by_id[thing.id]) for thing in THINGS if thing.id in by_id]


def block(
    thing: Thing, indicator: Indicator, standing: Standing | None, own: Area | None, latest: Area | None,
    quarters: pl.DataFrame,
) -> Block:
    """The text of the page about one indicator.

    `standing` comes from `neighbours.this_year`; None where no other authority publishes the indicator. `own` is our row of the
    year compared and `latest` our row of the latest year, None if there is none. `quarters` are our own figures by quarter.
    """
    against, side = against_places(standing, indicator.polarity)
    lately, change = public_past.lately(quarters, standing, indicator.needs_history)
    since = _since(thing, indicator, own, latest)
    return Block(
        thing, indicator.stage, against, lately, f"{thing.name}: {_verdict(against, side)}{_of_late(lately)}",
        number(thing, indicator, own, _finer(standing, against)), _elsewhere(indicator, standing, against, side),
        " ".join(filter(None, [since, change])), [*_why(against, side), *thing.ask],
    )


def against_places(standing: Standing | None, polarity: str) -> tuple[str, str]:
    """(worse, better, different, alike or unknown; 'higher', 'lower' or '') by the interval of our rank among places like us."""
    if standing is None or standing["rank"] is None or standing["ranked"] is None:
        return UNKNOWN, ""
    low, high, middle = standing["rank_lower"], standing["rank_upper"], (standing["ranked"] + 1) / 2
    if low is None or high is None:
        return UNKNOWN, ""
    side = "higher" if low > middle else "lower" if high < middle else ""
    if not side:
        return ALIKE, ""
    if polarity == "neither":
        return DIFFERENT, side
    return BETTER if (side == "higher") == (polarity == "high is good") else WORSE, side


def number(thing: Thing, indicator: Indicator, own: Area | None, base: int = 100) -> str:
    """'In 2024–25, 24 of every 100 referrals came within a year of an earlier one (650 of 2,695).'"""
    if own is None or own.value is None:
        return "There is no number for us yet." if own is None else NO_FIGURE.get(own.symbol, NO_FIGURE["x"])
    when = _when(own.year, indicator)
    many = rounded.of_every(own, indicator.shown_as, base) or _many(own.value, indicator, base)
    if indicator.shown_as in AVERAGES:
        return f"{when}, {thing.of} {thing.did.format(many)}{_counted(own, indicator)}."
    if indicator.shown_as == RATE:
        return f"{when}, there were {many} {thing.of} for every 10,000 children who live here{_counted(own, indicator)}."
    return f"{when}, {many} of every {base:,} {thing.of} {thing.did}{_counted(own, indicator)}."


def text_of(areas: pl.DataFrame, indicator: Indicator) -> str:
    """The line chart of `simple` in words: the first and the last value of each line."""
    said = []
    for name in areas["area_name"].unique(maintain_order=True):
        rows = Area.rows(areas.filter(pl.col("area_name") == name, pl.col("value").is_not_null()).sort("year"))
        ends = [f"{words.amount(row.value, indicator.shown_as, 0)} in {words.financial_year(row.year)}"
                for row in (rows[:1] + rows[-1:] if rows else [])]
        said += [f"{name}: {ends[0]}, {ends[-1]}."] if ends else []
    return " ".join([f"Line chart of {_lower(indicator.title)} by year.", *said])


def simple(areas: pl.DataFrame, middle: pl.DataFrame) -> pl.DataFrame:
    """The rows of three lines: ours, the middle of places like us, and England; columns as in `comparison.areas`.

    `middle` has a row per year with year and neighbours_median. The chart draws the middle as if it were one neighbour.
    """
    likes = middle.select(
        "year", role=pl.lit("neighbour"), area_code=pl.lit("middle"), area_name=pl.lit(words.capital(LIKE_US)),
        position=pl.lit(1, pl.Int64), value="neighbours_median",
    )
    likes = likes.with_columns(symbol=pl.when(pl.col("value").is_null()).then(pl.lit("x")))
    every = pl.concat([areas.filter(pl.col("role").is_in(["own", "england"])), likes], how="diagonal_relaxed")
    return every.filter(pl.col("year") > pl.col("year").max() - YEARS)


def _verdict(against: str, side: str) -> str:
    if against == UNKNOWN:
        return "cannot be compared with other places"
    return {
        WORSE: f"clearly worse here than in {LIKE_US}", BETTER: f"clearly better here than in {LIKE_US}",
        DIFFERENT: f"clearly {side} here than in {LIKE_US}, which may be good or bad",
        ALIKE: f"no clear difference from {LIKE_US}",
    }[against]


def _of_late(lately: str) -> str:
    return {"worse": "; worse than before", "better": "; better than before", "neither": "; not as before"}.get(lately, "")


def _elsewhere(indicator: Indicator, standing: Standing | None, against: str, side: str) -> str:
    """The numbers of the middle of places like us and of England, and whether ours is clearly higher or lower."""
    if standing is None:
        return NOT_PUBLISHED
    base = _finer(standing, against)
    others = ((f"the middle of {LIKE_US} had", standing["neighbours_median"]), ("England had", standing["england"]))
    beside = [f"{name} {_many(value, indicator, base)}" for name, value in others if value is not None]
    every = " for every 10,000 children" if indicator.shown_as == RATE else f" of every {base:,}"
    told = f"In the same year, {' and '.join(beside)}{every}. {_how_many(standing)}" if beside else ""
    if against == UNKNOWN:
        return told + _why_not(standing)
    if against == ALIKE:
        return f"{told}We are not clearly higher or lower."
    good = {WORSE: "That is worse.", BETTER: "That is better.", DIFFERENT: "That may be good or bad."}[against]
    return f"{told}We are clearly {side}. {good}"


def _why_not(standing: Standing) -> str:
    if standing["rank"] is None and verdicts.alone(standing):
        return FEW_LIKES if standing["neighbours_listed"] else NO_LIKES
    if standing["rank"] is None:
        return WHY_NOT.get(standing["note"]) or NO_FIGURE.get(standing["own_symbol"] or "x", NO_FIGURE["x"])
    return NO_COUNTS


def _since(thing: Thing, indicator: Indicator, own: Area | None, latest: Area | None) -> str:
    """A sentence about our own latest year, where it is newer than the year compared; else empty."""
    if own is None or latest is None or latest.year <= own.year or latest.value is None:
        return ""
    every = {RATE: " for every 10,000 children", "percentage": " of every 100"}.get(indicator.shown_as, "")
    when = _when(latest.year, indicator)
    many = rounded.of_every(latest, indicator.shown_as, 100) or _many(latest.value, indicator, 100)
    return f"{when}, our own count was {many}{every}{_counted(latest, indicator)}."


def _how_many(standing: Standing) -> str:
    """How many of the places like us have a number; empty where all have."""
    known, listed = standing["neighbours_known"], standing.get("neighbours_listed") or LIKES
    if standing["neighbours_median"] is None or known is None or known >= listed:
        return ""
    only = "Only " if known <= 2 * listed // 3 else ""
    return f"{only}{known} of the {listed} {LIKE_US} {'has' if known == 1 else 'have'} a number we can use. "


def _why(against: str, side: str) -> list[str]:
    return [f"Why is it {side} here than in {LIKE_US}?"] if against in (WORSE, DIFFERENT) else []


def _finer(standing: Standing | None, against: str) -> int:
    """The base of 'of every 100'; 1,000 where our number and the median differ clearly but round to the same of every 100."""
    if standing is None or against in (ALIKE, UNKNOWN) or standing["own"] is None or standing["neighbours_median"] is None:
        return 100
    alike = words.number(standing["own"], 0) == words.number(standing["neighbours_median"], 0)
    return 1000 if alike and standing["unit"] == "percentage" else 100


def _many(value: float, indicator: Indicator, base: int) -> str:
    return words.number(value * base / 100 if indicator.shown_as == "percentage" else value, 0)


def _counted(own: Area, indicator: Indicator) -> str:
    if own.numerator is None or own.denominator is None:
        return ""
    count, base = round(own.numerator), own.rounded_to
    of = " of {}" if count or base == 1 else " out of {}"  # 'fewer than 3 of 250' would read as if three had been counted
    among = {RATE: " among {} children", **dict.fromkeys(AVERAGES, " among {}")}.get(indicator.shown_as, of)
    return f" ({rounded.count(count, base)}{among.format(format(own.denominator, ',.0f'))})"


def _when(year: int, indicator: Indicator) -> str:
    return f"On {words.day(date(year, 3, 31))}" if indicator.timing == "at end" else f"In {words.financial_year(year)}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
