"""The only module that uses Apache Spark, for regions and the nation: it counts the indicators of a warehouse that DuckDB staged.

DuckDB writes the warehouse's tables as Parquet, Spark counts from these files, and its results come back as Parquet. Spark
distributes the work over machines; all of them must be able to read and write the folder of the build.
"""

import logging
import os
import re
import shutil
import warnings
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NoAnswer
from contextlib import contextmanager, suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from queries.store import engine, private
from queries.store.engines import EngineError, Holding, Value

try:
    from py4j.protocol import Py4JError
    from pyspark import errors
    from pyspark.sql import DataFrame, SparkSession
except ModuleNotFoundError:  # an extra, which `ready` says how to install
    if not TYPE_CHECKING:
        SparkSession = None

USUAL = "local[*]"  # every core of this machine
EXTRA = Path(__file__).with_name("requirements-spark.txt")
ANSWERS_WITHIN = 120  # seconds; Spark itself tries a master three times, for 20 seconds each
PARTS = 4  # partitions of a shuffle on one machine; Spark's default of 200 is for many machines
KINDS = {"VARCHAR": "STRING"}  # DuckDB's type: Spark's name, where they differ
QUIET = """rootLogger.level = off
rootLogger.appenderRef.console.ref = console
appender.console.type = Console
appender.console.name = console
logger.python.name = org.apache.spark.api.python.PythonGatewayServer
logger.python.level = off
"""  # Spark's exceptions say enough; without an appender it would use its own logging settings


class Refused(engine.SqlError):
    """Spark refuses a statement."""


class SparkTables:
    """A warehouse's tables in Spark (`engines.Tables`): a folder of Parquet files for each."""

    def __init__(self, session: "SparkSession", folder: Path, warehouse: engine.Database) -> None:
        self.warehouse, self._session, self._folder = warehouse, session, folder
        self._numbers, self._grown, self._stale = count(), set(), set()
        for table in warehouse.tables():
            self._give(table)

    def columns(self, sql: str, **parameters: Value) -> list[str]:
        """The names of the columns a SELECT returns, without running it."""
        with _in_words():
            return self._sql(sql, parameters).columns

    def run(self, sql: str, **parameters: Value) -> pl.DataFrame:
        """The rows of one SELECT as a Polars frame, which must fit into this machine's memory."""
        self._see_what_was_added()
        return pl.read_parquet(self._written(sql, parameters) / "*.parquet")

    def execute(self, sql: str, **parameters: Value) -> None:
        """Run one statement that returns no rows."""
        self._see_what_was_added()
        with _in_words():
            self._sql(sql, parameters)

    def insert(self, table: str, select: str, **parameters: Value) -> None:
        """Add the rows of a SELECT to a table; several threads may do so at once."""
        rows = self._written(select, parameters)
        rows.rename(self._folder / table / rows.name)
        self._grown.add(table)
        self._stale.add(table)

    def load(self, table: str, frame: pl.DataFrame) -> None:
        """Create a table with the rows of a frame, here and in the warehouse."""
        self.warehouse.load(table, frame)
        self._give(table)

    def bring_back(self) -> None:
        """Copy the new tables and the added rows into the warehouse."""
        with _in_words():
            made = [table.name for table in self._session.catalog.listTables() if table.tableType == "MANAGED"]
        for table in (*self._grown, *made):
            self.warehouse.take(table, self._folder / table / "**" / "part-*.parquet")

    def _give(self, table: str) -> None:
        private.folder(self._folder / table)
        self.warehouse.write(table, self._folder / table / "given.parquet")
        with _in_words():
            self._see(table)

    def _see(self, table: str) -> None:
        """Register a table's present files with Spark, with their columns, because Spark would start a job to find those."""
        columns = ", ".join(f"{name} {KINDS.get(kind, kind)}" for name, kind in self.warehouse.kinds(table).items())
        files = self._session.read.schema(columns).option("recursiveFileLookup", True).parquet(str(self._folder / table))
        files.createOrReplaceTempView(table)

    def _see_what_was_added(self) -> None:
        with _in_words():
            while self._stale:
                self._see(self._stale.pop())

    def _written(self, sql: str, parameters: dict[str, Value]) -> Path:
        """Write the rows of a SELECT into a new folder; returns it, complete."""
        folder = self._folder / f"rows {next(self._numbers)}"
        with _in_words():
            self._sql(sql, parameters).write.parquet(str(folder))
        return folder

    def _sql(self, sql: str, parameters: dict[str, Value]) -> "DataFrame":
        named = {name: parameters[name] for name in engine.PARAMETER.findall(sql) if name in parameters}
        return self._session.sql(engine.PARAMETER.sub(r":\1", sql), args=named)


