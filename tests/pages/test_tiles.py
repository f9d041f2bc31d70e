"""The overview: every indicator once, those of concern first, and a tile tells a change as the alert about it does."""

import pytest

from indicators import figures, tiles
from indicators.roles import ROLES, View
from indicators.row_types import Figure
from indicators.wording import words


@pytest.fixture(scope="module", params=[("performance", "month"), ("performance", "quarter"), ("board", "quarter"),
                                        ("scrutiny", "quarter")])
def view(request, warehouse):
    role, grain = request.param
    return View(ROLES[role], grain=grain, warehouse=warehouse)


@pytest.fixture(scope="module")
def seen(view):
    return tiles.overview(view)


def test_every_indicator_that_the_audience_holds_is_there_once(view, seen):
    told = [tile.indicator.id for band in seen.bands for tile in band.tiles] + [
        each.id for band in seen.bands for each, _ in band.rest]
    assert sorted(told) == sorted(each.id for each, _ in figures.overview(view))


def test_those_of_concern_come_first_and_as_many_have_tiles_as_changed(seen):
    for band in seen.bands:
        places = [tiles.CONCERN.index(tile.judgement) for tile in band.tiles if any(each.isdigit() for each in tile.value[1])]
        assert places == sorted(places)
        assert 4 <= len(band.tiles) <= 8 or not band.rest


def test_a_tile_dates_a_change_as_the_alert_to_act_on_does(view, seen):
    act = figures.alerts(view).filter(level="act", breakdown="all")
    assert act.height or view.role is not ROLES["performance"]
    said = {tile.indicator.id: tile.said for band in seen.bands for tile in band.tiles}
    said |= {each.id: line for band in seen.bands for each, line in band.rest}
    for row in act.to_dicts():
        assert f"since {words.begun(row['since'], row['grain'])}: to act on" in said[row["indicator"]]


def test_the_figure_of_a_tile_is_the_latest_final_one_there_was_anything_to_count_in(view, seen):
    known = {each.id: frame for each, frame in figures.overview(view)}
    for tile in (tile for band in seen.bands for tile in band.tiles):
        final = Figure.rows(tiles.settled(known[tile.indicator.id]).sort("period_start"))
        row = next((row for row in reversed(final) if row.symbol != "z"), final[-1])
        assert words.period_of(row) in tile.counted
        if row.value is not None:
            assert tile.value[1] in words.told(row, tile.indicator.shown_as)


def test_a_team_is_compared_with_nobody(warehouse):
    team = View(ROLES["performance"], breakdown="team", category="Duty and Assessment", warehouse=warehouse)
    assert not any(tile.standing for band in tiles.overview(team).bands for tile in band.tiles)


def test_what_is_remembered_for_one_scheme_or_role_is_not_given_to_another(warehouse):
    light, dark = (tiles.overview(View(ROLES["performance"], warehouse=warehouse), dark=each) for each in (False, True))
    assert light.bands[0].tiles[0].picture != dark.bands[0].tiles[0].picture
    assert tiles.overview(View(ROLES["scrutiny"], grain="quarter", warehouse=warehouse)) != light
