"""Printing for our programs: every character works on every machine, and a closed output does not make a program fail.

Each program ends with `sys.exit(printed.program(main))`.
"""

import contextlib
import errno
import io
import os
import sys
from collections.abc import Callable
from typing import TextIO, TypeVarTuple

Given = TypeVarTuple("Given")
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EIO)  # errors of an output on a full or broken disk


def program(main: Callable[[*Given], int | None], *given: *Given) -> int:
    """Run a command's `main` so that it may print any character; returns its exit code, 0 for None.

    A reader that stops early, such as `head`, is not an error. If the output cannot be written for another reason, such as a full
    disk, a message says so and the exit code is 1.
    """
    every_letter()
    try:
        code = main(*given) or 0
    except BrokenPipeError:
        code = 0
    except OSError as problem:
        if problem.errno not in NO_ROOM:
            raise
        code = _lost(problem)
    return code or _written()


def every_letter() -> None:
    """Set both outputs to UTF-8, whatever the machine's encoding, with an escape for what UTF-8 cannot write.

    A closed output is replaced by the null device; otherwise the next file that is opened would get its number and its text.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # takes the lowest number that is free
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str, error: bool = False) -> None:
    """Print a line; if the output is closed, drop it. For messages about work that is done or goes on."""
    stream = sys.stderr if error else sys.stdout
    if stream is None:
        return
    try:
        print(text, file=stream, flush=True)
    except (OSError, ValueError):
        _let_go(stream)


def _written() -> int:
    """Flush both outputs; returns 1 if that fails, 0 if it works or the reader has left."""
    code = 0
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError as problem:
            _let_go(stream)
            code = code if isinstance(problem, BrokenPipeError) else _lost(problem)
    return code


def _lost(problem: OSError) -> int:
    say(f"The output could not be written: {problem.strerror}.", error=True)
    return 1


def _let_go(stream: TextIO) -> None:
    """Redirect an output to the null device, so that the end of the program does not fail on it."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
