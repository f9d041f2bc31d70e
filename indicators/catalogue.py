"""Which indicators there are, and what else an audience's file holds: the build it came from, its grains, teams and areas."""


from datetime import date, datetime
from typing import TypedDict, cast

import polars as pl

from indicators.remembered import remembered
from indicators.roles import View
from queries.definitions.header import Indicator
from queries.model import breakdowns as listed

STAGES = {
    "front_door": "Front door",
    "assessment": "Assessment",
    "child_protection": "Child protection",
    "workforce": "Supervision and workforce",
    "governance": "Governance",
    "data_quality": "Recording",
}
GRAINS = {"month": "Month", "quarter": "Quarter", "year": "Year (April to March)", "rolling": "Rolling 12 months"}
LAST = "Not recorded"
PUBLISHED_ONLY = (
    "This build holds published figures only: no extracts are loaded, so nothing is counted and nothing can be tested for "
    "change. Put extracts into data/extracts and run python -m data build."
)
AGES = ("Under 1 or unborn", "1 to 4", "5 to 9", "10 to 15", "16 and 17", "18 and over")


class NoSuchIndicator(LookupError):
    """No indicator has that id; names those there are."""


class NothingCounted(LookupError):
    """The build holds published figures only, so that there is none of our own to show or to test; says what to do."""


def must_count(view: View) -> None:
    """Raise NothingCounted where the build counts nothing, for any audience."""
    if view.recall("catalogue").is_empty() and build(view)["data_to"] is None:
        raise NothingCounted(PUBLISHED_ONLY)


def indicators(view: View) -> list[Indicator]:
    """Every indicator, in the order of the child's journey."""
    return list(_indicators(tuple(view.recall("headers")["header"])))


@remembered(8)
def _indicators(texts: tuple[str, ...]) -> tuple[Indicator, ...]:
    headers = [Indicator.from_json(text) for text in texts]
    stages = {stage: place for place, stage in enumerate(STAGES)}
    return tuple(sorted(headers, key=lambda each: (stages.get(each.stage, len(stages)), each.order, each.id)))


def find(view: View) -> Indicator:
    """The indicator of the view; raises NoSuchIndicator."""
    known = {each.id: each for each in indicators(view)}
    if view.indicator not in known:
        raise NoSuchIndicator(f"There is no indicator {view.indicator!r}. There are: {', '.join(known)}.")
    return known[view.indicator]


class Build(TypedDict):
    """What a build is: `data_to` is None where it holds published figures only, `authority` the name that is shown."""

    build: str
    built_at: datetime
    data_to: date | None
    area_code: str
    area_name: str
    authority: str
    invented: bool
    neighbour_model: str
    accessibility_contact: str


def build(view: View) -> Build:
    """What this build is, whichever audience looks."""
    return cast(Build, view.recall("build").row(0, named=True))  # the one row that `data.publishing` writes


def rounded_to(view: View) -> int:
    """What this audience's counts are rounded to; 1 where they are exact, or where nothing is counted."""
    return 1 if view.role.exact else view.recall("rounding")["rounded_to"].item() or 1


def grains(view: View, breakdown: str = "all") -> list[str]:
    """The grains this audience's file holds for a breakdown, shortest first."""
    held = view.recall("catalogue").filter(breakdown=breakdown)["grain"].to_list()
    return [grain for grain in GRAINS if grain in held]


def breakdowns(view: View) -> dict[str, list[str]]:
    """The breakdowns this audience's file holds of the view's indicator, each with its grains, shortest first."""
    held = view.recall("breakdowns", indicator=view.indicator)
    by_name = {name: held.filter(breakdown=name)["grain"].to_list() for name in listed.every()}
    return {name: [grain for grain in GRAINS if grain in grains] for name, grains in by_name.items() if grains}


def named(indicator: Indicator) -> dict[str, str]:
    """What each breakdown of an indicator is called; its own is called what its header says."""
    return listed.titles() | ({"category": indicator.groups} if indicator.groups else {})


def teams(view: View) -> list[str]:
    """The teams this audience's file has figures for; none for an audience that may not see teams."""
    return view.recall("teams")["category"].to_list()


def groups(view: View, breakdown: str) -> list[str]:
    """The groups a breakdown of the view's indicator tells apart: ages from the youngest, others by name, not recorded last."""
    return ordered(view.recall("groups", indicator=view.indicator, breakdown=breakdown)["category"].to_list())


def ordered(groups: list[str]) -> list[str]:
    """Names of groups in the order a reader expects: ages from the youngest, others by name, not recorded last."""
    return sorted(groups, key=lambda group: (group == LAST, AGES.index(group) if group in AGES else len(AGES), group))


def areas(view: View) -> pl.DataFrame:
    """Every authority in England that publishes figures: area_code, area_name, region_name."""
    return view.recall("areas")
