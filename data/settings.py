"""The authority's own settings, read from data/authority.toml and checked once, so that a query or a page can trust them."""

import tomllib
from dataclasses import replace
from pathlib import Path

from queries.definitions.header import Indicator
from queries.model import breakdowns
from queries.store import audiences
from queries.store.audience import Audience, AudienceError

FILE = Path(__file__).parent / "authority.toml"
KINDS = {
    "authority": {"code": str},
    "comparison": {"neighbour_model": str},
    "accessibility": {"contact": str},
    "re_referral": {"months": int, "after_no_further_action": bool},
    "contact": {"repeat_months": int},
    "assessment": {"link_days": int, "working_days": int, "current_months": int},
    "conference": {"working_days": int, "link_days": int},
    "plan": {"review_first_months": int, "review_months": int, "core_group_first_working_days": int, "core_group_days": int},
    "supervision": {"worker_days": int, "case_days": int, "oversight_counts": bool, "recorded_days": int},
    "visit": {"days": int, "recorded_days": int, "alone_from_age": int, "annex_a_visit_counts_as_seen": bool},
}
COUNTED = ("authority", "contact", "re_referral", "assessment", "conference", "plan", "supervision", "visit")  # what queries take
NEEDED = {str: "a text in quotation marks", int: "a whole number", bool: "true or false", list: "a list"}
GRAINS = ("month", "quarter", "year", "rolling")  # those of period.sql
RULE = {"round_to": int, "smallest_group": int, "hide_up_to": int, "catalogue": list}


class SettingsError(ValueError):
    """A setting that is missing, unknown or of the wrong kind; says which and what is expected."""


def load(file: Path = FILE) -> dict:
    """The settings by section, `audiences` among them by id (see queries/store/audiences.py); raises SettingsError."""
    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file}: {error}. Mend the file, or take it fresh from the project.") from error
    disclosure = settings.get("disclosure", {})
    _check_targets(file, settings.setdefault("targets", {}))
    settings.setdefault("accessibility", {"contact": ""})  # a file from before the statement asked for it
    settings.get("visit", {}).setdefault("annex_a_visit_counts_as_seen", True)  # a file from before this was asked
    for section, kinds in KINDS.items():
        _check(file, section, settings.get(section, {}), kinds)
    for name, rule in disclosure.items():
        _check(file, f"disclosure.{name}", rule, RULE)
        _check_catalogue(f"{file}: [disclosure.{name}] catalogue", rule["catalogue"])
    return settings | {"audiences": _audiences(file)}


def _audiences(file: Path) -> dict[str, Audience]:
    try:
        return audiences.load(settings=file)
    except AudienceError as problem:
        raise SettingsError(str(problem)) from problem


def parameters(settings: dict) -> dict:
    """The settings that queries take, as `$section_name`."""
    return {
        f"{section}_{name}": value
        for section in COUNTED
        for name, value in settings[section].items()
    }


def _check_catalogue(where: str, catalogue: list) -> None:
    """A pair by which nothing is counted would leave figures out of the audience's file without a word."""
    known = {"grain": GRAINS, "breakdown": (breakdowns.ALL, *breakdowns.every())}
    for pair in catalogue:
        if not isinstance(pair, list) or [type(each) for each in pair] != [str, str]:
            raise SettingsError(f'{where} holds {pair!r}. Write pairs such as ["year", "team"].')
        for given, (what, names) in zip(pair, known.items(), strict=True):
            if given not in names:
                raise SettingsError(f"{where}: {given!r} is no {what}. It takes: {', '.join(names)}.")


def _check_targets(file: Path, targets: dict) -> None:
    for name, target in targets.items():
        if type(target) not in (int, float) or target < 0:
            raise SettingsError(f"{file}: [targets] {name} = {target!r}; a number is needed, in the units the page shows.")


def with_targets(indicators: list[Indicator], targets: dict) -> list[Indicator]:
    """The indicators with the targets the authority set; raises SettingsError for a target of no indicator."""
    unknown = targets.keys() - {each.id for each in indicators}
    if unknown:
        known = ", ".join(each.id for each in indicators)
        raise SettingsError(f"{FILE}: [targets] {min(unknown)} is no indicator. There are: {known}.")
    return [replace(each, target=targets.get(each.id)) for each in indicators]


def _check(file: Path, section: str, given: dict, kinds: dict) -> None:
    for name in given.keys() ^ kinds.keys():
        problem = "is missing" if name in kinds else "is not a setting Sightline knows"
        raise SettingsError(f"{file}: [{section}] {name} {problem}. It takes: {', '.join(kinds)}.")
    for name, kind in kinds.items():
        wrong = type(given[name]) is not kind or (kind is int and given[name] < 0)
        if wrong:
            raise SettingsError(f"{file}: [{section}] {name} = {given[name]!r}; {NEEDED[kind]} is needed.")
