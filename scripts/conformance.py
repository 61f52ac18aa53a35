"""Holds evlint against two public test suites, from checkouts, and fails on a disagreement that is not explained here.

    python scripts/conformance.py --schemas JSON-Schema-Test-Suite --toml toml-test

The JSON-Schema-Test-Suite says what is valid under which schema: each instance that is an object is made the JSON front
matter of a post (others can be none) and judged as a post's is, in the five drafts that evlint knows. toml-test says what is
TOML 1.0 and what is not: each file is put between `+++` and read as a post's front matter, and its values are compared with
those of Python's own reader. Both suites are other people's work and stay outside this repository.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from evlint.parse import parse
from evlint.schema.errors import SchemaUnusable
from evlint.schema.store import SchemaStore

DRAFTS = {
    "draft4": "http://json-schema.org/draft-04/schema#",
    "draft6": "http://json-schema.org/draft-06/schema#",
    "draft7": "http://json-schema.org/draft-07/schema#",
    "draft2019-09": "https://json-schema.org/draft/2019-09/schema",
    "draft2020-12": "https://json-schema.org/draft/2020-12/schema",
}
# Disagreements that are meant, by how the message of a schema that evlint refuses ends or what a file's name begins with.
REFUSED = {
    "leads to the network": "a schema is read from files of the tree, never from the network",
    "is no draft of JSON Schema that evlint knows": "a dialect of somebody's own, which lies on the network too",
}
EXPLAINED = {
    "invalid/control/bare-cr.toml": "a lone CR ends a line in every file that evlint reads, as Markdown has it",
    "invalid/control/": "a NUL makes the whole file unreadable before its front matter is looked at (EV001)",
    "invalid/encoding/": "what is not UTF-8 makes the whole file unreadable (EV001)",
    "valid/utf8-bom-": "a byte order mark stands before the `+++` of a post; one after it belongs to no key",
}


def main() -> int:
    """Hold evlint against the suites that are named; the exit status is 1 where something is not explained."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--schemas", type=Path, help="a checkout of JSON-Schema-Test-Suite")
    parser.add_argument("--toml", type=Path, help="a checkout of toml-test")
    given = parser.parse_args()
    unexplained: list[str] = []
    for folder, ask in ((given.schemas, _schemas), (given.toml, _toml)):
        if folder is None:
            continue
        counts: Counter[str] = Counter()
        for name, disagreement, why in ask(folder):
            counts[why or ("not explained" if disagreement else "agrees")] += 1
            if disagreement and not why:
                unexplained.append(f"{name}: {disagreement}")
        print(f"{folder.name}: {counts.total()} tests")
        for what, count in counts.most_common():
            print(f"{count:8}  {what}")
    print("\n".join(unexplained))
    return 1 if unexplained else 0


def _schemas(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each test's name, what evlint says otherwise ("" where it agrees), and the explanation of that."""
    for draft, address in DRAFTS.items():
        for file in sorted((folder / "tests" / draft).rglob("*.json")):
            for case in json.loads(file.read_text("utf-8")):
                name = f"{file.relative_to(folder)}, {case['description']}"
                schema = case["schema"]
                if isinstance(schema, dict):
                    schema = {"$schema": address, **schema}
                objects = [test for test in case["tests"] if isinstance(test["data"], dict)]
                for test in objects:
                    yield (f"{name}, {test['description']}", *_judged(json.dumps(schema), test["data"], test["valid"]))


def _judged(schema: str, data: object, is_valid: bool) -> tuple[str, str]:
    front = parse("post.md", json.dumps(data) + "\n\ntext\n").front
    if front is None or front.root is None:
        return "the front matter is not read", ""
    try:
        errors = SchemaStore({"s.json": schema}.get, lambda _: None).judge("s.json").errors(front.data)
    except SchemaUnusable as refused:
        return str(refused), next((why for end, why in REFUSED.items() if end in str(refused)), "")
    return ("" if (not errors) is is_valid else f"told as {'invalid' if is_valid else 'valid'}"), ""


def _toml(folder: Path) -> Iterator[tuple[str, str, str]]:
    tests = folder / "tests"
    for name in (tests / "files-toml-1.0.0").read_text("utf-8").split():
        if name.endswith(".toml"):
            said = _read(tests / name, is_valid=name.startswith("valid/"))
            yield (
                name,
                said,
                next((why for beginning, why in EXPLAINED.items() if said and name.startswith(beginning)), ""),
            )


def _read(file: Path, *, is_valid: bool) -> str:
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return "not UTF-8"
    document = parse("post.md", f"+++\n{text}{'' if text.endswith(chr(10)) else chr(10)}+++\n\ntext\n")
    is_read = document.front is not None and document.front.root is not None and not document.problems
    if is_read is not is_valid:
        return "read" if is_read else "refused"
    if not is_read or document.front is None:
        return ""
    theirs, ours = _plain(tomllib.loads(text.replace("\r\n", "\n"))), _plain(document.front.data)
    return "" if theirs == ours else f"values: {theirs} and {ours}"


def _plain(value: object) -> object:
    """Return a value as both readers can be compared: a schema sees times as they were typed, and JSON has no `inf`."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return ("moment", value.isoformat())
    if isinstance(value, float) and not math.isfinite(value):
        return ("number", str(value))
    if isinstance(value, str):
        if value.lstrip("+-") in ("inf", "nan"):
            return ("number", str(float(value)))
        for kind in (dt.date, dt.time, dt.datetime):
            if kind is dt.date and len(value) != len("2026-01-31"):
                continue
            try:
                return ("moment", kind.fromisoformat(value).isoformat())
            except ValueError:
                continue
    return value


if __name__ == "__main__":
    sys.exit(main())
