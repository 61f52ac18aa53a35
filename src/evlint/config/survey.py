"""What the posts of a folder and its site's own configuration say, for a first configuration: values in, `Findings` out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from evlint.config.guess import commonest, language_of, zone_of
from evlint.config.resolve import LANGUAGE_KEYS, URL_KEYS, ZONE_KEYS, SitePlace
from evlint.config.starter import Findings, FoundCollection, Guess
from evlint.dates.roles import role_of
from evlint.generators import generator_of
from evlint.generators._signs import TITLES
from evlint.lint.context import LANGUAGE_KEYS as POST_LANGUAGE_KEYS
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.site import Site
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

_HOMES = ("src/content/", "content/", "src/posts/", "src/")  # where folders of posts stand, where no generator tells
_FEWEST_POSTS = 3  # of a folder that is taken for one of posts: one or two are pages
_MOSTLY = 0.95  # of the posts of a collection begin with front matter
# Posts, and characters of each: a language is plain after a few hundred words.
_READ_FOR_LANGUAGE, _READ_CHARS = 40, 2_000
_LANGUAGE_FOLDER = lazy_regex(r"[a-z]{2}(?:[-_](?:[a-z]{2}|[A-Z]{2}|[A-Z][a-z]{3}))?")
_DAY = lazy_regex(r"\d{4}-\d\d-\d\d")
_OFFSET = lazy_regex(r"([+-])(\d\d):?(\d\d)\Z")


class Group(NamedTuple):
    """Posts that belong together: a name, their folder (relative, with a slash at its end) and their paths."""

    name: str
    folder: str
    paths: tuple[str, ...]


def groups(paths: Sequence[str], site: Site, has_front_matter: Callable[[str], bool]) -> list[Group]:
    """Sort posts into collections: the site's own, else folders of which nearly every post begins with front matter.

    Paths and the site's root are relative to the folder that gets the configuration.
    """
    root = "" if site.root in ("", ".") else site.root + "/"
    found: dict[str, Group] = {}
    for one in site.collections:
        folder = f"{root}{one.folder.strip('/')}/"
        inside = tuple(path for path in paths if path.startswith(folder))
        if inside and one.folder.strip("/"):
            found[folder] = Group(one.name, folder, inside)
    if not generator_of(site).lists_collections or site.config is None:
        content = site.content.strip("/")
        homes = [f"{root}{one}" for one in ((f"{content}/",) if content else _HOMES)]
        home = next((one for one in homes if any(path.startswith(one) for path in paths)), root)
        for folder in dict.fromkeys(_child(path, home) for path in paths):
            inside = tuple(path for path in paths if folder and path.startswith(folder))
            name = folder[len(home) : -1]
            if name.lower() in {one.lower() for one in site.languages} or _LANGUAGE_FOLDER.fullmatch(name):
                continue  # posts of one language are no kind of their own
            if len(inside) >= _FEWEST_POSTS and folder not in found and _mostly(has_front_matter, inside):
                found[folder] = Group(folder[len(home) : -1].lstrip("_"), folder, inside)
    return sorted(found.values(), key=lambda group: group.folder)


def _mostly(has_front_matter: Callable[[str], bool], paths: Sequence[str]) -> bool:
    return sum(map(has_front_matter, paths)) >= _MOSTLY * len(paths)


def _child(path: str, home: str) -> str:
    """Return the folder right below `home` that a path lies in, "" where there is none."""
    if not path.startswith(home):
        return ""
    name, slash, _ = path[len(home) :].partition("/")
    return f"{home}{name}/" if slash else ""


def nested_dates(fronts: Sequence[Mapping[str, object]]) -> tuple[tuple[str, str], ...]:
    """Return where most posts of a collection have start and end of an event in a mapping: roles with dotted paths."""
    found: Counter[tuple[str, str]] = Counter()
    for front in fronts:
        for outer, value in front.items():
            if isinstance(value, dict) and outer.isidentifier():
                found.update(
                    (role, f"{outer}.{inner}")
                    for inner, moment in value.items()
                    if (role := role_of(str(inner))) in ("start", "end") and _DAY.match(str(moment)) is not None
                )
    often = sorted((one for one, count in found.items() if 2 * count > len(fronts)), key=lambda one: -found[one])
    paths = dict(reversed(often))
    return tuple((role, paths[role]) for role in ("start", "end") if role in paths) if "start" in paths else ()


def survey(
    site: Site, site_place: SitePlace, posts: int, documents: Sequence[Document], collections: Sequence[FoundCollection]
) -> Findings:
    """Put together what was found: the site's own words first, else what `documents` (all posts, or some) suggest."""
    generator = TITLES.get(site.generator, "")
    named = f"{generator} ({site.config})" if generator and site.config else generator
    language = _language(site, site_place, documents)
    return Findings(
        site=named,
        posts=posts,
        timezone=_zone(site, site_place, documents, language),
        language=language,
        url=_url(site, site_place),
        collections=collections,
    )


def _language(site: Site, site_place: SitePlace, documents: Sequence[Document]) -> Guess | None:
    spoken = [value for document in documents for value in _spoken(document.data)]
    if site.language is not None:
        others = {one for one in spoken if one.split("-")[0] != site.language.split("-")[0]}
        words = language_of(one.text[one.body_start :][:_READ_CHARS] for one in documents[:_READ_FOR_LANGUAGE])
        if not spoken and words is not None and words != site.language.split("-")[0]:
            others = {words}
        return Guess(
            site.language, site_place(LANGUAGE_KEYS) if not others else msg("your posts name others"), not others
        )
    if len(set(spoken)) > 1:
        return Guess(commonest(spoken) or spoken[0], msg("your posts name several"), sure=False)
    if spoken:
        return Guess(spoken[0], msg("as your posts say"))
    guessed = language_of(one.text[one.body_start :][:_READ_CHARS] for one in documents[:_READ_FOR_LANGUAGE])
    return Guess(guessed, msg("guessed from the words of your posts")) if guessed else None


def _spoken(data: Mapping[str, object]) -> list[str]:
    values = [data.get(key) for key in POST_LANGUAGE_KEYS]
    return [
        value.replace("_", "-")
        for value in values
        if isinstance(value, str) and re.fullmatch(r"[a-z]{2}([-_]\w+)?", value)
    ][:1]


def _zone(site: Site, site_place: SitePlace, documents: Sequence[Document], language: Guess | None) -> Guess | None:
    if site.timezone is not None:
        return Guess(site.timezone, site_place(ZONE_KEYS))
    offsets: set[timedelta] = set()
    for document in documents:
        for leaf in document.front.leaves if document.front is not None else ():
            match = _OFFSET.search(str(leaf.scalar.value)) if leaf.scalar.kind == "timestamp" else None
            if match:
                size = timedelta(hours=int(match[2]), minutes=int(match[3]))
                offsets.add(-size if match[1] == "-" else size)
    guessed = zone_of(language.value if language is not None else None, offsets)
    return Guess(guessed, msg("guessed from the offsets of your dates"), sure=False) if guessed else None


def _url(site: Site, site_place: SitePlace) -> Guess | None:
    if site.url is None or not re.match(r"https?://[^/\s]+\.[^/\s]+", site.url):
        return None
    host = site.url.partition("://")[2].lower()
    placeholder = "example." in host or "demo" in host.replace("-", ".").split(".") or host.startswith("localhost")
    return Guess(site.url, site_place(URL_KEYS), sure=not placeholder)
