"""The code of the authority whose records a build counts, from the command line, the environment or data/authority.toml.

There is no default: it would show one authority's figures under another's name, neighbours and population, and they would look
right. A build of an authority's own extracts stops until the code is set.
"""

import os

from data import published, settings

VARIABLE = "SIGHTLINE_AUTHORITY"
HOW = (
    f"Write it into {settings.FILE} as code = \"890\" (890 is Blackpool's), or say it for one build: python -m data build "
    f"--authority 890, or {VARIABLE}=890 in the environment. The codes are in data/reference/population.csv."
)


def chosen(settings_read: dict, said: str | None = None, borrowed: str | None = None) -> dict:
    """The settings with the authority's code, checked.

    The code comes from the first of these that has one: `said` (the command line), SIGHTLINE_AUTHORITY, the settings,
    `borrowed` (an invented authority uses the code, population and neighbours of a real one). Raises SettingsError without a
    code, or if it is not that of an English authority.
    """
    ways = (said, os.environ.get(VARIABLE), settings_read["authority"]["code"], borrowed)
    code = next((way.strip() for way in ways if way and way.strip()), None)
    if code is None:
        raise settings.SettingsError(f"A build needs to know which authority this is, by its three-figure code. {HOW}")
    if code not in codes():
        raise settings.SettingsError(f"{code!r} is not the three-figure code of an English authority. {HOW}")
    return settings_read | {"authority": settings_read["authority"] | {"code": code}}


def codes() -> set[str]:
    """The codes of the English authorities in the shipped tables."""
    tables = published.read()
    authorities = tables["published"].filter(area_type="authority")["area_code"]
    return {*tables["population"]["area_code"], *authorities}
