"""Which fragments a document answers to: ids of headings, ids and names in HTML, ids that the site's templates bring."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING

from evlint.generators import generator_of
from evlint.model.document import Document
from evlint.model.file_names import INCLUDES, LAYOUTS, TEMPLATES, is_html, is_page
from evlint.model.files import Files
from evlint.model.generator import Layout
from evlint.model.site import Site
from evlint.model.span import apart, last_before
from evlint.site.names import ANY, MAYBE
from evlint.site.slugs import HeadingText, heading_ids, is_transliterated
from evlint.startup.lazy_regex import lazy_regex

if TYPE_CHECKING:
    from evlint.site.layout import Place

# The id of an element, in quotes or not; with a template in it, it is one of `_PATTERNED`.
_ID = lazy_regex(r"""\b(?:id|name)[ \t]*=[ \t]*(?:"([^"{}<>]*)"|'([^'{}<>]*)'|([^\s"'{}<>=`]+))""", re.IGNORECASE)
_NAMED_ID = lazy_regex(r"\{[^{}\n]{0,200}?\bid=[\"']?([^\"'\s{}]+)")
_ATTRIBUTE_ID = lazy_regex(r"\{[^{}\n#]{0,200}#([^\s#.{}*]+)")
# An id of which a template makes a part.
_PATTERNED = lazy_regex(r"""\bid[ \t]*=[ \t]*(?:"([^"<>]*\{[{%][^"<>]*)"|'([^'<>]*\{[{%][^'<>]*)')""", re.IGNORECASE)
_INNER_TAG = lazy_regex(r"\{\{.*?\}\}|\{%.*?%\}")
# At the root of a site: what lies there gives pages ids that no post shows.
_TEMPLATE_FOLDERS = tuple(
    f"{folder}/" for folder in (*LAYOUTS, *INCLUDES, *TEMPLATES, "themes", "_theme", "src/layouts", "src/components")
)
# Tags that write no element with an id of their own.
_HARMLESS = lazy_regex(
    r"\{%-?\s*(?:end\w+|raw|comment|if|elsif|else|unless|case|when|assign|capture|highlight|link|post_url|break|continue)\b"
    r"|\{\{[<%]\s*/?\s*(?:ref|relref|youtube|vimeo|highlight|tweet|x|gist|instagram|param|figure|video|meta|var|env|pagebreak|kbd|version|fa|lipsum|placeholder)\b"
    r"|\{\{-?\s*(?![<%])(?!.*(?:content|include|markdownify|toc\b|html))"
)
# Engines that give ids to headings typed in HTML too.
_OF_HTML_TOO = frozenset(("github", "github-slugger", "unknown", "mdx"))
_COMPONENT = lazy_regex(r"^[ \t]{0,3}<[A-Z]\w*[^<>\n]*/?>", re.MULTILINE)
_COMMENT = lazy_regex(r"<!--.*?-->", re.DOTALL)
_MARKED = lazy_regex(r"<\w+[^<>\n]*\bmarkdown\b")  # Markdown inside HTML, which nothing else here reads
_MADE_LISTS = ("<!-- md:", "<!-- material/tags", "[TAGS]", "--8<--", "\n::: ")
_SHORT_CODE = lazy_regex(r":[\w+-]+:")  # stands for a picture, which is no part of an id
# In kramdown a tag that ends its line ends its block of HTML too: a heading may follow at once.
_AFTER_TAG = lazy_regex(r"(?m)^<[^\n]*>[ \t]*\r?\n {0,3}#{1,6}[ \t]+([^\n#{]+)")
_PICTURE = lazy_regex(r"!\[([^\[\]]*)\]\(|<img\b[^<>]*?\balt=[\"']([^\"'<>]*)")
_TAB = lazy_regex(r"^[ \t]*===[!+]? +\"([^\"\n]+)\"", re.MULTILINE)
_HASHED = lazy_regex(r"(?m)^ {0,3}#{1,6}[ \t]+([^\n#{]+)")


