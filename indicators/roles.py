"""Who is looking, and at what: the audiences of data/audiences.toml, and the frozen value that every page and figure takes."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict, Unpack

import polars as pl

from queries import text
from queries.store import audiences, warehouse
from queries.store.audience import Audience as Role
from queries.store.audience import AudienceError
from queries.store.engines import Value

try:
    ROLES = audiences.every()
except AudienceError as problem:  # nothing can be shown to anybody, and the sentence says what to mend
    sys.exit(f"Sightline does not start. {problem}")
WITH_RECORDS = audiences.with_records()
DECIDES = next(role for role in ROLES.values() if role.decides)
RECORDS = "Records about children are"
UNLESS_SAID = next(role for role in ROLES.values() if role.unless_said)


class NotAllowed(PermissionError):
    """This audience may not see what was asked for; says who may."""


class Changes(TypedDict, total=False):
    """What may be changed of a View: its fields."""

    role: Role
    indicator: str
    grain: str
    breakdown: str
    category: str
    area: str | None
    model: str | None
    year: int | None
    beside: tuple[str, ...]
    warehouse: Path
    who: str


@dataclass(frozen=True)
class View:
    """What is being looked at: by whom, which indicator, at which grain and breakdown, against which neighbours."""

    role: Role
    indicator: str = "re_referrals"
    grain: str = "month"
    breakdown: str = "all"
    category: str = "All"
    area: str | None = None  # another authority's code, to look at its published figures; None is our own
    model: str | None = None  # the statistical-neighbour model; None is the authority's own choice
    year: int | None = None  # the published year to compare in, by the year it ends in; None is the latest
    beside: tuple[str, ...] = ()  # codes of authorities to compare with in place of the statistical neighbours
    warehouse: Path = warehouse.FOLDER
    who: str = "nobody signed in"  # the person, as decisions and the audit log name them

    def of(self, **changes: Unpack[Changes]) -> "View":
        """The same view with some of it changed."""
        return replace(self, **changes)

    def recall(self, name: str, **parameters: str | None) -> pl.DataFrame:
        """The frame one of `queries/reading` gives for the file this view's audience may read; read once for each build."""
        build = warehouse.current(self.warehouse)
        return warehouse.recalled(self.role.id, build, name, tuple(sorted(parameters.items())))

    def ask(self, name: str, **parameters: Value) -> pl.DataFrame:
        """As `recall`, but read anew: for what is asked so variously that remembering it would push out everything else."""
        with warehouse.read(self.role.id, self.warehouse) as file:
            return file.run(text(f"reading/{name}"), **parameters)

    def records(self, name: str, what: str = RECORDS, sql: str = "", **parameters: Value) -> pl.DataFrame:
        """As `ask`, for a reading of the records about children and workers: the one door to them.

        `sql` is that reading where it follows from the list of breakdowns. Raises NotAllowed for an audience that may not open
        records; `what` begins the sentence.
        """
        must_open_records(self, what)
        with warehouse.read(self.role.id, self.warehouse) as file:
            return file.run(sql or text(f"reading/{name}"), **parameters)

    def figure_and_records(self, sql: str, **period: Value) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The row of this view's figure and the records that `sql` lists, of one file, whatever build is put in use meanwhile."""
        must_open_records(self)
        with warehouse.read(self.role.id, self.warehouse) as file:
            asked = period | {"grain": self.grain, "breakdown": self.breakdown, "category": self.category}
            return file.run(text("reading/figure"), **asked), file.run(sql, **asked)


def called(roles: Iterable[Role], last: str = "and") -> str:
    """Audiences in a sentence: 'the safeguarding board and the scrutiny committee'; empty of none."""
    *others, end = [f"the {role.title.lower()}" for role in roles] or [""]
    return f"{', '.join(others)} {last} {end}" if others else end


def must_open_records(view: View, what: str = RECORDS) -> None:
    """Raise NotAllowed for an audience that may not open records about children and workers."""
    if not view.role.children:
        raise NotAllowed(f"{what} for the {WITH_RECORDS.title.lower()}, not for the {view.role.title.lower()}.")


def must_decide(view: View, does: str, reads: str) -> None:
    """Raise NotAllowed for an audience that does not decide: 'Only the performance team writes comments; the … reads them.'"""
    if not view.role.decides:
        raise NotAllowed(f"Only the {DECIDES.title.lower()} {does}; the {view.role.title.lower()} reads {reads}.")


def open_to(audience: str | None, invented: bool, held: tuple[Role, ...] | None = None) -> tuple[Role, ...]:
    """The roles a visitor may take, the first by default; none for somebody who holds none.

    `audience` is what this process was started for (SIGHTLINE_AUDIENCE): that one alone, whoever is looking. `held` are the roles
    of a person who signed in. Where nobody signs in (None), invented data may be looked at as anybody, and real data as
    the audience `unless_said` alone: nobody has said who is looking. Raises ValueError for an unknown audience.
    """
    if audience and audience not in ROLES:
        raise ValueError(f"SIGHTLINE_AUDIENCE is {audience!r}; write one of {', '.join(ROLES)}.")
    if held is not None:
        return tuple(role for role in held if audience in (None, "", role.id))
    if audience:
        return (ROLES[audience],)
    return tuple(ROLES.values()) if invented else (UNLESS_SAID,)
