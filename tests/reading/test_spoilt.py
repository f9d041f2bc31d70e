"""Spoilt extracts give the right figures, figures that are not available, or a refusal; never another number.

One case of each kind is in the fast tier and every fifth of the table in the slow one. The others are exhaustive: an hour of
one core, for a change of how extracts are read or believed.
"""

import pytest

from tests.support import (
    spoilt,
    spoilt_case,
    spoilt_clocks,
    spoilt_contradictions,
    spoilt_days,
    spoilt_files,
    spoilt_headers,
    spoilt_ids,
    spoilt_lists,
    spoilt_parts,
    spoilt_quotes,
    spoilt_rows,
    spoilt_words,
    spoilt_workbooks,
)

KINDS = (
    spoilt_headers,
    spoilt_lists,
    spoilt_rows,
    spoilt_days,
    spoilt_ids,
    spoilt_files,
    spoilt_parts,
    spoilt_workbooks,
    spoilt_quotes,
    spoilt_clocks,
    spoilt_contradictions,
    spoilt_words,
)
TABLE = [case for kind in KINDS for case in kind.cases()]
QUICK = (  # one of each kind, which run with every run of the tests
    "list7: 'Child Protection Plan End Date' is called 'CP End Date'",
    "five headers of every month renamed at once",
    "list3 of the last: every third date refused",
    "list3 of the last: 55% of its rows are missing, at its end",
    "list 3: referral dates month first, with zeros",
    "list 3: ids are scientific",
    "list 3 of one day twice: an eighth has another answer",
    "list7 in 2 parts by team: part 1: a third of the days refused",
    "a workbook: of the good lists",
    "list7 of one month: 'Date of the Last Statutory Visit' sorted alone",
)
SLOW = [case for case in TABLE if case.name not in QUICK]


def test_the_table_has_at_least_150_cases_each_with_its_own_name():
    assert len(TABLE) >= 150
    assert len({case.name for case in TABLE}) == len(TABLE)
    assert {case.name for case in TABLE} >= set(QUICK)


def test_the_good_extracts_are_a_whole_truth():
    told = {name for beside in (False, True) for name in _told(beside)}
    assert len(told) > 60, "most indicators have a figure that a spoiling could change"
    assert all(spoilt.truth(beside).refused is None for beside in (False, True))


def test_another_number_is_seen():
    """The judge itself is seen to fail: a figure that differs, and one that is not in the truth, are told."""
    true = spoilt.truth()
    key = max(spoilt.truth().told("referrals"))
    for other in ((1, None, 1.0, None), (0, None, 0.0, None)):
        assert spoilt.differing(spoilt.Outcome(figures=true.figures | {key: other}), [true])
    assert spoilt.differing(true, [spoilt.Outcome()]) and not spoilt.differing(spoilt.Outcome(), [true])
    assert spoilt.differing(spoilt.Outcome(), [true], everything=True) and not spoilt.differing(true, [true], everything=True)


@pytest.mark.parametrize("case", [case for case in TABLE if case.name in QUICK], ids=lambda case: case.name)
def test_a_spoilt_extract_of_each_kind_gives_no_other_number(case):
    assert not spoilt_case.judged(case)


@pytest.mark.slow
@pytest.mark.parametrize("case", SLOW[::5], ids=lambda case: case.name)
def test_no_spoilt_extract_gives_another_number(case):
    assert not spoilt_case.judged(case)


@pytest.mark.slow
@pytest.mark.exhaustive
@pytest.mark.parametrize("case", [case for number, case in enumerate(SLOW) if number % 5], ids=lambda case: case.name)
def test_none_of_the_other_spoilt_extracts_gives_another_number(case):
    assert not spoilt_case.judged(case)


def _told(beside: bool) -> set[str]:
    return {key[0] for key, figure in spoilt.truth(beside).figures.items() if figure[3] != "x"}
