"""One of the processes that write workbooks: it is handed a folder, a history and days, and names each file it has written."""

import pickle
import sys
from datetime import datetime
from pathlib import Path

from . import workbooks


def main():
    """Write the workbooks asked for on standard input, naming each on standard output when it is done."""
    folder, history, days = pickle.load(sys.stdin.buffer)
    for day in days:
        name = workbooks.file_name(day)
        workbooks.write(Path(folder) / name, history, day, datetime.fromordinal(day))
        print(name, flush=True)


if __name__ == "__main__":
    main()
