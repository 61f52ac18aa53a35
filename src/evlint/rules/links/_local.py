"""Local links of a post: those that lead to a file, a page or a place of the same site, and where they lead."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from evlint.generators import generator_of
from evlint.model.context import FEWEST_BESIDE, RuleContext, Target
from evlint.model.document import Document, Link, once, urls_in_lower_case
from evlint.model.file_names import ENDINGS, INCLUDES
from evlint.model.site import within
from evlint.model.span import Span, last_before
from evlint.site.names import MOST_SUGGESTED
from evlint.site.same_site_path import own_mark, same_site_path
from evlint.startup.namedtuple import NamedTuple

ELEMENTS = frozenset({"a", "area", "img", "source", "video", "audio", "iframe", "embed", "object", "track"})
_PLACEHOLDERS = frozenset(
    (
        "lien",
        "link",
        "url",
        "uri",
        "href",
        "null",
        "none",
        "todo",
        "tbd",
        "xxx",
        "n/a",
        "placeholder",
        "undefined",
        "nil",
    )
)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif")
# Nothing lies below such a file; `.zip` and the like are names of hosts too.
_BELOW = (*ENDINGS, *_PICTURES, ".pdf")
_FILE_ENDINGS = (
    *_BELOW, ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".csv", ".zip", ".ics", ".mp3",
    ".mp4", ".webm", ".txt", ".xml", ".json", ".ipynb",
)  # fmt: skip
_ODD = frozenset('<>{}[]|\\^`"$*\n\t')
# Folders whose files are parts of other pages, whoever builds the site.
_PARTS = INCLUDES | {"shared", "_shared", "snippets", "_snippets"}


def is_part(document: Document, context: RuleContext) -> bool:
    """Tell whether a file is a part of other pages: its relative links, ids and labels are looked for in those."""
    if not _PARTS.isdisjoint(document.path.lower().split("/")[:-1]):
        return True
    tells = generator_of(context.site).is_part
    return tells is not None and tells(context.site, within(context.site, document.path))


# Hosts on which each repository of an owner has a folder of its own, below the owner's own site.
_SHARED_HOSTS = (".github.io", ".gitlab.io", ".codeberg.page")


class LocalLink(NamedTuple):
    """A link into the same site.

    `address` is what the tree is asked for ("" for the post itself), `shown` the part of the URL that names the file or
    page, `fragment` what follows `#` (None: nothing does). `tag` marks a template tag such as `{% link … %}`.
    """

    link: Link
    address: str
    shown: str
    fragment: str | None
    tag: bool = False


@once
def local_links(document: Document, context: RuleContext) -> tuple[LocalLink, ...]:
    """Return the local links of a post."""
    return tuple(_read(document, context))


def target_of(document: Document, context: RuleContext, local: LocalLink) -> Target:
    """Return what a local link leads to; the post itself for an empty address.

    Only the first missing targets of a post are told the nearest name: a post with very many takes no longer for it.
    """
    if not local.address:
        return Target("found", document.path)
    targets = document.memo.get("local_targets")
    if not isinstance(targets, _Targets):
        targets = document.memo["local_targets"] = _Targets()
    known = targets.get(local.address)
    if known is None:
        suggests = targets.missing < MOST_SUGGESTED
        known = targets[local.address] = context.tree.target(document.path, local.address, suggests=suggests)
        targets.missing += known.state == "missing"
    return known


def is_kept_elsewhere(document: Document, context: RuleContext, local: LocalLink) -> bool:
    """Tell whether the pictures under this key of the front matter are kept outside the tree, as those of the posts around.

    No site goes on for long with most of its pictures broken: where they are nowhere, a program brings them.
    """
    key = (local.link.pointer or "")[1:]
    if local.link.kind != "front-matter" or local.link.element != "img" or not key or "/" in key:
        return False
    there, missing = context.tree.pictures_beside(document.path, key)
    return missing >= max(FEWEST_BESIDE, 4 * there)


def is_in_absent_folder(document: Document, context: RuleContext, local: LocalLink) -> bool:
    """Tell whether a picture or file stands in a folder that is not in the tree though many of the posts around use it.

    A site whose posts have lost their pictures is mended; where the folder is kept elsewhere, it is not in the tree.
    """
    shown = local.shown
    inner = shown.lstrip("/").removeprefix("./")
    top, slash, _ = inner.partition("/")
    if (
        not slash
        or top in ("", ".", "..")
        or not shown.lower().endswith(_FILE_ENDINGS)
        or shown.lower().endswith(ENDINGS)
    ):
        return False
    folder = document.path.rpartition("/")[0]
    if any(context.tree.has(posixpath.join(start, top)) for start in (folder, context.site.root)):
        return False
    name = inner.rpartition("/")[2]
    if context.tree.target(document.path, f"named:{name}", suggests=False).state == "found":
        return False
    typed = shown[: len(shown) - len(inner)] + f"{top}/"
    return context.tree.mentions_beside(document.path, f"({typed}") >= _MANY


_MANY = 5  # of the twenty posts that are asked


class _Targets(dict[str, Target]):
    """What the addresses in a post lead to, and how many of them lead nowhere."""

    missing = 0


def _read(document: Document, context: RuleContext) -> Iterator[LocalLink]:
    site_url = context.links.site_url
    # Whether the site’s own host stands in the post at all: asked once, not of each link.
    mark = own_mark(site_url)
    has_own = mark is not None and mark in urls_in_lower_case(document)
    chosen = generator_of(context.site)
    roots = tuple(mark for mark, _ in chosen.roots)
    dropped = _dropped(document, context)
    for link in document.links:
        if link.span.start in dropped:
            continue
        if link.element not in ELEMENTS or (chosen.outside_mark and _leads_out(document, link, chosen.outside_mark)):
            continue
        if link.templated:
            from evlint.site.tags import reference

            tag = reference(link.url.strip())
            if tag is not None:
                yield LocalLink(link, link.url.strip(), tag.argument, tag.fragment or None, tag=tag.is_asked)
            continue
        url = link.url.strip()
        is_whole = False
        if url.startswith(("http:", "https:", "HTTP", "Http")):
            path = same_site_path(url, site_url) if has_own else None
            if path is None:
                continue
            is_whole = True
        elif not url or url.startswith(("//", "\\")) or _has_scheme(url):
            continue
        else:
            path = url
        path, mark, fragment = path.partition("#")
        path = path.partition("?")[0]
        # Before anything that asks for the form of a path: such a mark is none (`~/x`, `@site/x`).
        if roots and path.startswith(roots):
            yield LocalLink(link, path, path, fragment if mark else None)
            continue
        # `raw:` tells the tree that the generator does not rewrite this one: it leads where a browser takes it.
        if path and (is_whole or (chosen.leaves_html and link.kind == "html")):
            if path.startswith("/") or is_path(path):
                yield LocalLink(link, f"raw:{path}", path, fragment if mark else None)
            continue
        if link.kind == "front-matter" and path and not path.startswith("/"):
            asked = _in_front(link, path, chosen.pictures_beside) if chosen.title else None
            if asked is not None:
                yield LocalLink(link, asked, path, None)
        elif path.startswith("/") or not path or is_path(path):
            yield LocalLink(link, path, path, fragment if mark else None)
    if document.body.templates and chosen.tags:
        yield from _tags_in_text(document, context, dropped)


def _dropped(document: Document, context: RuleContext) -> frozenset[int]:
    """Return where the tags begin that are never run, since the generator leaves out the HTML that they stand in."""
    drops = generator_of(context.site).drops_html if document.body.raw_html else None
    if drops is None or not drops(context.site):
        return frozenset()
    from evlint.rules.links._dropped_tags import dropped_tags

    return dropped_tags(document)


def _leads_out(document: Document, link: Link, mark: str) -> bool:
    """Tell whether a key beside an address, or an attribute behind a link, says that it leads to no page of the site."""
    if link.kind == "front-matter":
        parent: object = document.data
        for part in (link.pointer or "").split("/")[1:-1]:
            if isinstance(parent, list) and part.isdecimal() and int(part) < len(parent):
                parent = parent[int(part)]
            elif isinstance(parent, dict):
                parent = parent.get(part)
        return isinstance(parent, dict) and mark in parent
    return document.text.startswith(f"{{{mark}=", link.whole.end)


_OF_HEXO = ("slug", "slug-path", "asset")


def _tags_in_text(document: Document, context: RuleContext, dropped: frozenset[int]) -> Iterator[LocalLink]:
    """Yield the tags that name a page or a file outside of any link: they stop the build as those in links do."""
    from evlint.site.tags import figure, reference

    inside = {link.span.start for link in document.links if link.templated}
    linked = [link.span for link in document.links if link.templated]
    code = sorted(document.body.code)
    for span in document.body.templates:
        source = document.source(span)
        if span.start in inside or span.start in dropped or any(one.holds(span) for one in linked):
            continue
        tag = reference(source.strip())
        if tag is not None and tag.kind in _OF_HEXO and last_before(code, span.start).end >= span.end:
            continue  # Hexo shows its tags in code as they are typed
        if tag is not None and tag.kind != "root":
            element = "img" if tag.kind == "asset" and "_img" in source else "a"
            link = Link(source, span, "html", span, element=element, templated=True)
            yield LocalLink(link, source.strip(), tag.argument, tag.fragment or None, tag=tag.is_asked)
            continue
        shown = figure(source) if "shortcode" in generator_of(context.site).tags else None
        if shown is not None:
            begin, path = shown
            where = Span(span.start + begin, span.start + begin + len(path))
            path = path.partition("?")[0]
            if "://" not in path and not path.startswith("//") and is_path(path.lstrip("/")):
                asked = f"/{path}" if path[0] != "/" and _figures_stand_at_root(context) else path
                yield LocalLink(Link(path, where, "html", span, None, "img", "src"), asked, path, None)


def _figures_stand_at_root(context: RuleContext) -> bool:
    """Tell whether the site has a `figure` of its own that takes a picture's path from the root."""
    templates = generator_of(context.site).templates
    return templates is not None and any(
        context.tree.template_uses(path, name)
        for path in templates(context.site, "figure")
        for name in ("relURL", "absURL")
    )


