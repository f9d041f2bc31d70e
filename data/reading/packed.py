"""Looks into an .xlsx before it is opened: whether it is whole, how large it would be, its epoch, and formulas without values.

A zip file ends with a list of its members. Without that list, the file is cut. Numbers of days count from 1900, or from 1904 if
the workbook says so. A program that writes formulas leaves their values to Excel.
"""

import re
import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from data.reading import arriving, strays
from data.reading.unread import SAVE_AGAIN, Unreadable, Waiting

LARGEST_UNPACKED = 600 * 1024**2  # bytes; a large authority's lists for a year unpack to about 60 MB
LARGEST_RATIO, RATIO_FROM = 200, 50 * 1024**2  # unpacked to packed size, from this size on; normal workbooks stay below 50
MOST_MEMBERS = 5000
BEGINS, LIST_OF_MEMBERS, LONGEST_COMMENT = b"PK\x03\x04", b"PK\x05\x06", 65_557
DAYS_BETWEEN = 1462  # from 1 January 1900 to 1 January 1904, as Excel counts
NOT_A_WORKBOOK = f"It is not an .xlsx or .xlsm workbook. {SAVE_AGAIN}"
DAMAGED = f"The file is damaged. Export it again. {SAVE_AGAIN}"
BINARY = f"It is an .xlsb workbook, which Sightline does not read. {SAVE_AGAIN}"
OPEN_DOCUMENT = f"It is an .ods workbook, which Sightline does not read. {SAVE_AGAIN}"
FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v[^>]*?>([^<]*))?"
)
YES = rb"\s*=\s*[\"'](?:1|true)"


def members(content: bytes, ending: str) -> zipfile.ZipFile:
    """The zip file, checked: raises Waiting if its end is missing, PassedOver for a .zip that is no workbook, and Unreadable for
    another kind of file or one that would unpack to too much. `ending` is that of the file's name."""
    if content[:4] == BEGINS and not _has_end(content):
        raise Waiting(arriving.CUT_SHORT)
    try:
        packed = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Unreadable(DAMAGED) from error
    _check_kind(packed.namelist(), ending)
    _check_size(packed, len(content))
    return packed


def from_1904(packed: zipfile.ZipFile) -> bool:
    """Whether the workbook counts days from 1904."""
    return re.search(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904" + YES, _text(packed, "xl/workbook.xml")) is not None


def never_calculated(packed: zipfile.ZipFile, sheet: str) -> bool:
    """Whether a sheet has formulas without a value: a program wrote them, and Excel has not calculated them yet."""
    text = _text(packed, _places(packed).get(sheet, ""))
    if b"<f" not in text and b":f" not in text:
        return False
    empty = [not value and b't="str"' not in cell for cell, value in FORMULA.findall(text)]
    zero = [value in (b"", b"0") for _, value in FORMULA.findall(text)]
    by_program = re.search(rb"fullCalcOnLoad" + YES, _text(packed, "xl/workbook.xml"))
    return any(empty) or bool(zero and all(zero) and by_program)


def _has_end(content: bytes) -> bool:
    """Whether the record that ends a zip file is there in full: 22 bytes, of which the last two are the length of a comment."""
    at = content.rfind(LIST_OF_MEMBERS, max(0, len(content) - LONGEST_COMMENT))
    return at >= 0 and len(content) >= at + 22 + int.from_bytes(content[at + 20 : at + 22], "little")


def _check_kind(names: list[str], ending: str) -> None:
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise Unreadable(BINARY)
    if "content.xml" in names and "mimetype" in names:
        raise Unreadable(OPEN_DOCUMENT)
    if ending in (".zip", ""):
        raise strays.archive(names)
    raise Unreadable(NOT_A_WORKBOOK)


def _check_size(packed: zipfile.ZipFile, size: int) -> None:
    unpacked = sum(member.file_size for member in packed.infolist())
    too_dense = unpacked > RATIO_FROM and unpacked > LARGEST_RATIO * size
    if len(packed.namelist()) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED or too_dense:
        raise Unreadable(f"It would unpack to {unpacked // 1024**2} MB. Save the lists alone, as CSV UTF-8.")


def _places(packed: zipfile.ZipFile) -> dict[str, str]:
    """{name of a sheet: its member of the zip file}."""
    book, links = _text(packed, "xl/workbook.xml"), _text(packed, "xl/_rels/workbook.xml.rels")
    target = {_of(link, "Id"): _of(link, "Target") for link in re.findall(rb"<(?:\w+:)?Relationship\b[^>]*>", links)}
    sheets = re.findall(rb"<(?:\w+:)?sheet\b[^>]*>", book)
    return {_of(each, "name"): _member(target.get(_of(each, r"\w+:id"), "")) for each in sheets}


def _of(element: bytes, attribute: str) -> str:
    found = re.search(rf"\s{attribute}\s*=\s*(\"[^\"]*\"|'[^']*')", element.decode("utf-8", "replace"))
    plain = found[1][1:-1] if found else ""
    for written, meant in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        plain = plain.replace(written, meant)
    return plain


def _member(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


def _text(packed: zipfile.ZipFile, name: str) -> bytes:
    try:
        return packed.read(name)
    except (KeyError, zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return b""
