"""Tells whether the text of a link is an address, and whether its target is another one."""

from __future__ import annotations

import re
from typing import Literal

from evlint.startup.lazy_regex import lazy_regex
from evlint.urls.names import host_key
from evlint.urls.split import Url, split_url

_LONGEST = 500  # characters of a link's text that is taken for an address
_DOMAINS = (
    "fr|com|org|net|eu|gov|edu|mil|int|info|bzh|paris|re|be|ch|de|es|it|uk|ca|us|nl|lu|at|pt|io|co|tv|me|tech|dev|app"
)
# A text that is itself an address of the web: readers believe that the link leads there.
_WEB = lazy_regex(
    rf"(?:https?://[^\s/]+|www\.[\w-]+(?:\.[\w-]+)+|[\w-]+(?:\.[\w-]+)*\.(?:{_DOMAINS})(?=[/?#]\S))(?:[/?#]\S*)?\Z",
    re.IGNORECASE,
)
# A text that is itself a mail address.
_MAIL = lazy_regex(r"(?:mailto:)?([^\s@,;:<>()\[\]\"\\/?#]+@(?:[\w-]+\.)+[A-Za-z]{2,})(?:\?\S*)?\Z", re.IGNORECASE)
_SHORTENED = ("…", "...", "[…]", "[...]")
_SHORTENERS = frozenset((
    "bit.ly", "t.co", "goo.gl", "ow.ly", "tinyurl.com", "lnkd.in", "buff.ly", "is.gd", "cutt.ly", "rebrand.ly", "go.usa.gov",
    "urlz.fr", "frama.link", "huit.re", "s.42l.fr", "youtu.be", "fb.me", "amzn.to", "1.usa.gov", "url.gouv.fr",
    "crbug.com", "git.io", "aka.ms",
))  # fmt: skip
# Hosts that images of containers are named by: `docker.io/library/nginx` is no address that a browser opens.
_REGISTRIES = (
    "docker.io/",
    "ghcr.io/",
    "quay.io/",
    "gcr.io/",
    "registry.k8s.io/",
    "public.ecr.aws/",
    "mcr.microsoft.com/",
)

_SCHEME = lazy_regex(r"\Ahttps?://", re.IGNORECASE)
_HIDDEN = lazy_regex("%(?:[46][1-9a-f]|[57][0-9a])", re.IGNORECASE)  # a letter that needs no escape
_UNSEEN = lazy_regex("[\u00ad\u200b-\u200f\u2060\ufeff]")  # lets a long address wrap, or nothing at all
_MOST_WORDS = 2  # segments of a path that is a short form of another: `gsa.gov/dcoi`

_NUMBER = lazy_regex(r"(?<![\w/])\+?[\d(][\d\s().\-\u2011]{6,}\d(?![\w/])")  # a telephone number as readers see it
_AFTER_NUMBER = lazy_regex(r"[;,pwx?]|ext", re.IGNORECASE)  # an extension, a pause
_FEWEST_DIGITS = 9  # that a number must have to be no date
_SAME_DIGITS = 8  # at the end of two spellings of one number: the codes of the country and of the area may differ

Mismatch = Literal["web", "mail", "kind", "short", "phone"]


def mismatch(text: str, target: str) -> Mismatch | None:
    """Tell how a link's text contradicts its target, or None: "web" another page, "mail" another address, "phone" another

    number, "kind" a page instead of an address or the other way round, "short" a shorter address of the same registered
    domain, which may well lead there. Text that is no address and no number contradicts nothing, and so does the same
    address in another spelling: scheme, `www.`, slash at the end, case, escapes, shortened, without query or fragment.
    A host alone, without `https://` or `www.`, is as often a name (`Booking.com`, `pif.gov` after a move): only a slip of
    one letter is told of it.
    """
    if not text.isascii():
        text = _UNSEEN.sub("", text).replace("’", "'")  # a typographer’s, which sites put into what they show
    if target[:4].lower() == "tel:":
        return _phone(text, target[4:])
    if _SCHEME.sub("", text.strip(), 1) == _SCHEME.sub("", target.strip(), 1):
        return None  # before brackets go that may be its own: `Thread_(network_protocol)`
    is_shortened = "…" in text or "..." in text
    text = text.strip().strip("<>()[]«»“”\"' \u00a0\u202f.,;:!")
    if not text or len(text) > _LONGEST or " " in text or "." not in text:
        return None
    target = target.strip()
    if is_shortened and _is_cut(_bare(text), _bare(target)):
        return None
    if "@" in text and (mail := _MAIL.match(text)) is not None:
        return _mail(mail[1].lower(), target)
    if text.lower().startswith(_REGISTRIES):
        return None
    if _WEB.match(text) is None:
        return (
            "web" if _HOST.fullmatch(text) is not None and _has_slip(text.lower(), _host(split_url(target))) else None
        )
    if target[:7].lower() == "mailto:":
        return "kind"
    shown = split_url(text if "://" in text else f"//{text}")
    url = split_url(target)
    if not shown.host or not url.host:
        return None
    if _same(shown, url, target, text):
        return None
    return "short" if "://" not in text and _is_short(shown, url) else "web"


