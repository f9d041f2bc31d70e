"""One of the processes that write workbooks: it receives a folder, a history and days, and prints the name of each finished
file."""

import gc
import pickle
import sys
from pathlib import Path

from . import workbooks


def main() -> None:
    """Write the workbooks requested on standard input, and print the name of each finished one."""
    gc.disable()  # this process frees little memory before its end, and searching the history is slow
    folder, history = pickle.load(sys.stdin.buffer)
    days = pickle.load(sys.stdin.buffer)
    for day in days:
        name = workbooks.file_name(day)
        workbooks.write(Path(folder) / name, history, day)
        print(name, flush=True)


if __name__ == "__main__":
    main()
