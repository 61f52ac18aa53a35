"""Remembers what the network said, between runs: one SQLite file, safe for runs at once and for a kill at any moment.

Good answers are believed for `max_age`, those that told nothing for `max_age_unverified`; broken ones are never kept. A
file that is damaged is begun anew, one that cannot be written is done without: `trouble` says so, and no run fails for it.
No user name, password, cookie or header is ever written.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sqlite3
import time
from collections.abc import Mapping

from evlint.link_check.verdict import is_lasting
from evlint.model.context import Answer, Hop
from evlint.model.message import Msg, msg
from evlint.startup.namedtuple import NamedTuple

FILE_NAME = "links.sqlite3"
_VERSION = 1  # of the tables: a file of another one is begun anew
_PATIENCE = 5.0  # seconds that another run may hold the file
_PAUSE = 0.01  # seconds between two tries to begin a file that another run begins
# Seconds between two writes: what a kill can cost. Written at once, so that nobody waits for the file long.
_EVERY = 1.0
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT", "SQLITE_ERROR", "SQLITE_CONSTRAINT", "SQLITE_MISMATCH")
_TABLE = """
CREATE TABLE answers (
    url TEXT NOT NULL, setup TEXT NOT NULL, verdict TEXT NOT NULL, status INTEGER, final_url TEXT, hops TEXT NOT NULL,
    reason TEXT, permanent INTEGER NOT NULL, found TEXT NOT NULL, checked_at REAL NOT NULL, PRIMARY KEY (url, setup)
) WITHOUT ROWID
"""


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Have a file written ahead of itself, waiting for a run that has just made it and does the same.

    SQLite waits for nobody here: it has read the file already when it finds that another run writes it.
    """
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() >= until:
                raise
            time.sleep(_PAUSE)
        else:
            return


class Remembered(NamedTuple):
    """What is known of a page from an earlier run: the answer, and the fragments that were found there."""

    answer: Answer
    found: frozenset[str]