def ready(master: str | None) -> None:
    """Raise EngineError, which says what to install, if PySpark or Java is missing."""
    if SparkSession is None:
        raise EngineError(f"Spark is not installed here. Install it: .venv/bin/pip install -r {EXTRA}")
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=f"{home}/bin" if home else None):
        where = f" in JAVA_HOME ({home})" if home else ""
        raise EngineError(f"Spark needs Java 17 or later, and no `java` was found{where}. On Debian: "
                          "apt install default-jre-headless")


@contextmanager
def started(folder: Path, master: str | None) -> Generator[Holding]:
    """As `engines.started`: a Spark session, after a remote master has answered. `folder` is removed at the end of the block."""
    private.folder(folder)
    warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")  # about pandas, which is not used here
    logging.getLogger("py4j").setLevel(logging.CRITICAL)
    logging.getLogger().addFilter(_not_of_py4j)
    session = _session(folder, master or USUAL)
    try:
        if not (master or USUAL).startswith("local"):  # a local master always answers
            _answering(session, str(master))
        yield partial(_holding, session, folder / "tables")
    finally:
        with suppress(Exception):  # a session that has died cannot be stopped
            session.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _not_of_py4j(record: logging.LogRecord) -> bool:
    """Whether a record is not of py4j, which writes to the root logger too if Java stops while it answers: `started` says so."""
    return "py4j" not in Path(record.pathname).parts


@contextmanager
def _holding(session: "SparkSession", folder: Path, warehouse: engine.Database) -> Generator[SparkTables]:
    private.folder(folder)
    tables = SparkTables(session, folder, warehouse)
    yield tables
    tables.bring_back()


def _session(folder: Path, master: str) -> "SparkSession":
    scratch = folder / "scratch"
    private.folder(scratch)
    (folder / "log4j2.properties").write_text(QUIET, encoding="utf-8")
    java = f'"-Djava.io.tmpdir={scratch}" "-Dlog4j2.configurationFile={folder / "log4j2.properties"}"'
    settings = {
        "spark.sql.warehouse.dir": str(folder / "tables"), "spark.local.dir": str(scratch),
        "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC", "spark.sql.sources.default": "parquet", "spark.driver.extraJavaOptions": java,
    } | ({"spark.sql.shuffle.partitions": str(PARTS)} if master.startswith("local") else {})
    try:
        return SparkSession.builder.master(master).appName("Sightline").config(map=settings).getOrCreate()
    except Exception as problem:  # Java, Spark and the network raise different types
        raise EngineError(f"Spark did not start with --master {master}: {_first_line(problem)} It needs Java 17 or later, and a "
                          "master such as local[2] or spark://host:7077.") from problem


def _answering(session: "SparkSession", master: str) -> None:
    """Raise EngineError if no worker of the master does a first small piece of work."""
    pool = ThreadPoolExecutor(1)
    try:
        pool.submit(session.range(1).count).result(ANSWERS_WITHIN)
    except NoAnswer:
        raise EngineError(f"--master {master}: no worker there took any work in {ANSWERS_WITHIN} seconds. Start workers, or "
                          "write --master local[2] to count on this machine.") from None
    except Exception as problem:
        raise EngineError(f"--master {master} cannot be reached: {_first_line(problem)} Check the address and that Spark runs "
                          "there, or write --master local[2] to count on this machine.") from problem
    finally:
        pool.shutdown(wait=False)


@contextmanager
def _in_words() -> Generator[None]:
    """Raise errors of a statement as Refused (an SqlError) and errors of Spark as EngineError."""
    try:
        yield
    except (errors.AnalysisException, errors.ArithmeticException, errors.DateTimeException, errors.NumberFormatException,
            errors.SparkRuntimeException, errors.IllegalArgumentException) as problem:
        line = re.search(r"\bline (\d+)\b", str(problem))
        raise Refused(_first_line(problem) + (f"\nLINE {line[1]}: " if line else "")) from problem
    except (errors.PySparkException, Py4JError, ConnectionError) as problem:
        if "[INTERNAL_ERROR" in str(problem):  # the statement crashed Spark's planner
            raise Refused(_first_line(problem)) from problem
        raise EngineError(f"Spark stopped while it counted: {_first_line(problem)} Build again, or without --engine spark: "
                          "DuckDB counts the same.") from problem


def _first_line(problem: Exception) -> str:
    """The first line of an error's message, without the name of a Java class."""
    said = [line.strip() for line in str(problem).splitlines() if line.strip()] or [type(problem).__name__]
    causes = [line.split(": ", 1)[1] for line in said if re.match(r"(: |Caused by: )?[\w.$]+(Exception|Error): ", line)]
    return (causes or said)[0].rstrip(".") + "."
