"""One audience, from its table in data/audiences.toml: its name, what it may see, and its tour."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct

from queries import toml

EXACT = "exact"  # the disclosure of an audience with unprotected figures
ID = re.compile(r"[a-z][a-z_]*")  # it names a file and is part of addresses
STEPS = 4  # of a tour
CHOSEN = ("indicator", "grain")  # filters that a step of a tour may set
Filled = Annotated[str, Meta(min_length=1)]
Choice = Annotated[bool, Meta(description="true or false")]
TOUR = '[["overview", "What has changed", "The heading says it."], ...], four steps'


class AudienceError(ValueError):
    """The description of an audience is wrong; the message says which file and key, and what to write."""


class Step(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """One step of a tour: a page's address, the link's label, what to look for there, and the filters that the link sets."""

    page: Filled
    label: Filled
    look_for: Filled
    indicator: Filled | None = None
    grain: Filled | None = None

    @property
    def filters(self) -> tuple[tuple[str, str], ...]:
        """The filters that the link sets, as (name, value)."""
        return tuple((name, value) for name in CHOSEN if (value := getattr(self, name)))


@dataclass(frozen=True)
class Audience:
    """An audience; data/audiences.toml explains each field."""

    id: str
    title: Annotated[str, Meta(pattern=r"\S", description='"Leadership team"')]
    disclosure: Annotated[str, Meta(pattern=r"\S", description=f'"{EXACT}", or the name of a [disclosure] table')]
    teams: Choice
    grain: Annotated[Literal["month", "quarter", "year"], Meta(description='"month", "quarter" or "year"')]
    first_page: Annotated[str, Meta(pattern=r"\S", description='"overview"')]
    tour: Annotated[tuple[Step, ...], Meta(min_length=STEPS, max_length=STEPS, description=TOUR)]
    children: Choice = False
    decides: Choice = False
    public: Choice = False
    unless_said: Choice = False

    @property
    def exact(self) -> bool:
        """Whether its figures are as counted, without protection."""
        return self.disclosure == EXACT


def of_table(file: Path, name: str, table: object) -> Audience:
    """The audience of one TOML table; `name` is its id, and `file` is for messages. Raises AudienceError."""
    where = f"{file}: [{name}]"
    if not isinstance(table, dict):
        raise AudienceError(f"{file}: {name} is not in an audience's table. Write it below a line such as [leaders].")
    if not ID.fullmatch(name):
        raise AudienceError(f"{where} cannot be an audience's id. Write small letters and _ alone, such as [leaders].")
    return toml.table(file, name, table, Audience, AudienceError, id=name)
