"""What tests of several charts share: real published figures to draw."""

from pathlib import Path

import pytest

from data.published import read
from indicators.comparing import comparison

REFERENCE = Path(__file__).parents[2] / "data" / "reference"


@pytest.fixture(scope="module")
def compared():
    """Real published figures of an authority, its neighbours, its region and England; and their summary by year."""
    tables = read(REFERENCE)
    given = (tables["published"], tables["neighbour"], "890", "no_further_action_percent")
    return comparison.areas(*given), comparison.table(*given)
