"""Starts evlint from a process that has imported it: a fork takes a part of a whole start, and the suite makes thousands.

A run is a process of its own, as a user's: with its own environment, folder, standard streams, status and end. Only the
start of the interpreter and the imports are not made again. A test of those starts the command itself (`run_evlint.EVLINT`).
`EVLINT_TESTS=cold` starts everything anew, as `make wheel` does.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from functools import cache

FORKS = hasattr(os, "fork") and hasattr(socket, "send_fds") and sys.platform == "linux"
_STATUS = struct.Struct("=q")
# The interpreter and `startup/` look at these when they begin.
_BEGINNINGS = ("PYTHON", "EVLINT_PLAIN", "LD_", "MALLOC")
# What a run imports late, and is no part of evlint.
_LIBRARIES = (
    "click.shell_completion", "difflib", "email.utils", "frontmatter", "httpx", "idna", "importlib.metadata", "ipaddress",
    "json", "jsonschema", "jsonschema_rs", "multiprocessing", "pyromark", "rich.console", "rich.table", "sqlite3",
    "subprocess", "tomllib", "unicodedata", "yaml", "zoneinfo",
)  # fmt: skip


def _beginnings() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith(_BEGINNINGS)}


_AT_START = _beginnings()


def can_run(env: Mapping[str, str]) -> bool:
    """Tell whether a run in this environment, with `env` set besides, may begin from a process that is there already."""
    if not FORKS or os.environ.get("EVLINT_TESTS") == "cold":
        return False
    return _beginnings() == _AT_START and not any(name.startswith(_BEGINNINGS) for name in env)


def run(
    arguments: Sequence[str], cwd: str, given: bytes, env: Mapping[str, str], timeout: float
) -> tuple[int, bytes, bytes]:
    """Run evlint and return its status and what it wrote on both streams. Raises `subprocess.TimeoutExpired`."""
    with contextlib.ExitStack() as opened, socket.socket(socket.AF_UNIX) as asked:
        asked.connect(_server())
        source, inlet = os.pipe()
        streams = [os.pipe() for _ in range(2)]
        opened.enter_context(open(source, "rb"))
        for _, theirs in streams:
            opened.enter_context(open(theirs, "wb"))
        umask = os.umask(0)
        os.umask(umask)
        _ask(asked, (source, *(theirs for _, theirs in streams)), [list(arguments), cwd, dict(env), umask])
        opened.close()  # the run has them now
        feeder = threading.Thread(target=_feed, args=(inlet, given), daemon=True)
        feeder.start()
        written = _drained([ours for ours, _ in streams], timeout)
        if written is None:
            asked.shutdown(socket.SHUT_RDWR)  # the server ends a run that nobody waits for
            raise subprocess.TimeoutExpired(["evlint", *arguments], timeout)
        feeder.join()
        (status,) = _STATUS.unpack(asked.recv(_STATUS.size, socket.MSG_WAITALL))
        return status, written[0], written[1]


def command(env: Mapping[str, str]) -> list[str]:
    """Return what starts evlint in this environment for others to run: its streams, signals and end are those of a run."""
    if not can_run(env):
        return [sys.executable, "-m", "evlint"]
    return [sys.executable, "-IS", os.path.abspath(__file__), "join", _server()]


def _ask(asked: socket.socket, streams: Sequence[int], told: object) -> None:
    data = json.dumps(told).encode()
    socket.send_fds(asked, [struct.pack("=I", len(data))], list(streams))
    asked.sendall(data)


def join(address: str, arguments: Sequence[str]) -> int:
    """Let evlint run with the streams, folder and environment of this process; return its status. It ends with us."""
    umask = os.umask(0)
    os.umask(umask)
    with socket.socket(socket.AF_UNIX) as asked:
        asked.connect(address)
        _ask(asked, (0, 1, 2), [list(arguments), os.getcwd(), dict(os.environ), umask])
        for stream in (0, 1, 2):
            os.close(stream)  # whoever reads of it, or writes to it, must see its end
        (status,) = _STATUS.unpack(asked.recv(_STATUS.size, socket.MSG_WAITALL))
    return int(status)


def _feed(inlet: int, given: bytes) -> None:
    with contextlib.suppress(BrokenPipeError), open(inlet, "wb", 0) as file:
        file.write(given)


def _drained(outlets: Sequence[int], timeout: float) -> list[bytes] | None:
    """Read streams to their ends; None where that takes longer than the time-out."""
    parts: dict[int, list[bytes]] = {outlet: [] for outlet in outlets}
    with contextlib.ExitStack() as opened, selectors.DefaultSelector() as selector:
        for outlet in outlets:
            opened.enter_context(open(outlet, "rb"))
            selector.register(outlet, selectors.EVENT_READ)
        while selector.get_map():
            ready = selector.select(timeout)
            if not ready:
                return None
            for key, _ in ready:
                part = os.read(key.fd, 1 << 16)
                parts[key.fd].append(part)
                if not part:
                    selector.unregister(key.fd)
    return [b"".join(parts[outlet]) for outlet in outlets]


@cache
def _server() -> str:
    """Start the server of this process of tests, once, and return where it listens. It ends with this process."""
    folder = tempfile.mkdtemp(prefix="evlint-tests-")
    address = os.path.join(folder, "s")
    environment = {**os.environ, "PYTHONUTF8": "1"}
    process = subprocess.Popen(
        [sys.executable, os.path.abspath(__file__), "serve", address],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n", "the server of runs did not start"
    _STARTED.append(process)  # its standard input ends when we do
    return address


_STARTED: list[subprocess.Popen[bytes]] = []


def close() -> None:
    """End the server of this process, where there is one."""
    for process in _STARTED:
        process.communicate()


def _import_all() -> None:
    from importlib import import_module
    from pkgutil import walk_packages

    import evlint
    import evlint.cli

    for module in walk_packages(evlint.__path__, "evlint."):
        if not module.name.startswith(("evlint.cli.mcp", "evlint.__main__", "evlint.testing")):
            import_module(module.name)
    for name in _LIBRARIES:
        import_module(name)
    _compile_all()


def _compile_all() -> None:
    """Compile the patterns that a run compiles when it first needs them: else each spends a third of its time so."""
    from evlint.startup.lazy_regex import lazy_regex

    kind = type(lazy_regex(""))
    for name, module in list(sys.modules.items()):
        if name.startswith("evlint."):
            for value in list(vars(module).values()):
                if isinstance(value, kind):
                    assert value.pattern is not None  # asked for, it is compiled


def serve(address: str) -> None:
    """Fork a run for each connection, and say how it ended; until standard input ends."""
    from evlint.startup.process import begin

    begin()
    _import_all()
    import gc

    gc.collect()
    gc.freeze()
    wake, woken = os.pipe()
    for end in (wake, woken):
        os.set_blocking(end, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(woken)
    running: dict[int, socket.socket] = {}
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen()
    selector = selectors.DefaultSelector()
    for one in (listener, wake, 0):
        selector.register(one, selectors.EVENT_READ)
    os.write(1, b"ready\n")
    while True:
        for key, _ in selector.select():
            if key.fileobj is listener:
                asked, _ = listener.accept()
                process = _start(asked)
                running[process] = asked
                selector.register(asked, selectors.EVENT_READ, process)
            elif key.fileobj == wake:
                os.read(wake, 1 << 10)
                while running and (ended := os.waitpid(-1, os.WNOHANG))[0]:
                    asked = running.pop(ended[0])
                    with contextlib.suppress(OSError):
                        asked.sendall(_STATUS.pack(os.waitstatus_to_exitcode(ended[1])))
                    if asked in selector.get_map():
                        selector.unregister(asked)
                    asked.close()
            elif key.fileobj == 0:
                os.remove(address)
                os.rmdir(os.path.dirname(address))
                return
            else:  # who asked has gone away
                selector.unregister(key.fileobj)
                os.kill(key.data, signal.SIGKILL)


def _start(asked: socket.socket) -> int:
    """Fork, and in the fork become the run that was asked for."""
    head, streams, _, _ = socket.recv_fds(asked, 4, 3)
    (left,) = struct.unpack("=I", head)
    told = b""
    while len(told) < left:
        told += asked.recv(left - len(told))
    process = os.fork()
    if process:
        for stream in streams:
            os.close(stream)
        return process
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.closerange(3, max(*streams, asked.fileno()) + 64)
    _open_streams()
    arguments, folder, env, umask = json.loads(told)
    os.umask(umask)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    if hasattr(os, "tzset"):
        import time

        time.tzset()
    sys.argv[1:] = arguments
    import evlint.__main__ as command
    from evlint.startup import process as beginning

    beginning.begin = lambda: None  # it has begun
    try:
        command.main()
    except SystemExit as end:
        sys.stdout.flush()
        os._exit(end.code if isinstance(end.code, int) else end.code is not None)
    except BaseException:  # noqa: BLE001 as the interpreter does
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


def _open_streams() -> None:
    """Make the standard streams anew, as the interpreter does in UTF-8 mode; those of the server remember its files."""
    sys.stdin = open(0, encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115 a stream of the process
    sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape", newline="\n", closefd=False)  # noqa: SIM115 likewise
    sys.stderr = open(2, "w", 1, encoding="utf-8", errors="backslashreplace", newline="\n", closefd=False)  # noqa: SIM115


if __name__ == "__main__":
    if sys.argv[1] == "join":
        os._exit(join(sys.argv[2], sys.argv[3:]))
    del sys.path[0]  # as for the command: no module of this folder
    serve(sys.argv[2])
