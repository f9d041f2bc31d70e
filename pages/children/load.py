"""Extracts in: what was read and taken in, what was refused and why, new files, and building anew."""

import contextlib
from pathlib import Path

import polars as pl
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from indicators import catalogue
from indicators.catalogue import Build
from indicators.children import records
from indicators.roles import UNLESS_SAID, WITH_RECORDS, View
from indicators.wording import words
from pages import text
from pages.access import log
from pages.access.guard import children_only
from pages.frame import files
from pages.loading import building, received
from pages.text import Markdown
from queries import sources

TITLE = "Load"
ADDRESS = "load"
FILTERS = ()

EXTRACTS = building.PROJECT / "data" / "extracts"
INVENTED = Markdown(
    "You are looking at an invented authority. Building from your own extracts replaces it. After that, start Sightline with "
    "`SIGHTLINE_AUDIENCE={}` to come back to this page: without it, real data open as the {} sees "
    "them, because nobody has said who is looking."
)
SO_FAR = Markdown("In `data/extracts` so far: {} {}.")
NOT_BUILT = "The figures could not be built. The last good ones stay in use."
IDENTIFIES = "These rows come from the extracts and may identify children. Keep them where such records are kept."
REPORT = {"file": "File", "list": "List", "read": "Rows read", "loaded": "Loaded", "rejected": "Refused", "note": "Note"}


@children_only
def show(view: View) -> None:
    """Draw what this build was made from, what was refused, and the way to load more."""
    build = catalogue.build(view)
    report, refused = records.load_report(view), records.rejected(view)
    text.title(_message(report, refused), anchor=False)
    _new(view, build)
    built = f"built {words.day(build['built_at'])}"
    _report(report, built)
    _refused(view, refused, built)


def _message(report: pl.DataFrame, refused: pl.DataFrame) -> str:
    files = report.filter(pl.col("list").is_not_null())["file"].n_unique()
    read = "1 file was read" if files == 1 else f"{files:,} files were read"
    return f"{read}; {'nothing' if refused.is_empty() else 'some of their content'} was refused"


def _report(report: pl.DataFrame, built: str) -> None:
    text.header("What was read", anchor=False)
    text.markdown("Every row read was either loaded or refused.")
    table = report.select(list(REPORT)).rename(REPORT)
    counts = {name: st.column_config.NumberColumn(format="%,d") for name in ("Rows read", "Loaded", "Refused")}
    alt = "Rows read, loaded and refused for each list of each file"
    st.dataframe(table, hide_index=True, column_config=counts, alt=alt)
    files.download("Download (CSV)", table, "Load report", built, unit="rows of an extract")


def _refused(view: View, refused: pl.DataFrame, built: str) -> None:
    text.header("What was refused, and why", anchor=False)
    if refused.is_empty():
        text.success("Nothing was refused.", icon=":material/check_circle:")
        return
    log.records(view, "refused rows", refused.height)
    table = refused.rename({name: words.capital(name.replace("_", " ")) for name in refused.columns})
    st.dataframe(table, hide_index=True, alt="Rows and cells refused, with the reason")
    files.download("Download (CSV)", table, "Refused rows", built, unit=files.A_ROW_EACH)
    text.caption(IDENTIFIES)


def _new(view: View, build: Build) -> None:
    text.header("Load extracts", anchor=False)
    if build["invented"]:
        text.info(INVENTED.format(WITH_RECORDS.id, UNLESS_SAID.title.lower()))
    with st.form("extracts", clear_on_submit=True, border=False):
        asks_for = words.capital(sources.titles())
        files = text.file_uploader(asks_for, type=list(sources.kinds()), accept_multiple_files=True)
        asked = text.submit("Keep these files and build", type="primary")
    present = received.present(EXTRACTS)
    text.caption(SO_FAR.format(len(present) or "no", "file" if len(present) == 1 else "files"))
    if asked and not files and not present:
        text.warning("There is no extract to build from. Choose a file first.")
    elif asked:
        _take_in(view, files)


def _take_in(view: View, files: list[UploadedFile]) -> None:
    """Keep the files and build; where either fails, the files that this brought go again, and no others."""
    brought = []
    try:
        for file in files:
            path, new = received.keep(EXTRACTS, file.name, file.getvalue())
            brought += [path] * new
        worked, said = building.run("--extracts", str(EXTRACTS), "--warehouse", str(view.warehouse),
                                    failed=lambda: _take_out(brought))
    except received.NotKept as problem:
        _take_out(brought)
        worked, said = False, str(problem)
    log.loaded(view, len(files), worked)
    if worked:
        text.success("Built. The figures on every page are the new ones.", icon=":material/check_circle:")
    else:
        text.error(NOT_BUILT + (" The files just handed in were not kept." if files else ""))
    st.code(said, language=None, wrap_lines=True)


def _take_out(brought: list[Path]) -> None:
    """Remove files that were just handed in; one that cannot be removed, or went already, is let be."""
    for path in brought:
        with contextlib.suppress(OSError):
            path.unlink()
