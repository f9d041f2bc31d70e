"""The authority's settings, read from data/authority.toml and checked, so that queries and pages can rely on them."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, TypedDict

import msgspec
from msgspec import Meta

from data import own_headers
from queries import toml
from queries.definitions.header import Indicator
from queries.model import breakdowns
from queries.store import audiences
from queries.store.audience import Audience, AudienceError
from queries.store.engines import Value

FILE = Path(__file__).parent / "authority.toml"
Text = Annotated[str, Meta(description="a text in quotation marks")]
Whole = Annotated[int, Meta(ge=0, description="a whole number, 0 or more")]
Percent = Annotated[int, Meta(ge=0, le=100, description="a whole number from 0 to 100")]
Choice = Annotated[bool, Meta(description="true or false")]
Pairs = Annotated[list, Meta(description='a list of pairs such as ["year", "team"]')]
KINDS = {
    "authority": {"code": Text},
    "comparison": {"neighbour_model": Text},
    "accessibility": {"contact": Text},
    "belief": {"most_refused": Percent, "most_withdrawn": Percent, "most_unknown": Percent},
    "re_referral": {"months": Whole, "after_no_further_action": Choice},
    "contact": {"repeat_months": Whole},
    "assessment": {"link_days": Whole, "working_days": Whole, "current_months": Whole},
    "conference": {"working_days": Whole, "link_days": Whole},
    "plan": {"review_first_months": Whole, "review_months": Whole, "core_group_first_working_days": Whole,
             "core_group_days": Whole},
    "supervision": {"worker_days": Whole, "case_days": Whole, "oversight_counts": Choice, "recorded_days": Whole},
    "visit": {"days": Whole, "recorded_days": Whole, "alone_from_age": Whole, "annex_a_visit_counts_as_seen": Choice},
}
BELIEF = {"most_refused": 5, "most_withdrawn": 5, "most_unknown": 5}  # for older files, which lack the section
COUNTED = ("authority", "contact", "re_referral", "assessment", "conference", "plan", "supervision", "visit")  # for queries
GRAINS = ("month", "quarter", "year", "rolling")  # those of period.sql
RULE = {"round_to": Whole, "smallest_group": Whole, "hide_up_to": Whole, "catalogue": Pairs}


class Rule(TypedDict):
    """How the figures of one audience are protected, by the keys of RULE."""

    round_to: int
    smallest_group: int
    hide_up_to: int
    catalogue: list[list[str]]


class SettingsError(ValueError):
    """A setting is missing, unknown or of the wrong type; the message says which and what to write."""


def load(file: Path = FILE) -> dict:
    """{section: settings}, with `audiences` as {id: Audience} (see queries/store/audiences.py) and `columns` as {list: {header:
    column}}; raises SettingsError."""
    settings = toml.read(file, SettingsError, "Mend the file, or take it fresh from the project.")
    _check_sections(file, settings)
    disclosure = settings.get("disclosure", {})
    _check_targets(file, settings.setdefault("targets", {}))
    settings["columns"] = own_headers.checked(file, settings.get("columns", {}), SettingsError)
    settings.setdefault("accessibility", {"contact": ""})  # older files lack this section
    settings["belief"] = BELIEF | settings.get("belief", {})
    settings.get("visit", {}).setdefault("annex_a_visit_counts_as_seen", True)  # older files lack this setting
    for section, kinds in KINDS.items():
        _check(file, section, settings.get(section, {}), kinds)
    for name, rule in disclosure.items():
        _check(file, f"disclosure.{name}", rule, RULE)
        _check_catalogue(f"{file}: [disclosure.{name}] catalogue", rule["catalogue"])
    return settings | {"audiences": _audiences(file)}


def _check_sections(file: Path, settings: dict) -> None:
    known = (*KINDS, "targets", "disclosure", "sign_in", "columns")
    for name, table in settings.items():
        if name not in known or not isinstance(table, dict):
            line = toml.line(file.read_text(encoding="utf-8"), (name,))
            raise SettingsError(f"{file}: line {line}: [{name}] is not a section Sightline knows. There are: {', '.join(known)}.")


def _audiences(file: Path) -> dict[str, Audience]:
    try:
        return audiences.load(settings=file)
    except AudienceError as problem:
        raise SettingsError(str(problem)) from problem


def own_columns(file: Path = FILE) -> dict[str, dict[str, str]]:
    """The authority's own headers, {list: {header: column}}; raises SettingsError. The rest of the file is not checked."""
    held = toml.read(file, SettingsError, "Mend the file, or take it fresh from the project.")
    return own_headers.checked(file, held.get("columns", {}), SettingsError)


def add_column(header: str, list_id: str, column: str, file: Path = FILE) -> None:
    """Write that a header means a column of a list into the table [columns] of the settings, and keep the rest of the file.

    Raises SettingsError, and leaves the file as it was, if `load` would refuse the new line or the file cannot be written.
    """
    own_headers.add(file, header, f"{list_id}.{column}", SettingsError)


def parameters(settings: dict) -> dict[str, Value]:
    """{section_name: value} of the settings that queries use as parameters."""
    return {
        f"{section}_{name}": value
        for section in COUNTED
        for name, value in settings[section].items()
    }


def _check_catalogue(where: str, catalogue: list) -> None:
    """Raise SettingsError for an unknown pair, which would leave figures out of the audience's file without an error."""
    known = {"grain": GRAINS, "breakdown": (breakdowns.ALL, *breakdowns.every())}
    for pair in catalogue:
        if not isinstance(pair, list) or [type(each) for each in pair] != [str, str]:
            raise SettingsError(f'{where} contains {pair!r}. Write pairs such as ["year", "team"].')
        for given, (what, names) in zip(pair, known.items(), strict=True):
            if given not in names:
                raise SettingsError(f"{where}: {given!r} is not a {what}. Write one of: {', '.join(names)}.")


def _check_targets(file: Path, targets: dict) -> None:
    for name, target in targets.items():
        if type(target) not in (int, float) or target < 0:
            raise SettingsError(f"{file}: [targets] {name} = {target!r}; a number is needed, in the units the page shows.")


def with_targets(indicators: list[Indicator], targets: dict) -> list[Indicator]:
    """The indicators with the authority's targets; raises SettingsError for a target of an unknown indicator."""
    unknown = targets.keys() - {each.id for each in indicators}
    if unknown:
        known = ", ".join(each.id for each in indicators)
        raise SettingsError(f"{FILE}: [targets] {min(unknown)} is not an indicator. There are: {known}.")
    return [replace(each, target=targets.get(each.id)) for each in indicators]


def _check(file: Path, section: str, given: dict, kinds: dict) -> None:
    toml.table(file, section, given, msgspec.defstruct(section, list(kinds.items())), SettingsError)
