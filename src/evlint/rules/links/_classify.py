"""Sorts the links of a post by what stands in their target, once for all rules: one link, one cause, one finding.

A target that is empty or a placeholder is nothing else; one that leads to a local or private place is neither malformed
nor a staging one as well (mending its form would not help); what is malformed and leads to a staging host is told by
EV301 alone. What is left is sound.
"""

from __future__ import annotations

import re
from functools import lru_cache

from evlint.model.context import RuleContext
from evlint.model.document import Document, Link, once
from evlint.model.message import msg
from evlint.model.span import Span
from evlint.rules.links._deliberate import deliberate_spans, is_within
from evlint.rules.links._malformed import Malformed, entity_fault, malformed
from evlint.rules.links._placeholder import is_placeholder
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple
from evlint.urls.hosts import HostKind, classify
from evlint.urls.split import split_url

# Most links pass this and need no second look: a name as host, and nothing after it that is not plain ASCII of a URL.
_SOUND = re.compile(
    r"https?://([a-z0-9.-]+\.[a-z]{2,24})(?=[/?#]|\Z)[!#-$&'*-;=?-Z^-z|~]*+(?:%[0-9A-Fa-f]{2}[!#-$&'*-;=?-Z^-z|~]*+)*+\Z"
)
_LITERAL_HOST = lazy_regex(r"\s*(?:https?:)?//[^/?#{}<>%\s\\]+(?=[/?#])", re.IGNORECASE)
# Addresses on the author’s own machine or network: schemes, drives, shares.
_FILES = lazy_regex(
    r"(?:file:|smb:|afp:|blob:|content://|view-source:|chrome:|chrome-extension:|moz-extension:|[A-Za-z]:[\\/](?!/)|\\\\?[\w.-]+\\)",
    re.IGNORECASE,
)
# Hosts of the author’s own machine or network, typed without a scheme.
_OWN_MACHINE = lazy_regex(
    r"(localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2})(?::\d+)?(?=[/?#]|\Z)",
    re.IGNORECASE,
)
# `https://malware[.]example/`, `http://[server]/`, `https://*.example.org`, whose star may stand behind a backslash.
_NO_HOST = lazy_regex(r"https?://(?:[\w.*\\-]*\[\.\]|\[[^\]:\s]*\]|(?:[\w-]+\.)*\\?\*(?:\.|[/:]|\Z))", re.IGNORECASE)
# Mail and telephone, with or without a scheme; `logo@2x.png` is a picture.
_CONTACT = lazy_regex(
    r"(?:mailto|tel|sms|callto):|[^\s/?#@:]+@(?!\d+x\.)[^\s/?#@:]+\.(?!(?:png|jpe?g|gif|svg|webp|avif|pdf|html?|md|css|js)\Z)"
    r"[^\s/?#@:.]+(?:\?|\Z)"
    # `mailto:` and `tel:` with a slip in them, or by another name
    r"|(?:e-?mail|courriel|mail|mialto|malito|mailot|amilto|maitlo|mailo|mailt|maito|malto|milto|ailto|mmailto|maailto|maiilto"
    r"|maillto|mailtto|mailtoo)\s?:\s*[^\s@/]+@|(?:tl|el|etl|tle|tell|teel|ttel|tél|téléphone|telephone|phone)\s?:[\s+(]*\d",
    re.IGNORECASE,
)
# A number of a telephone as people type it, from the zero or the code of its country on.
_NUMBER = lazy_regex(r"(?:\+|00?)[\s.()\u00a0\u202f-]*[1-9](?:[\s.()/\u00a0\u202f-]*\d){7,13}\Z")


class Web(NamedTuple):
    """A link to a web address of a sound form, on a public host (as typed). Of a templated one only the host is known."""

    link: Link
    host: str


class Wrong(NamedTuple):
    """A link whose target is malformed.

    `broken_off` is where the target was meant to end, for one that CommonMark ends at a blank: `[x](https://x.fr/a b)`.
    """

    link: Link
    fault: Malformed
    broken_off: int | None = None


class Local(NamedTuple):
    """A link to a place that readers cannot reach: `host` as typed, or the whole target where there is none."""

    link: Link
    kind: HostKind | None
    host: str


class Sorted(NamedTuple):
    """The links of a post, each in one list at most; those within the site are in none."""

    web: list[Web]
    empty: list[Link]
    wrong: list[Wrong]
    local: list[Local]
    contact: list[Link]


