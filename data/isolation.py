"""A child process that answers one question at a time and may die doing so.

A workbook of two cells can bring the process that reads it down, past any `except`. So files are opened in a child,
whose memory and processor time are limited where the platform can; the parent asks, and takes silence for an answer.
"""

import contextlib
import os
import subprocess
import sys
import threading
from pathlib import Path

try:
    import resource
except ImportError:  # Windows has no such limits; there the child only keeps a crash away from the parent
    resource = None

ROOT = Path(__file__).parent.parent
MEMORY = 3 * 1024**3  # bytes of address space, of which the libraries alone reserve about half
PROCESSOR_SECONDS = 120
WALL_SECONDS = 300


class Child:
    """Runs `python -m <module>` and passes it one line at a time; started when first asked, and again after it dies."""

    def __init__(self, module: str):
        self._module, self._process = module, None

    def ask(self, line: str) -> str | None:
        """The child's answer to a line, or None if it died or was stopped before it answered."""
        if self._process is None:
            self._process = self._start()
        watchdog = threading.Timer(WALL_SECONDS, self._process.kill)
        watchdog.start()
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        finally:
            watchdog.cancel()
        if not answer:
            self.close()
        return answer.strip() or None

    def close(self) -> None:
        """End the child."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _start(self) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", self._module],
            cwd=ROOT,
            env=os.environ | {"POLARS_MAX_THREADS": "1", "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )


def limit() -> None:
    """Limit this process's memory, and its processor time from now on; does nothing where the platform cannot."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + PROCESSOR_SECONDS)
    _lower(resource.RLIMIT_AS, MEMORY)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(kind: int, to: int) -> None:
    _, hard = resource.getrlimit(kind)
    with contextlib.suppress(ValueError, OSError):  # a system that has the name and not the limit
        resource.setrlimit(kind, (to if hard == resource.RLIM_INFINITY else min(to, hard), hard))


def answer(reply) -> None:
    """Be the child: for each line received, print the line `reply` gives for it. Only answers reach the parent."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        limit()
        out.write(reply(line.rstrip("\n")) + "\n")
        out.flush()
