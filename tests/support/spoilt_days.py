"""Spoilt days: the forms that databases, spreadsheets and other systems write, in one column or in part of it."""

from collections.abc import Callable
from datetime import date
from functools import partial

from tests.support.spoilt import Folder
from tests.support.spoilt_case import NEVER, REFUSED, SAME, Case
from tests.support.spoilt_forms import change, tables

Into = Callable[[str], str]  # writes the day of a good cell in another way
REFERRED = ("list3", "Date of referral")


def day(cell: str) -> date:
    """The day of a good cell: ISO as in local files, or with the day first as in Ofsted's lists."""
    return date.fromisoformat(cell[:10]) if cell[4] == "-" else date(int(cell[6:10]), int(cell[3:5]), int(cell[:2]))


def serial(cell: str, epoch: date = date(1899, 12, 30)) -> int:
    """Excel's number of a day."""
    return (day(cell) - epoch).days


def strftime(form: str) -> Into:
    """A function that writes a day in a form."""
    return lambda cell: day(cell).strftime(form)


def _plain(cell: str, form: str) -> str:
    each = day(cell)
    return form.format(
        d=each.day, m=each.month, y=each.year, yy=each.year % 100, mon=each.strftime("%b"), month=each.strftime("%B")
    )


def in_summer(cell: str) -> bool:
    """Whether a day is in summer time, which begins and ends within a week of these days."""
    return date(day(cell).year, 3, 31) <= day(cell) < date(day(cell).year, 10, 25)


def _with_zone(form: str) -> Into:
    """Midnight in London with the zone of that day."""
    return lambda cell: strftime(f"{form}{'+01:00' if in_summer(cell) else '+00:00'}")(cell)


def _in_zone(cell: str) -> str:
    """Midnight in London as a time in UTC, as JSON and Power BI write it."""
    each, summer = day(cell), in_summer(cell)
    return f"{date.fromordinal(each.toordinal() - 1)}T23:00:00Z" if summer else f"{each}T00:00:00Z"


READ = {  # forms with one meaning
    "ISO": strftime("%Y-%m-%d"),
    "ISO with midnight": strftime("%Y-%m-%d 00:00:00"),
    "ISO with T": strftime("%Y-%m-%dT00:00:00"),
    "SQL Server datetime": strftime("%Y-%m-%d 00:00:00.000"),
    "SQL Server datetime2": strftime("%Y-%m-%d 00:00:00.0000000"),
    "day first with a time": strftime("%d/%m/%Y 00:00"),
    "day first with seconds": strftime("%d/%m/%Y 00:00:00"),
    "without zeros": partial(_plain, form="{d}/{m}/{y}"),
    "dots": strftime("%d.%m.%Y"),
    "dashes": strftime("%d-%m-%Y"),
    "a month's name": strftime("%d-%b-%Y"),
    "a whole month's name": strftime("%d %B %Y"),
    "Oracle": lambda c: strftime("%d-%b-%y")(c).upper(),
    "eight figures": strftime("%Y%m%d"),
    "Excel's number": lambda c: str(serial(c)),
    "Excel's number with .0": lambda c: f"{serial(c)}.0",
    "two figures for the year": strftime("%d/%m/%y"),
    "a time in UTC": _in_zone,
}
PERHAPS = {  # forms that are read right, or refused
    "Oracle timestamp": lambda c: strftime("%d-%b-%y 12.00.00.000000000 AM")(c).upper(),
    "Oracle timestamp of 24 hours": lambda c: strftime("%d-%b-%y 00.00.00.000000000")(c).upper(),
    "Oracle timestamp with zone": lambda c: _with_zone("%d-%b-%y 12.00.00.000000 AM ")(c).upper(),
    "SQL Server text": strftime("%b %d %Y 12:00AM"),
    "Power BI long": strftime("%A, %d %B %Y"),
    "a weekday": strftime("%a %d %b %Y"),
    "milliseconds": lambda c: str((day(c) - date(1970, 1, 1)).days * 86_400_000),
    "seconds": lambda c: str((day(c) - date(1970, 1, 1)).days * 86_400),
    "year and day": strftime("%Y-%j"),
    "year, day, month": strftime("%Y-%d-%m"),
    "with st and nd": lambda c: _plain(c, "{d}th {month} {y}"),
    "a time with zone": _with_zone("%Y-%m-%dT00:00:00"),
    "Excel's number of 1904": lambda c: str(serial(c, date(1904, 1, 1))),
    "six figures": strftime("%d%m%y"),
    "month and year": strftime("%b-%y"),
    "JSON of .NET": lambda c: f"/Date({(day(c) - date(1970, 1, 1)).days * 86_400_000})/",
    "day and month": strftime("%d/%m"),
    "month first by name": strftime("%b %d, %Y"),
    "years of two figures first": strftime("%y/%m/%d"),
    "year only": strftime("%Y"),
}
MONTH_FIRST = {
    "with zeros": strftime("%m/%d/%Y"),
    "without zeros": partial(_plain, form="{m}/{d}/{y}"),
    "with a time": strftime("%m/%d/%Y 12:00:00 AM"),
    "with dashes": strftime("%m-%d-%Y"),
    "with two figures": strftime("%m/%d/%y"),
}
OTHER_DAYS = [  # other columns of days
    ("list7", "Child Protection Plan End Date"),
    ("list7", "Child Protection Plan Start Date"),
    ("list4", "Continuous Assessment Start Date"),
    ("list4", "Continuous Assessment Date of Authorisation"),
    ("list5", "Date of Initial Child Protection Conference"),
    ("list6", "Date Child Was Last Seen"),
    ("list6", "CIN Closure Date"),
    ("list3", "Date of Birth"),
    ("list7", "Date of Birth"),
    ("list7", "Date of the Last Statutory Visit"),
    ("list1", "Date of Contact"),
]
LOCAL_DAYS = [
    ("visit", "visit_date"),
    ("visit", "recorded_date"),
    ("case_supervision", "supervision_date"),
    ("allocation", "end_date"),
    ("worker_supervision", "recorded_date"),
    ("worker_absence", "end_date"),
    ("meeting", "meeting_date"),
]
REFERRALS = (  # the referral dates of list 3 in every form: how a case is called, the forms, and what must happen
    ("as", READ, SAME),
    ("as", PERHAPS, NEVER),
    ("month first,", MONTH_FIRST, REFUSED),
)
MIXED = (  # every so many-th referral date in another form than the rest
    (2, "month first", MONTH_FIRST["with zeros"]),
    (3, "ISO", READ["ISO"]),
    (4, "month first, without zeros", MONTH_FIRST["without zeros"]),
    (3, "Excel's number of 1904", PERHAPS["Excel's number of 1904"]),
)


