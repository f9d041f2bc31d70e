"""What the product says in situations that its pages seldom meet, for the file for review.

SECTIONS holds, by the heading it has there, a function that gives (situation, what is said) for each of its situations. They call
the product's own functions by their module, and when asked, so that what is said is what the product says now.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import product

import polars as pl
from msgspec.structs import replace

from indicators.charts import every_year, one_year, sparkline, trend
from indicators.charts.style import Look
from indicators.children import gaps, waits
from indicators.comparing.row_types import Area
from indicators.following import progress
from indicators.judging import alerts, icons
from indicators.wording import (
    alert_sentences,
    detectable,
    glossary,
    looked_at,
    public,
    public_past,
    public_summary,
    questions,
    rounded,
    sentences,
    verdicts,
    words,
)
from queries.definitions import header
from tests.support import rows, situations
from tests.support.series_frames import figures, indicator
from tests.support.situations import ALERT, OURS, RISEN, SERIES, STANDING

Said = Iterator[tuple[str, str]]
SEEN_TOO = ("as usual", "higher by quarter", "six months")


def _figures() -> Said:
    for name, row in {"a percentage": (634, 2707), "none": (0, 12), "nobody": (0, 0), "a few of many": (1, 9000),
                      "nearly all": (8999, 9000)}.items():
        yield name, words.figure(words.rows_of_one(figures([row]))[0], indicator())
    for counts, base in (((0, 20), 5), ((20, 20), 5), ((5, 20), 5), ((35, 70), 5)):
        (row,) = words.rows_of_one(figures([counts]).with_columns(rounded_to=pl.lit(base)))
        yield f"{counts[0]} of {counts[1]}, rounded to {base}", words.figure(row, indicator(), 0)
    for letter in "cxzu":
        yield f"symbol {letter}", words.symbol(letter)
    for grain, timing in product(("month", "quarter", "year", "rolling"), ("during", "at end")):
        (row,) = words.rows_of_one(figures([(1, 2)], grain=grain, end=date(2026, 3, 31)))
        yield f"{grain}, {timing}", words.when(row, indicator(timing=timing))
    yield "a window over New Year", words.period(date(2026, 11, 1), date(2027, 1, 31))
    build = {"authority": "Saltmere", "data_to": None, "built_at": datetime(2026, 11, 3, 9, 30), "invented": False}
    yield "published figures only", words.freshness(build, "rolling", "Locality North")
    yield "invented, by no periods", words.freshness(build | {"data_to": date(2026, 10, 31), "invented": True}, None)
    yield "a note on rounding", rounded.note(5)
    yield "rows by name", rounded.unordered([0, 0], 5)


def _headlines() -> Said:
    for name, (frame, about) in ({each: (frame, indicator()) for each, frame in SERIES.items()} | situations.OTHERS).items():
        yield name, sentences.headline(frame, about, decimals=1)
    for polarity in words.DIRECTIONS:
        frame = figures(RISEN, polarity=polarity)
        yield f"higher, {polarity}", sentences.headline(frame, indicator(polarity=polarity), "A team", 0)


def _charts() -> Said:
    for name, frame in SERIES.items():
        yield name, trend.words(frame, indicator())
    for name, frame in SERIES.items():
        yield f"tile: {name}", sparkline.words(frame, indicator())
    for name, frame in (situations.SEEN | {each: SERIES[each] for each in SEEN_TOO}).items():
        yield f"what it can see: {name}", detectable.sentence(detectable.smallest(frame, "percentage"), "percentage")
    yield from (("icon", each) for each in (*icons.VARIATION.values(), icons.COMMON, icons.PASS, icons.FAIL, icons.INCONSISTENT))
    others = [("own", "Blackpool", 23.4, None), ("neighbour", "Torbay", 24.3, None), ("neighbour", "Halton", None, "c"),
            ("region", "North West", 21.7, None), ("england", "England", 22.6, None)]
    areas = pl.DataFrame([
        {"year": year, "role": role, "area_code": name, "area_name": name, "value": value, "symbol": symbol, "note": None,
         "position": 0, "numerator": None, "denominator": None}
        for year in (2024, 2025) for role, name, value, symbol in others])
    summary = pl.DataFrame({"year": [2025, 2024], "neighbours_median": [24.3, None]})
    yield "one year", one_year.words(areas.filter(year=2025), 24.3, Look("A year"))
    yield "every year", every_year.words(areas, summary, Look("Every year"))
    yield "without a figure", verdicts.without(Area.rows(areas.filter(year=2025)))


def _alerts() -> Said:
    known = indicator()
    for name, changes in situations.ALERTS.items():
        row = ALERT | changes
        yield name, alert_sentences.alert(row, known)
        yield f"{name}, for analysts", alert_sentences.for_analysts(row)
    for name in ("more children, for the worse", "a season", "the whole authority, to watch", "rounded counts"):
        yield f"{name}, beside its chart", alert_sentences.alert_beside(ALERT | situations.ALERTS[name], known, 0)
    at_end = indicator(title="Children on plans seen on time", timing="at end", polarity="high is good")
    once, quarters = {"window_months": 1}, situations.QUARTERS
    for name, changes in {"at the ends of months": {}, "at one month's end": once, "at the ends of quarters": quarters}.items():
        yield name, alert_sentences.alert(ALERT | {"direction": "below", "excess": -12.3} | changes, at_end)
    better = {**ALERT, "category": "Locality North", "direction": "below", "judgement": "better", "excess": -9.0}
    found = pl.DataFrame([ALERT, better, better | {"category": "Locality South", "judgement": "neither"}],
                         schema=alerts.COLUMNS | {"judgement": pl.String, "told_with": pl.String})
    yield "three", " ".join(alert_sentences.lead(found, [known]))
    yield "one", " ".join(alert_sentences.lead(found.head(1), [known]))
    watched = found.head(1).with_columns(level=pl.lit("watch"))
    yield "one to watch", " ".join(alert_sentences.lead(watched, [known], 1, [situations.WHOLE]))
    two = pl.concat([watched, watched])
    yield "two to watch", " ".join(alert_sentences.lead(two, [known], 1, [situations.WHOLE]))
    yield "a team's part", alert_sentences.part_of_alert(ALERT, known)
    yield "none, and nothing looked at", " ".join(alert_sentences.lead(found.clear(), [known]))


def _looked() -> Said:
    for name, level in situations.LOOKED.items():
        yield name, looked_at.nothing_new([level])
        yield f"{name}, one worth watching", looked_at.nothing_new([level], 1)
        yield f"{name}, how many", looked_at.how_many([level])
        yield f"{name}, none listed", looked_at.none_listed([level])
    yield "of no levels", looked_at.how_many([])
    yield "asked by quarter", looked_at.asked([("all", "quarter")])
    yield "asked by month", looked_at.asked([("all", "month"), ("team", "month")])
    yield "asked by month and quarter", looked_at.asked([("all", "month"), ("team", "quarter")])


def _places() -> Said:
    say: dict[str, Callable[[dict], str]] = {
        "place": verdicts.place, "tile": lambda row: verdicts.in_brief(row, "percentage"), "all": verdicts.against_all,
        "all, simply": lambda row: verdicts.against_all(row, analyst=False), "England": lambda row: verdicts.quarter(
            row, "low is good"), "years": verdicts.over_years, "a year": verdicts.since_last_year, "limits": verdicts.limits,
        "limits, simply": lambda row: verdicts.limits(row, analyst=False),
    }
    for (name, changes), (what, function) in product(situations.PLACES.items(), say.items()):
        yield f"{name}, {what}", function(STANDING | changes)
    yield "a model that does not know it", verdicts.no_neighbours("Cumberland", "April 2021", ["May 2025"])


def _public() -> Said:
    blocks, known = [], {each.id: each for each in header.every()[0]}
    for (name, changes), thing in product(situations.PLACES.items(), (glossary.THINGS[1], glossary.THINGS[0])):
        unit, polarity = known[thing.id].shown_as, known[thing.id].polarity
        quarters = figures(RISEN, grain="quarter", end=date(2026, 9, 30), polarity=polarity)
        standing, latest = STANDING | changes | {"unit": unit}, replace(OURS, year=2026)
        block = public.block(thing, known[thing.id], standing, OURS, latest, quarters)
        blocks.append(block)
        yield f"{name}, {thing.id}", " / ".join([block.headline, block.number, block.elsewhere, block.change, *block.ask])
    for thing in glossary.THINGS:
        yield f"number, {thing.id}", public.number(thing, known[thing.id], OURS)
        yield f"nobody else, {thing.id}", public.block(thing, known[thing.id], None, None, None, quarters.clear()).elsewhere
    for name, frame in SERIES.items():
        yield f"lately, {name}", public_past.lately(frame, STANDING | {"trend": "rising"})[1]
    for name, some in {"all": blocks, "one": blocks[:1], "worse": blocks[4:5], "unknown": blocks[-2:]}.items():
        title, said, groups = public_summary.summary(some)
        yield f"summary of {name}", " / ".join([title, said, *(group for group, _ in groups)])


def _questions() -> Said:
    stages = product([*questions.STAGES, "another"], ["low is good"])
    for stage, polarity in (*stages, ("front_door", "high is good"), ("front_door", "neither")):
        frame = figures(RISEN, polarity=polarity, comparators=situations.COMPARED)
        yield f"{stage}, {polarity}", " / ".join(questions.questions(indicator(stage=stage, polarity=polarity), frame))
    for name, frame in SERIES.items():
        yield name, questions.questions(indicator(), frame)[0]


def _moves_and_actions() -> Said:
    for shown_as, timing in (*product(sentences.MOVED, ["during"]), ("percentage", "at end")):
        about = indicator(shown_as=shown_as, timing=timing)
        yield f"moved up, {shown_as}, {timing}", sentences.move(situations.MOVE, about)
        yield f"not noted, {shown_as}, {timing}", sentences.unexplained(situations.MOVE, about, "month")
    down = situations.MOVE | {"before": 31.4, "after": 30.4, "difference": -1.0, "lower": -3.1, "upper": 1.1}
    yield "moved down by a point, perhaps", sentences.move(down, indicator(), 0)
    for state, (judgement, timing) in product(progress.RIGHT, (("worse", "during"), ("neither", "at end"))):
        periods = 2 if state == "identified" else 4  # of the three that it takes
        action = situations.FOLLOWED | {"state": state, "judgement": judgement, "periods": periods}
        said = progress.sentence(action, indicator(timing=timing))
        yield f"{state}, {judgement}, {timing}", f"{progress.state(action)}: {said}"
    for name, changes in {"by quarter": {"grain_seen": "quarter", "periods": 0}, "none yet": {"periods": 0}}.items():
        action = situations.FOLLOWED | {"state": "identified"} | changes
        yield f"identified, {name}", progress.sentence(action, indicator())
    for name, day in {"due": date(2026, 11, 3), "overdue": date(2026, 11, 4)}.items():
        yield name, progress.due(situations.FOLLOWED, day)
    yield "done", progress.due(situations.FOLLOWED | {"done_on": date(2026, 11, 2), "done_by": "A Person"}, date(2026, 11, 4))


def _gaps_and_waits() -> Said:
    kind = gaps.KINDS["visit"]
    for name, (changes, exact, longest) in situations.OF_GAPS.items():
        row = rows.gaps(**changes)
        yield f"{name}, headline", gaps.headline(row, kind, exact, situations.GAP if longest else None)
        yield f"{name}, next week", gaps.due_next(row, kind)
        yield f"{name}, team", gaps.of_team(row, kind, 1 if exact else 0)
    yield "the largest share", gaps.most(rows.gaps(category="North"))
    yield "a gap past the standard", gaps.of_person(situations.GAP, kind)
    yield "a gap since a plan began", gaps.of_person(situations.YOUNG, kind)
    for name, told in situations.OF_WAITS.items():
        about = waits.KINDS[told[0].kind]
        yield f"waits, {name}", waits.headline(told, about, 1)
        yield f"waits, {name}, counted", waits.counted(told[-1], about)


SECTIONS: dict[str, Callable[[], Said]] = {
    "figures": _figures, "headlines": _headlines, "charts in words": _charts, "alerts": _alerts, "what was looked at": _looked,
    "places among others": _places, "plain words": _public, "questions": _questions, "moves and actions": _moves_and_actions,
    "gaps and waits": _gaps_and_waits,
}


def lines(section: str) -> list[str]:
    """A line for each situation of a section: what it is, and what is said in it; nothing is said as a dash."""
    return [f"{situation}: {said or '–'}" for situation, said in SECTIONS[section]()]