# A script that writes ids: the variable, unless what it writes is one fixed word (an id of its own making).
_ID_WRITTEN = lazy_regex(
    r"(?<!\w)(\w{1,60})(?:\[[^\]\n]{1,30}\])?(?:\.id\s*=(?![=>])(?!\s*(?:\"[^\"\n]*\"|'[^'\n]*')\s*(?:[;,)}\n]|\Z))"
    r"|\.(?:setAttribute|attr|prop)\(\s*[\"'`]id[\"'`]\s*,(?!\s*(?:\"[^\"\n]*\"|'[^'\n]*')\s*\)))"
    r"|\)\.(?:attr|prop)\(\s*[\"'`]id[\"'`]\s*,"
)
# What is rare in it, found fast: most templates write no id in a script.
_ID_WRITTEN_AT = lazy_regex(r"\.(?:id\s*=|(?:setAttribute|attr|prop)\(\s*[\"'`]id)")
# A selector of a script that takes links by their fragment.
_TAKEN = lazy_regex(r"\[href\s*(\^?)=\s*\\?[\"'`]?#([\w-]{2,60})")
# A selector of a script that takes in headings.
_SELECTED = lazy_regex(r"[\"'`](?:[^\"'`\n<]{0,120}[\s,>(+~])?h[1-6](?![\w-])[^\"'`\n<]{0,120}[\"'`]", re.IGNORECASE)
_MADE = r"(?<![\w.]){name}\s*=\s*(?:[\w.$]*createElement|\$\(\s*[\"']<)"
_SCRIPTS = (".js", ".mjs", ".ts")
_STATIC = "/static/"  # in the path of what a theme copies as it is
# Scripts of libraries: nothing in them is about this site’s headings.
_FOREIGN = lazy_regex(r"(?:^|/)(?:node_modules|vendor|libs?|dist)/|\.min\.|(?:^|/)jquery[^/]*$", re.IGNORECASE)
_MOST_SCRIPTS, _MOST_READ, _MOST_WRITES = 40, 200_000, 100  # scripts of a site, characters and places of each
_BEFORE = 1500  # characters before a place that writes an id, where the headings are selected


_MOST_LEAVES, _LONGEST_NAME = 300, 150  # texts of a front matter that a layout may make ids of, characters of each


class Anchors:
    """Answers for one tree; each document is parsed once, and only when somebody asks."""

    def __init__(self, files: Files, place: Place, layout: Layout, parse: Callable[[str, str], Document]) -> None:
        """`parse` is called for each page whose ids are asked for, once."""
        self._files = files
        self._place = place
        self._layout = layout
        self._parse = parse
        self._known: dict[str, frozenset[str] | None] = {}
        self._from_templates: frozenset[str] | None = None

    def of(self, path: str) -> frozenset[str] | None:
        """Return the fragments of a document (its path relative to the working folder), or None where nobody can tell."""
        if path not in self._known:
            self._known[path] = self._read(path)
        return self._known[path]

    def _read(self, path: str) -> frozenset[str] | None:
        if not is_page(path) or path.lower().endswith(".mdx"):
            return None
        text = self._files.read(path)
        if text is None:
            return None
        if is_html(path) and not text.removeprefix("\ufeff").startswith(("---", "+++")):
            return frozenset(ids_in_html(text))
        own = document_anchors(self._parse(path, text), self._place.site)
        return None if own is None else own | self._templates() | self._of_layout(path)

    def _of_layout(self, path: str) -> frozenset[str]:
        inner = self._place.inner(path)
        return frozenset() if inner is None else self._layout.layout_ids(inner)

    def _templates(self) -> frozenset[str]:
        """Return the ids that stand in the site's layouts and includes, `ANY` where a script gives headings others."""
        if self._from_templates is None:
            ids: set[str] = set()
            for inner in self._place.names.paths:
                # What a theme copies as it is brings an id to a page by a script alone; a hundred kinds of icons bring none.
                if _STATIC in inner and not inner.endswith(_SCRIPTS):
                    continue
                if inner.startswith(_TEMPLATE_FOLDERS) or "/_includes/" in inner or "/_layouts/" in inner:
                    text = self._files.read(self._place.outer(inner)) or ""
                    ids.update(ids_in_html(text))
                    ids.update(patterns_in_html(text))
                    if not inner.endswith(_SCRIPTS) and names_headings(text):
                        ids.add(ANY)
            ids |= self._of_scripts()
            self._from_templates = frozenset(ids)
        return self._from_templates

    def _of_scripts(self) -> set[str]:
        """Return what the first scripts of the site or its theme answer to in the browser.

        `ANY` where one gives headings their ids; the fragments of links that one takes (`a[href^="#mail-"]`).
        """
        ids: set[str] = set()
        scripts = (one for one in self._place.names.paths if one.endswith(_SCRIPTS) and not _FOREIGN.search(one))
        for script in islice(scripts, _MOST_SCRIPTS):
            text = self._files.read(self._place.outer(script)) or ""
            if names_headings(text):
                ids.add(ANY)
            for taken in islice(_TAKEN.finditer(text, 0, _MOST_READ), _MOST_WRITES):
                ids.add(f"{taken[2]}{ANY}" if taken[1] else taken[2])
        return ids


def names_headings(text: str) -> bool:
    """Tell whether a script, or a page with one in it, selects headings and writes ids on what it selected."""
    if _ID_WRITTEN_AT.search(text, 0, _MOST_READ) is None:
        return False
    for written in islice(_ID_WRITTEN.finditer(text, 0, _MOST_READ), _MOST_WRITES):
        before = text[max(written.start() - _BEFORE, 0) : written.start()]
        if _SELECTED.search(before) is None:
            continue
        if written[1] is None or re.search(_MADE.format(name=re.escape(written[1])), before) is None:
            return True
    return False


