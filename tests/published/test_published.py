"""The shipped comparators say what the department published.

published_figures.csv holds the figures of Blackpool and its neighbours as another author read them from the
department's tables; every aggregate is worked out again here in plain Python, from the shipped tables alone.
"""

import csv
import math
import re
import statistics
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

import queries
from data import published
from data.published.__main__ import main
from queries.definitions import header
from queries.definitions.national_series import UNITS

REFERENCE = Path(__file__).parents[2] / "data" / "reference"


def rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


SHIPPED = rows(REFERENCE / "published.csv")
NEIGHBOURS = rows(REFERENCE / "neighbour.csv")
EXPECTED = rows(REFERENCE.parents[1] / "tests" / "support" / "published_figures.csv")
CELL = {(row["series"], row["area_code"], row["year"]): row for row in SHIPPED}
CODE = {(row["area_name"], row["year"]): row["area_code"] for row in SHIPPED}


def neighbours_of(code: str, model: str) -> list[str]:
    listed = [row for row in NEIGHBOURS if row["area_code"] == code and row["model"] == model]
    return [row["neighbour_code"] for row in sorted(listed, key=lambda row: int(row["position"]))]


def values(series: str, codes: list[str], year: str) -> list[float]:
    cells = [CELL[series, code, year]["value"] for code in codes]
    return [float(cell) for cell in cells if cell]


@pytest.mark.parametrize("line", EXPECTED, ids=lambda line: f"{line['series']} of {line['of']}")
def test_every_year_of_the_published_series_is_reproduced(line):
    """Years of authorities, region, England, and the median and mean of both neighbour models; blank where not given."""
    for year in (year for year in map(str, range(2013, 2026)) if line[year]):
        aggregate = re.match(r"(median|mean) of (.+) neighbours", line["of"])
        if aggregate:
            of_neighbours = values(line["series"], neighbours_of("890", aggregate[2]), year)
            shown = getattr(statistics, aggregate[1])(of_neighbours)
            assert shown == pytest.approx(float(line[year]), abs=0.0501), year
        else:
            row = CELL[line["series"], CODE[line["of"], year], year]
            shown = row[line["column"]] or row["symbol"]
            assert shown == line[year], year


PER = {"percentage": 100, "rate per 10,000": 10_000}


@pytest.mark.parametrize("series", [series for series, unit in UNITS.items() if unit in PER])
def test_every_percentage_and_rate_is_its_own_counts_to_one_decimal_with_halves_upwards(series):
    """In exact fractions, of every authority: what the department prints and what is made here follow one rule."""
    found = [row for row in SHIPPED if row["series"] == series and row["area_type"] == "authority"
             and row["numerator"] and row["denominator"] and row["value"]]
    assert len(found) > 1200
    for row in found:
        exact = PER[UNITS[series]] * Fraction(row["numerator"]) / Fraction(row["denominator"])
        assert Fraction(row["value"]) == Fraction(math.floor(10 * exact + Fraction(1, 2)), 10), row


@pytest.mark.parametrize("number, rate", [("referrals", "referrals_per_10000"), ("section_47", "section_47_per_10000"),
                                          ("plans_at_31_march", "plans_per_10000")])
def test_a_rate_is_of_the_children_of_the_june_before(number, rate):
    children = {(row["area_code"], int(row["year"]) + 1): row["children"] for row in rows(REFERENCE / "population.csv")}
    for (series, code, year), row in CELL.items():
        if series == rate:
            assert row["numerator"] == CELL[number, code, year]["value"]
            assert row["denominator"] == children[code, int(year)]


def test_rates_of_plans_are_the_departments_own(shared):
    """The 2024 release divides 2013 to 2022 by the estimates shipped here; later years were divided by earlier estimates.

    West Sussex has 424 plans in table D1 for 2013 and 379 in D5, which is used; its region and England differ with it."""
    compared, differ = 0, set()
    for row in rows(shared / "reference" / "published" / "d1_child_protection_plans_2013_to_2024.csv"):
        code = row["old_la_code"] or row["region_code"] or row["country_code"]
        if row["time_period"] <= "2022" and row["CPP_At31_rate"][0].isdigit():
            compared += 1
            ours = CELL["plans_per_10000", code, row["time_period"]]["value"]
            differ |= {(code, row["time_period"])} if float(ours) != float(row["CPP_At31_rate"]) else set()
    assert compared > 1500 and differ == {(code, "2013") for code in ("938", "E12000008", "E92000001")}


