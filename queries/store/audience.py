"""One audience, as one table of data/audiences.toml describes it: who looks at the figures, and what they may see."""

import re
from dataclasses import MISSING, dataclass, fields
from typing import Any

EXACT = "exact"  # the disclosure of an audience whose figures nothing protects
ID = re.compile(r"[a-z][a-z_]*")  # it names a file and stands in addresses
GRAINS, STEPS = ("month", "quarter", "year"), 4
CHOSEN = ("indicator", "grain")  # what a step of a tour may choose after its page, its words and what to look for
WRITE = {  # what each key takes
    "title": 'title = "Leadership team"', "disclosure": f'disclosure = "{EXACT}", or the name of a [disclosure] table',
    "teams": "teams = true or false", "grain": 'grain = "month", "quarter" or "year"', "first_page": 'first_page = "overview"',
    "tour": 'tour = [["overview", "What has changed", "The heading says it."], ...], four steps',
    **{name: f"{name} = true or false" for name in ("children", "decides", "public", "unless_said")},
}


class AudienceError(ValueError):
    """An audience cannot be used as it is described; says which file and key, and what to write."""


@dataclass(frozen=True)
class Step:
    """One step of a tour: the address of a page, the link's words, what to look for there, and filters as (name, value)."""

    page: str
    label: str
    look_for: str
    filters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Audience:
    """Who looks and what they may: data/audiences.toml explains each field."""

    id: str
    title: str
    disclosure: str
    teams: bool
    grain: str
    first_page: str
    tour: tuple[Step, ...]
    children: bool = False
    decides: bool = False
    public: bool = False
    unless_said: bool = False

    @property
    def exact(self) -> bool:
        """Whether its figures are those that were counted, protected by nothing."""
        return self.disclosure == EXACT


def of_table(file: object, name: str, table: object) -> Audience:
    """The audience of one table, by its id; `file` is named in what is wrong. Raises AudienceError."""
    where = f"{file}: [{name}]"
    if not isinstance(table, dict):
        raise AudienceError(f"{file}: {name} stands in no audience's table. Write it below a line such as [leaders].")
    if not ID.fullmatch(name):
        raise AudienceError(f"{where} cannot be an audience's id. Write small letters and _ alone, such as [leaders].")
    _check_keys(where, table)
    wrong = next((key for key, value in table.items() if not _usable(key, value)), None)
    if wrong:
        raise AudienceError(f"{where} {wrong} = {table[wrong]!r} cannot be used. Write: {WRITE[wrong]}.")
    said: dict[str, Any] = table | {"id": name, "tour": tuple(_step(where, each) for each in table["tour"])}
    return Audience(**said)


def _check_keys(where: str, table: dict) -> None:
    unknown = next((key for key in table if key not in WRITE), None)
    if unknown:
        raise AudienceError(f"{where} {unknown} is nothing Sightline knows of an audience. It takes: {', '.join(WRITE)}.")
    needed = [each.name for each in fields(Audience) if each.default is MISSING and each.name in WRITE]
    missing = next((key for key in needed if key not in table), None)
    if missing:
        raise AudienceError(f"{where} {missing} is missing. Write: {WRITE[missing]}.")


def _usable(key: str, value: object) -> bool:
    if key == "tour":
        return isinstance(value, list) and len(value) == STEPS
    if key == "grain":
        return value in GRAINS
    if key in ("title", "disclosure", "first_page"):
        return isinstance(value, str) and bool(value.strip())
    return isinstance(value, bool)


def _step(where: str, step: object) -> Step:
    if not (isinstance(step, list) and 3 <= len(step) <= 5 and all(isinstance(each, str) and each for each in step)):
        raise AudienceError(f"{where} tour has a step that cannot be used: {step!r}. Write: {WRITE['tour']}.")
    page, label, look_for, *chosen = step
    return Step(page, label, look_for, tuple(zip(CHOSEN, chosen, strict=False)))
