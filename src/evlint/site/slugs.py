"""The ids that Markdown engines give to headings.

Rules, as read in the engines' sources:
- kramdown with GFM input (Jekyll's default, `kramdown-parser-gfm`): lower case; letters, marks, digits, `_` and `-` stay;
  blanks become hyphens one by one; a repeated id gets `-1`, `-2`.
- kramdown's own: what precedes the first ASCII letter goes, then all but ASCII letters, digits, blanks and hyphens; an
  empty id is `section`. With `transliterated_header_ids` accents are dropped first instead of the letters.
- Goldmark as Hugo runs it: letters, digits, `_` and `-` of the heading's source text, link targets included; an empty id
  is `heading`; a number that is taken is skipped. `github-ascii` drops accents, `blackfriday` joins words by one hyphen.
- GitHub: as kramdown with GFM input, but typographic dashes are not made of `--`.
- Hexo: accents dropped, runs of blanks and ASCII signs to one hyphen, capitals kept.
- VitePress: as Hexo's, in lower case, `_` before a digit at the beginning.
- Python-Markdown (MkDocs): ASCII letters, digits and `_`; a repeated id gets `_1`.
- Pandoc (Quarto): letters, digits, `_`, `-` and dots; what precedes the first letter goes.
- Zola: transliterated to ASCII, runs of anything else to one hyphen.
- markdown-it-anchor: in lower case, blanks to hyphens, everything else percent-escaped; @sindresorhus/slugify: as Zola's,
  words in camel case taken apart (`GitHub` is `git-hub`), an apostrophe before `s` or `t` dropped.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

_NOT_ASCII_WORD = lazy_regex(r"[^a-z0-9_\- ]")
_KEPT = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"))
_DASHES = lazy_regex(r"---?")
_BEFORE_LETTER = lazy_regex(r"\A[^a-zA-Z]+")
_NOT_PLAIN = lazy_regex(r"[^a-zA-Z0-9 \-]")
_ATX = lazy_regex(r"\A[ \t>]*#{1,6}[ \t]*|[ \t]+#+[ \t]*\Z")
_ATTRIBUTES = lazy_regex(r"[ \t]*\{[^{}\n]*\}[ \t]*\Z")


class HeadingText(NamedTuple):
    """A heading: its text as read, its source, and the id that the author gave it."""

    text: str
    source: str = ""
    id: str | None = None


def gfm_id(text: str) -> str:
    """Return the id that GitHub gives to a heading with this text."""
    text = text.lower().replace("\t", " ")
    if text.isascii():
        return _NOT_ASCII_WORD.sub("", text).replace(" ", "-")
    kept = (char for char in text if char in "- " or unicodedata.category(char) in _KEPT)
    return "".join(kept).replace(" ", "-")


def kramdown_gfm_id(text: str) -> str:
    """Return the id of kramdown with GFM input: as GitHub's, but `--` and `---` are dashes by then and vanish."""
    return gfm_id(_DASHES.sub("", text) if "--" in text else text)


def kramdown_id(text: str) -> str:
    """Return the id of kramdown's own input format."""
    kept = _NOT_PLAIN.sub("", _BEFORE_LETTER.sub("", _DASHES.sub("", text)))
    return kept.replace(" ", "-").lower() or "section"


def transliterated_id(text: str) -> str:
    """Return kramdown's own id with `transliterated_header_ids`."""
    return kramdown_id(without_accents(text))


def goldmark_id(text: str) -> str:
    """Return the id that Goldmark gives (Hugo's `github`)."""
    kept = (char for char in text.strip() if char in "-_ " or unicodedata.category(char) in _GOLDMARK)
    return "".join(kept).replace(" ", "-").lower() or "heading"


_GOLDMARK = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Nd"))


def goldmark_ascii_id(text: str) -> str:
    """Return the id of Hugo's `github-ascii`."""
    return goldmark_id("".join(char for char in without_accents(text) if char.isascii()))


def blackfriday_id(text: str) -> str:
    """Return the id of Hugo's `blackfriday`: runs of anything but letters and digits become one hyphen."""
    parts = ("".join(char if char.isalnum() else " " for char in text)).split()
    return "-".join(parts).lower()


def without_accents(text: str) -> str:
    """Return a text with its letters' marks dropped: "é" gives "e"."""
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


