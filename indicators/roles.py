"""Who is looking, and at what: the three audiences as data, and the one frozen value that every page and figure takes."""

from dataclasses import dataclass, replace
from pathlib import Path

from queries import warehouse


@dataclass(frozen=True)
class Role:
    """An audience. `children` says whether it may open records about children and workers, `decides` whether it may confirm
    what others then read; `grain` is where it starts.
    """

    id: str
    title: str
    children: bool
    grain: str
    decides: bool = False


PERFORMANCE = Role("performance", "Performance team", children=True, grain="month", decides=True)
BOARD = Role("board", "Safeguarding board", children=False, grain="quarter")
SCRUTINY = Role("scrutiny", "Scrutiny committee", children=False, grain="quarter")
ROLES = {role.id: role for role in (PERFORMANCE, BOARD, SCRUTINY)}


class NotAllowed(PermissionError):
    """This audience may not see what was asked for; says who may."""


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

    def of(self, **changes) -> "View":
        """The same view with some of it changed."""
        return replace(self, **changes)

    def recall(self, name: str, **parameters):
        """The frame one of `queries/reading` gives for the file this view's audience may read; read once for each build."""
        build = warehouse.current(self.warehouse)
        return warehouse.recalled(self.role.id, build, name, tuple(sorted(parameters.items())))

    def read(self):
        """Open the file this view's audience may read, and no other."""
        return warehouse.read(self.role.id, self.warehouse)


def open_to(audience: str | None, invented: bool, held: tuple[Role, ...] | None = None) -> tuple[Role, ...]:
    """The roles a visitor may take, the first by default; none for somebody who holds none.

    `audience` is what this process was started for (SIGHTLINE_AUDIENCE): that one alone, whoever is looking. `held` are the roles
    of a person who signed in. Where nobody signs in (None), invented data may be looked at as anybody, and real data as the
    scrutiny committee only: nobody has said who is looking.
    """
    if audience and audience not in ROLES:
        raise ValueError(f"SIGHTLINE_AUDIENCE is {audience!r}; write one of {', '.join(ROLES)}.")
    if held is not None:
        return tuple(role for role in held if audience in (None, "", role.id))
    if audience:
        return (ROLES[audience],)
    return tuple(ROLES.values()) if invented else (SCRUTINY,)
