"""The length of waits, for an indicator about waits: figures from the view's file, and sentences about them.

The figures count the waits that have ended and those that are still open.
"""

from dataclasses import dataclass
from typing import cast

import polars as pl

from indicators.children.row_types import Curve, CurveDay, Wait
from indicators.roles import View
from indicators.row_types import Counted
from indicators.statistics import rounding
from indicators.wording import rounded, words
from queries.definitions.header import Indicator
from queries.model import waits as followed

GRAINS = {"month": ("quarter", "year"), "quarter": ("quarter", "year"), "year": ("year", "quarter"),
          "rolling": ("rolling", "quarter", "year")}
TOO_FEW = "too few to say"
MONTHS = {91: "3 months", 183: "6 months", 365: "12 months"}


@dataclass(frozen=True)
class Kind:
    """A kind of wait (queries/model/waits.toml) in words: its heading, noun and people, and the reason for the method."""

    id: str
    title: str
    wait: str
    people: str
    why: str

    @property
    def returns(self) -> bool:
        """Whether its end is a return, so that what counts is the share that has ended, not the share that lasts."""
        return followed.every()[self.id].returns


HIDDEN = "Counting only the gaps that ended would leave out {} since."
YOUNG = ("Children are followed for the same time after every closure. A newer closure has had less time for a child to come "
         "back and would look better than it is, so it is shown only once that time has passed.")
KINDS = {kind.id: kind for kind in (
    Kind("case_supervision", "How long children on plans wait to be discussed", "gaps between sessions", "children",
         HIDDEN.format("children who have not been discussed")),
    Kind("worker_supervision", "How long workers wait to be supervised", "gaps between sessions", "workers",
         HIDDEN.format("workers who have not been supervised")),
    Kind("visit", "How long children on plans wait to be seen", "gaps between visits", "children",
         HIDDEN.format("children who have not been seen")),
    Kind("no_further_action", "How soon children come back after a referral is closed with no further action",
         "referrals closed with no further action", "children", YOUNG),
    Kind("closure", "How soon children come back after their support has ended", "closures", "children", YOUNG),
)}


def kind_of(indicator: Indicator) -> Kind | None:
    """The kind of wait named in an indicator's header; None for most indicators."""
    return KINDS.get(indicator.waits)


def figures(view: View, kind: Kind) -> pl.DataFrame:
    """The figures of a kind for the view's team and for all teams, at the view's grain or the nearest that is held.

    Columns as in `data/publishing/waiting_times.py`, and value, lower, upper in percent: the share that lasts longer than the
    standard or, for a kind that returns, the share that has returned by then. Empty where the audience's file holds none.
    """
    every = view.ask("waiting", kind=kind.id)
    here = every.filter((pl.col("category") == view.category) | (pl.col("breakdown") == "team"))
    grain = next((each for each in GRAINS[view.grain] if each in set(here.filter(category=view.category)["grain"])), None)
    over, lower, upper = (pl.col(name) for name in ("share_over", "share_lower", "share_upper"))
    shares = (100 - over, 100 - upper, 100 - lower) if kind.returns else (over, lower, upper)
    found = here.filter(grain=grain) if grain else here.clear()
    return found.with_columns(value=shares[0], lower=shares[1], upper=shares[2])


def told(figures: pl.DataFrame, category: str) -> list[Wait]:
    """The rows of a category in the latest period that has its longest standard, a row for each standard."""
    own = figures.filter(category=category)
    longest = own.filter(pl.col("standard_days") == pl.col("standard_days").max())
    latest = longest.select(pl.col("period_end").max())
    return Wait.rows(own.join(latest, on="period_end", how="semi").sort("standard_days"))


def year_before(figures: pl.DataFrame, row: Wait) -> Wait | None:
    """The row of the same figure one year earlier, or None."""
    end = row.period_end
    same = figures.filter(category=row.category, standard_days=row.standard_days)
    found = same.filter(pl.col("period_end").dt.year() == end.year - 1, pl.col("period_end").dt.month() == end.month)
    return Wait.rows(found)[0] if found.height else None


