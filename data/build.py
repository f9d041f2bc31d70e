"""Makes a warehouse from extracts: `python -m data build` reads the drop folder, counts all indicators, writes a file for each
audience and then makes the new build the current one. If it fails, the last good build stays in use.
"""

import shutil
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import click
import polars as pl

import queries
from data import authority, belief, checked, counting, faults, loading, preview, settings, synthetic, volume, withdrawn
from data.build_output import Output
from data.publishing import audience_files, kept_builds
from queries import command_line, printed, sources
from queries.definitions import header
from queries.store import audiences, builds, engine, engines, private, warehouse

HERE = Path(__file__).parent


class UnreadableFile(ValueError):
    """A file in the folder cannot be read; the message says which, why and what to do."""


PROBLEMS = (
    settings.SettingsError, queries.QueryError, loading.LoadError, UnreadableFile, belief.NotBelieved, kept_builds.BuildRunning,
    synthetic.NotOurs, kept_builds.RealFigures, engines.EngineError,
)

STOPPED = (UnreadableFile, belief.NotBelieved)  # what stops a build at its extracts, after all of them were read


class Asked(NamedTuple):
    """A request to build: the folder of extracts, or None for published figures alone; whether doubted lists are accepted; the
    day that counts as today; the name and master of the engine that counts (`engines`); and what a person said of missing records
    (`told`). `shown` is called with the preview of the build; with `check` the build is then not put in use.
    """

    extracts: Path | None
    accept: bool
    today: date
    engine: str = engines.USUAL
    master: str | None = None
    told: withdrawn.Told = withdrawn.NOBODY
    check: bool = False
    shown: preview.Shown = preview.unseen


def build(
    extracts: Path | None, folder: Path, progress: loading.Progress = lambda share, words: None, code: str | None = None,
    accept: bool = False, today: date | None = None, replace_real: bool = False, counted_by: str = engines.USUAL,
    master: str | None = None, accept_withdrawn: bool = False, check: bool = False, shown: preview.Shown = preview.unseen,
) -> tuple[Path, pl.DataFrame]:
    """Build from a folder of extracts, or from the published figures alone (None), into a warehouse folder.

    `progress` is called with a share from 0 to 1 and a text. `code` is the authority's, if the settings have none. With
    `accept`, lists that cannot be believed (see `belief`), such as an extract of a day after `today` (default: the clock's
    day), do not stop the build and give no figures. With `accept_withdrawn`, records that a newer extract lacks are rightly gone,
    however many they are (see `withdrawn`), and the warehouse folder remembers it. `counted_by` is an engine of
    `queries.store.engines`, and `master` says where it runs. `shown` is called with the preview (`data.preview`) before the build
    is put in use; with `check` it is not put in use, and waits for `data.checked.use`. Returns the new build's folder and the
    load report (file, list, read, loaded, rejected, note). Raises one of PROBLEMS and leaves the build in use as it was; also if
    invented or published figures would replace real ones without `replace_real`.
    """
    private.folder(folder)
    sources.every()  # first, because indicators depend on the sources
    chosen, known = _settled(extracts, code), header.every()
    settings.with_targets(known[0], chosen["targets"])  # these three checks stop a wrong build early:
    counting.check(settings.parameters(chosen))  # targets, breakdowns
    loading.check()  # and the SQL of the sources
    name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    with kept_builds.alone(folder):
        if not (replace_real or kept_builds.own(extracts)):
            kept_builds.spare_real(folder)
        told = withdrawn.Told(withdrawn.agreed(folder), accept_withdrawn)
        asked = _asked(extracts, accept, today)._replace(
            engine=counted_by, master=master, told=told, check=check, shown=shown)
        return _switched(folder, asked, chosen, known, name, progress)


