"""Spoilt rows: shifted rows, lists under one another, totals and titles, other ways of writing, and lists that are another's."""

from collections.abc import Callable, Iterable
from functools import partial

from tests.support.spoilt import Folder, good, text
from tests.support.spoilt_case import NEVER, REFUSED, SAME, X_OR_REFUSED, Case
from tests.support.spoilt_forms import above, append, rename, written

LAST3, LIST3 = "list3_2026-10", "list3_2026-10-31.csv"
CHILD, START, END, SEEN = "Child Unique ID", "CIN Start Date", "CIN Closure Date", "Date Child Was Last Seen"


def _shifted(folder: Folder, every: int, into: str, blank: bool = False) -> None:
    """Rows in which a value holds an unquoted comma, so that all after it move on by one field; perhaps the last one is blank."""
    rows = folder[LIST3]
    lines = [text([rows[0]])]
    for number, row in enumerate(rows[1:]):
        cells = [*row[:-2], into, row[-2], "" if blank else row[-1]] if number % every == 0 else row
        lines.append(",".join(cells) + "\n")
    folder[LIST3] = "".join(lines).encode()


def _early(folder: Folder, every: int) -> None:
    """A second field at the front of some rows: the row fits no more, but for its last cell, which is lost."""
    rows = folder[LIST3]
    rows[1:] = [["", *row[:-1]] if number % every == 0 else row for number, row in enumerate(rows[1:])]


def _under(folder: Folder, other: str, headers: bool = True) -> None:
    rows = folder[f"{other}_2026-10-31.csv"]
    append(folder, LAST3, *([[]] if headers else []), *rows[0 if headers else 1 :])


def _unclosed(folder: Folder) -> None:
    rows = folder[LIST3]
    lines = [
        ",".join([*row[:-2], f'"{row[-2]}', row[-1]]) if number % 4 == 1 else ",".join(row) for number, row in enumerate(rows)
    ]
    folder[LIST3] = "\n".join(lines).encode()


def _appended(folder: Folder, rows: list[list[str]]) -> None:
    append(folder, LAST3, *rows)


def _titled(folder: Folder, count: int) -> None:
    above(folder, LAST3, *[[f"Saltmere children's services, page {number}"] for number in range(count)])


def _subtotals(folder: Folder) -> None:
    rows = folder[LIST3]
    rows[1:] = [
        each
        for number, row in enumerate(rows[1:], 1)
        for each in ([row, ["Subtotal", "", "", "", "", row[5]]] if number % 10 == 0 else [row])
    ]


def _again(folder: Folder) -> None:
    rows = folder[LIST3]
    rows.insert(100, list(rows[0]))


def _spaced(folder: Folder) -> None:
    rows = folder[LIST3]
    rows[1:] = [each for row in rows[1:] for each in (row, [""] * 11)]


def _two_rows(folder: Folder) -> None:
    rows = folder[LIST3]
    rows[0:1] = [[header.rpartition(" ")[0] for header in rows[0]], [header.rpartition(" ")[2] for header in rows[0]]]


def _added(folder: Folder, name: str, source: str, headers: dict[str, str]) -> None:
    """Put another list beside: columns of a list of the last month, under other headers."""
    rows = good()[f"{source}_2026-10-31.csv"]
    places = [rows[0].index(header) for header in headers]
    folder[f"{name}_2026-10-31.csv"] = [list(headers.values()), *([row[at] for at in places] for row in rows[1:])]


def _called(folder: Folder) -> None:
    """List 1 in place of list 3, its date under list 3's header."""
    folder[LIST3] = [list(row) for row in folder["list1_2026-10-31.csv"]]
    rename(folder, LAST3, "Date of Contact", "Date of referral")


def _doubled(folder: Folder) -> None:
    append(folder, LAST3, *folder[LIST3][1:])


def _marked(lines: str) -> bytes:
    """Text as Windows writes it: a mark in front, and line ends of two characters."""
    return b"\xef\xbb\xbf" + lines.replace("\n", "\r\n").encode()


