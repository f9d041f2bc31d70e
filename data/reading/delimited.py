"""Delimited text (CSV) → records, none of them lost: what does not fit the header is handed back with its line number.

Python's csv reads one record at a time, strictly. A quotation mark that is never closed would swallow every line after
it, so a record may run over a limited number of lines, and where it does not come out with as many fields as the header
only its first line is refused and reading goes on at the next.
"""

import csv
from collections.abc import Iterator
from typing import NamedTuple

DELIMITERS = ",;\t"
LONGEST_RECORD = 50  # lines: a note with line breaks in a quoted field; beyond that a quotation mark was left open


class Record(NamedTuple):
    """One record: the line it begins on (1-based), its fields, and why it cannot be read (None where it can)."""

    line: int
    fields: list[str]
    fault: str | None = None


class EncodingError(ValueError):
    """Text in no encoding we know; says what to do."""


def decode(content: bytes) -> tuple[str, str | None]:
    """The text of a file and a note where it is not UTF-8: UTF-8, UTF-16 by its mark, or else Windows-1252."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text, note = _strictly(content, "utf-16"), "Read as UTF-16 text."
    else:
        try:
            text, note = content.decode("utf-8-sig"), None
        except UnicodeDecodeError:
            text, note = _strictly(content, "cp1252"), "Read as Windows-1252 text."
    if "\0" in text:
        raise EncodingError("it holds characters that are not text")
    return text, note


def lines(text: str) -> list[str]:
    """The physical lines of a text; only line feeds and carriage returns end a line, as in any editor."""
    split = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return split if split[-1] else split[:-1]


def records(text: list[str], delimiter: str, width: int | None = None) -> Iterator[Record]:
    """Yield a Record per record that is not blank; `width` is the number of fields each should have."""
    at = 0
    while at < len(text):
        record, taken = _read(text, at, delimiter, width)
        if record.fault or any(field.strip() for field in record.fields):
            yield record
        at += taken


def _read(text: list[str], at: int, delimiter: str, width: int | None) -> tuple[Record, int]:
    """The record that begins on a line, and how many lines it takes."""
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
    """Why a record does not fit the header; blank fields beyond it do no harm, and neither does a blank line."""
    fits = width is None or len(fields) == width or not any(field.strip() for field in fields[width:])
    if fits and (width is None or len(fields) >= width or not any(field.strip() for field in fields)):
        return None
    return f"The row has {len(fields)} fields; the header has {width}."


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingError(f"it is not {encoding} text") from error
