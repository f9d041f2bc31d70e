"""Extracts in, a warehouse out: `python -m data build` reads the drop folder, counts everything, publishes a file for each
audience and only then makes the new build the current one. The only writer; if it fails, the last good build stays in use.
"""

import shutil
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import click
import polars as pl
from filelock import FileLock, Timeout

import queries
from data import authority, belief, counting, faults, loading, settings, synthetic
from data.publishing import audience_files, kept_builds
from queries import command_line, printed, sources
from queries.definitions import header
from queries.store import audiences, builds, engine, engines, private, warehouse

HERE = Path(__file__).parent


class UnreadableFile(ValueError):
    """A file in the folder that cannot be read at all; says which, why and what to do."""


class BuildRunning(RuntimeError):
    """Another build is at work on this warehouse."""


PROBLEMS = (
    settings.SettingsError, queries.QueryError, loading.LoadError, UnreadableFile, belief.NotBelieved, BuildRunning,
    synthetic.NotOurs, kept_builds.RealFigures, engines.EngineError,
)


class Asked(NamedTuple):
    """What a build is made from: a folder of extracts, or None for published figures alone; what is to be believed of it; and
    the name and master of the engine that counts (`engines`).
    """

    extracts: Path | None
    accept: bool
    today: date
    engine: str = engines.USUAL
    master: str | None = None


def build(
    extracts: Path | None, folder: Path, progress: loading.Progress = lambda share, words: None, code: str | None = None,
    accept: bool = False, today: date | None = None, replace_real: bool = False, counted_by: str = engines.USUAL,
    master: str | None = None,
) -> tuple[Path, pl.DataFrame]:
    """Build from a folder of extracts into a warehouse folder; without extracts (None) of the published figures alone.

    `code` is the authority's, if the settings have none. `accept` builds although lists cannot be believed (see `belief`): those
    give no figure. An extract of a day after `today`, by default the clock's, is one of those. `counted_by` names an engine of
    `queries.store.engines`, and `master` says where it runs.
    Returns the new build's folder and the load report (file, list, read, loaded, rejected, note). Raises one of PROBLEMS,
    leaving the warehouse as it was; so it does where an invented authority, or published figures alone, would take the place of
    real figures, unless `replace_real` says that they may.
    """
    private.folder(folder)
    sources.every()  # the indicators rest on what sources say, so a source that is wrong is told first
    chosen, known = _settled(extracts, code), header.every()
    settings.with_targets(known[0], chosen["targets"])  # a target of no indicator is better said before than after,
    counting.check(settings.parameters(chosen))  # and so is a breakdown that cannot be counted
    loading.check()  # or a source that cannot be staged
    name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    try:
        with FileLock(folder / "building", timeout=0, mode=private.FILE):
            if not (replace_real or kept_builds.own(extracts)):
                kept_builds.spare_real(folder)
            asked = _asked(extracts, accept, today)._replace(engine=counted_by, master=master)
            return _switched(folder, asked, chosen, known, name, progress)
    except Timeout:
        raise BuildRunning("Another build is running on this warehouse. Wait until it is done, then build again.") from None


def _settled(extracts: Path | None, code: str | None) -> dict:
    """The settings with the code of the authority; a folder that holds nothing is for `loading` to speak of."""
    chosen, mark = settings.load(), audience_files.invented(extracts)
    nothing = extracts is not None and not (extracts.is_dir() and any(extracts.iterdir()))
    return chosen if nothing else authority.chosen(chosen, code, str(mark.get("borrows", "")))


def _asked(extracts: Path | None, accept: bool, today: date | None) -> Asked:
    """An invented authority lives in a time of its own: none of its days is later than today."""
    return Asked(extracts, accept, date.max if audience_files.invented(extracts) else today or date.today())


def _switched(
    folder: Path, asked: Asked, chosen: dict, known: tuple[list[header.Indicator], dict[Path, str]], name: str,
    progress: loading.Progress,
) -> tuple[Path, pl.DataFrame]:
    """Build beside the current build, and put it in its place once it is whole."""
    kept_builds.clear(folder)
    making, finished = folder / f"{name}{builds.MAKING}", folder / name
    private.folder(making)
    try:
        with engines.started(asked.engine, making / "counting", asked.master) as holding:
            report = _fill(making, asked, chosen, known, name, progress, holding)
        warehouse.switch(making.rename(finished))
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        if not warehouse.is_current(finished):
            shutil.rmtree(finished, ignore_errors=True)
        raise
    kept_builds.forget(folder, finished)
    return finished, report


