"""A fix: edits with a grade of trust."""

from __future__ import annotations

from typing import Literal

from evlint.model.message import Msg
from evlint.model.span import Span
from evlint.startup.namedtuple import NamedTuple

Applicability = Literal["safe", "unsafe"]


class Edit(NamedTuple):
    """Replace what stands at `span` by `text`; an empty span inserts, an empty text deletes."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that mend one finding. `safe` keeps the meaning that the author plainly had; `unsafe` needs a look."""

    applicability: Applicability
    message: Msg
    edits: tuple[Edit, ...]


def safe(message: Msg, *edits: Edit) -> Fix:
    """Make a fix that `--fix` may apply without asking."""
    return Fix("safe", message, edits)


def unsafe(message: Msg, *edits: Edit) -> Fix:
    """Make a fix that is applied only with `--unsafe-fixes`."""
    return Fix("unsafe", message, edits)
