"""A build of published figures alone: there are no counts, and what can be compared with other authorities is complete."""

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from data import build
from indicators import catalogue, figures, neighbours
from indicators.roles import ROLES, View
from queries import warehouse as warehouses


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The warehouse that `python -m data.build --published` makes."""
    folder = tmp_path_factory.mktemp("published")
    assert build.main(["--published", "--warehouse", str(folder)]) == 0
    return folder


@pytest.mark.parametrize("role", ROLES.values(), ids=lambda role: role.id)
def test_it_counts_nothing_and_compares_all_that_is_published(published, role):
    view = View(role=role, grain="year", warehouse=published)
    assert catalogue.grains(view) == [] and catalogue.build(view)["data_to"] is None
    with_series = [each for each in catalogue.indicators(view) if each.published]
    assert len(with_series) > 10
    for each in with_series:
        found = neighbours.this_year(view.of(indicator=each.id), each)
        assert found.areas.filter(role="neighbour").height == 10
        assert found.areas.filter(role="own")["area_code"].to_list() == ["890"]


def test_blackpools_own_published_figure_is_its_own_line(published):
    view = View(role=ROLES["scrutiny"], grain="year", warehouse=published, indicator="re_referrals")
    own = neighbours.this_year(view, catalogue.find(view)).areas.filter(role="own").row(0, named=True)
    assert (own["area_name"], own["value"], own["year"]) == ("Blackpool", 23.4, 2025)
    assert not neighbours.is_our_own_count(view)
