"""Spoilt rows: shifted rows, lists under one another, totals and titles, other ways of writing, and lists that are another's."""

from functools import partial

from tests.support.spoilt import Folder, good, text
from tests.support.spoilt_case import NEVER, REFUSED, SAME, X_OR_REFUSED, Case
from tests.support.spoilt_forms import above, append, rename, written

LAST3 = "list3_2026-10"


def _shifted(folder: Folder, every: int, into: str, blank: bool = False) -> None:
    """Rows in which a value holds an unquoted comma, so that all after it move on by one field; perhaps the last one is blank."""
    rows = folder["list3_2026-10-31.csv"]
    lines = [text([rows[0]])]
    for number, row in enumerate(rows[1:]):
        cells = [*row[:-2], into, row[-2], "" if blank else row[-1]] if number % every == 0 else row
        lines.append(",".join(cells) + "\n")
    folder["list3_2026-10-31.csv"] = "".join(lines).encode()


def _early(folder: Folder, every: int) -> None:
    """A second field at the front of some rows: the row fits no more, but for its last cell, which is lost."""
    rows = folder["list3_2026-10-31.csv"]
    rows[1:] = [["", *row[:-1]] if number % every == 0 else row for number, row in enumerate(rows[1:])]


def _under(folder: Folder, other: str, headers: bool = True) -> None:
    rows = folder[f"{other}_2026-10-31.csv"]
    append(folder, LAST3, *([[]] if headers else []), *rows[0 if headers else 1 :])


def _apart() -> list[Case]:
    total, printed = ["Total", "", "", "", "", "", "", "", "273"], ["Printed on 31/10/2026 by J. Smith"]
    cases = [
        Case(f"list 3 of the last: {name}", SAME, partial(_appended, rows=rows))
        for name, rows in (
            ("a total", [total]),
            ("a footer", [printed]),
            ("a blank row and the end of the report", [[], ["End of report"]]),
            ("a grand total", [["Grand Total:", "273"]]),
            ("number of rows", [["273 rows affected"], ["(273 rows affected)"]]),
        )
    ]
    cases += [
        Case(f"list 3 of the last: {count} rows above the headers", must, partial(_titled, count=count))
        for count, must in ((1, SAME), (3, SAME), (10, SAME), (16, X_OR_REFUSED), (40, X_OR_REFUSED))
    ]
    return [
        *cases,
        Case(
            "list 3 of the last: a total with a date",
            NEVER,
            partial(_appended, rows=[["Total", "", "", "", "", "31/10/2026", "", "", "273"]]),
        ),
        Case("list 3 of the last: subtotals of teams", NEVER, _subtotals),
        Case("list 3 of the last: its headers again in the middle", SAME, _again),
        Case("list 3 of the last: blank rows between", SAME, _spaced),
        Case("list 3 of the last: headers in two rows", NEVER, _two_rows),
        Case("list 1 under list 3", NEVER, partial(_under, other="list1")),
        Case("list 7 under list 3", NEVER, partial(_under, other="list7")),
        Case("list 4 under list 3 without its headers", NEVER, partial(_under, other="list4", headers=False)),
        Case(
            "list 3 of the last: every row twice",
            NEVER,
            lambda folder: append(folder, LAST3, *folder["list3_2026-10-31.csv"][1:]),
        ),
        Case(
            "list 3 of the last: every third row shifted by an unquoted comma", REFUSED, partial(_shifted, every=3, into="Duty")
        ),
        Case(
            "list 3 of the last: every row shifted, its last cell blank",
            NEVER,
            partial(_shifted, every=1, into="Duty", blank=True),
        ),
        Case(
            "list 3 of the last: every third row shifted, its last cell blank",
            NEVER,
            partial(_shifted, every=3, into="Duty", blank=True),
        ),
        Case("list 3 of the last: every third row begins with a blank", REFUSED, partial(_early, every=3)),
        Case("list 3 of the last: semicolons", SAME, partial(written, files=LAST3, as_bytes=str.encode, delimiter=";")),
        Case("list 3 of the last: tabs", SAME, partial(written, files=LAST3, as_bytes=str.encode, delimiter="\t")),
        Case("list 3 of the last: pipes", NEVER, partial(written, files=LAST3, as_bytes=str.encode, delimiter="|")),
        Case("list 3 of the last: UTF-16", SAME, partial(written, files=LAST3, as_bytes=lambda text: text.encode("utf-16"))),
        Case(
            "list 3 of the last: UTF-16 without a mark",
            NEVER,
            partial(written, files=LAST3, as_bytes=lambda text: text.encode("utf-16-le")),
        ),
        Case(
            "list 3 of the last: Windows line ends and a mark",
            SAME,
            partial(written, files=LAST3, as_bytes=lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()),
        ),
        Case("list 3 of the last: quotation marks that are never closed", REFUSED, _unclosed),
    ]


