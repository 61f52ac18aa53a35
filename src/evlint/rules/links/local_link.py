"""A link leads to the author's own machine or network: `localhost`, a private or reserved address, a name without a dot
or one that only a local network knows, a file on a disk.

It opens at the author's desk and nowhere else. Addresses count in every spelling that a browser takes for one
(`127.0.0.1`, `2130706433`, `0x7f.1`, `[::1]`, `[::ffff:7f00:1]`).

How to fix: put the page or the file where readers can reach it, and link to that address. An address that is only meant
to be read belongs in code: `` `http://localhost:4000` ``.

Where the text itself shows the address of the reader's own machine (`Open <http://localhost:4000>`), or the post shows that
machine with its port in its code, it is a step of a tutorial, and told as information only.

Leaves alone: code, addresses that merely stand in the text where no link is made of them (in kramdown; elsewhere a name
without a dot), two slashes before a page of your own site (`//agenda/`, which EV303 tells), `example.org` and its kin,
names such as `127.example.fr` that only begin like an address, links that `data-proofer-ignore` marks as deliberate, hosts
and networks that `links.allow-private` lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document, once
from evlint.model.message import Msg, msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.links._classify import Local, classify_links, own_page
from evlint.startup.lazy_regex import lazy_regex


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Find links to places that only the author's machine or network knows."""
    allowed = context.links.allow_private
    for local in classify_links(document).local:
        if local.kind is not None and allowed and _is_allowed(local.host, allowed):
            continue
        if (
            _is_mere_text(local, context)
            or _is_to_be_replaced(local)
            or _is_turned(document, context, local)
            or (context.runs("EV303") and own_page(document, context, local) is not None)
        ):
            continue
        is_step = local.kind == "loopback" and (_is_shown(local) or _is_step(document, local))
        yield Finding(
            local.link.span,
            _message(local),
            _CODE_HELP if local.kind == "loopback" else _HELP,
            pointer=local.link.pointer,
            url=local.link.url,
            severity="info" if is_step else None,
        )


def _is_turned(document: Document, context: RuleContext, local: Local) -> bool:
    """Tell whether a path in raw HTML leads to a file of the site, as browsers turn its backslashes."""
    path = local.link.url
    if local.link.kind != "html" or not path.startswith("\\") or path.startswith("\\\\"):
        return False
    turned = path.replace("\\", "/")
    return context.tree.target(document.path, f"raw:{turned}", suggests=False).state == "found"


_HELP = msg("Put it where readers can reach it, and link to that address.")
_CODE_HELP = msg("Link to the public address; if the address is only to be read, put it between backticks.")


def _message(local: Local) -> Msg:
    host = local.host
    if local.kind == "loopback":
        return msg("“{host}” is each reader's own machine: the link works for nobody else than you.", host=host)
    if local.kind == "private":
        return msg("“{host}” is an address in a private network: readers outside it cannot open the link.", host=host)
    if local.kind == "link-local":
        return msg("“{host}” is an address that only the nearest machines know: readers cannot open it.", host=host)
    if local.kind == "reserved":
        return msg("“{host}” is a reserved address that leads nowhere on the internet.", host=host)
    if local.kind == "single-label":
        return msg("“{host}” has no dot: only machines in the same network know a host by such a name.", host=host)
    if local.kind == "reserved-name":
        return msg(
            "“.{ending}” is an ending for local networks and tests: “{host}” does not exist on the internet.",
            host=host,
            ending=host.rstrip(".").rpartition(".")[2],
        )
    return msg("“{start}” is on a machine or in a browser of your own: readers cannot open it.", start=host[:60])


def _is_shown(local: Local) -> bool:
    """Tell whether the text is the address: all of it, or without its scheme, its last slash or its blanks."""
    link = local.link
    if link.kind in ("bare", "autolink"):
        return True
    return link.text is not None and bool(link.text) and _bare(link.text) == _bare(link.url)


def _is_step(document: Document, local: Local) -> bool:
    """Tell whether the post shows that very machine and port in its code or as a text: the reader has just set it up."""
    found = _OWN_HOST.search(local.link.url)
    return found is not None and found[0].casefold() in _shown_hosts(document)


@once
def _shown_hosts(document: Document) -> frozenset[str]:
    code = (document.source(span) for span in document.body.code)
    links = (one.link.url for one in classify_links(document).local if one.kind == "loopback" and _is_shown(one))
    return frozenset(one[0].casefold() for text in (*code, *links) for one in _OWN_HOST.finditer(text))


# A loopback host that says which of the reader's programs is meant: by its port, or by a name before `.localhost`.
_OWN_HOST = lazy_regex(
    r"(?<![\w.-])(?:(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]):\d{2,5}|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.localhost(?::\d{2,5})?)\b",
    re.IGNORECASE,
)


def _bare(text: str) -> str:
    if ";" in text:
        from html import unescape

        text = unescape(text)  # what stands in HTML comes as it is typed
    text = "".join(text.split()).strip("`<>").casefold()
    return text.removeprefix("http://").removeprefix("https://").rstrip("/")


def _is_mere_text(local: Local, context: RuleContext) -> bool:
    """Tell whether an address stands in the text and the site's Markdown makes no link of it."""
    if local.link.kind != "bare":
        return False
    return context.site.markdown == "kramdown" or local.kind == "single-label"


def _is_to_be_replaced(local: Local) -> bool:
    """Tell whether an address that the text shows has a host that readers are to put theirs in for: `your_server`."""
    return local.kind == "single-label" and _YOURS.match(local.host) is not None and _is_shown(local)


