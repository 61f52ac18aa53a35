"""What `evlint init` is to write: reads the posts and the site of a folder, and plans the files."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from evlint.config.resolve import site_places
from evlint.config.starter import Findings, FoundCollection, Guess, starter
from evlint.config.survey import Group, groups, nested_dates, survey
from evlint.io.config_file import NAMES, has_table
from evlint.io.discover import discover, relative_path
from evlint.io.disk_files import DiskFiles
from evlint.io.read import read_file
from evlint.io.tree import Tree
from evlint.model.document import Document
from evlint.model.globs import Globs
from evlint.model.message import Msg, Wording, msg
from evlint.model.site import NONE, Site
from evlint.parse import parse
from evlint.site.detect import detect_site, site_root_of

NAME = NAMES[0]
_SAMPLE = 300  # posts that are read for language and zone; for schemas all are
_MAX_SIZE = 10_000_000  # bytes: a configuration or post beyond is generated, and says nothing about a site
_FENCE = re.compile(r"\ufeff?(?:---|\+\+\+|\{)")


class Plan(NamedTuple):
    """Files to write, path to text, and what to say of them."""

    config: str
    text: str
    schemas: Mapping[str, str]
    found: Sequence[Msg]


def present(folder: str) -> str | None:
    """Return the configuration file that a folder has already, or None."""
    for name in NAMES:
        path = os.path.normpath(os.path.join(folder, name))
        if os.path.lexists(path) and (name != NAMES[-1] or has_table(path)):
            return path
    return None


def importable(folder: str) -> str | None:
    """Return the configuration of a CMS in a site's folder that schemas can be imported from, or None."""
    from evlint.schema.importers import USUAL_PLACES

    paths = (os.path.normpath(os.path.join(folder, place)) for place in USUAL_PLACES)
    return next((path for path in paths if os.path.isfile(path)), None)


def plan(folder: str, *, infer_schemas: bool, wording: Wording, import_from: str | None = None) -> Plan:
    """Read a folder and plan its configuration, with a schema for each collection where that is asked for.

    `import_from` is the configuration of a CMS whose schemas are taken; it raises `SchemaUnusable` where there are none.

    Comments are in the language of `wording`.
    """
    base = os.path.normpath(folder)
    paths = discover([base]).files
    site = _site(base, paths)
    paths = [path for path in paths if not _left_out(path, site)]
    inner = {relative_path(path, base): path for path in paths}
    inner_site = site._replace(
        root=relative_path(site.root, base), config=relative_path(site.config, base) if site.config else None
    )
    found = groups(list(inner), inner_site, lambda path: _has_front_matter(inner[path]))
    documents = {path: _parsed(path, site) for path in (paths if infer_schemas else _sample(paths))}
    schemas: dict[str, str] = {}
    collections: list[FoundCollection] = []
    for group in found:
        read = [documents[inner[path]].data for path in group.paths if inner[path] in documents]
        collection = FoundCollection(group.name, f"{group.folder}**", len(group.paths), dates=nested_dates(read))
        if infer_schemas:
            text = _schema(group, [documents[inner[path]] for path in group.paths], wording)
            if text is not None:
                name = f"schemas/{_file_name(group.name)}.schema.json"
                schemas[os.path.normpath(os.path.join(base, name))] = text
                collection = collection._replace(schema=name, schema_source=msg("inferred from these posts"))
        collections.append(collection)
    if import_from is not None:
        collections = _with_imported(collections, import_from, base, schemas, list(inner))
    places = site_places(inner_site, lambda _: DiskFiles(base).read(site.config) if site.config else None)
    findings = survey(inner_site, places, len(paths), list(documents.values()), collections)
    config = os.path.normpath(os.path.join(base, NAME))
    return Plan(
        config, starter(findings, wording), schemas, [*_summary(findings), *_unused(schemas, base, collections)]
    )


def _unused(schemas: Mapping[str, str], base: str, collections: Sequence[FoundCollection]) -> list[Msg]:
    """Say which schemas no collection uses: what they came from names no folder for them."""
    used = {os.path.normpath(os.path.join(base, one.schema)) for one in collections if one.schema is not None}
    return [
        msg("{path} is used by nothing yet: name it as “schema” of the collection that it is for", path=path)
        for path in schemas
        if path not in used
    ]


