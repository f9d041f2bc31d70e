"""Sentences for faults of the machine that stop a build, such as a full disk; other errors keep their traceback."""

import errno
import shutil
from pathlib import Path

from queries.store import engine

ADVICE = {
    errno.ENOSPC: "The disk is full. Make room and build again.",
    errno.EDQUOT: "This account has used all its space on the disk. Make room and build again.",
    errno.EROFS: "This disk is read-only. Build on a disk that can be written to.",
    errno.EACCES: "This account may not do that there. Build as the account that Sightline runs as.",
    errno.EPERM: "This account may not do that there. Build as the account that Sightline runs as.",
    errno.EEXIST: "This is a file and not a folder. Name a folder.",
    errno.EISDIR: "This is a folder and not a file. Move it away and build again.",
    errno.ENOTDIR: "This is a file and not a folder. Name a folder.",
    errno.ETXTBSY: "It is open in another program. Close it there and build again.",
}
ROOM = 64 * 2**20  # bytes; with less free space, a failed write of DuckDB means a full disk


def of_the_machine(problem: OSError | engine.SqlError, folder: Path) -> str:
    """What is wrong with the machine and what to do, or "" for any other error; `folder` is the target of the build."""
    if isinstance(problem, OSError):
        return f"{problem.filename or folder}: {ADVICE[problem.errno]}" if problem.errno in ADVICE else ""
    if "No space left" in str(problem) or (folder.is_dir() and shutil.disk_usage(folder).free < ROOM):
        return f"{folder}: {ADVICE[errno.ENOSPC]}"
    return ""
