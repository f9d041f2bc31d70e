"""Among all authorities: who is in the funnel, who is outside, what the sentences say; on the published figures and by hand."""

import re
from itertools import pairwise

import numpy as np
import polars as pl
import pytest

from data.published import read
from indicators import catalogue
from indicators.charts import funnel, one_year, style
from indicators.charts.style import Look
from indicators.comparing import comparison, national, neighbours, years
from indicators.statistics import funnels, outside, proportions
from indicators.statistics.funnels import INNER, OUTER
from indicators.wording import verdicts
from queries.definitions.national_series import NUMBER, PERCENTAGE, unit
from tests.support import published_counts
from tests.support.published_counts import REFERENCE
from tests.support.small_country import NEIGHBOURS, SERIES

BLACKPOOL = "890"
PERCENTAGES = ["re_referral_percent", "subsequent_plan_percent", "no_further_action_percent", "not_in_need_percent"]


@pytest.fixture(scope="module")
def published():
    return read(REFERENCE)["published"]


def rows(*figures, first=2021, code="1", **columns):
    """Published rows of one authority: (numerator, denominator) a year, or a symbol."""
    return pl.DataFrame([
        {"area_code": code, "area_name": f"Area {code}", "area_type": "authority", "region_name": "North", "year": first + at,
         "series": SERIES, "numerator": None if isinstance(each, str) else float(each[0]),
         "denominator": None if isinstance(each, str) else float(each[1]),
         "value": None if isinstance(each, str) else round(100 * each[0] / each[1], 1),
         "symbol": each if isinstance(each, str) else None, **columns}
        for at, each in enumerate(figures)], infer_schema_length=None).cast({"numerator": pl.Float64, "symbol": pl.String})


@pytest.mark.parametrize("series", PERCENTAGES)
def test_table_funnel_picture_and_interval_say_the_same_of_every_authority(published, series):
    found = national.of_year(published, series, 2025)
    centre = 100 * found.funnel.centre
    counted = found.authorities.filter(pl.col("outside").is_not_null())
    assert counted.height >= 130 and counted["outside"].n_unique() >= 4
    for row in counted.to_dicts():
        assert (row["outside"] != 0) == (not row["wide_lower"] <= centre <= row["wide_upper"])
        share, n = row["numerator"] / row["denominator"], row["denominator"]
        inner, outer = ([float(line[0]) for line in outside.limits(found.funnel, n, sure)] for sure in (INNER, OUTER))
        assert (row["outside"] >= 1, row["outside"] <= -1) == (share > inner[1], share < inner[0])
        assert (row["outside"] == 2, row["outside"] == -2) == (share > outer[1], share < outer[0])
    drawn = national.lines(found.funnel, 5000)
    assert (drawn["children"][0], drawn["children"][-1]) == (1, 5000)
    assert drawn["upper95"][-1] == pytest.approx(100 * outside.limits(found.funnel, 5000)[1][0])


def test_what_is_hidden_or_recorded_differently_enters_neither_centre_nor_variance_nor_rank(published):
    series = "no_further_action_percent"
    found = national.of_year(published, series, 2025)
    left_out = set(published.filter(pl.col("symbol").is_not_null(), series=series, year=2025)["area_code"])
    different = {code for code in published.filter(area_type="authority")["area_code"].unique()
                 if published_counts.recorded_differently(published, code, series, 2025)}
    assert BLACKPOOL in different and left_out
    assert not set(found.authorities["area_code"]) & (left_out | different)
    kept = found.authorities
    assert found.funnel == funnels.estimated(kept["numerator"], kept["denominator"])
    assert kept["rank"].min() == 1 and kept["rank"].max() <= kept.height == 134
    standing = national.standing(found, BLACKPOOL, "neither")
    assert {standing[name] for name in ("national_rank", "quarter", "band", "outside")} == {None}


def test_a_figure_with_a_symbol_and_a_number_beside_it_stays_out():
    marked = pl.concat([rows((20, 100)), rows((30, 100), code="2"), rows((90, 100), code="3", symbol="u")])
    found = national.of_year(marked, SERIES, 2021)
    assert found.authorities["area_code"].to_list() == ["1", "2"] and found.funnel.centre == 0.25


@pytest.mark.parametrize(("polarity", "band"), [("low is good", "D"), ("high is good", "A"), ("neither", None)])
def test_blackpools_national_place_of_2025(published, polarity, band):
    got = national.standing(national.of_year(published, "re_referral_percent", 2025), BLACKPOOL, polarity)
    assert (got["national_rank"], got["national_ranked"], got["quarter"], got["band"]) == (121, 153, 4, band)
    assert (round(got["centre"], 2), round(got["phi"], 1), got["outside"]) == (22.58, 29.6, 0)
    assert got["wide_lower"] < got["centre"] < got["wide_upper"]