def document_anchors(document: Document, site: Site) -> frozenset[str] | None:
    """Return the fragments that a parsed document answers to by itself; None where a template may bring others."""
    body = document.body
    if not _COMMENT.sub("", document.text[document.body_start :]).strip():
        return None  # a layout fills such a page
    starts = [heading.span.start for heading in body.headings]
    code = apart(body.code)
    for span in body.templates:
        source = document.source(span)
        if source.startswith("<%") and last_before(code, span.start).end > span.start:
            continue  # shown
        if not _HARMLESS.match(source) and _is_run(source, site):
            return None
        before = bisect_right(starts, span.start)
        if before and body.headings[before - 1].span.holds(span):
            return None
    ids = {anchor.name for anchor in body.anchors}
    if "{" in document.text:
        ids.update(_ATTRIBUTE_ID.findall(document.text, document.body_start))
        ids.update(_NAMED_ID.findall(document.text, document.body_start))
    engine = "none" if document.markup == "html" else site.heading_ids or site.markdown
    if engine == "deunicode" and not all(is_transliterated(one.text) for one in body.headings):
        return None
    if engine in ("mdit-vue", "mdx") and _COMPONENT.search(document.text, document.body_start):
        return None  # a component may bring headings of its own
    if site.markdown == "python-markdown" and any(mark in document.text for mark in _MADE_LISTS):
        return None  # a theme's own hook writes ids there, or a plugin the list of tags
    if site.markdown == "python-markdown":
        ids.add(f"__{ANY}")  # themes and extensions name their own parts so: `__comments`, `__tabbed_1_2`
    if site.options.get("tab-ids"):
        titles = [HeadingText(match[1]) for match in _TAB.finditer(document.text, document.body_start)]
        ids.update(f"{MAYBE}{name}" for name in heading_ids(titles, "unknown"))
    if site.markdown == "pandoc" and ("^[" in document.text or "[^" in document.text):
        ids.add(f"fn{ANY}")  # notes are numbered, those within the text too
    headings = [
        HeadingText(_spoken(one.text, document.source(one.span), engine), document.source(one.span), one.id)
        for one in body.headings
    ]
    if engine not in _OF_HTML_TOO:
        headings = [one for one in headings if one.id or not one.source.startswith("<")]
    if site.markdown == "python-markdown" and _MARKED.search(document.text, document.body_start):
        headings += [HeadingText(match[1]) for match in _HASHED.finditer(document.text, document.body_start)]
    if site.markdown == "kramdown":
        headings += [HeadingText(match[1]) for match in _AFTER_TAG.finditer(document.text, document.body_start)]
    if site.options.get("emoji") and any(":" in one.text for one in headings):
        ids.update(f"{MAYBE}{name}" for name in heading_ids(headings, engine))  # a code that stands for nothing stays
        headings = [one._replace(text=_SHORT_CODE.sub("", one.text)) for one in headings]
    if site.options.get("own-ids"):
        ids.add(ANY)
    ids.update(site.options.get("theme-ids") or ())  # what the theme gives every page
    return frozenset(ids | heading_ids(headings, engine) | _named_in_front(document))


def _spoken(text: str, source: str, engine: str) -> str:
    """Return a heading's text as its id is made of it: in Astro without the words of pictures."""
    for match in _PICTURE.finditer(source) if engine == "github-slugger" else ():
        text = text.replace(match[1] or match[2] or "", "", 1)
    return text


def _named_in_front(document: Document) -> set[str]:
    """Return the ids that a layout may make of texts in the front matter (`id="{{ item | slugify }}"`), after `MAYBE`."""
    front = document.front
    if front is None:
        return set()
    texts = (scalar.value for _, _, scalar in islice(front.leaves, _MOST_LEAVES))
    named = [HeadingText(text) for text in texts if isinstance(text, str) and 0 < len(text) <= _LONGEST_NAME]
    return {f"{MAYBE}{name}" for name in heading_ids(named, "unknown")} if named else set()


def _is_run(source: str, site: Site) -> bool:
    """Tell whether the site's generator may run a tag: those of another are words to it, which bring no ids."""
    chosen = generator_of(site)
    if source.startswith("<%"):
        return not chosen.title  # none that is known runs them in Markdown
    if not chosen.title or not chosen.shows_foreign(site):
        return True
    kind = (
        "shortcode"
        if source.startswith(("{{<", "{{%"))
        else "liquid-output"
        if source.startswith("{{")
        else "liquid-tag"
    )
    braces = {"vue", "mdx", "calls"}.intersection(chosen.tags)
    return kind in chosen.tags or (bool(braces) and kind != "shortcode") or not source.startswith(("{{", "{%"))


def patterns_in_html(text: str) -> set[str]:
    """Return the ids that template tags make in part, `ANY` in the place of each tag; none that they make whole."""
    if "{" not in text:
        return set()
    found = (_INNER_TAG.sub(ANY, match[1] or match[2]) for match in _PATTERNED.finditer(text))
    return {name for name in found if name.strip(ANY) and "{" not in name}


def ids_in_html(text: str) -> set[str]:
    """Return what stands in `id` and `name` attributes of an HTML text, entities undone."""
    from html import unescape

    found = (match[1] or match[2] or match[3] for match in _ID.finditer(text))
    return {unescape(name) for name in found if name}
