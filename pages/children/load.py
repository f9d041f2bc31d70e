"""Loading extracts in two steps, a check and a yes; and what the build in use was read from, with what was refused.

Files are checked first, and count when a person says so. Above the tables of a check stand its questions and buttons: use these
figures, or not, which column holds what, and whether something that stopped it is right.
"""

import polars as pl
import streamlit as st

from indicators import catalogue
from indicators.catalogue import Build
from indicators.children import records
from indicators.roles import UNLESS_SAID, WITH_RECORDS, View
from indicators.wording import previewed, words
from pages import text
from pages.access import log
from pages.access.guard import children_only
from pages.frame import files, links
from pages.loading import building, checking, columns, missing_records, preview, received, refused_files
from pages.loading.checking import Check
from pages.text import Markdown
from queries import sources

TITLE = "Load"
ADDRESS = "load"
FILTERS = ()

EXTRACTS = building.PROJECT / "data" / "extracts"
INVENTED = Markdown(
    "You are looking at an invented authority. Building from your own extracts replaces it. After that, start Sightline with "
    "`SIGHTLINE_AUDIENCE={}` to come back to this page. Without it, Sightline does not know who is looking, so it shows real "
    "data as the {} sees them."
)
SO_FAR = Markdown("In `data/extracts` so far: {} {}.")
NOT_YET = "Not in the figures in use: {}. A check shows what they would change."
NOT_BUILT = "The figures could not be built. The last good ones stay in use."
NOT_KEPT = " The files you just uploaded were not kept."
STOPPED = "These files cannot be used as they are"
NOT_USED = "These figures could not be put in use. The last good ones stay in use."
TAKEN_OUT = "The files you brought were taken out of data/extracts. Nothing else was changed."
IN_USE = "The figures on every page are the new ones."
IDENTIFIES = "These rows come from the extracts and may identify children. Keep them where such records are kept."
REPORT = {"file": "File", "list": "List", "read": "Rows read", "loaded": "Loaded", "rejected": "Refused", "note": "Note"}
USE, LEAVE, AGAIN = "Use these figures", "Do not use", "Check again"
CLOSE = "Close"
CHOSEN = "Read these columns so, and check again"
ACCEPT = "I have looked at this: go on, and check again"
YES = {"--accept": "Go on without these lists: they give no figures",
       "--accept-withdrawn": "These records are rightly gone: go on"}


@children_only
def show(view: View) -> None:
    """Draw a check that waits or the upload form first, then what this build was made from, and what was refused."""
    head = st.container()
    if waits := checking.waiting():
        _decide(view, waits)
    build, waits = catalogue.build(view), checking.waiting()  # after the answer, which may have changed both
    report, refused = records.load_report(view), records.rejected(view)
    with head:
        text.title(_title(report, refused, waits), anchor=False)
    if waits:
        preview.draw(view, waits)
    _new(view, build, report)
    built = f"built {words.day(build['built_at'])}"
    _report(report, built)
    _refused(view, refused, built)


def _title(report: pl.DataFrame, refused: pl.DataFrame, waits: Check | None) -> str:
    if waits:
        return previewed.headline(waits.preview, waits.names) if not waits.problem else STOPPED
    files = report.filter(pl.col("list").is_not_null())["file"].n_unique()
    read = "1 file was read" if files == 1 else f"{files:,} files were read"
    return f"{read}; {'nothing' if refused.is_empty() else 'some of their content'} was refused"


def _decide(view: View, check: Check) -> None:
    """What stopped a check, its questions and its buttons; after an answer, what came of it in their place."""
    said, place = st.container(), st.empty()
    with place.container():
        pressed, options, chosen = _asked(check)
        missing_records.offer(view, check, EXTRACTS)
    with said:
        if pressed == USE:
            _use(view, check)
        elif pressed == LEAVE:
            _leave(check)
        elif pressed == AGAIN:
            place.empty()  # a click on one of its buttons would end the check
            _again(view, check, options, columns.write(chosen))
    if checking.waiting() is None:
        place.empty()


def _asked(check: Check) -> tuple[str | None, tuple[str, ...], list[columns.Answer]]:
    """Draw the questions and buttons; returns (the answer, the build's options with it, the columns chosen)."""
    if check.problem:
        text.error(NOT_BUILT + ("" if check.brought else NOT_KEPT))
        st.code(check.problem, language=None, wrap_lines=True)
    chosen = columns.draw(check)
    with st.container(horizontal=True):
        use = not check.problem and text.button(USE, type="primary", icon=":material/check:")
        read = chosen and text.button(CHOSEN, type="primary" if check.problem else "secondary")
        accepted = [each for each in check.accepts if text.button(YES.get(each, ACCEPT), key=f"yes {each}")]
        leave = text.button(LEAVE if check.asks else CLOSE)
        again = check.asks and text.button(AGAIN)
    pressed = USE if use else LEAVE if leave else AGAIN if read or again or accepted else None
    return pressed, (*check.options, *accepted), chosen if read else []


def _use(view: View, check: Check) -> None:
    """Put the checked build in use."""
    problem = checking.use(view.warehouse, check)
    log.loaded(view, len(check.brought), not problem)
    if problem:
        text.error(NOT_USED)
        st.code(problem, language=None, wrap_lines=True)
        return
    checking.keep(None)
    text.success(IN_USE, icon=":material/check_circle:")
    links.to("tell", "What your extracts can tell now", icon=":material/arrow_forward:")


def _again(view: View, check: Check, options: tuple[str, ...], problem: str = "") -> None:
    """Check once more with the build's options, unless there is a problem to say first."""
    if problem:
        text.error(problem)
        return
    checking.keep(None)
    checking.keep(checking.check(view.warehouse, EXTRACTS, check.brought, *options))
    st.rerun()


def _leave(check: Check) -> None:
    """Take out what this visitor brought, and forget the check."""
    checking.take_out(check.brought)
    checking.keep(None)
    text.info(TAKEN_OUT if check.brought else "Nothing was changed.")


def _new(view: View, build: Build, report: pl.DataFrame) -> None:
    text.header("Load extracts", anchor=False)
    if build["invented"]:
        text.info(INVENTED.format(WITH_RECORDS.id, UNLESS_SAID.title.lower()))
    with st.form("extracts", clear_on_submit=True, border=False):
        asks_for = words.capital(sources.titles())
        files = text.file_uploader(asks_for, type=list(sources.kinds()), accept_multiple_files=True)
        asked = text.submit("Keep these files and check them", type="primary")
    present = received.present(EXTRACTS)
    text.caption(SO_FAR.format(len(present) or "no", "file" if len(present) == 1 else "files"))
    if not checking.waiting() and (unread := sorted({path.name for path in present} - set(report["file"]))):
        text.caption(NOT_YET.format(", ".join(unread)))
    if asked and not files and not present:
        text.warning("There is no extract to build from. Choose a file first.")
    elif asked:
        found = checking.hand_in(view.warehouse, EXTRACTS, files, checking.waiting())
        checking.keep(found)
        log.loaded(view, len(files), not found.problem, "check")
        st.rerun()


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
    refused_files.offer(view, refused.height)
    text.caption(IDENTIFIES)
