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
    is_note: bool = False  # readers may well be able to open it
    is_secret: bool = False  # it gives a password away


# A first look that most posts do not pass: none of these stands in any of their links.
_HINTS = (
    "wp-", "/edit", "/node/", "/admin", "/typo3", "/ghost/", "layouts/15", "preview", "draft=", "essionid", "ESSID",
    "SSIONID", "essionId", "cfid", "CFID", "mz-", "sig=", "safelinks", "urldefense", "-my.sharepoint", "vercel",
    "DesignPage", "studio.youtube", "/myevent", "/manage/", "/ecrire", "spip.php", "var_mode", "ADMCMD", "/u/", "authuser",
    "@", "contentful.com", "prismic.io", "/#/collections/", "/keystatic", "/url?", "/l.php?",
)  # fmt: skip

_SHARED = lazy_regex(r"/:[a-z]:/[a-z]/")  # a link that its owner made for others, as OneDrive makes them

_FORGES = frozenset((
    "github.com", "gist.github.com", "raw.githubusercontent.com", "gitlab.com", "bitbucket.org", "codeberg.org",
    "framagit.org", "sourceforge.net", "sr.ht", "git.sr.ht",
))  # fmt: skip
_FORGE_STARTS = ("gitlab.", "git.", "gitea.", "forgejo.", "forge.")
_FORGE_ENDS = (".github.io", ".gitlab.io")

# Where everybody may try out code: each page is an editor that anybody may use, without an account.
_SANDBOXES = (
    "jsbin.com", "codepen.io", "jsfiddle.net", "codesandbox.io", "stackblitz.com", "plnkr.co", "glitch.com",
    "observablehq.com", "playcode.io", "liveweave.com",
)  # fmt: skip

# Paths of back offices on any host; those that are words too only at the end, or before a page of theirs.
_ADMIN_PATH = lazy_regex(
    r"(/wp-admin|/wp-login\.php|(?:/[\w-]+)?/\d+/edit|/admin/content|/ghost/?(?=#/editor|\Z)|/administrator/index\.php|/_layouts/15)(?=/|\Z)"
    r"|^(/typo3|/administrator)(?=/\Z|\Z)"
    r"|(/typo3(?=/(?:index\.php|backend\.php|login|main|module/|record/|install\.php|install/|mod\.php|alt_\w+\.php|ajax/)))"
    r"|(/ecrire)(?=/?\Z|/index\.php\Z)|(/keystatic)(?=/|\Z)"
)
_ADMIN_PARTS = ("/wp-admin", "/wp-login", "/edit", "/admin", "/ghost", "/_layouts", "/typo3", "/ecrire", "/keystatic")
# What asks for the private side of SPIP, or for what TYPO3 and SPIP show to their editors alone.
_ADMIN_QUERY = lazy_regex(
    r"(?:^|&)(page=login(?=&|\Z)|action=(?:logout|cookie|editer_\w+)(?=&|\Z)|exec=\w+|ADMCMD_\w+=?|var_mode=(?:preview|debug|inclure)\b)"
)
_COLLECTIONS = lazy_regex(r"/(?:collections|edit|workflow)/")
_EDITING_HOSTS = ("app.contentful.com", ".prismic.io")
# Parameters that show a draft to who is logged in or has the link.
_PREVIEW = lazy_regex(
    r"(?:^|&)((?:preview=(?:true|1)|preview(?=&|\Z)|preview_id=|preview_nonce=|draft=(?:true|1)(?=&|\Z)|_vercel_share="
    r"|x-vercel-protection-bypass=)[^&]*)"
)
# A session’s mark, which opens nothing for others, or opens too much.
_SESSION = lazy_regex(
    r"(?:^|[&;?/])((?:jsessionid|phpsessid|asp\.net_sessionid|aspsessionid\w*|cfid|cftoken)=)[^&;/]+", re.IGNORECASE
)
_AMAZON = lazy_regex(r"(?:^|&)(x-amz-signature=)", re.IGNORECASE)
_AZURE = lazy_regex(r"(?:^|&)(sig=)[^&]{20,}")
_ACCOUNT = lazy_regex(r"/u/\d{1,2}(?=/|\Z)")
_ACCOUNT_ASKED = lazy_regex(r"(?:^|&)(authuser=\d{1,2})(?=&|\Z)")
_CALENDAR = lazy_regex(r"(?:^|&)(?:cid|src|eid)=[^&]")  # a calendar to look at or to add, an event to copy
# The editor of a document: others want `/preview`, `/pub` or the form’s own page.
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
    if url.userinfo is not None and url.userinfo.partition(":")[2]:
        return BackOffice(
            msg("A user name and a password stand in the address: everybody who reads the page has them."),
            msg("Take them out of the address, and change the password: whoever saw this file knows it."),
            is_secret=True,
        )
    if host in _FORGES or host.startswith(_FORGE_STARTS) or host.endswith(_FORGE_ENDS):
        return None
    if any(host == one or host.endswith(f".{one}") for one in _SANDBOXES):
        return None
    path, query = url.path, url.query or ""
    return (
        _google(host, path, query)
        or _editor(host, path)
        or _administration(path, query, url.fragment or "")
        or (None if "://" in path else _session(path, query))  # an archived copy needs no session any more
        or _preview(query)
        or _through_a_filter(host, path, query)
    )


