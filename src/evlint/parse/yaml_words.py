"""Says in an author's words why YAML cannot be read: the likely cause, at the character to look at."""

from __future__ import annotations

from evlint.model.document import Problem
from evlint.model.message import msg
from evlint.model.span import Span


def yaml_problem(text: str, content: Span, error: Exception) -> Problem:
    """Make the problem for what the YAML parser raised over `text[content]`."""
    mark = getattr(error, "problem_mark", None)
    at = min(content.start + (mark.index if mark is not None else 0), max(content.end - 1, content.start))
    return Problem("EV004", Span(at, at + 1), msg("The front matter cannot be read here."))
