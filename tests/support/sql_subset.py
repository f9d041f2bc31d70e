"""Which SQL both engines read and count the same with: the rules, and what each refuses of a text.

A text is parsed as DuckDB's and as Spark's (sqlglot). What it may be made of is a list of what it may hold (`ALLOWED`), because
nobody can list what an engine adds; beside it stand what a list of parts cannot see: how a thing is written, and of what kind a
difference is. A text that passes may still be wrong for Spark: tests/store/test_spark.py lets Spark count.
"""

import re
from collections.abc import Iterator

import sqlglot
from sqlglot import exp, tokens
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, traverse_scope

STATEMENT = "Create Insert Schema Select Subquery With CTE Union From Join Where Having Group GroupingSets Tuple Order Ordered"
PLACE = "Table TableAlias Column Identifier Star Alias Values ColumnDef DataType Literal Null Boolean Placeholder Parameter Var"
LOGIC = "And Or Not Paren EQ NEQ LT LTE GT GTE Is In Between Like Exists Case If Coalesce Nullif Greatest Least Cast"
NUMBER = "Add Sub Mul Div Neg Abs Count Sum Min Max Window WindowSpec RowNumber Lead Lag Grouping LogicalOr"
REST = "Distinct DPipe Lower Upper Substring Replace Interval TimestampTrunc LastDay Year Month Limit Sqrt"
ALLOWED = {name for names in (STATEMENT, PLACE, LOGIC, NUMBER, REST) for name in names.split()}
DAYS = {exp.DataType.Type.DATE, exp.DataType.Type.TIMESTAMP}
LENGTHLESS = {"VARCHAR", "CHAR", "TEXT"}


def faults(sql: str) -> list[str]:
    """What is written so that one of the two engines does not read it; empty where all is well."""
    try:
        statements = [each for each in sqlglot.parse(sql, dialect="duckdb") if each]
        sqlglot.parse(re.sub(r"\$(\w+)", r":\1", sql), dialect="spark")
    except SqlglotError as problem:
        return [f"is not read: {str(problem).splitlines()[0]}"]
    return [*_written(sql, statements), *(fault for each in statements for fault in _held(each))]


def faults_of_kind(sql: str, schema: dict[str, dict[str, str]]) -> list[str]:
    """What Spark counts otherwise or refuses in a SELECT, by the kinds of columns in `schema` (kind by table and column)."""
    found = qualify(sqlglot.parse_one(sql, dialect="duckdb"), schema=schema, dialect="duckdb", validate_qualify_columns=False)
    found = annotate_types(found, schema=schema, dialect="duckdb")
    return [*_differences(found), *(fault for scope in traverse_scope(found) for fault in _correlations(scope))]


def _written(sql: str, statements: list[exp.Expression]) -> Iterator[str]:
    """What the tree does not tell: two ways to write a cast, names of kinds, and a SELECT that is left out."""
    told = tokens.Tokenizer(dialect="duckdb").tokenize(sql)
    if any(each.token_type == tokens.TokenType.DCOLON for each in told):
        yield "`::` is DuckDB's own. Write CAST(… AS …)."
    for word in sorted({each.text.upper() for each in told if each.token_type != tokens.TokenType.STRING} & LENGTHLESS):
        yield f"{word} needs a length in Spark. Write STRING."
    selects = sum(1 for each in statements for _ in each.find_all(exp.Select))
    if selects != sum(each.token_type == tokens.TokenType.SELECT for each in told):
        yield "FROM comes first. Write SELECT before it."


def _held(statement: exp.Expression) -> Iterator[str]:
    for name in sorted({type(node).__name__ for node in statement.walk()} - ALLOWED):
        yield f"{name} is outside the subset that both engines are known to read (tests/support/sql_subset.py)."
    for star in statement.find_all(exp.Star):
        if any(star.args.values()):
            yield "A * that leaves out or replaces columns is DuckDB's own. Name the columns."
    if any(each.args.get("by_name") for each in statement.find_all(exp.Union, exp.Insert)):
        yield "BY NAME is DuckDB's own. Write the columns in one order."
    if any(each.args.get("on") for each in statement.find_all(exp.Distinct)):
        yield "DISTINCT ON is DuckDB's own. Number the rows and take the first."
    if any(each.args.get("all") for each in statement.find_all(exp.Group)):
        yield "GROUP BY ALL: name the columns."
    if any(each.args.get("method") for each in statement.find_all(exp.Join)):
        yield "A join of a kind of its own (ASOF, POSITIONAL, NATURAL). Write JOIN … ON …."


def _differences(found: exp.Expression) -> Iterator[str]:
    """A day minus a day is a number in DuckDB and an interval in Spark: `counted.sql` casts a column, nothing casts the rest."""
    for minus in found.find_all(exp.Sub):
        days = minus.left.type and minus.right.type and {minus.left.type.this, minus.right.type.this} <= DAYS
        cast = isinstance(minus.parent, exp.Cast) or (isinstance(minus.parent, exp.Alias) and minus.parent.parent is found)
        if days and not cast:
            yield f"{minus.sql()}: a day minus a day is an interval in Spark. Write such as day <= other + INTERVAL 42 DAY."


def _correlations(scope: Scope) -> Iterator[str]:
    """A subquery may use the columns of the SELECT it stands in, in its WHERE; Spark finds no others."""
    if not scope.is_subquery:
        return
    for column in scope.external_columns:
        if scope.parent and column.table not in scope.parent.sources:
            yield f"{column.sql()}: a column from two levels up. Write a join."
        elif column.find_ancestor(exp.Join, exp.Select) and isinstance(column.find_ancestor(exp.Join, exp.Select), exp.Join):
            yield f"{column.sql()}: a column from outside in the ON of a join. Move it to the WHERE, or join outside."
