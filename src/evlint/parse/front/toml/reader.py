"""Reads TOML front matter: tomllib judges it, a scan of ours gives the places."""

from __future__ import annotations

from evlint.model.document import Problem
from evlint.model.span import Span
from evlint.parse.front.data import FrontData, Refused, repeated_keys
from evlint.parse.front.toml.scanner import KeyTooDeepError, Scanner, loads
from evlint.startup.lazy_regex import lazy_regex

# What tomllib says of a key or table that stands there already: its values can be read all the same.
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
