"""Writes every generated file again; with --check it changes nothing and fails where one is stale.

Each `generate_*.py` beside this file has `generated() -> dict[str, str]`: path (from the checkout's root) to text. It may
have `problems() -> list[str]` too: what a person has to mend, such as a message without a translation.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Generate, or check; the exit status is 1 where something is stale."""
    check = "--check" in sys.argv[1:]
    stale: list[str] = []
    problems: list[str] = []
    for script in sorted(Path(__file__).parent.glob("generate_*.py")):
        module = importlib.import_module(script.stem)
        problems += module.problems() if hasattr(module, "problems") else []
        for name, text in module.generated().items():
            path = ROOT / name
            if path.exists() and path.read_bytes() == text.encode("utf-8"):
                continue
            stale.append(name)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text.encode("utf-8"))
    for problem in problems:
        print(problem)
    for name in stale:
        print(f"{'stale' if check else 'written'}: {name}")
    if stale and check:
        print("Run “make generate”.")
    return 1 if check and (stale or problems) else 0


if __name__ == "__main__":
    sys.exit(main())