def _settled(extracts: Path | None, code: str | None) -> dict:
    """The settings with the authority's code; for an empty folder without the check of the code, because `loading` raises
    then."""
    chosen, mark = settings.load(), audience_files.invented(extracts)
    nothing = extracts is not None and not (extracts.is_dir() and any(extracts.iterdir()))
    return chosen if nothing else authority.chosen(chosen, code, str(mark.get("borrows", "")))


def _asked(extracts: Path | None, accept: bool, today: date | None) -> Asked:
    """The request; the dates of an invented authority are never in the future."""
    return Asked(extracts, accept, date.max if audience_files.invented(extracts) else today or date.today())


def _switched(
    folder: Path, asked: Asked, chosen: dict, known: tuple[list[header.Indicator], dict[Path, str]], name: str,
    progress: loading.Progress,
) -> tuple[Path, pl.DataFrame]:
    """Build into a new folder, and make it the current build when it is complete, or let it wait if it is only a check."""
    kept_builds.clear(folder)
    making, finished = folder / f"{name}{builds.MAKING}", folder / name
    private.folder(making)
    seen, told = checked.seen(asked.extracts) if asked.check else {}, {}
    asked = asked._replace(shown=preview.kept(told, asked.shown))
    try:
        with engines.started(asked.engine, making / "counting", asked.master) as holding:
            report = _fill(making, asked, chosen, known, name, progress, holding)
        if asked.check:
            return checked.wait(making, seen, asked.extracts, told), report
        warehouse.switch(making.rename(finished))
    except STOPPED:
        if asked.check:
            checked.wait(making, seen, asked.extracts, told)
        shutil.rmtree(making, ignore_errors=True)
        raise
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
    """Load, count and write the audiences' files; returns the report. `known` is the result of `header.every`."""
    parameters, (indicators, wrong) = settings.parameters(chosen), known
    with engine.create(making / f"{audiences.with_records().id}.duckdb") as database:
        report = _loaded(database, asked, chosen, lambda share, words: progress(0.7 * share, words))
        database.execute(queries.text("definitions/meaning"))  # for other tools that open the file
        audience_files.reference(database)
        of_lists = partial(preview.of_lists, database, report, indicators, name, parameters)
        _believed(database, report, asked, chosen["authority"]["code"], of_lists)
        progress(0.75, "Counting")
        wrong = wrong | counting.count(
            database, indicators, parameters, lambda title: progress(0.8, f"Counting: {title}"), holding)
        indicators = [each for each in indicators if header.place(each) not in wrong]
        report = pl.concat([report, _left_out(wrong)], how="diagonal_relaxed")
        audience_files.describe(database, indicators, chosen, asked.extracts, name, report)
        progress(0.9, "Protecting what each audience may see")
        audience_files.audiences(database, making, chosen, indicators)
        if not asked.check:
            withdrawn.remember(database, making.parent)
        asked.shown(preview.preview(database, report, indicators, making.parent, name, parameters))
    progress(1.0, "Done")
    return report


def _loaded(database: engine.Database, asked: Asked, chosen: dict, progress: loading.Progress) -> pl.DataFrame:
    """The report of the load; empty if only published figures are wanted."""
    if asked.extracts is None:
        return loading.nothing(database)
    return loading.load(database, asked.extracts, progress, asked.today, chosen["belief"], asked.told)


def _believed(database: engine.Database, report: pl.DataFrame, asked: Asked, code: str, lists: Callable[[], dict]) -> None:
    """Raise one of STOPPED if a file cannot be read, or a list or the authority's code is not believed; its lists are shown
    before."""
    try:
        _all_readable(report)
        belief.check(database, asked.accept)
        _check_volume(database, asked, code)
    except STOPPED as problem:
        asked.shown(lists() | {"problem": str(problem)})
        raise


def _check_volume(database: engine.Database, asked: Asked, code: str) -> None:
    """Raise NotBelieved if extracts have far more or less than was published for the code; an invented authority borrows one."""
    if asked.extracts is not None and str(audience_files.invented(asked.extracts).get("borrows")) != code:
        volume.check(database, code, asked.accept)


