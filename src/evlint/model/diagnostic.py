"""What a rule finds, and what the engine makes of it."""

from __future__ import annotations

from typing import Literal

from evlint.model.message import Msg, Plural
from evlint.model.settings import Severity
from evlint.model.span import Place, Span
from evlint.startup.namedtuple import NamedTuple

Applicability = Literal["safe", "unsafe"]
FIX_MARKS = {"safe": "[*]", "unsafe": "[!]"}


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


Text = Msg | Plural


class Related(NamedTuple):
    """The other side of a finding: where it stands and what it says.

    `path` names another file: reports point at its start, but for rules of the site, whose spans are looked up there.
    None is the same file.
    """

    span: Span
    message: Text
    path: str | None = None


class Finding(NamedTuple):
    """What a rule yields: where, what is wrong and why, and what to do (`help`).

    `severity` is left None: only a rule whose findings differ in weight sets it.
    `pointer` is a JSON Pointer into the front matter, `url` the link as the author meant it.
    `marked` is what the fingerprint is made from where the text at the span would not tell two findings apart.
    """

    span: Span
    message: Text
    help: Text | None = None
    pointer: str | None = None
    url: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    marked: str | None = None


class RelatedPlace(NamedTuple):
    """A related place as reports show it."""

    message: str
    path: str
    start: Place
    end: Place


class EditPlace(NamedTuple):
    """An edit as reports show it; `span` is kept for the fixer."""

    start: Place
    end: Place
    text: str
    span: Span


class FixPlace(NamedTuple):
    """A fix as reports show it."""

    applicability: str
    message: str
    edits: tuple[EditPlace, ...]


class Diagnostic(NamedTuple):
    """A finding stamped with its rule, severity, file and places: all that a report needs, in plain text.

    `excerpt` holds the lines of the source that the span touches (at most three), for formats that show them.
    """

    rule: str
    name: str
    severity: Severity
    message: str
    help: str | None
    path: str
    start: Place
    end: Place
    span: Span
    marked: str
    pointer: str | None = None
    url: str | None = None
    related: tuple[RelatedPlace, ...] = ()
    fix: FixPlace | None = None
    fingerprint: str = ""
    excerpt: tuple[str, ...] = ()

    @property
    def fix_mark(self) -> str:
        """How reports mark that a fix is there: "[*]" a safe one, "[!]" one that needs a look, "" none."""
        return "" if self.fix is None else FIX_MARKS[self.fix.applicability]


def report_order(found: Diagnostic) -> tuple[str, int, int, str, str]:
    """Return the key by which every report is sorted: path, position, code, message."""
    return (found.path, found.start.offset, found.end.offset, found.rule, found.message)
