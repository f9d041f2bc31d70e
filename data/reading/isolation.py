"""A child process that answers one request at a time and may crash.

A workbook of two cells can crash the process that reads it, and `except` cannot catch that. So a child process opens the files,
with limited memory and processor time if the platform allows it; if it gives no answer, the file is unreadable. The answer
comes through a pipe, so that no row of an extract is written to disk on the way.
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
except ImportError:  # Windows has no such limits; there the child only protects the parent from a crash
    resource = None

SIGKILL = 9
ROOT = Path(__file__).parents[2]
MEMORY = 3 * 1024**3  # bytes of address space; the libraries alone reserve about half of it
PROCESSOR_SECONDS = 120  # a CSV of a million quoted rows, 70 MB, takes a tenth of this
# PROCESSOR_SECONDS stops a file that takes too long. WALL_SECONDS stops one that waits, such as for a lost network drive, and
# must be long enough for a normal file on a busy computer; it is the only limit where processor time cannot be limited.
WALL_SECONDS = 900 if resource else 300
LENGTH = 8  # bytes before each part of an answer with the part's length; an empty part ends the answer


class Child:
    """Runs `python -m <module>` and sends it one line at a time; starts at the first request, and again after a crash."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None
        self.waited_too_long = False  # whether the last child was stopped because WALL_SECONDS had passed
        self.ended_by_system = False  # whether the system ended it, which it does if the machine has no memory left

    def ask(self, line: str) -> list[bytes] | None:
        """The parts of the child's answer to a line, or None if it died or was stopped before it answered."""
        if self._process is None:
            self._process = self._start()
        self.waited_too_long = self.ended_by_system = False
        watchdog = threading.Timer(WALL_SECONDS, self._stop)
        watchdog.start()
        try:
            asked = _opened(self._process.stdin)
            asked.write(line.encode() + b"\n")
            asked.flush()
            return list(self._parts())
        except (OSError, EOFError):
            self._ended()
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

    def _stop(self) -> None:
        self.waited_too_long = True
        if self._process is not None:
            self._process.kill()

    def _ended(self) -> None:
        """Note how the child died: by SIGKILL, which neither its limits nor this module sent, or by itself."""
        with contextlib.suppress(subprocess.TimeoutExpired, AttributeError):
            code = self._process.wait(5) if self._process else 0
            self.ended_by_system = not self.waited_too_long and code == -SIGKILL
        self.close()

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
    """Limit this process's memory, and its processor time from now on; has no effect if the platform has no limits."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + PROCESSOR_SECONDS)
    _lower(resource.RLIMIT_AS, MEMORY)
    _lower(resource.RLIMIT_CORE, 0)


def _opened(pipe: IO[bytes] | None) -> IO[bytes]:
    """The pipe; raises EOFError if it is None."""
    if pipe is None:
        raise EOFError
    return pipe


def _lower(kind: int, to: int) -> None:
    if resource is None:
        return
    _, hard = resource.getrlimit(kind)
    with contextlib.suppress(ValueError, OSError):  # some systems name a limit that they do not have
        resource.setrlimit(kind, (to if hard == resource.RLIM_INFINITY else min(to, hard), hard))


def answer(reply: Callable[[str], Iterable[bytes | memoryview]]) -> None:
    """Run as the child: for each received line, write the parts of `reply`. Other output does not reach the parent."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    for line in sys.stdin:
        limit()
        for part in reply(line.rstrip("\n")):
            out.write(len(part).to_bytes(LENGTH))
            out.write(part)
        out.write(bytes(LENGTH))
        out.flush()
