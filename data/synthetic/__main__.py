"""`python -m data synthetic`: write the invented authority's extracts into a folder."""

import sys
from datetime import date

import click

from queries import command_line, printed

from . import BadOption, NotOurs, Settings, write


@click.command(help=__doc__, short_help="Write the invented authority's extracts.", context_settings={"show_default": True})
@click.option("--to", default="data/invented", help="the folder")
@click.option("--until", default=str(Settings.until), help="the last month's last day")
@click.option("--years", type=int, default=Settings.years, help="years of monthly workbooks")
@click.option("--seed", type=int, default=Settings.seed, help="another seed, another authority")
@click.option("--children", type=int, default=Settings.children, help="children aged 0 to 19")
@click.option("--quiet", is_flag=True, help="say nothing while writing")
def command(to: str, until: str, years: int, seed: int, children: int, quiet: bool) -> int:
    """Write as the options ask; 0 when written, 2 with a message when it cannot be."""
    try:
        last = date.fromisoformat(until)
    except ValueError:
        print(f"--until must be a date such as 2026-10-31, not {until}.", file=sys.stderr)
        return 2
    try:
        write(to, last, years, seed, children, None if quiet else _show)
    except (BadOption, NotOurs) as refused:
        print(refused, file=sys.stderr)
        return 2
    return 0


def main(arguments: list[str] | None = None) -> int:
    """`python -m data.synthetic`, the older spelling of `python -m data synthetic`; its exit code."""
    return command_line.run(command, "python -m data.synthetic", arguments)


def _show(fraction: float, text: str) -> None:
    printed.say(f"{fraction:4.0%}  {text}")


if __name__ == "__main__":
    sys.exit(printed.program(main))
