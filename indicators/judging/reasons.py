"""The reason for a chart's limits, or for the lack of them, in plain sentences shown with the chart."""

from collections.abc import Iterator
from typing import Protocol

import polars as pl

from indicators.judging import phases
from indicators.judging.phases import BASELINE, ENOUGH, FEWEST, SETTLED
from indicators.row_types import Counted, Figure
from queries.definitions.header import AVERAGES

NOT_FOR_GRAIN = {
    "rolling": "No limits: each 12 months shares 11 with the 12 months before, so neighbouring points are "
    "not independent. Compare years that do not overlap.",
    "year": "No limits: a year is too long to wait for a control chart. Compare years with their intervals "
    "and with similar authorities.",
}
STOCK = (
    "No limits: most children counted at the end of one period are counted again at the end of the next, so limits drawn from "
    "the movement between them would be far too narrow. Look at those who start and those who end."
)
LASTING_AVERAGE = (
    "No limits: the same waits are measured again a period later, so limits drawn from the movement between periods would be "
    "far too narrow. The share on time has limits."
)
ROUNDED = (
    "No limits: so few are counted that rounding to the nearest {}, which protects children, moves this figure about as much as "
    "chance does. With exact counts there may be limits."
)
YET = "No limits yet: "
NO_VARIATION = "No limits: the figures of the baseline never vary, so chance cannot be measured."
ROOM = {
    "percentage": "They are wider where fewer are counted.",
    "number": "They are higher for a {grain} with more days.",
    "rate per 10,000": "They are higher for a {grain} with more days.",
    **dict.fromkeys(AVERAGES, "They come from the movement between neighbouring {grain}s."),
}
KINDS = {"percentage": "percentage", "number": "number", "rate per 10,000": "rate", **dict.fromkeys(AVERAGES, "average")}


def refusal(shown_as: str, timing: str) -> str | None:
    """The sentence for a kind of figure that no chart fits, or None; raises ValueError for an unknown `shown_as` or `timing`."""
    if timing not in ("during", "at end"):
        raise ValueError(f'timing is "{timing}"; it must be "during" or "at end".')
    if shown_as not in KINDS:
        raise ValueError(f'shown_as is "{shown_as}", which has neither limits nor a reason for having none.')
    if timing == "at end" and shown_as in AVERAGES:
        return LASTING_AVERAGE
    return STOCK if timing == "at end" and shown_as in ("number", "rate per 10,000") else None


def rounded(row: Counted) -> bool:
    """Whether a row's counts are rounded to protect children."""
    return row.rounded_to > 1


def too_coarse(row: Figure) -> bool:
    """Whether a row's series has no limits because rounding moves it as much as chance does."""
    return row.chart_reason == ROUNDED.format(row.rounded_to)


def too_little(part: pl.DataFrame, shown_as: str) -> str | None:
    """The sentence for a series with too few points or no variation, or None where limits can be drawn."""
    grain, first, passed = part["grain"][0], part.filter("early"), phases.passed(part)
    if passed < FEWEST or first.height < ENOUGH[grain]:
        return _unsettled(grain, part["phase"][0] > 0, first.height, passed)
    same = _same(*first.select(pl.sum("numerator", "denominator")).row(0), shown_as)
    return f"No limits: all of {_first(part, grain)} are {same}, so chance cannot be measured." if same else None


def _unsettled(grain: str, afresh: bool, compared: int, passed: int) -> str:
    """The sentence for too few points: not yet enough, or never enough where the first periods of the phase are over."""
    since = " since the process changed" if afresh else ""
    counted = f"{compared} {grain}{'' if compared == 1 else 's'}"
    if passed == BASELINE[grain]:
        short = f"only {compared} can be compared, and {ENOUGH[grain]} are needed"
        return f"No limits: of the first {passed} {grain}s{since} {short}."
    if compared < passed:
        needed = f"{ENOUGH[grain]} of the first {max(FEWEST, BASELINE[grain])}"
        return f"{YET}of {passed} {grain}s{since or ' so far'} {compared} can be compared, and {needed} are needed."
    return f"{YET}{counted} can be compared{since or ' so far'} and {FEWEST} are needed."


def _first(part: pl.DataFrame, grain: str) -> str:
    """The points that limits rest on: 'the first 24 months', or 'the 10 of the first 12 quarters that can be compared'."""
    passed, compared = phases.passed(part), int(part["early"].sum())
    if compared == passed:
        return f"the first {passed} {grain}s"
    return f"the {compared} of the first {passed} {grain}s that can be compared"


def _same(numerator: int, denominator: int, shown_as: str) -> str | None:
    """The value of a baseline without variation ('0%', '100%', '0'), or None where it varies."""
    if shown_as in AVERAGES:
        return None
    if numerator == 0:
        return "0%" if shown_as == "percentage" else "0"
    return "100%" if shown_as == "percentage" and numerator == denominator else None


class Chart(Protocol):
    """What the reason asks of a chart: whether few are counted, to what counts are rounded, and how far chance is exceeded."""

    exact: bool
    rounded_to: int
    phi: float
    widening: float


def why(drawn: Chart, shown_as: str, part: pl.DataFrame, lasting: bool) -> str:
    """The sentences about a chart's limits. `drawn` is a `limits.Drawn`, `part` the rows of one phase."""
    kind, grain, points = KINDS[shown_as], part["grain"][0], int(part["eligible"].sum())
    since = " since the process changed" if part["phase"][0] else ""
    said = [f"Limits show how far chance alone moves this {kind} around the level of {_first(part, grain)}{since}."]
    said += [ROOM[shown_as].format(grain=grain), *_peculiar(drawn, grain)]
    if points < SETTLED:
        said.append(f"They are trial limits: until {SETTLED} {grain}s can be compared, only single points are marked.")
    if lasting:
        said.append("The same children are counted in several periods, so expect runs on one side of the centre.")
    return " ".join(said)


def _peculiar(drawn: Chart, grain: str) -> Iterator[str]:
    """A sentence for each way in which the limits differ from the usual ones of the chart."""
    if drawn.widening > 1:
        yield (
            f"Wider limits: {grain}s differ by more than chance (φ = {drawn.phi:.1f}), as when brothers and sisters are referred "
            f"together, so the limits are {drawn.widening:.1f} times as wide."
        )
    if drawn.rounded_to > 1:
        yield f"Counts are rounded to the nearest {drawn.rounded_to} to protect children, and the limits allow for that."
    if drawn.exact:
        yield "Where few are counted, they come from exact probabilities."
