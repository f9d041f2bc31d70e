"""Refuses columns whose content contradicts their header: days, dates of birth, counts and ends that their records cannot have.

Two columns under each other's headers look well filled, and would give other figures without a word. `settle` compares each
column with the start of its record, `settle_records` with the same records of the extract before. A column that contradicts
them is refused as a whole (`staging.column_refused`), so its details count as missing.
"""

from collections.abc import Callable, Iterator

import queries
from data import doubts
from data.reading import one_form
from queries.sources import ListSpec, statements, used
from queries.sources.received import Received
from queries.store.engine import Database

BIRTH, AGE, SEX, ETHNICITY = "birth_date", "age", "sex", "ethnicity"  # the columns that Annex A's lists of children share
LASTING = ("date", "end", "yes or no", "no further action", "count", "closure reason")  # kinds of answer that last
WORKER, SUPERVISOR = "worker_id", "supervisor_id"
SEEN, ALONE = "seen", "seen_alone"
# Kinds of free words in which one answer decides a figure: that answer, SQL for words of the authority's own, whether every long
# list has it.
DECIDE = {"outcome of a contact": ("read_outcome", "no further action", "says_own_outcome", True),
          "case status": ("read_case_status", "Open assessment", "says_own_status", False)}  # fmt: skip


def settle(database: Database) -> None:
    """Refuse the columns that contradict their records; needs what one_form.settle makes, and makes staging.column_kept."""
    database.execute(queries.text("staging/columns_kept"))
    received = Received(database)
    refuse(database, [
        (each.id, field, *row) for each in received.lists for field, sql in _asked(each) if received.of(each, [field])
        for row in database.run(sql).rows()
    ])  # fmt: skip


def settle_records(database: Database) -> None:
    """Refuse what the extract before contradicts; needs staging.version, in which spells without a believed end are then open."""
    refuse(database, database.run(queries.text("staging/contradicted_ends")).rows())
    received = Received(database)
    for each, field in [(own, field) for own in received.lists for field in received.of(own, _lasting(own))]:
        sql = queries.text("staging/rewritten", list=each.id, field=field, value=statements.value(each, field))
        while found := database.run(sql).rows():
            refuse(database, [(each.id, field, *row) for row in found])
    database.execute(queries.text("staging/ends_refused"))


def _lasting(each: ListSpec) -> Iterator[str]:
    """The columns of a list whose answers stay the same for a record."""
    latest = {*each.event, *each.may_change} - {each.ends}
    yield from (field for field, kind in each.answers.items() if kind in LASTING and field not in (each.starts, *latest))


def refuse(database: Database, found: list[tuple]) -> None:
    """Refuse columns, and empty those of dates and of facts about children.

    A row is (list, field, file, kind, filled, impossible, whether rows need it), and perhaps what shows it: a day or a column.
    """
    lists = {each.id: each for each in used()}
    one_form.refuse(database, [
        (file, name, field, one_form.reason(lists[name], field, doubts.contradicts(kind, impossible, filled, *shown)), needed,
         field in (*statements.dates(lists[name]), *statements.OF_CHILD))
        for name, field, file, kind, filled, impossible, needed, *shown in found
    ])  # fmt: skip
    if found:
        one_form.empty(database)


def refuse_beside(database: Database, found: list[tuple], beside: Callable[[ListSpec, str], list[str]], emptied: bool) -> None:
    """Refuse columns that may have changed headers with those of `found` (rows as of `refuse`); `beside` names them of a list."""
    lists = {each.id: each for each in used()}
    one_form.refuse(database, [
        (file, name, other, one_form.reason(lists[name], other, doubts.BESIDE), False, emptied)
        for name, field, file, *_ in found for other in beside(lists[name], field)
    ])  # fmt: skip


def _asked(each: ListSpec) -> Iterator[tuple[str, str]]:
    """(field, SQL that finds the files in which it contradicts its records) for the columns of a list that can be compared."""
    yield from _dates(each)
    yield from _answers(each)
    yield from _decisive(each)
    yield from _pairs(each)


def _dates(each: ListSpec) -> Iterator[tuple[str, str]]:
    for field in statements.dates(each):
        if field == BIRTH:
            yield field, queries.text("staging/contradicted_birth_dates", list=each.id, field=field, starts=each.starts)
        elif field not in (each.starts, *each.any_time):
            yield field, queries.text("staging/contradicted_dates", list=each.id, field=field, starts=each.starts,
                                      has_happened=str(field in each.event).upper())  # fmt: skip


def _answers(each: ListSpec) -> Iterator[tuple[str, str]]:
    for field in (name for name, kind in each.answers.items() if kind == "count"):
        age = AGE if AGE in each.columns else "NULL"
        yield field, queries.text("staging/contradicted_counts", list=each.id, field=field, age=age)
    for field, birth_date in ((SEX, "CAST(NULL AS VARCHAR)"), (ETHNICITY, BIRTH)):  # 1 and 2 are sexes, of children of any age
        if field in each.columns:
            yield field, queries.text("staging/contradicted_facts", list=each.id, field=field, birth_date=birth_date)
    for field in sorted({*each.says.values(), *each.answers} & each.columns.keys() - set(statements.dates(each))):
        is_text = str(field not in each.answers and field not in statements.OF_CHILD).upper()
        yield field, queries.text("staging/contradicted_texts", list=each.id, field=field, is_text=is_text)


def _decisive(each: ListSpec) -> Iterator[tuple[str, str]]:
    """Columns of free words, of which the other answers count as not the one that decides."""
    for field, kind in each.answers.items():
        if kind in DECIDE:
            reads, answer, is_own, is_frequent = DECIDE[kind]
            yield field, queries.text("staging/undecided", list=each.id, field=field, value=f"{reads}({field})", answer=answer,
                                      is_own=f"{is_own}({field})", is_frequent=str(is_frequent).upper())  # fmt: skip


def _pairs(each: ListSpec) -> Iterator[tuple[str, str]]:
    """Columns that contradict one another."""
    for asked, never in each.never.items():
        yield from _never(each, asked, never)
    for field, days in each.soon.items():
        yield from ((asked, _soon(each, field, days)) for asked in (field, each.ends) if asked)
    if {SEEN, ALONE} <= each.columns.keys():
        yield from ((field, queries.text("staging/contradicted_seen", list=each.id, field=field, seen=SEEN, alone=ALONE))
                    for field in (SEEN, ALONE))  # fmt: skip
    if {WORKER, SUPERVISOR} <= each.columns.keys():
        needed = str(WORKER in each.needed).upper()
        yield WORKER, queries.text("staging/contradicted_supervisors", list=each.id, field=WORKER, supervisor=SUPERVISOR,
                                   is_needed=needed)  # fmt: skip


def _soon(each: ListSpec, field: str, days: int) -> str:
    return queries.text("staging/contradicted_soon", list=each.id, field=field, whose=each.subject[0], starts=each.starts,
                        ends=each.ends or field, days=str(days), shown=f"''{doubts.header(each.id, field)}''")


def _never(each: ListSpec, asked: str, never: str) -> Iterator[tuple[str, str]]:
    """Each column that a fact of the row names: one of them is wrong, and nothing says which."""
    named = each.named_in(never)
    for field in named:
        beside = " and ".join(f"'{doubts.header(each.id, column)}'" for column in named if column != field)
        yield field, queries.text("staging/contradicted_row", list=each.id, field=field, asked=asked, never=never,
                                  named=", ".join(f"'{column}'" for column in named), count=str(len(named)),
                                  beside=beside.replace("'", "''"))  # fmt: skip
