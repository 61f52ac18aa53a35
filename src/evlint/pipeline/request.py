"""What the user asked for: `check`'s arguments and options, as one value."""

from __future__ import annotations

from datetime import date

from evlint.model.settings import FailOn
from evlint.startup.namedtuple import NamedTuple


class Request(NamedTuple):
    """What the user asked for, as typed: `check`'s arguments and options."""

    paths: tuple[str, ...] = ()  # files and folders; none: the working folder
    config: str | None = None  # None: the one that is found upwards
    isolated: bool = False  # no configuration file at all
    select: tuple[str, ...] | None = None  # codes or prefixes; None: the configuration's
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    online: bool | None = None  # None: as the configuration says
    today: date | None = None  # None: the real day
    fail_on: FailOn | None = None  # None: as the configuration says
    jobs: int | None = None  # processes; None: as many as there are processors, from some files on
    exclude: tuple[str, ...] = ()  # globs, seen from the working folder, beside the configuration's
    force_exclude: bool = False  # `exclude` holds for named files too
    follow: bool = False  # a named folder may lead out of the tree through a link
    stdin: bytes | None = None  # one post instead of paths
    stdin_filename: str | None = None
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False  # fixes are shown and nothing is written
    no_cache: bool = False
    refresh: bool = False  # remembered answers for links are not believed
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
