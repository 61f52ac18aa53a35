"""Every link of a tree: where it stands, what kind it is, and what is known of where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evlint.io.read import decode, read_file
from evlint.link_check.address import without_secrets
from evlint.model.context import Answer
from evlint.startup.namedtuple import NamedTuple
from evlint.urls.split import split_url

if TYPE_CHECKING:
    from evlint.model.outcome import Notice
    from evlint.pipeline.run import Run


class LinkEntry(NamedTuple):
    """One link at one place. `kind` is how it is written, `scope` where it leads: "web", "local", "anchor" or "other".

    `status` is a verdict (see `model.context.Answer`) or "unknown", `code` the HTTP status, `final_url` where it led to,
    `age` the seconds since then.
    """

    url: str
    kind: str
    scope: str
    path: str
    line: int
    column: int
    pointer: str | None = None
    text: str | None = None
    status: str = "unknown"
    code: int | None = None
    final_url: str | None = None
    age: int | None = None


class Inventory(NamedTuple):
    """Every link in the order of path and place, what is to be said besides, and whether the user broke off."""

    entries: list[LinkEntry]
    notices: list[Notice]
    interrupted: bool


def take_inventory(run: Run, *, over_network: bool, now: float) -> Inventory:
    """List the links of the files that the run's request names; ask for them where that is wanted. `now` in Unix time."""
    files, notices = run.files() if run.request.stdin is None else ([run.request.stdin_name], [])
    entries: list[LinkEntry] = []
    urls: dict[str, list[str]] = {}
    linter = run.linter()
    for path in files:
        read = (
            decode(run.request.stdin) if run.request.stdin is not None else read_file(path, run.settings.max_file_size)
        )
        if read is None or read.problem is not None:
            continue
        document = linter.document(path, read)
        for link in document.links:
            place = document.lines.place(link.span.start)
            scope = "other" if link.templated else _scope(link.url)
            entries.append(
                LinkEntry(link.url, link.kind, scope, path, place.line, place.column, link.pointer, link.text)
            )
            if scope == "web":
                urls.setdefault(path, []).append(link.url)
    from evlint.model.message import render
    from evlint.model.outcome import Notice as Said
    from evlint.pipeline.online import last_known, site_urls
    from evlint.pipeline.page_queue import Memory, PageQueue

    queue = PageQueue(run.settings.links, Memory(is_refreshed=run.request.refresh), over_network=over_network)
    known = last_known(queue, urls, site_urls(run.settings, run.sites))
    notices += [Said(render(one, run.wording)) for one in (*queue.said, *queue.unusable)]
    return Inventory(
        [
            _completed(entry, known.get(entry.url), now)
            for entry in sorted(entries, key=lambda entry: (entry.path, entry.line, entry.column))
        ],
        notices,
        queue.interrupted,
    )


def _completed(entry: LinkEntry, answer: Answer | None, now: float) -> LinkEntry:
    url = without_secrets(entry.url)
    if answer is None:
        return entry._replace(url=url)
    final = without_secrets(answer.final_url) if answer.final_url else None
    age = max(0, round(now - answer.checked_at)) if answer.checked_at else None
    status = "missing-anchor" if answer.fragment_found is False else answer.verdict
    return entry._replace(url=url, status=status, code=answer.status, final_url=final, age=age)


def _scope(url: str) -> str:
    parts = split_url(url)
    if parts.is_web:
        return "web"
    if parts.scheme:
        return "other"
    return "anchor" if url.startswith("#") else "local"
