"""Whose records a build is of: the authority's code, from the command line, the environment or data/authority.toml.

A default would put one authority's figures under the name of another, beside its neighbours and its population, and they would
look right. So a build of an authority's own extracts asks until somebody has said.
"""

import os

from data import published, settings

VARIABLE = "SIGHTLINE_AUTHORITY"
HOW = (
    f"Write it into {settings.FILE} as code = \"890\" (890 is Blackpool's), or say it for one build: python -m data build "
    f"--authority 890, or {VARIABLE}=890 in the environment. The codes are in data/reference/population.csv."
)


def chosen(settings_read: dict, said: str | None = None, borrowed: str | None = None) -> dict:
    """The settings with the authority's code in them, checked.

    The first of these that says one: `said` (the command line), SIGHTLINE_AUTHORITY, the settings, `borrowed` (an invented
    authority has the code of one that lends it a population and neighbours). Raises SettingsError where none does, and for a code
    of no English authority.
    """
    ways = (said, os.environ.get(VARIABLE), settings_read["authority"]["code"], borrowed)
    code = next((way.strip() for way in ways if way and way.strip()), None)
    if code is None:
        raise settings.SettingsError(f"A build needs to know which authority this is, by its three-figure code. {HOW}")
    if code not in codes():
        raise settings.SettingsError(f"{code!r} is not the three-figure code of an English authority. {HOW}")
    return settings_read | {"authority": settings_read["authority"] | {"code": code}}


def codes() -> set[str]:
    """The code of every English authority that the shipped tables know."""
    tables = published.read()
    authorities = tables["published"].filter(area_type="authority")["area_code"]
    return {*tables["population"]["area_code"], *authorities}
