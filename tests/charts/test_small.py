"""Small charts of teams: one scale, limits of their own, and letters that do not lie over one another."""

import pytest

from indicators.charts import small
from tests.support.drawn_charts import RISEN, USUAL, bare, small_multiples, trend
from tests.support.series_frames import figures


def test_small_multiples_share_a_scale_keep_their_order_and_have_their_own_limits():
    parts = [("Duty and Assessment", figures(RISEN, category="Duty and Assessment")),
             ("Exploitation", figures([(1, 2), (0, 3)] * 14, category="Exploitation"))]
    made = small_multiples(parts, "percentage")
    assert [chart.layout.meta["title"] for chart in made] == [name for name, _ in parts]
    assert made[0].layout.yaxis.range == made[1].layout.yaxis.range
    bands = [next(trace for trace in chart.data if trace.fill) for chart in made]
    assert bands[0].y != bands[1].y


def test_the_common_scale_reaches_to_the_largest_limit():
    """The limits of 40 children lie far above every value of either team; nothing is cut off and nothing said of it."""
    few = figures([(8, 40)] * 24, category="Exploitation")
    parts = [("Duty and Assessment", figures(USUAL)), ("Exploitation", few)]
    widest = few["upper"].max()
    assert max(value for _, frame in parts for value in frame["value"]) < 30 < widest <= 2 * 22
    for chart in small_multiples(parts, "percentage"):
        assert chart.layout.yaxis.range == pytest.approx((0, 1.08 * widest))
    assert "limits run" not in small.key(parts, "percentage")


def test_limits_more_than_twice_the_highest_value_run_out_and_the_key_says_so():
    tiny = figures([(1, 4), (0, 4), (1, 4), (0, 4), (1, 4), (1, 4)] * 4, category="Exploitation")
    usual = figures(USUAL)
    tiny_upper, usual_upper = tiny["upper"].max(), usual["upper"].max()
    assert usual_upper < 2 * 25 < tiny_upper
    parts = [("Duty and Assessment", usual), ("Exploitation", tiny)]
    for chart in small_multiples(parts, "percentage"):
        assert chart.layout.yaxis.range == pytest.approx((0, 1.08 * usual_upper))
    assert small.key(parts, "percentage").endswith("the widest limits run off the top of the chart")
    assert "limits run" not in small.key(parts[:1], "percentage")


def test_small_charts_of_shares_near_a_hundred_say_where_they_start_and_which_limits_run_out_below():
    near, few = figures([(97, 100), (95, 100), (96, 100)] * 8), figures([(9, 10), (10, 10), (9, 10)] * 8, category="B")
    parts = [("A", near), ("B", few)]
    made, said = small_multiples(parts, "percentage"), small.key(parts, "percentage")
    start = made[0].layout.yaxis.range[0]
    assert few["lower"].min() < start and near["upper"].max() <= made[0].layout.yaxis.range[1]
    assert said.endswith(f"the widest limits run off the bottom of the chart · The scale starts at {start:.0f}%, not at 0")


def test_a_small_chart_has_one_letter_for_an_unbroken_run_and_the_main_chart_one_for_each_period():
    frame = figures([*USUAL, "c", "c", "c", (20, 100), "c", (0, 0), (0, 0)])
    few = next(trace for trace in small_multiples([("A", frame)], "percentage")[0].data if trace.mode == "text")
    assert list(few.text) == ["<b>c</b>", "<b>c</b>", "<b>z</b>"]
    assert few.customdata[0] == "April 2026 to June 2026: hidden to protect children"
    assert few.x[0].startswith("2026-05") and few.customdata[1] == "August 2026: hidden to protect children"
    often = figures([(20, 100), "c"] * 36)  # 72 months, of which every second is hidden: three of them are as wide as a letter
    near = next(trace for trace in small_multiples([("A", often)], "percentage")[0].data if trace.mode == "text")
    assert len(near.x) == 18 and len(next(trace for trace in trend(often).data if trace.mode == "text").x) == 36
    main = next(trace for trace in trend(frame).data if trace.mode == "text")
    assert [bare(letter) for letter in main.text] == list("ccc" + "c" + "zz")
    key = small.key([("A", frame)], "percentage")
    assert "c hidden to protect children" in key and "z not applicable" in key
