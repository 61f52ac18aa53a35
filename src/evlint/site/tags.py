"""Template tags that name a place of the site by a literal: Jekyll's `link` and `post_url`, Hugo's `ref` and `relref`."""

from __future__ import annotations

from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple


class Reference(NamedTuple):
    """What a tag asks for: a source file, a post, a Hugo page or a path from the site's root; and the fragment after it.

    `kind` is "link", "post", "ref" or "root"; "ref:en" names a language that need not be the document's.
    """

    kind: str
    argument: str
    fragment: str | None = None


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
    match = _FILTERED.match(url)
    if match is not None:
        return _with_fragment("root", match["argument"], match["fragment"])
    match = _BASED.match(url)
    return None if match is None else _with_fragment("root", match["argument"], None)


def _with_fragment(kind: str, argument: str, fragment: str | None) -> Reference:
    path, mark, own = argument.partition("#")
    return Reference(kind, path.partition("?")[0], own if mark else fragment)
