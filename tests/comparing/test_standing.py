"""The place among neighbours on a tile: in words, and as a row of dots that says the same."""

import base64
import re
import xml.etree.ElementTree as xml

import pytest

from indicators.charts import badges, style
from indicators.wording import verdicts

STANDING = {
    "year": 2025, "own": 24.06, "own_symbol": None, "neighbours_median": 22.2, "rank": 8, "ranked": 11, "rank_lower": 5,
    "rank_upper": 10, "note": None,
}


@pytest.mark.parametrize(("changed", "said"), [
    ({}, "2024–25: 24.1%, 8th of 11 (5th–10th) among statistical neighbours, 1st is lowest; median 22.2%"),
    ({"rank_lower": 8, "rank_upper": 8}, "2024–25: 24.1%, 8th of 11 among statistical neighbours, 1st is lowest; median 22.2%"),
    ({"rank_lower": None, "rank_upper": None},
     "2024–25: 24.1%, not ranked with confidence among statistical neighbours (counts not published); median 22.2%"),
    ({"rank": None, "own": None, "note": "not comparable: recorded differently"},
     "2024–25: not ranked among statistical neighbours (not comparable: recorded differently); median 22.2%"),
    ({"rank": None, "own": None, "own_symbol": "c", "neighbours_median": None},
     "2024–25: not ranked among statistical neighbours (hidden to protect children)"),
    ({"year": None}, "No published figure to compare with"),
])
def test_a_standing_names_its_year_and_says_why_there_is_no_place(changed, said):
    assert verdicts.in_brief(STANDING | changed, "percentage") == said


def test_a_protected_figure_is_said_without_a_decimal():
    assert verdicts.in_brief(STANDING, "percentage", 0).startswith("2024–25: 24%, 8th")


def drawing(picture: str) -> xml.Element:
    return xml.fromstring(base64.b64decode(re.search(r"base64,([^\"]+)", picture)[1]))


def test_the_dots_are_as_many_as_are_ranked_ours_is_filled_and_the_line_reaches_over_its_interval():
    ink = style.colours(dark=False)
    dots = [each for each in drawing(badges.places(STANDING, ink)) if each.tag.endswith("circle")]
    assert len(dots) == 11
    assert [place for place, dot in enumerate(dots, 1) if dot.get("fill") == ink.own] == [8]
    line = next(each for each in drawing(badges.places(STANDING, ink)) if each.tag.endswith("path"))
    first, last = map(float, re.match(r"M([\d.]+) 17H([\d.]+)", line.get("d")).groups())
    covered = [place for place, dot in enumerate(dots, 1) if first <= float(dot.get("cx")) <= last]
    assert covered == [5, 6, 7, 8, 9, 10]


@pytest.mark.parametrize("unknown", [{"rank": None}, {"rank_lower": None}])
def test_there_are_no_dots_where_no_place_is_sure(unknown):
    assert badges.places(STANDING | unknown, style.colours(dark=True)) == ""
