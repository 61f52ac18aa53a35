"""Jekyll's and Hugo's permalinks: patterns to regular expressions, file names to the words that stand in them.

The words as Jekyll makes them (`Jekyll::Utils.slugify`, `Jekyll::Drops::UrlDrop`): `:title` keeps case and `._~!$&'()+,;=@`
(mode "pretty", cased), `:slug` and `:name` are in lower case with letters, marks and digits only (mode "default"). A date
before the file's name belongs to the date, in every collection. Hugo: lower case, blanks to hyphens.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

JEKYLL_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
JEKYLL_COLLECTION = "/:collection/:path:output_ext"
_DATED = lazy_regex(r"(?P<date>\d{2,4}-\d{1,2}-\d{1,2})-(?P<slug>[^/]+)\Z")
_KEPT_IN_TITLE = frozenset("._~!$&'()+,;=@")
_MANY = "(?:[^/]+/)*"
_ONE = "[^/]+"
_TOKENS = {
    "year": r"(?P<year>\d{4})", "month": r"(?P<month>\d\d)", "day": r"(?P<day>\d\d)",
    "i_month": r"(?P<i_month>\d\d?)", "i_day": r"(?P<i_day>\d\d?)", "short_year": r"\d\d", "y_day": r"\d{1,3}",
    "week": r"\d\d", "w_year": r"\d{4}", "w_day": r"\d", "yearday": r"\d{1,3}", "weekday": r"\d",
    "hour": r"\d\d", "minute": r"\d\d", "second": r"\d\d",
    "categories": _MANY, "slugified_categories": _MANY, "sections": _MANY, "output_ext": r"(?:\.html)?",
    "title": r"(?P<title>[^/]+)", "slug": r"(?P<slug>[^/]+)", "name": r"(?P<name>[^/]+)", "basename": r"(?P<slug>[^/]+)",
    "filename": r"(?P<slug>[^/]+)", "contentbasename": r"(?P<slug>[^/]+)", "slugorfilename": r"(?P<slug>[^/]+)",
    "slugorcontentbasename": r"(?P<slug>[^/]+)", "path": r"(?P<path>.+)",
}  # fmt: skip
_TOKEN = lazy_regex(r":([a-z_]+)(\[[^\]/]*\])?", re.IGNORECASE)
_OWN_WORDS = ("title", "slug", "name", "path")


class Pattern(NamedTuple):
    """A permalink: what an address made by it looks like.

    `certain` tells that only this pattern makes addresses of that look: it has a fixed beginning or a date.
    `key` names the word that tells one post from another.
    """

    regex: re.Pattern[str]
    certain: bool
    key: str


@lru_cache(256)
def compile_permalink(template: str, collection: str = "") -> Pattern | None:
    """Read a permalink pattern (or one of Jekyll's styles); None where no word in it tells posts apart.

    Addresses are matched in canonical form (`canonical`): a slash in front, none at the end, no `.html`.
    """
    template = JEKYLL_STYLES.get(template, template).strip()
    template = template.removesuffix("index.html").rstrip("/").removesuffix(".html")
    used: set[str] = set()
    segments: list[str] = []
    for segment in template.lstrip("/").split("/"):
        source = _segment(segment, collection, used)
        if source is None:
            return None
        segments.append(source if source == _MANY else f"{source}/")
    key = next((word for word in _OWN_WORDS if word in used), None)
    if key is None:
        return None
    prefix = template.replace(":collection", collection).lstrip("/").partition(":")[0]
    regex = re.compile("/" + "".join(segments).removesuffix("/") + r"\Z")
    return Pattern(regex, "/" in prefix or "year" in used, key)


def _segment(segment: str, collection: str, used: set[str]) -> str | None:
    """Translate what stands between two slashes; None where its parts could not be told apart in linear time."""
    parts: list[str] = []
    position = open_ended = 0
    for match in _TOKEN.finditer(segment):
        parts.append(re.escape(segment[position : match.start()]))
        position = match.end()
        word = match[1].lower()
        if word == "collection" or (word == "section" and collection):
            parts.append(re.escape(collection))
            continue
        source = _MANY if match[2] else _TOKENS.get(word, _ONE)
        name = re.match(r"\(\?P<(\w+)>", source)
        if source == _MANY:
            if match[0] == segment and _MANY not in used:
                used.add(_MANY)
                return _MANY
            source = _ONE
        elif name is not None and name[1] in used:
            source = _ONE
        elif name is not None:
            used.add(name[1])
        open_ended += "[^/]+" in source or ".+" in source
        parts.append(source)
    parts.append(re.escape(segment[position:]))
    return "".join(parts) if open_ended <= 1 else None


def canonical(path: str) -> str:
    """Write an address one way: NFC, one slash in front, none at the end, no `index.html`, no `.html`."""
    path = unicodedata.normalize("NFC", path) if not path.isascii() else path
    path = "/" + path.strip("/")
    if path.endswith(("/index.html", "/index.htm")):
        path = path[: path.rindex("/")] or "/"
    return path.removesuffix(".html").removesuffix(".htm") or "/"


def jekyll_title(text: str) -> str:
    """Return the `:title` that Jekyll makes of a file's name (no date, no ending) or of `slug`."""
    return _joined(text, _KEPT_IN_TITLE)


def jekyll_slug(text: str) -> str:
    """Return the `:slug` or `:name` that Jekyll makes of a file's name or of `slug`."""
    return _joined(text, frozenset()).lower()


def _joined(text: str, kept: frozenset[str]) -> str:
    """Turn every run of other characters into one hyphen, and drop one at each end."""
    if text.isascii():
        return _others(kept).sub("-", text).removeprefix("-").removesuffix("-")
    text = unicodedata.normalize("NFC", text)
    chars = [char if char in kept or unicodedata.category(char)[:2] in _WORDLIKE else "\0" for char in text]
    joined = re.sub("\0+", "-", "".join(chars))
    return joined.removeprefix("-").removesuffix("-")


@lru_cache(maxsize=8)
def _others(kept: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of a run of ASCII characters that are neither letters nor digits, nor kept."""
    return re.compile(rf"[^A-Za-z0-9{re.escape(''.join(sorted(kept)))}]+")


_WORDLIKE = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd"))


def hugo_path(path: str, *, cased: bool = False, accents: bool = True) -> str:
    """Return a path as Hugo writes it in addresses: lower case, blanks to hyphens, other signs dropped.

    `cased` keeps capitals (`disablePathToLower`); without `accents` letters lose their marks (`removePathAccents`).
    """
    path = unicodedata.normalize("NFC", path if cased else path.lower())
    if not accents and not path.isascii():
        path = "".join(char for char in unicodedata.normalize("NFD", path) if not unicodedata.combining(char))
    if _HUGO_PLAIN.fullmatch(path):
        return path
    kept = (char for char in path if char.isalnum() or char in " ./\\_-#+~%" or unicodedata.category(char)[0] == "M")
    return re.sub(" +", "-", "".join(kept).strip())


_HUGO_PLAIN = lazy_regex(r"[a-z0-9/._-]*")


class Stem(NamedTuple):
    """A file's name taken apart: without its ending, without its date, and that date as written."""

    whole: str
    slug: str
    date: str | None


def stem_of(name: str) -> Stem:
    """Take a file's name (no folder) apart: `2022-10-21-mois.md` gives slug "mois" and date "2022-10-21"."""
    whole = name.rpartition(".")[0] or name
    match = _DATED.match(whole)
    return Stem(whole, whole, None) if match is None else Stem(whole, match["slug"].rstrip("."), match["date"])


def is_near_day(match: re.Match[str], day: str | None, slack: int) -> bool:
    """Tell whether the date in an address (groups `year`, `month`, `day`…) is `day` (ISO), give or take `slack` days.

    True where the address holds no date or the day is not known.
    """
    from datetime import date, timedelta

    groups = match.groupdict()
    if "year" not in groups or day is None:
        return True
    month, number = groups.get("month") or groups.get("i_month"), groups.get("day") or groups.get("i_day")
    try:
        stated = date.fromisoformat(day)
    except ValueError:
        return False
    for shift in range(-slack, slack + 1):
        near = stated + timedelta(shift) if 1 < stated.year < 9999 else stated
        if (
            int(groups["year"]) == near.year
            and (month is None or int(month) == near.month)
            and (number is None or int(number) == near.day)
        ):
            return True
    return False