def _case(name: str, must: str, column: tuple[str, str], into: Into, every: int = 1, beside: bool = False) -> Case:
    files, header = column
    return Case(name, must, partial(change, files=files, header=header, into=into, every=every), beside=beside)


def _referrals() -> list[Case]:
    return [
        _case(f"list 3: referral dates {how} {name}", must, REFERRED, into)
        for how, forms, must in REFERRALS
        for name, into in forms.items()
    ]


def _mixed() -> list[Case]:
    return [
        _case(f"list 3: every {every}nd or so referral date {name}", NEVER, REFERRED, into, every) for every, name, into in MIXED
    ]


def _month_first() -> list[Case]:
    """Other columns with the month first: in the last of Ofsted's lists, and in the local files."""
    into = MONTH_FIRST["with zeros"]
    last = [(f"{files}_2026-10", header) for files, header in OTHER_DAYS]
    return [
        *(_case(f"{files}: '{header}' month first", NEVER, (files, header), into) for files, header in last),
        *(_case(f"{files}: {header} month first", NEVER, (files, header), into, beside=True) for files, header in LOCAL_DAYS),
    ]


def _zones() -> list[Case]:
    return [_case(f"{files}: '{header}' as a time in UTC", SAME, (files, header), _in_zone) for files, header in OTHER_DAYS[:3]]


def _small_days(folder: Folder) -> None:
    """Month-first dates none of which shows that it is: rows with later days are left out."""
    for rows in tables(folder, "list3_2026-10"):
        at = rows[0].index("Date of referral")
        rows[1:] = [row for row in rows[1:] if day(row[at]).day <= 12]
    change(folder, "list3_2026-10", "Date of referral", MONTH_FIRST["with zeros"])


def _plans(folder: Folder) -> None:
    for header in tables(folder, "list7_2026-10")[0][0]:
        if "Date" in header:
            change(folder, "list7_2026-10", header, MONTH_FIRST["with zeros"])


def cases() -> list[Case]:
    """All cases of days."""
    small = Case("list 3: only days up to 12, month first", NEVER, _small_days)
    plans = Case("list 7 of the last: all its days month first", NEVER, _plans)
    return [*_referrals(), *_mixed(), *_month_first(), *_zones(), small, plans]
