"""Hugo: `hugo.toml` or `config/_default/`, pages in `content`, shortcodes in every text, code included.

Measured on Hugo 0.111.3 and 0.168.0 (fixtures/generators/hugo): YAML is read by go-yaml before 0.152, by goccy since.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from evlint.generators._read import mapping, merged, version_in
from evlint.generators.hugo import config
from evlint.model.files import Files
from evlint.model.generator import Generator, Head
from evlint.model.message import Msg
from evlint.model.site import Site, join
from evlint.site.configtext import lowered, read_mapping
from evlint.site.head import day_of
from evlint.startup.lazy_regex import lazy_regex

_GOCCY = (0, 152)  # the first version that reads YAML with goccy/go-yaml, by its release notes
_NAMES_HIDE = (0, 147)  # a version in which the day of a file's name hides a page until then; in 0.111 it does not
_OPEN_STOPS = (0, 111)  # the first version that a shortcode without its end stops, by its issue 10675 and by building
_FOLDER = f"{config.CONFIG_FOLDER}/"
_ENDINGS = tuple(f".{one}" for one in config.ENDINGS)
# Hugo’s version as the files of builds state it: `netlify.toml`, workflows, pipelines.
_VERSION = lazy_regex(r"""HUGO_VERSION["']?\s*[:=]\s*["']?v?([0-9.]+)|hugo-version["']?\s*:\s*["']?v?([0-9.]+)""")
# The same in the files of version managers (`.tool-versions`, `mise.toml`).
_TOOLS = lazy_regex(r"^\s*(?:hugo|gohugo)(?:_extended)?\s*=?\s*[\"']?v?([0-9.]+)", re.MULTILINE)
_WORKFLOWS = ("hugo", "gh-pages", "pages", "deploy", "ci", "build", "publish", "main")
_TELLING = (
    "netlify.toml", "vercel.json", ".gitlab-ci.yml",
    *(f".github/workflows/{name}.{ending}" for name in _WORKFLOWS for ending in ("yml", "yaml")),
)  # fmt: skip
_TRUE = frozenset(("1", "t", "true"))
_FALSE = frozenset(("0", "f", "false"))


def read(files: Files, root: str, sign: str, faults: list[Msg]) -> Site | None:
    """Read `hugo.*`, `config.*` or the files of `config/_default/`; a `config.*` without keys of Hugo's is another's."""
    path = join(root, sign)
    if sign.startswith(_FOLDER):
        found = _with_folder(files, root, {}, faults)
        path = join(root, config.CONFIG_FOLDER)
        if not sign.startswith(f"{_FOLDER}hugo.") and not config.is_hugo(found):
            return None
    else:
        found = mapping(files, path, faults) if sign else {}
        if sign in config.OLD_CONFIG_NAMES and not config.is_hugo(found):
            return None
        found = _with_folder(files, root, found, faults)
    version = _version(files, root)
    old = bool(version) and version < _GOCCY
    made = config.read_hugo(found, root, path if sign else None)
    options = dict(made.options)
    if options.get("merged") and not _has_theme(files, root, found):
        options["elsewhere"] = True
    flags = _flags(files, root)
    if "E" in flags:
        options["expired"] = True
    return made._replace(
        version=version,
        yaml="go-yaml" if old else "goccy",
        options=options,
        future=True if "F" in flags else made.future,
        shows_drafts=made.shows_drafts or "D" in flags,
    )


def _has_theme(files: Files, root: str, found: Mapping[str, Any]) -> bool:
    """Tell whether the configuration of every theme is in the tree, so that what it adds could be read here."""
    keys = {key.lower(): value for key, value in found.items()}
    themes = keys.get("theme", ())
    listed = [themes] if isinstance(themes, str) else themes if isinstance(themes, list) else []
    folder = keys.get("themesdir")
    where = join(root, folder if isinstance(folder, str) else "themes")
    modules = lowered(keys.get("module")).get("imports")
    return not modules and all(
        any(files.exists(f"{where}/{one}/{name}") for name in (*config.CONFIG_NAMES, *config.OLD_CONFIG_NAMES))
        for one in listed
    )


_BUILDS = lazy_regex(r"(?:hugo[:-])?(?:build|deploy|prod|production)(?::(?:hugo|prod|production|site))?\Z")
_COMMAND = lazy_regex(r"\bhugo\b(?![-.:/])([^\n&|;]*)")
_FLAGS = {"-D": "D", "--buildDrafts": "D", "-F": "F", "--buildFuture": "F", "-E": "E", "--buildExpired": "E"}


