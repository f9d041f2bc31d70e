"""A PostgreSQL server of the tests' own, for as long as they run, where this machine has the programs for one."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

DEBIANS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
PLACES = [*map(str, DEBIANS), *os.environ.get("PATH", "").split(os.pathsep)]


@contextmanager
def served():
    """The URL of a database of a fresh server, without the name of the database at its end; skips where there can be none."""
    initdb, control = (shutil.which(name, path=os.pathsep.join(PLACES)) for name in ("initdb", "pg_ctl"))
    if not (initdb and control and os.name == "posix"):
        pytest.skip("PostgreSQL's initdb and pg_ctl are not on this machine (Debian: apt install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="sightline-pg-", dir="/tmp"))  # a short path: a socket's has 107 letters at most
    account = "nobody" if os.getuid() == 0 else None  # the server refuses to run as root
    if account:
        os.chown(folder, pwd.getpwnam(account).pw_uid, -1)
    program = {"user": account, "cwd": folder, "check": True, "stdout": subprocess.DEVNULL}
    try:
        subprocess.run([initdb, "-D", folder / "data", "-U", "sightline", "--auth=trust", "-E", "UTF8", "--no-sync"], **program)
        settings = f"-k {folder} -c listen_addresses='' -c fsync=off"
        subprocess.run([control, "-D", folder / "data", "-w", "-l", folder / "log", "-o", settings, "start"], **program)
        try:
            yield f"postgresql+psycopg://sightline@/{{}}?host={folder}"
        finally:
            subprocess.run([control, "-D", folder / "data", "-m", "immediate", "stop"], **program)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
