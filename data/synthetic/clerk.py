"""One of the processes that write workbooks: handed a folder, a history and days, it names each file done."""

import gc
import pickle
import sys
from pathlib import Path

from . import workbooks


def main() -> None:
    """Write the workbooks asked for on standard input, naming each on standard output when it is done."""
    gc.disable()  # little here is thrown away before the process ends, and the history is slow to search
    folder, history = pickle.load(sys.stdin.buffer)
    days = pickle.load(sys.stdin.buffer)
    for day in days:
        name = workbooks.file_name(day)
        workbooks.write(Path(folder) / name, history, day)
        print(name, flush=True)


if __name__ == "__main__":
    main()
