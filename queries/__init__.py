"""How indicators are counted: all SQL of the project, and the functions that read the files.

An indicator is one file, `indicators/<stage>/<id>.sql`: a TOML header in a comment, one SELECT, and worked examples in a
second comment. All other files are plain SQL, read by name.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PART = re.compile(r"\{([a-z_]+)\}")  # where SQL is put into a text; values are parameters of the engine ($name)


class QueryError(ValueError):
    """A file below `queries` is wrong (an indicator, a source, a list); the message says which file, line and what to do."""


@dataclass(frozen=True)
class IndicatorFile:
    """One indicator file as read: header and examples are not yet checked."""

    path: Path
    header: dict[str, Any]
    sql: str
    examples: tuple[dict[str, Any], ...]
    line: int  # where the SELECT begins

    @property
    def id(self) -> str:
        return self.path.stem

    @property
    def stage(self) -> str:
        return self.path.parent.name


def text(name: str, /, **parts: str) -> str:
    """The SQL of `queries/<name>.sql` with each `{part}` put in; raises QueryError for one missing or unknown."""
    sql = _sql(name)
    asked = dict.fromkeys(PART.findall(sql))
    for part in sorted(asked.keys() ^ parts.keys()):
        only = f"was given, and the text has only: {', '.join(asked) or 'none'}"
        what = "is in the text and was not given" if part in asked else only
        raise QueryError(f"queries/{name}.sql: {{{part}}} {what}. Correct the name in the text, or where it is filled.")
    return PART.sub(lambda found: parts[found[1]], sql)


@cache
def _sql(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


@cache
def details() -> dict[str, dict[str, Any]]:
    """The details of a record that an extract may lack, {name: fields}, from `staging/details.toml`."""
    return tomllib.loads((FOLDER / "staging" / "details.toml").read_text(encoding="utf-8"))


def indicator_paths(folder: Path = FOLDER / "indicators") -> list[Path]:
    """The paths of the indicator files below a folder, in order of stage and id."""
    return sorted(folder.glob("*/*.sql"))


def indicator_files(folder: Path = FOLDER / "indicators") -> list[IndicatorFile]:
    """Every indicator file below a folder, in order of stage and id; raises QueryError at the first bad one."""
    return [read(path) for path in indicator_paths(folder)]


def read(path: Path) -> IndicatorFile:
    """Read one indicator file: `/* header */ SELECT … /* examples */`; raises QueryError."""
    source = _written(path)
    opened, header, rest = _comment(path, source, 0)
    if source[:opened].strip():
        raise QueryError(f"{path}: line 1: an indicator file begins with /* and its header; move the rest below it.")
    sql, example_at = rest.partition("/*")[0], len(source) - len(rest) + len(rest.partition("/*")[0])
    _, examples, _ = _comment(path, source, example_at)
    header = _toml(path, header, source.count("\n", 0, opened))
    examples = _toml(path, examples, source.count("\n", 0, example_at))
    begins = source.count("\n", 0, len(source) - len(rest) + len(sql) - len(sql.lstrip())) + 1
    return IndicatorFile(path, header, sql.strip().rstrip(";"), tuple(examples.get("example", ())), begins)


def header_text(path: Path) -> tuple[str, int]:
    """(the TOML text of a file's header, the number of lines above it); raises QueryError."""
    source = _written(path)
    opened, header, _ = _comment(path, source, 0)
    return header, source.count("\n", 0, opened)


def _written(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: line 1: it cannot be read: {error}. Save it as UTF-8.") from error


def _comment(path: Path, source: str, start: int) -> tuple[int, str, str]:
    """(position of the next comment, its content, the text after it); raises QueryError without one."""
    opened, closed = source.find("/*", start), source.find("*/", start)
    if opened < 0 or closed < 0:
        missing = "a header" if start == 0 else "worked examples after the SELECT"
        raise QueryError(f"{path}: {missing} between /* and */ not found; every indicator file has both.")
    return opened, source[opened + 2 : closed], source[closed + 2 :]


def _toml(path: Path, content: str, line: int) -> dict[str, Any]:
    """Parse the TOML of a comment that begins on line `line` + 1 of the file; raises QueryError."""
    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        said = re.sub(r" \(at line \d+, column \d+\)", "", str(error))
        where = re.search(r"at line (\d+)", str(error))
        number = line + (int(where[1]) if where else content.count("\n") + 1)
        raise QueryError(f"{path}: line {number}: {said}. Mend the TOML there.") from error
