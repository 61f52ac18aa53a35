"""Tells what is wrong with the form of a web address, and what the author plainly meant."""

from __future__ import annotations

import re

from evlint.model.message import Msg, msg
from evlint.parse.body.html import ENTITY
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple
from evlint.urls.hosts import classify
from evlint.urls.split import Url, split_url


class Malformed(NamedTuple):
    """What is wrong, and the address that was meant, where that is plain.

    `is_relative`: as it stands it is the path of a file, and right where there is such a file.
    """

    message: Msg
    meant: str | None = None
    help: Msg | None = None
    is_relative: bool = False


def _misspelt(*words: str) -> dict[str, str]:
    """Return the spellings one slip of the finger away (a letter lost, doubled, swapped, another's), with the right word."""
    found: dict[str, str] = {}
    for word in words:
        for at in range(len(word)):
            found[word[:at] + word[at + 1 :]] = word
            found[word[:at] + word[at] + word[at:]] = word
            found[word[:at] + word[at : at + 2][::-1] + word[at + 2 :]] = word
            found.update((word[:at] + other + word[at + 1 :], word) for other in "htps")
    found.update(zip(words, words, strict=True))
    return found


_SCHEMES = _misspelt("https", "http")
_HEAD = lazy_regex(r"([A-Za-z]{3,6})(\s*)([:;]{0,3})(\s*)([/\\]{0,5})")
# A scheme in front of an address that has one.
_DOUBLE = lazy_regex(r"https?:?[/\\]*(?:\s|%20)*(?=(?:https?|ftp)(?::[/\\]|[/\\]{2}|:\w))", re.IGNORECASE)
_MAIL_IN_WEB = lazy_regex(r"https?:[/\\]*(?=mailto:|tel:)", re.IGNORECASE)
_WRAPPED = lazy_regex(r"[\[(<{\"'“”«‘’„\s]+(?=https?:|www\.)", re.IGNORECASE)
_ENCODED_BLANK = lazy_regex(r"(?:%20|%C2%A0|%E2%80%AF|%09)+(?=https?:|www\.)", re.IGNORECASE)
_BAD_ESCAPE = lazy_regex(r"%(?![0-9A-Fa-f]{2})")
# Told by EV008, and mended by taking them out.
_INVISIBLE = lazy_regex(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BLANK = lazy_regex(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]")
# 0 to 65535.
_PORT = lazy_regex(r"0*(?:[0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])\Z")
_ADDRESS = lazy_regex(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\Z")
# Endings that are domains and no usual ending of a file (as `.md`, `.rs`, `.sh`, `.zip` and `.py` are).
_DOMAINS = (
    "fr com org net eu gov edu mil int info bzh paris alsace corsica re gp mq gf nc pf yt pm wf be ch de es it uk ca us "
    "nl lu at pt dk se no fi ie gr cz nz io co tv me dev tech agency beta cloud"
)
# A host at the beginning of an address without a scheme, by `www.` or by a domain that few files end in.
_HOST = lazy_regex(
    rf"(?:www\.[\w-]+(?:\.[\w-]+)*|[A-Za-z0-9][\w-]*(?:\.[\w-]+)*\.(?:{_DOMAINS.replace(' ', '|')}))(?::\d+)?(?=[/?#]|\Z)",
    re.IGNORECASE,
)
_SCHEME = lazy_regex(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CLOSERS = {")": "(", "]": "[", ">": "<", "}": "{", "»": "«", "”": "“"}


def malformed(text: str, url: Url, *, bare: bool = False) -> Malformed | None:
    """Say what is wrong with an address: its decoded text without blanks around it, and its parts; None: nothing is.

    `bare` marks an address that merely stands in the text, where `www.x.fr` is what people write and a link all the same.
    Only addresses of the web are judged, and what was plainly meant to be one.
    """
    head = _HEAD.match(text)
    scheme = _SCHEMES.get(head[1].lower()) if head is not None else None
    if scheme is None or head is None:
        return None if bare else _without_scheme(text)
    if (double := _DOUBLE.match(text)) is not None:
        return _double(text, double.end())
    if (mail := _MAIL_IN_WEB.match(text)) is not None:
        return Malformed(
            msg("“{start}” is no address of a page: a mail or telephone link begins with “{right}”.",
                start=text[: mail.end() + 7], right=text[mail.end() :].partition(":")[0].lower() + ":"),
            text[mail.end() :],
        )  # fmt: skip
    typed = head[0]
    if typed.lower() != f"{scheme}://":
        return _head(text, head, scheme)
    return _parts(text, url)


def _double(text: str, end: int) -> Malformed:
    rest = text[end:]
    fixed = re.sub(r"\A(https?|ftp):?[/\\]*", lambda match: f"{match[1].lower()}://", rest, flags=re.IGNORECASE)
    plain = split_url(fixed).host is not None and _judge(fixed) is None
    return Malformed(
        msg("The address begins twice: “{start}”.", start=text[: end + 8]), fixed if plain and fixed != text else None
    )


def _head(text: str, head: re.Match[str], scheme: str) -> Malformed | None:
    """Judge what stands before the host when it is not just `http://` or `https://`."""
    word, _, colons, _, slashes = head.groups()
    if not (slashes or colons):
        return None
    if not colons and len(slashes) < 2:
        return None
    if word.lower() not in ("http", "https") and not slashes:
        return None
    rest = text[head.end() :]
    meant = f"{scheme}://{rest}"
    plain = _HOST.match(rest) is not None and _judge(meant) is None
    return Malformed(
        msg("The address begins with “{typed}” instead of “{right}”.", typed=head[0], right=f"{scheme}://"),
        meant if plain else None,
    )


def _without_scheme(text: str) -> Malformed | None:
    for lead in (_WRAPPED, _ENCODED_BLANK):
        if (found := lead.match(text)) is not None:
            rest = text[found.end() :]
            closer = next((close for close, opened in _CLOSERS.items() if found[0].strip().endswith(opened)), None)
            closer = closer or (found[0].strip()[-1:] if found[0].strip()[-1:] in "'\"" else None)
            if closer and rest.endswith(closer):
                rest = rest[:-1]
            inner, _, target = rest.partition("](")
            rest = inner if inner == target.rstrip(")") else rest  # a whole link stands where its address belongs
            whole = rest if ":" in rest[:6] else f"https://{rest}"
            return Malformed(
                msg("“{extra}” stands before the address and is taken for a part of it.", extra=found[0]),
                whole if "](" not in whole and _judge(whole) is None else None,
            )
    if _HOST.match(text) is None:
        return None
    meant = f"https://{text}"
    host = re.split(r"[/?#]", text, maxsplit=1)[0]
    return Malformed(
        msg(
            "“{host}” has no “https://” before it: browsers take “{start}” for a kind of link, like “mailto:”.",
            host=host,
            start=host[: host.index(":") + 1],
        )
        if _SCHEME.match(host) is not None
        else msg(
            "“{host}” has no “https://” before it, so browsers look for a page of that name on your own site.",
            host=host,
        ),
        meant if _judge(meant) is None else None,
        is_relative=True,
    )


def _judge(text: str) -> Malformed | None:
    """Judge an address that begins as it should."""
    return _parts(text, split_url(text))


def _parts(text: str, url: Url) -> Malformed | None:
    host = url.host
    if host is None:
        return None
    if not host and url.port is None and url.userinfo is None:
        return Malformed(msg("There is no host after “{scheme}://”.", scheme=url.scheme))
    if url.userinfo is not None and ":" not in url.userinfo and url.path in ("", "/") and url.query is None:
        address = f"{url.userinfo}@{host}"
        if url.port is None and _ADDRESS.match(address) is not None:
            return Malformed(
                msg("“{address}” is a mail address, and “{scheme}://” before it makes it a page.",
                    address=address, scheme=url.scheme),
                f"mailto:{address}",
            )  # fmt: skip
    if (wrong := _host(text, host, url)) is not None:
        return wrong
    return _rest(text, url)


def entity_fault(text: str) -> Malformed | None:
    """Tell of a character reference that stands in an address as it is typed, as in a value of the front matter."""
    match = _STRAY_ENTITY.search(text)
    if match is None:
        return None
    return Malformed(
        msg("“{entity}” stands in the address as it is typed: nothing makes a character of it here.", entity=match[0]),
        help=msg("Write the address as the address bar shows it, without “{entity}”.", entity=match[0]),
    )


# Those of blanks and of what nobody sees, which no author means in an address, and of the marks that divide one.
_STRAY_ENTITY = lazy_regex(
    r"&(?:nbsp|ensp|emsp|thinsp|zwnj|zwj|shy|sol|colon|#0*(?:32|47|58|160|173|8203|8204|8205|8239)"
    r"|#x0*(?:20|2f|3a|a0|ad|200[bcd]|202f));",
    re.IGNORECASE,
)


def _host(text: str, host: str, url: Url) -> Malformed | None:
    if _BLANK.search(host) is not None or (url.userinfo is not None and _BLANK.search(url.userinfo) is not None):
        meant = blanks_mended(text)
        return Malformed(
            msg("There is a blank in the host name “{host}”.", host=host),
            meant if meant is not None and _judge(meant) is None else None,
        )
    if url.port and _PORT.match(url.port) is None:
        return Malformed(msg("“:{port}” after the host is no port: that is a number up to 65535.", port=url.port[:40]))
    if ("[" in host) != ("]" in host):
        return Malformed(msg("The bracket in “{host}” is not closed or not opened.", host=host[:80]))
    if classify(host) != "invalid" or _INVISIBLE.search(host) is not None:
        return None
    entity = ENTITY.search(host if host.endswith(";") else f"{host};")
    if entity is not None:
        return Malformed(
            msg(
                "“{entity}” stands in the address as it is typed: nothing makes a character of it here.",
                entity=entity[0],
            ),
            help=msg("Write the address as the address bar shows it, without “{entity}”.", entity=entity[0]),
        )
    if ".." in host or host.startswith("."):
        return Malformed(msg("There is a dot too many in the host name “{host}”.", host=host[:80]))
    if host.rpartition(".")[2].isdecimal():
        return Malformed(msg("“{host}” is no address of a machine: its numbers do not fit.", host=host[:80]))
    meant = text.replace(host, host.replace(",", "."), 1) if "," in host and "{" not in host else None
    return Malformed(
        msg("“{host}” can be no host name.", host=host[:80]),
        meant if meant is not None and _judge(meant) is None else None,
    )


def blanks_mended(text: str) -> str | None:
    """Return an address without the blanks that are slips, and with `%20` for the others; None where a host has words.

    A blank is a slip in a host beside a dot, and after it beside a mark that divides: `http://mairie .fr/ agenda/# plan`;
    so is a word before the scheme.
    """
    text = _BEFORE_SCHEME.sub(r"\1://", text)
    start = text.find("://") + 3
    if start < 3:
        return _SLIP.sub("", text).replace(" ", "%20")
    if " " in text[:start]:
        return None
    divided = _DIVIDES.search(text, start)
    end = len(text) if divided is None else divided.start()
    host = _SLIP_IN_HOST.sub("", text[start:end])
    return None if _BLANK.search(host) else text[:start] + host + _SLIP.sub("", text[end:]).replace(" ", "%20")


_BEFORE_SCHEME = lazy_regex(r"\A(?:[^\s:/]+ +){0,3}(https?) *:// *", re.IGNORECASE)
# A blank that slipped in beside a mark of the address: it is taken out, where others are encoded.
_SLIP = lazy_regex(r" +(?=[/#?])|(?<=[/#?]) +|(?<=\.) +(?=(?:html?|pdf|php|aspx?)(?:[?#]|\Z))", re.IGNORECASE)
_SLIP_IN_HOST = lazy_regex(r"[ \u00a0]+(?=[.:]|\Z)|(?:(?<=[.:])|\A)[ \u00a0]+")
_DIVIDES = lazy_regex(r"[/?#]")


def _rest(text: str, url: Url) -> Malformed | None:
    asked = text[url.path_start :] if url.fragment is None else text[url.path_start : len(text) - len(url.fragment)]
    blank = _BLANK.search(asked)
    if blank is not None and ("\n" in asked or "\r" in asked):
        return Malformed(
            msg("The address runs on into the next line: its quotation mark is closed too late."),
            help=msg("Close the quotation mark where the address ends, and look at what it swallowed."),
        )
    if blank is not None:
        # What follows may be words: a note in brackets, the end of the sentence, what stood behind a whole link.
        before, behind = asked[: blank.start()], asked[blank.start() :]
        is_closed = before[-1:] in _CLOSERS and _CLOSERS[before[-1]] not in before
        one = "http" not in asked and not behind.lstrip().startswith("(") and asked[-1] not in ".!;," and not is_closed
        return Malformed(
            msg(
                "There is a blank in the address, after “{before}”.",
                before=_tail(text[: url.path_start + blank.start()]),
            ),
            f"{blanks_mended(text[: url.path_start + len(asked)])}{url.fragment or ''}"
            if one and _BLANK.search(asked.replace(" ", "")) is None and _BAD_ESCAPE.search(asked) is None
            else None,
        )
    escape = _BAD_ESCAPE.search(url.path)  # in a query browsers and servers take “%” as it is
    if escape is not None:
        return Malformed(
            msg("“{part}” is no valid escape: “%” must be followed by two digits of a hexadecimal number.",
                part=url.path[escape.start() : escape.start() + 3])
        )  # fmt: skip
    last = text[-1]
    opened = _CLOSERS.get(last)
    if opened is not None and opened not in text and text.count(last) == 1:
        rest = text[:-1]
        return Malformed(
            msg("The address ends with “{last}”, which nothing in it opens.", last=last),
            rest if _judge(rest) is None else None,
        )
    for opener, closer in (("(", ")"), ("[", "]")):
        if opener in url.path and closer not in text and text.count(opener) == 1:
            return Malformed(msg("“{opener}” in the address is never closed: its end is missing.", opener=opener))
    return None


def _tail(text: str) -> str:
    return text if len(text) <= 40 else "…" + text[-39:]
