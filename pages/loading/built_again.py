"""Builds the figures again if another version of Sightline made the current build and this one cannot read it.

The build starts by itself if its result is certain to be the same: the figures were invented, are published figures alone, or
come from extracts that are all in the drop folder. If an extract is missing, figures could change, so the page asks first.
"""

from functools import partial
from pathlib import Path

import streamlit as st

from pages import text
from pages.loading import building, received
from pages.text import Markdown
from queries.store import builds, warehouse

BEFORE = "These figures were built by an earlier Sightline, or by another one"
INVENTED = f"{BEFORE}, so Sightline is making up its authority again. Nothing in it is real. This takes a minute or two."
PUBLISHED = f"{BEFORE}, so Sightline is taking in the published figures again."
READING = Markdown("{}, so Sightline is reading the extracts in `data/extracts` and counting again. This takes a minute or "
                   "two.").format(BEFORE)
WITHOUT_EXTRACTS = {builds.INVENTED: ("--invented", INVENTED), builds.PUBLISHED: ("--published", PUBLISHED)}
ASKED = Markdown(
    "{}, and have to be built again. Some extracts they were built from are not in `data/extracts`. Put them there and "
    "load this page again, or build from the folder where they are:"
).format(BEFORE)
UNKNOWN = Markdown(
    "{}, and have to be built again. They do not say from which extracts. Put all your extracts into `data/extracts` and load "
    "this page again, or build from the folder where they are:"
).format(BEFORE)
COMMAND = "python -m data build --extracts FOLDER"
ABSENT = Markdown("Not in `data/extracts`:")
IN_PART = Markdown("Or build only from the files that are in `data/extracts`. Some figures may change.")
COUNTING = "Sightline is reading them and counting. This takes a minute or two."
BUTTON = "Build again from data/extracts"


def begin(folder: Path, extracts: Path) -> bool:
    """Build the figures of this warehouse folder again, or say which extracts are missing; returns False: no figures yet."""
    build, own = warehouse.current(folder), received.present(extracts)
    again, kind = partial(building.in_place_of_a_page, "--warehouse", str(folder)), builds.kind(build)
    text.title("Sightline", anchor=False)
    if kind in WITHOUT_EXTRACTS:
        option, why = WITHOUT_EXTRACTS[kind]
        return again(option, why=why)
    read = builds.extracts(build)
    if read and read <= {path.name for path in own}:
        return again("--extracts", str(extracts), why=READING)
    text.error(UNKNOWN if read is None else ASKED)
    return _ask(sorted((read or set()) - {path.name for path in own}), bool(own), partial(again, "--extracts", str(extracts)))


def _ask(absent: list[str], some: bool, again: partial) -> bool:
    st.code(COMMAND, language=None)
    if absent:
        text.markdown(ABSENT)
        st.code("\n".join(absent), language=None)
    if not some:
        return False
    text.markdown(IN_PART)
    return text.button(BUTTON) and again(why=COUNTING)
