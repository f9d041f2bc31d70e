"""Runs the command line of every program, such as `python -m data build` and `python -m indicators list`.

A program is a command of the library click, with its options above its function. For wrong arguments it prints one sentence and
how to get help, and the exit code is 2.
"""

import sys

import click

from queries import printed


def run(command: click.Command, name: str, arguments: list[str] | None = None) -> int:
    """Run a command, by default with the arguments of this process; returns its exit code, 2 if the arguments are wrong.

    `name` is for messages. click's own `main` is not used: it ends the process and hides a closed output, which
    `printed.program` handles.
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
    """What is wrong with the arguments, the commands to choose from, and how to get help."""
    asked = wrong.ctx.command if wrong.ctx else None
    there = f" There are: {', '.join(asked.commands)}." if isinstance(asked, click.Group) else ""
    said, program = wrong.format_message().rstrip("."), wrong.ctx.command_path if wrong.ctx else name
    return f"{said}{'' if said.endswith('?') else '.'}{there} For help: {program} --help"
