"""The first start: builds the extracts in data/extracts, or an invented authority if there are none.

A visit starts a build only if there is none yet, or if another version of Sightline made the current one (see `built_again`), and
only for a visitor who may open records. If the folder has builds but does not say which is in use, a person must mend it by hand.
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
NOT_CHOSEN = "The folder of the figures does not say which build is in use, so no figures can be shown. Nothing was changed."
NOT_IN_USE = (
    "No figures can be shown at the moment, because Sightline does not know which build is in use. "
    "Tell the person who looks after Sightline; the reason is in the window it was started from."
)


def ready(folder: Path, audience: str | None, held: tuple[Role, ...] | None) -> bool:
    """Whether there are figures to show; if not, build them under a progress bar or say what is wrong.

    `audience` and `held` are the arguments of `open_to`. Only a visitor who may open records starts a build and sees what is
    wrong with the folder; others see only that figures are missing.
    """
    operates = WITH_RECORDS in open_to(audience, invented=True, held=held)
    try:
        warehouse.usable(open_to(audience, invented=False, held=held)[0].id, folder)
    except warehouse.BuiltWithout:
        raise  # this audience alone has no file; other audiences' figures stay in use
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
        st.code(details, language=None, wrap_lines=True)  # as code, because it contains the text of a file
    return False


def _build(folder: Path) -> bool:
    own = received.present(EXTRACTS)
    text.title("Sightline")
    source = ("--extracts", str(EXTRACTS)) if own else ("--invented",)
    return building.in_place_of_a_page(*source, "--warehouse", str(folder), why=READING.format(len(own)) if own else INVENTING)
