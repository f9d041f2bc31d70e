"""Decides which of two files counts that have the same list for the same day.

Equal records: one file counts. No record in both: both count, because they are parts of one list. Otherwise one corrects the
other, and the newer one counts if it is known which that is and if it does not lack too many records of the older one.
"""

from typing import NamedTuple

from data.reading.same_list_words import Pair, both, differs, row_numbers, unknown

FEWEST_LACKING = 2  # one record less is ordinary
FEWEST_ALIKE, MOST_ALIKE = 5, 0.8  # number and share of rows that are equal but for their ids, from which the ids may be spoilt


class Outcome(NamedTuple):
    """The file that does not count (None: both do), and the notes for (first, second)."""

    aside: str | None
    notes: tuple[str, str]


def outcome(pair: Pair, most_lacking: float) -> Outcome | str:
    """What counts of a pair, or why that is not known."""
    one, other = set(pair.first.records), set(pair.second.records)
    differ = [each for each in one & other if differs(pair, each)]
    if one == other and not differ and one:
        return _equal(pair)
    if not one & other:
        return _respelt(pair) or _together(pair)
    if len(one & other) * 2 < min(len(one), len(other)):
        return unknown(pair, differ) if differ else _together(pair)
    if not pair.newer:
        return unknown(pair, differ)
    return _replaced(pair, most_lacking)


def _equal(pair: Pair) -> Outcome | str:
    """The same records in both: the file with more columns counts, then the one with fewer rows refused, then the newer."""
    first, second, newer = pair.first, pair.second, pair.newer
    if not newer and (first.fields - second.fields) and (second.fields - first.fields):
        return unknown(pair, [])
    prefers = (len(first.fields), -first.refused, newer) > (len(second.fields), -second.refused, 0)
    counts, aside = (first, second) if prefers else (second, first)
    note = f"{pair.what}: the same records as in {counts.file}, of the same day; not loaded twice."
    return Outcome(aside.file, ("", note) if prefers else (note, ""))


def _together(pair: Pair) -> Outcome:
    said = "{} of the same day has other records of this list; the two count together."
    return Outcome(None, (said.format(pair.second.file), said.format(pair.first.file)))


def _replaced(pair: Pair, most_lacking: float) -> Outcome | str:
    """The newer file counts, unless it lacks too many records of the older one."""
    counts, aside = (pair.first, pair.second) if pair.newer > 0 else (pair.second, pair.first)
    lacking = set(aside.records) - set(counts.records)
    if len(lacking) >= FEWEST_LACKING and len(lacking) * 100 > most_lacking * len(aside.records):
        return (f"{both(pair)}: {counts.file} is newer, but lacks {len(lacking)} of the {len(aside.records)} records of "
                f"{aside.file} ({row_numbers(aside, lacking)}). Remove the file that is wrong, and build again.")
    changed = sum(differs(pair, each) for each in set(counts.records) & set(aside.records))
    note = (f"{pair.what}: {counts.file} of the same day is newer and counts instead ({changed} records differ, "
            f"{len(lacking)} are missing, {len(set(counts.records) - set(aside.records))} are new).")
    return Outcome(aside.file, ("", note) if pair.newer > 0 else (note, ""))


def _respelt(pair: Pair) -> str | None:
    """Why two files without a common record are not parts of one list: most of their rows are equal but for the ids."""
    kept = [at for at in pair.compared if pair.columns[at] not in pair.ids]
    one, other = ([tuple(each[at] for at in kept) for each in part.records.values()] for part in pair[:2])
    alike, fewest = sum(each in set(other) for each in one), min(len(one), len(other))
    if alike < FEWEST_ALIKE or alike < MOST_ALIKE * fewest or len(set(one)) * 2 <= len(one):
        return None
    return (f"{both(pair)} with no id in common, although {alike} rows are equal but for their ids. One of them may have "
            "spoilt ids. Remove it, and build again.")
