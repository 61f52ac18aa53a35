"""The events of posts: read, parsed and judged by the rules of dates, once each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from evlint.io.read import read_file
from evlint.lint.calendar import JUDGES, Event, between, event_of, in_order
from evlint.lint.linter import Linter
from evlint.lint.select import Selector
from evlint.report.calendar import Season
from evlint.rules import outlines

if TYPE_CHECKING:
    from evlint.model.message import Wording
    from evlint.model.settings import Settings
    from evlint.pipeline.sites import Sites

_DATES = "EV2"  # all of them run: some leave to one another what both see


def take_season(
    files: Sequence[str], linter: Linter, sites: Sites, settings: Settings, *, since: date | None, until: date | None
) -> Season:
    """Return the events of these files between two days, both included; None: no bound."""
    events = in_order(between(_events(files, linter, settings.max_file_size), since, until))
    site = sites.site(sites.root_of(files[0]) if files else None)
    return Season(tuple(events), sites.today, settings.timezone or site.timezone, settings.links.site_url or site.url)


def _events(files: Sequence[str], linter: Linter, largest: int) -> Iterator[Event]:
    for path in files:
        read = read_file(path, largest)
        if read is None or read.problem is not None:
            continue
        document = linter.document(path, read)
        found = linter.lint(document).diagnostics
        event = event_of(document, linter.context(document), [one for one in found if one.rule in JUDGES])
        if event is not None:
            yield event


def linter_of_dates(settings: Settings, sites: Sites, wording: Wording) -> Linter:
    """Return a linter with the rules of dates that the configuration lets run; nobody asks here what others would find."""
    rules = Selector(settings, [rule for rule in outlines() if rule.code.startswith(_DATES)])
    return Linter(settings, sites, rules, wording=wording)
