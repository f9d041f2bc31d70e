"""Extracts that have far more or far less than was published for the authority's code are not believed."""

from datetime import date, timedelta

import pytest

import queries
from data import belief, build, published, volume
from tests.support.small_extracts import annex_a, plan, referral, taken_in

pytestmark = pytest.mark.slow

FIRST = date(2026, 5, 1)  # of a list of 31 October: six months, or 184 days


def book(folder, referrals=0, plans=0):
    rows = [referral(f"C{n}", FIRST + timedelta(7 * n % 184)) for n in range(referrals)]
    on_plan = [plan(f"C{n}", FIRST + timedelta(7 * n % 184)) for n in range(plans)]
    lists = {name: held for name, held in (("list_3", rows), ("list_7", on_plan)) if held}
    return annex_a(folder / "annex_a_2026-10-31.xlsx", **lists)


def database_of(folder, **numbers):
    database, _ = taken_in(book(folder, **numbers))
    for name, frame in published.read().items():
        database.load(name, frame)
    database.execute(queries.text("model/calendar"))
    return database


@pytest.mark.parametrize(("numbers", "code", "said"), [
    ({"referrals": 1365}, "890", None),
    ({"referrals": 470}, "890", None),
    ({"referrals": 440}, "890", "873 referrals a year (440 in 184 days), and 2,707 were published for 2025"),
    ({"referrals": 4050}, "890", None),
    ({"referrals": 4150}, "890", "8,232 referrals a year (4,150 in 184 days), and 2,707 were published for 2025"),
    ({"referrals": 1365}, "330", "2,708 referrals a year"),  # Birmingham
    ({"referrals": 29}, "890", None),  # a trial of the product, not an authority's list
    ({"plans": 200}, "890", None),
    ({"plans": 60}, "890", "60 children on plans, and 249 were published for 31 March 2025"),
    ({"plans": 800}, "890", "800 children on plans"),
    ({"referrals": 100}, "420", None),  # the Isles of Scilly: too few to compare
])
def test_the_volume_is_compared_with_what_was_published(tmp_path, numbers, code, said):
    database = database_of(tmp_path, **numbers)
    if said is None:
        volume.check(database, code)
        return
    with pytest.raises(belief.NotBelieved) as stopped:
        volume.check(database, code)
    assert said in str(stopped.value) and f"authority {code}" in str(stopped.value) and "--accept" in str(stopped.value)
    volume.check(database, code, accept=True)


def test_a_build_under_another_authoritys_code_stops(tmp_path, capsys):
    extracts, warehouse = tmp_path / "extracts", tmp_path / "warehouse"
    extracts.mkdir()
    book(extracts, referrals=1365)
    assert build.main(["--extracts", str(extracts), "--authority", "330", "--warehouse", str(warehouse)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Nothing was changed. The extracts do not look like those of authority 330: 2,708 referrals a year")
