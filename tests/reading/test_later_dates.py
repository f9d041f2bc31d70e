"""Dates after the day in a file's name are named with their column, so that a person mends the right one of the two."""

import polars as pl
import pytest

from data.reading import extract_date

PLAIN = [f"2027-01-{day:02d}" for day in range(1, 29)]


@pytest.mark.parametrize(
    "later, says",
    [
        (["2079-06-06"] * 44, "44 are 2079-06-06, in the column of the end date.*blank"),
        (PLAIN, "28 are in .* end date, such as 2027-01-28"),
    ],
)
def test_dates_later_than_the_name_are_named_with_their_column_and_the_date_of_most(later, says):
    columns = [pl.Series("start_date", ["2026-09-01"] * 137), pl.Series("end_date", later)]
    with pytest.raises(extract_date.LaterDates, match=says):
        extract_date.of("list7_2026-10-31", columns, 181)
