"""What is remembered of links between runs, and what happens when the file is in trouble."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from evlint.cache import links as linkcache
from evlint.cache.links import FILE_NAME, LinkCache
from evlint.model.context import Answer, Hop
from evlint.model.message import msg

NOW = 1_800_000_000.0
URL = "https://a.example.fr/"
GOOD = Answer("alive", 200, "https://b.example.fr/", (Hop(URL, 301),), permanent=True, checked_at=NOW)
UNSURE = Answer("unverifiable", 429, URL, (), msg("the server answers {status}", status=429), checked_at=NOW)


_OPENED: list[LinkCache] = []


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while _OPENED:
        _OPENED.pop().close()


def opened(folder: Path, *, later: float = 0.0, setup: str = "s") -> LinkCache:
    cache = LinkCache(str(folder), setup, max_age=86_400, max_age_unverified=3_600, now=NOW + later)
    _OPENED.append(cache)
    return cache


def keep(folder: Path, answer: Answer, **found: bool) -> None:
    cache = opened(folder)
    cache.put(URL, answer, found)
    cache.close()


def test_a_good_answer_comes_back_whole_for_a_day(tmp_path: Path) -> None:
    keep(tmp_path, GOOD, deux=True, trois=False)
    known = opened(tmp_path, later=86_000).get(URL)
    assert known is not None
    assert known.answer == GOOD._replace(remembered=True)
    assert known.found == {"deux"}
    assert opened(tmp_path, later=87_000).get(URL) is None


def test_an_answer_that_tells_nothing_is_kept_for_an_hour(tmp_path: Path) -> None:
    keep(tmp_path, UNSURE)
    known = opened(tmp_path, later=3_500).get(URL)
    assert known is not None
    assert str(known.answer.reason) == "the server answers 429"
    assert opened(tmp_path, later=3_700).get(URL) is None


@pytest.mark.parametrize("verdict", ["broken", "unknown-host", "tls", "unreachable", "private", "staging"])
def test_what_is_broken_is_never_remembered_and_forgets_what_was(tmp_path: Path, verdict: str) -> None:
    keep(tmp_path, GOOD)
    keep(tmp_path, Answer(verdict, 404, checked_at=NOW))  # type: ignore[arg-type]  # the verdicts stand above
    assert opened(tmp_path).get(URL) is None


def test_other_settings_see_another_memory(tmp_path: Path) -> None:
    keep(tmp_path, GOOD)
    assert opened(tmp_path, setup="other").get(URL) is None


def test_answers_too_old_for_anybody_are_dropped(tmp_path: Path) -> None:
    keep(tmp_path, GOOD)
    opened(tmp_path, later=90_000).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        assert connection.execute("SELECT count(*) FROM answers").fetchone() == (0,)
    connection.close()


@pytest.mark.parametrize(
    "damage", [b"this is no database, but it is long enough to be read as one" * 20, b"SQLite format 3\0" + b"x" * 4096]
)
def test_a_damaged_file_is_begun_anew(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(damage)
    cache = opened(tmp_path)
    assert "begun anew" in str(cache.trouble)
    cache.put(URL, GOOD, {})
    cache.close()
    again = opened(tmp_path)
    assert again.trouble is None
    assert again.get(URL) is not None


def _scratched(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for start in range(4096, len(data), 4096):
        data[start : start + 200] = b"\xff" * 200
    file.write_bytes(data)


def _with(statement: str) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        with sqlite3.connect(file) as connection:
            connection.executescript(statement)
        connection.close()

    return spoil


@pytest.mark.parametrize(
    "spoil",
    [_scratched, _with("DROP TABLE answers"), _with("DROP TABLE answers; CREATE TABLE answers (url TEXT)"),
     lambda file: file.write_bytes(file.read_bytes()[:5000])],
    ids=["scratched", "no table", "another table", "cut off"],
)  # fmt: skip
@pytest.mark.parametrize("asks", [True, False])
def test_damage_that_shows_later_is_mended_once(tmp_path: Path, spoil: Callable[[Path], None], *, asks: bool) -> None:
    cache = opened(tmp_path)
    for number in range(300):
        cache.put(f"{URL}{number}", GOOD, {})
    cache.close()
    spoil(tmp_path / FILE_NAME)
    cache = opened(tmp_path)
    if asks:
        assert cache.get(URL) is None
    cache.put(URL, GOOD, {})
    cache.close()
    assert "begun anew" in str(cache.trouble)
    again = opened(tmp_path)
    assert again.trouble is None
    assert again.get(URL) is not None
    again.close()


def test_rows_that_make_no_sense_are_not_believed(tmp_path: Path) -> None:
    keep(tmp_path, GOOD)
    _with("UPDATE answers SET hops = 'no', found = '{', checked_at = 'x'")(tmp_path / FILE_NAME)
    cache = opened(tmp_path)
    assert cache.get(URL) is None
    cache.put(URL, GOOD, {})
    cache.close()
    assert cache.trouble is None
    assert opened(tmp_path).get(URL) is not None


def test_a_file_that_another_holds_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linkcache, "_PATIENCE", 0.05)
    keep(tmp_path, GOOD)
    other = sqlite3.connect(tmp_path / FILE_NAME)
    other.execute("BEGIN IMMEDIATE")
    cache = opened(tmp_path)
    assert cache.get(URL) is not None, "reading does not wait for a writer"
    cache.put(URL, UNSURE, {})
    cache.close()
    assert "not remembered" in str(cache.trouble)
    other.rollback()
    other.close()
    known = opened(tmp_path).get(URL)
    assert known is not None
    assert known.answer.verdict == "alive", "nobody's memory was deleted for it"


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    cache = opened(tmp_path / "file")
    assert "not remembered" in str(cache.trouble)
    cache.put(URL, GOOD, {})
    assert cache.get(URL) is None
    cache.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_done_without(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "not remembered" in str(opened(tmp_path).trouble)
    tmp_path.chmod(0o700)


def test_another_version_is_begun_anew(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("CREATE TABLE answers (something TEXT)")
        connection.execute("PRAGMA user_version = 77")
    connection.close()
    keep(tmp_path, GOOD)
    assert opened(tmp_path).get(URL) is not None


def _write(folder: Path, name: str, count: int) -> None:
    cache = opened(folder)
    for number in range(count):
        if number == 1:
            time.sleep(1.1)
        cache.put(f"{URL}{name}/{number}", GOOD, {})
    if name == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    cache.close()


def test_runs_at_the_same_time_and_a_kill_leave_a_sound_file(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    runs = [context.Process(target=_write, args=(tmp_path, name, 450)) for name in ("one", "two", "killed")]
    for run in runs:
        run.start()
    for run in runs:
        run.join(300)  # seconds: a busy machine may take long to start three of them
    assert [run.exitcode for run in runs] == [0, 0, -signal.SIGKILL]
    cache = opened(tmp_path)
    assert cache.trouble is None
    assert all(cache.get(f"{URL}{name}/{number}") is not None for name in ("one", "two") for number in range(450))
    assert cache.get(f"{URL}killed/0") is not None, "what was committed before the kill is there"
    cache.close()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_a_run_waits_for_one_that_begins_the_file_at_the_same_time(tmp_path: Path) -> None:
    beginning = sqlite3.connect(tmp_path / FILE_NAME, check_same_thread=False)
    beginning.execute("BEGIN IMMEDIATE")  # as SQLite does when a new file is to be written ahead
    ending = threading.Timer(0.2, beginning.rollback)
    ending.start()
    cache = opened(tmp_path)
    assert cache.trouble is None
    cache.put(URL, GOOD, {})
    cache.close()
    ending.join()
    beginning.close()
    assert opened(tmp_path).get(URL) is not None


def _write_until_killed(folder: Path, name: str) -> None:
    linkcache._EVERY = 0.0  # each answer is a transaction of its own: a kill can fall anywhere
    cache = opened(folder)
    for number in range(1_000_000):
        cache.put(f"{URL}{name}/{number % 50}", GOOD, {})


def test_a_kill_at_any_moment_costs_no_other_run_its_memory(tmp_path: Path) -> None:
    """In a process that has no other thread: a fork of one that has some may wait for a lock for ever."""
    killing = multiprocessing.get_context("spawn").Process(target=_kill_at_many_moments, args=(tmp_path,))
    killing.start()
    killing.join(300)
    assert killing.exitcode == 0


def _kill_at_many_moments(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    for number in range(12):
        run = context.Process(target=_write_until_killed, args=(tmp_path, str(number)))
        run.start()
        while not (tmp_path / FILE_NAME).exists():
            time.sleep(0.001)
        time.sleep(0.003 * number)  # from before the table is there to the midst of its writing
        run.kill()
        run.join()
        cache = opened(tmp_path)
        assert cache.trouble is None
        cache.put(f"{URL}kept/{number}", GOOD, {})
        cache.close()
        assert all(opened(tmp_path).get(f"{URL}kept/{one}") is not None for one in range(number + 1))
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
