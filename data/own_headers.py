"""The authority's own headers: the table `[columns]` of data/authority.toml, such as `"CP End Date" = "annex_a_list_7.end_date"`.

A header may mean a column of each of several lists, and one column of a list. `checked` refuses anything else, and `add` writes a
line without a change to the rest of the file: first into a file beside it, which then takes its place.
"""

import contextlib
import json
import os
import re
import shutil
import tempfile
import tomllib
from pathlib import Path
from typing import NoReturn

from queries import sources, toml
from queries.sources import ListSpec

SECTION, EXAMPLE = "columns", "annex_a_list_7.end_date"


def checked(file: Path, written: object, problem: type[Exception]) -> dict[str, dict[str, str]]:
    """{list: {header: column}} of a table [columns]; raises `problem`, with file, line and what to write, if it is wrong."""
    if not isinstance(written, dict):
        raise problem(
            f"{file}: {SECTION} must be a table. Write [{SECTION}], and below it lines such as {_line('x', [EXAMPLE])}."
        )
    lists, meant = {spec.id: spec for spec in sources.used()} if written else {}, {}
    for header, value in written.items():
        if not header.strip():
            _wrong(file, header, "an empty header cannot mean a column. Remove the line", problem)
        for each in value if isinstance(value, list) and value else [value]:
            name, column = _place(file, header, each, lists, problem)
            _set(file, meant.setdefault(name, {}), header, column, problem)
    return meant


def _place(file: Path, header: str, each: object, lists: dict[str, ListSpec], problem: type[Exception]) -> tuple[str, str]:
    """(list, column) of "list.column"; raises `problem` if there is no such list or column."""
    if not isinstance(each, str) or "." not in each:
        _wrong(file, header, f"{each!r} is not a list and a column. Write {_line(header, [EXAMPLE])}", problem)
    name, column = each.split(".", 1)
    if name not in lists:
        _wrong(file, header, f"{name!r} is not a list. Write one of: {', '.join(lists)}", problem)
    if column not in lists[name].columns:
        known = ", ".join(lists[name].columns)
        _wrong(file, header, f"{column!r} is not a column of {lists[name].title}. Write one of: {known}", problem)
    return name, column


def _set(file: Path, meant: dict[str, str], header: str, column: str, problem: type[Exception]) -> None:
    """Add a header to those of a list; raises `problem` if the list has it, however it is written, with another meaning."""
    for other, held in meant.items():
        if _same(other) == _same(header) and held != column:
            _wrong(file, header, f"it means {held!r} and {column!r} in one list. Keep one of them", problem)
    meant[header] = column


def _same(header: str) -> str:
    """As data/reading/headers.py compares the authority's own headers."""
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’‘`´]", "", header.lower())).strip()


def _wrong(file: Path, header: str, why: str, problem: type[Exception]) -> NoReturn:
    line = toml.line(file.read_text(encoding="utf-8"), (SECTION, header))
    raise problem(f"{file}: line {line}: [{SECTION}] {_quoted(header)}: {why}.")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def add(file: Path, header: str, place: str, problem: type[Exception]) -> None:
    """Write a header and its list and column into [columns] of a file; raises `problem`, and changes nothing, if it is wrong."""
    text = _text(file, problem)
    held = tomllib.loads(text).get(SECTION, {})
    places = [held.get(header, [])] if isinstance(held.get(header), str) else list(held.get(header, []))
    if place in places:
        return
    changed, wanted = _with_line(text, header, [*places, place]), held | {header: _value([*places, place])}
    if not _is(changed, tomllib.loads(text) | {SECTION: wanted}):
        by_hand = _line(header, [*places, place])
        raise problem(f"{file}: the line could not be added. Write it by hand below [{SECTION}]: {by_hand}")
    beside = _beside(file, changed, problem)
    try:
        checked(beside, wanted, problem)
        _replace(beside, file.resolve(), problem)
    except problem as error:
        raise problem(str(error).replace(str(beside), str(file))) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def _text(file: Path, problem: type[Exception]) -> str:
    toml.read(file, problem, "Mend the file, or take it fresh from the project.")
    return file.read_bytes().decode("utf-8")


def _is(text: str, wanted: dict) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _value(places: list[str]) -> str | list[str]:
    return places[0] if len(places) == 1 else places


def _line(header: str, places: list[str]) -> str:
    return f"{_quoted(header)} = {json.dumps(_value(places))}"


def _with_line(text: str, header: str, places: list[str]) -> str:
    """The text with the line in the place of the header's own one, below the last line of [columns], or in a new table."""
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines()
    if len(places) > 1:
        lines[toml.line(text, (SECTION, header)) - 1] = _line(header, places)
    elif at := _end_of_section(lines):
        lines.insert(at, _line(header, places))
    else:
        lines += ["", f"[{SECTION}]", _line(header, places)]
    return newline.join(lines) + newline


def _end_of_section(lines: list[str]) -> int | None:
    """The number of lines up to the last one of [columns] with a key or the table's name; None without such a table."""
    starts = [number for number, line in enumerate(lines) if line.split("#")[0].replace(" ", "").strip() == f"[{SECTION}]"]
    if not starts:
        return None
    last = starts[0]
    for number in range(starts[0] + 1, len(lines)):
        if lines[number].lstrip().startswith("["):
            break
        last = number if lines[number].strip() and not lines[number].lstrip().startswith("#") else last
    return last + 1


def _beside(file: Path, text: str, problem: type[Exception]) -> Path:
    """A new file in the same folder with the text and the file's permissions."""
    try:
        number, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        with os.fdopen(number, "wb") as written:
            written.write(text.encode("utf-8"))
        shutil.copymode(file, name)
    except OSError as error:
        raise problem(f"{file}: it cannot be written ({error.strerror}). Let Sightline write in its folder.") from error
    return Path(name)


def _replace(beside: Path, file: Path, problem: type[Exception]) -> None:
    try:
        beside.replace(file)
    except OSError as error:
        raise problem(f"{file}: it cannot be replaced ({error.strerror}). Close it in other programs, and try again.") from error