def _fill(
    making: Path, asked: Asked, chosen: dict, known: tuple[list[header.Indicator], dict[Path, str]], name: str,
    progress: loading.Progress, holding: engines.Holding,
) -> pl.DataFrame:
    """`known` is what `header.every` says of the indicator files: those that are right, and what is wrong with the others."""
    parameters, (indicators, wrong) = settings.parameters(chosen), known
    with engine.create(making / f"{audiences.with_records().id}.duckdb") as database:
        report = _loaded(database, asked, lambda share, words: progress(0.7 * share, words))
        database.execute(queries.text("definitions/meaning"))  # read by whoever opens it with another tool
        audience_files.reference(database)
        progress(0.75, "Counting")
        wrong = wrong | counting.count(
            database, indicators, parameters, lambda title: progress(0.8, f"Counting: {title}"), holding)
        indicators = [each for each in indicators if header.place(each) not in wrong]
        report = pl.concat([report, _left_out(wrong)], how="diagonal_relaxed")
        audience_files.describe(database, indicators, chosen, asked.extracts, name, report)
        progress(0.9, "Protecting what each audience may see")
        audience_files.audiences(database, making, chosen, indicators)
    progress(1.0, "Done")
    return report


def _loaded(database: engine.Database, asked: Asked, progress: loading.Progress) -> pl.DataFrame:
    """The report of what was loaded; of nothing where only published figures are wanted."""
    if asked.extracts is None:
        return loading.nothing(database)
    report = loading.load(database, asked.extracts, progress, asked.today)
    _all_readable(report)
    belief.check(database, asked.accept)
    return report


def _left_out(wrong: dict[Path, str]) -> pl.DataFrame:
    """Indicator files that are not counted, as rows of the report; the figures of the others stand."""
    rows = [{"file": path.name, "status": "not counted", "note": said} for path, said in wrong.items()]
    return pl.DataFrame(rows, schema={"file": pl.String, "status": pl.String, "note": pl.String})


def _all_readable(report: pl.DataFrame) -> None:
    """Figures that silently lack a file would be too low, so one that cannot be read stops the build."""
    bad = report.filter(status="unreadable")
    if bad.height:
        said = "\n".join(f"{row['file']}: {row['note']}" for row in bad.iter_rows(named=True))
        raise UnreadableFile(f"Mend or remove what cannot be read, and build again:\n{said}")


def report_lines(report: pl.DataFrame) -> list[str]:
    """The load report as a person reads it: per file and list, rows read = loaded + rejected."""
    return [
        f"{row['file']}: {row['list'] or row['status']}: "
        + (f"{row['read']} rows read = {row['loaded']} loaded + {row['rejected']} rejected. " if row["list"] else "")
        + row["note"]
        for row in report.iter_rows(named=True)
    ]


@click.command(help=__doc__, short_help="Build the warehouse from the extracts.")
@click.option("--extracts", type=Path, default=HERE / "extracts", help="folder of extracts (data/extracts)")
@click.option("--warehouse", type=Path, default=warehouse.FOLDER, help="where to build (data/warehouse)")
@click.option("--invented", is_flag=True, help="write the invented authority first, and build that")
@click.option("--published", is_flag=True, help="read no extracts: published figures to compare, and no counts")
@click.option("--replace-real", is_flag=True, help="let either take the place of real figures")
@click.option("--authority", metavar="CODE", help="the authority's three-figure code, such as 890, for this build")
@click.option("--accept", is_flag=True, help="build without lists that cannot be believed: they give no figure")
@click.option("--engine", default=engines.USUAL, help=f"what counts: {' or '.join(engines.ENGINES)} ({engines.USUAL})")
@click.option("--master", help="where Spark runs: local[2], spark://host:7077 (every core of this machine)")
@click.option("--progress", is_flag=True, help="print lines of progress a program can read")
def command(**options: Path | str | bool | None) -> int:
    """Build as the options ask; 0 when built, 1 with a message when not. Once the build is in use, nothing makes it fail."""
    given = SimpleNamespace(**options)

    def progress(share: float, words: str) -> None:
        if given.progress:
            printed.say(f"progress\t{share:.3f}\t{words}")

    try:
        engines.ready(given.engine, given.master)
        if (given.invented or given.published) and not given.replace_real:
            kept_builds.spare_real(given.warehouse)  # before minutes are spent on writing
        extracts = _source(given, progress)
        start = 0.55 if given.invented else 0.0
        finished, report = build(extracts, given.warehouse, lambda share, words: progress(start + (1 - start) * share, words),
                                 given.authority, given.accept, replace_real=given.replace_real, counted_by=given.engine,
                                 master=given.master)
    except PROBLEMS as problem:
        return _refused(str(problem))
    except (OSError, engine.SqlError) as problem:
        if not (said := faults.of_the_machine(problem, given.warehouse)):
            raise
        return _refused(said)
    if given.progress:
        printed.say(f"built\t{finished.name}")
    printed.say("\n".join(report_lines(report)) or "Built from the published figures alone: no extracts were read.")
    return 0


def _refused(why: str) -> int:
    printed.say(f"Nothing was changed. {why}", error=True)
    return 1


def _source(given: SimpleNamespace, progress: loading.Progress) -> Path | None:
    if given.published:
        return None
    if not given.invented:
        return given.extracts
    synthetic.write(HERE / "invented", progress=lambda share, words: progress(0.55 * share, words))
    return HERE / "invented"


def main(arguments: list[str] | None = None) -> int:
    """`python -m data.build`, the older spelling of `python -m data build`; its exit code."""
    return command_line.run(command, "python -m data.build", arguments)


if __name__ == "__main__":
    private.everything()
    sys.exit(printed.program(main))
