"""The command line of every program: `python -m data build`, `python -m indicators list` and the others.

A program is a command of the library click, with its options above the function that does the work. Wrong arguments get one
sentence, where to read what the program takes, and the exit code 2.
"""

import sys

import click

from queries import printed


def run(command: click.Command, name: str, arguments: list[str] | None = None) -> int:
    """Run a command, called `name`, by default with the arguments of this process; its exit code, 2 where they are wrong.

    click's own `main` is not used: it ends the process and hides a closed output, which `printed.program` looks after.
    """
    try:
        with command.make_context(name, list(sys.argv[1:] if arguments is None else arguments)) as context:
            return command.invoke(context) or 0
    except click.exceptions.Exit as asked:  # for help
        return asked.exit_code
    except click.UsageError as wrong:
        printed.say(_said(wrong, name), error=True)
        return 2


def _said(wrong: click.UsageError, name: str) -> str:
    """What is wrong with the arguments, which commands there are where one is to be named, and where to read more."""
    asked = wrong.ctx.command if wrong.ctx else None
    there = f" There are: {', '.join(asked.commands)}." if isinstance(asked, click.Group) else ""
    said, program = wrong.format_message().rstrip("."), wrong.ctx.command_path if wrong.ctx else name
    return f"{said}{'' if said.endswith('?') else '.'}{there} What it takes: {program} --help"
