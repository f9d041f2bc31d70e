"""The kinds of wait, from `waits.toml`, and the SQL texts that are filled with them."""

from dataclasses import dataclass
from functools import cache
from typing import Annotated

from msgspec import Meta

from queries import FOLDER, QueryError, details, text, toml

FILE = FOLDER / "model" / "waits.toml"
REMEDY = "Write each kind of wait as a table of its own, such as [visit] with its needs."


@dataclass(frozen=True)
class Wait:
    """A kind of wait: the tables and details that must be covered for it to be watched, and the setting of its standard."""

    needs: Annotated[tuple[str, ...], Meta(min_length=1, description='["cp_visit", "cp_plan"]')]
    standard: Annotated[str, Meta(pattern=r"\S", description='"visit_days"')] | None = None

    @property
    def returns(self) -> bool:
        """Whether it follows a closure until the child returns; otherwise it is a gap, which has a standard and can be open."""
        return self.standard is None


@cache
def every() -> dict[str, Wait]:
    """Each kind of wait by name; raises QueryError, which names file, line and remedy."""
    return {kind: toml.table(FILE, kind, told, Wait, QueryError) for kind, told in toml.read(FILE, QueryError, REMEDY).items()}


def returns() -> tuple[str, ...]:
    """The kinds of wait that begin with a closure and end with the child's return."""
    return tuple(kind for kind, wait in every().items() if wait.returns)


def gaps() -> dict[str, str]:
    """The kinds of wait that can be open, and the setting that says how many days each may last."""
    return {kind: wait.standard for kind, wait in every().items() if wait.standard}


def sql() -> str:
    """The statements that make `spell_source` (kind, model_table) and `spell`; they need the settings as parameters."""
    needed = [(kind, table) for kind, wait in every().items() for table in wait.needs]
    return text("model/spell", watched=", ".join(f"('{kind}', '{table}')" for kind, table in needed))


def open_gap() -> str:
    """The statements of open_gap.sql, which make the tables of gaps that are open at month ends; parameters as for `sql`."""
    needed = [(kind, table, table in details()) for kind in gaps() for table in every()[kind].needs]
    return text("model/open_gap", needed=", ".join(f"('{kind}', '{table}', {is_detail})" for kind, table, is_detail in needed))


def gap_now() -> str:
    """The statements of gap_now.sql, for the gaps open on the last day; they need the tables of `open_gap`."""
    return text("model/gap_now", standards=", ".join(f"('{kind}', ${standard})" for kind, standard in gaps().items()))
