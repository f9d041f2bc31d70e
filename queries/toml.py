"""What people write in TOML is fitted to a type here, by the library msgspec. What does not fit is said with its line and remedy.

A type is a dataclass (or a Struct of msgspec): its annotations say what each key holds, the `description` in them what to write.
"""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

MISSING, UNKNOWN, WRONG = "missing", "unknown", "wrong"
KEY = re.compile(r"\.(\w+)|\[(\d+)\]")  # a part of the path by which msgspec names a place
Wanted = TypeVar("Wanted")


class Misfit(ValueError):
    """What does not fit: its `fault`, the `path` of keys and numbers to it, what to `write`, which `keys` there are."""

    def __init__(self, fault: str, path: tuple, given: dict, wanted: type, keys: Iterable[str]) -> None:
        self.fault, self.path, self.given, self.keys = fault, path, given, tuple(keys)
        self.key, self.write = path[0], _write(get_type_hints(wanted, include_extras=True).get(path[0]))

    @property
    def value(self) -> object:
        """What is written at the path."""
        found = self.given
        for part in self.path:
            found = found[part]
        return found

    def __str__(self) -> str:
        """What is wrong with the key and what to write."""
        if self.fault == MISSING:
            return f"{self.key} is missing. Write: {self.key} = {self.write}."
        if self.fault == UNKNOWN:
            return f"{self.key} is not a setting Sightline knows. It takes: {', '.join(self.keys)}."
        what = f"holds {self.value!r}, which" if len(self.path) > 1 else f"= {self.value!r}"
        return f"{self.key} {what} cannot be used. Write: {self.key} = {self.write}."


def read(file: Path, problem: type[Exception], remedy: str) -> dict:
    """What a file holds; raises `problem` with the remedy where it cannot be read or is no TOML."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise problem(f"{file}: {error}. {remedy}") from error


def fit(given: dict, wanted: type[Wanted], **ours: str | None) -> Wanted:
    """A table as the type that is wanted; `ours` gives what nobody writes. Raises Misfit for the first key that is wrong."""
    keys = [each for each in get_type_hints(wanted) if each not in ours]
    unknown = next((each for each in given if each not in keys), None)
    if unknown is not None:
        raise Misfit(UNKNOWN, (unknown,), given, wanted, keys)
    try:
        return msgspec.convert({**given, **ours}, wanted)
    except msgspec.ValidationError as problem:
        said, _, place = str(problem).partition(" - at `$")
        path = tuple(int(number) if number else name for name, number in KEY.findall(place))
        missing = re.search(r"required field `(\w+)`", said)
        path, fault = ((missing[1],), MISSING) if missing and not path else (path, WRONG)
        raise Misfit(fault, path, given, wanted, keys) from problem


def table(file: Path, section: str, given: dict, wanted: type[Wanted], problem: type[Exception], **ours: str | None) -> Wanted:
    """A table of a file as `fit` makes it, '' being the file itself; raises `problem`, which names file, line, table and key."""
    if not isinstance(given, dict):
        raise problem(f"{file}: {section} = {given!r} cannot be used. Write its keys below a line of its own: [{section}].")
    try:
        return fit(given, wanted, **ours)
    except Misfit as misfit:
        where = line(file.read_text(encoding="utf-8"), (*filter(None, section.split(".")), *misfit.path))
        raise problem(f"{file}: line {where}: {f'[{section}] ' if section else ''}{misfit}") from misfit


def line(text: str, path: tuple) -> int:
    """The line of a TOML text on which the value at a path begins; of its table where it is not written, of the first line last.

    The text is read a line more at a time: the value begins on the line after the last at which the text was whole without it.
    """
    lines, before = text.splitlines(keepends=True), 0
    for number in range(1, len(lines) + 1):
        try:
            held = tomllib.loads("".join(lines[:number]))
        except tomllib.TOMLDecodeError:
            continue
        if _holds(held, path):
            return before + 1
        before = number
    return line(text, path[:-1]) if path else 1


def _holds(held: dict[str, Any], path: tuple) -> bool:
    for part in path:
        try:
            held = held[part]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _write(hint: object) -> str:
    """What a type's annotation says is to be written: its description, or one of its words."""
    if get_origin(hint) is Literal:
        return f"one of: {', '.join(get_args(hint))}"
    told = [each.description for each in getattr(hint, "__metadata__", ()) if each.description]
    return told[0] if told else next(filter(None, map(_write, get_args(hint))), "")
