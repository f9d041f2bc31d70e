"""Teams that are called as nobody would call them: a built warehouse in which names hold marks, links, formulas and orders."""

import shutil
from pathlib import Path

from indicators.roles import ROLES
from queries.store import engine
from queries.store import warehouse as warehouses

FORMULA = '=HYPERLINK("http://e.com")'
LONG = "Children" * 14 + "x"  # 113 letters and no space to break a line at
NAMES = {
    "Locality Central": "$A$ [x](http://e.com) **b** _i_ A_B_C :red[x] :smile: :material/home: WWW.E.COM x@e.com https&colon;//e",
    "Duty and Assessment": '<b>x</b> &lt; a & b %{x} <br> <a href="http://e.com">y</a> {{x}}',
    "Domestic Abuse": "`c` ~~s~~ | \\ a -> b -- :streamlit: ![i](http://e.com/x.png) 1. x",
    "Exploitation": FORMULA,
    "Locality North": "# h \u202egnol\u200b",
    "Locality South": LONG,
}
SEEN = NAMES | {"Locality North": "# h gnol"}  # what a reader sees of them: what is unseen, or turns a line round, is left out
COLUMNS = """
    SELECT table_schema || '.' || table_name AS place, column_name AS called FROM information_schema.columns
    JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_type = 'BASE TABLE' AND column_name IN ('team', 'category') AND data_type = 'VARCHAR'
"""


def named(warehouse: Path, folder: Path) -> Path:
    """A copy of a warehouse in `folder`, in which every team of the invented authority is called by another name."""
    shutil.copytree(warehouse, folder, dirs_exist_ok=True)
    for role in ROLES:
        with engine.create(warehouses.current(folder) / f"{role}.duckdb") as database:
            for place, called in database.run(COLUMNS).iter_rows():
                cases = " ".join(f"WHEN $old_{letter} THEN $new_{letter}" for letter in "abcdef")
                given = {f"{kind}_{letter}": name for letter, names in zip("abcdef", NAMES.items(), strict=True)
                         for kind, name in zip(("old", "new"), names, strict=True)}
                database.execute(f"UPDATE {place} SET {called} = CASE {called} {cases} ELSE {called} END", **given)
    return folder
