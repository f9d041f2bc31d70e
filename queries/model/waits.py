"""The kinds of wait, from `waits.toml`, and the SQL that makes the table of waits, `spell.sql`."""

import tomllib
from functools import cache

from queries import FOLDER, text


@cache
def every() -> dict[str, list[str]]:
    """{kind of wait: the tables and details whose extracts must cover it}."""
    return tomllib.loads((FOLDER / "model" / "waits.toml").read_text(encoding="utf-8"))


def sql() -> str:
    """The statements that make `spell_source` (kind, model_table) and `spell`; they need the settings as parameters."""
    watched = ", ".join(f"('{kind}', '{table}')" for kind, tables in every().items() for table in tables)
    return text("model/spell").replace("{watched}", watched)
