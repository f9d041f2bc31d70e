"""Spoilt files: names with another day, two files of one day, and half-arrived and stray files."""

from collections.abc import Callable
from functools import partial

from tests.support.spoilt import Folder
from tests.support.spoilt_case import NEVER, REFUSED, SAME, Case
from tests.support.spoilt_forms import change, cut, gone, move, written

OCTOBER = "2026-10-31"
LIST3, LIST7, VISIT = f"list3_{OCTOBER}.csv", f"list7_{OCTOBER}.csv", f"visit_{OCTOBER}.csv"
AGAIN = f"list3_{OCTOBER}_b.csv"
CENSUS = b"""<?xml version="1.0"?><Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>
</CollectionDetails></Header><Children><Child><ChildIdentifiers><LAchildID>1</LAchildID></ChildIdentifiers></Child></Children></Message>"""


def _old_as_new(folder: Folder, files: str = "list") -> None:
    for month in ("2026-09", "2026-10"):
        for name in [name for name in folder if name.startswith(files) and month in name]:
            del folder[name]
    for name in [name for name in folder if name.startswith(files)]:
        folder[name.replace("2026-08-31", OCTOBER)] = folder.pop(name)


def _new_as_old(folder: Folder) -> None:
    folder["list3_2026-08-31.csv"] = folder[LIST3]
    gone(folder, LIST3)


def _as_it_is(folder: Folder, name: str) -> None:
    """The second file is left as it is."""


def _copy(folder: Folder, old: str, new: str, then: Callable[[Folder, str], None] = _as_it_is) -> None:
    folder[new] = [list(row) for row in folder[old]]
    then(folder, new)


def _reversed(folder: Folder, name: str) -> None:
    folder[name][1:] = folder[name][:0:-1]


def _turned(folder: Folder, name: str) -> None:
    change(folder, name, "Referral NFA?", lambda cell: "b) No" if "Yes" in cell else "a) Yes", every=8)


def _later(folder: Folder, name: str) -> None:
    change(folder, name, "Date of referral", lambda cell: f"{min(int(cell[:2]) + 1, 28):02d}{cell[2:]}", every=5)


def _half(folder: Folder, files: str) -> None:
    """The list in two files, each with every second row."""
    name = f"{files}_2026-10-31.csv"
    rows = folder.pop(name)
    folder[f"{files}_2026-10-31_north.csv"], folder[f"{files}_2026-10-31_south.csv"] = rows[::2], [rows[0], *rows[1::2]]


def _one_half(folder: Folder) -> None:
    _half(folder, "list3")
    gone(folder, "list3_2026-10-31_south")


def _arriving(folder: Folder, name: str, share: float, new: str) -> None:
    """A file of which only a share has been copied, perhaps under a name for the time being."""
    written(folder, name, lambda text: text[: int(len(text) * share)].rpartition(",")[0].encode())
    if new != name:
        move(folder, name, new)


def _put(folder: Folder, name: str, content: bytes) -> None:
    folder[name] = content


