"""`python -m pages people`: which lines of the table of people cannot be read?"""

import sys

import click

from pages.access import people
from queries import command_line, printed

COMMANDS = click.Group("pages", {"people": people.command}, help=__doc__, no_args_is_help=False)


def main(arguments: list[str] | None = None) -> int:
    """`python -m pages COMMAND`; its exit code."""
    return command_line.run(COMMANDS, "python -m pages", arguments)


if __name__ == "__main__":
    sys.exit(printed.program(main))
