"""What the extracts can tell: of every indicator whether it has figures, what it lacks, and how many months limits still need.

It stands beside the records because the file and column names of extracts are in the file of the one audience that opens records.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import polars as pl

from indicators import catalogue, figures, levels
from indicators.children import wanted
from indicators.children.wanted import Held, Want
from indicators.judging import phases, reasons, watched
from indicators.roles import View
from indicators.wording import words
from queries.definitions.header import Indicator

MONTHS = "months"  # a kind of want beside those of `wanted`: everything is there, for too few months
FOR_ALERTS = watched.BASE["month"][1] + 1
KINDS = {
    wanted.FILE: ("needs a file you have not loaded", "need a file you have not loaded"),
    wanted.COLUMN: ("needs a column", "need a column"),
    wanted.BELIEF: ("needs a file that was not believed", "need files that were not believed"),
    wanted.DAY: ("needs another day's extract", "need another day's extract"),
    MONTHS: ("needs more months", "need more months"),
}
DO = {wanted.FILE: "Load", wanted.COLUMN: "Add", wanted.BELIEF: "Correct", wanted.DAY: "Load", MONTHS: "Load"}
HOW = (
    f"Limits are drawn from {phases.FEWEST} months that can be compared, and are settled from {phases.SETTLED}. Alerts are for "
    f"percentages and need {FOR_ALERTS} months. A figure that looks back over earlier months needs those months too."
)
NO_CHART = "no limits fit this kind of figure"
CSV = ("stage", "indicator", "title", "has_figures", "figures_from", "figures_to", "months_with_figures", "months_compared",
       "limits_and_alerts", "wants")  # fmt: skip


class Told(NamedTuple):
    """One indicator: its months with figures, the first and last day of them, how many of them limits can use, what is said of
    limits and alerts, what it wants (empty if its figures reach the end), and the kind of the first want.
    """

    indicator: Indicator
    months: int
    first: date | None
    last: date | None
    compared: int
    limits: str
    wants: tuple[Want, ...]

    @property
    def stops(self) -> bool:
        """Whether it has figures, and they end before the newest of its extracts."""
        return bool(self.months and self.wants)


def every(view: View) -> list[Told]:
    """Every indicator, in the order of a child's journey; raises NotAllowed for an audience that may not open records."""
    found, whole = wanted.held(view), view.of(grain="month", breakdown="all", category="All")
    series = {each.id: frame for each, frame in figures.overview(whole)}
    return [_told(each, series.get(each.id, pl.DataFrame()), found) for each in catalogue.indicators(view)]


def _told(indicator: Indicator, frame: pl.DataFrame, found: Held) -> Told:
    """One indicator from its monthly figures; without any row it has none."""
    known = frame.filter(pl.col("symbol").ne_missing("x")) if frame.height else frame
    first, last, end = _end(known, "period_start", 0), _end(known, "period_end", -1), _end(frame, "period_end", -1)
    wants = [] if last and last == end else wanted.of(indicator.id, found, end)
    if not known.height and not wants:
        wants = [_more_days(indicator, found)]
    phase = frame.filter(pl.col("phase") == pl.col("phase").max()) if frame.height else frame
    compared = int(phase["eligible"].sum()) if phase.height else 0
    return Told(indicator, known.height, first, last, compared, _limits(indicator, phase, compared), tuple(wants))


def _end(frame: pl.DataFrame, column: str, place: int) -> date | None:
    return frame[column].sort()[place] if frame.height else None


def _more_days(indicator: Indicator, found: Held) -> Want:
    shared = wanted.shared_days(indicator.id, found)
    back = f", and each figure looks back {indicator.needs_history} months" if indicator.needs_history else ""
    days = f"are all there from {words.day(shared[0])} to {words.day(shared[1])}" if shared and shared[0] <= shared[1] else \
        "share no day"
    return Want(MONTHS, "older or newer extracts", f"extracts of more days, because its lists {days}{back}")


def _limits(indicator: Indicator, phase: pl.DataFrame, compared: int) -> str:
    """'limits and alerts', or how many months are missing until there are some; a reason where no number of months helps."""
    tested = indicator.shown_as == "percentage" and indicator.stage != levels.RECORDING
    more = [_from("alerts", FOR_ALERTS, compared)] if tested and compared < FOR_ALERTS else []
    if reasons.refusal(indicator.shown_as, indicator.timing):
        return NO_CHART
    if compared < phases.FEWEST:
        return "; ".join([_from("limits", phases.FEWEST, compared), *more])
    if phase.filter(pl.col("chart").is_not_null()).is_empty():
        return phase["chart_reason"][-1].removesuffix(".")
    if compared < phases.SETTLED:
        return "; ".join(["trial limits", *more, _from("settled limits", phases.SETTLED, compared)])
    return "limits and alerts" if tested else "limits"


def _from(what: str, needed: int, compared: int) -> str:
    return f"{what} from {needed} months: {needed - compared} more"


def headline(told: list[Told]) -> str:
    """The message: how many indicators have figures, and what the others need."""
    without = [each for each in told if not each.months]
    counts = Counter(each.wants[0].kind for each in without)
    parts = [f"{counts[kind]} {many if counts[kind] > 1 else one}{_such_as(without, kind)}"
             for kind, (one, many) in KINDS.items() if counts[kind]]
    stops = sum(each.stops for each in told)
    early = [f"{stops} {'has none' if stops == 1 else 'have none'} for the newest months"] if stops else []
    return "; ".join([f"{len(told) - len(without)} of {len(told)} indicators have figures", *parts, *early])


def _such_as(without: list[Told], kind: str) -> str:
    """The two files that most of the indicators want, in brackets; empty for another kind."""
    if kind != wanted.FILE:
        return ""
    shorts = most_wanted(without, kind)
    return f" ({', '.join(short.partition(',')[0] for short, _ in shorts[:2])}{' …' if len(shorts) > 2 else ''})"


def most_wanted(told: Iterable[Told], kind: str | None = None) -> list[tuple[str, int]]:
    """(what to bring, how many indicators want it), the most first; of one kind or of all."""
    return Counter(want.short for each in told for want in dict.fromkeys(each.wants)
                   if kind is None or want.kind == kind).most_common()


def shown(each: Told) -> tuple[str, str, str, str]:
    """One row of the page's table: title, figures, limits and alerts, what is wanted."""
    return each.indicator.title, _figures(each), words.capital(each.limits), _wants(each) or "Nothing"


def _figures(each: Told) -> str:
    if each.first is None or each.last is None:
        return f"None (0 of {phases.SETTLED} months)"
    count = f"{each.months}" if each.months >= phases.SETTLED else f"{each.months} of {phases.SETTLED}"
    return f"{count} {'month' if count == '1' else 'months'}, {words.period(each.first, each.last)}"


def _wants(each: Told) -> str:
    """'Load visit.csv (statutory visits). Add the column …'; empty if nothing is wanted."""
    by_kind = {kind: [want.says for want in each.wants if want.kind == kind] for kind in KINDS}
    return " ".join(f"{DO[kind]} {'; '.join(said)}." for kind, said in by_kind.items() if said)


def table(told: list[Told]) -> pl.DataFrame:
    """Every indicator in a row, for a file: columns as in CSV."""
    rows = [(catalogue.STAGES[each.indicator.stage], each.indicator.id, each.indicator.title, "yes" if each.months else "no",
             each.first, each.last, each.months, each.compared, each.limits, _wants(each)) for each in told]
    return pl.DataFrame(rows, schema=list(CSV), orient="row", infer_schema_length=None)