def test_without_counts_there_is_no_funnel_but_there_are_places(published):
    bare = published.with_columns(numerator=pl.lit(None, pl.Float64))
    for table, series in ((bare, "re_referral_percent"), (published, "plans_per_10000"), (published, "caseload")):
        found = national.of_year(table, series, 2025)
        got = national.standing(found, BLACKPOOL, "low is good") | {"unit": unit(series)}
        assert found.funnel is None and got["outside"] is None and got["centre"] is None and got["national_rank"]
        assert verdicts.limits(got) == verdicts.OF_UNIT.get(unit(series), verdicts.NO_FUNNEL) and verdicts.against_all(got) == ""
    assert national.of_year(published, "referrals", 2025).authorities.is_empty()  # more children live in a larger authority
    nothing = national.of_year(published, None, None)
    assert nothing.funnel is None and nothing.authorities.is_empty()
    assert set(national.standing(nothing, BLACKPOOL, "neither").values()) == {None}


@pytest.mark.parametrize(("figures", "trend"), [
    ([(100, 1000), (120, 1000), (140, 1000), (160, 1000), (180, 1000)], "rising"),
    ([(180, 1000), (160, 1000), (140, 1000), (120, 1000), (100, 1000)], "falling"),
    ([(140, 1000)] * 5, "none"),
    ([(10, 100), (12, 100), (14, 100), (16, 100), (18, 100)], "none"),  # the same percentages of a tenth of the children
    ([(260, 1000), (150, 1000), (152, 1000), (155, 1000), (158, 1000)], "none"),  # it all hangs on the first year
    ([(100, 1000), (120, 1000), "c", (160, 1000), (180, 1000)], None),
    ([(100, 1000), (120, 1000), (160, 1000), (180, 1000)], None),
])
def test_a_trend_needs_five_years_certainty_and_every_one_of_them(figures, trend):
    assert years.against_past(rows(*figures), "1", SERIES, 2020 + len(figures))["trend"] == trend


def test_one_year_alone_makes_no_trend():
    """χ² for trend of these is above 9.55; without the first year the direction turns."""
    table = rows((260, 1000), (150, 1000), (152, 1000), (155, 1000), (158, 1000))
    x, n = (table[name].to_numpy().astype(float) for name in ("numerator", "denominator"))
    assert proportions.armitage(x, n, np.arange(5.0)) > years.CERTAIN
    assert (np.diff((x / n)[1:]) > 0).all()


def test_the_change_since_the_year_before_is_newcombes():
    """56 of 70 after 48 of 80: 20 points, 5.24 to 33.39."""
    got = years.against_past(rows((48, 80), (56, 70)), "1", SERIES, 2022)
    assert got["change"] == pytest.approx(20) and got["trend"] is None
    assert (round(got["change_lower"], 2), round(got["change_upper"], 2)) == (5.24, 33.39)
    assert verdicts.since_last_year(got) == "20.0 points higher than the year before (95% interval 5.2 to 33.4 points)."
    gap = years.against_past(rows((48, 80), "c", (56, 70)), "1", SERIES, 2023)
    assert gap["change"] is None and verdicts.since_last_year(gap) == ""


def test_zeros_year_after_year_are_no_trend_and_no_change():
    got = years.against_past(rows(*[(0, 200)] * 5), "1", SERIES, 2025)
    assert set(got.values()) == {None}


def sentence(**changes):
    standing = {
        "own_lower": 21.9, "rank": 8, "ranked": 11, "rank_lower": 5, "rank_upper": 10, "note": None, "own_symbol": None,
        "outside": 0,
        "centre": 22.6, "phi": 27.04, "between": 3.34, "national_rank": 121, "national_ranked": 153, "quarter": 4, "band": "D",
        "year": 2025, "trend": "none", "change": 4.1, "change_lower": -1.8, "change_upper": 6.4, "unit": "percentage", **changes,
    }
    return standing