def test_bands_are_summed_whole_or_not_at_all(shared):
    """Every line of both tables, added up again."""
    tables = {"c2_children_in_need_assessments_duration_2014_to_2024.csv":
              ("assessment_45_days_percent", "Same_day 1-10_days 11-20_days 21-30_days 31-40_days 41-45_days"),
              "c4_children_in_need_section_47s_and_icpcs_2013_to_2025.csv":
              ("conference_15_days_percent", "Duration_0-10_days Duration_11-15_days")}
    for file, (series, bands) in tables.items():
        for row in rows(shared / "reference" / "published" / file):
            parts = [row[band] for band in bands.split()]
            code = row["old_la_code"] or row["region_code"] or row["country_code"]
            made = CELL[series, code, row["time_period"]]
            assert made["numerator"] == (str(sum(map(int, parts))) if all(part.isdigit() for part in parts) else "")
            assert bool(made["value"]) == (bool(made["numerator"]) and made["denominator"] not in ("", "0"))


def test_every_indicator_is_compared_with_a_series_of_its_own_unit():
    for file in queries.indicator_files():
        indicator = header.check(file)
        assert indicator.published is None or UNITS.get(indicator.published) == indicator.shown_as, indicator.id


def test_blackpools_neighbours_in_order():
    assert " ".join(neighbours_of("890", "May 2025")) == "805 806 394 341 393 807 354 880 355 861"
    assert " ".join(neighbours_of("890", "April 2021")) == "805 806 876 807 861 393 810 812 340 357"
    closeness = {row["position"]: row["closeness"] for row in NEIGHBOURS
                 if row["area_code"] == "890" and row["model"] == "May 2025"}
    assert (closeness["4"], closeness["5"]) == ("Very close", "Close")
    for model, size in (("May 2025", 153), ("April 2021", 152 + 4)):
        assert len({row["area_code"] for row in NEIGHBOURS if row["model"] == model}) == size


def authorities(series: str) -> list[dict]:
    return [row for row in SHIPPED if row["series"] == series and row["year"] == "2025"
            and row["area_type"] == "authority" and row["value"]]


@pytest.mark.parametrize(("series", "quartiles", "rank", "ranked"), [
    ("re_referral_percent", (16.9, 20.0, 23.0), 121, 153),
    ("subsequent_plan_percent", (20.0, 24.3, 27.6), 128, 153),
    ("no_further_action_percent", (1.2, 4.4, 9.8), 1, 145),
])
def test_national_quartiles_and_ranks_of_2025(series, quartiles, rank, ranked):
    of = [float(row["value"]) for row in authorities(series)]
    assert statistics.quantiles(of, n=4, method="inclusive") == pytest.approx(quartiles, abs=0.0501)
    lower = sum(value < float(CELL[series, "890", "2025"]["value"]) for value in of)
    assert (1 + lower, len(of)) == (rank, ranked)


@pytest.mark.parametrize(("series", "size", "pooled", "outside", "phi", "still_outside", "tau"), [
    ("re_referral_percent", 153, 0.2258, 105, 27.0, 4, 3.34),
    ("subsequent_plan_percent", 151, 0.2446, 30, 3.8, 1, 3.60),
    ("no_further_action_percent", 145, 0.0679, 128, 125, 5, 4.36),
])
def test_national_funnel_of_2025(series, size, pooled, outside, phi, still_outside, tau):
    """The counts alone show how over-dispersed authorities are (Spiegelhalter 2005: z winsorised at 10 %)."""
    counts = [(float(row["numerator"]), float(row["denominator"])) for row in authorities(series)
              if row["numerator"] and row["denominator"]]
    p = sum(n for n, _ in counts) / sum(d for _, d in counts)
    z = [(n / d - p) / math.sqrt(p * (1 - p) / d) for n, d in counts]
    low, *_, high = statistics.quantiles(z, n=10, method="inclusive")
    dispersion = statistics.mean(min(max(each, low), high) ** 2 for each in z)
    weights = [d / (p * (1 - p)) for _, d in counts]
    spread = sum(weights) - sum(weight ** 2 for weight in weights) / sum(weights)
    between = math.sqrt((len(z) * dispersion - (len(z) - 1)) / spread)
    assert (len(z), sum(abs(each) > 3 for each in z)) == (size, outside)
    assert sum(abs(each) / math.sqrt(dispersion) > 3 for each in z) == still_outside
    assert p == pytest.approx(pooled, abs=0.00005)
    assert dispersion == pytest.approx(phi, rel=0.015)
    assert 100 * between == pytest.approx(tau, abs=0.006)