def _left_out(wrong: dict[Path, str]) -> pl.DataFrame:
    """The indicator files that were not counted, as rows of the report."""
    rows = [{"file": path.name, "status": "not counted", "note": said} for path, said in wrong.items()]
    return pl.DataFrame(rows, schema={"file": pl.String, "status": pl.String, "note": pl.String})


def _all_readable(report: pl.DataFrame) -> None:
    """Raise UnreadableFile for a file that cannot be read, because figures without it would be too low."""
    bad = report.filter(status="unreadable")
    if bad.height:
        said = "\n".join(f"{row['file']}: {row['note']}" for row in bad.iter_rows(named=True))
        raise UnreadableFile(f"Correct or remove the files that cannot be read, and build again:\n{said}")


@click.command(help=__doc__, short_help="Build the warehouse from the extracts.")
@click.option("--extracts", type=Path, default=HERE / "extracts", help="folder of extracts (data/extracts)")
@click.option("--warehouse", type=Path, default=warehouse.FOLDER, help="where to build (data/warehouse)")
@click.option("--invented", is_flag=True, help="write the invented authority first, and build that")
@click.option("--published", is_flag=True, help="read no extracts; the build has published figures only")
@click.option("--replace-real", is_flag=True, help="allow --invented or --published to replace real figures")
@click.option("--authority", metavar="CODE", help="the authority's three-figure code, such as 890, for this build")
@click.option("--accept", is_flag=True, help="build without lists that cannot be believed: they give no figures")
@click.option("--accept-withdrawn", is_flag=True, help="records that a newer extract lacks are rightly gone, however many")
@click.option("--engine", default=engines.USUAL, help=f"the engine that counts: {' or '.join(engines.ENGINES)} ({engines.USUAL})")
@click.option("--master", help="where Spark runs: local[2], spark://host:7077 (every core of this machine)")
@click.option("--check", is_flag=True, help="do everything and switch nothing; then `python -m data use` puts it in use")
@click.option("--format", type=click.Choice(["text", "json"]), default="text", help="text, or JSON for programs (text)")
@click.option("--progress", is_flag=True, help="print progress in lines that a program can read")
def command(**options: Path | str | bool | None) -> int:
    """Build with these options; returns 0 if it worked, otherwise 1 with a message. After the build is in use, it cannot fail."""
    given = SimpleNamespace(**options)
    output = Output(given.format, given.progress, given.check)
    try:
        faults.prove_memory()
        engines.ready(given.engine, given.master)
        if (given.invented or given.published) and not given.replace_real:
            kept_builds.spare_real(given.warehouse)  # early, before minutes of writing
        extracts = _source(given, output.progress)
        start = 0.55 if given.invented else 0.0
        finished, report = build(
            extracts, given.warehouse, lambda share, words: output.progress(start + (1 - start) * share, words), given.authority,
            given.accept, replace_real=given.replace_real, counted_by=given.engine, master=given.master,
            accept_withdrawn=given.accept_withdrawn, check=given.check, shown=output.shown)
    except PROBLEMS as problem:
        return output.refused(str(problem))
    except (OSError, MemoryError, engine.SqlError) as problem:
        if not (said := faults.of_the_machine(problem, given.warehouse)):
            raise
        return output.refused(said)
    return output.built(finished, report)


def _source(given: SimpleNamespace, progress: loading.Progress) -> Path | None:
    if given.published or not given.invented:
        return None if given.published else given.extracts
    synthetic.write(HERE / "invented", progress=lambda share, words: progress(0.55 * share, words))
    return HERE / "invented"


def main(arguments: list[str] | None = None) -> int:
    """`python -m data.build`, the older spelling of `python -m data build`; its exit code."""
    return command_line.run(command, "python -m data.build", arguments)


if __name__ == "__main__":
    private.everything()
    sys.exit(printed.program(main))