_YOURS = lazy_regex(r"(?:your|votre|ihre?|deine?|tu|su|seu|uw|jouw|tuo)[-_]\w", re.IGNORECASE)


def _is_allowed(host: str, allowed: tuple[str, ...]) -> bool:
    from evlint.urls.allowed import is_allowed

    return is_allowed(host, allowed)


RULE = Rule(
    code="EV302",
    severity="error",
    check=check,
    needs="odd-links",
    options=("links.allow-private",),
    examples=(
        Good(
            '---\ntitle: A\n---\n\n<img src="\\assets\\images\\recap.jpg" alt="Recap">\n',
            path="docs/notes/advanced.md",
            files=(("mkdocs.yml", "site_name: C\n"), ("docs/assets/images/recap.jpg", "")),
            source="DeepRLCourse/DeepRLCourse.github.io docs/course_notes/advanced.md",
        ),
        Bad(
            '---\ntitle: A\n---\n\n<img src="«\\assets\\images\\gone.jpg»" alt="Recap">\n',
            says="on a machine or in a browser of your own",
            path="docs/notes/advanced.md",
            files=(("mkdocs.yml", "site_name: C\n"), ("docs/assets/images/recap.jpg", "")),
        ),
        Bad("Ouvrez [l'aperçu](«http://localhost:4000/agenda/») du site.\n", says="own machine"),
        Bad(
            "<«http://127.0.0.1:8000/»> <«http://2130706433/»> <«http://0x7f.1/»> <«http://[::1]/»> <«http://[::ffff:7f00:1]/»>\n",
            severity="info",
        ),
        Bad(
            "[wiki](«http://192.168.1.20/wiki») [x](«https://10.0.0.4») [y](«http://169.254.169.254/») [z](«http://[fd00::1]/»)\n",
            says="private",
        ),
        Bad("[x](«http://0.0.0.0:3000/») [y](«http://192.0.2.7/»)\n", says="reserved"),
        Bad("---\nlien: «http://intranet/programme»\n---\n", says="no dot"),
        Bad(
            "[a](«https://nas.local/x») [b](«https://wiki.corp») [c](«http://x.internal/») [d](«http://x.home.arpa/»)\n",
            says="“.local”",
        ),
        Bad(
            "[x](«localhost:4000/agenda») [y](«//localhost/x») [z](«http://localhost:4000/{{ page.url }}»)\n",
            says="own machine",
        ),
        Bad('<a href="«file:///C:/Users/jane/programme.pdf»">programme</a>\n', says="“file:///C:/"),
        Bad(
            "---\nlien: «C:\\Documents\\programme.pdf»\n---\n\n[x](«\\\\serveur\\partage\\programme.pdf»)\n", says="own"
        ),
        Bad(
            "Abra [http://localhost:4000/](«http://localhost:4000/») o [`localhost:4000`](«http://localhost:4000»).\n",
            says="own machine",
            note="a note only: the text shows the address",
            severity="info",
        ),
        Bad(
            "[http://localhost/?map=a&**service**=WFS&  **request**=x](«http://localhost/?map=a&service=WFS&request=x»)\n",
            says="own machine",
            source="geotribu/website, articles/2008/2008-09-15_interfacer-openlayers-avec-un-serveur-wfs-mapserver.md",
            note="a note only: emphasis and blanks leave it the address",
            severity="info",
        ),
        Bad(
            "    127.0.0.1   otel-demo.localhost\n\nStart it: `docker run -p 8080:8080 demo`, wait for `localhost:8080`.\n\n"
            "We saw the [web store](«http://otel-demo.localhost/») and [Grafana](«http://localhost:8080/grafana/»).\n",
            says="own machine",
            source="opentelemetry.io, content/en/blog/2022/otel-demo-app-nomad/index.md",
            note="a note only: the post has the reader set these up",
            severity="info",
        ),
        Bad(
            "Lancez `docker run -p 8080:8080 demo`.\n\nVoyez [l’aperçu](«http://localhost:4000/agenda/»).\n",
            says="own machine",
            note="The code speaks of another program.",
        ),
        Good(
            "Open [http://your_local_IP_address:8096](http://your_local_IP_address:8096) to finish.\n",
            source="jellyfin.org docs/general/installation/windows.md",
            note="readers put their own in",
        ),
        Good("Remplacez http://monserveur/chemin par votre adresse.\n", note="no link is made of it"),
        Good(
            "Le serveur écoute sur http://localhost:4000/ par défaut.\n",
            files=(("_config.yml", "title: Site\n"),),
            note="kramdown makes no link of it",
        ),
        Good(
            "Tout est dans [l’agenda](//agenda/).\n",
            files=(("_config.yml", "title: Site\n"), ("agenda/index.md", "---\ntitle: Agenda\n---\n")),
            note="EV303 tells it.",
        ),
        Good(
            'Open <a href="http://localhost:4000" target="_blank" data-proofer-ignore>http://localhost:4000</a>\n',
            source="jekyll-docs, step-by-step/05-includes.md",
        ),
        Good(
            "Lancez `bundle exec jekyll serve` et ouvrez `http://localhost:4000`.\n\n    http://127.0.0.1:4000/\n",
            source="jekyll-docs",
        ),
        Good("[modèle](https://www.example.org/) <https://example.com/x> <http://mairie.example/>\n"),
        Good(
            "<https://127.evil.fr/> <https://10.2.fr/> <https://8.8.8.8/> <https://internal.mairie.fr/> <https://test.mairie.fr/>\n"
        ),
        Good("[wiki](http://wiki.lan/)\n", config='[links]\nallow-private = ["wiki.lan"]\n'),
    ),
)
