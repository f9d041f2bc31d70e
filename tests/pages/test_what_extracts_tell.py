"""The page What your extracts can tell: each indicator with its figures, or with the file, column or months that it wants."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from data import build
from indicators import catalogue
from indicators.children import telling, wanted
from indicators.roles import NotAllowed, View
from queries.store import warehouse as warehouses
from tests.support.audience import BOARD, PERFORMANCE
from tests.support.small_extracts import annex_a, csv, plan, referral

FILES = {"list 6": "Load Annex A list 6, children in need.", "list 4": "Load Annex A list 4, assessments."}
CASES = [  # indicator, kind of the first want, what the page says it wants
    ("assessments_on_time", wanted.FILE, FILES["list 4"]),
    ("ethnicity_not_recorded", wanted.FILE, FILES["list 6"]),
    ("no_further_action_after_assessment", wanted.FILE, "Load Annex A list 4, assessments; Annex A list 6, children in need."),
    ("worker_supervision_on_time", wanted.FILE,
     "Load worker.csv (workers); worker_supervision.csv (supervision of workers)."),
    ("reviews_on_time", wanted.FILE, "Load meeting.csv (meetings and who came)."),
    ("contacts", wanted.COLUMN, "Add the column ‘Contact source’ of contacts with their outcome, in contact_2026-10-31.csv."),
    ("second_or_subsequent_plans", wanted.COLUMN,
     "Add the column ‘Number of previous child protection plans’ of Annex A list 7, child protection plans, in "
     "annex_a_2026-10-31.xlsx, which is blank or cannot be read."),
    ("plans_again_within_24_months", telling.MONTHS,
     "Load extracts of more days, because its lists are all there from 1 May 2026 to 31 October 2026, and each figure looks "
     "back 24 months."),
]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """A view of two Annex A lists and of contacts without their outcome."""
    extracts, folder = tmp_path_factory.mktemp("extracts"), tmp_path_factory.mktemp("warehouse")
    asked = [referral(f"C{month}{each}", date(2026, month, 5)) for month in range(3, 11) for each in range(9)]
    plans = [plan(f"C{month}{each}", date(2026, month, 15), None if each or month == 10 else date(2026, month + 1, 1))
             for month in range(4, 11) for each in range(4)]  # fmt: skip
    annex_a(extracts / "annex_a_2026-10-31.xlsx", list_3=asked, list_7=plans)
    csv(extracts / "contact_2026-10-31.csv", "contact_id,child_id,contact_date",
        *(f"{each},C{each},2026-{3 + each % 8:02}-{1 + each % 28:02}" for each in range(80)))
    build.build(extracts, folder, code="420")
    return View(PERFORMANCE, warehouse=folder)


def of(told: list[telling.Told], indicator: str) -> telling.Told:
    return next(each for each in told if each.indicator.id == indicator)


@pytest.mark.parametrize(("indicator", "kind", "says"), CASES, ids=[case[0] for case in CASES])
def test_an_indicator_without_figures_says_what_it_wants(loaded, indicator, kind, says):
    found = of(telling.every(loaded), indicator)
    assert (found.months, found.wants[0].kind) == (0, kind)
    assert telling.shown(found)[3] == says and telling.shown(found)[1] == "None (0 of 24 months)"


def test_an_indicator_with_figures_says_from_when_to_when_and_how_many_months_limits_need(loaded):
    found = of(telling.every(loaded), "referrals")
    assert telling.shown(found)[1:] == ("7 of 24 months, Apr–Oct 2026", "Limits from 12 months: 6 more", "Nothing")
    closed = of(telling.every(loaded), "no_further_action_at_referral")
    assert closed.limits == "limits from 12 months: 6 more; alerts from 13 months: 7 more"


def test_the_headline_counts_each_indicator_once(loaded):
    told = telling.every(loaded)
    assert [each.indicator for each in told] == catalogue.indicators(loaded)
    first, *others = telling.headline(told).split("; ")
    counts = [int(part.split()[0]) for part in (first, *others)]
    assert first == f"{counts[0]} of {len(told)} indicators have figures" and sum(counts) == len(told)
    assert "need a file you have not loaded (Annex A list 6, Annex A list 4 …)" in others[0]


def test_the_file_has_a_row_for_each_indicator_and_says_the_same(loaded):
    told = telling.every(loaded)
    table = telling.table(told)
    assert table.height == len(told) and table.columns == list(telling.CSV)
    row = table.filter(indicator="referrals").row(0, named=True)
    assert (row["has_figures"], row["figures_to"], row["months_with_figures"]) == ("yes", date(2026, 10, 31), 7)


def test_with_published_figures_alone_every_indicator_needs_a_file(published):
    told = telling.every(View(PERFORMANCE, warehouse=published))
    assert {each.wants[0].kind for each in told} == {wanted.FILE} and not any(each.months for each in told)


def test_an_audience_without_records_is_refused(loaded):
    with pytest.raises(NotAllowed):
        telling.every(loaded.of(role=BOARD))


def drawn(folder, monkeypatch) -> AppTest:
    """The page as the performance team opens it."""
    monkeypatch.setenv("SIGHTLINE_AUDIENCE", PERFORMANCE.id)
    monkeypatch.setattr(warehouses, "FOLDER", folder)
    app = AppTest.from_file("../../pages/main.py", default_timeout=120)
    app._page_hash = calc_hash("tell")
    return app.run()


def test_the_page_is_drawn_with_a_table_for_each_stage(loaded, monkeypatch):
    app = drawn(loaded.warehouse, monkeypatch)
    assert not app.exception and app.title[0].value.startswith("17 of")
    assert len(app.table) == len({each.stage for each in catalogue.indicators(loaded)})
    assert sum(len(each.value) for each in app.table) == len(catalogue.indicators(loaded))


def test_the_page_opens_without_extracts_too(published, monkeypatch):
    app = drawn(published, monkeypatch)
    assert not app.exception and app.title[0].value.startswith("0 of") and app.table


@pytest.mark.slow
def test_a_file_that_is_not_believed_and_a_column_that_a_newer_extract_lacks_are_named(tmp_path):
    extracts = tmp_path / "extracts"
    extracts.mkdir()
    ids = "Child Unique ID,Date of referral,Referral Source,Number of Referrals in Last 12 Months"
    asked = [f"C{month}{each},2026-{month:02}-05,Police,0" for month in range(3, 10) for each in range(9)]
    csv(extracts / "list_3_2026-09-30.csv", f"{ids},Referral NFA?", *(f"{row},No" for row in asked))
    csv(extracts / "list_3_2026-10-31.csv", ids, *asked, *(f"C10{each},2026-10-05,Police,0" for each in range(9)))
    csv(extracts / "contact_2026-10-31.csv", "contact_id,child_id,contact_date,source", *("1,,,police" for _ in range(9)))
    build.build(extracts, tmp_path / "warehouse", code="420", accept=True)
    told = telling.every(View(PERFORMANCE, warehouse=tmp_path / "warehouse"))
    contacts = of(told, "contacts")
    assert telling.shown(contacts)[3] == (
        "Correct contact_2026-10-31.csv, because contacts with their outcome in it covers no day: the page Load says why.")
    closed = of(told, "no_further_action_at_referral")
    assert [want.kind for want in closed.wants] == [wanted.COLUMN] and "list_3_2026-10-31.csv" in closed.wants[0].says
    assert of(told, "referrals").wants == () and "4 need files that were not believed" in telling.headline(told)
