"""An authority's first year is not compared for what looks back; a group of none or one ranks nobody; no two go under one name.

The figures and the list of authorities are those that ship, read by the product's own queries; invented ones stand beside them.
"""

import polars as pl
import pytest

import queries
from data import published
from indicators.charts import every_year, picture
from indicators.charts.style import Look
from indicators.comparing import comparison, national, years
from indicators.comparing.row_types import Area
from indicators.wording import public, verdicts
from queries.definitions.national_series import LOOKS_BACK, UNITS
from queries.store import engine

CUMBERLAND, WESTMORLAND, NORTH, WEST, DORSET, BCP = NEW = ("942", "943", "940", "941", "838", "839")
BEGAN = dict(zip(NEW, (2024, 2024, 2022, 2022, 2020, 2020), strict=True))
SERIES = "re_referral_percent"


def authorities(figures: pl.DataFrame) -> pl.DataFrame:
    """What `reading/areas.sql` says of a table of published figures."""
    with engine.memory() as database:
        database.load("published", figures)
        return database.run(queries.text("reading/areas"))


@pytest.fixture(scope="module")
def tables():
    """(published figures with `began`, neighbours, authorities), as `neighbours` gives them to a comparison."""
    shipped = published.read()
    areas = authorities(shipped["published"])
    some = shipped["published"].filter(pl.col("series").is_in([*LOOKS_BACK, "assessment_45_days_percent"]))
    return some.join(areas.select("area_code", "began"), on="area_code", how="left"), shipped["neighbour"], areas


def standing(tables, code, year, series=SERIES, model="May 2025", polarity="low is good"):
    figures, near, _ = tables
    everyone = national.of_year(figures, series, year)
    return {
        **comparison.standing(figures, near, code, series, year, model=model).row(0, named=True),
        **national.standing(everyone, code, polarity), **years.against_past(figures, code, series, year), "unit": UNITS[series],
    }


def test_the_authorities_made_anew_are_found_in_the_published_years_and_no_other(tables):
    known = tables[2].filter(~pl.col("area_code").str.contains("/"))
    assert dict(known.filter(pl.col("began").is_not_null()).select("area_code", "began").iter_rows()) == BEGAN
    assert {"933", "815", "825"}.isdisjoint(BEGAN) and known.filter(pl.col("area_code").is_in(["933", "815", "825"])).height == 3


def test_a_row_that_is_missing_in_one_table_makes_no_authority_new_or_ended():
    rows = [("A", "one", each) for each in (2020, 2021)] + [("A", "two", 2021), ("B", "one", 2021), ("B", "two", 2021)]
    rows += [("B", "two", 2020), ("C", "one", 2021), ("C", "two", 2021), ("D", "one", 2020), ("D", "two", 2020)]
    frame = pl.DataFrame(rows, schema=["area_code", "series", "year"], orient="row").with_columns(
        area_name=pl.col("area_code"), area_type=pl.lit("authority"), region_name=pl.lit("North"))
    found = {row["area_code"]: (row["began"], row["ended"]) for row in authorities(frame).to_dicts()}
    assert found == {"A": (None, None), "B": (None, None), "C": (2021, None), "D": (None, 2020)}


@pytest.mark.parametrize("series", LOOKS_BACK)
def test_a_first_year_stays_out_of_everything_it_could_be_compared_in(tables, series):
    figures, near, _ = tables
    noted = comparison.known(figures.filter(series=series)).filter(pl.col("note").is_in(comparison.FIRST_YEARS))
    held = figures.filter(pl.col("area_code").is_in(NEW), pl.col("year") < pl.col("began") + LOOKS_BACK[series], series=series)
    assert noted.height == held.height > 0
    for code, year, began in noted.select("area_code", "year", "began").iter_rows():
        got = comparison.standing(figures, near, code, series, year).row(0, named=True)
        assert (got["note"], got["rank"], got["rank_lower"]) == (comparison.FIRST_YEARS[year - began], None, None)
        for after in (year, year + 1):
            past = years.against_past(figures, code, series, after)
            assert past["trend"] is past["change"] is None and past["too_new"]


def test_a_first_year_has_no_place_in_england_and_moves_no_funnel(tables):
    everyone = national.of_year(tables[0], SERIES, 2024)
    assert {CUMBERLAND, WESTMORLAND}.isdisjoint(everyone.authorities["area_code"]) and everyone.authorities.height > 140
    assert CUMBERLAND in national.of_year(tables[0], SERIES, 2025).authorities["area_code"]
    got = standing(tables, CUMBERLAND, 2024)
    assert {got[name] for name in ("national_rank", "quarter", "band", "outside")} == {None}
    assert verdicts.against_all(got) == verdicts.quarter(got, "low is good") == verdicts.since_last_year(got) == ""