def _unclosed(folder: Folder) -> None:
    rows = folder["list3_2026-10-31.csv"]
    lines = [
        ",".join([*row[:-2], f'"{row[-2]}', row[-1]]) if number % 4 == 1 else ",".join(row) for number, row in enumerate(rows)
    ]
    folder["list3_2026-10-31.csv"] = "\n".join(lines).encode()


def _appended(folder: Folder, rows: list[list[str]]) -> None:
    append(folder, LAST3, *rows)


def _titled(folder: Folder, count: int) -> None:
    above(folder, LAST3, *[[f"Saltmere children's services, page {number}"] for number in range(count)])


def _subtotals(folder: Folder) -> None:
    rows = folder["list3_2026-10-31.csv"]
    rows[1:] = [
        each
        for number, row in enumerate(rows[1:], 1)
        for each in ([row, ["Subtotal", "", "", "", "", row[5]]] if number % 10 == 0 else [row])
    ]


def _again(folder: Folder) -> None:
    rows = folder["list3_2026-10-31.csv"]
    rows.insert(100, list(rows[0]))


def _spaced(folder: Folder) -> None:
    rows = folder["list3_2026-10-31.csv"]
    rows[1:] = [each for row in rows[1:] for each in (row, [""] * 11)]


def _two_rows(folder: Folder) -> None:
    rows = folder["list3_2026-10-31.csv"]
    rows[0:1] = [[header.rpartition(" ")[0] for header in rows[0]], [header.rpartition(" ")[2] for header in rows[0]]]


def _added(folder: Folder, name: str, source: str, headers: dict[str, str]) -> None:
    """Put another list beside: columns of a list of the last month, under other headers."""
    rows = good()[f"{source}_2026-10-31.csv"]
    places = [rows[0].index(header) for header in headers]
    folder[f"{name}_2026-10-31.csv"] = [list(headers.values()), *([row[at] for at in places] for row in rows[1:])]


def _other() -> list[Case]:
    """Lists that are none of ours, beside the good ones: nothing may be counted from them."""
    child, start, end = "Child Unique ID", "CIN Start Date", "CIN Closure Date"
    lists = {
        "plans of children in need, with the referral's date": (
            "list6",
            {child: child, start: "Date of referral", end: "CIN Plan End Date"},
        ),
        "plans of children in need": ("list6", {child: child, start: "CIN Plan Start Date", end: "CIN Plan End Date"}),
        "a log of visits": (
            "list7",
            {child: child, "Date of the Last Statutory Visit": "Contact Date", "Was the Child Seen Alone?": "Seen"},
        ),
        "visits that are called contacts": ("list6", {child: "Person ID", "Date Child Was Last Seen": "Date of Contact"}),
        "children looked after, with a referral's date": (
            "list6",
            {
                child: child,
                start: "Date of referral",
                "Primary Need Code": "Legal Status",
                "Date Child Was Last Seen": "Date Started to be Looked After",
            },
        ),
        "list 6 with another date": (
            "list6",
            {
                child: child,
                start: "Date of referral",
                "Primary Need Code": "Primary Need Code",
                "Date Child Was Last Seen": "Date Child Was Last Seen",
                end: end,
                "Case status": "Case status",
            },
        ),
        "parents": (
            "list3",
            {child: "Parent Person ID", "Date of referral": "Date of referral", "Referral Source": "Referral Source"},
        ),
        "outcomes of assessments": (
            "list4",
            {child: child, "Continuous Assessment Start Date": "Assessment Start Date", "Gender": "Outcome"},
        ),
        "reviews of plans": (
            "list7",
            {child: child, "Date of latest review conference": "CP Plan Start Date", "Gender": "Outcome"},
        ),
    }
    return [
        Case(f"beside: {name}", NEVER, partial(_added, name="other", source=source, headers=headers))
        for name, (source, headers) in lists.items()
    ]


def cases() -> list[Case]:
    """All cases of rows."""
    called = Case("list 3 of the last: contact dates called referral dates", NEVER, _called)
    return [*_apart(), *_other(), called]


def _called(folder: Folder) -> None:
    """List 1 in place of list 3, its date under list 3's header."""
    folder["list3_2026-10-31.csv"] = [list(row) for row in folder["list1_2026-10-31.csv"]]
    rename(folder, LAST3, "Date of Contact", "Date of referral")
