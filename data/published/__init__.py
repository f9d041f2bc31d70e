"""The department's published figures for every authority, region and England, and the other small public
tables in data/reference, as typed frames.

`python -m data published FOLDER` makes those tables from the department's own as downloaded: downloads.py
tells which file is which, areas.py which place a row is about, cells.py what is a number and what is a
symbol, arithmetic.py what is made of published counts, and series.py, neighbours.py and population.py
each make one table.
"""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from data import bank_holidays
from data.published import neighbours, population, series
from data.published.downloads import DownloadError

REFERENCE = Path(__file__).parents[1] / "reference"
FILES = {"published": "published.csv", "neighbour": "neighbour.csv", "population": "population.csv",
         "bank_holiday": "bank_holidays.csv"}
SCHEMAS = {"published": series.SCHEMA, "neighbour": neighbours.SCHEMA, "population": population.SCHEMA,
           "bank_holiday": bank_holidays.SCHEMA}


def read(folder: Path | str = REFERENCE) -> dict[str, pl.DataFrame]:
    """The reference tables as typed frames, columns as in SCHEMAS, keyed published, neighbour, population and
    bank_holiday; raises FileNotFoundError or DownloadError when one is missing or has other columns."""
    return {name: _read_one(Path(folder) / file, SCHEMAS[name]) for name, file in FILES.items()}


def _read_one(path: Path, schema: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there. Rebuild it: data/reference/README.md says how.")
    with path.open(encoding="utf-8") as handle:
        headers = handle.readline().strip().split(",")
    if headers != list(schema):
        raise DownloadError(f"{path} has the columns {', '.join(headers)}; it needs {', '.join(schema)}. "
                            "Rebuild it: data/reference/README.md says how.")
    return pl.read_csv(path, schema=schema)
