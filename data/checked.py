"""`python -m data use NAME` puts a checked build in use: one that `python -m data build --check` made and nobody uses yet.

A checked build waits in the warehouse, in a folder with the build's name and `.checked`, until it is used, until a newer check,
or for a day. It is refused if its extracts or settings have changed, or if another build came into use after the check.
"""

import hashlib
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click

from data import faults, settings, withdrawn
from data.publishing import kept_builds
from data.reading import strays
from queries import printed
from queries.store import audiences, build_format, builds, engine, private, warehouse

MARK = "check.json"
AGAIN = "Check again with: python -m data build --check"
NEXT = "Nothing was switched. To put the build in use within a day: python -m data use {}"
SETTINGS = "authority.toml"


class NotWaiting(ValueError):
    """A build cannot be put in use; the message says why and what to do."""


PROBLEMS = (NotWaiting, kept_builds.BuildRunning, OSError, engine.SqlError)


def seen(extracts: Path | None) -> dict[str, str]:
    """{file name: hash of its content} of a folder's extracts and of the settings, for `use` to notice changes."""
    own = [] if extracts is None or not extracts.is_dir() else sorted(extracts.iterdir())
    files = {path.name: _hash(path) for path in own if path.is_file() and not _beside(path.name)}
    return files | {f"/{SETTINGS}": _hash(settings.FILE)}


def _beside(name: str) -> bool:
    """Whether a file's name says that it is no extract, so that it does not change a build. Marks of invented folders count."""
    return name != "invented.toml" and strays.by_name(Path(name)) is not None


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        return f"cannot be read: {problem.strerror}"


def wait(making: Path, before: dict[str, str], extracts: Path | None, preview: dict[str, Any]) -> Path:
    """Let a finished build wait for a person: rename its folder, and remove older checks. Returns the folder's new path.

    `before` is `seen` from before the extracts were read. A build whose preview has a `problem` can be looked at, and cannot be
    used.
    """
    folder = making.parent
    mark = {"extracts": extracts and str(extracts.resolve()), "seen": before, "in_use": _in_use(folder), "preview": preview}
    (making / MARK).write_text(json.dumps(mark), encoding="utf-8")
    (making / MARK).chmod(private.FILE)
    waiting = making.rename(making.with_suffix(builds.CHECKED))
    kept_builds.forget_checked(folder, waiting)
    return waiting


def _in_use(folder: Path) -> str | None:
    try:
        return warehouse.current(folder).name
    except (warehouse.NothingBuilt, warehouse.WrongPointer):
        return None


def previews(folder: Path) -> list[dict[str, Any]]:
    """The previews of the builds that wait in a warehouse, oldest first; those that cannot be read are left out."""
    marks = map(_mark, kept_builds.checked(folder))
    return [mark["preview"] for mark in marks if mark]


def _mark(waiting: Path) -> dict[str, Any]:
    """What is kept about a checked build; empty if it cannot be read."""
    try:
        return json.loads((waiting / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def use(folder: Path, name: str) -> Path:
    """Put the checked build `name` of a warehouse in use, and return its folder; raises one of PROBLEMS and changes nothing."""
    if not folder.is_dir():
        raise NotWaiting(f"{folder} is not a folder of builds. Name it with --warehouse.")
    with kept_builds.alone(folder):
        kept_builds.forget_checked(folder)
        waiting, finished = folder / f"{name}{builds.CHECKED}", folder / name
        if waiting not in kept_builds.checked(folder):
            raise NotWaiting(f"{folder} has no checked build {name!r} that waits. {AGAIN}")
        _fits(folder, waiting, _mark(waiting))
        with engine.read(waiting / f"{audiences.with_records().id}.duckdb") as database:
            withdrawn.remember(database, folder)  # that lacking records are rightly gone counts from now on
        _switch(waiting, finished)
        kept_builds.forget(folder, finished)
    return finished


def _switch(waiting: Path, finished: Path) -> None:
    """Give a checked build its name and put it in use, or let it wait as before."""
    waiting.rename(finished)
    try:
        warehouse.switch(finished)
    except BaseException:
        finished.rename(waiting)
        raise


def _fits(folder: Path, waiting: Path, mark: dict[str, Any]) -> None:
    """Raise NotWaiting if a checked build is not what its preview showed any more, or may not be used."""
    if not mark:
        raise NotWaiting(f"The build {waiting.stem} does not say what it was made from. {AGAIN}")
    if mark["preview"].get("problem"):
        raise NotWaiting(f"The build {waiting.stem} cannot be used. {mark['preview']['problem']}")
    newer = [path.name for path in builds.present(folder) if path.name > waiting.stem]
    if newer or _in_use(folder) != mark["in_use"]:
        said = f"the build {newer[-1]} was made" if newer else "another build was put in use"
        raise NotWaiting(f"After this check {said}, so its preview is out of date. {AGAIN}")
    changed = _changed(mark)
    if changed:
        raise NotWaiting(f"These were changed after the check: {', '.join(changed)}. {AGAIN}")
    audience = audiences.with_records()
    with engine.read(waiting / f"{audience.id}.duckdb") as database:
        if not build_format.fits(database, audience):
            raise NotWaiting(f"Another version of Sightline made the build {waiting.stem}. {AGAIN}")


def _changed(mark: dict[str, Any]) -> list[str]:
    """The names of files that were changed, added or removed since a check."""
    now = seen(mark["extracts"] and Path(mark["extracts"]))
    return [name.strip("/") for name in sorted(now.keys() | mark["seen"].keys()) if now.get(name) != mark["seen"].get(name)]


@click.command(help=__doc__, short_help="Put a checked build in use.")
@click.argument("name")
@click.option("--warehouse", type=Path, default=warehouse.FOLDER, help="where the build is (data/warehouse)")
@click.option("--format", type=click.Choice(["text", "json"]), default="text", help="text, or JSON for programs (text)")
def command(**options: Path | str) -> int:
    """Put a checked build in use; returns 0 if that worked, otherwise 1 with a message."""
    given = SimpleNamespace(**options)
    try:
        finished = use(given.warehouse, given.name.removesuffix(builds.CHECKED))
    except PROBLEMS as problem:
        return _refused(given, problem)
    said = json.dumps({"build": finished.name, "in_use": True, "problem": None})
    printed.say(said if given.format == "json" else f"The build {finished.name} is in use.")
    return 0


def _refused(given: SimpleNamespace, problem: Exception) -> int:
    of_machine = isinstance(problem, OSError | engine.SqlError) and faults.of_the_machine(problem, given.warehouse)
    why = of_machine or str(problem)
    if given.format == "json":
        printed.say(json.dumps({"build": given.name, "in_use": False, "problem": why}, ensure_ascii=False))
    printed.say(f"Nothing was changed. {why}", error=True)
    return 1
