"""A child process that answers one question at a time and may die doing so.

A workbook of two cells can bring the process that reads it down, past any `except`. So files are opened in a child,
whose memory and processor time are limited where the platform can; the parent asks, and takes silence for an answer.
The answer comes through the pipe between the two: no row of an extract is written to disk on its way.
"""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO

try:
    import resource
except ImportError:  # Windows has no such limits; there the child only keeps a crash away from the parent
    resource = None

ROOT = Path(__file__).parents[2]
MEMORY = 3 * 1024**3  # bytes of address space, of which the libraries alone reserve about half
PROCESSOR_SECONDS = 120  # a CSV of a million quoted rows, 70 MB, takes a tenth of it
# Processor time stops a file that would never end. This stops one that waits (a network drive that went away), and must leave
# an honest file time on a busy computer; it is all there is where processor time cannot be limited.
WALL_SECONDS = 900 if resource else 300
LENGTH = 8  # bytes before each part of an answer, which say how long it is; the answer ends with a part of nothing


class Child:
    """Runs `python -m <module>` and passes it one line at a time; started when first asked, and again after it dies."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, line: str) -> list[bytes] | None:
        """The parts of the child's answer to a line, or None if it died or was stopped before it had answered."""
        if self._process is None:
            self._process = self._start()
        watchdog = threading.Timer(WALL_SECONDS, self._process.kill)
        watchdog.start()
        try:
            asked = _opened(self._process.stdin)
            asked.write(line.encode() + b"\n")
            asked.flush()
            return list(self._parts())
        except (OSError, EOFError):
            self.close()
            return None
        finally:
            watchdog.cancel()

    def _parts(self) -> Iterable[bytes]:
        while length := int.from_bytes(self._exactly(LENGTH)):
            yield self._exactly(length)

    def _exactly(self, length: int) -> bytes:
        found = _opened(self._process.stdout if self._process else None).read(length)
        if len(found) < length:
            raise EOFError
        return found

    def close(self) -> None:
        """End the child."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", self._module],
            cwd=ROOT,
            env=os.environ | {"POLARS_MAX_THREADS": "1", "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )


def limit() -> None:
    """Limit this process's memory, and its processor time from now on; does nothing where the platform cannot."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + PROCESSOR_SECONDS)
    _lower(resource.RLIMIT_AS, MEMORY)
    _lower(resource.RLIMIT_CORE, 0)


def _opened(pipe: IO[bytes] | None) -> IO[bytes]:
    """A pipe to the child; one that is not there is one that has ended."""
    if pipe is None:
        raise EOFError
    return pipe


def _lower(kind: int, to: int) -> None:
    if resource is None:
        return
    _, hard = resource.getrlimit(kind)
    with contextlib.suppress(ValueError, OSError):  # a system that has the name and not the limit
        resource.setrlimit(kind, (to if hard == resource.RLIM_INFINITY else min(to, hard), hard))


def answer(reply: Callable[[str], Iterable[bytes | memoryview]]) -> None:
    """Be the child: for each line received, write the parts `reply` gives for it. Only answers reach the parent."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    for line in sys.stdin:
        limit()
        for part in reply(line.rstrip("\n")):
            out.write(len(part).to_bytes(LENGTH))
            out.write(part)
        out.write(bytes(LENGTH))
        out.flush()