_SIGNS = lazy_regex(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+")
_CONTROLS = lazy_regex(r"[\x00-\x1f]")
_HYPHENS = lazy_regex(r"-{2,}")
_NOT_WORD = lazy_regex(r"[^\w\s-]")
_BLANKS_OR_HYPHENS = lazy_regex(r"[-\s]+")
_NO_ALNUM = lazy_regex(r"[^a-z0-9]+")
# Letters that no decomposition takes apart, as transliterating libraries write them.
_LETTERS = str.maketrans({
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L",
    "ð": "d", "þ": "th", "ı": "i", "’": "'", "‘": "'", "“": '"', "”": '"', "«": "<<", "»": ">>", "–": "-", "—": "--",
    "…": "...", "€": "EUR", "\u00a0": " ", "\u202f": " ", "·": "*",
})  # fmt: skip


def hexo_id(text: str) -> str:
    """Return the id that Hexo gives (hexo-renderer-marked)."""
    plain = _ASCII_SIGNS.sub("-", _CONTROLS.sub("", _latin_plain(text.strip())))
    return _HYPHENS.sub("-", plain).strip("-")


def _latin_plain(text: str) -> str:
    """Return a text with the marks of Latin letters dropped; letters of other scripts keep theirs."""
    if text.isascii():
        return text
    found = (unicodedata.normalize("NFD", char) for char in unicodedata.normalize("NFC", text).translate(_LETTERS_ONLY))
    return "".join(one[0] if len(one) > 1 and one[0].isascii() else unicodedata.normalize("NFC", one) for one in found)


_ASCII_SIGNS = lazy_regex(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")
_LETTERS_ONLY = str.maketrans(
    {"ß": "s", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}
)


def vitepress_id(text: str) -> str:
    """Return the id that VitePress gives."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in plain if not "\u0300" <= char <= "\u036f")
    plain = _HYPHENS.sub("-", _SIGNS.sub("-", _CONTROLS.sub("", plain))).strip("-")
    return (f"_{plain}" if plain[:1].isascii() and plain[:1].isdigit() else plain).lower()


def python_markdown_id(text: str) -> str:
    """Return the id that Python-Markdown's `toc` gives."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _BLANKS_OR_HYPHENS.sub("-", _NOT_WORD.sub("", plain).strip().lower())


def pandoc_id(text: str) -> str:
    """Return the id that Pandoc gives (`auto_identifiers`)."""
    kept = "".join(char for char in text.strip() if char.isalnum() or char in "_-. \t\n\u00a0")
    joined = "-".join(kept.split()).lower()
    start = next((index for index, char in enumerate(joined) if char.isalpha()), len(joined))
    return joined[start:] or "section"


def deunicoded(text: str) -> str:
    """Return the slug that Zola makes of a text; what it cannot write in ASCII here becomes a hyphen."""
    plain = without_accents(text.translate(_LETTERS)).lower()
    return _NO_ALNUM.sub("-", plain).strip("-")


_CAMEL = (
    lazy_regex(r"([A-Z]{2,})(\d+)"), lazy_regex(r"([a-z\d]+)([A-Z]{2,})"), lazy_regex(r"([a-z\d])([A-Z])"),
    lazy_regex(r"([A-Z]+)([A-Z][a-rt-z\d]+)"),
)  # fmt: skip
_ELISION = lazy_regex(r"([a-zA-Z\d]+)['’]([ts])(?=\s|$)")


_ESCAPED = lazy_regex(r"[^A-Za-z0-9\-_.!~*'()]")


def sindresorhus_id(text: str) -> str:
    """Return the id that plugins with @sindresorhus/slugify give."""
    plain = _ELISION.sub(r"\1\2", text).replace("&", " and ")
    for camel in _CAMEL:
        plain = camel.sub(r"\1 \2", plain)
    return deunicoded(plain)


def markdown_it_anchor_id(text: str) -> str:
    """Return the id that markdown-it-anchor gives by itself."""
    joined = "-".join(text.lower().split())
    return _ESCAPED.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), joined)


