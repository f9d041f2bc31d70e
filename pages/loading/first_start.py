"""The first start: with no data of its own, the product builds an invented authority and opens on it.

That happens only where nothing was ever built, or where the build in use was made by another Sightline (see `built_again`), and
only for somebody who may open records. A folder that holds builds and does not say which of them is in use is mended by hand: a
visit builds nothing there.
"""

import logging
from pathlib import Path

import streamlit as st

from indicators.roles import WITH_RECORDS, Role, open_to
from pages import text
from pages.loading import building, built_again, received
from pages.text import Markdown
from queries.store import warehouse

EXTRACTS = building.PROJECT / "data" / "extracts"
READING = Markdown("Reading {} files from `data/extracts` and counting. This takes a minute or two.")
INVENTING = (
    "There are no extracts yet, so Sightline is making up an authority to show you. "
    "Nothing in it is real. This takes a minute or two and happens once."
)
BUILT_BEFORE = (
    f"{built_again.BEFORE}, and have to be built again. The {WITH_RECORDS.title.lower()} does that; then load this page again."
)
NO_FIGURES = f"There are no figures yet. The {WITH_RECORDS.title.lower()} builds them; then load this page again."
NOT_CHOSEN = "Nothing can be shown, and nothing was built or changed: the folder of the figures does not say which are in use."
NOT_IN_USE = (
    "Nothing can be shown at the moment: which figures are in use has to be said again. "
    "Tell whoever looks after Sightline; the reason is in the window it was started from."
)


def ready(folder: Path, audience: str | None, held: tuple[Role, ...] | None) -> bool:
    """Whether there is something to show; if not, build it under a progress bar or say what is wrong.

    `audience` and `held` are as `open_to` takes them: those who may open records may build, and read what is
    wrong with the folder; others read that something is.
    """
    operates = WITH_RECORDS in open_to(audience, invented=True, held=held)
    try:
        warehouse.usable(open_to(audience, invented=False, held=held)[0].id, folder)
    except warehouse.BuiltWithout:
        raise  # for this audience alone, so that other audiences' figures stay as they are
    except warehouse.StartAgain as changed:
        return _said(str(changed))
    except warehouse.BuiltByAnother:
        return built_again.begin(folder, EXTRACTS) if operates else _said(BUILT_BEFORE)
    except warehouse.NothingBuilt:
        return _build(folder) if operates else _said(NO_FIGURES)
    except warehouse.WrongPointer as wrong:
        logging.getLogger("sightline").error("%s", wrong)
        return _said(NOT_CHOSEN, str(wrong)) if operates else _said(NOT_IN_USE)
    return True


def _said(why: str, details: str = "") -> bool:
    text.title("Sightline", anchor=False)
    text.error(why)
    if details:
        st.code(details, language=None, wrap_lines=True)  # it holds what stands in a file, so it is no Markdown
    return False


def _build(folder: Path) -> bool:
    own = received.present(EXTRACTS)
    text.title("Sightline")
    source = ("--extracts", str(EXTRACTS)) if own else ("--invented",)
    return building.in_place_of_a_page(*source, "--warehouse", str(folder), why=READING.format(len(own)) if own else INVENTING)
