"""The kinds of wait that are followed over time, read from `waits.toml`, and the SQL that watches them, `spell.sql`."""

import tomllib
from functools import cache

from queries import FOLDER, text


@cache
def every() -> dict[str, list[str]]:
    """Each kind of wait, and the tables and details that must be covered for it to be watched."""
    return tomllib.loads((FOLDER / "model" / "waits.toml").read_text(encoding="utf-8"))


def sql() -> str:
    """The statements that make `spell_source` (kind, model_table) and `spell`; they take the parameters of the settings."""
    watched = ", ".join(f"('{kind}', '{table}')" for kind, tables in every().items() for table in tables)
    return text("model/spell", watched=watched)
