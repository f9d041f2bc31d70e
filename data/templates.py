"""`python -m data templates DIR`: an empty template of each local extract, and an explanation of every column.

A template is a CSV that holds its headers alone. The explanation is one file beside them, `readme.csv`, which the build leaves
alone even if it is dropped in with the extracts. Both are made from `queries/staging/local`: lists.toml and columns.toml.
"""

import csv
import io
import sys
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from data.reading import lists
from queries import command_line, printed, sources

FOLDER = sources.STAGING / "local"
EXPLANATION = "readme.csv"
HEADINGS = ("file", "holds", "column", "what it is", "format", "needed", "answers that are read", "example")
FORMATS = {"date": "date: 2026-10-31 or 31/10/2026", "number": "number: 0.8"}
NAMING = "Name each file by the day it was drawn: {}_2026-10-31.csv"


class NotOurs(ValueError):
    """A file stands where a template would go, and it is not that template, empty."""


class Column(NamedTuple):
    """A column of a local extract and what is said of it; `allowed` is empty where any text will do."""

    name: str
    needed: bool
    what: str
    format: str = "text"
    allowed: tuple[str, ...] = ()
    example: str = ""


def columns(folder: Path = FOLDER) -> dict[str, list[Column]]:
    """The columns of every local extract, explained, in the order written; raises KeyError for a column nobody explained."""
    said = tomllib.loads((folder / "columns.toml").read_text(encoding="utf-8"))
    specs = [spec for spec in lists.load() if spec.source == FOLDER.name]
    return {spec.id: [_column(spec, name, said) for name in spec.columns] for spec in specs}


def _column(spec: lists.ListSpec, name: str, said: dict) -> Column:
    own = said[spec.id].get(name) or said["every"][name]
    told: dict[str, Any] = {key: tuple(each) if key == "allowed" else each for key, each in own.items()}
    return Column(name, name in spec.needed, **told)


def write(folder: Path) -> list[Path]:
    """Write the templates and their explanation into a folder, and return the files.

    Raises NotOurs, having written nothing, where a file of that name is there and is anything but what would be written.
    """
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise NotOurs(f"{folder} is a file; name a folder to write the templates to.")
    texts = {folder / name: text for name, text in _texts().items()}
    kept = ", ".join(path.name for path, text in texts.items() if path.exists() and not _is(path, text))
    if kept:
        raise NotOurs(f"{folder} holds {kept}, which may be somebody's work. Nothing was written; name another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8-sig", newline="")  # with the mark by which Excel knows UTF-8
    return list(texts)


def file_name(extract: str) -> str:
    """The name of an extract's template."""
    return extract.removeprefix("local_") + ".csv"


def _texts() -> dict[str, str]:
    told = columns()
    titles = {spec.id: spec.title for spec in lists.load()}
    rows = [_explained(extract, titles[extract], column) for extract, each in told.items() for column in each]
    files = {file_name(extract): _csv([[column.name for column in each]]) for extract, each in told.items()}
    return files | {EXPLANATION: _csv([[NAMING.format("meeting")], HEADINGS, *rows])}


def _explained(extract: str, title: str, column: Column) -> list[str]:
    return [file_name(extract), title, column.name, column.what, FORMATS.get(column.format, column.format),
            "yes" if column.needed else "no", ", ".join(column.allowed), column.example]  # fmt: skip


def _csv(rows: Iterable[Sequence[str]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue()


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode("utf-8-sig")


@click.command(help=__doc__, short_help="Write an empty template of each local extract.")
@click.argument("folder", type=Path, metavar="DIR")
def command(folder: Path) -> int:
    """Write the templates into a folder; 0 when written, 1 with a message when not."""
    try:
        written = write(folder)
    except NotOurs as problem:
        print(problem, file=sys.stderr)
        return 1
    print("\n".join(str(path) for path in written))
    return 0


def main(arguments: list[str] | None = None) -> int:
    """`python -m data.templates`, the older spelling of `python -m data templates`; its exit code."""
    return command_line.run(command, "python -m data.templates", arguments)


if __name__ == "__main__":
    sys.exit(printed.program(main))
