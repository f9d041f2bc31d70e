"""The words of belief: why a list is doubted, how far it covers, and which figures are not available because it lacks
something."""

from datetime import date, timedelta

import queries
from data import withdrawn
from data.reading import headers, lists
from queries import sources

WHY = {
    "form": "{reason}",
    "empty": "no row was loaded ({read:,} read, {refused:,} refused).{most_often}",
    "refused": "{refused:,} of {read:,} rows were refused, more than {most_refused}%.{most_often}",
    "later than today": "its date is {extract_date:%d %B %Y}, which is in the future. Correct the date in its name.",
    "unanswered": "the column '{header}', which every row needs, is blank or cannot be read in {unanswered:,} rows, more than "
                  "{most_refused}%.",
    "silent": "no rows after {last_day:%d %B %Y}, although its date is {extract_date:%d %B %Y}. If its name has the wrong date, "
              "correct it; otherwise its last rows are missing.",
    "strangers": "{strangers:,} of its {subjects:,} {whose} of the last six months are not in {known}. Are its ids, or theirs, "
                 "of another system, or did a spreadsheet change them?",
    "foreign": "{strangers:,} of its {subjects:,} {whose} have identifiers of a form that none has in {known}, such as {reason}. "
               "Did they get a prefix or a code, or are they of another system?",
    "shared": "{strangers:,} of its {subjects:,} identifiers have two dates of birth, so each stands for two children. Were they "
              "shortened, or are they of two systems?",
    "exchanged ids": "the column '{header}' has identifiers of {whose} in {strangers:,} of its {subjects:,} rows. Have two "
                     "columns of identifiers each other's header?",
    "doubled": "nearly all of its {next_has:,} children and days come {next_lacks} times, with other details. Did a join "
               "multiply its rows? Export each record once.",
    "disagrees": "{next_lacks:,} of its records are not in {others}, which has {strangers:,} others of the same days. Records "
                 "that both write differently would count twice. Write them alike, or remove one of the two.",
    "unlisted": "it lacks {next_lacks:,} of the {next_has:,} days in the column {reason}. One of the two lacks rows, or has "
                "other days or identifiers.",
    "absent": "it lacks {next_lacks:,} of the {next_has:,} children that should be in it by {reason}. One of the two lacks rows, "
              "or has other answers or identifiers.",
    "lacks": "it lacks {next_lacks:,} of {next_has:,} records that the next extract has for the days that it covers.",
    "adds": "{next_lacks:,} of its {next_has:,} records of earlier days are new, although the two extracts before agree on those "
            "days. Are rows in it twice, under other identifiers? If it is right, remove the older extracts.",
    "part": "the other rows of this list are in {reason}, which gives no figures. This part alone would count too few.",
    **withdrawn.DOUBT,
}  # fmt: skip
CONTRADICTION = {
    "date": "days are more than a year before their record begins, or later than the extract",
    "birth": "dates of birth are after their record begins, or more than 26 years before it",
    "end": "new ends are before the day of the extract before, in which these spells were open",
    "today": "ends are the day of the extract, as if a query had filled the blank ones with it",
    "ahead": "days, such as {shown:%d %B %Y}, are in a future that nobody plans, as if a query had filled the blank cells",
    "one day": "days are {shown:%d %B %Y}, although their records began in many months, as if a query or a system had filled the "
               "cells",
    "rounded": "days are the first or the last of a month, as if days of work had been cut to months",
    "weekday": "days are of one weekday, as if days of work had been cut to weeks",
    "row": "rows contradict {shown}, as their dates and answers cannot both be right",
    "before": "children contradict the column {shown}: a child was seen on the day of the last visit or later",
    "unsaid": "children have no day here, although the column {shown} has one",
    "open": "children have an open row in one of two lists and, by the column {shown}, not in the other",
    "rewritten": "answers differ from those that the extract before has for the same records",
    "count": "counts are over 12",
    "present": "counts are 1 or more, as if they count the present record too",
    "own words": "answers are words of your own, and too few say plainly '{shown}'",
    "never": "answers are other words, and none says plainly '{shown}'",
    "age": "counts are the age of the child",
    "ethnicity": "answers are no ethnicities",
    "sex": "answers are no sex",
    "seen": "children seen alone were not seen",
    "formula": "cells are formulas or errors of a spreadsheet",
    "otherwise": "answers differ from those that other lists have for the same children",
    "exchanged": "answers are of the kind of another column, of which most cannot be read",
    "text": "answers are dates, Yes or No, and the others are words",
    "supervisor": "different workers have {impossible:,} different supervisors",
}
UNREAD = "has too many cells that are blank, cannot be read or contradict its records"
BESIDE = "another column of this list with answers of this kind seems to have a wrong header."
HEADER = "Does it have the header of another column?"
SORTED = "Was one of the two sorted alone, moved by a row or cut, or does it have the header of another column?"
PLAINLY = "Write it in these words where it is so, and no codes."
ASKS = {"seen": "Are Yes and No turned round in one of the two columns?",
        "formula": "Save the sheet with its values, and export it again.",
        "ahead": "Leave cells without a day blank.", "one day": "Leave blank cells blank, and export the days themselves.",
        "row": "Was one of these columns filled from above, or does it have the header of another column?",
        "before": SORTED, "unsaid": SORTED, "open": SORTED,
        "rounded": "Export the days themselves.", "weekday": "Export the days themselves.",
        "today": "Leave the ends of open spells blank.",
        "present": "Count earlier ones only: most children have 0.",
        "own words": PLAINLY, "never": PLAINLY,
        "rewritten": "Was it sorted alone, moved by a row or recoded, or does it have the header of another column?"}
