"""Reads TOML files and converts their tables to types with the library msgspec; an error has the line and what to write.

A type is a dataclass or a msgspec Struct. Its annotations give the type of each key; their `description` says what to write.
"""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

MISSING, UNKNOWN, WRONG = "missing", "unknown", "wrong"
KEY = re.compile(r"\.(\w+)|\[(\d+)\]")  # a part of the path in a message of msgspec
Wanted = TypeVar("Wanted")


class Misfit(ValueError):
    """A table does not fit its type: the `fault`, the `path` of keys and numbers, what to `write`, and the allowed `keys`."""

    def __init__(self, fault: str, path: tuple, given: dict, wanted: type, keys: Iterable[str]) -> None:
        self.fault, self.path, self.given, self.keys = fault, path, given, tuple(keys)
        self.key, self.write = path[0], _write(get_type_hints(wanted, include_extras=True).get(path[0]))

    @property
    def value(self) -> object:
        """The value at the path."""
        found = self.given
        for part in self.path:
            found = found[part]
        return found

    def __str__(self) -> str:
        """What is wrong with the key and what to write."""
        if self.fault == MISSING:
            return f"{self.key} is missing. Write: {self.key} = {self.write}."
        if self.fault == UNKNOWN:
            return f"{self.key} is not a key of this table. Its keys are: {', '.join(self.keys)}."
        what = f"contains {self.value!r}, which" if len(self.path) > 1 else f"= {self.value!r}"
        return f"{self.key} {what} cannot be used. Write: {self.key} = {self.write}."


def read(file: Path, problem: type[Exception], remedy: str) -> dict:
    """The content of a TOML file; raises `problem`, with the remedy, if it cannot be read."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise problem(f"{file}: {error}. {remedy}") from error


def fit(given: dict, wanted: type[Wanted], **ours: object) -> Wanted:
    """A TOML table as the type `wanted`; `ours` are fields that are not written in the file. Raises Misfit for the first wrong
    key.
    """
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


def table(file: Path, section: str, given: dict, wanted: type[Wanted], problem: type[Exception], **ours: object) -> Wanted:
    """The table `section` of a file ('' for the whole file) as `fit` converts it; raises `problem` with file, line and key."""
    if not isinstance(given, dict):
        raise problem(f"{file}: {section} = {given!r} cannot be used. Write its keys below a line of its own: [{section}].")
    try:
        return fit(given, wanted, **ours)
    except Misfit as misfit:
        where = line(file.read_text(encoding="utf-8"), (*filter(None, section.split(".")), *misfit.path))
        raise problem(f"{file}: line {where}: {f'[{section}] ' if section else ''}{misfit}") from misfit


def line(text: str, path: tuple) -> int:
    """The line of a TOML text on which the value at a path begins; without the value the line of its table, otherwise 1.

    It parses one line more at a time: the value begins on the line after the last one that parsed without it.
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
    """What to write, from a type's annotation: its description, or the allowed words."""
    if get_origin(hint) is Literal:
        return f"one of: {', '.join(get_args(hint))}"
    told = [each.description for each in getattr(hint, "__metadata__", ()) if each.description]
    return told[0] if told else next(filter(None, map(_write, get_args(hint))), "")
