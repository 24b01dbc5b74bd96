"""A private PostgreSQL cluster for tests and benches: made, started on a socket, stopped, removed.

PostgreSQL refuses to run as root, so as root it runs as `postgres` or `nobody`. Nothing listens on
the network; the socket's directory is the cluster's own. Durability is left on, so that tests
of kills mean something.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

USER = "jiedui"


class Cluster:
    """A running cluster.

    Attributes:
        folder: Its directory, which also holds the socket.
    """

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder = folder
        self._programs = programs

    def url(self, database: str) -> str:
        """Return the URL by which Jiedui opens a database of this cluster."""
        return f"postgresql://{USER}@/{database}?host={quote(str(self.folder))}"

    def at(self, database: str) -> tuple[str, ...]:
        """Return the options by which PostgreSQL's programs find a database of this cluster."""
        return ("-h", str(self.folder), "-U", USER, "-d", database)

    def create(self, database: str, *, like: str = "template0") -> str:
        """Create a database, empty or a copy of another, and return its URL."""
        host = ("-h", str(self.folder), "-U", USER)
        self.run("createdb", *host, "-T", like, database)
        return self.url(database)

    def run(self, program: str, *arguments: str, told: str = "") -> str:
        """Run one of PostgreSQL's programs as the cluster's owner, and return what it prints.

        Args:
            program: Its name.
            arguments: Its arguments.
            told: What it reads.
        """
        done = subprocess.run(
            as_owner([str(self._programs / program), *arguments]),
            check=False,
            capture_output=True,
            text=True,
            input=told,
            cwd="/",
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")
        return done.stdout


def owner() -> str | None:
    """The user a cluster runs as when the tests run as root; None when they do not."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def as_owner(arguments: Sequence[str]) -> list[str]:
    """Return a command that runs as the cluster's owner."""
    user = owner()
    return (
        list(arguments)
        if user is None
        else [
            "setpriv",
            f"--reuid={user}",
            f"--regid={pwd.getpwnam(user).pw_gid}",
            "--clear-groups",
            *arguments,
        ]
    )


@contextlib.contextmanager
def running_cluster(programs: Path) -> Iterator[Cluster]:
    """Make a cluster, start it, and stop and remove it at the end.

    Args:
        programs: The folder that holds `initdb` and `pg_ctl`.
    """
    folder = Path(tempfile.mkdtemp(prefix="jiedui-pg-"))
    user = owner()
    if user is not None:
        shutil.chown(folder, user)
    cluster = Cluster(folder, programs)
    data = folder / "data"
    options = (
        f"-c listen_addresses='' -c unix_socket_directories='{folder}' "
        "-c max_connections=40 -c shared_buffers=128MB"
    )
    try:
        cluster.run(
            "initdb",
            "-D",
            str(data),
            "-U",
            USER,
            "-A",
            "trust",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        )
        cluster.run(
            "pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"
        )
        try:
            yield cluster
        finally:
            cluster.run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
