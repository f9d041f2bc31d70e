"""Comparison with neighbours on the department's own figures, as data/reference ships them."""

from pathlib import Path
from statistics import mean, median

import polars as pl
import pytest

from indicators.comparing import comparison
from tests.support import published_counts

SERIES = "re_referral_percent"
HERE = Path(__file__).parents[2] / "data" / "reference"
KINDS = {"year": pl.Int64, "numerator": pl.Float64, "denominator": pl.Float64, "value": pl.Float64}


@pytest.fixture(scope="module")
def national():
    if not (HERE / "published.csv").exists() or not (HERE / "neighbour.csv").exists():
        pytest.skip("data/reference holds no published figures yet")
    codes = {"area_code": pl.String, "neighbour_code": pl.String}
    published = pl.read_csv(HERE / "published.csv", schema_overrides={"area_code": pl.String, **KINDS}, infer_schema_length=None)
    return published, pl.read_csv(HERE / "neighbour.csv", schema_overrides=codes)


# Department for Education, Characteristics of children in need 2024 to 2025: Blackpool and its neighbours.
@pytest.mark.parametrize(
    ("model", "series_id", "own", "middle", "average", "known", "england"),
    [
        ("May 2025", "re_referral_percent", 23.4, 22.2, 21.85, 10, 22.6),
        ("April 2021", "re_referral_percent", 23.4, 21.2, 20.99, 10, 22.6),
        ("May 2025", "subsequent_plan_percent", 28.6, 27.3, 26.31, 10, 24.5),
        ("May 2025", "no_further_action_percent", 0.0, 2.45, 3.8625, 8, 6.5),
    ],
)
def test_blackpool_in_2025(national, model, series_id, own, middle, average, known, england):
    got = comparison.standing(*national, "890", series_id, 2025, model=model).row(0, named=True)
    assert (got["own"], got["neighbours_known"], got["england"]) == (own, known, england)
    assert (got["neighbours_median"], got["neighbours_mean"]) == (
        pytest.approx(middle),
        pytest.approx(average),
    )


def test_blackpools_no_further_action_is_not_ranked_since_2018_and_its_re_referrals_are(national):
    notes = comparison.table(*national, "890", "no_further_action_percent").filter(pl.col("note").is_not_null())
    assert notes["year"].to_list() == list(range(2018, 2026)) and notes["rank"].null_count() == 8
    assert comparison.standing(*national, "890", SERIES, 2025).select("rank", "ranked").row(0) == (6, 11)


@pytest.mark.slow
def test_only_no_further_action_is_recorded_elsewhere_and_tiny_authorities_are_not_accused(national):
    published, _ = national
    codes = published.filter(area_type="authority")["area_code"].unique().sort()
    flagged = {
        series_id: [code for code in codes if published_counts.recorded_differently(published, code, series_id, 2025)]
        for series_id in (SERIES, "subsequent_plan_percent", "no_further_action_percent")
    }
    assert flagged[SERIES] == flagged["subsequent_plan_percent"] == []
    assert "890" in flagged["no_further_action_percent"] and len(flagged["no_further_action_percent"]) > 5


def test_every_authority_agrees_with_a_naive_recount(national):
    published, neighbours = national
    rows = published.filter((pl.col("series") == SERIES) & pl.col("symbol").is_null()).to_dicts()
    values = {(row["area_code"], row["year"]): row["value"] for row in rows}
    near = neighbours.filter(model="May 2025")
    for code in near["area_code"].unique().sort()[::15]:
        codes = near.filter(area_code=code)["neighbour_code"]
        for got in comparison.table(published, neighbours, code, SERIES).to_dicts():
            known = [v for c in codes if (v := values.get((c, got["year"]))) is not None]
            own = values.get((code, got["year"]))
            assert got["neighbours_known"] == len(known)
            assert got["neighbours_median"] == pytest.approx(median(known))
            assert got["neighbours_mean"] == pytest.approx(mean(known))
            assert got["rank"] == (None if own is None or got["note"] else 1 + sum(v < own for v in known))
