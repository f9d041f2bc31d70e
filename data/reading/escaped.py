r"""Reads a backslash as an escape where a file shows it, as MySQL and Spark write: "Duty \"A\" team", or Duty\, North.

The usual form doubles a quotation mark, and there a backslash is a letter: "C:\share\" ends with it. So the file must show it:
rows with a backslash before a quotation mark or a delimiter do not fit the header as they are, and all of them fit without it.
"""

import re

from data.reading import delimited


def usual(lines: list[str], delimiter: str, width: int) -> list[str]:
    """The lines of a file in the usual form; the same lines where nothing shows that a backslash is an escape. `width` is the
    header's number of fields."""
    marked = {number for number, line in enumerate(lines, 1) if '\\"' in line or f"\\{delimiter}" in line}
    if not marked or not _odd(lines, delimiter, width, marked):
        return lines
    other = [_usual(line, delimiter) if "\\" in line else line for line in lines]
    return lines if _odd(other, delimiter, width, marked) else other


def _odd(lines: list[str], delimiter: str, width: int, marked: set[int]) -> bool:
    """Whether a record that begins on one of the marked lines does not fit the header; blank fields beyond it do no harm."""
    return any(
        record.fault or len(record.fields) < width or any(field.strip() for field in record.fields[width:])
        for record in delimited.records(lines, delimiter)
        if record.line in marked
    )


def _usual(line: str, delimiter: str) -> str:
    """A line with doubled quotation marks for escaped ones. If no field has quotation marks around it, those with an escaped
    delimiter get them. Any other backslash stays."""
    sign = re.escape(delimiter)
    if re.search(rf'(?:^|{sign})"', line):
        return re.sub(r'\\([\\"])', lambda found: '""' if found[1] == '"' else "\\", line)
    fields = re.findall(rf"(?:^|{sign})((?:\\.|[^{sign}\\]|\\$)*)", line)
    return delimiter.join(_quoted(re.sub(rf'\\([\\"{sign}])', r"\1", field), delimiter) for field in fields)


def _quoted(field: str, delimiter: str) -> str:
    doubled = field.replace('"', '""')
    return f'"{doubled}"' if delimiter in field or '"' in field else field