def hexo_escaped_id(text: str) -> str:
    """Return the id that old renderers of Hexo give, in which `<` was `&lt;`."""
    return hexo_id(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def is_transliterated(text: str) -> bool:
    """Tell whether `deunicoded` writes a text as Zola does: no emoji, no letters of other scripts."""
    return without_accents(text.translate(_LETTERS)).isascii()


_MAKERS: dict[str, tuple[Callable[[str], str], ...]] = {
    "kramdown": (kramdown_gfm_id,),
    "kramdown-plain": (kramdown_id,),
    "kramdown-transliterated": (transliterated_id,),
    "goldmark": (goldmark_id,),
    "goldmark-ascii": (goldmark_ascii_id,),
    "goldmark-blackfriday": (blackfriday_id,),
    "github": (gfm_id,),
    "hexo-util": (hexo_id, hexo_escaped_id),
    "mdit-vue": (vitepress_id,),
    "mdx": (gfm_id,),
    "github-slugger": (gfm_id,),
    "python-markdown": (python_markdown_id,),
    "pandoc": (pandoc_id,),
    "deunicode": (deunicoded,),
    "none": (),
    "unknown": (
        kramdown_gfm_id, kramdown_id, transliterated_id, goldmark_id, goldmark_ascii_id, blackfriday_id, gfm_id,
        hexo_id, vitepress_id, python_markdown_id, pandoc_id, deunicoded, sindresorhus_id, markdown_it_anchor_id,
    ),
}  # fmt: skip


# Engines that read no `{#id}`: it is a part of the text.
NO_OWN_IDS = frozenset(("hexo-util", "github-slugger"))


def heading_ids(headings: Iterable[HeadingText], engine: str) -> set[str]:
    """Return every id that an engine gives to these headings (in document order), and those given by the author.

    `engine` is a key of `_MAKERS`; any other counts as "unknown", where every engine's ids are taken.
    """
    listed = list(headings)
    given = {heading.id for heading in listed if heading.id}
    ids = set(given)
    free = [heading for heading in listed if not heading.id]
    if engine in NO_OWN_IDS:  # it reads no ids that authors give
        typed = [one for one in listed if one.id and one.source.startswith("<")]
        free = [HeadingText(f"{one.text} {{#{one.id}}}" if one.id else one.text) for one in listed if one not in typed]
        given = {one.id for one in typed if one.id}
        ids = set(given)
    for make in _MAKERS.get(engine, _MAKERS["unknown"]):
        of_source = make in (goldmark_id, goldmark_ascii_id, blackfriday_id)
        if make is python_markdown_id:
            ids |= _with_lines((make(heading.text) for heading in free), given)
        ids |= _numbered((make(heading.text) for heading in free), given) if engine != "python-markdown" else set()
        if of_source:
            ids |= _numbered((make(_raw(heading)) for heading in free), given)
    return ids


def _raw(heading: HeadingText) -> str:
    """Return a heading's source without its hashes and attributes, as Goldmark makes ids of it."""
    line = heading.source.strip().split("\n", 1)[0] if heading.source else heading.text
    return _ATTRIBUTES.sub("", _ATX.sub("", line)).strip()


def _with_lines(made: Iterable[str], given: set[str]) -> set[str]:
    """Number repeated ids as Python-Markdown does: `_1`, counted on where a number stands there."""
    ids: set[str] = set(given)
    last: dict[str, int] = {}  # the highest number that each was given: looked for from there on
    for one in made:
        name = one
        if name in ids or not name:
            stem, line, number = name.rpartition("_")
            is_numbered = bool(line) and number.isdecimal() and number.isascii()
            stem, count = (stem, int(number)) if is_numbered else (name, 0)
            count = max(count, last.get(stem, 0)) + 1
            while f"{stem}_{count}" in ids:
                count += 1
            last[stem] = count
            name = f"{stem}_{count}"
        ids.add(name)
    return ids


def _numbered(made: Iterable[str], given: set[str]) -> set[str]:
    """Number repeated ids, as engines that count do and as engines that skip taken numbers do."""
    counts: dict[str, int] = {}
    ids: set[str] = set()
    for one in made:
        count = counts.get(one, 0)
        counts[one] = count + 1
        name = f"{one}-{count}" if count else one
        if name in ids or (count and name in given):
            while name in ids or name in given:
                count += 1
                name = f"{one}-{count}"
            counts[one] = count + 1
        if name:
            ids.add(name)
    return ids
