"""Sentences for faults of the machine that stop a build, such as a full disk; other errors keep their traceback."""

import errno
import mmap
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
    errno.EBUSY: "It is open in another program. Close it there and build again.",
    errno.EIO: "The disk or network drive does not answer. Check it and build again.",
    errno.ETIMEDOUT: "The disk or network drive does not answer. Check it and build again.",
    errno.EHOSTDOWN: "The disk or network drive does not answer. Check it and build again.",
    errno.ENODEV: "The disk or network drive is gone. Connect it and build again.",
    errno.ESTALE: "The network drive has lost it. Connect the drive again and build again.",
    errno.ENAMETOOLONG: "Its name or folder's name is too long. Use a shorter one.",
    errno.EMFILE: "Too many files are open on this computer. Close other programs and build again.",
    errno.ENFILE: "Too many files are open on this computer. Close other programs and build again.",
    errno.ENOMEM: "This computer has too little free memory. Close other programs and build again.",
    errno.EAGAIN: "This computer can start no more programs. Close other programs and build again.",
}
OF_THE_COMPUTER = {errno.ENOMEM, errno.EAGAIN, errno.EMFILE, errno.ENFILE}  # no file or folder is to blame
HELD_OPEN = (32, 33)  # Windows: another program holds the file or a part of it
NO_MEMORY = ("Out of Memory", "could not allocate", "failed to allocate", "Allocation failure")
CLOSE_IT = "Close it in other programs, and build again."
OF_DUCKDB = {
    "Could not set lock": errno.EBUSY, "Permission denied": errno.EACCES, "Read-only file system": errno.EROFS,
    "Input/output error": errno.EIO, "Disk quota exceeded": errno.EDQUOT, "Too many open files": errno.EMFILE,
}  # fmt: skip
BUILDING = 2 * 2**30  # bytes that the libraries of a build reserve; without them some end the program, and some wait for ever
ROOM = 64 * 2**20  # bytes; with less free space, a failed write of DuckDB means a full disk


def prove_memory() -> None:
    """Raise OSError (ENOMEM) if this computer cannot give a build its memory; the libraries themselves do not say so."""
    try:
        mmap.mmap(-1, BUILDING).close()
    except (OSError, MemoryError) as problem:
        raise OSError(errno.ENOMEM, "The libraries of a build cannot reserve their memory") from problem


def of_the_machine(problem: OSError | MemoryError | engine.SqlError, folder: Path) -> str:
    """What is wrong with the machine and what to do, or "" for any other error; `folder` is the target of the build."""
    if isinstance(problem, MemoryError):
        return ADVICE[errno.ENOMEM]
    if isinstance(problem, OSError):
        return _of_the_system(problem, folder)
    if any(words.lower() in str(problem).lower() for words in NO_MEMORY):
        return ADVICE[errno.ENOMEM]
    if "No space left" in str(problem) or (folder.is_dir() and shutil.disk_usage(folder).free < ROOM):
        return f"{folder}: {ADVICE[errno.ENOSPC]}"
    return next((f"{folder}: {ADVICE[number]}" for words, number in OF_DUCKDB.items() if words in str(problem)), "")


def of_a_file(problem: OSError) -> str:
    """Why a file in the drop folder cannot be opened, and what to do; the file itself is not to blame."""
    if getattr(problem, "winerror", None) in HELD_OPEN:
        return f"It cannot be opened: it is open in another program. {CLOSE_IT}"
    if problem.errno in (errno.EACCES, errno.EPERM):
        return f"It cannot be opened: another program holds it, or this account may not read it. {CLOSE_IT}"
    return f"It cannot be opened ({problem.strerror}). {ADVICE.get(problem.errno or 0, CLOSE_IT)}"


def _of_the_system(problem: OSError, folder: Path) -> str:
    number = errno.EBUSY if getattr(problem, "winerror", None) in HELD_OPEN else problem.errno
    if number not in ADVICE:
        return ""
    return ADVICE[number] if number in OF_THE_COMPUTER else f"{problem.filename or folder}: {ADVICE[number]}"