def test_a_reorganised_authority_keeps_its_own_years():
    def years(code):
        return [int(year) for series, area, year in CELL if (series, area) == ("referrals", code)]

    assert years("909") == list(range(2013, 2024))  # Cumbria, which became two
    assert years("942") == years("943") == [2024, 2025]
    assert years("928") == list(range(2013, 2022))  # Northamptonshire
    assert years("940") == years("941") == [2022, 2023, 2024, 2025]
    assert years("835") == years("836") == years("837") == list(range(2013, 2020))  # Dorset and its towns
    assert years("838") == years("839") == list(range(2020, 2026))
    for two_ons_codes in ("825", "933", "815"):
        assert years(two_ons_codes) == list(range(2013, 2026))


def test_what_two_authorities_publish_together_is_available_of_neither():
    """Kingston upon Thames and Richmond in all nine years; Northamptonshire's two since there are two."""
    for joint, names, first in (("314 / 318", ("Kingston upon Thames", "Richmond upon Thames"), 2018),
                                ("940 / 941", ("North Northamptonshire", "West Northamptonshire"), 2022)):
        for year in map(str, range(first, 2027)):
            assert float(CELL["caseload", joint, year]["value"]) > 10
            for code, name in zip(joint.split(" / "), names, strict=True):
                row = CELL["caseload", code, year]
                assert (row["area_name"], row["value"], row["numerator"], row["symbol"]) == (name, "", "", "x")


def test_the_shipped_tables_are_complete_and_exclusive():
    """One row per area, year and series; a value or a symbol, never both; all regions, every year; a unit for each series."""
    assert len(CELL) == len(SHIPPED) == 16 * 2132 + 4 * 1967 + 1803 + 1463 + 2 * (9 + 5)  # joint rows
    assert {row["series"] for row in SHIPPED} == set(UNITS)
    assert all(bool(row["value"]) != bool(row["symbol"]) for row in SHIPPED)
    assert {row["symbol"] for row in SHIPPED} == {"", "c", "u", "x", "z"}
    known = {("204", "2021"): "x", ("204", "2022"): "x", ("850", "2024"): "u", ("884", "2024"): "u"}
    assert {where: CELL["re_referral_percent", *where]["symbol"] for where in known} == known
    types = [(row["area_type"], row["year"]) for row in SHIPPED if row["series"] == "referrals"]
    for year in map(str, range(2013, 2026)):
        assert (types.count(("region", year)), types.count(("england", year))) == (11, 1)


def test_the_frames_have_the_types_the_build_needs():
    frames = published.read()
    assert list(frames) == ["published", "neighbour", "population", "bank_holiday"]
    blackpool = frames["published"].filter(area_code="890", year=2025, series="re_referral_percent")
    assert blackpool.row(0) == ("890", "Blackpool", "authority", "North West", 2025, "re_referral_percent",
                                634.0, 2707.0, 23.4, None, "DfE CIN 2025 C1")
    assert frames["published"].filter(area_code="E92000001")["region_name"].null_count() == 16 * 13 + 4 * 12 + 11 + 9
    assert frames["population"].filter(area_code="890", year=2024)["children"].item() > 28_000
    without = frames["population"].filter(pl.col("children").is_null())
    assert set(without["area_code"]) == {"835", "836", "837"}
    assert frames["bank_holiday"].schema == {"day": pl.Date, "name": pl.String}


def test_the_importer_reproduces_the_shipped_files_byte_for_byte(shared, tmp_path, capsys):
    assert main([str(shared / "reference" / "published"), "--to", str(tmp_path)]) == 0
    for path in sorted(REFERENCE.glob("*.csv")):
        if path.name == "bank_holidays.csv":  # its days are compared by year in test_bank_holidays; a library may rename one
            continue
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name
    said = capsys.readouterr().out
    assert "wrote 45274 rows; symbols kept: c 1657, u 32, x 210, z 92" in said
    assert "check: 15866 printed authority percentages" in said
    assert "0 differ by 0.1 or more, 0 by more than 0.1" in said


def test_reading_says_what_to_do_about_a_missing_or_foreign_table(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"published\.csv is missing.*README"):
        published.read(tmp_path)
    (tmp_path / "published.csv").write_text("a,b\n1,2\n")
    with pytest.raises(ValueError, match=r"has the columns a, b; it needs area_code"):
        published.read(tmp_path)
