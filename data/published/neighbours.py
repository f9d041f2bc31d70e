"""Each authority's ten statistical neighbours: from the department's wide table of a model to a row per
neighbour.

The model changed in May 2025 and half of many authorities' neighbours changed with it, so both models are
kept and every comparison can say which one it used. The files do not say their model: it is known by the year
in the file's name. The 2021 file also lists, under a note, authorities since reorganised; they are kept, as
their years are.
"""

import re
from collections.abc import Iterator

import polars as pl

from data.published.downloads import Download, DownloadError, require

MODELS = {"2021": "April 2021", "2025": "May 2025"}
SCHEMA = {"model": pl.String, "area_code": pl.String, "neighbour_code": pl.String, "position": pl.Int64,
          "closeness": pl.String}
POSITIONS = range(1, 11)


def tidy(downloads: list[Download]) -> pl.DataFrame:
    """Every model's rows: model, area_code, neighbour_code, position (1 = most alike), closeness; sorted.

    Raises DownloadError for a missing or unknown model, or an authority without ten different neighbours."""
    models = [model(download.file) for download in downloads]
    if sorted(models) != sorted(MODELS.values()):
        files = ", ".join(download.file for download in downloads)
        raise DownloadError(f"One file of statistical neighbours is needed for each model, "
                            f"{' and '.join(MODELS.values())}. Found: {files}. Add or remove one.")
    rows = [row for name, download in zip(models, downloads, strict=True) for row in _rows(name, download)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row").sort("model", "area_code", "position")


def model(file: str) -> str:
    """The model a neighbour file holds, by the year in its name; raises DownloadError when it is unknown."""
    years = set(re.findall(r"(?<!\d)20\d\d(?!\d)", file)) & set(MODELS)
    if len(years) != 1:
        raise DownloadError(f"{file} does not say which model of statistical neighbours it holds. Put the "
                            f"model's year in its name ({' or '.join(MODELS)}); a newer model goes into "
                            "MODELS in data/published/neighbours.py.")
    return MODELS[years.pop()]


def _rows(name: str, download: Download) -> Iterator[tuple[str, str, str, int, str]]:
    columns = [column for place in POSITIONS for column in (f"sn_{place}", f"sn_{place}p")]
    require(download, ["old_la_code", *columns])
    listed = download.rows.filter(pl.col("old_la_code") != "")  # the 2021 file has a note on a codeless row
    twice = listed.filter(pl.col("old_la_code").is_duplicated())["old_la_code"]
    if len(twice):
        raise DownloadError(f"{download.file} lists authority {twice[0]} twice. Keep the right row.")
    for line, area, *found in listed.select("line", "old_la_code", *columns).iter_rows():
        codes = [area, *found[::2]]
        if not all(re.fullmatch(r"\d{3}", code) for code in codes) or len(set(codes)) != len(codes):
            raise DownloadError(f"{download.file} line {line}: authority {area!r} needs ten different "
                                f"neighbours, by three-digit code, and has {', '.join(codes[1:])}. "
                                "Download the file again.")
        for place, code, closeness in zip(POSITIONS, codes[1:], found[1::2], strict=True):
            yield name, area, code, place, closeness.capitalize()  # the models differ in capitals and spaces
