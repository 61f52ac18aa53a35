"""Hugo's configuration to a `Site`: one file (`hugo.toml`, `config.yaml`…) or the folder `config/_default/`.

The keys: Hugo's own documentation ("Configuration"); they are read without regard to case. `languageCode` and
`baseURL` may also stand under each language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from evlint.model.site import Site, SiteCollection, SiteDefaults
from evlint.site.configtext import language_tag, lowered, mapping_of, split_base, text_of, texts_of
from evlint.startup.lazy_regex import lazy_regex

ENDINGS = ("toml", "yaml", "yml", "json")
CONFIG_NAMES = tuple(f"hugo.{ending}" for ending in ENDINGS)
OLD_CONFIG_NAMES = tuple(f"config.{ending}" for ending in ENDINGS)
CONFIG_FOLDER = "config/_default"
CONFIG_FOLDERS = (CONFIG_FOLDER, "config/production")  # what a build reads, the later over the earlier
_CERTAIN = frozenset(("baseurl",))  # no other generator has this key
_OWN_KEYS = frozenset(
    {
        "baseurl", "languagecode", "defaultcontentlanguage", "contentdir", "staticdir", "theme", "themes", "publishdir",
        "paginate", "pagination", "taxonomies", "permalinks", "buildfuture", "builddrafts", "markup", "uglyurls",
        "languages", "params", "menu", "menus", "outputs", "module", "archetypedir", "layoutdir", "enablerobotstxt",
    }
)  # fmt: skip


def is_hugo(config: Mapping[str, Any]) -> bool:
    """Tell whether a file named `config.*` is Hugo's: `baseURL` is there, or two other keys of its own."""
    keys = lowered(config)
    return bool(_CERTAIN.intersection(keys) or len(_OWN_KEYS.intersection(keys)) >= 2)


def read_hugo(config: Mapping[str, Any], root: str, name: str | None) -> Site:
    """Make a site of Hugo's configuration (the parts of `config/_default/` already joined)."""
    keys = lowered(config)
    languages = lowered(keys.get("languages"))
    default = (text_of(keys.get("defaultcontentlanguage")) or "en").lower()
    main = lowered(languages.get(default))
    url, base = split_base(text_of(keys.get("baseurl")) or text_of(main.get("baseurl")))
    content = (text_of(main.get("contentdir")) or text_of(keys.get("contentdir")) or "content").strip("/")
    future, drafts = keys.get("buildfuture"), keys.get("builddrafts")
    return Site(
        root=root,
        config=name,
        timezone=text_of(keys.get("timezone")) or text_of(main.get("timezone")),
        language=_language(keys, main, default),
        url=url,
        baseurl=base,
        collections=_sections(keys.get("permalinks"), content, default),
        defaults=_cascade(keys.get("cascade")),
        exclude=(
            *_outside(keys, content, languages),
            *_templates(text_of(keys.get("archetypedir")) or "archetypes"),
            *_switched_off(keys, languages),
            *_ignored(texts_of(keys.get("ignorefiles"))),
        ),
        future=future if isinstance(future, bool) else None,
        shows_drafts=drafts is True,
        content=content,
        contents=_contents(languages, content),
        static=texts_of(keys.get("staticdir")) or ("static",),
        markdown="goldmark" if _handler(keys) == "goldmark" else "unknown",
        heading_ids=_heading_ids(keys),
        languages=tuple(languages),
        mounted=_is_mounted(keys),
        sections=True,
        options={
            "named": _dated_names(keys),
            "expired": keys.get("buildexpired") is True,
            "no-accents": keys.get("removepathaccents") is True,
            "cased": keys.get("disablepathtolower") is True,
            "default": default,
            "in-folder": keys.get("defaultcontentlanguageinsubdir") is True,
            "folders": {
                code: (text_of(lowered(one).get("contentdir")) or "").strip("/") for code, one in languages.items()
            },
            "bases": {code: split_base(text_of(lowered(one).get("baseurl")))[0] for code, one in languages.items()},
            "mounts": _mounts(keys),
            "theme": bool(keys.get("theme") or lowered(keys.get("module")).get("imports")),
            "themes": _themes(keys),
            "lists": _lists(keys),
            "taxonomies": texts_of(list(mapping_of(keys.get("taxonomies")).values())),
            "ref-warns": (text_of(keys.get("reflinkserrorlevel")) or "").upper() == "WARNING",
            "merged": (text_of(keys.get("_merge")) or "none").lower() != "none",
            "no-aliases": keys.get("disablealiases") is True,
            "ugly": keys.get("uglyurls") is True,
            "unsafe": lowered(lowered(lowered(keys.get("markup")).get("goldmark")).get("renderer")).get("unsafe")
            is True,
        },
    )


