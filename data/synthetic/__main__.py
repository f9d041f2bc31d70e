"""`python -m data.synthetic`: write the invented authority's extracts into a folder."""

import argparse
import sys
from datetime import date

from queries import printed

from . import BadOption, NotOurs, Settings, write


def main(arguments=None):
    """Write as the command line asks; 0 when written, 2 with a message when it cannot be."""
    asked = _parser().parse_args(arguments)
    try:
        until = date.fromisoformat(asked.until)
    except ValueError:
        print(f"--until must be a date such as 2026-10-31, not {asked.until}.", file=sys.stderr)
        return 2
    try:
        write(asked.to, until, asked.years, asked.seed, asked.children, None if asked.quiet else _show)
    except (BadOption, NotOurs) as refused:
        print(refused, file=sys.stderr)
        return 2
    return 0


def _parser():
    parser = argparse.ArgumentParser(
        "python -m data.synthetic",
        description=__doc__,
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--to", default="data/invented", help="the folder")
    parser.add_argument("--until", default=str(Settings.until), help="the last month's last day")
    parser.add_argument("--years", type=int, default=Settings.years, help="years of monthly workbooks")
    parser.add_argument("--seed", type=int, default=Settings.seed, help="another seed, another authority")
    parser.add_argument("--children", type=int, default=Settings.children, help="children aged 0 to 19")
    parser.add_argument("--quiet", action="store_true", help="say nothing while writing")
    return parser


def _show(fraction, text):
    printed.say(f"{fraction:4.0%}  {text}")


if __name__ == "__main__":
    sys.exit(printed.program(main))
