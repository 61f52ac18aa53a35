"""The posts of one Jekyll collection, by the word of the permalink that tells their addresses apart."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from datetime import date
from functools import cached_property

from evlint.generators.jekyll.config import DRAFTS, POSTS
from evlint.model.file_names import is_page
from evlint.model.site import SiteCollection
from evlint.site.configtext import text_of
from evlint.site.head import day_of
from evlint.site.layout import Place
from evlint.site.permalinks import (
    JEKYLL_COLLECTION,
    JEKYLL_STYLES,
    Pattern,
    Stem,
    canonical,
    compile_permalink,
    is_near_day,
    jekyll_slug,
    jekyll_title,
    stem_of,
)
from evlint.startup.lazy_regex import lazy_regex

_HOUR = lazy_regex(r"\d{4}-\d\d?-\d\d?[T ]+(\d\d?):")
_MORNING, _EVENING = 3, 20  # hours between which no offset in use for a site of its own region moves the day
_WORD = lazy_regex(r":([a-z_]+)")
_LEFT_OUT = "_.#"  # how names begin of files and folders that Jekyll leaves out of a collection


class Family:
    """The posts of one collection."""

    def __init__(self, collection: SiteCollection, place: Place) -> None:
        """`collection` is one that Jekyll writes pages for (`output: true`, or the posts)."""
        self._place = place
        self._collection = collection
        self._folder = collection.folder.strip("/") + "/"
        self._is_posts = collection.name == "posts"
        usual = JEKYLL_STYLES["date"] if self._is_posts else _as_site(place.site.permalink or "date")
        stated = collection.permalink
        if stated in JEKYLL_STYLES and not self._is_posts:
            stated = "/:collection/:path/" if stated == "pretty" else usual
        templates = [stated or usual]
        templates += [
            permalink
            for scope in place.site.defaults
            if scope.type in (collection.name, None)
            and (permalink := text_of(scope.values.get("permalink"))) is not None
            and (scope.type is not None or not scope.path or f"{scope.path}/".startswith(self._folder))
        ]
        self._template = templates[-1]
        self._own_template = templates[0]  # what files without front matter go by
        pairs = ((template, compile_permalink(template, collection.name)) for template in templates)
        self._patterns = [pattern for _, pattern in pairs if pattern is not None]
        # Whether every post without a permalink of its own has this one, and no categories that are not in its front matter.
        self.is_plain = len(set(templates)) <= 2 and not any(
            key in scope.values
            for scope in place.site.defaults
            for key in ("category", "categories", *(("permalink",) if scope.path else ()))
        )

    def holds(self, path: str) -> bool:
        """Tell whether a file belongs to the collection."""
        gives = not self._is_posts and self._template.endswith(".html")  # an ending to what has none
        if gives and path.startswith(self._folder) and "." not in path.rpartition("/")[2]:
            return True
        if not is_page(path):
            return False
        if path.startswith(self._folder):
            return True
        return self._is_posts and (f"/{POSTS}/" in f"/{path}" or f"/{DRAFTS}/" in f"/{path}")

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        return tuple(path for path in self._place.names.paths if self.holds(path))

    @cached_property
    def _by_word(self) -> dict[tuple[str, str], list[str]]:
        index: dict[tuple[str, str], list[str]] = {}
        for path in self._paths:
            for word in {pattern.key for pattern in self._patterns}:
                index.setdefault((word, self._word(path, word, None)), []).append(path)
        return index

    @cached_property
    def _by_slug(self) -> dict[tuple[str, str], list[str]]:
        """The posts whose front matter gives them another word."""
        index: dict[tuple[str, str], list[str]] = {}
        for path in self._paths:
            slug = text_of(self._place.head(path).get("slug"))
            if slug is not None:
                for word in ("title", "slug"):
                    index.setdefault((word, self._word(path, word, slug)), []).append(path)
        return index

    def _word(self, path: str, word: str, slug: str | None) -> str:
        name = path.rpartition("/")[2]
        stem = stem_of(name)
        if word == "path":
            inner = path.removeprefix(self._folder)
            return inner.rpartition(".")[0] if "." in name else inner
        if word == "title":
            return jekyll_title(slug or stem.slug)
        return jekyll_slug(stem.whole if word == "name" else slug or stem.slug)

    @cached_property
    def _years(self) -> frozenset[str | None]:
        """The years of the posts, and None where there are posts at all: of another year the tree may hold nothing."""
        years: set[str | None] = {None} if self._paths else set()
        for path in self._paths:
            day = day_of(self._place.head(path).get("date")) or _padded(stem_of(path.rpartition("/")[2]).date)
            if day is not None:
                years.add(day[:4])
        return frozenset(years)

    def has_form(self, address: str) -> bool:
        """Tell whether an address is one that only a post of this collection could have.

        The collection has posts in the tree (of that year, where a date stands in the address), and where folders do, posts
        in that folder or one of nearly that name.
        """
        for pattern in self._patterns:
            match = pattern.regex.match(address) if pattern.certain else None
            if match is not None and match.groupdict().get("year") in self._years:
                folder = match[pattern.key].rpartition("/")[0]
                return (
                    not folder or folder in self._subfolders or self._of_word(pattern, match[pattern.key]) is not None
                )
        return False

    @cached_property
    def _subfolders(self) -> frozenset[str]:
        return frozenset(path.removeprefix(self._folder).rpartition("/")[0] for path in self._paths)

    def is_empty_at(self, address: str) -> bool:
        """Tell whether the tree has no post of this collection, and an address is one that such a post could have."""
        return not self._paths and any(one.certain and one.regex.match(address) for one in self._patterns)

    def file_at(self, address: str) -> str | None:
        """Return the file (a picture, say) that Jekyll copies from the collection's folder to an address."""
        return self._files.get(unicodedata.normalize("NFC", address))

    def address_of_file(self, path: str) -> str | None:
        """Return the address that Jekyll copies a file of the collection to; None for posts, whose folder it copies not."""
        if self._is_posts or not path.startswith(self._folder):
            return None
        inner = path[len(self._folder) :]
        if is_page(path) or any(part[0] in _LEFT_OUT or part[-1] == "~" for part in inner.split("/")):
            return None
        stem, ending = posixpath.splitext(inner)
        words = {
            "collection": self._collection.name,
            "path": stem,
            "name": stem.rpartition("/")[2],
            "title": "",
            "output_ext": "",
        }
        if any(word not in words for word in _WORD.findall(self._own_template)):
            return None
        filled = _WORD.sub(lambda match: words[match[1]], self._own_template)
        return "/" + re.sub("/+", "/", filled).strip("/") + ending

    @cached_property
    def _files(self) -> dict[str, str]:
        """The files that are copied, by their addresses (composed)."""
        files: dict[str, str] = {}
        for path in self._place.names.paths:
            address = self.address_of_file(path)
            if address is not None:
                files.setdefault(unicodedata.normalize("NFC", address), path)
        return files

    def find(self, address: str) -> str | None:
        """Return the post at an address, found by its name."""
        for pattern in self._patterns:
            match = pattern.regex.match(address)
            if match is None:
                continue
            for path in self._by_word.get((pattern.key, match[pattern.key]), ()):
                head = self._place.head(path)
                if "permalink" in head and canonical(self.address(path, text_of(head["permalink"])) or "") != address:
                    continue
                slug = text_of(head.get("slug"))
                if slug is not None and self._word(path, pattern.key, slug) != match[pattern.key]:
                    continue
                if self._has_date(path, match):
                    return path
        return None

    def renamed(self, address: str) -> str | None:
        """Return the post at an address whose `slug` puts it there."""
        for pattern in self._patterns:
            match = pattern.regex.match(address)
            if match is not None and pattern.key in ("title", "slug"):
                for path in self._by_slug.get((pattern.key, match[pattern.key]), ()):
                    if self._has_date(path, match):
                        return path
        return None

    def _has_date(self, path: str, match: re.Match[str]) -> bool:
        """Tell whether the date in an address may be the post's: its front matter's give or take a zone, or its name's."""
        stated = day_of(self._place.head(path).get("date"))
        if stated is not None:
            return is_near_day(match, stated, 1)
        return is_near_day(match, _padded(stem_of(path.rpartition("/")[2]).date), 0)

    def nearest(self, address: str) -> str | None:
        """Return the post whose address is nearest to one that has the form of a post's."""
        for pattern in self._patterns:
            match = pattern.regex.match(address)
            if match is not None and pattern.certain and match.groupdict().get("year") in self._years:
                return self._of_word(pattern, match[pattern.key])
        return None

    def _of_word(self, pattern: Pattern, wanted: str) -> str | None:
        exact = self._by_word.get((pattern.key, wanted))
        if exact:
            return exact[0]
        near = self._place.names.nearest(
            (self._folder, pattern.key), lambda: [value for word, value in self._by_word if word == pattern.key], wanted
        )
        return None if near is None else self._by_word[pattern.key, near][0]

    def is_certain(self, path: str) -> bool:
        """Tell whether the day of a post is beyond doubt: neither a zone nor the calendar moves it; and that it is one."""
        if not self._is_posts:
            return True
        stated = self._place.head(path).get("date")
        hour = _HOUR.match(stated) if isinstance(stated, str) else None
        if hour is not None and hour[1] != "00" and not _MORNING <= int(hour[1]) <= _EVENING:
            return False
        named = _padded(stem_of(path.rpartition("/")[2]).date)
        try:
            return named is not None and bool(date.fromisoformat(named))
        except ValueError:
            return False

    def address(self, path: str, permalink: str | None) -> str | None:
        """Return a post's address; None where its front matter gives categories that would stand in it."""
        template = permalink or self._template
        above = path.partition(f"/{POSTS}/")[0] if f"/{POSTS}/" in path else ""
        if "categories" in JEKYLL_STYLES.get(template, template) and self._place.mentions(path, "\ncategor"):
            return None
        name = path.rpartition("/")[2]
        stem = stem_of(name)
        day = day_of(self._place.head(path).get("date")) or _padded(stem.date)
        return filled(
            template,
            path.removeprefix(self._folder),
            stem,
            text_of(self._place.head(path).get("slug")),
            day or "",
            self._collection.name,
            above.lower(),
        )


