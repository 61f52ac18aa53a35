"""Reads TOML front matter: tomllib judges it, a scan of ours gives the places."""

from __future__ import annotations

from typing import Any

from evlint.model.document import Problem
from evlint.model.span import Span
from evlint.parse.front.data import FrontData, Refused, repeated_keys
from evlint.parse.front.toml.scanner import Scanner
from evlint.startup.lazy_regex import lazy_regex

MOST_PARTS = 100  # of a key: the depth that front matter may have too


class KeyTooDeepError(RecursionError):
    """A key has more parts than tomllib could look through in time; like other texts that are nested too deep."""


def loads(text: str) -> dict[str, Any]:
    """Return the data of a TOML text. Raises what `tomllib.loads` raises, and `KeyTooDeepError`."""
    import tomllib

    if "\r" in text and "\n" not in text:  # lines that end as on old Macs; beside others a lone CR is a mistake
        text = text.replace("\r", "\n")
    if has_long_key(text):
        from evlint.parse.front.data import Refused, TooDeep
        from evlint.parse.front.toml.scanner import Scanner

        try:  # the dots may stand in a text: the scanner knows
            Scanner(text, Span(0, len(text))).scan()
        except TooDeep:
            raise KeyTooDeepError from None
        except (Refused, RecursionError):
            pass  # whatever it is, tomllib says it at that place or before
    return tomllib.loads(text)


def has_long_key(text: str) -> bool:
    """Tell whether a line may hold a key of more than `MOST_PARTS` parts: never false where there is one."""
    return text.count(".") > MOST_PARTS and any(line.count(".") >= MOST_PARTS for line in text.split("\n"))


_REPEATS = lazy_regex(r"Cannot (?:overwrite|declare|redefine|mutate)|Duplicate inline table key")


def read_toml(text: str, content: Span) -> FrontData:
    """Read `text[content]`, the lines between the fences."""
    source = text[content.start : content.end]
    if "\0" in source:
        source = source.replace("\0", "\ufffd")  # EV001 tells of them
    error: Exception | None = None
    try:
        loads(source)
    except KeyTooDeepError:
        pass  # the scan below says so at its place
    except (ValueError, RecursionError) as raised:
        error = raised
        if not _REPEATS.search(str(raised)):
            return FrontData(None, {}, (_problem(text, content, raised),))
    scanner = Scanner(text, content)
    try:
        root, data = scanner.scan()
    except Refused as refusal:
        return FrontData(None, {}, (refusal.problem,))
    if error is not None and not scanner.repeated:
        return FrontData(None, {}, (_problem(text, content, error),))
    return FrontData(root, data, repeated_keys(root, scanner.repeated))


def _problem(text: str, content: Span, error: Exception) -> Problem:
    from evlint.parse.front.toml.errors import toml_problem

    return toml_problem(text, content, error)
