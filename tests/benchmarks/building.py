"""How long a whole build takes against a bare read of the same files: `python -m tests.benchmarks.building [EXTRACTS]`.

Without a folder the invented authority of six years is written first, and that is timed too.
"""

import sys
import tempfile
import time
from pathlib import Path

from data import build, folder, synthetic
from queries import printed


def timed(what: str, work) -> float:
    """Run once, print how long it took in seconds, and return that."""
    began = time.perf_counter()
    work()
    took = time.perf_counter() - began
    print(f"{what}: {took:.1f} s")
    return took


def main(extracts: Path | None) -> None:
    """Print the times, and the build as a multiple of the bare read."""
    with tempfile.TemporaryDirectory() as made:
        if extracts is None:
            extracts = Path(made) / "extracts"
            timed("writing the invented authority", lambda: synthetic.write(extracts))
        read = timed("reading every file and nothing else", lambda: list(folder.read_folder(extracts, lambda share, words: None)))
        whole = timed("the whole build", lambda: build.build(extracts, Path(made) / "warehouse"))
        print(f"the build takes {whole / read:.1f} times the bare read")


if __name__ == "__main__":
    sys.exit(printed.program(main, Path(sys.argv[1]) if len(sys.argv) > 1 else None))
