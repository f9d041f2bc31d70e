"""The contents of an audience's file: indicators, build, grains, breakdowns, teams and areas."""


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
    """Raised for an unknown indicator; the message lists the known ones."""


class NothingCounted(LookupError):
    """Raised where the build holds published figures only, so there are none of our own; the message says what to do."""


def must_count(view: View) -> None:
    """Raise NothingCounted where the build holds published figures only."""
    if view.recall("catalogue").is_empty() and build(view)["data_to"] is None:
        raise NothingCounted(PUBLISHED_ONLY)


def indicators(view: View) -> list[Indicator]:
    """Every indicator, in the order of a child's journey."""
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
    """The facts of a build: `data_to` is None where it holds published figures only; pages show `authority` as the name."""

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
    """The facts of the current build, the same for every audience."""
    return cast(Build, view.recall("build").row(0, named=True))  # the one row that `data.publishing` writes


def rounded_to(view: View) -> int:
    """The step that this audience's counts are rounded to; 1 where they are exact, or where there are none."""
    return 1 if view.role.exact else view.recall("rounding")["rounded_to"].item() or 1


def grains(view: View, breakdown: str = "all") -> list[str]:
    """The grains of a breakdown in this audience's file, shortest first."""
    held = view.recall("catalogue").filter(breakdown=breakdown)["grain"].to_list()
    return [grain for grain in GRAINS if grain in held]


def breakdowns(view: View) -> dict[str, list[str]]:
    """{breakdown: its grains, shortest first} for the view's indicator in this audience's file."""
    held = view.recall("breakdowns", indicator=view.indicator)
    by_name = {name: held.filter(breakdown=name)["grain"].to_list() for name in listed.every()}
    return {name: [grain for grain in GRAINS if grain in grains] for name, grains in by_name.items() if grains}


def named(indicator: Indicator) -> dict[str, str]:
    """{breakdown: its title} for an indicator; the title of its own breakdown (`category`) comes from its header."""
    return listed.titles() | ({"category": indicator.groups} if indicator.groups else {})


def teams(view: View) -> list[str]:
    """The teams with figures in this audience's file; empty for an audience that may not see teams."""
    return view.recall("teams")["category"].to_list()


def groups(view: View, breakdown: str) -> list[str]:
    """The groups of a breakdown of the view's indicator: ages from the youngest, others by name, not recorded last."""
    return ordered(view.recall("groups", indicator=view.indicator, breakdown=breakdown)["category"].to_list())


def ordered(groups: list[str]) -> list[str]:
    """The names of groups in order: ages from the youngest, others by name, not recorded last."""
    return sorted(groups, key=lambda group: (group == LAST, AGES.index(group) if group in AGES else len(AGES), group))


def areas(view: View) -> pl.DataFrame:
    """Every authority in England that publishes figures: area_code, area_name, region_name."""
    return view.recall("areas")
