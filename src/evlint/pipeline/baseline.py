"""Reads or writes the baseline of a run and takes away what it knows."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from evlint.io.read import read_file
from evlint.io.tree import Tree
from evlint.io.write import write_file
from evlint.lint.baseline import BaselineError, match, read, write
from evlint.model.message import msg, plural, reason, render
from evlint.model.outcome import Notice, Outcome
from evlint.model.settings import Settings

_LARGEST = 1 << 28  # bytes of a baseline: a million findings

if TYPE_CHECKING:
    from evlint.pipeline.run import Request


def baselined(outcome: Outcome, request: Request, settings: Settings, checked: frozenset[str]) -> Outcome:
    """Write the baseline where that is asked for; else take away what it knows, and tell the entries that are stale.

    An interrupted run writes none. Raises `BaselineError` for a file that cannot be used.
    """
    if request.write_baseline is not None:
        if outcome.interrupted:
            return outcome
        try:
            write_file(request.write_baseline, write(outcome.diagnostics))
        except OSError as error:
            raise BaselineError(
                request.write_baseline, msg("the baseline cannot be written: {reason}.", reason=reason(error))
            ) from error
        return outcome._replace(diagnostics=(), baselined=outcome.diagnostics)
    name = request.baseline or os.path.join(settings.root, settings.baseline or "")
    inside = not Tree().leads_out(name) if request.baseline else Tree((settings.root or ".",)).holds(name)
    known = read_file(name, _LARGEST) if inside else None
    if known is None or known.problem is not None:
        raise BaselineError(name, msg("the baseline cannot be read. Write it with --write-baseline {name}.", name=name))
    matched = match(outcome.diagnostics, read(known.text, name), checked)
    notices = outcome.notices
    if matched.stale and not request.paths:
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
    return outcome._replace(diagnostics=tuple(matched.new), baselined=tuple(matched.known), notices=notices)
