"""Compares how much the extracts have with what the department published for the authority's code, before they are believed.

Extracts under the code of another authority open without a fault, with that authority's name, population and neighbours. From one
year to the next a published number of 100 or more has changed by more than a factor of three in 3 of about 3,000 cases.
"""

from data import belief
from queries import text
from queries.store.engine import Database

FACTOR, FEWEST_PUBLISHED, FEWEST_RECORDS, FEWEST_DAYS = 3, 100, 30, 28
WORDS = {
    "referrals": "{in_year:,.0f} referrals a year ({records:,} in {days} days), and {published:,.0f} were published for {year}",
    "plans_at_31_march": "{records:,} children on plans, and {published:,.0f} were published for 31 March {year}",
}
REMEDY = (
    "Is the code that of your authority? If it is, look for missing extracts or for lists of more than your authority. "
    "If the numbers are right, build with --accept."
)


def check(database: Database, code: str, accept: bool = False) -> None:
    """Raise NotBelieved if the extracts have three times as much as was published for this code, or a third of it.

    Needs the model and the table `published`. Fewer than 30 records or 28 days are too few to compare, and so are published
    numbers below 100. With `accept`, nothing is compared.
    """
    rows = [] if accept else database.run(text("reading/volume"), code=code).rows(named=True)
    said = [WORDS[row["series"]].format(**row) for row in rows if _differs(row)]
    if said:
        raise belief.NotBelieved(f"The extracts do not look like those of authority {code}: {'; '.join(said)}. {REMEDY}")


def _differs(row: dict) -> bool:
    enough = row["days"] >= FEWEST_DAYS and row["records"] >= FEWEST_RECORDS and row["published"] >= FEWEST_PUBLISHED
    return enough and not row["published"] / FACTOR <= row["in_year"] <= row["published"] * FACTOR