def _flags(files: Files, root: str) -> set[str]:
    """Return which of `-D`, `-F` and `-E` the command has that publishes the site, as far as its files tell."""
    commands: list[str] = []
    netlify = read_mapping(files.read(join(root, "netlify.toml")), "toml")
    tables = (netlify.get("build"), lowered(netlify.get("context")).get("production"))
    commands += [str(lowered(table).get("command") or "") for table in tables]
    scripts = lowered(read_mapping(files.read(join(root, "package.json")), "json").get("scripts"))
    commands += [str(command) for name, command in scripts.items() if _BUILDS.match(name)]
    for name in _TELLING:
        if name.startswith(".git"):
            commands.append(files.read(join(root, name)) or "")
    found: set[str] = set()
    for command in commands:
        for match in _COMMAND.finditer(command):
            words = match[1].split()
            if not {"server", "serve", "new"}.intersection(words[:1]):
                found.update(_FLAGS[word] for word in words if word in _FLAGS)
    return found


def _version(files: Files, root: str) -> tuple[int, ...]:
    """Return the version of Hugo that the site's builds name, the first that is found; empty where none does."""
    for name in _TELLING:
        text = files.read(join(root, name))
        match = _VERSION.search(text) if text else None
        if match is not None:
            return version_in(match[1] or match[2])
    for name in (".tool-versions", "mise.toml", ".mise.toml"):
        text = files.read(join(root, name))
        match = _TOOLS.search(text) if text else None
        if match is not None:
            return version_in(match[1])
    text = files.read(join(root, "package.json")) or ""
    stated = re.search(r'"hugo-(?:bin|extended)"\s*:\s*"([^"]+)"', text)
    return version_in(stated[1]) if stated is not None and "hugo-extended" in stated[0] else ()


def _with_folder(files: Files, root: str, found: dict[str, Any], faults: list[Msg]) -> dict[str, Any]:
    """Join the files below `config/_default/` and, over them, those below `config/production/`, which a build takes.

    `hugo` and `config` hold keys, any other file the table of its name, in whatever folder it lies (tried with 0.111 and
    0.168: `module/module.yaml` is the table `module`). `languages.fr.toml` is the table `fr` in `languages`, and
    `params.fr.toml` that table's `params`.
    """
    joined = dict(found)
    for folder in config.CONFIG_FOLDERS:
        prefix = join(root, f"{folder}/")
        if files.exists(prefix.rstrip("/")):
            for path in files.names():
                name = path.rpartition("/")[2]
                if path.startswith(prefix) and name.endswith(_ENDINGS) and not name.startswith("."):
                    joined = merged(joined, _as_table(name.rpartition(".")[0], mapping(files, path, faults)))
    if "module" not in joined:
        written = _written_later(files, join(root, _FOLDER))
        if written is not None:
            joined["module"] = mapping(files, written, [])
    return joined


def _as_table(stem: str, part: dict[str, Any]) -> dict[str, Any]:
    """Return what a file below `config/` says as the tables of one configuration, by its name without the ending."""
    name, _, language = stem.partition(".")
    if name in ("hugo", "config"):
        return part
    if not language:
        return {name: part}
    return {"languages": {language: part if name == "languages" else {name: part}}}


def _written_later(files: Files, prefix: str) -> str | None:
    """Return the file that a script makes `module.*` of before it builds (`module-template.yaml`), by its name alone."""
    begins = f"{prefix}module"
    return next((one for one in files.names() if one.startswith(begins) and one.endswith(_ENDINGS)), None)


def is_dated(site: Site, path: str) -> bool:
    """Tell whether the name of a file dates its page: only where the configuration asks for `:filename`."""
    if not site.options.get("named") or not path.lower().endswith((".md", ".markdown", ".html")):
        return False
    from evlint.generators.hugo.names import day_in_path

    return day_in_path(path) is not None


def _hidden(site: Site, path: str, head: Head, today: date) -> str:
    """Say why Hugo leaves a page out; a day of the file's name counts where the configuration says so."""
    draft = head.get("draft")
    if not site.shows_drafts and (draft is True or (isinstance(draft, (str, int)) and str(draft).lower() in _TRUE)):
        return "draft"
    day = today.isoformat()
    expires = _day(head.get("expirydate")) or _day(head.get("unpublishdate"))
    if expires is not None and expires <= day and not site.options.get("expired"):
        return "expired"
    if site.future or site.options.get("elsewhere"):
        return ""
    keys = ("publishdate", "pubdate", "published", "date")
    when = next((one for key in keys if (one := _day(head.get(key))) is not None), None)
    if when is None and site.options.get("named") == "first" and not (site.version and site.version < _NAMES_HIDE):
        from evlint.generators.hugo.names import day_in_path

        when = day_in_path(path)
    return "ahead" if when is not None and when > day else ""


