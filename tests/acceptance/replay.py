"""Plays a recorded session with the language server again, message by message. Run as a program it records it anew.

A line of the record is one message: `{"client": …}` was sent, `{"server": …}` came back. `$ROOT`, `$EXAMPLE` and `$VERSION`
stand for the address of the folder, the text of the example post and the version of evlint.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evlint import __version__

ROOT = Path(__file__).parents[2]
RECORD = ROOT / "fixtures" / "server" / "session.jsonl"
EXAMPLE = ROOT / "fixtures" / "demo" / "mois-innovation-publique-2022.md"
POST = "$ROOT/post.md"
WRONG = "---\ntitle: Atelier\nheure: 12:30\n---\n\nLe vendredi 3 novembre 2022.\n"


def _document(version: int | None = None) -> dict[str, Any]:
    return {"uri": POST} if version is None else {"uri": POST, "version": version}


def _ask(number: int, method: str, **params: object) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def _tell(method: str, **params: object) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "method": method, "params": params}


def _at(line: int, character: int) -> dict[str, int]:
    return {"line": line, "character": character}


def script() -> Iterator[tuple[dict[str, Any], int]]:
    """Yield what the client sends, with how many messages come back."""
    capabilities = {"general": {"positionEncodings": ["utf-8", "utf-16"]}}
    yield _ask(1, "initialize", processId=None, rootUri="$ROOT", capabilities=capabilities), 1
    yield _tell("initialized"), 0
    opened = {"uri": POST, "languageId": "markdown", "version": 1, "text": "$EXAMPLE"}
    yield _tell("textDocument/didOpen", textDocument=opened), 1
    yield _ask(2, "textDocument/hover", textDocument=_document(), position=_at(43, 60)), 1
    yield _ask(3, "textDocument/documentLink", textDocument=_document()), 1
    changed = [{"text": WRONG}]
    yield _tell("textDocument/didChange", textDocument=_document(2), contentChanges=changed), 1
    everywhere = {"start": _at(0, 0), "end": _at(6, 0)}
    yield (
        _ask(4, "textDocument/codeAction", textDocument=_document(), range=everywhere, context={"diagnostics": []}),
        1,
    )
    yield _ask(5, "textDocument/hover", textDocument=_document(), position=_at(5, 8)), 1
    changed = [{"text": WRONG.replace("heure: 12:30", "publ")}]
    yield _tell("textDocument/didChange", textDocument=_document(3), contentChanges=changed), 1
    yield _ask(6, "textDocument/completion", textDocument=_document(), position=_at(2, 4)), 1
    yield _tell("textDocument/didClose", textDocument=_document()), 1
    yield _ask(7, "shutdown"), 1
    yield _tell("exit"), 0


class Wire:
    """A running server, and messages to and from it."""

    def __init__(self, folder: Path) -> None:
        self._words = {
            "$ROOT": folder.as_uri(),
            "$EXAMPLE": json.dumps(EXAMPLE.read_text("utf-8"), ensure_ascii=False)[1:-1],
            "$VERSION": __version__,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "evlint", "server"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONUTF8": "1", "EVLINT_LANG": "en"},
        )  # fmt: skip

    def send(self, message: dict[str, Any]) -> None:
        text = json.dumps(message, ensure_ascii=False)
        for word, value in self._words.items():
            text = text.replace(word, value)
        assert self.process.stdin is not None
        data = text.encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        size = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                size = int(value)
        text = json.dumps(json.loads(self.process.stdout.read(size)), ensure_ascii=False)
        for word in ("$ROOT", "$VERSION"):
            text = text.replace(self._words[word], word)
        message: dict[str, Any] = json.loads(text)
        return message

    def close(self) -> int:
        """Wait for the end of the server and return its exit status."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            return self.process.wait(30)
        finally:
            self.process.kill()
            self.process.wait()
            self.process.stdin.close()
            self.process.stdout.close()


def record(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of a session in a folder."""
    wire = Wire(folder)
    try:
        for message, count in script():
            wire.send(message)
            yield {"client": message}
            for _ in range(count):
                yield {"server": wire.receive()}
    finally:
        wire.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        lines = list(record(Path(made).resolve()))
    RECORD.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
