"""Finds the tags of template languages (Liquid, Hugo's shortcodes, Jinja's kin, ERB, kramdown's extensions, MDX's comments).

They are hidden from Markdown: CommonMark drops a link whose destination holds a space, as in
`[a]({{ "/x" | relative_url }})`. Once the tag is masked by as many letters the link is there again, and its destination
is read from the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from evlint.parse.body.forward_search import ForwardSearch
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

_NAME = lazy_regex(r"\{(?:%[-+]?|\{[<%])\s*([A-Za-z_-]+)")
_CLOSERS = {"{{": "}}", "{%": "%}"}
# Most tags: on one line, without braces inside.
_PLAIN = lazy_regex(r"\{\{[^{}\r\n]*+\}\}|\{%[^{}%\r\n]*+%\}")
_EXTENSION = lazy_regex(r"\{::([a-z]+)[^{}\r\n]*?(/?)\}")
# The value of an attribute in JSX, such as {url} or {`${base}/x`}.
_EXPRESSION = lazy_regex(r"\{(?:[^{}\r\n]|\{[^{}\r\n]*+\})*+\}")
_MDX_COMMENT = lazy_regex(r"\{\s{0,20}/\*")
_NOT_LINE_END = lazy_regex(r"[^\r\n]")
# Tags whose body is not for readers as it stands, or is code (Liquid: raw, comment, highlight; Hugo: highlight).
_OPAQUE = frozenset(("raw", "verbatim", "comment", "highlight", "code", "codeblock", "code-block", "mermaid"))


# What is no prose: its span in the body, and what stands there instead in a run of text ("" or one mark).
MaskedRange = tuple[int, int, str]


def merged(masked_ranges: Iterable[MaskedRange]) -> list[MaskedRange]:
    """Put masked ranges in order and drop those inside another."""
    result: list[MaskedRange] = []
    end = -1
    for one in sorted(masked_ranges):
        if one[1] > end:
            result.append(one)
            end = one[1]
    return result


class Templates(NamedTuple):
    """The spans of template tags, in order, as (start, end) of the text searched.

    A tag with an opaque body (`{% raw %}…{% endraw %}`) is one span from its opening to its closing.
    """

    spans: tuple[tuple[int, int], ...] = ()

    def touches(self, start: int, end: int) -> bool:
        """Tell whether a tag lies in `[start, end)`, even in part."""
        spans = self.spans
        index = bisect_left(spans, (end, -1))
        return index > 0 and spans[index - 1][1] > start


NO_TEMPLATES = Templates()


def find_templates(text: str, *, mdx: bool = False) -> Templates:
    """Find every template tag of a body; in MDX also its comments (`{/* … */}`) and the expressions in its attributes.

    Linear, whatever is unclosed.
    """
    has_erb = "<%" in text
    if not has_erb and ("{" not in text or not (mdx or "{{" in text or "{%" in text or "{::" in text)):
        return NO_TEMPLATES
    spans: list[tuple[int, int]] = []
    ahead = ForwardSearch(text)
    nowhere = ahead.nowhere
    position = 0
    while (position := text.find("{", position)) >= 0:
        opener = text[position : position + 2]
        if (match := _PLAIN.match(text, position)) is not None:
            end = match.end()
        else:
            end = _odd_end(ahead, position, opener, mdx=mdx)
        if not position < end < nowhere:
            position += 2 if opener in _CLOSERS else 1
            continue
        if opener == "{%" or text[position + 2] in "<%":
            match = _NAME.match(text, position)
            if match is not None and (
                (name := match[1]) in _OPAQUE or (name == "set" and text.find("=", position, end) < 0)
            ):
                liquid = rf"\{{%[-+]?\s*end{name}(?![\w-])[^%}}]*+%\}}"  # words after it are none of Liquid's business
                hugo = rf"\{{\{{[<%]\s*/\s*{name}\s*[>%]\}}\}}"
                end = max(end, _closing(ahead, end, opener + name, liquid if opener == "{%" else hugo))
        spans.append((position, end))
        position = end
    return Templates(_apart((*spans, *_erb(text))) if has_erb else tuple(spans))


def _erb(text: str) -> Iterator[tuple[int, int]]:
    """Yield the tags `<% … %>` of Ruby's and JavaScript's templates, none over a blank line."""
    ahead = ForwardSearch(text)
    position = 0
    while (position := text.find("<%", position)) >= 0:
        end = ahead.find("%>", position + 2) + 2
        if end < ahead.nowhere and ahead.blank_line(position) >= end:
            yield position, end
            position = end
        else:
            position += 2


def _apart(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Put spans in order and drop those that begin inside another."""
    result: list[tuple[int, int]] = []
    for span in sorted(spans):
        if not result or span[0] >= result[-1][1]:
            result.append(span)
    return tuple(result)


def _odd_end(ahead: ForwardSearch, position: int, opener: str, *, mdx: bool) -> int:
    """Return where a tag ends that is not all on one line, or of a rarer kind; 0 or beyond the text: it is none."""
    text = ahead.text
    if opener in _CLOSERS:
        end = ahead.find(_CLOSERS[opener], position + 2) + 2
        if ahead.blank_line(position) >= end:
            return end
        # Over a blank line only what surely is a tag goes on: it has a name, and no other one opens before its end.
        inside = min(ahead.find("{{", position + 2), ahead.find("{%", position + 2))
        return end if end < inside and _NAME.match(text, position) is not None else 0
    if mdx and _MDX_COMMENT.match(text, position) is not None:
        return ahead.search("{/*", r"\*/\s{0,20}\}", position)[1]
    if opener == "{:" and (match := _EXTENSION.match(text, position)) is not None:
        end = match.end()
        if match[1] == "comment" and not match[2]:
            end = max(end, _closing(ahead, end, "{::", r"\{:/(?:comment)?\}"))
        return end
    if mdx and text[position - 1 : position] == "=" and (match := _EXPRESSION.match(text, position)) is not None:
        return match.end()
    return 0


def _closing(ahead: ForwardSearch, start: int, key: str, pattern: str) -> int:
    """Return where the closing tag of an opaque body ends, or 0 where there is none."""
    end = ahead.search(key, pattern, start)[1]
    return end if end < ahead.nowhere else 0


def mask(shadow: str, templates: Templates) -> str:
    """Put letters for the tags in an ASCII shadow; line ends stay, so that blocks end where they did."""
    if not templates.spans:
        return shadow
    parts: list[str] = []
    position = 0
    for start, end in templates.spans:
        parts.append(shadow[position:start])
        tag = shadow[start:end]
        parts.append(_NOT_LINE_END.sub("x", tag) if "\n" in tag or "\r" in tag else "x" * (end - start))
        position = end
    parts.append(shadow[position:])
    return "".join(parts)
