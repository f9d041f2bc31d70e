"""Questions for members to ask about a figure: its own, or those of its place in a child's journey, and what it has done.

Data prompts questions, it does not pass verdicts. Each question can be answered by somebody in the room, and
none of them takes it that a high figure is bad or a usual one good. An indicator whose header has `ask` is asked that.
"""

import polars as pl

from indicators.row_types import Figure
from indicators.wording import words
from queries.definitions.header import Indicator

STAGES = {
    "front_door": (
        "Who looked again at a sample of these decisions, and what did they find?",
        "Were the children known to us before, and what had we offered them?",
    ),
    "assessment": (
        "Who read a sample of these assessments, and did they hear from the child?",
        "Which children are still waiting, and who is keeping an eye on them?",
    ),
    "child_protection": (
        "Was help for any of these children ended too soon, and who decided that?",
        "When did the other agencies last check that the plans were working?",
    ),
    "workforce": (
        "Which teams were stretched at the time, and what was done to relieve them?",
        "Who has waited longest, and what do their managers say?",
    ),
    "governance": ("Which findings have not been answered yet, and who is answering them?",),
    "data_quality": (
        "Which records are still to be put right, and who is doing it?",
        "Could a gap in recording hide children we should worry about?",
    ),
}
ANYWHERE = "Who has looked at the records behind this figure, and what did they find?"
LAST = "What would have to happen for this figure to change?"


def questions(indicator: Indicator, figures: pl.DataFrame) -> list[str]:
    """Two to four questions about one category: what changed, how others stand, then the work."""
    rows = words.rows_of_one(figures)
    about = [_about_the_change(rows, figures), _about_others(rows, indicator)]
    found = [question for question in (*about, *(indicator.ask or STAGES.get(indicator.stage, (ANYWHERE,)))) if question]
    return found if len(found) > 1 else [*found, LAST]


def _about_the_change(rows: list[Figure], figures: pl.DataFrame) -> str | None:
    run, (mark, said) = words.present_run(rows), words.verdict(figures)
    if run:
        better = run[-1].judgement == "better"
        then = "what will keep it that way" if better else "what has been done since"
        return f"What changed in {words.period_of(run[0])}, and {then}?"
    if mark == words.USUAL:
        return "The figure is as usual: is the usual level good enough?"
    if said == words.TOO_FEW:
        return "It is too soon to judge the figure: what do the records behind it say?"
    if said == words.COARSE:
        return "These counts are too coarse to judge: who sees the exact ones, and what do they say?"
    return None


def _about_others(rows: list[Figure], indicator: Indicator) -> str | None:
    if indicator.polarity == "neither":
        return "Could this figure be too low as well as too high, and how would we know?"
    row = words.latest_of(rows)
    if row is None or row.neighbours_median is None or row.comparator_year is None or row.value is None:
        return None
    theirs, year = words.amount(row.neighbours_median, indicator.shown_as), words.financial_year(row.comparator_year)
    return f"How do we compare with authorities like ours, year for year? Their middle was {theirs} in {year}."