LAST_DAY = (  # the day in the names of all lists of the last: what is wrong with it, what must happen, how it is written
    ("two figures swapped: 2062", REFUSED, "2062-10-31"),
    ("next year", REFUSED, "2027-10-31"),
    ("next month", NEVER, "2026-12-31"),
    ("the year before", REFUSED, "2025-10-31"),
    ("the month before", REFUSED, "2026-09-29"),
    ("no such day", NEVER, "2026-10-32"),
    ("the month alone", SAME, "2026-10"),
    ("eight figures", SAME, "20261031"),
    ("the day first", SAME, "31-10-2026"),
    ("the month first", NEVER, "10-31-2026"),
    ("in words", NEVER, "31 October 2026"),
    ("a time", SAME, "2026-10-31T1804"),
    ("two days", SAME, "2026-05-01 to 2026-10-31"),
    ("two figures for the year", NEVER, "31.10.26"),
)
RENAMED = (  # one file: what is wrong, what must happen, what its name has and what it gets instead
    ("list 3 of the last: the year ahead", REFUSED, LIST3, "list3_2027-10-31.csv"),
    ("list 7 of the last: the year ahead", REFUSED, "list7_2026-10-31", "list7_2027-10-31"),
    ("list 3 of the last: no day in its name", NEVER, LIST3, "referrals.csv"),
    ("list 7 of the last: no day in its name", NEVER, "list7_2026-10-31", "plans"),
    ("visits: the year ahead", REFUSED, "visit_2026", "visit_2027"),
    ("workers: no day in the name", NEVER, "worker_2026-10-31", "worker"),
)
TWICE = (  # list 3 of one day in a second file: how, what must happen, the second name, and what becomes of its rows
    ("twice, byte for byte", SAME, "list3_2026-10-31 (1).csv", _as_it_is),
    ("twice, in another order", SAME, AGAIN, _reversed),
    ("twice: an eighth has another answer", REFUSED, AGAIN, _turned),
    ("twice: an eighth has another answer, the name before", REFUSED, "a_list3_2026-10-31.csv", _turned),
    ("twice: a fifth has another day", NEVER, AGAIN, _later),
    ("twice: the second is half", NEVER, AGAIN, partial(cut, percent=50)),
)
ARRIVING = (  # what has not arrived whole, the file, which share of it is there, its name so far, and what the case lacks
    ("list 3 of the last has half arrived", LIST3, 0.5, LIST3, LIST3),
    ("list 3 of the last has nearly arrived", LIST3, 0.985, LIST3, LIST3),
    ("list 3 of the last is still called .part", LIST3, 0.5, f"{LIST3}.part", LIST3),
    ("list 7 of the last has half arrived", LIST7, 0.5, LIST7, LIST7),
    ("visits have half arrived", VISIT, 0.5, VISIT, "visit"),
)
HARMLESS = {  # files that are no extracts, which change nothing
    "guidance.pdf": b"%PDF-1.7 guidance",
    "letter.docx": b"PK\x03\x04 no workbook",
    "~$annex_a.xlsx": b"locked",
    ".hidden": b"x",
    "Thumbs.db": b"x",
    "list3_2026-11-28.csv.part": b"Child Unique ID,Date of ref",
    "list3_2026-11-28.csv.filepart": b"Child",
    "list3_2026-11-28.tmp": b"Child",
    "list3_2026-11-28.csv.crdownload": b"Child",
    "image.png": b"\x89PNG",
    "readme.txt": b"See the guidance.",
}
ODD = {  # files that might be extracts, and cannot be read as one
    "census.xml": CENSUS,
    "empty.csv": b"",
    "notes.csv": b"a,b\n1,2\n",
    "list3_2026-11-28.xlsx": b"PK\x03\x04 damaged",
    "old.xls": b"\xd0\xcf\x11\xe0 old",
    "extracts.zip": b"PK\x05\x06" + b"\0" * 18,
    "list3_2026-11-28.csv": b"\0\1\2\3",
}
OTHERS = (  # what is wrong, what must happen, and the spoiling
    ("August's lists called October's", REFUSED, _old_as_new),
    ("August's list 3 called October's", REFUSED, partial(_old_as_new, files="list3")),
    ("August's list 7 called October's", NEVER, partial(_old_as_new, files="list7")),
    (
        "August's list 3 again as a correction of October",
        NEVER,
        partial(_copy, old="list3_2026-08-31.csv", new="list3_2026-10-31_correction.csv"),
    ),
    ("the last list 3 again, called the first's", REFUSED, _new_as_old),
    ("list 3 of one day in two halves", NEVER, partial(_half, files="list3")),
    ("list 7 of one day in two halves", NEVER, partial(_half, files="list7")),
    ("one half of list 3 alone", REFUSED, _one_half),
)


def _local(name: str) -> bool:
    """Whether a file is a local one, which only stands beside Ofsted's lists."""
    return not name.startswith("list")


def _names() -> list[Case]:
    last = [
        Case(f"every list of the last, its name: {name}", must, partial(move, old=OCTOBER, new=new))
        for name, must, new in LAST_DAY
    ]
    one = [Case(name, must, partial(move, old=old, new=new), beside=_local(old)) for name, must, old, new in RENAMED]
    return last + one


def _twice() -> list[Case]:
    return [
        Case(f"list 3 of one day {name}", must, partial(_copy, old=LIST3, new=second, then=then))
        for name, must, second, then in TWICE
    ]


def _half_arrived() -> list[Case]:
    return [
        Case(name, NEVER, partial(_arriving, name=file, share=share, new=new), beside=_local(file), lacks=lacks)
        for name, file, share, new, lacks in ARRIVING
    ]


def _stray() -> list[Case]:
    return [
        Case(f"beside: {name}", must, partial(_put, name=name, content=content))
        for files, must in ((HARMLESS, SAME), (ODD, NEVER))
        for name, content in files.items()
    ]


def cases() -> list[Case]:
    """All cases of files."""
    return [*_names(), *_twice(), *_half_arrived(), *_stray(), *(Case(*row) for row in OTHERS)]
