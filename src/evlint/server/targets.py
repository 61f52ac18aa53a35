"""Where a link leads, as far as the tree and the name tell; the network is never asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lsprotocol import types

from evlint.model.context import RuleContext
from evlint.model.document import Document, Link
from evlint.model.message import Msg, msg
from evlint.rules.links._local import LocalLink, local_links, target_of
from evlint.server.findings import uri_of
from evlint.server.positions import Positions
from evlint.site.same_site_path import same_site_path
from evlint.urls.hosts import HostKind, classify
from evlint.urls.split import split_url
from evlint.urls.staging import find_staging

if TYPE_CHECKING:
    from evlint.server.workspace import Looked

_WEB = ("http://", "https://", "mailto:", "tel:")


def document_links(looked: Looked, positions: Positions) -> Iterator[types.DocumentLink]:
    """Yield the links of a post with where they lead: a page on the web, or a file of the tree."""
    local = {one.link: one for one in local_links(looked.document, looked.context)}
    for link in looked.document.links:
        if link.templated and link not in local:
            continue
        target = _uri(looked, link, local.get(link))
        if target is not None and link.span.end > link.span.start:
            yield types.DocumentLink(range=positions.range(link.span), target=target)


def _uri(looked: Looked, link: Link, local: LocalLink | None) -> str | None:
    if local is not None:
        found = target_of(looked.document, looked.context, local)
        if found.state == "found" and found.path is not None:
            return uri_of(found.path)
    url = link.url.strip()
    return url if url.lower().startswith(_WEB) and url.isprintable() and " " not in url else None


def told_of(document: Document, context: RuleContext, link: Link) -> Msg | None:
    """Say in Markdown what is known of a link: the file that it leads to, or what its host is; None where nothing is."""
    for local in local_links(document, context):
        if local.link == link:
            found = target_of(document, context, local)
            if found.state == "found" and found.path is not None:
                return msg("Leads to `{path}`.", path=found.path)
            if found.state == "missing":
                if found.nearest is None:
                    return msg("Nothing is there.")
                return msg("Nothing is there. The nearest is `{near}`.", near=found.nearest)
            return msg("Where this leads cannot be told from the files.")
    url = split_url(link.url.strip())
    if link.templated or not url.host:
        return None
    staging = find_staging(url, context.links.staging, context.links.staging_words)
    if staging is not None:
        return msg("`{host}` is a staging host: readers cannot reach it.", host=url.host)
    if same_site_path(link.url, context.links.site_url) is not None:
        return msg("`{host}` is this site's own address.", host=url.host)
    return msg("`{host}` is {kind}.", host=url.host, kind=_KINDS[classify(url.host)])


_KINDS: dict[HostKind, Msg] = {
    "public": msg("a public host"),
    "loopback": msg("the reader's own machine"),
    "private": msg("an address of a private network"),
    "link-local": msg("an address of one network only"),
    "reserved": msg("an address that is reserved"),
    "single-label": msg("a name of a local network"),
    "reserved-name": msg("a name that is never public"),
    "documentation": msg("a name for examples"),
    "invalid": msg("no name that a host can have"),
}
