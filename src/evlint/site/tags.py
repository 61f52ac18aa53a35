"""Template tags that name a place of the site by a literal: Jekyll's `link` and `post_url`, Hugo's `ref` and `relref`,
Hexo's `post_link` and `asset_img`."""

from __future__ import annotations

from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple


class Reference(NamedTuple):
    """What a tag asks for: a source file, a post, a Hugo page or a path from the site's root; and the fragment after it.

    `kind` is "link", "post", "ref", "root", "slug" (Hexo's `post_link`), "slug-path" (its `post_path`) or "asset" (a file of
    Hexo's folder for the post); "ref:en" names a language that need not be the document's.
    """

    kind: str
    argument: str
    fragment: str | None = None

    @property
    def is_asked(self) -> bool:
        """Whether the generator asks for what is named; else it only writes an address, or nothing."""
        return self.kind not in ("slug-path", "asset")


_BASE = (
    r"(?:\{\{-?[ \t]*site\.(?:baseurl|url)[ \t]*-?\}\}"
    r"|\{\{-?[ \t]*site\.url[ \t]*\|[ \t]*append:[ \t]*site\.baseurl[ \t]*-?\}\})"
)
_AFTER = r"(?:\#(?P<fragment>[^{}\s]*))?\Z"
# `{% link %}` and `{% post_url %}`, with the site’s base before them and a fragment behind them.
_JEKYLL = lazy_regex(
    rf"\A(?:{_BASE}){{0,2}}/?\{{%-?[ \t]+(?P<tag>link|post_url)[ \t]+"
    rf"(?P<argument>[^\s%{{}}|](?:[^%{{}}|]*[^\s%{{}}|])?)[ \t]*%\}}{_AFTER}"
)
# A path in quotes that a filter of Jekyll puts the base before.
_FILTERED = lazy_regex(
    rf"""\A(?:{_BASE}){{0,2}}\{{\{{-?[ \t]*(?P<quote>["'])(?P<argument>/[^"'{{}}]*)(?P=quote)"""
    rf"""[ \t]*\|[ \t]*(?:relative_url|absolute_url|prepend:[ \t]*site\.(?:baseurl|url))[ \t]*-?\}}\}}{_AFTER}"""
)
_BASED = lazy_regex(rf"\A(?:{_BASE}){{1,2}}(?P<argument>/[^{{}}]*)\Z")
# `ref` and `relref`, their path by place or by name, in another language or not.
_HUGO = lazy_regex(
    rf"""\A\{{\{{[<%][ \t]*(?:rel)?ref[ \t]+(?:path[ \t]*=[ \t]*)?(?P<quote>["`])(?P<argument>[^"`{{}}]*)(?P=quote)"""
    rf"""(?:[ \t]+lang[ \t]*=[ \t]*"(?P<lang>[^"{{}}]*)")?[ \t]*[%>]\}}\}}{_AFTER}"""
)
# Hexo's tags: a post by its slug or title, a file of the post's own folder (of `asset_img` classes may stand before it).
_HEXO = lazy_regex(
    r"""\A\{%-?[ \t]*(?:post_(?P<what>link|path)[ \t]+(?P<slug>"[^"{}%]+"|'[^'{}%]+'|[^\s"'{}%]+)"""
    r"""|asset_(?:img[ \t]+(?:[\w-]+[ \t]+){0,5}|(?:path|link)[ \t]+)(?P<asset>"[^"{}%]+"|'[^'{}%]+'|[^\s"'{}%]+\.\w+))"""
    r"""(?=[ \t%-])[^{}]*%\}\Z"""
)
_LONGEST = 500  # characters of a tag with its arguments
# The picture of Hugo’s own shortcode.
_FIGURE = lazy_regex(r"""\{\{[<%][ \t]*figure\b[^{}]*?\bsrc[ \t]*=[ \t]*(["`])(?P<path>[^"`{}\s]+)\1""")


def figure(source: str) -> tuple[int, str] | None:
    """Return where the picture of Hugo's `figure` stands in the tag, and its address; None for any other tag."""
    match = _FIGURE.match(source) if len(source) <= 4 * _LONGEST else None
    return None if match is None else (match.start("path"), match["path"])


def reference(url: str) -> Reference | None:
    """Read a URL that is made of a template tag with a literal argument; None for every other one."""
    if len(url) > _LONGEST or "{" not in url:
        return None
    match = _JEKYLL.match(url)
    if match is not None:
        kind = "link" if match["tag"] == "link" else "post"
        return Reference(kind, match["argument"].rstrip("-").strip("\"' \t"), match["fragment"])
    match = _HUGO.match(url)
    if match is not None:
        return _with_fragment(f"ref:{match['lang']}" if match["lang"] else "ref", match["argument"], match["fragment"])
    match = _HEXO.match(url)
    if match is not None:
        named = (match["slug"] or match["asset"]).strip("\"'")
        slug, _, fragment = named.partition("#")
        kind = "asset" if match["asset"] else "slug" if match["what"] == "link" else "slug-path"
        return Reference(kind, named) if kind == "asset" else Reference(kind, slug, fragment or None)
    match = _FILTERED.match(url)
    if match is not None:
        return _with_fragment("root", match["argument"], match["fragment"])
    match = _BASED.match(url)
    return None if match is None else _with_fragment("root", match["argument"], None)


def _with_fragment(kind: str, argument: str, fragment: str | None) -> Reference:
    path, mark, own = argument.partition("#")
    return Reference(kind, path.partition("?")[0], own if mark else fragment)
