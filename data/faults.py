"""Faults of the machine that stop a build, such as a full disk, in words; other faults are ours and keep their traceback."""

import errno
import shutil
from pathlib import Path

from queries.store import engine

ADVICE = {
    errno.ENOSPC: "The disk is full. Make room and build again.",
    errno.EDQUOT: "This account may use no more of the disk. Make room and build again.",
    errno.EROFS: "Nothing can be written there. Build on a disk that can be written to.",
    errno.EACCES: "This account may not do that there. Build as the account that Sightline runs as.",
    errno.EPERM: "This account may not do that there. Build as the account that Sightline runs as.",
    errno.EEXIST: "A file stands where a folder should be. Name a folder.",
    errno.EISDIR: "A folder stands where a file should be. Move it away and build again.",
    errno.ENOTDIR: "A file stands where a folder should be. Name a folder.",
    errno.ETXTBSY: "It is open elsewhere. Close it there and build again.",
}
ROOM = 64 * 2**20  # bytes; with less than this left, what DuckDB could not write failed for want of room


def of_the_machine(problem: OSError | engine.SqlError, folder: Path) -> str:
    """What is wrong with the machine and what to do, or "" if this is no such fault; `folder` is where the build was to go."""
    if isinstance(problem, OSError):
        return f"{problem.filename or folder}: {ADVICE[problem.errno]}" if problem.errno in ADVICE else ""
    if "No space left" in str(problem) or (folder.is_dir() and shutil.disk_usage(folder).free < ROOM):
        return f"{folder}: {ADVICE[errno.ENOSPC]}"
    return ""
