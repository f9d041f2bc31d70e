"""What our programs print: every letter on every machine, and nobody who stops listening makes a program fail.

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
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EIO)  # what an output says that leads to a full or broken disk


def program(main: Callable[[*Given], int | None], *given: *Given) -> int:
    """Run a command's `main` so that it may print any letter; its exit code, 0 for none.

    Somebody who reads the first lines and leaves, as `head` does, is no error. What cannot be written for another reason, as on a
    full disk, is one: it is said, and the exit code is 1.
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
    """Have both outputs take every letter: UTF-8 whatever the machine's encoding, and an escape for what is no letter at all.

    Where an output is closed, what is opened next would take its number and be printed into; nothing is put there instead.
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
    """Print a line, or let it go where nobody can take it: for what is told of work that is done, or that goes on."""
    stream = sys.stderr if error else sys.stdout
    if stream is None:
        return
    try:
        print(text, file=stream, flush=True)
    except (OSError, ValueError):
        _let_go(stream)


def _written() -> int:
    """Write what still waits; 1 if it cannot be, except where the reader has left."""
    code = 0
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError as problem:
            _let_go(stream)
            code = code if isinstance(problem, BrokenPipeError) else _lost(problem)
    return code


def _lost(problem: OSError) -> int:
    say(f"What was asked for could not be written: {problem.strerror}.", error=True)
    return 1


def _let_go(stream: TextIO) -> None:
    """Send the rest of an output nowhere, so that the end of the program does not fail on it."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