@once
def classify_links(document: Document) -> Sorted:
    """Return the links of a post, sorted."""
    found = Sorted([], [], [], [], [])
    text, web = document.text, found.web
    for one in document.links:
        link = one
        if " " in link.url and text[link.span.start - 1 : link.span.start] == "<" and link.kind in _BRACKETED:
            link = link._replace(url=link.url.replace(" ", "%20"))  # between “<” and “>” blanks are right
        elif link.kind == "bare" and (middle := link.url.find("](")) >= 0:
            # The text of a link that a blank breaks off, and what of its target stands before the blank.
            end = _meant_end(text, link.span.end)
            if end is not None:
                behind = Span(link.span.start + middle + 2, link.span.end)
                found.wrong.append(Wrong(link._replace(url=link.url[middle + 2 :], span=behind), _BROKEN_OFF, end))
            continue
        elif link.kind == "bare" and text.startswith("](", link.span.start - 2):
            end = _meant_end(text, link.span.end)
            if end is not None:
                found.wrong.append(Wrong(link, _BROKEN_OFF, end))
                continue
        elif link.kind == "bare" and text[link.span.start - 5 : link.span.start].lower() == "[url=":
            continue  # a link in the language of a forum, which is shown as it stands
        elif link.kind == "bare" and _NO_HOST.match(link.url) is not None:
            continue  # it is written so that nobody follows it, or stands for many hosts
        elif link.kind == "front-matter" and "&" in link.url and (fault := entity_fault(link.url)) is not None:
            found.wrong.append(Wrong(link, fault))
            continue
        sound = _SOUND.match(link.url)
        if sound is not None and _kind(sound[1]) == "public" and not link.templated:  # as most are
            web.append(Web(link, sound[1]))
        else:
            sort_link(link, found)
    if found.empty:
        found = _without_places(document, found)
    if any(wrong.link.kind == "front-matter" for wrong in found.wrong):
        found = _without_habits(document, found)
    if found.empty or found.wrong or found.local:
        found = _without_deliberate(document, found)
    return found


def _without_places(document: Document, found: Sorted) -> Sorted:
    """Take out of the placeholders what names a place of the post: `#todo` under a heading “TODO”."""
    if not any(len(link.url.strip()) > 1 and link.url.strip()[0] == "#" for link in found.empty):
        return found
    body = document.body
    names = {anchor.name.casefold() for anchor in body.anchors}
    names.update((heading.id or "-".join(heading.text.split())).casefold() for heading in body.headings)
    return found._replace(empty=[link for link in found.empty if link.url.strip()[1:].casefold() not in names])


_SHOWN = ("text", "texte", "label", "title", "titre", "name", "nom")  # how keys end whose values are read, not followed
_HABIT = 3  # values of one key without a scheme from which on that is how the site writes them


def _without_habits(document: Document, found: Sorted) -> Sorted:
    """Take out the addresses of a key of the front matter that never has a scheme: the layout puts it before them.

    What stands under a key that is read and not followed (`title`) is a text, whatever it looks like.
    """
    counted: dict[str, int] = {}
    for wrong in found.wrong:
        key = _last_key(wrong.link) if wrong.fault.is_relative else ""
        if key:
            counted[key] = counted.get(key, 0) + 1
    habits = {key for key, count in counted.items() if count >= _HABIT}
    if habits:
        habits -= {_last_key(link) for link in document.links if "://" in link.url}
    keys = {_last_key(wrong.link) for wrong in found.wrong}
    habits |= {key for key in keys if key.lower().endswith(_SHOWN)}
    if not habits:
        return found
    return found._replace(wrong=[wrong for wrong in found.wrong if _last_key(wrong.link) not in habits])


def _last_key(link: Link) -> str:
    """Return the key of the front matter at which a link stands, "" for any other link."""
    if link.kind != "front-matter" or link.pointer is None:
        return ""
    return link.pointer.rstrip("/0123456789").rpartition("/")[2]


def _without_deliberate(document: Document, found: Sorted) -> Sorted:
    skipped = deliberate_spans(document)
    if not skipped:
        return found
    return found._replace(
        empty=[link for link in found.empty if not is_within(link, skipped)],
        wrong=[wrong for wrong in found.wrong if not is_within(wrong.link, skipped)],
        local=[local for local in found.local if not is_within(local.link, skipped)],
    )