@pytest.mark.parametrize(("say", "changes", "said"), [
    (verdicts.place, {}, "8th of 11 among statistical neighbours, where 1st is lowest; by chance alone it could be 5th to 10th."),
    (verdicts.place, {"rank_lower": 8, "rank_upper": 8},
     "8th of 11 among statistical neighbours, where 1st is lowest; chance alone would not move it."),
    (verdicts.place, {"rank_lower": None},
     "It cannot be ranked with confidence among statistical neighbours: the counts behind a neighbour's figure are not "
     "published."),
    (verdicts.place, {"rank_lower": None, "own_lower": None},
     "It cannot be ranked with confidence, among statistical neighbours or in England: the counts behind the figure are not "
     "published."),
    (verdicts.place, {"rank_lower": None, "own_lower": None, "unit": "average"},
     "It cannot be ranked with confidence, among statistical neighbours or in England: the spread of the figures behind an "
     "average is not published."),
    (verdicts.place, {"rank": None, "note": comparison.NOT_COMPARABLE},
     "Not ranked among statistical neighbours and not in the funnel: "
     "the figure is recorded differently here, so it is not comparable."),
    (verdicts.place, {"rank": None, "own_symbol": "c"},
     "Not ranked among statistical neighbours and not in the funnel: the figure is hidden to protect children."),
    (verdicts.against_all, {},
     "Not clearly different from all authorities together (22.6%), allowing for how much authorities differ."),
    (verdicts.against_all, {"phi": None}, "Not clearly different from all authorities together (22.6%)."),
    (verdicts.against_all, {"outside": -2, "phi": None},
     "Lower than all authorities together (22.6%): beyond the 99.8% limit of the funnel."),
    (verdicts.against_all, {"outside": 1},
     "Higher than all authorities together (22.6%), even allowing for how much authorities differ: "
     "beyond the 95% limit of the funnel."),
    (verdicts.against_all, {"outside": None}, ""),
    (verdicts.limits, {}, "Authorities differ by more than chance (φ = 27; about 3.3 percentage points either way), "
                          "so the limits allow for that."),
    (verdicts.limits, {"phi": None}, "Authorities differ by no more than chance, so the limits show chance alone."),
    (verdicts.over_years, {}, "No clear trend over the five years to 2024–25."),
    (verdicts.over_years, {"trend": None, "unit": "rate per 10,000"},
     "Whether it rises or falls over the five years to 2024–25 cannot be said: only percentages, where each child counts "
     "once, are tested for a trend."),
    (verdicts.place, {"rank": None, "note": comparison.SIZE},
     "Not ranked among statistical neighbours and not in the funnel: "
     "numbers are not compared between authorities of different size, because a larger authority has more children."),
    (verdicts.over_years, {"trend": "falling"}, "Falling over the five years to 2024–25."),
    (verdicts.over_years, {"trend": None}, "Whether it rises or falls over the five years to 2024–25 cannot be said: "
                                           "not every one of them has a figure with its counts."),
    (verdicts.since_last_year, {}, "No clear change from the year before (95% interval −1.8 to 6.4 points)."),
])
def test_what_a_comparison_says(say, changes, said):
    assert say(sentence(**changes)) == said


@pytest.mark.parametrize(("polarity", "changes", "said"), [
    ("low is good", {}, "121st lowest of 153 authorities in England, in the highest quarter; as lower is better, that is the "
                        "worst quarter (the department's band D)."),
    ("neither", {"band": None, "national_rank": 1, "quarter": 1},
     "Lowest of 153 authorities in England, in the lowest quarter; as neither high nor low is good in itself, that is neither a "
     "good nor a bad place."),
    ("neither", {"national_rank": None}, ""), ("low is good", {"own_lower": None, "rank_lower": None}, ""),
])
def test_a_band_is_said_in_words(polarity, changes, said):
    assert verdicts.quarter(sentence(**changes), polarity) == said


def test_whoever_is_no_analyst_is_told_without_symbols_and_what_a_funnel_is():
    told = [verdicts.limits(sentence(), analyst=False), verdicts.limits(sentence(phi=None), analyst=False),
            verdicts.quarter(sentence(), "low is good", analyst=False), verdicts.against_all(sentence(outside=2), analyst=False)]
    assert told[0].startswith("The funnel plots the figure of each authority against the number of children it counted.")
    assert told[0].endswith("by more than chance, about 3.3 points either way. The limits allow for that.")
    assert told[1].endswith("the limits show chance alone.") and told[2].endswith("that is the worst quarter.")
    assert told[3].endswith("allowing for how much authorities differ: outside the limits of the funnel.")
    assert not [each for each in told if re.search("φ|band|99.8%|95%", each)]


def test_the_isles_of_scilly_have_a_figure_without_counts_and_no_place(view):
    """0.0% in 2024–25 with no number of plans beside it: lowest of all, and nobody can say how surely."""
    scilly = view.of(area="420", indicator="second_or_subsequent_plans")
    got = neighbours.standing(scilly, catalogue.find(scilly))
    assert (got["own"], got["own_lower"], got["rank"], got["national_rank"]) == (0.0, None, 1, 1)
    assert verdicts.place(got).startswith("It cannot be ranked with confidence, among statistical neighbours or in England")
    assert verdicts.quarter(got, "neither") == "" and verdicts.against_all(got) == ""