class LinkCache:
    """The memory of one user. `setup` names all settings that change what an answer is."""

    def __init__(self, folder: str, setup: str, *, max_age: float, max_age_unverified: float, now: float) -> None:
        """Open the file in the cache folder, or make it. Ages in seconds, `now` in Unix time."""
        self.trouble: Msg | None = None
        self._path = os.path.join(folder, FILE_NAME)
        self._setup = setup
        self._ages = {"alive": max_age, "unverifiable": max_age_unverified}
        self._now = now
        self._waiting: list[tuple[str, Answer, Mapping[str, bool]]] = []
        self._written = time.monotonic()
        self._connection: sqlite3.Connection | None = None
        try:
            os.makedirs(folder, exist_ok=True)
            self._open()
        except (OSError, sqlite3.OperationalError) as error:
            self._give_up(error)
        except sqlite3.DatabaseError as error:
            self._begin_anew(error)

    def get(self, url: str) -> Remembered | None:
        """Return what is remembered of a page and still believed: under the same settings, and not too long ago.

        None where there is nothing such; a broken file is begun anew, or given up, and not an error.
        """
        if self._connection is None:
            return None
        try:
            row = self._connection.execute(
                "SELECT verdict, status, final_url, hops, reason, permanent, found, checked_at FROM answers "
                "WHERE url = ? AND setup = ?",
                (url, self._setup),
            ).fetchone()
            return None if row is None else self._read(*row)
        except sqlite3.DatabaseError as error:
            self._stumbled(error)
        except (ValueError, TypeError, KeyError):
            return None
        return None

    def put(self, url: str, answer: Answer, found: Mapping[str, bool]) -> None:
        """Remember an answer, or forget the page where it is none that lasts."""
        if self._connection is None:
            return
        self._waiting.append((url, answer, found))
        if time.monotonic() - self._written < _EVERY:
            return
        try:
            self._write(self._connection)
        except sqlite3.DatabaseError as error:
            self._stumbled(error)

    def close(self) -> None:
        """Write what was learnt, drop what is too old to be believed, close."""
        for _ in range(2):
            if self._connection is None:
                return
            try:
                self._write(self._connection)
                oldest = self._now - max(self._ages.values())
                self._connection.execute("DELETE FROM answers WHERE checked_at < ?", (oldest,))
                self._connection.commit()
                break
            except sqlite3.DatabaseError as error:
                self._stumbled(error)
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _write(self, connection: sqlite3.Connection) -> None:
        kept = [self._row(*one) for one in self._waiting if is_lasting(one[1])]
        dropped = [(url, self._setup) for url, answer, _ in self._waiting if not is_lasting(answer)]
        connection.executemany("DELETE FROM answers WHERE url = ? AND setup = ?", dropped)
        connection.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", kept)
        connection.commit()
        self._waiting = []
        self._written = time.monotonic()

    def _open(self) -> None:
        if os.path.exists(self._path) and not os.path.isfile(self._path):
            raise OSError(errno.EINVAL, "no plain file")  # a pipe would be waited for without end
        connection = sqlite3.connect(self._path, timeout=_PATIENCE)
        try:
            _write_ahead(connection)
            connection.execute("PRAGMA synchronous = NORMAL")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version != _VERSION:
                connection.execute("BEGIN IMMEDIATE")
                if connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
                    connection.execute("DROP TABLE IF EXISTS answers")
                    connection.execute(_TABLE)
                    connection.execute(f"PRAGMA user_version = {_VERSION}")
                connection.commit()
        except BaseException:
            connection.close()
            raise
        self._connection = connection

    def _stumbled(self, error: sqlite3.DatabaseError) -> None:
        """Begin anew where the file is damaged or not ours, once a run; do without where it is locked or full."""
        if self.trouble is None and getattr(error, "sqlite_errorname", "SQLITE_CORRUPT").startswith(_DAMAGED):
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            self._begin_anew(error)
        else:
            self._give_up(error)

    def _begin_anew(self, error: sqlite3.Error) -> None:
        """Put a damaged file aside by deleting it, and open a fresh one."""
        self.trouble = msg("The memory of links was damaged and is begun anew ({why}).", why=str(error))
        try:
            for ending in ("", "-wal", "-shm"):
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(self._path + ending)
            self._open()
        except (OSError, sqlite3.Error) as again:
            self._give_up(again)

    def _give_up(self, error: Exception) -> None:
        self.trouble = msg("Links are not remembered between runs: {path} cannot be used ({why}).",
                           path=self._path, why=str(error))  # fmt: skip
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _row(self, url: str, answer: Answer, found: Mapping[str, bool]) -> tuple[object, ...]:
        reason = None if answer.reason is None else json.dumps([answer.reason.template, dict(answer.reason.args)])
        return (
            url, self._setup, answer.verdict, answer.status, answer.final_url, json.dumps(answer.hops), reason,
            int(answer.permanent), json.dumps(sorted(name for name, there in found.items() if there)), answer.checked_at,
        )  # fmt: skip

    def _read(
        self,
        verdict: str,
        status: int | None,
        final_url: str | None,
        hops: str,
        reason: str | None,
        permanent: int,
        found: str,
        checked_at: float,
    ) -> Remembered | None:
        if verdict not in self._ages or not -60 <= self._now - checked_at < self._ages[verdict]:
            return None
        words = None
        if reason is not None:
            template, args = json.loads(reason)
            words = Msg(str(template), dict(args))
        answer = Answer(
            "alive" if verdict == "alive" else "unverifiable",
            status,
            final_url,
            tuple(Hop(str(url), int(code)) for url, code in json.loads(hops)),
            words,
            bool(permanent),
            checked_at=checked_at,
            remembered=True,
        )
        return Remembered(answer, frozenset(map(str, json.loads(found))))
