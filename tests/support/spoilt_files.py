"""Spoilt files: names with another day, two files of one day, and half-arrived and stray files."""

from collections.abc import Callable
from functools import partial

from tests.support.spoilt import Folder
from tests.support.spoilt_case import NEVER, REFUSED, SAME, Case
from tests.support.spoilt_forms import change, cut, gone, move, written

LIST3, OCTOBER = "list3_2026-10-31.csv", "2026-10-31"
CENSUS = b"""<?xml version="1.0"?><Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>
</CollectionDetails></Header><Children><Child><ChildIdentifiers><LAchildID>1</LAchildID></ChildIdentifiers></Child></Children></Message>"""


def _names() -> list[Case]:
    last = {
        "two figures swapped: 2062": ("2026-10-31", "2062-10-31", REFUSED),
        "next year": ("2026-10-31", "2027-10-31", REFUSED),
        "next month": ("2026-10-31", "2026-12-31", NEVER),
        "the year before": ("2026-10-31", "2025-10-31", REFUSED),
        "the month before": ("2026-10-31", "2026-09-29", REFUSED),
        "no such day": ("2026-10-31", "2026-10-32", NEVER),
        "the month alone": ("2026-10-31", "2026-10", SAME),
        "eight figures": ("2026-10-31", "20261031", SAME),
        "the day first": ("2026-10-31", "31-10-2026", SAME),
        "the month first": ("2026-10-31", "10-31-2026", NEVER),
        "in words": ("2026-10-31", "31 October 2026", NEVER),
        "a time": ("2026-10-31", "2026-10-31T1804", SAME),
        "two days": ("2026-10-31", "2026-05-01 to 2026-10-31", SAME),
        "two figures for the year": ("2026-10-31", "31.10.26", NEVER),
    }
    lists = [
        Case(f"every list of the last, its name: {name}", must, partial(move, old=old, new=new))
        for name, (old, new, must) in last.items()
    ]
    return [
        *lists,
        Case("list 3 of the last: the year ahead", REFUSED, partial(move, old=LIST3, new="list3_2027-10-31.csv")),
        Case("list 7 of the last: the year ahead", REFUSED, partial(move, old="list7_2026-10-31", new="list7_2027-10-31")),
        Case("list 3 of the last: no day in its name", NEVER, partial(move, old=LIST3, new="referrals.csv")),
        Case("list 7 of the last: no day in its name", NEVER, partial(move, old="list7_2026-10-31", new="plans")),
        Case("visits: the year ahead", REFUSED, partial(move, old="visit_2026", new="visit_2027"), beside=True),
        Case("workers: no day in the name", NEVER, partial(move, old="worker_2026-10-31", new="worker"), beside=True),
        Case("August's lists called October's", REFUSED, _old_as_new),
        Case("August's list 3 called October's", REFUSED, partial(_old_as_new, files="list3")),
        Case("August's list 7 called October's", NEVER, partial(_old_as_new, files="list7")),
        Case(
            "August's list 3 again as a correction of October",
            NEVER,
            partial(_copy, old="list3_2026-08-31.csv", new="list3_2026-10-31_correction.csv"),
        ),
        Case("the last list 3 again, called the first's", REFUSED, _new_as_old),
    ]


def _old_as_new(folder: Folder, files: str = "list") -> None:
    for month in ("2026-09", "2026-10"):
        for name in [name for name in folder if name.startswith(files) and month in name]:
            del folder[name]
    for name in [name for name in folder if name.startswith(files)]:
        folder[name.replace("2026-08-31", OCTOBER)] = folder.pop(name)


def _new_as_old(folder: Folder) -> None:
    folder["list3_2026-08-31.csv"] = folder[LIST3]
    gone(folder, LIST3)


def _copy(folder: Folder, old: str, new: str, then: Callable[[Folder, str], None] = lambda folder, name: None) -> None:
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


def _pairs() -> list[Case]:
    return [
        Case("list 3 of one day twice, byte for byte", SAME, partial(_copy, old=LIST3, new="list3_2026-10-31 (1).csv")),
        Case(
            "list 3 of one day twice, in another order",
            SAME,
            partial(_copy, old=LIST3, new="list3_2026-10-31_b.csv", then=_reversed),
        ),
        Case(
            "list 3 of one day twice: an eighth has another answer",
            REFUSED,
            partial(_copy, old=LIST3, new="list3_2026-10-31_b.csv", then=_turned),
        ),
        Case(
            "list 3 of one day twice: an eighth has another answer, the name before",
            REFUSED,
            partial(_copy, old=LIST3, new="a_list3_2026-10-31.csv", then=_turned),
        ),
        Case(
            "list 3 of one day twice: a fifth has another day",
            NEVER,
            partial(_copy, old=LIST3, new="list3_2026-10-31_b.csv", then=_later),
        ),
        Case(
            "list 3 of one day twice: the second is half",
            NEVER,
            partial(_copy, old=LIST3, new="list3_2026-10-31_b.csv", then=partial(cut, percent=50)),
        ),
        Case("list 3 of one day in two halves", NEVER, partial(_half, files="list3")),
        Case("list 7 of one day in two halves", NEVER, partial(_half, files="list7")),
        Case(
            "one half of list 3 alone",
            REFUSED,
            lambda folder: (_half(folder, "list3"), gone(folder, "list3_2026-10-31_south"))[0],
        ),
    ]


def _arriving(folder: Folder, name: str, share: float, new: str = "") -> None:
    written(folder, name, lambda text: text[: int(len(text) * share)].rpartition(",")[0].encode())
    if new:
        move(folder, name, new)


def _put(folder: Folder, name: str, content: bytes) -> None:
    folder[name] = content


def _stray() -> list[Case]:
    beside = {
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
    odd = {
        "census.xml": CENSUS,
        "empty.csv": b"",
        "notes.csv": b"a,b\n1,2\n",
        "list3_2026-11-28.xlsx": b"PK\x03\x04 damaged",
        "old.xls": b"\xd0\xcf\x11\xe0 old",
        "extracts.zip": b"PK\x05\x06" + b"\0" * 18,
        "list3_2026-11-28.csv": b"\0\1\2\3",
    }
    cases = [Case(f"beside: {name}", SAME, partial(_put, name=name, content=content)) for name, content in beside.items()]
    cases += [Case(f"beside: {name}", NEVER, partial(_put, name=name, content=content)) for name, content in odd.items()]
    return [
        *cases,
        Case("list 3 of the last has half arrived", NEVER, partial(_arriving, name=LIST3, share=0.5), lacks=LIST3),
        Case("list 3 of the last has nearly arrived", NEVER, partial(_arriving, name=LIST3, share=0.985), lacks=LIST3),
        Case(
            "list 3 of the last is still called .part",
            NEVER,
            partial(_arriving, name=LIST3, share=0.5, new=f"{LIST3}.part"),
            lacks=LIST3,
        ),
        Case(
            "list 7 of the last has half arrived",
            NEVER,
            partial(_arriving, name="list7_2026-10-31.csv", share=0.5),
            lacks="list7_2026-10-31.csv",
        ),
        Case(
            "visits have half arrived",
            NEVER,
            partial(_arriving, name="visit_2026-10-31.csv", share=0.5),
            beside=True,
            lacks="visit",
        ),
    ]


def cases() -> list[Case]:
    """All cases of files."""
    return _names() + _pairs() + _stray()
