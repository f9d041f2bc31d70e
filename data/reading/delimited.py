"""Reads delimited text (CSV) into records without losing any: a record that does not fit the header is returned with its fault.

Python's csv reads one record at a time, strictly. A quotation mark that is never closed would swallow all lines after it, so a
record may have only a limited number of lines. If its number of fields differs from the header's, only its first line is
refused and reading continues with the next line.
"""

import csv
from collections.abc import Iterator
from typing import NamedTuple

DELIMITERS = ",;\t"
LONGEST_RECORD = 50  # lines of a record, such as a note with line breaks; with more, a quotation mark is not closed


class Record(NamedTuple):
    """One record: the line it begins on (from 1), its fields, and its fault, a sentence or None."""

    line: int
    fields: list[str]
    fault: str | None = None


class EncodingError(ValueError):
    """The text is in an unknown encoding; the message says why."""


def decode(content: bytes) -> tuple[str, str | None]:
    """(text, note) of a file in UTF-8, UTF-16 with its mark, or Windows-1252; the note is None for UTF-8. Raises
    EncodingError."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text, note = _strictly(content, "utf-16"), "Read as UTF-16 text."
    else:
        try:
            text, note = content.decode("utf-8-sig"), None
        except UnicodeDecodeError:
            text, note = _strictly(content, "cp1252"), "Read as Windows-1252 text."
    if "\0" in text:
        raise EncodingError("it contains characters that are not text")
    return text, note


def lines(text: str) -> list[str]:
    """The lines of a text; only line feeds and carriage returns end a line."""
    split = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return split if split[-1] else split[:-1]


def records(text: list[str], delimiter: str, width: int | None = None) -> Iterator[Record]:
    """Yield a Record for each record that is not blank; `width` is the expected number of fields."""
    at = 0
    while at < len(text):
        record, taken = _read(text, at, delimiter, width)
        if record.fault or any(field.strip() for field in record.fields):
            yield record
        at += taken


def _read(text: list[str], at: int, delimiter: str, width: int | None) -> tuple[Record, int]:
    """(the record that begins on line `at`, its number of lines)."""
    fields, taken, fault = _parse(text, at, delimiter)
    fault = fault or _odd(fields, width)
    if fault and taken > 1:
        fields, taken, fault = [text[at]], 1, "A quotation mark is not closed, or the row is broken over two lines."
    return Record(at + 1, fields, fault), taken


def _parse(text: list[str], at: int, delimiter: str) -> tuple[list[str], int, str | None]:
    if '"' not in text[at]:
        return text[at].split(delimiter), 1, None
    ahead = (line + "\n" for line in text[at : at + LONGEST_RECORD])
    reader = csv.reader(ahead, delimiter=delimiter, strict=True)
    try:
        return next(reader), reader.line_num, None
    except csv.Error:
        return [text[at]], 1, "A quotation mark on this line is not closed, or closes too early."


def _odd(fields: list[str], width: int | None) -> str | None:
    """Why a record does not fit the header, or None; additional blank fields and blank lines are allowed."""
    fits = width is None or len(fields) == width or not any(field.strip() for field in fields[width:])
    if fits and (width is None or len(fields) >= width or not any(field.strip() for field in fields)):
        return None
    return f"The row has {len(fields)} fields; the header has {width}."


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingError(f"it is not {encoding} text") from error