def _themes(keys: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the folders of the themes, the first one goes first; none where modules may come between."""
    folder = (text_of(keys.get("themesdir")) or "themes").strip("/")
    modules = lowered(keys.get("module")).get("imports")
    return () if modules else tuple(f"{folder}/{name}" for name in texts_of(keys.get("theme")))


def _outside(keys: Mapping[str, Any], content: str, languages: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the patterns that leave out what is no content: what neither lies in a content folder nor is mounted there."""
    folders = [content, *_contents(languages, content)]
    folders += [source for source, target, _ in _mounts(keys) if target.partition("/")[0] == "content"]
    if "." in folders:
        return ()
    tops = dict.fromkeys(folder.removeprefix("./").split("/")[0] for folder in folders)
    return "/*", *(f"!/{top}/" for top in tops)


def _templates(folder: str) -> tuple[str, ...]:
    """Return what is no page, though it looks like one: the templates that new posts are made from."""
    return f"/{folder.strip('/')}/", "/themes/*/archetypes/"


_GROUP = lazy_regex(r"(?<!\\)\((?:\?:)?((?:[^()\\]|\\.)*)\)(?![*+?{])")
_EXPRESSION = lazy_regex(r"(\^?\.\*|/)?((?:[\w\-/ ~,@=&%:;!#<>'\"]|\.[*+]?(?![?{])|\\[^\w\s])+?)((?:\.\*)?\$?)\Z")
_ATOM = lazy_regex(r"\\(.)|(\.[*+])|(\.)|(.)", re.DOTALL)
_MOST_IGNORED = 100  # patterns that are made of `ignoreFiles`


def _ignored(expressions: Iterable[str]) -> tuple[str, ...]:
    """Turn `ignoreFiles`, expressions that are looked for in the whole path of a file or folder, into patterns.

    One that a pattern cannot say is left out.
    """
    found: list[str] = []
    for expression in expressions:
        waiting = [expression.replace("(?:^|/)", "/").replace("(^|/)", "/")]
        while waiting and len(found) + len(waiting) <= _MOST_IGNORED:
            one = waiting.pop()
            group = _GROUP.search(one)
            if group is not None:
                waiting += [one[: group.start()] + choice + one[group.end() :] for choice in group[1].split("|")]
                continue
            found += [made for part in one.split("|") if (made := _pattern(part)) is not None]
    return tuple(dict.fromkeys(found))


def _pattern(expression: str) -> str | None:
    """Return the pattern of one expression without groups and choices; None where there is none."""
    match = _EXPRESSION.match(expression)
    if match is None:
        return None
    body = _ATOM.sub(
        lambda atom: (
            "*" if atom[2] else "?" if atom[3] else f"\\{one}" if (one := atom[1] or atom[4]) in "*?[]!#\\" else one
        ),
        match[2],
    )
    if not body.strip("*?/"):
        return None
    name = f"{'' if match[1] == '/' else '*'}{body}{'' if match[3] == '$' or body.endswith('/') else '*'}"
    return f"**/{name}" if "/" in body.rstrip("/") else name


def _language(keys: Mapping[str, Any], main: Mapping[str, Any], default: str) -> str | None:
    stated = language_tag(main.get("languagecode")) or language_tag(main.get("locale"))
    stated = stated or language_tag(keys.get("languagecode")) or language_tag(keys.get("locale"))
    return stated or (language_tag(default) if "defaultcontentlanguage" in keys else None)


def _handler(keys: Mapping[str, Any]) -> str:
    return (text_of(lowered(keys.get("markup")).get("defaultmarkdownhandler")) or "goldmark").lower()


def _heading_ids(keys: Mapping[str, Any]) -> str:
    """Return Goldmark's way of making ids where it is not Hugo's usual one (see `slugs`)."""
    parser = lowered(lowered(lowered(keys.get("markup")).get("goldmark")).get("parser"))
    if parser.get("autoheadingid") is False:
        return "none"
    kind = text_of(parser.get("autoidtype")) or text_of(parser.get("autoheadingidtype")) or "github"
    return {"github-ascii": "goldmark-ascii", "blackfriday": "goldmark-blackfriday"}.get(kind, "")


def _switched_off(keys: Mapping[str, Any], languages: Mapping[str, Any]) -> Iterator[str]:
    """Yield the patterns of pages in languages that are not built: `disabled` under one, or named in `disableLanguages`."""
    listed = [one.lower() for one in texts_of(keys.get("disablelanguages"))]
    for code, one in languages.items():
        if code in listed or lowered(one).get("disabled") is True:
            yield from (f"*.{code}.{ending}" for ending in ("md", "html"))
            folder = (text_of(lowered(one).get("contentdir")) or "").strip("/")
            if folder:
                yield f"/{folder}/"


def _contents(languages: Mapping[str, Any], content: str) -> tuple[str, ...]:
    """List the content folders of the other languages."""
    folders = (text_of(lowered(one).get("contentdir")) for one in languages.values())
    return tuple(dict.fromkeys(folder.strip("/") for folder in folders if folder and folder.strip("/") != content))


def _is_mounted(keys: Mapping[str, Any]) -> bool:
    """Tell whether pages may come from elsewhere: from modules, mounts or a theme's own content."""
    module = lowered(keys.get("module"))
    imports = module.get("imports")
    return bool(isinstance(imports, list) and any(_brings_pages(one) for one in imports))


def _brings_pages(entry: object) -> bool:
    """Tell whether an imported module is mounted into the content."""
    mounts = lowered(entry).get("mounts")
    targets = [text_of(lowered(one).get("target")) or "" for one in mounts] if isinstance(mounts, list) else []
    return any(target.strip("/").split("/")[0] == "content" for target in targets)


def _mounts(keys: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    """Return what the site mounts of its own: source, target, language ("" for none); once for each of its languages."""
    mounts = lowered(keys.get("module")).get("mounts")
    found: list[tuple[str, str, str]] = []
    for one in mounts if isinstance(mounts, list) else ():
        entry = lowered(one)
        source, target = text_of(entry.get("source")), text_of(entry.get("target"))
        if source and target:
            stated = text_of(entry.get("lang"))
            asked = texts_of(lowered(lowered(entry.get("sites")).get("matrix")).get("languages"))
            languages = ("" if "*" in one else one.lower() for one in ((stated,) if stated else asked or ("",)))
            found += [(source.strip("/"), target.strip("/"), one) for one in languages]
    return tuple(found)


def _dated_names(keys: Mapping[str, Any]) -> str:
    """Say whether a file's name dates its page: "first" before the key `date`, "last" after it, "" not at all."""
    order = texts_of(lowered(keys.get("frontmatter")).get("date"))
    if ":filename" not in order:
        return ""
    return "first" if order[0] == ":filename" else "last"


def _sections(value: object, content: str, default: str) -> tuple[SiteCollection, ...]:
    """Read `permalinks`: by section, by kind of page and section, or by language first."""
    patterns = mapping_of(value)
    by_language = patterns.get(default)
    if isinstance(by_language, dict):
        patterns = mapping_of(by_language)
    found: dict[str, str] = {}
    for key, one in {**patterns, **mapping_of(patterns.get("page"))}.items():
        pattern = text_of(one)
        if pattern is not None:
            found[key] = pattern
    return tuple(
        SiteCollection(key, content if key in ("", "/") else f"{content}/{key.strip('/')}", pattern)
        for key, pattern in found.items()
    )


def _lists(keys: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the permalinks of lists, part by part, by the section or taxonomy: "" is any part, "*" all that follows.

    What stands under a taxonomy's name right in `permalinks` is its terms' (tried with 0.111, 0.147 and 0.168:
    `authors = "/author/:slug/"` puts `content/authors/lea/_index.md` at `/author/lea-martin/`, by its title).
    """
    patterns = mapping_of(keys.get("permalinks"))
    taxonomies = texts_of(list(mapping_of(keys.get("taxonomies")).values())) or ("tags", "categories")
    stated = {name: patterns[name] for name in taxonomies if name in patterns}
    for kind in ("section", "taxonomy", "term"):
        stated.update(mapping_of(patterns.get(kind)))
    return {
        name.strip("/"): tuple(
            "*" if ":sections" in part else name if part == ":section" else "" if ":" in part else part
            for part in pattern.strip("/").split("/")
        )
        for name, pattern in stated.items()
        if isinstance(pattern, str)
    }


def _cascade(value: object) -> tuple[SiteDefaults, ...]:
    """Read the site's own `cascade`: values for every page, or for those below a path."""
    found: list[SiteDefaults] = []
    for one in value if isinstance(value, list) else (value,):
        entry = lowered(one)
        targets = entry.get("target", entry.get("_target"))
        path = text_of(lowered(targets).get("path")) or ""
        values = {
            key: inner for key, inner in mapping_of(one).items() if key.lower() not in ("target", "_target", "params")
        } | dict(mapping_of(entry.get("params")))
        if values and set(lowered(targets)) <= {"path"}:
            found.append(SiteDefaults(path.removesuffix("**").strip("/"), None, values))
    return tuple(found)
