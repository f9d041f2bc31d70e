"""One build at a time: a small file in the warehouse says that somebody is building, and a forgotten one expires."""

import contextlib
import os
import time
from pathlib import Path

FORGOTTEN_AFTER = 30 * 60  # seconds; a build takes about one minute


class BuildRunning(RuntimeError):
    """Another build is at work on this warehouse; says what to do."""


@contextlib.contextmanager
def locked(warehouse: Path):
    """Hold the warehouse for one build; raises BuildRunning."""
    warehouse.mkdir(parents=True, exist_ok=True)
    lock = warehouse / "building"
    if lock.exists() and time.time() - lock.stat().st_mtime > FORGOTTEN_AFTER:
        lock.unlink(missing_ok=True)
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        raise BuildRunning(f"Another build is running. Wait for it; if none is, delete {lock}.") from None
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
