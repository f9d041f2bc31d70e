"""Getting data in, on the command line: build a warehouse, or write templates, public tables or an invented authority."""

import sys

import click

from data import build, checked, column, refused, templates, withdrawn_file
from data.published import __main__ as published
from data.synthetic import __main__ as synthetic
from queries import command_line, printed
from queries.store import private

PROGRAMS = {"build": build, "use": checked, "refused": refused, "withdrawn": withdrawn_file, "column": column,
            "templates": templates, "published": published, "synthetic": synthetic}  # fmt: skip
COMMANDS = click.Group("data", {name: each.command for name, each in PROGRAMS.items()}, help=__doc__, no_args_is_help=False)


def main(arguments: list[str] | None = None) -> int:
    """`python -m data COMMAND`; its exit code."""
    return command_line.run(COMMANDS, "python -m data", arguments)


if __name__ == "__main__":
    if sys.argv[1:2] in (["build"], ["use"], ["refused"]):
        private.everything()
    sys.exit(printed.program(main))