_BROKEN_OFF = Malformed(
    msg("There is a blank in the address, so the link ends there and readers see the brackets."),
    help=msg("Write “%20” for the blank, or put the address between “<” and “>”."),
)
_BRACKETED = frozenset(("inline", "image", "reference"))
_LONGEST_TAIL = 300  # characters behind a link that may belong to its target
_TRIMMED = frozenset(".,;:!?>")


def _meant_end(text: str, start: int) -> int | None:
    """Return where a target ends that goes on after a blank, or None where it does not."""
    while text[start : start + 1] in _TRIMMED and start < len(text):
        start += 1  # punctuation at its end is no part of a bare address, nor is a mark of a quotation
    if text[start : start + 1] not in (" ", "\t"):
        return None
    tail = text[start : start + _LONGEST_TAIL].partition("\n")[0]
    end = tail.find(")")
    return None if end < 0 or tail.lstrip()[0] in "\"'(" else start + end


@lru_cache(maxsize=4096)
def _kind(host: str) -> HostKind:
    return classify(host)


def sort_link(link: Link, found: Sorted) -> None:
    """Put one link into the list that it belongs to, if any."""
    text = link.url
    # Most links of a post are plainly sound addresses of the web: one match settles them.
    sound = _SOUND.match(text)
    if sound is not None and not link.templated and _kind(sound[1]) != "invalid":
        _place(link, sound[1], found)
        return
    text = text.strip()
    if link.templated:
        # Of an address that a template completes, only a host that stands there in full can be judged.
        literal = _LITERAL_HOST.match(text)
        if literal is not None:
            url = split_url(text)
            if url.host and len(url.host) < 256 and _kind(url.host) != "invalid":
                _place(link, url.host, found)
        return
    if not text or text == "#" or is_placeholder(text):
        found.empty.append(link)
    elif ((":" in text or "@" in text) and _CONTACT.match(text) is not None) or (
        link.kind == "inline" and is_phone_number(text)
    ):
        found.contact.append(link)
    elif (":" in text or text[0] == "\\") and _FILES.match(text) is not None:
        found.local.append(Local(link, None, text))
    elif text[0] in "lL10" and (own := _OWN_MACHINE.match(text)) is not None:
        found.local.append(Local(link, _kind(own[1]), own[0]))
    else:
        url = split_url(text)
        bare = link.kind == "bare" or (
            link.kind == "front-matter" and link.text == link.url and link.whole == link.span
        )
        if (fault := malformed(text, url, bare=bare)) is not None:
            wrong = Wrong(link, fault)
            host = meant_host(wrong)
            if host is not None and _kind(host) not in ("public", "documentation"):
                _place(link, host, found)
            else:
                found.wrong.append(wrong)
        elif bare and url.host is None and text[:4].lower() == "www.":
            url = split_url(f"//{text}")
            if url.host and len(url.host) < 256 and _kind(url.host) != "invalid":
                _place(link, url.host, found)
        elif url.is_web and url.host and len(url.host) < 1024:
            _place(link, url.host, found)


def is_phone_number(target: str) -> bool:
    """Tell whether a target (without blanks around it) is a number of a telephone, and nothing else."""
    return target[:1] in ("0", "+") and _NUMBER.match(target) is not None


def own_page(document: Document, context: RuleContext, local: Local) -> str | None:
    """Return the path of the page of the site that `//agenda/` was meant to lead to, or None where there is none such."""
    url = local.link.url.strip()
    if local.kind != "single-label" or not url.startswith("//") or local.link.templated:
        return None
    path = url[1:]
    asked = path.partition("#")[0].partition("?")[0]
    return path if context.tree.target(document.path, asked, suggests=False).state == "found" else None


def meant_host(wrong: Wrong) -> str | None:
    """Return the host that a malformed target leads to, or plainly was to lead to; None where nobody can tell."""
    url = split_url(wrong.fault.meant or wrong.link.url.strip())
    host = url.host
    if not url.is_web or not host or len(host) > 255 or host.lower() in ("http", "https") or _kind(host) == "invalid":
        return None
    return host


def _place(link: Link, host: str, found: Sorted) -> None:
    kind = _kind(host)
    if kind in ("public", "documentation"):
        found.web.append(Web(link, host))
    elif kind != "invalid":
        found.local.append(Local(link, kind, host))


@once
def malformed_spans(document: Document) -> frozenset[Span]:
    """Return where targets stand that are no path at all: malformed ones, placeholders, mail addresses and phone numbers."""
    found = classify_links(document)
    links = (*(wrong.link for wrong in found.wrong), *found.empty, *found.contact)
    return frozenset(link.span for link in links)
