"""The events of the posts that a request names: read, parsed and judged by the rules of dates, once each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from evlint.io.read import read_file
from evlint.lint.calendar import JUDGES, Event, between, event_of, in_order
from evlint.lint.linter import Linter
from evlint.lint.select import Selector
from evlint.model.outcome import Notice
from evlint.report.calendar import Season
from evlint.rules import registry

if TYPE_CHECKING:
    from evlint.pipeline.run import Run

_DATES = "EV2"  # all of them run: some leave to one another what both see


def take_season(run: Run, *, since: date | None, until: date | None) -> tuple[Season, list[Notice]]:
    """Return the events between two days (both included; None: no bound), and what is to be said besides."""
    files, notices = run.files()
    events = in_order(between(_events(run, files), since, until))
    root = run.sites.root_of(files[0]) if files else None
    site = run.sites.site(root)
    settings = run.settings
    season = Season(tuple(events), run.today, settings.timezone or site.timezone, settings.links.site_url or site.url)
    return season, notices


def _events(run: Run, files: list[str]) -> Iterator[Event]:
    linter = _linter(run)
    for path in files:
        read = read_file(path, run.settings.max_file_size)
        if read is None or read.problem is not None:
            continue
        document = linter.document(path, read)
        found = linter.lint(document).diagnostics
        event = event_of(document, linter.context(document), [one for one in found if one.rule in JUDGES])
        if event is not None:
            yield event


def _linter(run: Run) -> Linter:
    """Return a linter with the rules of dates that the configuration lets run; nobody asks here what others would find."""
    rules = Selector(run.settings, [rule for rule in registry() if rule.code.startswith(_DATES)])
    return Linter(run.settings, run.sites, rules, wording=run.wording)