def _as_site(style: str) -> str:
    """Return the permalink of a collection that states none: it ends as the site's own does (`add_permalink_suffix`)."""
    if style in JEKYLL_STYLES:
        return JEKYLL_COLLECTION.replace(":output_ext", "/") if style == "pretty" else JEKYLL_COLLECTION
    ending = next((one for one in ("/", ":output_ext") if style.endswith(one)), "")
    return JEKYLL_COLLECTION.replace(":output_ext", ending)


def _padded(date: str | None) -> str | None:
    """Write the date of a file's name in ISO form; a year of two digits is of this century, as Jekyll reads it."""
    if date is None:
        return None
    year, month, day = date.split("-")
    return f"{year.zfill(4) if len(year) > 2 else '20' + year}-{month.zfill(2)}-{day.zfill(2)}"


def filled(
    template: str, path: str, stem: Stem, slug: str | None, day: str, collection: str, categories: str = ""
) -> str | None:
    """Fill a permalink with what is known of a post; None where a word of it is not."""
    template = JEKYLL_STYLES.get(template, template)
    if ":" not in template:
        return template if template.startswith("/") else f"/{template}"
    year, month, date = day.split("-") if day.count("-") == 2 else ("", "", "")
    words = {
        "title": jekyll_title(slug or stem.slug),
        "slug": jekyll_slug(slug or stem.slug),
        "name": jekyll_slug(stem.whole),
        "basename": stem.whole,
        "path": path.rpartition(".")[0],
        "collection": collection,
        "output_ext": ".html",
        "categories": categories,
        "slugified_categories": categories,
        "year": year, "month": month, "day": date, "i_month": month.lstrip("0"), "i_day": date.lstrip("0"),
        "short_year": year[2:],
    }  # fmt: skip
    missing = [word for word in _WORD.findall(template) if not words.get(word) and "categories" not in word]
    if missing:
        return None
    filled = _WORD.sub(lambda match: words[match[1]], template)
    return "/" + re.sub("/+", "/", filled).lstrip("/")


def filled_page(template: str, path: str) -> str | None:
    """Fill the permalink of a page, `path` from the source: `:path` is its folder there. None where a word is no page's."""
    folder, _, name = path.rpartition("/")
    words = {"path": folder, "basename": name.rpartition(".")[0], "output_ext": ".html"}
    if not words.keys() >= set(_WORD.findall(template)):
        return None
    return re.sub("/+", "/", "/" + _WORD.sub(lambda match: words[match[1]], template))
