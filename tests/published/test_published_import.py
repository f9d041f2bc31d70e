"""Downloads in every form the department has used give the same tables, a bad one is refused whole and says
where, and a symbol never becomes a number. The downloads here are small and written as the department lays
them out.
"""

import csv
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import published
from data.published.__main__ import main
from data.published.cells import SYMBOLS

pytestmark = pytest.mark.slow

AREA = ("time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
        "old_la_code,new_la_code,la_name,")
C1 = ("category,referral_count,rereferral_count,rereferral_percent,no_further_action_count,"
      "no_further_action_percent,not_in_need_count,not_in_need_percent,referral_child_count,"
      "rereferral_child_count,rereferral_child_percent")
C1_OF_2024 = ("category,Referrals,Re_referrals,Re_referrals_percent,No_Further_Action,"
              "No_Further_Action_percent,Not_in_Need,Not_in_Need_percent,Referrals_child,Re_referrals_child,"
              "Re_referrals_child_percent")
B1 = ("category,Anypoint_episodes,Anypoint_child,Started_episodes,Started_child,Ended_episodes,Ended_child,At31_episodes,"
      "awaiting_assessment")
C2 = ("category,Assessments_completed,Assessments_completed_rate,Same_day,1-10_days,11-20_days,21-30_days,31-40_days,41-45_days,"
      "46-50_days,51-60_days,61+_days,Median_days")
C4 = ("category,Section47,Section47_child,ICPC,ICPC_child,Duration_0-10_days,Duration_11-15_days,Duration_16-20_days,"
      "Duration_21+_days,Duration_median")
D1 = "category,CPP_start,CPP_start_rate,CPP_child_start,CPP_end,CPP_end_rate,CPP_child_end,CPP_At31,CPP_At31_rate"
BANDS = "3_months_or_less,3_months_or_less_percent,1_year_less_than_2_years,2_years_or_more,2_years_or_more_percent"
TOWN = "Reporting year,Local authority,E92000001,England,E12000002,North West,890,E06000009,Blackpool,"
COUNTY = 'Reporting year,Local authority,E92000001,England,E12000002,North West,909,E10000006,"Cumbria, the",'
NATION = "Reporting year,National,E92000001,England,,,,,,"
MODEL_2021 = "LA num,LA Name,LA number,GOInd,GOReg," + ",".join(f"SN{n},SNP" for n in range(1, 11)) + ","
MODEL_2025 = "old_la_code,la_name,region_ind,region_name," + ",".join(f"SN_{n},SN_{n}P" for n in range(1, 11))
TEN = ",".join(f"{code},Close " for code in range(301, 311))
GOOD = {
    "c1_to_2025.csv": f"{AREA}{C1}\n2025,{NATION}R,1000,200,20,50,5,300,30,900,180,20\n"
                      f"2025,{TOWN}R,200,29,14.5,0,0,c,c,180,27,15.0\n2024,{COUNTY}R,x,x,x,x,x,x,x,x,x,x\n",
    "d3_to_2025.csv": f"{AREA}category,CPP_start,CPP_subsequent,CPP_subsequent_percent\n"
                      f"2025,{TOWN}P,100,29,29.0\n",
    "b1_to_2025.csv": f"{AREA}{B1}\n2025,{TOWN}C,900,880,450,440,400,390,574,30\n",
    "c2_to_2024.csv": f"{AREA}{C2}\n2024,{TOWN}A,1000,348,1,99,200,200,200,112,88,50,50,30\n"
                      f"2023,{TOWN}A,1000,348,c,99,200,200,200,112,88,50,50,30\n"
                      f"2022,{TOWN}A,0,0,0,0,0,0,0,0,0,0,0,z\n",
    "c4_to_2025.csv": f"{AREA}{C4}\n2025,{TOWN}S,897,880,240,239,39,168,c,c,14\n"
                      f"2025,{NATION}S,1000,900,300,290,50,200,u,u,14\n",
    "d1_to_2024.csv": f"{AREA}{D1}\n2024,{TOWN}P,100,34.8,99,120,41.8,119,247,86.1\n",
    "d5_to_2025.csv": f"{AREA}category,CPP_At31,{BANDS}\n2025,{TOWN}D,247,100,40.5,c,c,c\n",
    "d6_to_2024.csv": f"{AREA}category,CPP_At31_3Months,Reviewed_within_timescales,Reviewed_within_timescales_percent\n"
                      f"2024,{TOWN}R,214,198,92.5\n",
    "d7_to_2024.csv": f"{AREA}category,CPP_End,{BANDS}\n2024,{TOWN}D,120,30,25,20,6,5\n",
    "csww_to_2025.csv": f"{AREA}inpost_fte,case_holders_fte,cases,caseload_fte\n2025,{TOWN}100,72.5,1231,17\n",
    "population.csv": f"{AREA}age_group,population_estimate\n2024,{TOWN}Children aged 0 to 17 years,28700\n"
                      f"2024,{COUNTY}Children aged 0 to 17 years,x\n",
    "neighbours_April_2021.csv": f"\ufeff{MODEL_2021}\n890,Blackpool,890,2,North West,{TEN},\n{',' * 25}\n",
    "sn_2025.csv": f"\ufeff{MODEL_2025}\n890,Blackpool,2,North West,{TEN}\n",
    "c6_not_ours.csv": f"{AREA}category,Referrals,April\n2024,{TOWN}M,200,17\n",
}


def rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def run(folder: Path, files: dict[str, str | bytes]) -> tuple[int, Path]:
    """Writes the downloads and imports them; the exit code and the folder written to."""
    for name, text in files.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return main([str(folder), "--to", str(folder / "tidy")]), folder / "tidy"


def test_what_small_downloads_become(tmp_path):
    """Trailing .0, BOM, blank notes, a comma in a name, padded closeness, and a table that is not wanted."""
    code, tidy = run(tmp_path, GOOD)
    assert code == 0
    made = {(row["series"], row["area_code"]): row for row in rows(tidy / "published.csv")}
    plan = made["subsequent_plan_percent", "890"]
    assert (plan["numerator"], plan["denominator"], plan["value"], plan["symbol"]) == ("29", "100", "29", "")
    not_in_need = made["not_in_need_percent", "890"]
    assert (not_in_need["numerator"], not_in_need["denominator"], not_in_need["value"]) == ("", "200", "")
    assert not_in_need["symbol"] == "c"
    assert made["referrals", "909"]["area_name"] == "Cumbria, the"
    assert made["referrals_per_10000", "909"]["symbol"] == "x"
    of_2024 = next(row for row in rows(tidy / "published.csv") if row["series"] == "caseload")
    assert (of_2024["year"], of_2024["value"], of_2024["source"]) == ("2026", "17", "DfE CSWW 2025")
    assert made["referrals", "E92000001"]["area_type"] == "england"
    assert [row["closeness"] for row in rows(tidy / "neighbour.csv")] == ["Close"] * 20
    assert [row["children"] for row in rows(tidy / "population.csv")] == ["28700", ""]


def test_what_the_department_does_not_print_is_made_of_its_counts(tmp_path):
    """By hand: 812 / 1,000, with one band hidden nothing at all, of none not applicable; 207 / 240 is 86.25, halves upwards;
    897 per 28,700 children is 312.54 per 10,000; England has no population in these downloads."""
    _, tidy = run(tmp_path, GOOD)
    made = {(row["series"], row["area_code"], row["year"]): row for row in rows(tidy / "published.csv")}
    for cell, expected in {
        ("assessment_45_days_percent", "890", "2024"): ("812", "1000", "81.2", ""),
        ("assessment_45_days_percent", "890", "2023"): ("", "1000", "", "c"),
        ("assessment_45_days_percent", "890", "2022"): ("0", "0", "", "z"),
        ("conference_15_days_percent", "890", "2025"): ("207", "240", "86.3", ""),
        ("section_47_per_10000", "890", "2025"): ("897", "28700", "312.5", ""),
        ("section_47_per_10000", "E92000001", "2025"): ("1000", "", "", "x"),
        ("section_47", "890", "2025"): ("897", "", "897", ""),
        ("children_in_need_per_10000", "890", "2025"): ("574", "28700", "200", ""),
        ("plans_two_years_percent", "890", "2025"): ("", "247", "", "c"),
        ("plans_ended_within_3_months_percent", "890", "2024"): ("30", "120", "25", ""),
        ("plans_ended", "890", "2024"): ("120", "", "120", ""),
        ("reviews_on_time_percent", "890", "2024"): ("198", "214", "92.5", ""),
    }.items():
        assert tuple(made[cell][name] for name in ("numerator", "denominator", "value", "symbol")) == expected, cell