APPENDED = (  # rows below the last list 3 that are no referrals
    ("a total", SAME, [["Total", "", "", "", "", "", "", "", "273"]]),
    ("a total with a date", NEVER, [["Total", "", "", "", "", "31/10/2026", "", "", "273"]]),
    ("a footer", SAME, [["Printed on 31/10/2026 by J. Smith"]]),
    ("a blank row and the end of the report", SAME, [[], ["End of report"]]),
    ("a grand total", SAME, [["Grand Total:", "273"]]),
    ("number of rows", SAME, [["273 rows affected"], ["(273 rows affected)"]]),
)
TITLES = {1: SAME, 3: SAME, 10: SAME, 16: X_OR_REFUSED, 40: X_OR_REFUSED}  # so many rows above the headers
WRITTEN = (  # the last list 3 in another way of writing: its delimiter, and how its text becomes bytes
    ("semicolons", SAME, ";", str.encode),
    ("tabs", SAME, "\t", str.encode),
    ("pipes", NEVER, "|", str.encode),
    ("UTF-16", SAME, ",", partial(str.encode, encoding="utf-16")),
    ("UTF-16 without a mark", NEVER, ",", partial(str.encode, encoding="utf-16-le")),
    ("Windows line ends and a mark", SAME, ",", _marked),
)
SPOILT = (  # the last list 3: what is wrong with its rows, what must happen, and the spoiling
    ("subtotals of teams", NEVER, _subtotals),
    ("its headers again in the middle", SAME, _again),
    ("blank rows between", SAME, _spaced),
    ("headers in two rows", NEVER, _two_rows),
    ("every row twice", NEVER, _doubled),
    ("every third row shifted by an unquoted comma", REFUSED, partial(_shifted, every=3, into="Duty")),
    ("every row shifted, its last cell blank", NEVER, partial(_shifted, every=1, into="Duty", blank=True)),
    ("every third row shifted, its last cell blank", NEVER, partial(_shifted, every=3, into="Duty", blank=True)),
    ("every third row begins with a blank", REFUSED, partial(_early, every=3)),
    ("quotation marks that are never closed", REFUSED, _unclosed),
    ("contact dates called referral dates", NEVER, _called),
)
UNDER = (  # the same, for another list below it
    ("list 1 under list 3", NEVER, partial(_under, other="list1")),
    ("list 7 under list 3", NEVER, partial(_under, other="list7")),
    ("list 4 under list 3 without its headers", NEVER, partial(_under, other="list4", headers=False)),
)
FOREIGN = {  # lists that are none of ours, beside the good ones: whose columns they have, and under which headers
    "plans of children in need, with the referral's date": (
        "list6",
        {CHILD: CHILD, START: "Date of referral", END: "CIN Plan End Date"},
    ),
    "plans of children in need": (
        "list6",
        {CHILD: CHILD, START: "CIN Plan Start Date", END: "CIN Plan End Date"},
    ),
    "a log of visits": (
        "list7",
        {CHILD: CHILD, "Date of the Last Statutory Visit": "Contact Date", "Was the Child Seen Alone?": "Seen"},
    ),
    "visits that are called contacts": (
        "list6",
        {CHILD: "Person ID", SEEN: "Date of Contact"},
    ),
    "children looked after, with a referral's date": (
        "list6",
        {
            CHILD: CHILD,
            START: "Date of referral",
            "Primary Need Code": "Legal Status",
            SEEN: "Date Started to be Looked After",
        },
    ),
    "list 6 with another date": (
        "list6",
        {
            CHILD: CHILD,
            START: "Date of referral",
            "Primary Need Code": "Primary Need Code",
            SEEN: SEEN,
            END: END,
            "Case status": "Case status",
        },
    ),
    "parents": (
        "list3",
        {CHILD: "Parent Person ID", "Date of referral": "Date of referral", "Referral Source": "Referral Source"},
    ),
    "outcomes of assessments": (
        "list4",
        {CHILD: CHILD, "Continuous Assessment Start Date": "Assessment Start Date", "Gender": "Outcome"},
    ),
    "reviews of plans": (
        "list7",
        {CHILD: CHILD, "Date of latest review conference": "CP Plan Start Date", "Gender": "Outcome"},
    ),
}


def _last() -> Iterable[tuple[str, str, Callable[[Folder], None]]]:
    """What is spoilt in the last list 3, what must happen, and the spoiling."""
    yield from ((name, must, partial(_appended, rows=rows)) for name, must, rows in APPENDED)
    yield from ((f"{count} rows above the headers", must, partial(_titled, count=count)) for count, must in TITLES.items())
    for name, must, delimiter, as_bytes in WRITTEN:
        yield name, must, partial(written, files=LAST3, as_bytes=as_bytes, delimiter=delimiter)
    yield from SPOILT


def _foreign() -> list[Case]:
    """Nothing may be counted from lists that are none of ours."""
    return [
        Case(f"beside: {name}", NEVER, partial(_added, name="other", source=source, headers=headers))
        for name, (source, headers) in FOREIGN.items()
    ]


def cases() -> list[Case]:
    """All cases of rows."""
    last = [Case(f"list 3 of the last: {name}", must, spoil) for name, must, spoil in _last()]
    return [*last, *(Case(*row) for row in UNDER), *_foreign()]
