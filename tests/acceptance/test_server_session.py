"""A recorded session comes out the same: what editors are sent changes on purpose, never by accident."""

from __future__ import annotations

import json
from pathlib import Path

from replay import RECORD, Wire, script


def test_the_recorded_session_comes_out_the_same(tmp_path: Path) -> None:
    wire = Wire(tmp_path.resolve())
    try:
        for line in RECORD.read_text("utf-8").splitlines():
            message = json.loads(line)
            if "client" in message:
                wire.send(message["client"])
            else:
                assert wire.receive() == message["server"], "record it anew: python tests/acceptance/replay.py"
    finally:
        status = wire.close()
    assert status == 0


def test_the_record_holds_the_whole_script() -> None:
    sent = [json.loads(line) for line in RECORD.read_text("utf-8").splitlines()]
    assert [line["client"] for line in sent if "client" in line] == [message for message, _ in script()]