def changed(file: str, old: str, new: str) -> dict[str, str]:
    assert old in GOOD[file]
    return GOOD | {file: GOOD[file].replace(old, new)}


@pytest.mark.parametrize("files", [
    changed("c1_to_2025.csv", C1, C1_OF_2024),
    changed("c1_to_2025.csv", "890,", "890.0,"),
    changed("d3_to_2025.csv", "time_period", "\ufefftime_period"),
    changed("d3_to_2025.csv", "\n", "\r\n"),
    changed("d3_to_2025.csv", "2025,Rep", "2025.0,Rep"),
    changed("d3_to_2025.csv", "E06000009", "E10000099"),
    changed("c1_to_2025.csv", ",c,c,", ",C, c ,"),
    changed("c1_to_2025.csv", "x,x,x,x,x,x,x,x,x,x", ",,,,,,,,,"),
    GOOD | {"c1_to_2024.csv": f"{AREA}{C1}\n2024,{TOWN}R,1,1,100,1,100,1,100,1,1,100\n"},
], ids=["2024 headers", "code as a decimal", "BOM", "Windows line ends", "year as a decimal",
        "a second ONS code", "untidy symbols", "blank is x", "an earlier edition beside it"])
def test_editions_that_differ_in_form_give_the_same_tables(files, tmp_path):
    for name, these in (("plain", GOOD), ("other", files)):
        (tmp_path / name).mkdir()
        assert run(tmp_path / name, these)[0] == 0
    for name in ("published.csv", "neighbour.csv", "population.csv"):
        plain, other = (tmp_path / folder / "tidy" / name for folder in ("plain", "other"))
        assert other.read_bytes() == plain.read_bytes()


def test_a_joint_code_stays_text(tmp_path):
    _, tidy = run(tmp_path, changed("d3_to_2025.csv", "890,", "940 / 941,"))
    assert "940 / 941" in {row["area_code"] for row in rows(tidy / "published.csv")}


def test_a_joint_row_leaves_its_authorities_without_a_figure_unless_they_have_their_own(tmp_path):
    joint = TOWN.replace("890", "940 / 941").replace("Blackpool", "North / West")
    own = TOWN.replace("890", "941").replace("Blackpool", "West")
    plans = f"{GOOD['d3_to_2025.csv']}2025,{joint}P,80,20,25\n2025,{own}P,40,8,20\n"
    _, tidy = run(tmp_path, GOOD | {"d3_to_2025.csv": plans})
    made = {row["area_code"]: (row["area_name"], row["numerator"], row["value"], row["symbol"])
            for row in rows(tidy / "published.csv") if row["series"] == "subsequent_plan_percent"}
    assert made.pop("890")[0] == "Blackpool"
    assert made == {"940 / 941": ("North / West", "20", "25", ""), "940": ("North", "", "", "x"), "941": ("West", "8", "20", "")}


C1_ROW = GOOD["c1_to_2025.csv"].splitlines()[2]


