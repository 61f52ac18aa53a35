"""What the user asked for: `check`'s arguments and options, as one value."""

from __future__ import annotations

from datetime import date

from evlint.model.settings import FailOn
from evlint.startup.namedtuple import NamedTuple


class Request(NamedTuple):
    """What the user asked for, as typed: `check`'s arguments and options."""

    paths: tuple[str, ...] = ()
    config: str | None = None
    isolated: bool = False
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    online: bool | None = None
    today: date | None = None
    fail_on: FailOn | None = None
    jobs: int | None = None
    force_exclude: bool = False
    follow: bool = False
    stdin: bytes | None = None
    stdin_filename: str | None = None
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    no_cache: bool = False
    refresh: bool = False
    baseline: str | None = None
    write_baseline: str | None = None
    since: str | None = None

    @property
    def fixes(self) -> bool:
        """Whether fixes are applied, to the files or to see what would change."""
        return self.fix or self.diff

    @property
    def named(self) -> tuple[str, ...]:
        """The paths that were typed: of a post on standard input the name that was given for it."""
        if self.stdin is None:
            return self.paths
        return () if self.stdin_filename is None else (self.stdin_filename,)

    @property
    def stdin_name(self) -> str:
        """The name of the post on standard input, as every report shows it."""
        return self.stdin_filename or "stdin.md"
