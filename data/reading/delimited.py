"""Reads delimited text (CSV) into records without losing any: a record that does not fit the header is returned with its fault.

Python's csv reads one record at a time, strictly. A quotation mark that is never closed would swallow all lines after it, so a
record may have only a limited number of lines. If its number of fields differs from the header's, only its first line is
refused and reading continues with the next line.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

DELIMITERS = ",;\t|"
BROKEN = "A quotation mark is not closed, or the row is broken over two lines."
LONGEST_RECORD = 50  # lines of a record, such as a note with line breaks; with more, a quotation mark is not closed


class Record(NamedTuple):
    """One record: the line it begins on (from 1), its fields, and its fault, a sentence or None."""

    line: int
    fields: list[str]
    fault: str | None = None


class EncodingError(ValueError):
    """The text is in an unknown encoding; the message says why."""


def decode(content: bytes) -> tuple[str, str | None]:
    """(text, note) of a file in UTF-8, UTF-16 with or without its mark, or Windows-1252; the note is None for UTF-8. Raises
    EncodingError."""
    if wide := _wide(content):
        text, note = _strictly(content, wide), "Read as UTF-16 text."
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


def delimiters(first_line: str) -> str:
    """The signs that may separate fields: those that are usual, or the one that a first line `sep=;` names."""
    said = re.fullmatch(r"\s*\"?sep=(.)\"?\s*", first_line, re.I)
    return said[1] if said else DELIMITERS


def records(text: list[str], delimiter: str, width: int | None = None, more: int = 0) -> Iterator[Record]:
    """Yield a Record for each record that is not blank; `width` is the expected number of fields, and a record may have `more`
    fields if those are blank."""
    at = 0
    while at < len(text):
        record, taken = _read(text, at, delimiter, width, more)
        if record.fault or any(field.strip() for field in record.fields):
            yield record
        at += taken


def cut(text: list[str], ended: bool, delimiter: str, width: int, faulty: Iterable[int]) -> bool:
    """Whether the text stops within a record: its last line has no end and does not fit, or a quotation mark is open at the end.

    `faulty` are the lines of the records with a fault, from 1; `ended` says whether the last line has an end. An open quotation
    mark before lines that are whole records is a fault of its own line, and a file with most faults further up is not only cut.
    """
    every = sorted(faulty)
    late = [line for line in every if line > len(text) - LONGEST_RECORD]
    if len(late) * 2 < len(every):
        return False
    if not ended and late and late[-1] == len(text):
        return text[-1].count('"') % 2 == 1 or len(_parse(text, len(text) - 1, delimiter)[0]) < width
    return any(_open(text[line - 1 :], delimiter, width) for line in late)


def _open(rest: list[str], delimiter: str, width: int) -> bool:
    """Whether a quotation mark of the first of the last lines is open, and no line after it could be a record of its own."""
    odd = sum(line.count('"') for line in rest) % 2 == 1
    return odd and not any(len(line.split(delimiter)) >= width for line in rest[1:] or rest)


def _read(text: list[str], at: int, delimiter: str, width: int | None, more: int) -> tuple[Record, int]:
    """(the record that begins on line `at`, its number of lines)."""
    fields, taken, fault = _parse(text, at, delimiter)
    fault = fault or _odd(fields, width, more)
    if fault and taken > 1:
        fields, taken, fault = _split(text[at], delimiter), 1, BROKEN
    return Record(at + 1, fields, fault), taken


def _parse(text: list[str], at: int, delimiter: str) -> tuple[list[str], int, str | None]:
    if '"' not in text[at]:
        return text[at].split(delimiter), 1, None
    ahead = (line + "\n" for line in text[at : at + LONGEST_RECORD])
    reader = csv.reader(ahead, delimiter=delimiter, strict=True)
    try:
        return next(reader), reader.line_num, None
    except csv.Error:
        return _split(text[at], delimiter), 1, "A quotation mark on this line is not closed, or closes too early."


def _split(line: str, delimiter: str) -> list[str]:
    """A line with a fault cut at every delimiter. As one field it would look like a line of text, and so like a footer."""
    return line.split(delimiter)


def _odd(fields: list[str], width: int | None, more: int) -> str | None:
    """Why a record does not fit the header, or None; `more` additional fields are allowed if they are blank, and so are blank
    lines."""
    fits = width is None or len(fields) == width or not any(field.strip() for field in fields)
    if fits or (width is not None and len(fields) == width + more and not any(field.strip() for field in fields[width:])):
        return None
    return f"The row has {len(fields)} fields; the header has {width}."


def _wide(content: bytes) -> str | None:
    """The kind of UTF-16, by its mark, or by the zeros that every second byte of English text in it is; otherwise None."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    first, half = content[:1000], len(content[:1000]) // 2
    for kind, zeros, letters in (("utf-16-le", first[1::2], first[::2]), ("utf-16-be", first[::2], first[1::2])):
        if half > 8 and zeros.count(0) >= 0.8 * half and letters.count(0) == 0:
            return kind
    return None


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingError(f"it is not {encoding} text") from error