def _day(value: object) -> str | None:
    """Return the day of a date that the calendar has: Hugo takes no other for one."""
    day = day_of(value)
    try:
        return None if day is None else date.fromisoformat(day).isoformat()
    except ValueError:
        return None


def _casts(key: str, value: object) -> bool:
    """Take what Hugo's `cast` makes a text, a truth or a number of."""
    if key in ("type", "layout"):
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if key in ("draft", "headless", "iscjklanguage"):
        return str(value).lower() in _TRUE | _FALSE and not isinstance(value, bool)
    if key in ("categories", "tags"):  # groups of keys throughout: a page's own data, and no terms
        return isinstance(value, list) and all(isinstance(one, Mapping) for one in value)
    return False


_OWN_SHORTCODES = frozenset(
    (
        "comment", "details", "figure", "gist", "highlight", "instagram", "instagram_simple", "param", "qr", "ref", "relref",
        "tweet", "twitter", "twitter_simple", "vimeo", "vimeo_simple", "x", "x_simple", "youtube",
    )
)  # fmt: skip
# Measured on 0.111.3 and 0.168.0: these stop the build where they are not closed, the others where they are.
_OWN_BLOCKS = frozenset(("highlight", "details"))
_OWN_UNCLOSED = frozenset(("figure", "gist", "instagram", "param", "ref", "relref", "tweet", "vimeo", "x", "youtube"))
_NAME = lazy_regex(r"\{\{[<%]-?\s*([\w./-]+)")


def _needs(site: Site, tag: str, path: str) -> tuple[str, ...]:  # noqa: ARG001 the form of every answer
    """Return the templates of which one must be there for a shortcode; none where Hugo, a theme or a module has it."""
    match = _NAME.match(tag)
    if match is None or match[1].startswith("/") or match[1].endswith(".inline") or match[1] in _OWN_SHORTCODES:
        return ()  # an inline shortcode brings its own text
    if site.options.get("theme"):
        return ()
    name = match[1]
    endings = ("html", "md", *(f"{code}.html" for code in site.languages))
    folders = ("layouts/shortcodes", "layouts/_shortcodes")
    names = (name,) if "." in name.rpartition("/")[2] else tuple(f"{name}.{ending}" for ending in endings)
    return tuple(join(site.root, f"{folder}/{one}") for folder in folders for one in names)


def _templates_of(site: Site, name: str) -> tuple[str, ...]:
    """Return where the template of a shortcode may lie, the one that counts first."""
    folders = ("layouts/shortcodes", "layouts/_shortcodes")
    tops = ("", *(f"{theme}/" for theme in site.options.get("themes") or ()))
    return tuple(join(site.root, f"{top}{folder}/{name}.html") for top in tops for folder in folders)


def _takes_text(site: Site, name: str) -> bool | None:
    """Tell of Hugo's own shortcodes whether they must be closed; None where a theme may bring another of that name."""
    if site.options.get("theme"):
        return None
    return True if name in _OWN_BLOCKS else False if name in _OWN_UNCLOSED else None


GENERATOR = Generator(
    name="hugo",
    title="Hugo",
    signs=(*config.CONFIG_NAMES, *(f"{_FOLDER}hugo.{one}" for one in config.ENDINGS), *config.OLD_CONFIG_NAMES,
           *(f"{_FOLDER}config.{one}" for one in config.ENDINGS)),
    read=read,
    rank=45,
    blank_ends_link=True,
    leaves_html=True,
    layout="hugo.layout:HugoLayout",
    replaces_layouts=True,
    fences=("-" * 6,),  # three dashes, then an empty document of YAML: four, five and seven stop the build
    is_dated_by_name=is_dated,
    name_goes_first=lambda site: site.options.get("named") == "first",
    hidden=_hidden,
    casts=_casts,
    tags=("shortcode",),
    tags_in_code=True,
    needs=_needs,
    numbers_are_dates=True,
    once_took_keys_twice=True,
    typed_lists=lambda site: ("link", "colon", "span") if site.markdown == "goldmark" else (),
    templates=_templates_of,
    takes_text=_takes_text,
    stops_at_open=lambda site: not site.version or site.version >= _OPEN_STOPS,
    drops_html=lambda site: site.markdown == "goldmark" and not site.options.get("unsafe"),
    stops_at_tags=lambda site: not site.options.get("ref-warns"),
)  # fmt: skip