FEW_ROWS = ("empty", "refused", "unanswered", "silent")  # doubts of which the content of the file is the cause
LOOK = "Look in the file for formulas without values, dates in another form or a sheet cut short, correct it and build again."
OF_ROWS = {  # the start of a reason for which rows are refused: what to do
    "A quotation mark": 'Export the list again with each quotation mark inside a text doubled: "the ""A"" team".',
    "The row has": "Compare the header with these rows. Does it lack the name of a column, as R leaves out that of row names? "
                   "Does a text have a delimiter or a line break, and no quotation marks around it? Export the list again.",
    "It has text in one cell": "Does a text have line breaks, and no quotation marks around it? Export the list again.",
}  # fmt: skip
EMPTY = "If a list really is empty, remove its sheet or its file: figures that need it are then not available, rather than 0."
ACCEPT = "Or build with --accept: then these lists give no figures, and the others do."


def why(row: dict) -> str:
    """Why a list is not believed, in a sentence; `row` is a row of `doubted`."""
    most_often = f" {row['reason']}" if row["reason"] else ""
    said = {"header": header(row["list"], row["field"]), "whose": _whose(row["list"]), "most_often": most_often}
    return WHY[row["doubt"]].format(**row, **said, others=_others(row["list"]), known=_known(row["list"]))


def remedy(doubted: list[dict]) -> str:
    """What a person can do about lists that are doubted; the rows are of `doubted`."""
    advice = dict.fromkeys(map(_look, doubted))
    look = [each for each in advice if each] or ["Correct the files and build again."]
    return " ".join([*look, *([EMPTY] if "empty" in {row["doubt"] for row in doubted} else []), ACCEPT])


def _look(row: dict) -> str | None:
    """Where to look for the cause in a list that has too few rows; None for another doubt."""
    if row["doubt"] not in FEW_ROWS:
        return None
    of_rows = (row["reason"] or "").partition(": ")[2] if row["doubt"] in ("empty", "refused") else ""
    return next((advice for begins, advice in OF_ROWS.items() if of_rows.startswith(begins)), LOOK)


def contradicts(kind: str, impossible: int, filled: int, shown: date | str | None = None) -> str:
    """Why the content of a column is not that of its header; `kind` is a key of CONTRADICTION, and `shown` the day or the column
    that shows it."""
    said = CONTRADICTION[kind].format(impossible=impossible, shown=shown)
    counted = f"its {filled:,}" if kind == "supervisor" else f"{impossible:,} of its {filled:,}"
    return f"{counted} {said}. {ASKS.get(kind, HEADER)}"


def strange(row: dict) -> str:
    """How many children of a list are in no other list; `row` is a row of `staging.stranger`."""
    whose = f"{_whose(row['list'])} of the last six months are not in {_known(row['list'])}."
    return f"{row['strangers']:,} of its {row['subjects']:,} {whose}"


def cut(row: dict) -> str:
    """How far a list covers that is silent before the day of its extract; `row` is a row of `staging.silent`."""
    last, covered = row["last_day"], row["last_day"] - timedelta(1)
    return f"No rows after {last:%d %B %Y}; this list covers to {covered:%d %B %Y}, because its last day may not be whole."


def lacks(row: dict, meant: str = "") -> str:
    """What a list does not say, for which days and how to mend it; `row` is a row of `unsaid`, `meant` the words about a header
    that may be the column's."""
    what, column = queries.details()[row["detail"]]["what"], header(row["list"], row["field"])
    days = f"Figures that need it are not available from {row['covered_from']:%d %B %Y} to {row['covered_to']:%d %B %Y}."
    if column is None:
        return f"The list has no column for {what}. {days}"
    state, mend = (UNREAD, "its content") if row["has_column"] else ("is missing", "the header")
    said = f"The column '{column}' {state}, so the extract does not say {what}. {days}"
    return " ".join(filter(None, [said, meant, f"Correct {mend} and build again."]))


def header(name: str, field: str | None) -> str | None:
    """The usual header of a column of a list; None if the list has no such column."""
    column = _spec(name).columns.get(field or "")
    return headers.official(column) if column else None


def title(name: str) -> str:
    """The title of a list."""
    return _spec(name).title


def _others(name: str) -> str:
    """The titles of the lists of other sources with records of the same table."""
    own = _spec(name)
    return " or ".join(each.title for each in sources.used() if each.fills[:1] == own.fills[:1] and each.source != own.source)


def _known(name: str) -> str:
    """The titles of the lists that have the children or workers of a list."""
    return " or ".join(title(each) for each in _spec(name).known_in)


def _whose(name: str) -> str:
    return "workers" if _spec(name).subject[0] == "worker_id" else "children"


def _spec(name: str) -> lists.ListSpec:
    return next(spec for spec in lists.load() if spec.id == name)
