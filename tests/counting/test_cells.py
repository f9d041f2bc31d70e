"""How a cell of text is read: each form a date, a code or an answer comes in, and what is not one of them."""

from datetime import date

import pytest

import queries
from data.reading import date_order
from queries.store import engine


@pytest.fixture(scope="module")
def functions():
    """A database with only the functions that read cells."""
    database = engine.memory()
    database.execute(queries.text("staging/functions"))
    return lambda name, cell: database.run(f"SELECT {name}($cell) AS it", cell=cell)["it"][0]


@pytest.mark.parametrize(
    "cell, day",
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("2024-02-29 00:00:00", date(2024, 2, 29)),
        ("2024-02-29T13:05:00Z", date(2024, 2, 29)),
        ("29/02/2024", date(2024, 2, 29)),
        ("1/2/2024", date(2024, 2, 1)),
        ("01/02/2024 09:30", date(2024, 2, 1)),
        ("1/2/20", date(2020, 2, 1)),
        ("31/12/68", date(2068, 12, 31)),
        ("31/12/69", date(1969, 12, 31)),
        ("01-02-2024", date(2024, 2, 1)),
        ("01.02.2024", date(2024, 2, 1)),
        ("01-Feb-2024", date(2024, 2, 1)),
        ("1 February 2024", date(2024, 2, 1)),
        ("01-feb-24", date(2024, 2, 1)),
        ("20240201", date(2024, 2, 1)),
        ("45323", date(2024, 2, 1)),
        ("45323.75", date(2024, 2, 1)),
        (" 2024/02/01 ", date(2024, 2, 1)),
        ("31/02/2024", None),
        ("12/25/2024", None),
        ("2024-02-30", None),
        ("1900-01-01", None),
        ("01/01/1900", None),
        ("2150-01-01", None),
        ("31/12/9999", None),
        ("0024-02-01", None),
        ("19999", None),
        ("80001", None),
        ("", None),
        ("tbc", None),
        ("#N/A", None),
        ("2024-02-01 approx", None),
        ("Feb 2024", None),
        ("2024", None),
        (None, None),
    ],
)
def test_a_date_is_read_in_every_form_it_comes_in_or_not_at_all(functions, cell, day):
    """Where day comes before month; the engine's own function reads what `one_form` writes."""
    read = date_order.day(cell) if cell else None
    assert read == day
    assert functions("read_date", str(read)) == day


@pytest.mark.parametrize(
    "name, cell, value",
    [
        *[
            ("read_text", cell, None)
            for cell in ("", "  ", "-", "N/A", "#n/a", "NULL", "zzCodeError", "#MULTIVALUE", "#REF!", None)
        ],
        ("read_text", " Ann ", "Ann"),
        ("read_text", "0", "0"),
        ("read_text", "Nan", None),
        ("read_text", "Nana", "Nana"),
        ("read_code", "a) WBRI", "WBRI"),
        ("read_code", "s) NOBT", "NOBT"),
        ("read_code", "q) 6: Police", "6: Police"),
        ("read_code", "1A: Individual", "1A: Individual"),
        ("read_code", "b)", None),
        ("read_code", "N1 - Abuse", "N1 - Abuse"),
        ("read_number", "0.6", 0.6),
        ("read_number", "1,000", 1000.0),
        ("read_number", "nan", None),
        ("read_number", "1e400", None),
        ("read_count", "2", 2),
        ("read_count", "2.0", 2),
        ("read_count", "-1", None),
        ("read_count", "1.5", None),
        ("read_count", "x", None),
        ("read_count", "2 or 3", None),
        *[("read_yes_no", cell, True) for cell in ("a) Yes", "Y", "1", "TRUE", "yes", "Yes - both", "1.0")],
        *[("read_yes_no", cell, False) for cell in ("b) No", "N", "0", "false")],
        *[("read_yes_no", cell, None) for cell in ("c) Unknown", "maybe", "", "NFA", "Nobody", "Yesterday")],
        *[("read_no_further_action", cell, True) for cell in ("a) Yes", "1", "NFA", "No further action", "yes")],
        *[("read_no_further_action", cell, False) for cell in ("FA", "U", "b) No", "0")],
        ("read_no_further_action", "maybe", None),
        ("read_answer", "c) Unknown", "Unknown"),
        ("read_answer", "U", "Unknown"),
        ("read_seen_alone", "Child seen alone", "Yes"),
        ("read_seen_alone", "No Visit - new in last month", "Unknown"),
        ("read_seen_alone", "Child not seen", "No"),
        ("read_seen_alone", "b) No", "No"),
        ("read_seen_alone", "perhaps", None),
        ("read_abuse", "a) Neglect", "Neglect"),
        ("read_abuse", "NEG", "Neglect"),
        ("read_abuse", "PHY", "Physical abuse"),
        ("read_abuse", "SAB", "Sexual abuse"),
        ("read_abuse", "emotional", "Emotional abuse"),
        ("read_abuse", "MUL", "Multiple"),
        ("read_abuse", "e) Multiple/not recommended", "Multiple"),
        ("read_abuse", "Neglect, Emotional abuse", "Multiple"),
        ("read_abuse", "YNNN", None),
        ("read_abuse", "YNYN", "Multiple"),
        ("read_abuse", "Other", None),
        ("read_need", "N1 - ABUSE OR NEGLECT", "N1 - Abuse or neglect"),
        ("read_need", "PSRMEM - Memory", None),
        ("read_closure_reason", "RC8 - Case closed after assessment, no further action", "RC8"),
        ("read_closure_reason", "rc9", "RC9"),
        ("read_closure_reason", "RC10", None),
        ("read_closure_reason", "moved", None),
        ("read_outcome", "NFA", "no further action"),
        ("read_outcome", "a) No further action", "no further action"),
        ("read_outcome", "Progress to referral", "referral"),
        ("read_outcome", "Refer to early help", "early help"),
        ("read_outcome", "Information and advice", "advice"),
        ("read_outcome", "Strategy", "other"),
        ("read_outcome", "-", None),
        ("read_sex", "b) Female", "Female"),
        ("read_sex", "M", "Male"),
        ("read_sex", "c) Not stated/recorded", "Not recorded"),
        ("source_label", "q) 6: Police", "police"),
        ("source_label", "Police", "police"),
        ("source_label", "5A - LA services", "la services"),
    ],
)
def test_a_cell_is_read_as_what_it_says(functions, name, cell, value):
    assert functions(name, cell) == value