def _google(host: str, path: str, query: str) -> BackOffice | None:
    if not host.endswith(".google.com") or host == "plus.google.com":
        return None
    asked = _ACCOUNT_ASKED.search(query)
    account = _ACCOUNT.search(path) or asked
    if account is not None and not _is_for_all(host, path, query):
        return BackOffice(
            msg(
                "“{part}” in the address stands for your own account: readers are led into theirs.",
                part=account[0].strip("&"),
            ),
            msg("Take “{part}” out of the address.", part=account[0].strip("&")),
            is_note=account is asked and _is_public(host, path),
        )
    if host == "docs.google.com" and (match := _GOOGLE.match(path)) is not None:
        form = match[1] == "forms"
        return BackOffice(
            msg("This is the address where the form is edited: readers cannot answer there.")
            if form
            else msg("The document opens in its editor, and only for those with whom it is shared."),
            msg("End the address with “/viewform” instead of “/edit”.")
            if form
            else msg("End the address with “/preview” instead of “/edit”, or publish the document and link to that."),
            is_note=not form,
        )
    return None


def _is_public(host: str, path: str) -> bool:
    """Tell whether Google shows a page to everybody alike, whichever account is asked for: its help, published sites."""
    return host == "support.google.com" or (host == "sites.google.com" and path.startswith(("/view/", "/site/")))


def _is_for_all(host: str, path: str, query: str) -> bool:
    """Tell the addresses that Google itself gives to be shown to readers, although an account's number stands in them."""
    if host == "calendar.google.com":
        return path.endswith("/embed") or _CALENDAR.search(query) is not None
    if path.endswith("/formResponse"):
        return True  # where a form of the site's own sends its answers
    return "/maps/d/" in path and path.endswith(("/embed", "/viewer"))


def _editor(host: str, path: str) -> BackOffice | None:
    if host.endswith(_EDITING_HOSTS) and path.startswith(("/spaces/", "/documents", "/builder/")):
        return BackOffice(
            msg("“{part}” on {host} is where the page is made, not where readers see it.", part=path[:20], host=host),
            _PUBLIC,
        )
    for name, pattern in _EDITORS:
        if name in host and (match := pattern.search(path)) is not None:
            return BackOffice(
                msg(
                    "“{part}” on {host} is where the page is made, not where readers see it.", part=match[1], host=host
                ),
                _PUBLIC,
            )
    return None


def _administration(path: str, query: str, fragment: str) -> BackOffice | None:
    asked = _ADMIN_QUERY.search(query) if query else None
    if asked is not None and (
        path.endswith(("/spip.php", "/ecrire/", "/ecrire", "/ecrire/index.php"))
        or not asked[1].startswith(("page=", "action=", "exec="))
    ):
        return BackOffice(
            msg("“{part}” leads to the pages where the site is edited: readers are asked to log in.", part=asked[1]),
            _PUBLIC,
        )
    if path.startswith("/admin") and _COLLECTIONS.match(fragment) is not None:
        return BackOffice(
            msg("“{part}” leads to the pages where the site is edited: readers are asked to log in.", part="/admin/#/"),
            _PUBLIC,
        )
    match = _ADMIN_PATH.search(path) if any(part in path for part in _ADMIN_PARTS) else None
    if match is None or (match[0].startswith("/ghost") and not fragment.startswith("/editor")):
        return None
    return BackOffice(
        msg(
            "“{part}” leads to the pages where the site is edited: readers are asked to log in.",
            part=next(part for part in match.groups() if part),
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
            msg("“{part}” belongs to your own visit, which ends: the link may work for nobody then.", part=match[1]),
            msg("Take it out of the address."),
        )
    match = _AMAZON.search(query) or (_AZURE.search(query) if "se=" in query or "sv=" in query else None)
    if match is None:
        return None
    return BackOffice(
        msg("“{part}” is a signature made for you, and it expires: the link stops working then.", part=match[1]),
        msg("Link to the file's public address."),
    )


# What Google and Facebook put in the place of a link: who copies it copies their question to readers with it.
_LEADS_ON = lazy_regex(r"(?:www\.google(?:\.[a-z]{2,3}){1,2}/url|lm?\.facebook\.com/l\.php)\Z")
_LED_TO = lazy_regex(r"(?:^|&)(?:q|u|url)=(?:https?:|https?%3A)", re.IGNORECASE)


def _through_a_filter(host: str, path: str, query: str) -> BackOffice | None:
    if _LEADS_ON.match(host + path) is not None and _LED_TO.search(query) is not None:
        return BackOffice(
            msg("The link leads through {host}, which may ask readers whether they want to go on.", host=host),
            msg("Open it, and copy the address that you end on."),
            is_note=True,
        )
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
            is_note=_SHARED.match(path) is not None,
        )
    return None
