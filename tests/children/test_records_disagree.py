"""A list of records that does not add up to its figure is never shown: planted in a copy of the warehouse, figure by figure."""

import shutil
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from indicators.children import records
from indicators.roles import View
from queries.store import engine
from queries.store import warehouse as built
from tests.support.audience import PERFORMANCE

MONTH, QUARTER, YEAR = ("month", "2026-09-01", "2026-09-30"), ("quarter", "2026-07-01", "2026-09-30"), (
    "year", "2025-04-01", "2026-03-31")
ROLLING, EARLIER = ("rolling", "2025-10-01", "2026-09-30"), ("month", "2026-08-01", "2026-08-31")
EVERYBODY, GIRLS = ("all", "All"), ("sex", "Female")
MORE, FEWER, DIVIDED = "numerator = numerator + 1", "numerator = numerator - 1", "denominator = denominator + 1"
WRONG = {
    "a percentage": ("re_referrals", MONTH, EVERYBODY, MORE),
    "what it is divided by": ("re_referrals", QUARTER, EVERYBODY, DIVIDED),
    "a rolling year": ("re_referrals", ROLLING, EVERYBODY, FEWER),
    "one group": ("re_referrals", QUARTER, GIRLS, MORE),
    "a number at a day": ("children_on_plans", MONTH, EVERYBODY, MORE),
    "a rate's count": ("children_on_plans_rate", MONTH, EVERYBODY, MORE),
    "a group's count of a rate": ("children_on_plans_rate", MONTH, GIRLS, MORE),
    "days": ("worker_supervision_gap", MONTH, EVERYBODY, FEWER),
    "who was averaged": ("worker_supervision_gap", QUARTER, EVERYBODY, DIVIDED),
}
RIGHT = {
    "what a rate is divided by": ("children_on_plans_rate", QUARTER, EVERYBODY, "denominator = denominator + 1000"),
    "what is not available": ("re_referrals", EARLIER, EVERYBODY,
                              "numerator = NULL, denominator = NULL, value = NULL, symbol = 'x'"),
}
LOST, GONE = ("no_further_action_at_referral", MONTH, EVERYBODY), ("no_further_action_at_referral", QUARTER, EVERYBODY)


def row_of(indicator: str, period: tuple, part: tuple) -> str:
    return (f"indicator = '{indicator}' AND grain = '{period[0]}' AND period_end = DATE '{period[2]}' "
            f"AND breakdown = '{part[0]}' AND category = '{part[1]}'")


@pytest.fixture(scope="module")
def broken(warehouse, tmp_path_factory):
    """A copy of the warehouse in which every figure above was changed, one record was lost, and one figure is gone."""
    folder = tmp_path_factory.mktemp("broken") / "warehouse"
    shutil.copytree(warehouse, folder)
    with engine.create(built.current(folder) / "performance.duckdb") as database:
        for *place, change in (WRONG | RIGHT).values():
            assert database.run(f"SELECT 1 FROM series WHERE numerator > 0 AND {row_of(*place)}").height == 1, place
            database.execute(f"UPDATE series SET {change} WHERE {row_of(*place)}")
        database.execute(f"DELETE FROM series WHERE {row_of(*GONE)}")
        september = f"indicator = '{LOST[0]}' AND event_date BETWEEN DATE '{MONTH[1]}' AND DATE '{MONTH[2]}'"
        database.execute(f"DELETE FROM counted WHERE {september} AND record_id = ("
                         f"SELECT MIN(record_id) FROM counted WHERE {september})")
    return folder


def opened(folder, indicator: str, period: tuple, part: tuple):
    view = View(PERFORMANCE, indicator, period[0], *part, warehouse=folder)
    return records.behind(view, date.fromisoformat(period[1]), date.fromisoformat(period[2]))


@pytest.mark.parametrize("what", WRONG)
def test_a_changed_figure_is_not_listed(broken, warehouse, what):
    *place, _ = WRONG[what]
    assert opened(warehouse, *place).height
    with pytest.raises(records.Disagrees, match=r"the figure counts .*, and its records add up to .*Use neither"):
        opened(broken, *place)


@pytest.mark.parametrize("what", RIGHT)
def test_what_the_records_do_not_add_up_to_is_not_compared(broken, warehouse, what):
    *place, _ = RIGHT[what]
    assert opened(broken, *place).equals(opened(warehouse, *place))


def test_a_lost_record_and_a_figure_that_is_not_there_are_said(broken, warehouse):
    whole = opened(warehouse, *LOST)
    with pytest.raises(records.Disagrees, match=f"of {whole.height}, and its records add up to .* of {whole.height - 1}"):
        opened(broken, *LOST)
    with pytest.raises(records.Disagrees, match="there is no figure for them"):
        opened(broken, *GONE)


def test_the_page_says_so_and_lists_nothing(broken, monkeypatch):
    monkeypatch.delenv("SIGHTLINE_AUDIENCE", raising=False)
    monkeypatch.setattr(built, "FOLDER", broken)
    app = AppTest.from_file("../../pages/main.py", default_timeout=60)
    app.query_params.update({"role": "performance", "indicator": "re_referrals", "period": "2026-09-30"})
    app._page_hash = calc_hash("behind")
    app.run()
    (said,) = [error.value for error in app.error]
    assert "Re-referrals" in said and "September 2026" in said and "Use neither. Build again" in said
    assert not app.dataframe and not app.exception
