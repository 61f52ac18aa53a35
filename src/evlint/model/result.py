"""What one file gave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from evlint.model.diagnostic import Diagnostic, report_order
from evlint.model.document import Document
from evlint.model.message import Msg, msg
from evlint.model.outcome import Capped, Mended, Suppressed
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.model.index import IndexEntry

# What these say of a link is known without asking for it: nobody asks, and no rule of the network tells the link again.
TOLD_OFFLINE = frozenset(("EV301", "EV302"))


class Defect(NamedTuple):
    """A rule that failed on a file: `error` is what Python said, `package` who brings the rule ("" where evlint does)."""

    rule: str
    path: str
    error: str
    package: str = ""

    @property
    def message(self) -> Msg:
        """What to tell the user, and what to do with it."""
        if self.package:
            return msg(
                "A defect in {package}, not in your post: {rule} failed on {path} ({error}). Please report this line to the "
                "authors of that package.",
                package=self.package,
                rule=self.rule,
                path=self.path,
                error=self.error,
            )
        return msg(
            "A defect in evlint, not in your post: {rule} failed on {path} ({error}). Please report this line.",
            rule=self.rule,
            path=self.path,
            error=self.error,
        )


class Entry(NamedTuple):
    """What is remembered of one post: the digest of its bytes, what else it looked at, and what came out.

    `seen` maps the key of something that was looked at to the digest of what was there, or to that itself; `head` is the
    digest of the front matter. `index_entry` is the post's entry of the site's index as plain data, `signature` what tells
    its file from a changed one.
    """

    digest: bytes
    seen: Mapping[str, bytes | tuple[object, ...]]
    payload: object
    head: bytes = b""
    index_entry: object = None
    signature: tuple[int, ...] | None = None


class FileResult(NamedTuple):
    """What one file gave: its diagnostics in order, and what else is to be told of it."""

    diagnostics: list[Diagnostic]
    suppressed: tuple[Suppressed, ...]  # these two are empty for most files of a site
    defects: tuple[Defect, ...]
    links: int
    mended: tuple[Mended, ...] = ()
    diff: str = ""
    notes: tuple[Msg, ...] = ()
    unusable: str = ""  # why the schema of this file cannot be used: it was checked without
    entry: Entry | None = None  # what the cache is to remember of this file
    urls: tuple[str, ...] = ()  # the distinct addresses that links of this file lead to over the network
    capped: tuple[Capped, ...] = ()  # findings that are kept, and counted only
    more_suppressed: int = 0  # findings that comments silence, and that are counted only
    # What was parsed, for the stages after the rules; None where the result was remembered or comes from another process.
    document: Document | None = None
    index_entry: IndexEntry | None = None  # what other posts must know of this one; None where no rule of the site runs


class Told(NamedTuple):
    """The results with what the rules of the site say, by path, and the defects of those that failed.

    `reads_bodies`: what they say depends on more of the posts than their entries of the index.
    """

    results: dict[str, FileResult]
    defects: list[Defect]
    reads_bodies: bool = False


def with_online(result: FileResult, online: FileResult) -> FileResult:
    """Add what `lint_online` found to what `lint` did; a link that was told already is not told again."""
    told = {(one.span, one.url) for one in result.diagnostics if one.rule in TOLD_OFFLINE}
    told.update(
        (one.diagnostic.span, one.diagnostic.url) for one in result.suppressed if one.diagnostic.rule in TOLD_OFFLINE
    )
    added = [one for one in online.diagnostics if (one.span, one.url) not in told]
    return result._replace(
        diagnostics=sorted(result.diagnostics + added, key=report_order),
        suppressed=result.suppressed + online.suppressed,
        defects=result.defects + online.defects,
        capped=result.capped + online.capped,
        more_suppressed=result.more_suppressed + online.more_suppressed,
    )
