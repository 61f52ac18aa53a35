"""Fuzzing that is guided by what the inputs reach in evlint: `make fuzz` runs it where atheris is installed.

    python tests/fuzz/guided.py TARGET SECONDS [FOLDER]

FOLDER keeps the inputs that reached something new; without it they live as long as the run. The status is that of libFuzzer:
0, or another one where an input made the target raise; that input is printed as JSON, ready for `corpus/crashes.json`.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import atheris

with atheris.instrument_imports(include=["evlint"]):
    from targets import TARGETS
from inputs import WORDS, kept


def main(name: str, seconds: str, folder: str) -> None:
    """Fuzz one target with texts; libFuzzer ends the process."""
    for number, text in enumerate(kept()):
        (Path(folder) / f"kept-{number}").write_bytes(text.encode("utf-8", "surrogatepass"))
    words = Path(folder).with_suffix(".words")
    encoded = (word.encode("utf-8", "surrogatepass") for word in WORDS if len(word) < 64)
    quoted = ("".join(f"\\x{byte:02x}" for byte in word) for word in encoded)
    words.write_text("".join(f'"{word}"\n' for word in quoted), "utf-8")

    def one(data: bytes) -> None:
        text = data.decode("utf-8", "ignore")
        try:
            TARGETS[name](text)
        except BaseException:
            sys.stdout.write(f"{name}: {json.dumps(text)}\n")
            sys.stdout.flush()
            raise

    options = [f"-max_total_time={seconds}", "-max_len=2000", "-timeout=300", "-verbosity=0", f"-dict={words}"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={folder}/", folder], one)
    atheris.Fuzz()


if __name__ == "__main__":
    if len(sys.argv) > 3:
        os.makedirs(sys.argv[3], exist_ok=True)
        main(*sys.argv[1:4])
    else:
        main(sys.argv[1], sys.argv[2], tempfile.mkdtemp(prefix="evlint-fuzz-"))