def _in_front(link: Link, path: str, beside: bool) -> str | None:
    """Return what the tree is asked for a picture in the front matter; None where nobody can tell what is made of it."""
    if link.element != "img" or not path.lower().endswith(_PICTURES) or not is_path(path):
        return None
    if beside and path.startswith(("./", "../")):
        return path
    return f"named:{path}"


def is_path(path: str) -> bool:
    """Tell whether a relative URL is surely meant as a file or page: no host, address, placeholder or half-finished text."""
    if "\\" in path and path.lower().endswith(_FILE_ENDINGS):
        path = path.replace("\\", "/")  # a separator on one system only: no address has it
    if "@" in path or "://" in path or not _ODD.isdisjoint(path):
        return False
    first, slash, _ = path.partition("/")
    if slash and first.lower().endswith(_BELOW):
        return True
    if path.lower().endswith(_FILE_ENDINGS):
        return not first.lower().startswith("www.") or not slash
    if " " in path or _is_host(first):
        return False
    return bool(slash) or not (path.isupper() or path.lower() in _PLACEHOLDERS)


def _has_scheme(url: str) -> bool:
    name, colon, _ = url.partition(":")
    return bool(colon) and name.isascii() and name[0:1].isalpha() and _is_made_of(name, "+-.")


def _is_host(text: str) -> bool:
    labels = text.split(".")
    return len(labels) > 1 and all(labels) and labels[-1].isalpha() and len(labels[-1]) > 1 and _is_made_of(text, ".-_")


def _is_made_of(text: str, signs: str) -> bool:
    """Tell whether a text holds letters, digits and these signs only."""
    for sign in signs:
        text = text.replace(sign, "")
    return text.isalnum()


def is_of_a_neighbour(document: Document, context: RuleContext, local: LocalLink) -> bool:
    """Tell whether a whole address may lead to another repository's site on the same host: nothing here is in its folder."""
    host, _, path = local.link.url.partition("://")[2].partition("/")
    first, slash, _ = path.partition("/")
    if not first or (not slash and "." in first) or not host.lower().endswith(_SHARED_HOSTS):
        return False
    return context.tree.target(document.path, f"/{first}/", suggests=False).state != "found"
