"""How well a figure is recorded: rows left out, children whose group is unknown, and the results of data-quality checks."""


from collections.abc import Iterator

from indicators import catalogue
from indicators.children import recording
from indicators.judging import reasons
from indicators.roles import View
from indicators.wording import words
from pages import text
from pages.frame import display, filters, links
from pages.text import Markdown
from queries.definitions.header import Indicator

MOST = 5  # checks that are named; the others are counted
NOTHING_HELD = "There are no checks of the tables that this is counted from."
NOT_MADE = "none could be made, or none may be shown"
NOT_SHOWN = " that shows in rounded counts"


def draw(view: View, indicator: Indicator) -> None:
    """Draw the section: notes first, then the checks, each with a link to its figures."""
    text.header("How well it is recorded", anchor=False)
    notes = [*_left_out(view, indicator), *_late(indicator), *_unknown(view, indicator)]
    if notes:
        text.markdown(text.bullets(notes))
    _checks(view, indicator)


def _left_out(view: View, indicator: Indicator) -> Iterator[str]:
    if not view.role.children:
        return
    found = recording.left_out(view, indicator)
    if found["read"]:
        yield (
            f"Left out: {found['rows_left_out']:,} of {found['read']:,} rows read for this figure, over all extracts. Cells that "
            f"could not be read in the rows kept: {found['cells_not_read']:,}."
        )


def _late(indicator: Indicator) -> Iterator[str]:
    if indicator.settles:
        yield (
            f"Recorded late: entries are still expected for {indicator.settles} days, so figures newer than that are provisional "
            "and drawn hollow."
        )


def _unknown(view: View, indicator: Indicator) -> Iterator[str]:
    named = catalogue.named(indicator)
    for row in recording.not_recorded(view.of(breakdown="all", category="All"), indicator).to_dicts():
        share = words.amount(row["share"], "percentage", display.decimals(view))
        yield (
            f"{named[row['breakdown']]} not known: {share} ({row['missing']:,} of {row['counted']:,}) in "
            f"{words.period(row['period_start'], row['period_end'], row['grain'])}."
        )


def _checks(view: View, indicator: Indicator) -> None:
    found = recording.checks(view, indicator)
    listing = [(check, row) for check, row in found if row.numerator]
    if not found:
        text.caption(NOTHING_HELD)
        return
    made = [row for _, row in found if row.numerator is not None]
    none = "no fault was found" + (NOT_SHOWN if any(map(reasons.rounded, made)) else "")
    many = f"faults to correct in {len(listing)} of {len(made)} checks" if listing else none if made else NOT_MADE
    if made and len(made) < len(found):
        many += f"; {len(found) - len(made)} more could not be made, or may not be shown"
    text.markdown(Markdown("**Checks of the tables that it is counted from**: {}.").format(many))
    for check, row in listing[:MOST]:
        label = f"{check.title}: {words.figure(row, check, display.decimals(view))} {words.when(row, check)}"
        links.to("indicator", label, icon=":material/arrow_forward:", indicator=check.id, team=filters.EVERY)
    if len(listing) > MOST:
        text.caption(f"{len(listing) - MOST} more found faults: see the overview, under {catalogue.STAGES['data_quality']}.")