def _with_imported(
    collections: Sequence[FoundCollection], path: str, base: str, schemas: dict[str, str], posts: Sequence[str]
) -> list[FoundCollection]:
    """Return the collections with the schemas that a CMS gives them.

    The first collection that a post matches is its own. So those that only the CMS knows come first (it may name an ending,
    or an inner folder), and one of the site whose posts all are in them is left out.
    """
    import json

    from evlint.schema.importers import import_schemas

    read = read_file(path, _MAX_SIZE)
    text = read.text if read is not None and read.problem is None else ""
    source, imported = import_schemas(path, text)
    by_files = {one.files: one for one in collections}
    added: list[FoundCollection] = []
    covered: set[str] = set()
    for one in imported:
        name = f"schemas/{_file_name(one.name)}.schema.json"
        schemas[os.path.normpath(os.path.join(base, name))] = (
            json.dumps(one.schema, ensure_ascii=False, indent=2) + "\n"
        )
        taken = msg("from {source}, {path}", source=source, path=relative_path(path, base))
        for files in one.files:
            known = by_files.get(files)
            if known is not None:
                by_files[files] = known._replace(schema=name, schema_source=taken)
            else:
                new = set(_matching(posts, files)) - covered
                added.append(FoundCollection(one.name, files, len(new))._replace(schema=name, schema_source=taken))
                covered |= new
    others = [one for one in by_files.values() if one.schema or not covered.issuperset(_matching(posts, one.files))]
    return [*added, *others]


def _matching(posts: Sequence[str], files: str) -> list[str]:
    globs = Globs((files,))
    return [post for post in posts if globs.match(post)]


def _site(base: str, paths: Sequence[str]) -> Site:
    """Return the site in a folder, else the one below it that most posts belong to."""
    tree = Tree((base,))
    site = detect_site(DiskFiles(base, tree=tree), base)
    if site.generator == NONE:
        roots = Counter(site_root_of(path, tree.exists) for path in _sample(paths))
        root = next((one for one, _ in roots.most_common() if one is not None), None)
        if root is not None and (base == "." or root.startswith(base + "/")) and not root.startswith(".."):
            site = detect_site(DiskFiles(root, tree=tree), root)
    return site


def _left_out(path: str, site: Site) -> bool:
    return bool(site.exclude) and Globs(site.exclude).match(relative_path(path, site.root))


def _sample(paths: Sequence[str]) -> Sequence[str]:
    step = max(1, -(-len(paths) // _SAMPLE))
    return paths[::step]


def _has_front_matter(path: str) -> bool:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return _FENCE.match(file.read(8)) is not None
    except OSError:
        return False


def _parsed(path: str, site: Site) -> Document:
    read = read_file(path, _MAX_SIZE)
    text = read.text if read is not None and read.problem is None else ""
    return parse(path, text, markdown=site.markdown, yaml=site.yaml)


def _schema(group: Group, documents: Sequence[Document], wording: Wording) -> str | None:
    """Infer the schema of a group's posts; None where no front matter among them can be read."""
    import json

    from evlint.schema.infer import infer

    posts = [one for one in documents if one.front is not None and one.front.root is not None]
    datas = [one.data for one in posts]
    if not datas:
        return None
    return (
        json.dumps(
            {**infer(datas, wording, [one.path for one in posts]), "title": group.name}, ensure_ascii=False, indent=2
        )
        + "\n"
    )


def _file_name(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name).strip(".-") or "posts"


def _summary(found: Findings) -> list[Msg]:
    lines = [
        msg("site generator: {name}", name=found.site) if found.site else msg("site generator: none that evlint knows"),
        _guessed(msg("language"), found.language),
        _guessed(msg("time zone"), found.timezone),
        _guessed(msg("own address"), found.url),
    ]
    if found.collections:
        named = ", ".join(f"{one.name} ({one.posts})" for one in found.collections)
        lines.append(msg("collections: {names}; posts in all: {count}", names=named, count=found.posts))
    else:
        lines.append(msg("collections: none; posts in all: {count}", count=found.posts))
    return lines


def _guessed(name: Msg, guess: Guess | None) -> Msg:
    if guess is None:
        return msg("{name}: not found", name=name)
    if guess.sure:
        return msg("{name}: {value} ({source})", name=name, value=guess.value, source=guess.source)
    return msg(
        "{name}: {value} ({source}; commented out, have a look)", name=name, value=guess.value, source=guess.source
    )