def curve(view: View, kind: Kind, row: Wait) -> pl.DataFrame:
    """The curve of a row: day, value, lower, upper in percent, lasting or returned as in the row's own value."""
    key = {name: getattr(row, name) for name in ("standard_days", "grain", "period_start", "breakdown", "category")}
    found = view.ask("waiting_curve", kind=kind.id, **key)
    share, lower, upper = (100 * pl.col(name) for name in ("share", "lower", "upper"))
    sides = (100 - share, 100 - upper, 100 - lower) if kind.returns else (share, lower, upper)
    return found.select("day", value=sides[0], lower=sides[1], upper=sides[2])


def part(view: View, kind: Kind, row: Wait, decimals: int) -> Curve:
    """A row with its curve and the share in words, for the chart."""
    said = "" if row.value is None else told_share(row, decimals)
    return Curve(row, said, cast(list[CurveDay], curve(view, kind, row).to_dicts()))


def headline(rows: list[Wait], kind: Kind, decimals: int) -> str:
    """The message: 'Half of the gaps between sessions end within 26 days (24 to 28); 19.2% last longer than 31 days (…).'"""
    row = rows[-1]
    if row.symbol:
        more = "" if row.symbol == "c" else ": not enough of them could be followed from their start"
        return f"{words.capital(_why_not(row))}{more}."
    if kind.returns:
        within = [f"{share(each, decimals)} within {MONTHS[each.standard_days]}" for each in rows[:-1]]
        others = f"; {' and '.join(within)}" if within else ""
        longest = MONTHS[row.standard_days]
        return f"After {share(row, decimals)} of {kind.wait}, the child was referred again within {longest}{others}."
    longer = f"{share(row, decimals)} last longer than {row.standard_days} days"
    half = median(row)
    return f"Half of the {kind.wait} end within {half}; {longer}." if half else f"Of the {kind.wait}, {longer}."


def subject(kind: Kind) -> str:
    """The title of a kind's curve."""
    if kind.returns:
        return f"Share of {kind.wait} after which the child was referred again, by days since then"
    return f"Share of {kind.wait} that last longer, by number of days"


def counted(row: Wait, kind: Kind) -> str:
    """The counts behind a row: '819 gaps between sessions, of 248 children, in Jul–Sep 2026; 569 of them ended in it. ...'

    Rounded counts are 'about 570 of them', and a rounded 0 is 'fewer than 3'.
    """
    if row.spells is None:
        return ""
    base, when, of = row.rounded_to, words.period_of(row), f"{row.spells:,} {kind.wait}"
    events, late = (rounded.about(count, base) for count in (row.events, row.open_over))
    if kind.returns:
        return f"{of} in {when}; {events} of them were followed by a return within {MONTHS[row.standard_days]}."
    ended = f"{of}, of {row.people:,} {kind.people}, in {when}; {events} of them ended in it."
    return f"{ended} Of those still open at its end, {late} had lasted longer than {row.standard_days} days already."


def share(row: Wait, decimals: int) -> str:
    """A row's share with its interval: '19.2% (16.0% to 22.4%)', or why there is none."""
    if row.value is None:
        return _why_not(row)
    lower, upper = (words.amount(end, "percentage", decimals) for end in (row.lower, row.upper))
    return f"{told_share(row, decimals)} ({lower} to {upper})"


def told_share(row: Wait, decimals: int) -> str:
    """A row's share: '19.2%'; 'about 19%' from rounded counts, and a range such as '0 to 4%' for a rounded none or all."""
    base, of = row.rounded_to, row.spells if KINDS[row.kind].returns else row.people
    if base == 1 or row.value is None or of is None:
        return words.amount(row.value, "percentage", decimals)
    counted = rounding.nearest(row.value / 100 * of, base)
    return rounded.share(Counted(value=row.value, numerator=counted, denominator=of, rounded_to=base), decimals)


def median(row: Wait) -> str:
    """'26 days (24 to 28)', '26 days (24 or more)', 'about 26 days (21 to 28)'; empty without a median."""
    if row.median is None:
        return ""
    sides = (row.median, row.median_lower, row.median_upper)
    middle, lower, upper = (None if side is None else f"{side:g}" for side in sides)
    reach = f"{lower} to {upper}" if upper else f"{lower} or more"
    about = "about " if row.rounded_to > 1 else ""
    return f"{about}{middle} days ({reach})" if lower else f"{about}{middle} days"


def _why_not(row: Wait) -> str:
    return words.symbol("c") if row.symbol == "c" else TOO_FEW
