"""`python -m data column LIST COLUMN HEADER` writes once which header of your extracts is a column of a list.

The line stands in the table [columns] of data/authority.toml; from then on the header is read. The page Load calls this program.
"""

import click

from data import settings
from queries import printed


@click.command(help=__doc__, short_help="Say which header of your extracts is a column of a list.")
@click.argument("list_name", metavar="LIST")
@click.argument("name", metavar="COLUMN")
@click.argument("header")
def command(list_name: str, name: str, header: str) -> int:
    """Write the line; returns 0 if that worked, otherwise 1 with a message."""
    try:
        settings.add_column(header, list_name, name)
    except settings.SettingsError as problem:
        printed.say(f"Nothing was changed. {problem}", error=True)
        return 1
    printed.say(f"'{header}' is read as {list_name}.{name} from now on.")
    return 0
