"""Published tables as they were downloaded: which file in a folder is which, and its cells as tidy text.

File names and headers change with every edition of a release, so a table is known by the columns it holds,
never by its name. Everything is read as text, and only `cells.py` decides what is a number. Whatever cannot
be read for certain stops the import, with the file, the line and what to do about it.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl


class DownloadError(ValueError):
    """A downloaded table is missing, incomplete or contradictory: the message says which and what to do."""


@dataclass(frozen=True)
class Download:
    """One downloaded table: the file's name, and its rows as text with the 2025 headers and a line number."""

    file: str
    rows: pl.DataFrame

    @property
    def edition(self) -> str:
        """The latest year the table holds, as text; empty where a table has no years."""
        return str(self.rows["time_period"].max() or "")[:4] if "time_period" in self.rows.columns else ""


TELLING_COLUMNS = {  # the columns that only this table has, all of them
    "B1 children in need": ("anypoint_episodes",),
    "C1 referrals and re-referrals": ("rereferral_count",),
    "C2 duration of assessments": ("assessments_completed",),
    "C4 section 47 enquiries and conferences": ("section47", "duration_0-10_days"),
    "D1 child protection plans": ("cpp_child_end",),
    "D3 second or subsequent child protection plans": ("cpp_subsequent",),
    "D5 duration of child protection plans at 31 March": ("cpp_at31", "2_years_or_more"),
    "D6 reviews of child protection plans": ("reviewed_within_timescales",),
    "D7 duration of child protection plans that ended": ("cpp_end", "2_years_or_more"),
    "children's social work workforce": ("caseload_fte",),
    "mid-year population estimates": ("population_estimate",),
    "statistical neighbours": ("sn_10",),
}
EARLIER_HEADERS = {  # as the 2023 and 2024 editions spelt them (lower case) -> as the 2025 edition does
    "referrals": "referral_count",
    "re_referrals": "rereferral_count",
    "re_referrals_percent": "rereferral_percent",
    "no_further_action": "no_further_action_count",
    "not_in_need": "not_in_need_count",
    "referrals_child": "referral_child_count",
    "re_referrals_child": "rereferral_child_count",
    "re_referrals_child_percent": "rereferral_child_percent",
    "la_num": "old_la_code",
}


def find(folder: Path) -> dict[str, list[Download]]:
    """The known tables among a folder's CSV files, by title; raises DownloadError naming those not there."""
    files = sorted(folder.glob("*.csv"))
    found: dict[str, list[Download]] = {title: [] for title in TELLING_COLUMNS}
    for path in files:
        names = headers(path)
        for title, columns in TELLING_COLUMNS.items():
            if set(columns) <= set(names):
                found[title].append(Download(path.name, rows(path, names)))
    missing = [f"{title} (known by its column {' and '.join(TELLING_COLUMNS[title])})" for title in found
               if not found[title]]
    if missing:
        looked = ", ".join(path.name for path in files) or "no CSV files at all"
        raise DownloadError(f"{folder} has no table of {'; '.join(missing)}. Download it into that folder: "
                            f"data/reference/README.md says where from. Found there: {looked}.")
    return found


def latest(downloads: list[Download]) -> Download:
    """The newest edition of one table; raises DownloadError when two files are of the same edition."""
    newest = max(download.edition for download in downloads)
    of_it = [download for download in downloads if download.edition == newest]
    if len(of_it) > 1:
        names = " and ".join(download.file for download in of_it)
        raise DownloadError(f"{names} are the same table up to the same year, {newest}. Keep one of them.")
    return of_it[0]


def require(download: Download, columns: list[str]) -> None:
    """Raises DownloadError, naming the file and the columns it has, when the table lacks one of these."""
    missing = [column for column in columns if column not in download.rows.columns]
    if missing:
        has = ", ".join(name for name in download.rows.columns if name != "line")
        raise DownloadError(f"{download.file} has no column {', '.join(missing)}. Download the whole table "
                            "again; if its headers have changed, add them to EARLIER_HEADERS in "
                            f"data/published/downloads.py. It has: {has}.")


def headers(path: Path) -> list[str]:
    """A file's headers in lower case, as the 2025 edition spells them; none for an empty file."""
    names: list[str] = []
    for cell in next(_lines(path), (1, []))[1]:
        name = re.sub(r"^sn(\d+)$", r"sn_\1", re.sub(r"\s+", "_", cell.lower()))
        name = EARLIER_HEADERS.get(name, name)
        if name == "snp" and names:  # ten columns of the 2021 model, each after its neighbour
            name = f"{names[-1]}p"
        names.append(name or f"column_{len(names) + 1}")
    return names


def rows(path: Path, names: list[str]) -> pl.DataFrame:
    """A file's rows as text under the given headers, and `line`, where each row ends in the file.

    Raises DownloadError for a header given twice, a row of another length, or text that is not UTF-8."""
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise DownloadError(f"{path.name} has two columns for {', '.join(twice)}. Download the table again.")
    kept = []
    for line, cells in list(_lines(path))[1:]:
        if not any(cells):
            continue
        if len(cells) != len(names):
            raise DownloadError(f"{path.name} line {line} has {len(cells)} cells under {len(names)} headers. "
                                "The file is cut short or was edited: download it again.")
        if any("\ufffd" in cell for cell in cells):
            raise DownloadError(f"{path.name} line {line} is not UTF-8 text. Save the file as CSV UTF-8.")
        kept.append([line, *cells])
    return pl.DataFrame(kept, schema={"line": pl.Int64} | dict.fromkeys(names, pl.String), orient="row")


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as handle:
        reader = csv.reader(handle)
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells]
