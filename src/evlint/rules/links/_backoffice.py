"""Tells an address that works for its author alone: pages for editing, previews of drafts, links bound to a session."""

from __future__ import annotations

import re

from evlint.model.message import Msg, msg
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple
from evlint.urls.split import Url


class BackOffice(NamedTuple):
    """What an address is, and what to link to instead."""

    message: Msg
    help: Msg


# A first look that most posts do not pass: none of these stands in any of their links.
_HINTS = (
    "wp-", "/edit", "/node/", "/admin", "/typo3", "/ghost/", "layouts/15", "preview", "draft=", "essionid", "ESSID",
    "SSIONID", "essionId", "cfid", "CFID", "mz-", "sig=", "safelinks", "urldefense", "-my.sharepoint", "/u/", "vercel",
    "DesignPage", "studio.youtube", "/myevent", "/manage/",
)  # fmt: skip

_FORGES = frozenset((
    "github.com", "gist.github.com", "raw.githubusercontent.com", "gitlab.com", "bitbucket.org", "codeberg.org",
    "framagit.org", "sourceforge.net", "sr.ht", "git.sr.ht",
))  # fmt: skip
_FORGE_STARTS = ("gitlab.", "git.", "gitea.", "forgejo.", "forge.")
_FORGE_ENDS = (".github.io", ".gitlab.io")

_ADMIN_PATH = lazy_regex(
    r"(/wp-admin|/wp-login\.php|(?:/[\w-]+)?/\d+/edit|/admin/content|/ghost/?(?=#/editor|\Z)|/administrator/index\.php|/_layouts/15)(?=/|\Z)"
    r"|^(/typo3|/administrator)(?=/\Z|\Z)"
)
_ADMIN_PARTS = ("/wp-admin", "/wp-login", "/edit", "/admin", "/ghost", "/_layouts", "/typo3")
_PREVIEW = lazy_regex(
    r"(?:^|&)((?:preview=(?:true|1)|preview(?=&|\Z)|preview_id=|preview_nonce=|draft=(?:true|1)(?=&|\Z)|_vercel_share="
    r"|x-vercel-protection-bypass=)[^&]*)"
)
_SESSION = lazy_regex(
    r"(?:^|[&;?/])((?:jsessionid|phpsessid|asp\.net_sessionid|aspsessionid\w*|cfid|cftoken)=)[^&;/]+", re.IGNORECASE
)
_AMAZON = lazy_regex(r"(?:^|&)(x-amz-signature=)", re.IGNORECASE)
_AZURE = lazy_regex(r"(?:^|&)(sig=)[^&]{20,}")
_ACCOUNT = lazy_regex(r"/u/\d+/")
_GOOGLE = lazy_regex(r"/(document|spreadsheets|presentation|forms|drawings)(?:/u/\d+)?/d/[^/]+/(edit)(?=/|\Z)")
_EDITORS = (
    ("canva.com", lazy_regex(r"/design/[^/]+/(?:[^/]+/)?(edit)(?=/|\Z)")),
    ("forms.office.com", lazy_regex(r"/Pages/(DesignPage(?:V2)?\.aspx)")),
    ("studio.youtube.com", lazy_regex(r"(/)")),
    ("eventbrite", lazy_regex(r"(/myevent|/manage/events)(?=/|\Z)")),
)

_PUBLIC = msg("Log out, open the page as readers do, and copy that address.")


def hints_in(text: str) -> list[str]:
    """Return at little cost what makes a URL, or any of several in one text, worth a second look."""
    return [hint for hint in _HINTS if hint in text]


def back_office(url: Url) -> BackOffice | None:
    """Say what is wrong with linking to a URL: its parts in, the reason out, or None."""
    host = (url.host or "").lower()
    if host in _FORGES or host.startswith(_FORGE_STARTS) or host.endswith(_FORGE_ENDS):
        return None
    path, query = url.path, url.query or ""
    return (
        _google(host, path)
        or _editor(host, path)
        or _administration(path, url.fragment or "")
        or _session(path, query)
        or _preview(query)
        or _through_a_filter(host)
    )


def _google(host: str, path: str) -> BackOffice | None:
    if not host.endswith(".google.com"):
        return None
    if host == "docs.google.com" and (match := _GOOGLE.match(path)) is not None:
        form = match[1] == "forms"
        return BackOffice(
            msg("This is the address where the form is edited: readers cannot answer there.")
            if form
            else msg(
                "This is the address where the document is edited: readers get the editor, or are asked to log in."
            ),
            msg("End the address with “/viewform” instead of “/edit”.")
            if form
            else msg("End the address with “/preview” instead of “/edit”, or publish the document and link to that."),
        )
    if host in ("docs.google.com", "drive.google.com") and (account := _ACCOUNT.search(path)) is not None:
        return BackOffice(
            msg("“{part}” in the address stands for your own account: readers are led into theirs.", part=account[0]),
            msg("Take “{part}” out of the address.", part=account[0].rstrip("/")),
        )
    return None


def _editor(host: str, path: str) -> BackOffice | None:
    for name, pattern in _EDITORS:
        if name in host and (match := pattern.search(path)) is not None:
            return BackOffice(
                msg(
                    "“{part}” on {host} is where the page is made, not where readers see it.", part=match[1], host=host
                ),
                _PUBLIC,
            )
    return None


def _administration(path: str, fragment: str) -> BackOffice | None:
    match = _ADMIN_PATH.search(path) if any(part in path for part in _ADMIN_PARTS) else None
    if match is None or (match[0].startswith("/ghost") and not fragment.startswith("/editor")):
        return None
    return BackOffice(
        msg(
            "“{part}” leads to the pages where the site is edited: readers are asked to log in.",
            part=match[1] or match[2],
        ),
        _PUBLIC,
    )


def _preview(query: str) -> BackOffice | None:
    match = _PREVIEW.search(query) if query else None
    if match is None:
        return None
    return BackOffice(
        msg(
            "“{part}” shows a draft to those who are logged in; others get an error or the old page.",
            part=match[1][:60],
        ),
        msg("Publish the page, and link to its address without “{part}”.", part=match[1][:60]),
    )


def _session(path: str, query: str) -> BackOffice | None:
    if "=" not in path and "=" not in query:
        return None
    match = _SESSION.search(path) or _SESSION.search(query)
    if match is not None:
        return BackOffice(
            msg("“{part}” belongs to your own visit: the link stops working when that ends.", part=match[1]),
            msg("Take it out of the address."),
        )
    match = _AMAZON.search(query) or (_AZURE.search(query) if "se=" in query or "sv=" in query else None)
    if match is None:
        return None
    return BackOffice(
        msg("“{part}” is a signature made for you, and it expires: the link stops working then.", part=match[1]),
        msg("Link to the file's public address."),
    )


def _through_a_filter(host: str) -> BackOffice | None:
    if host.endswith((".safelinks.protection.outlook.com", "urldefense.com", "urldefense.proofpoint.com")):
        return BackOffice(
            msg(
                "The link was copied from a mail: it leads through {host}, and tells that service who clicks.",
                host=host,
            ),
            msg("Open it, and copy the address that you end on."),
        )
    if host.endswith("-my.sharepoint.com"):
        return BackOffice(
            msg("{host} is somebody's own OneDrive: the link works while they share it, and no longer.", host=host),
            msg("Put the file where it is public, and link to that."),
        )
    return None
