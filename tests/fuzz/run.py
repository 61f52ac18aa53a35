"""`make fuzz`: every target in turn with new inputs, until FUZZ_SECONDS (60) are over; a crash is shown at its smallest.

Where atheris is installed, the second half of the time goes to inputs that are guided by what they reach (`guided.py`).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from hypothesis import HealthCheck, given, settings
from inputs import texts
from targets import TARGETS

ROUND = 200  # inputs for one target before the next has its turn


def main() -> int:
    """Fuzz the targets named as arguments (all without); the exit status is 1 where one crashed."""
    names = sys.argv[1:] or list(TARGETS)
    seconds = float(os.environ.get("FUZZ_SECONDS", "60"))
    guided = find_spec("atheris") is not None
    end = time.monotonic() + (seconds / 2 if guided else seconds)
    tried: Counter[str] = Counter()
    crashed: set[str] = set()
    while time.monotonic() < end and len(crashed) < len(names):
        for name in names:
            if name in crashed or time.monotonic() > end:
                continue
            try:
                _round(TARGETS[name])()
            except Exception:  # noqa: BLE001 whatever a target raises is what we are after
                crashed.add(name)
                sys.stdout.write(f"--- {name}\n{traceback.format_exc()}\n")
            tried[name] += ROUND
    if guided:
        crashed.update(name for name in names if _guided(name, seconds / 2 / len(names)))
    sys.stdout.write(f"{tried.total()} inputs tried: {dict(tried)}\ncrashed: {sorted(crashed) or 'none'}\n")
    return 1 if crashed else 0


def _guided(name: str, seconds: float) -> bool:
    """Fuzz one target with atheris, in a process of its own; what it prints of a crash is shown. True where it crashed."""
    program = str(Path(__file__).parent / "guided.py")
    ended = subprocess.run(
        [sys.executable, program, name, str(max(1, round(seconds)))],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    told = [line for line in (ended.stdout + ended.stderr).splitlines() if not line.startswith("INFO: Instrumenting")]
    if ended.returncode:
        sys.stdout.write("\n".join([f"--- {name}, guided", *told, ""]))
    return ended.returncode != 0


def _round(target: Callable[[str], None]) -> Callable[[], None]:
    @settings(
        max_examples=ROUND, deadline=None, database=None, suppress_health_check=list(HealthCheck), print_blob=False
    )
    @given(text=texts())
    def fuzz(text: str) -> None:
        target(text)

    return fuzz


if __name__ == "__main__":
    sys.exit(main())
