"""Refuses columns that seem to have changed headers with a column beside them.

Their answers are of another kind, or are other facts about the same children than other lists of the day have.
Both look well filled. `settle` compares the columns of each list, `compare_lists` the lists of each day.
"""

import polars as pl

import queries
from data import belief, contradictions
from queries.sources import ListSpec, checks, statements
from queries.sources.received import Received
from queries.store.engine import Database

SAID = {"sex": "read_sex(received.sex)", "ethnicity": "read_ethnicity(received.ethnicity)",
        "disability": "read_answer(received.disability)"}  # how the facts of statements.OF_CHILD are read
TOLD = {"list": pl.String, "file": pl.String, "extract_date": pl.Date, "subject": pl.String, "field": pl.String,
        "said": pl.String}  # fmt: skip



def compare_lists(database: Database) -> None:
    """Refuse columns of facts about children that other lists contradict, and all of that kind beside them."""
    database.load("staging.told_of_child", pl.DataFrame(schema=TOLD))
    received = Received(database)
    for each, field in [(own, field) for own in received.lists for field in received.of(own, statements.OF_CHILD)]:
        database.execute(queries.text("staging/told_of_child", list=each.id, field=field, said=SAID[field]))
    while found := database.run(queries.text("staging/told_otherwise")).rows():
        contradictions.refuse(database, found)
        contradictions.refuse_beside(database, found, _alike, emptied=False)


def _alike(each: ListSpec, field: str) -> list[str]:
    """The other columns of a list whose answers could be read as this one's, which may have changed headers with it."""
    own = each.answers.get(field)
    kinds = belief.YES_NO if own in belief.YES_NO else {own}
    return [name for name, kind in each.answers.items() if name != field and kind in kinds]


def settle(database: Database) -> None:
    """Refuse columns that seem exchanged with one of another kind, which cannot be read; needs received rows alone."""
    kinds, received = checks.kinds(), Received(database)
    for each in received.lists:
        told = each.answers | dict.fromkeys(each.numbers, "number")
        kind_of = {field: told[field] for field in received.of(each, told)}
        asked = {field: kinds[kind] for field, kind in kind_of.items() if kind not in ("date", "end")}
        unlike = [field for field in asked
                  if len(database.run(queries.text("staging/unlike", list=each.id, field=field, is_own=asked[field])))]
        pairs = [(field, other) for other in unlike for field in asked if asked[field] != asked[other]]
        contradictions.refuse(database, [(each.id, field, *row) for field, other in pairs for row in database.run(queries.text(
            "staging/exchanged", list=each.id, field=field, other=other, is_own=asked[field], is_other=asked[other])).rows()])
