"""Puts together what `evlint config show` says: the configuration file, the site, and what holds for one post."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date

from evlint.config.resolve import DEFAULT, LANGUAGE_KEYS, ZONE_KEYS, Origins, SitePlace, resolve, site_places
from evlint.config.ruleorigins import Codes, rule_states
from evlint.config.show import FileView, Origin, View
from evlint.dates.window import has_lone_day
from evlint.io.config_file import load_settings, read_text, seen_from
from evlint.io.discover import relative_name
from evlint.io.disk_files import DiskFiles, builtin_schema
from evlint.io.read import read_file
from evlint.io.tree import Tree
from evlint.lint.context import BUILT_IN, PATH, POST, SITE, WORDS, ContextBuilder
from evlint.lint.select import selected, use_configured
from evlint.model.document import Document
from evlint.model.message import Msg, msg
from evlint.model.settings import Settings
from evlint.model.site import Site
from evlint.parse import parse
from evlint.pipeline.left_out import looked_at
from evlint.pipeline.request import Request
from evlint.pipeline.run import prepare
from evlint.rules import outlines
from evlint.schema.store import SchemaStore
from evlint.site.detect import detect_site, site_root_of
from evlint.site.tree import SiteTree


def view_of(
    path: str | None,
    config: str | None,
    codes: Codes,
    options: Mapping[str, tuple[str, object]],
    *,
    isolated: bool,
    follow: bool = False,
) -> View:
    """Read what there is and work out what holds, for the post or folder `path` (None: for the working folder as such).

    `config` names a file instead of the one that is found; with `isolated` none is read. With `follow`, links that lead out
    of the tree are followed. `options` are those of the command line, by key of the configuration, each with its name there.
    Raises `ConfigError` and `SchemaUnusable`.
    """
    tree = Tree(() if path is None else (path,), follow=follow)
    settings, file = load_settings(config, isolated, path, tree)
    use_configured(settings.rules)
    settings = settings._replace(select=selected(settings, outlines()))
    if file is None:
        origins = Origins()
    elif settings.extends:
        from evlint.config.resolve import origins_of
        from evlint.io.config_file import read_layers

        origins = origins_of(read_layers(file, tree, trusted=config is not None))
    else:
        origins = Origins(read_text(file), file)
    name = relative_name(path) if path is not None else "."
    is_post = not os.path.isdir(name)
    root = site_root_of(name if is_post else f"{name}/post.md", tree.exists) or "."
    files = DiskFiles(root, settings.max_file_size, tree)
    site = detect_site(files, root, settings.generator)
    if site.root.startswith(".."):
        site = site._replace(here=seen_from(site.root))
    site_place = site_places(site, files.read)
    values = resolve(settings, origins, site, site_place, options)
    if not is_post:
        return View(file, site, values)
    read = read_file(name, settings.max_file_size)
    document = parse(name, read.text if read is not None else "", markdown=site.markdown, yaml=site.yaml)
    world = ContextBuilder(
        settings,
        site,
        today=date.today(),  # noqa: DTZ011 nothing that is shown depends on it
        schemas=SchemaStore(files.read, builtin_schema, holds=files.holds),
        tree=SiteTree(files, site, settings.links, lambda path, text: parse(path, text, markdown=site.markdown)),
        known_codes=frozenset(),
    )
    rows = _rows(world, settings, site, document, origins, site_place)
    rules = rule_states(settings, outlines(), codes, origins, name)
    left_out = _left_out(
        Request(paths=(path or "",), config=config, isolated=isolated, follow=follow, force_exclude=True)
    )
    return View(file, site, values, FileView(name, rows, world.context(document).defaults, rules, left_out))


def _left_out(request: Request) -> Msg | None:
    """Return why a walk would not check the file that a request names, None where it would."""
    looked = looked_at(prepare(request))
    return looked[0].why if looked and looked[0].reason else None


def _rows(
    world: ContextBuilder, settings: Settings, site: Site, document: Document, origins: Origins, site_place: SitePlace
) -> list[tuple[str, object, Origin]]:
    context = world.context(document)
    index = world.collection_index(document.path)
    configured = settings.collections[index] if index >= 0 else None
    collection = context.collection
    name = collection.name if collection is not None else None
    own: Origin = site.config or msg("its folder")
    rows: list[tuple[str, object, Origin]] = [
        ("collection", name, _at(origins, index) if configured is not None else own if name is not None else DEFAULT)
    ]
    if configured is not None and configured.dates:
        rows.append(("dates", configured.dates, _at(origins, index, "dates")))
    elif has_lone_day(document, context):
        rows.append(("dates", {"start": "date"}, msg("guessed: the post lies among events")))
    if document.front is None:
        rows.append(("schema", None, msg("there is no front matter")))
    else:
        schema, _, source = world.schema_name(document.path, document.data, index)
        words: dict[str, Origin] = {POST: msg("the post"), BUILT_IN: msg("built in, the one whose shape fits")}
        rows.append(("schema", schema, words.get(source) or _at(origins, index, "schema")))
    language = world.language(document)
    in_post: Msg = msg("the post, “{key}”", key=language.key)
    spoken: dict[str, Origin] = {
        POST: in_post,
        SITE: site_place(LANGUAGE_KEYS),
        PATH: msg("its path"),
        WORDS: msg("guessed from its words"),
    }
    rows.append(("language", language.value, spoken.get(language.source) or origins.of(("language",)) or DEFAULT))
    if settings.timezone is not None or context.zone_name is None:
        rows.append(("timezone", context.zone_name, origins.of(("timezone",)) or DEFAULT))
    else:
        rows.append(("timezone", context.zone_name, site_place(ZONE_KEYS)))
    expected = context.front_matter_expected is not None
    rows.append(
        (
            "front-matter-expected",
            expected,
            (_at(origins, index) if configured is not None else own) if expected else DEFAULT,
        )
    )
    return rows


def _at(origins: Origins, index: int, *keys: str) -> str:
    return origins.of(("collection", index, *keys)) or DEFAULT
