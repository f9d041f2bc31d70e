"""Spoilt quotation marks: texts with quotation marks, delimiters or line breaks that a program escapes in its own way, or not."""

from collections.abc import Callable
from functools import partial

from tests.support.spoilt import Folder
from tests.support.spoilt_case import REFUSED, SAME, Case
from tests.support.spoilt_forms import written

LAST3 = "list3_2026-10"
NOTES = (  # a column of notes: how it is written, what must happen, in every so many-th row, and the note
    ("a backslash before the quotation marks", SAME, 1, r'"Duty \"A\" team"'),
    ("a backslash before the quotation marks, and a comma", SAME, 1, r'"Duty \"A\", team"'),
    ("a backslash before a last quotation mark", SAME, 1, r'"Duty \"A\""'),
    ("a backslash before a lone quotation mark", SAME, 1, r'"\""'),
    ("a backslash before the quotation marks of two names", SAME, 1, r'"A\", \"B"'),
    ("a backslash before itself and a quotation mark", SAME, 1, r'"C:\\ \"A\" team\\"'),
    ("a backslash before the quotation marks of every fifth", SAME, 5, r'"Duty \"A\" team"'),
    ("a backslash before the quotation marks of one row", SAME, 200, r'"Duty \"A\" team"'),
    ("a backslash before a comma", SAME, 1, r"Duty\, North"),
    ("a backslash before a comma within quotation marks", SAME, 1, r'"Duty\, North"'),
    ("a backslash before a line break within quotation marks", SAME, 1, '"Duty \\"A\\"\\\nteam"'),
    ("a backslash before a line break", REFUSED, 1, "Duty\\\nand North team"),
    ("a folder that ends with a backslash", SAME, 1, '"C:\\share\\"'),
    ("a folder that ends with a backslash, unquoted", SAME, 1, "C:\\share\\"),
    ("quotation marks in quotation marks", REFUSED, 1, '"Duty "A" team"'),
    ("quotation marks in quotation marks, and a comma", REFUSED, 1, '"Duty "A", team"'),
    ("quotation marks doubled", SAME, 1, '"Duty ""A"", team"'),
    ("single quotation marks", SAME, 1, "'Duty team'"),
    ("single quotation marks, and a comma", REFUSED, 1, "'Duty, team'"),
    ("a line break without quotation marks", REFUSED, 1, "Duty\nof the North team"),
    ("a backslash before the quotation marks, and three commas", SAME, 1, '"Duty \\"A\\", of, the, North"'),
)


def _noted(number: int, line: str, every: int, note: str) -> str:
    """A line with a column of notes before its last."""
    before, _, last = line.rpartition(",")
    return f"{before},{(note if number % every == 0 else 'none') if number else 'Notes'},{last}"


def _lines(text: str, change: Callable[[int, str], str]) -> str:
    return "".join(change(number, line) + "\n" for number, line in enumerate(text.splitlines()))


def _last_field(number: int, line: str) -> str:
    """A line whose last text goes on below, after a line break without quotation marks."""
    return f"{line} and\nothers of the team" if number else line


def _write(folder: Folder, rewritten: Callable[[str], str]) -> None:
    written(folder, LAST3, lambda text: rewritten(text).encode())


LINES = (  # the last list 3 line by line: what must happen, and what becomes of a line and its number (0 is the header)
    ("single quotation marks around every field", REFUSED, lambda n, line: ",".join(f"'{field}'" for field in line.split(","))),
    ("semicolons in its lower half", REFUSED, lambda n, line: line if n < 150 else line.replace(",", ";")),
    ("semicolons in its last 25 rows", REFUSED, lambda n, line: line if n < 249 else line.replace(",", ";")),
    ("the numbers of rows without a header, as R writes", REFUSED, lambda n, line: f'"{n}",{line}' if n else line),
    ("line breaks in its last field", REFUSED, _last_field),
    ("a text of three words below every row", REFUSED, lambda n, line: f"{line}\nmother of child"),
    ("a heading for every hundred rows", SAME, lambda n, line: f"{line}\nChildren of Saltmere" if n % 100 == 40 else line),
)


def cases() -> list[Case]:
    """All cases of quotation marks."""
    notes = [(name, must, partial(_noted, every=every, note=note)) for name, must, every, note in NOTES]
    every = (*notes, *LINES)
    return [
        Case(f"list 3: {name}", must, partial(_write, rewritten=partial(_lines, change=change))) for name, must, change in every
    ]
