"""Typed rows: what they name is what the frames hold, because a field that no column fills would keep its default unseen."""

from datetime import date

import pytest

from indicators import catalogue, figures
from indicators.children import gaps, journey, waits
from indicators.children.row_types import Ending, Gaps, Wait
from indicators.comparing import neighbours
from indicators.comparing.row_types import Area, Authority
from indicators.row_types import Counted, Crossed, Figure
from tests.support import rows
from tests.support.series_frames import figures as small


def own(kind) -> set[str]:
    """The fields a type names itself, without those it takes over."""
    return set(kind.__annotations__)


def test_every_field_of_a_figure_is_a_column_of_its_frame(any_view):
    view = any_view.of(indicator="re_referrals", grain="quarter")
    chosen = figures.seasonal(view, catalogue.find(view), figures.figures(view))
    assert own(Figure) <= set(chosen.columns)
    for breakdown in catalogue.breakdowns(view):
        groups = figures.by_group(view, breakdown)
        assert own(Counted) <= {*groups.columns, "rounded_to"} and ("rounded_to" in groups.columns) is not view.role.exact
    assert [row.value for row in Figure.rows(chosen)] == chosen["value"].to_list()


def test_every_field_of_two_groups_at_once_is_a_column(view):
    assert {*own(Crossed), "too_few", "value"} <= set(
        figures.crossed(view.of(indicator="re_referrals"), "team", "sex", (date(2026, 7, 1), date(2026, 9, 30))).columns)


def test_every_field_of_an_authority_is_a_column(any_view):
    view = any_view.of(indicator="re_referrals")
    _, areas, (authorities, _, _) = neighbours.this_year(view, catalogue.find(view))
    assert own(Authority) <= set(authorities.columns) and own(Area) | own(Authority) <= set(areas.columns)
    assert own(Area) - {"upper"} <= set(neighbours.own_years(view, 6).columns)


def test_every_field_of_waits_gaps_and_journeys_is_a_column(any_view):
    assert own(Wait) <= {*waits.figures(any_view, waits.KINDS["visit"]).columns, "rounded_to"}
    assert own(Ending) <= set(journey.flow(any_view).columns)
    held = gaps.counted(any_view, gaps.KINDS["visit"])
    assert own(Gaps) - {"of"} <= set(held.columns) and [row.past.count for row in Gaps.rows(held)] == held["past"].to_list()


def test_a_frame_that_lacks_a_column_is_refused_by_its_name():
    with pytest.raises(TypeError, match="basis"):
        Figure.rows(small([(1, 2)]).drop("basis"))


def test_what_is_hidden_has_no_value_to_reckon_with():
    with pytest.raises(ValueError, match="symbol c"):
        _ = rows.figure(value=None, symbol="c").known
    with pytest.raises(ValueError, match="lacks one of its counts"):
        _ = rows.figure(numerator=None).counts
