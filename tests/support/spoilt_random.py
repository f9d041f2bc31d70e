"""Good extracts spoilt at random: one to three changes to columns, cells, rows, lists and names, the same for the same seed.

Cuts of rows take at least a quarter, because a few missing rows cannot be told from a quiet month. A local list has a single file
here, so only the loss of its last days can be told: it is cut at its end, if its rows are in the order of days (`IN_ORDER`). All
other changes hit a whole column or at least every third of its cells.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.support import spoilt
from tests.support.spoilt import DAYS, Folder, differing
from tests.support.spoilt_days import MONTH_FIRST, PERHAPS, READ
from tests.support.spoilt_forms import change, cut, drop, empty, keep, move, named, rename, swap, tables
from tests.support.spoilt_ids import IDS

IN_ORDER = ("contact_", "visit_", "meeting_", "case_supervision_", "worker_supervision_")
CHILD = ("Child Unique ID", "child_id")
WORDS = (
    "Column {n}",
    "{header} (2)",
    "{first} {last}",
    "Client {last}",
    "{header} old",
    "Date",
    "End Date",
    "Start Date",
    "ID",
    "",
    "Outcome",
)
MAY_BE_UNKNOWN = ("reason", "ethnicity", "does the child have a disability")  # a figure counts how many are
LETTERS = {" ": "_", "Date": "Dt", "Number": "No.", "Child Protection": "CP", "of": "", "Conference": "Conf"}


@dataclass
class Spoiling:
    """A folder that is spoilt step by step: `said` tells each step, and `lost` names the newest files that were changed."""

    dice: Random
    folder: Folder
    said: list[str]

    def files(self) -> str:
        """The files of one kind: those of one list, of all months or of one; or a local file."""
        kinds = sorted({name.partition("_20")[0] for name in self.folder})
        kind = self.dice.choice(kinds)
        months = sorted(name for name in self.folder if name.partition("_20")[0] == kind)
        every = kind not in self.folder and (len(months) == 1 or self.dice.random() < 0.5)
        return f"{kind}_20" if every else self.dice.choice([months[-1], months[-1], *months])

    def headers(self, files: str, days: bool = False) -> list[str]:
        """The headers that these files have in common; `days` leaves those of days."""
        tables = [self.folder[name][0] for name in named(self.folder, files)]
        return [
            each
            for each in tables[0]
            if each and all(table.count(each) == 1 for table in tables) and (not days or "date" in each.lower())
        ]


Step = Callable[[Spoiling, str], str]


def _dropped(it: Spoiling, files: str) -> str:
    header = it.dice.choice(it.headers(files))
    drop(it.folder, files, header)
    return f"'{header}' left out"


def _emptied_column(it: Spoiling, files: str) -> str:
    header = it.dice.choice(it.headers(files))
    empty(it.folder, files, header)
    return f"'{header}' emptied"


def _renamed(it: Spoiling, files: str) -> str:
    header = it.dice.choice(it.headers(files))
    words = header.replace("_", " ").split()
    new = it.dice.choice(WORDS).format(n=it.dice.randrange(20), header=header, first=words[0], last=words[-1])
    if it.dice.random() < 0.4:
        old, short = it.dice.choice(list(LETTERS.items()))
        new = header.replace(old, short)
    rename(it.folder, files, header, new)
    return f"'{header}' is called '{new}'"


def _swapped(it: Spoiling, files: str) -> str:
    one, two = it.dice.sample(it.headers(files), 2)
    swap(it.folder, files, one, two)
    return f"'{one}' and '{two}' exchanged"


def _other_form(it: Spoiling, files: str) -> str:
    days = it.headers(files, days=True)
    if not days:
        return _dropped(it, files)
    header, (name, into) = it.dice.choice(days), it.dice.choice(list((READ | PERHAPS | MONTH_FIRST).items()))
    every = it.dice.choice((1, 1, 2, 3))
    change(it.folder, files, header, into, every)
    return f"every {every}. cell of '{header}': {name}"


def _ids(it: Spoiling, files: str) -> str:
    held = [each for each in it.headers(files) if each in CHILD]
    if not held:
        return _swapped(it, files)
    name = it.dice.choice(list(IDS))
    every = it.dice.choice((1, 1, 2, 3))
    change(it.folder, files, held[0], IDS[name][0], every)
    return f"every {every}. id is {name}"


def _cut(it: Spoiling, files: str) -> str:
    is_local = not files.startswith("list")
    if is_local and not files.startswith(IN_ORDER):
        return _dropped(it, files)
    percent, at_end = it.dice.randrange(25, 90), it.dice.random() < 0.5 or is_local
    cut(it.folder, files, percent, at_end)
    return f"{percent}% of the rows cut, {'at the end' if at_end else 'here and there'}"


def _list_emptied(it: Spoiling, files: str) -> str:
    keep(it.folder, files, lambda number, row: False)
    return "only headers left"


def _name(it: Spoiling, files: str) -> str:
    dated = [day for day in DAYS if any(day in name for name in named(it.folder, files))]
    if not dated:  # its name was changed before
        return _dropped(it, files)
    old = max(dated)
    new = it.dice.choice(("2027-10-31", "2026-12-31", "2025-10-31", "2062-10-31", "31-10-2026", "2026-10", "last", "2026-04-30"))
    found = [name for name in named(it.folder, files) if old in name]
    for name in found:
        move(it.folder, name, name.replace(old, new))
    return f"{old} in the name is {new}"


def _nonsense(it: Spoiling, files: str) -> str:
    header = it.dice.choice(it.headers(files))
    words, every = it.dice.choice(("not known", "#REF!", "see notes", "9", "31/02/2026", "Yes", "=A1")), it.dice.choice((1, 2, 3))
    held = any(words.lower() in row[rows[0].index(header)].lower() for rows in tables(it.folder, files) for row in rows[1:])
    if held or (words == "not known" and header.lower() in MAY_BE_UNKNOWN):  # such an answer is not seen to be wrong
        return _dropped(it, files)
    change(it.folder, files, header, lambda cell: words, every)
    return f"every {every}. cell of '{header}' is {words}"


STEPS: tuple[Step, ...] = (
    _dropped,
    _emptied_column,
    _renamed,
    _renamed,
    _swapped,
    _other_form,
    _other_form,
    _ids,
    _ids,
    _cut,
    _list_emptied,
    _name,
    _nonsense,
)


def spoilt_by(seed: int) -> Spoiling:
    """The folder that a seed gives, and what was done to it. Every second seed has the local files beside."""
    dice = Random(seed)
    it = Spoiling(dice, spoilt.good(beside=seed % 2 == 1), [])
    for _ in range(dice.choice((1, 1, 2, 3))):
        files = it.files()
        it.said.append(f"{files}: {dice.choice(STEPS)(it, files)}")
    return it


def changed(it: Spoiling) -> tuple[str, ...]:
    """The beginnings of the names of the files that were changed; the newest of their kind, if all months were."""
    said = {said.partition(":")[0] for said in it.said}
    return tuple(sorted(f"{files}26-10" if files.endswith("_20") else files for files in said))


def wrong(seed: int) -> list[str]:
    """What is wrong with what a seed gives: nothing if each figure is right, not available or refused. The first lines say what
    was done."""
    it = spoilt_by(seed)
    found = spoilt.outcome(it.folder)
    if found.refused is not None:
        return []
    other = differing(found, spoilt.truths(found, seed % 2 == 1, *changed(it)))
    return [f"seed {seed}:", *it.said, *other] if other else []
