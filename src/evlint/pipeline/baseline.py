"""Reads or writes the baseline of a run and takes away what it knows."""

from __future__ import annotations

import os

from evlint.io.read import read_file
from evlint.io.tree import Tree
from evlint.io.write import write_file
from evlint.lint.baseline import BaselineError, match, read, write
from evlint.model.message import msg, plural, reason, render
from evlint.model.outcome import Notice, Outcome
from evlint.model.settings import Settings
from evlint.pipeline.request import Request
from evlint.startup.namedtuple import NamedTuple

_LARGEST = 1 << 28  # bytes of a baseline: a million findings


class Baseline(NamedTuple):
    """A baseline's file and what to do with it: `writes` makes it anew.

    `inside` is the folder that the file must not lead out of (None: it was named on the command line, and may lie anywhere
    but behind a link that leads out of a tree);
    `is_whole` says that the run checks all files, so that an entry which nothing matches is stale.
    """

    name: str
    writes: bool = False
    inside: str | None = None
    is_whole: bool = True


def chosen_baseline(request: Request, settings: Settings) -> Baseline:
    """Return the baseline that the command line names, else the configuration's."""
    is_whole = not request.paths
    if request.write_baseline is not None:
        return Baseline(request.write_baseline, writes=True)
    if request.baseline:
        return Baseline(request.baseline, is_whole=is_whole)
    root, name = settings.root or ".", settings.baseline or ""
    return Baseline(name if root == "." else os.path.join(root, name), inside=root, is_whole=is_whole)


def baselined(outcome: Outcome, baseline: Baseline, checked: frozenset[str]) -> Outcome:
    """Write the baseline where that is asked for; else take away what it knows, and tell the entries that are stale.

    An interrupted run writes none. Raises `BaselineError` for a file that cannot be used.
    """
    name = baseline.name
    if baseline.writes:
        # A baseline of half the posts would make the findings of the others new.
        if outcome.interrupted:
            return outcome
        try:
            write_file(name, write(outcome.diagnostics, outcome.capped))
        except OSError as error:
            raise BaselineError(name, msg("the baseline cannot be written: {reason}.", reason=reason(error))) from error
        more = sum(one.more for one in outcome.capped)
        return outcome._replace(diagnostics=(), baselined=outcome.diagnostics, capped=(), more_baselined=more)
    # A stranger’s configuration names the file: a link in its place must not have another file read.
    inside = Tree((baseline.inside,)).holds(name) if baseline.inside is not None else not Tree().leads_out(name)
    if not inside:
        said = msg("this is a link that leads out of the folder that is checked, and evlint reads nothing there")
        raise BaselineError(name, said)
    known = read_file(name, _LARGEST)
    if known is None or known.problem is not None:
        raise BaselineError(name, msg("the baseline cannot be read. Write it with --write-baseline {name}.", name=name))
    matched = match(outcome.diagnostics, read(known.text, name), checked, outcome.capped)
    notices = outcome.notices
    if matched.stale and baseline.is_whole:
        first = matched.stale[0]
        told = plural(
            "{count} entry of the baseline {name} is stale ({rule} in {path}): write the baseline again.",
            "{count} entries of the baseline {name} are stale (the first: {rule} in {path}): write the baseline again.",
            len(matched.stale),
            name=name,
            rule=first.rule,
            path=first.path,
        )
        notices = (*notices, Notice(render(told)))
    return outcome._replace(
        diagnostics=tuple(matched.new), baselined=tuple(matched.known), notices=notices,
        capped=tuple(matched.capped), more_baselined=matched.more_known,
    )  # fmt: skip