@pytest.mark.parametrize(("files", "says"), [
    (changed("d3_to_2025.csv", "29.0", "*"), "d3_to_2025.csv line 2: cpp_subsequent_percent is '*'"),
    (changed("c1_to_2025.csv", "14.5", "-100"), "c1_to_2025.csv line 3: rereferral_percent is '-100'"),
    (changed("population.csv", "28700", "many"), "population.csv line 2: population_estimate is 'many'"),
    (changed("c1_to_2025.csv", "not_in_need_percent", "nin"), "c1_to_2025.csv has no column not_in_need"),
    (changed("d3_to_2025.csv", "old_la_code", "la"), "d3_to_2025.csv has no column old_la_code"),
    (changed("c2_to_2024.csv", "41-45_days", "41-44_days"), "c2_to_2024.csv has no column 41-45_days"),
    (changed("c4_to_2025.csv", ",39,168", ",39,*"), "c4_to_2025.csv line 2: duration_11-15_days is '*'"),
    (changed("c4_to_2025.csv", ",39,168", ",39,16.8"), "c4_to_2025.csv line 2: duration_11-15_days is 16.8, and a count"),
    (changed("d5_to_2025.csv", "2_years_or_more,", "long,"), "has no table of D5 duration"),
    (changed("sn_2025.csv", "SN_3P", "P3"), "sn_2025.csv has no column sn_3p"),
    (changed("d3_to_2025.csv", "CPP_subsequent,", "other,"), "has no table of D3 second or subsequent"),
    (changed("c1_to_2025.csv", C1_ROW, f"{C1_ROW}\n{C1_ROW}"), "2 rows for Blackpool (890) in 2025, on line"),
    (changed("d3_to_2025.csv", "CPP_start", "CPP_subsequent"), "has two columns for cpp_subsequent"),
    (changed("d3_to_2025.csv", ",29.0", ""), "d3_to_2025.csv line 2 has 13 cells under 14 headers"),
    (changed("d3_to_2025.csv", "Local authority", "Ward"), "line 2: geographic_level is not"),
    (changed("d3_to_2025.csv", "2025,", "202425,"), "line 2: time_period is not a year"),
    (changed("d3_to_2025.csv", "890,", ","), "line 2: the area has no code"),
    (changed("d3_to_2025.csv", "Blackpool", ""), "line 2: the area has no name"),
    (changed("population.csv", "0 to 17", "0 to 25"), "population.csv has no age group '0 to 17'"),
    (changed("sn_2025.csv", "310,", "890,"), "sn_2025.csv line 2: authority '890' needs ten different"),
    (changed("sn_2025.csv", "310,", ","), "sn_2025.csv line 2: authority '890' needs ten different"),
    (GOOD | {"c1_again.csv": GOOD["c1_to_2025.csv"]}, "are the same table up to the same year, 2025"),
    (GOOD | {"sn_again_2025.csv": GOOD["sn_2025.csv"]}, "One file of statistical neighbours is needed"),
    (GOOD | {"sn_2031.csv": GOOD["sn_2025.csv"]}, "sn_2031.csv does not say which model"),
    (GOOD | {"d3_to_2025.csv": GOOD["d3_to_2025.csv"].replace("Blackpool", "Blackp\xf8l").encode("latin-1")},
     "d3_to_2025.csv line 2 is not UTF-8"),
    ({}, "no CSV files at all"),
], ids=lambda given: given if isinstance(given, str) else "")
def test_a_bad_download_is_refused_whole_and_says_where(files, says, tmp_path, capsys):
    code, tidy = run(tmp_path, files)
    assert code == 1
    assert says in capsys.readouterr().err
    assert not tidy.exists()


CELLS = st.one_of(
    st.sampled_from([*SYMBOLS, "C", " x ", "Low", ""]),
    st.integers(0, 10**7).map(str), st.integers(0, 999).map(lambda n: f"{n}.0"),
    st.decimals(0, 100, places=1).map(str), st.decimals(0, 100, places=3).map(str))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6))
def test_a_symbol_never_becomes_a_number(table):
    """Whatever mixture of numbers and symbols a table holds, each cell comes out as the one it was."""
    lines = [f"{2013 + place},{TOWN}P,{','.join(cells)}" for place, cells in enumerate(table)]
    with tempfile.TemporaryDirectory() as folder:
        header = GOOD["d3_to_2025.csv"].splitlines()[0]
        code, tidy = run(Path(folder), GOOD | {"d3_to_2025.csv": "\n".join([header, *lines])})
        assert code == 0
        made = published.read(tidy)["published"].filter(series="subsequent_plan_percent").sort("year")
    assert made.height == len(table)
    for row, (start, subsequent, percent) in zip(made.iter_rows(named=True), table, strict=True):
        for name, cell in (("denominator", start), ("numerator", subsequent), ("value", percent)):
            number = float(cell) if cell[:1].isdigit() else None
            assert row[name] == number
        assert row["symbol"] == (None if percent[:1].isdigit() else percent.strip().lower() or "x")
