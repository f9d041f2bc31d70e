"""The list of audiences, read from data/audiences.toml and checked as a whole.

Other modules iterate over this list or ask an audience what it may do; none contains an audience's id. If one audience is wrong,
the whole list is refused, because an incompletely described audience might see too much.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from queries import toml
from queries.store import audience
from queries.store.audience import EXACT, Audience, AudienceError

FILE = Path(__file__).parents[2] / "data" / "audiences.toml"
SETTINGS = FILE.with_name("authority.toml")
ONE = {"children": "may open records", "decides": "decides", "unless_said": "sees real figures when no audience is chosen"}


@cache
def every() -> dict[str, Audience]:
    """{id: audience}, in the order of the file, read once for each start; raises AudienceError."""
    return load()


def with_records() -> Audience:
    """The audience that may open records about children and workers; its file contains the whole build."""
    return next(each for each in every().values() if each.children)


def load(file: Path = FILE, settings: Path = SETTINGS) -> dict[str, Audience]:
    """{id: audience} from a file; `settings` is the file with the [disclosure] tables. Raises AudienceError."""
    found = {name: audience.of_table(file, name, table) for name, table in _toml(file).items()}
    problems = [*_each(found), *_together(found)]
    if problems:
        raise AudienceError(f"{file}: {problems[0]}")
    _check_protected(file, settings, found)
    return found


def _toml(file: Path) -> dict:
    return toml.read(file, AudienceError, "Each table is written once: mend the file.")


def _each(found: dict[str, Audience]) -> Iterator[str]:
    """What is wrong with single audiences, as sentences."""
    titles = [each.title.strip().lower() for each in found.values()]
    for each in found.values():
        if titles.count(each.title.strip().lower()) > 1:
            yield f"[{each.id}] title = {each.title!r} is another audience's title too. Write a different one."
        if (each.children or each.decides) and not each.exact:
            yield f'[{each.id}] opens records or decides, so its figures are exact. Write: disclosure = "{EXACT}".'
        if (each.public or each.unless_said) and each.exact:
            yield (f"[{each.id}] is for people whose names are not known, so its figures must be protected. As its disclosure, "
                   "write the name of a [disclosure] table.")


def _together(found: dict[str, Audience]) -> Iterator[str]:
    """A sentence for each key of ONE that is not true for exactly one audience."""
    for key, what in ONE.items():
        named = [each.id for each in found.values() if getattr(each, key)]
        if len(named) != 1:
            yield (f"{len(named)} audiences have {key} = true ({', '.join(named) or 'none'}). Exactly one audience {what}: write "
                   f"{key} = true in that one's table alone.")


def _check_protected(file: Path, settings: Path, found: dict[str, Audience]) -> None:
    """Raise AudienceError if a disclosure table is missing, disagrees with its audience about teams, or is not used."""
    rules = _toml(settings).get("disclosure", {})
    for each in found.values():
        if not each.exact:
            _check_rule(f"{file}: [{each.id}]", settings, rules, each)
    unused = next((name for name in rules if name not in {each.disclosure for each in found.values()}), None)
    if unused:
        raise AudienceError(f'{settings}: [disclosure.{unused}] protects no audience. Write disclosure = "{unused}" in an '
                            f"audience's table of {file}, or remove the table.")


def _check_rule(where: str, settings: Path, rules: dict, named: Audience) -> None:
    table = f"[disclosure.{named.disclosure}]"
    if named.disclosure not in rules:
        there = ", ".join(f'"{name}"' for name in (EXACT, *rules))
        raise AudienceError(f"{where} disclosure = {named.disclosure!r}, and {settings} has no table {table}. Write that table "
                            f"there, or one of these here: {there}.")
    catalogue = rules[named.disclosure].get("catalogue", [])
    held = any("team" in pair for pair in catalogue if isinstance(pair, list)) if isinstance(catalogue, list) else named.teams
    if held != named.teams:
        raise AudienceError(f"{where} teams = {str(named.teams).lower()}, and the catalogue of {table} in {settings} has "
                            f"{'' if held else 'no '}figures by team. Change one of the two.")