@pytest.mark.slow
def test_every_audience_has_a_standing_a_funnel_and_whole_sentences(any_view):
    for indicator in catalogue.indicators(any_view):
        view = any_view.of(indicator=indicator.id)
        standing = neighbours.standing(view, indicator)
        if not indicator.published:
            assert standing["year"] is None and neighbours.this_year(view, indicator).funnel is None
            continue
        if standing["unit"] != PERCENTAGE:
            assert neighbours.this_year(view, indicator).funnel is None and standing["unit"] == indicator.shown_as
            assert (standing["neighbours_median"] is None) == (standing["unit"] == NUMBER)
            continue
        same, this_year, (authorities, lines, centre) = neighbours.this_year(view, indicator)
        own = authorities.filter(role="own")
        assert own.height == (standing["outside"] is not None) and authorities.filter(role="neighbour").height <= 10
        assert own.select("outside").rows() in ([], [(standing["outside"],)]) and centre == standing["centre"]
        assert same == standing and this_year.filter(role="own")["outside"].to_list() == [standing["outside"]]
        assert standing["rank"] is None or standing["rank_lower"] <= standing["rank"] <= standing["rank_upper"]
        drawn = funnel.figure(authorities, lines, centre, Look(indicator.title))
        points = [trace for trace in drawn.data if trace.mode == "markers"]
        assert sum(len(trace.x) for trace in points) == authorities.height
        inside = drawn.layout.yaxis.range
        assert all(inside[0] <= y <= inside[1] for trace in points for y in trace.y)  # nobody is hidden by the scale
        assert own["area_name"].to_list() == [] or own["area_name"][0] in funnel.words(authorities, centre, Look(indicator.title))


def test_the_names_in_a_funnel_stand_apart(published):
    """Three neighbours near nought are outside at once; their names are a line apart."""
    found = national.of_year(published, "no_further_action_percent", 2025)
    near = {"355": "neighbour", "394": "neighbour", "805": "neighbour", "341": "own"}
    role = pl.col("area_code").replace_strict(near, default="other")
    authorities = found.authorities.filter(pl.col("outside").is_not_null()).with_columns(role=role)
    chart = funnel.figure(authorities, national.lines(found.funnel, 9000), 100 * found.funnel.centre, Look("Referrals"))
    height = chart.layout.height - chart.layout.margin.t - chart.layout.margin.b
    low, high = chart.layout.yaxis.range
    names = [note for note in chart.layout.annotations if note.showarrow]
    at = sorted(note.y / (high - low) * height - note.ay for note in names)
    assert len(at) == 4 and min(above - below for below, above in pairwise(at)) >= 15
    assert {style.MARKUP.sub("", note.text) for note in names} >= {"Hartlepool", "Liverpool"}


def test_our_own_figure_is_drawn_with_its_own_decimals(published):
    tables = read(REFERENCE)
    areas = comparison.areas(tables["published"], tables["neighbour"], BLACKPOOL, "re_referral_percent").filter(year=2025)
    look = Look("Re-referrals", decimals=0)
    chart = one_year.figure(areas, 22.2, look)
    texts = [note.text for note in chart.layout.annotations]
    assert "<b>23%</b>" in texts and "30.5%" in texts and "<b>23.4%</b>" not in texts
    assert "Blackpool (ours) 23%" in one_year.words(areas, 22.2, look)


def test_the_thin_line_of_a_dot_is_the_interval_that_decides(published):
    tables = read(REFERENCE)
    areas = comparison.areas(tables["published"], tables["neighbour"], BLACKPOOL, "re_referral_percent").filter(year=2025)
    judged = national.of_year(published, "re_referral_percent", 2025).authorities.select("area_code", *national.JUDGED)
    chart = one_year.figure(areas.join(judged, on="area_code", how="left"), 22.2, Look("Re-referrals"))
    ends = {end for trace in chart.data if trace.mode == "lines" for end in trace.x if end is not None}
    eleven = judged.join(areas.filter(pl.col("position") > 0).select("area_code"), on="area_code", how="semi")
    assert ends == {*eleven["wide_lower"], *eleven["wide_upper"], *judged.filter(area_code=BLACKPOOL).row(0)[2:]}
    assert len(ends) == 22


def test_a_neighbour_of_the_small_country_without_counts_is_in_the_picture_and_not_in_the_funnel():
    table = pl.concat([rows((20, 100), first=2024), rows((25, 100), first=2024, code="2"),
                       rows((30, 100), first=2024, code="4", numerator=None)])
    found = national.of_year(table, SERIES, 2024)
    assert found.authorities.filter(area_code="4").select("outside", "rank").row(0) == (None, 3)
    standing = comparison.standing(table, NEIGHBOURS, "1", SERIES, 2024).row(0, named=True)
    assert (standing["rank"], standing["ranked"], standing["rank_lower"]) == (1, 3, None)
