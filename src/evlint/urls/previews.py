"""Services whose addresses are previews of a change, tunnels to somebody's machine, or workspaces: gone within days.

Only the forms that the services give to such addresses are taken; a site in production on the same service
(`site.netlify.app`, `project.pages.dev`, `app.vercel.app`) is left alone.
"""

from __future__ import annotations

import re
from typing import Literal

from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple
from evlint.urls.domains import domain_start

ValueType = Literal["preview", "tunnel", "workspace"]


class Preview(NamedTuple):
    """What a host or path was taken for: the service by its name, and the part that tells (offsets in host or path)."""

    kind: ValueType
    service: str
    start: int
    end: int


class _Service(NamedTuple):
    """A service: its name, what it gives out, and how the part of the host before the service's own domain looks then."""

    name: str
    kind: ValueType
    pattern: str  # matched against that part, without the dot at its end; its first group is what tells


_ANY = r"(?!www\Z)(.+)"
_PRODUCTION = r"(?:www|main|master|prod|production|release|live)\."

# The branch that a site is published from keeps its address.
_LASTING = r"(?:main|master|production|prod)"

_SERVICES: dict[str, _Service] = {
    "netlify.app": _Service("Netlify", "preview", rf"(?!{_LASTING}--)((?:[^.]+?)--)[^.]+"),
    "netlify.com": _Service("Netlify", "preview", rf"(?!{_LASTING}--)((?:[^.]+?)--)[^.]+"),
    "vercel.app": _Service("Vercel", "preview", r"[^.]+?(-git-)[^.]+"),
    "now.sh": _Service("Vercel", "preview", r"[^.]+?(-git-)[^.]+"),
    "pages.dev": _Service("Cloudflare Pages", "preview", r"(?!www\.)([^.]+)\.[^.]+"),
    "onrender.com": _Service("Render", "preview", r"[^.]+?(-pr-\d+)"),
    "scalingo.io": _Service("Scalingo", "preview", r"[^.]+?(-pr\d+)\.osc-[a-z0-9-]+"),
    "herokuapp.com": _Service("Heroku", "preview", r"[^.]+?(-pr-\d+)(?:-[0-9a-f]+)?"),
    "web.app": _Service("Firebase", "preview", r"[^.]+?(--[^.]+)"),
    "azurestaticapps.net": _Service(
        "Azure Static Web Apps", "preview", r"[a-z]+-[a-z]+-[0-9a-f]{9,}(-[^.]+)\.[a-z]+\d?(?:\.\d+)?"
    ),
    "amplifyapp.com": _Service("AWS Amplify", "preview", rf"(?!{_PRODUCTION})([^.]+)\.d[0-9a-z]+"),
    "ngrok.io": _Service("ngrok", "tunnel", _ANY),
    "ngrok.app": _Service("ngrok", "tunnel", _ANY),
    "ngrok.dev": _Service("ngrok", "tunnel", _ANY),
    "ngrok-free.app": _Service("ngrok", "tunnel", _ANY),
    "ngrok-free.dev": _Service("ngrok", "tunnel", _ANY),
    "trycloudflare.com": _Service("Cloudflare Tunnel", "tunnel", _ANY),
    "loca.lt": _Service("localtunnel", "tunnel", _ANY),
    "serveo.net": _Service("Serveo", "tunnel", _ANY),
    "serveousercontent.com": _Service("Serveo", "tunnel", _ANY),
    "lhr.life": _Service("localhost.run", "tunnel", _ANY),
    "lhr.rocks": _Service("localhost.run", "tunnel", _ANY),
    "localhost.run": _Service("localhost.run", "tunnel", r"(?!(?:www|admin|docs)\Z)(.+)"),
    "pinggy.link": _Service("Pinggy", "tunnel", _ANY),
    "pinggy.io": _Service("Pinggy", "tunnel", r"(.+)\.a(?:\.free)?"),
    "tunnelmole.net": _Service("Tunnelmole", "tunnel", _ANY),
    "loclx.io": _Service("LocalXpose", "tunnel", _ANY),
    "devtunnels.ms": _Service("Dev Tunnels", "tunnel", _ANY),
    "github.dev": _Service("GitHub Codespaces", "workspace", r"(.+)\.(?:app|preview\.app)"),
    "githubpreview.dev": _Service("GitHub Codespaces", "workspace", _ANY),
    "gitpod.io": _Service("Gitpod", "workspace", r"(\d+-.+|[^.]+\.ws-[^.]+|ws-[^.]+)"),
    "csb.app": _Service("CodeSandbox", "workspace", r"(.+-\d{2,5})"),  # with a port; without one it is there for others
    "webcontainer.io": _Service("WebContainers", "workspace", _ANY),
    "stackblitz.io": _Service("StackBlitz", "workspace", _ANY),
    "cloudworkstations.dev": _Service("Cloud Workstations", "workspace", _ANY),
    "replit.dev": _Service("Replit", "workspace", _ANY),
}

REVIEW_APP = "review app"  # the service of those that can run on any host
# The names that GitLab and others give to the site of one change: `review-BRANCH-HASH`, `BRANCH.review`, `pr-12`.
_REVIEW_APP = lazy_regex(
    r"(review-[a-z0-9-]*[a-z0-9])(?=\.)|(?!www\.)[a-z0-9-]+\.(review|review-?apps?|reviewapps?)(?=\.)|((?:pr|mr|pull)-\d+)(?=\.)"
)
_PR_PREVIEW = lazy_regex(r"/pr-preview/pr-\d+(?=/|\Z)")
_CLOUD_GOV = lazy_regex(r"(/preview/)[^/]+/")
_compiled: dict[str, re.Pattern[str]] = {}


def find_preview(key: str) -> Preview | None:
    """Tell whether a host (as `host_key` gives it) is one that a service gives to a preview, a tunnel or a workspace."""
    head, _, top = key.rpartition(".")
    before, _, name = head.rpartition(".")
    base = f"{name}.{top}"
    service = _SERVICES.get(base)
    if service is None or not before:
        return _review_app(key) if before and "r" in before else None
    pattern = _compiled.get(base)
    if pattern is None:
        pattern = _compiled[base] = re.compile(service.pattern + r"\Z")
    match = pattern.match(before)
    return None if match is None else Preview(service.kind, service.name, *match.span(1))


def _review_app(key: str) -> Preview | None:
    """Tell whether a host is that of a review app, left of the registered domain."""
    match = _REVIEW_APP.match(key)
    if match is None or match.end() >= domain_start(key):
        return None
    start, end = match.span(match.lastindex or 0)
    return Preview("preview", REVIEW_APP, start, end)


def find_path_preview(host: str, path: str) -> Preview | None:
    """Return the preview that a path names on a host (in lower case) whose previews differ in the path alone, or None."""
    if host.endswith(".github.io"):
        match = _PR_PREVIEW.search(path)
        return None if match is None else Preview("preview", "GitHub Pages", *match.span())
    if host.endswith((".app.cloud.gov", ".pages.cloud.gov")) or host.startswith("federalist"):
        match = _CLOUD_GOV.match(path)
        return None if match is None else Preview("preview", "cloud.gov Pages", *match.span(1))
    return None


PATH_SERVICES = (".github.io", ".cloud.gov", ".18f.gov")
