"""The small line of a tile: what it draws, where it stands, and what it says to those who do not see it."""

import base64
import re
import xml.etree.ElementTree as xml

import pytest

from indicators.charts import sparkline, style
from indicators.wording import words
from tests.support.series_frames import figures

INK = style.colours(dark=False)
USUAL = [(20, 100), (22, 100), (18, 100), (21, 100), (19, 100), (20, 100)] * 4
RISEN = [*USUAL, (45, 100), (46, 100), (45, 100)]


def picture(frame, unit: str = "percentage", alt: str = "A line") -> xml.Element:
    return xml.fromstring(base64.b64decode(re.search(r"base64,([^\"]+)", sparkline.draw(frame, unit, alt, INK))[1]))


def named(frame, kind: str) -> list[xml.Element]:
    return [each for each in picture(frame).iter() if each.tag.endswith(kind)]


def test_a_tile_draws_the_last_two_years_and_the_present_run_only():
    frame = figures([(20, 100), (45, 100), *USUAL, "c", (20, 100), "c", (45, 100), (46, 100)])
    rows = words.rows_of_one(frame)[-sparkline.RECENT:]
    line, points = (next(each for each in sparkline.traces(rows, 0, INK) if kind(each)) for kind in (
        lambda each: each["mode"] == "lines" and each["line"]["width"] == 2, lambda each: each["mode"] == "markers"))
    assert len(line["x"]) == 24
    assert points["marker"]["symbol"] == ("circle", "triangle-up", "triangle-up")
    outlined = [each for each in named(frame, "polygon") if each.get("stroke") == INK.outline]
    assert len(named(frame, "circle")) == 1 and len(outlined) == 2


def test_a_higher_value_stands_higher_and_a_later_one_further_right():
    x, y = (re.findall(r"[ML]([\d.]+),([\d.]+)", next(
        each.get("d") for each in named(figures(RISEN), "path") if each.get("stroke-width") == "2"))[place] for place in (0, -1))
    assert float(x[0]) < float(y[0]) and float(x[1]) > float(y[1])
    assert 0 <= float(x[0]) < sparkline.BOX[0] + 10 and sparkline.WIDTH - 20 < float(y[0]) <= sparkline.WIDTH


def test_everything_stands_inside_the_picture():
    for each in picture(figures([*RISEN, "c", (30, 90)])).iter():
        for across, up in re.findall(r"(-?[\d.]+),(-?[\d.]+)", each.get("d", "") + each.get("points", "")):
            assert 0 <= float(across) <= sparkline.WIDTH and 0 <= float(up) <= sparkline.HEIGHT


def test_a_line_is_broken_where_a_figure_is_hidden_and_a_letter_says_so():
    frame = figures([*USUAL, "c", (20, 100), (21, 100)])
    line = next(each.get("d") for each in named(frame, "path") if each.get("stroke-width") == "2")
    assert line.count("M") == 2 and [each.text for each in named(frame, "tspan")] == ["c"]


def test_what_is_said_is_escaped_and_nothing_is_drawn_of_nothing():
    assert 'alt="&lt;b&gt;&#34;"' in sparkline.draw(figures(RISEN), "percentage", '<b>"', INK)
    assert sparkline.draw(figures(["c", "x"]), "percentage", "", INK) == ""
    assert sparkline.draw(figures(USUAL).clear(), "percentage", "", INK) == ""


@pytest.mark.parametrize("dark", [False, True])
def test_each_scheme_has_its_own_colours(dark):
    image = sparkline.draw(figures(RISEN), "percentage", "", style.colours(dark))
    drawn = base64.b64decode(re.search(r"base64,([^\"]+)", image)[1]).decode()
    assert style.colours(dark).own in drawn and style.colours(not dark).own not in drawn