def _has_slip(shown: str, host: str | None) -> bool:
    """Tell whether a host is the one that a text shows but for one letter, wrong, missing, too many, or two of them turned.

    A digit may count servers, and an ending is changed on purpose (`x.co` for `x.com`).
    """
    mine = shown.removeprefix("www.")
    if host is None or mine == host or abs(len(mine) - len(host)) > 1 or len(mine) < _FEWEST_LETTERS:
        return False
    at = next((i for i, (a, b) in enumerate(zip(mine, host, strict=False)) if a != b), min(len(mine), len(host)))
    rests = [(mine[at + 1 :], host[at + 1 :]), (mine[at + 1 :], host[at:]), (mine[at:], host[at + 1 :])]
    turned = mine[at : at + 2] == host[at : at + 2][::-1] and mine[at + 2 :] == host[at + 2 :]
    same = next((one for one, other in rests if one == other), mine[at + 2 :] if turned else None)
    changed = f"{mine[at : at + 1]}{host[at : at + 1]}"
    return same is not None and "." in same and not any(sign.isdigit() or sign == "." for sign in changed)


_FEWEST_LETTERS = 8  # of a host in which one that is wrong is a slip
_HOST = lazy_regex(r"[\w-]+(?:\.[\w-]+)+", re.ASCII)


def _is_cut(shown: str, goal: str) -> bool:
    """Tell whether an address is another one with dots in the place of what is left out: `x.fr/…/agenda-de-mar…`."""
    first, *parts = _CUT.split(shown)
    at = len(first.rstrip("."))
    if not goal.startswith(first.rstrip(".")):
        return False
    for part in parts:
        at = goal.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


_CUT = lazy_regex(r"\[?(?:…|\.\.\.)\]?")


def _bare(address: str) -> str:
    """Return an address without its scheme and `www.`, escapes undone, in lower case."""
    from urllib.parse import unquote

    return unquote(address).lower().partition("://")[2 if "://" in address else 0].removeprefix("www.")


def _is_short(shown: Url, url: Url) -> bool:
    """Tell whether an address is a shorter one of the same registered domain, as readers may be given to type."""
    from evlint.urls.domains import domain_start

    mine, other = _host(shown), _host(url)
    if mine is None or other is None or mine[domain_start(mine) :] != other[domain_start(other) :]:
        return False
    words, goal = [[part for part in _path(one).split("/") if part] for one in (shown, url)]
    return len(words) <= _MOST_WORDS and not shown.query and len(words) < len(goal)


def _mail(shown: str, target: str) -> Mismatch | None:
    if target[:7].lower() != "mailto:":
        url = split_url(target)
        if not url.host or shown.rpartition("@")[2] in target.lower():
            return None
        if shown.partition("@")[0] in url.path.lower().split("/"):
            return None  # the page of a list, of its archive, of a person
        return "kind"
    if _HIDDEN.search(target) is not None:
        return None  # hidden from those who gather addresses, and so may be what readers see
    from urllib.parse import unquote

    addresses = unquote(target[7:].partition("?")[0]).lower()
    return None if not addresses.strip() or "@" not in addresses or shown in addresses else "mail"


def _same(shown: Url, url: Url, target: str, text: str) -> bool:
    mine, other = _host(shown), _host(url)
    if mine is None or other is None or mine in _SHORTENERS or other in _SHORTENERS:
        return True
    if mine != other:
        return _host_within(mine, other, target)
    path, goal = _path(shown), _path(url)
    if text.endswith(_SHORTENED):
        return goal.startswith(path.rstrip(".…[]"))
    if not path or goal == path:
        return _asks_the_same(shown.query, url.query)
    # `gsa.gov/buy` is short for where it leads on to; an address from `https://` on is meant to the letter.
    leads_on = (f"{path}/", f"{path}.") if "://" in text else path
    if "://" not in text and _leaves_out(path, goal):
        return True
    return goal.startswith(leads_on) or path.startswith(f"{goal}/") or goal.endswith(path)


def _leaves_out(path: str, goal: str) -> bool:
    """Tell whether a path is another one with folders left out: `/o/r/data` of `/o/r/tree/main/data`."""
    parts = iter(goal.split("/"))
    return path.rpartition("/")[2] == goal.rpartition("/")[2] and all(part in parts for part in path.split("/"))


def _host(url: Url) -> str | None:
    key = host_key((url.host or "").rstrip("…."))
    return None if key is None else key.removeprefix("www.")


def _host_within(mine: str, other: str, target: str) -> bool:
    """Tell whether the site named in the text is the target's, seen from above or below, or the one that it leads on to."""
    if other.endswith(f".{mine}") or mine.endswith(f".{other}"):
        return True
    return re.search(rf"(?<![\w-]){re.escape(mine)}", _bare(target)) is not None


def _asks_the_same(shown: str | None, asked: str | None) -> bool:
    """Tell whether what the text asks for is what the target asks for: `?id=1` and `?id=2` are two pages.

    Either may stand without a query; the target may ask for more, and marks for statistics (`utm_…`) count for nothing.
    """
    if not shown or not asked:
        return True
    from urllib.parse import unquote_plus

    mine = {part for part in unquote_plus(shown).lower().split("&") if part and not part.startswith("utm_")}
    return mine <= set(unquote_plus(asked).lower().split("&"))


def _path(url: Url) -> str:
    path = url.path
    if "%" in path:
        from urllib.parse import unquote

        path = unquote(path)
    return path.rstrip("/").removesuffix("/index.html").lower()


def _phone(text: str, target: str) -> Mismatch | None:
    """Tell whether the one number in a text is another than that which is called."""
    shown = _NUMBER.findall(text)
    if len(shown) != 1:
        return None
    called = _AFTER_NUMBER.split(target.replace("%20", ""), maxsplit=1)[0]
    one, other = ("".join(filter(str.isdigit, number)) for number in (shown[0], called))
    if min(len(one), len(other)) < _FEWEST_DIGITS:
        return None
    return None if one[-_SAME_DIGITS:] == other[-_SAME_DIGITS:] else "phone"
