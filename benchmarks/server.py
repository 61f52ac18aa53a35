"""Measures how soon the language server answers a change, and writes it to SERVER.md.

    python benchmarks/server.py [--peer "vscode-json-language-server --stdio"]

A post of 200 lines, and one of 2,000, is opened and changed
again and again, as an editor does; the clock runs from the moment a change is
sent until the findings for that version are there. The peer, where one is given, gets a JSON text of 200 lines. Both are
measured in one run.
"""

from __future__ import annotations

import argparse
import json
import platform
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parent / "fixtures" / "demo" / "mois-innovation-publique-2022.md"
LINES = 200
MANY_LINES = 2_000  # a post as long as any that authors write
CHANGES = 60
_INCREMENTAL = 2  # TextDocumentSyncKind
PAUSE = 0.15  # seconds between two keystrokes


class Client:
    """A server that runs, and messages to and from it."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self._process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._folder = folder

    def send(self, method: str, params: dict[str, Any], number: int | None = None) -> None:
        """Send a notification, or a request where it has a number."""
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if number is not None:
            message["id"] = number
        data = json.dumps(message).encode()
        if self._process.stdin is not None:
            self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
            self._process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        """Wait for the next message."""
        stdout, size = self._process.stdout, 0
        if stdout is None:
            raise EOFError
        while line := stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                size = int(line.partition(b":")[2])
        message: dict[str, Any] = json.loads(stdout.read(size))
        return message

    def findings(self) -> float:
        """Wait for findings, and return the moment."""
        while self.receive().get("method") != "textDocument/publishDiagnostics":
            pass
        return time.perf_counter()

    def stop(self) -> None:
        """End the server."""
        self._process.kill()
        self._process.wait()


def shared(one: str, other: str) -> int:
    """Return how many letters two texts begin with alike."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


def changed(before: str, after: str, *, is_incremental: bool) -> list[dict[str, Any]]:
    """Return the change from one text to the next as an editor sends it: the letters put in, or the whole text."""
    if not is_incremental:
        return [{"text": after}]
    same = shared(before, after)
    tail = shared(before[same:][::-1], after[same:][::-1])
    return [
        {
            "range": {"start": position(before, same), "end": position(before, len(before) - tail)},
            "text": after[same : len(after) - tail],
        }
    ]


def position(text: str, offset: int) -> dict[str, int]:
    """Return a position as the protocol has it, in UTF-16 units."""
    start = text.rfind("\n", 0, offset) + 1
    return {"line": text.count("\n", 0, offset), "character": len(text[start:offset].encode("utf-16-le")) // 2}


def measure(command: list[str], name: str, language: str, texts: list[str]) -> tuple[float, list[float]]:
    """Return the seconds until the first findings, from the start of the process, and those after each change, sorted."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made).resolve()
        uri = (folder / name).as_uri()
        start = time.perf_counter()
        client = Client(command, folder)
        try:
            capabilities = {"textDocument": {"publishDiagnostics": {}, "synchronization": {}}}
            client.send("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": capabilities}, 1)
            while (answer := client.receive()).get("id") != 1:
                pass
            sync = answer["result"]["capabilities"].get("textDocumentSync")
            is_incremental = (sync.get("change") if isinstance(sync, dict) else sync) == _INCREMENTAL
            client.send("initialized", {})
            document = {"uri": uri, "languageId": language, "version": 1, "text": texts[0]}
            client.send("textDocument/didOpen", {"textDocument": document})
            first = client.findings() - start
            taken = []
            for version, text in enumerate(texts[1:], 2):
                time.sleep(PAUSE)
                sent = time.perf_counter()
                client.send(
                    "textDocument/didChange",
                    {
                        "textDocument": {"uri": uri, "version": version},
                        "contentChanges": changed(texts[version - 2], text, is_incremental=is_incremental),
                    },
                )
                taken.append(client.findings() - sent)
        finally:
            client.stop()
    return first, sorted(taken)


def posts(count: int) -> list[str]:
    """Return the versions of a post of `count` lines, each with one more letter than the one before."""
    text = EXAMPLE.read_text("utf-8")
    front, body = text[: text.index("\n---\n", 4) + 5], text[text.index("\n---\n", 4) + 5 :]
    lines = (front + body * (count // 10)).split("\n")[: count - 1]
    return ["\n".join([*lines, "Un mot de plus : " + "x" * number, ""]) for number in range(CHANGES + 1)]


def objects() -> list[str]:
    """Return the versions of a JSON text of 200 lines."""
    rows = [f'  "key{number}": "https://www.example.org/{number}",' for number in range(LINES - 3)]
    return ["\n".join(["{", *rows, f'  "last": "{"x" * number}"', "}"]) for number in range(CHANGES + 1)]


def row(what: str, first: float, taken: list[float]) -> str:
    """Return one line of the table, in milliseconds."""
    figures = (first, statistics.median(taken), taken[int(len(taken) * 0.95)])
    return f"| {what} | " + " | ".join(f"{1000 * figure:.0f}" for figure in figures) + " |"


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--peer", help="the command of another language server, for JSON")
    peer = parser.parse_args().peer
    rows = [
        row(
            f"`evlint server`, a post of {lines:,} lines",
            *measure([sys.executable, "-m", "evlint", "server"], "post.md", "markdown", posts(lines)),
        )
        for lines in (LINES, MANY_LINES)
    ]
    if peer:
        command = shlex.split(peer)
        rows.append(row(f"`{Path(command[0]).name}`, JSON", *measure(command, "a.json", "json", objects())))
    lines = [
        "# How soon the language server answers",
        "",
        f"One change of a text, of {LINES} lines where no other number stands, {CHANGES} times: from the moment that it is",
        "sent until its findings are there, in milliseconds. Written by `python benchmarks/server.py`; the servers are",
        "measured in one run.",
        "",
        "| server | first findings, from the start of the process | a change, median | a change, 95th percentile |",
        "| --- | ---: | ---: | ---: |",
        *rows,
        "",
        "evlint waits for the next keystroke before it checks (10 ms, or as long as a slow check took): that wait is in its",
        "figures.",
        "",
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, shared cores.",
        "",
    ]
    (HERE / "SERVER.md").write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main()