def test_cumberlands_first_year_is_said_to_be_its_first_and_makes_no_rise(tables):
    first, second = (standing(tables, CUMBERLAND, year) for year in (2024, 2025))
    assert (first["own"], second["own"]) == (10.7, 22.7)
    assert "this is the authority's first year" in verdicts.place(first)
    assert "not comparable: the authority's first year" in verdicts.in_brief(first, "percentage")
    assert second["rank"] and second["national_rank"] and verdicts.since_last_year(second) == ""
    assert verdicts.over_years(second).endswith(
        "cannot be said: the authority began in April 2023, and figures of fewer than five of its years can be compared.")
    assert verdicts.over_years(standing(tables, DORSET, 2025)) == "Falling over the five years to 2024–25."


# The medians of 2023–24 with and without the first years of two neighbours, worked out by hand from the published table.
@pytest.mark.parametrize(("code", "median"), [("860", 18.45), ("884", 19.1), ("811", 19.1), ("893", 20.35), ("813", 20.0)])
def test_a_neighbour_in_its_first_year_enters_no_median(tables, code, median):
    got = standing(tables, code, 2024)
    assert got["neighbours_median"] == pytest.approx(median) and got["neighbours_known"] < got["neighbours_listed"] == 10
    left_out = Area.rows(comparison.areas(*tables[:2], code, SERIES).filter(year=2024))
    assert "(the authority's first year)" in verdicts.without(left_out)


def test_what_does_not_look_back_is_compared_from_the_first_year(tables):
    got = standing(tables, CUMBERLAND, 2024, "assessment_45_days_percent", polarity="high is good")
    assert got["rank"] and got["national_rank"] and got["note"] is None
    assert "the authority began in April 2023" in verdicts.over_years(got)


def test_a_first_year_is_a_ring_on_its_line_and_no_line_joins_it_to_the_next(tables):
    areas = comparison.areas(*tables[:2], NORTH, SERIES).filter(pl.col("year") >= 2022)
    middle = comparison.table(*tables[:2], NORTH, SERIES).filter(pl.col("year") >= 2022)
    traces, layout = every_year.drawn(areas, middle, Look("Re-referrals"))
    own = traces[-1]
    assert own["y"] == [21.4, None, 29.3, 26.5, 23.9] and own["marker"]["symbol"][0] == "circle-open"
    assert "circle-open" not in own["marker"]["symbol"][2:]
    assert "2021–22 not comparable: the authority's first year" in str(layout)
    assert picture.draw(traces, layout, 600, "Re-referrals")  # as the page in plain words draws it


@pytest.mark.parametrize(("code", "model"), [(CUMBERLAND, "April 2021"), ("909", "May 2025"), ("835", "May 2025")])
def test_without_neighbours_nobody_is_first_of_one(tables, code, model):
    got = standing(tables, code, 2023 if code == "909" else 2019 if code == "835" else 2025, model=model)
    assert (got["rank"], got["ranked"], got["neighbours_listed"]) == (None, None, 0) and got["own"] is not None
    assert verdicts.place(got) == "Not ranked among statistical neighbours: there are none."
    assert "1st of 1" not in verdicts.in_brief(got, "percentage")
    assert public.against_places(got, "low is good") == (public.UNKNOWN, "")


def test_a_group_of_one_with_a_figure_ranks_nobody_and_says_how_many_there_are(tables):
    figures = tables[0].filter(series=SERIES, year=2025)
    three = pl.DataFrame({"model": "mine", "area_code": "890", "neighbour_code": ["882", "909", "928"], "position": [1, 2, 3],
                          "closeness": ""})
    got = comparison.standing(figures, three, "890", SERIES, 2025, model="mine").row(0, named=True)
    assert (got["rank"], got["neighbours_known"], got["neighbours_listed"]) == (None, 1, 3)
    assert verdicts.place(got) == (
        "Not ranked among statistical neighbours: only 1 of the 3 has a figure, which is too few to rank.")


def test_which_model_knows_an_authority_is_said():
    assert verdicts.no_neighbours("Cumberland", "April 2021", ["May 2025"]) == (
        "The model of April 2021 does not include Cumberland, so Cumberland has no statistical neighbours. "
        "The model of May 2025 does.")
    assert verdicts.no_neighbours("A and B (joint figure)", "May 2025", []).endswith("The other models do not include it either.")


def test_no_two_authorities_go_under_one_name_and_those_that_ended_come_last_with_their_years(tables):
    areas = tables[2]
    assert areas["area_name"].n_unique() == areas.height
    ended = areas.filter(pl.col("ended").is_not_null())["area_name"].to_list()
    assert areas["area_name"].to_list()[-len(ended):] == ended == [
        "Bournemouth (until March 2019)", "Cumbria (until March 2023)", "Dorset (until March 2019)",
        "Northamptonshire (until March 2021)", "Poole (until March 2019)"]
    joint = areas.filter(pl.col("area_code").str.contains("/"))["area_name"].to_list()
    assert joint == ["Kingston upon Thames and Richmond upon Thames (joint figure)",
                     "North Northamptonshire and West Northamptonshire (joint figure)"]


def test_two_living_authorities_of_one_name_are_told_apart_by_their_codes():
    frame = pl.DataFrame({"area_code": ["1", "2"], "area_name": "Newtown", "area_type": "authority", "region_name": "North",
                          "series": "one", "year": 2021})
    assert authorities(frame)["area_name"].to_list() == ["Newtown, code 1", "Newtown, code 2"]
