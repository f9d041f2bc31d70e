"""`python -m data refused FOLDER` writes the refused rows and cells of a build as files, to be put right and loaded again."""

import click

PLACEHOLDER = None


@click.command(help=__doc__, short_help="Write the refused rows of a build, to be put right.")
def command() -> int:
    """Write the files."""
    return 1
