"""Builds what rules may know of the world for each post: collection, schema, language, zone, and what the site says.

`ContextBuilder` is made once per run; `context(document)` is asked once per post. Nothing here touches the disk: files,
built-in schemas and the site come in as values.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, tzinfo
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from evlint.model.context import RuleContext, SchemaJudge, Tree
from evlint.model.globs import Globs, relative_to
from evlint.model.settings import Collection, Settings
from evlint.schema.builtin import builtin_name
from evlint.schema.errors import SchemaNotThere, SchemaUnusable
from evlint.site.defaults import Defaults
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.model.document import Document
    from evlint.model.site import Site
    from evlint.schema.store import SchemaStore

UNKNOWN_LANGUAGE = ""  # only what the seven languages read alike
_READ_CHARS = 1500  # of a body, to guess its language: some 250 words
LANGUAGE_KEYS = ("lang", "language", "locale")


# Where a value came from, for `evlint config show`.
DEFAULT, SITE, POST, CONFIGURATION, BUILT_IN = "default", "site", "post", "configuration", "built-in"
PATH, WORDS = "path", "words"


class Origin(NamedTuple):
    """A value with where it came from, and the key that holds it there (where there is one)."""

    value: str
    source: str
    key: str = ""


class ContextBuilder:
    """All that is known before the first post is read."""

    def __init__(
        self,
        settings: Settings,
        site: Site,
        *,
        today: date,
        schemas: SchemaStore,
        tree: Tree,
        known_codes: frozenset[str],
    ) -> None:
        """Read off settings and site what holds for every post of that site."""
        self._settings = settings
        self._site = site
        self._schemas = schemas
        self._globs = [Globs(collection.files) for collection in settings.collections]
        self._defaults = Defaults(site)
        self._folders: dict[str | None, tuple[str | None, str | None]] = {}
        self._judges: dict[tuple[str, str], SchemaJudge | None] = {}
        self._cached: dict[tuple[object, ...], RuleContext] = {}
        # The configuration of evlint holds before the site’s own.
        links = settings.links
        if links.site_url is None and site.url:
            links = links._replace(site_url=site.url)
        zone_name = settings.timezone or site.timezone
        self._base = RuleContext(
            today=today,
            zone=_zone(zone_name),
            zone_name=zone_name,
            site=site,
            links=links,
            tree=tree,
            max_file_size=settings.max_file_size,
            known_codes=known_codes,
        )

    def context(self, document: Document, *, with_schema: bool = True) -> RuleContext:
        """Return what is known for one post.

        Raises `SchemaUnusable` where the schema that holds for it cannot be used, unless it is asked for without.
        """
        path = document.path
        index = self.collection_index(path)
        inner = self.within_site(path)
        folder = None if inner is None else inner.rpartition("/")[0]
        if folder not in self._folders:
            self._folders[folder] = self._of_folder(folder)
        front = document.front
        judge = None if not with_schema or front is None or front.root is None else self._judge(document, index)
        spoken = self.language(document).value
        scopes = () if inner is None else self._defaults.key(inner)
        key = (index, self._folders[folder], judge, spoken, scopes)
        found = self._cached.get(key)
        if found is None:
            found = self._cached[key] = self._made(*key)
        return found

    def of_site(self) -> RuleContext:
        """Return what is known of the whole site, whichever the post."""
        return self._base

    def within_site(self, path: str) -> str | None:
        """Return a path (relative to the working folder) as seen from the site's root, or None where it lies outside."""
        root = self._site.root
        if root in ("", "."):
            return None if path.startswith("../") else path
        if path.startswith(root + "/"):
            return path[len(root) + 1 :]
        if not self._site.here:
            return None
        inner = relative_to(path, root, self._site.here)
        return None if inner.startswith("../") else inner

    def _of_folder(self, folder: str | None) -> tuple[str | None, str | None]:
        """Return the site's collection for the files of a folder, and its name again where the site declares it."""
        if folder is None:
            return None, None
        return self._defaults.collection(folder + "/"), self._defaults.declared(folder + "/")

    def _made(
        self,
        index: int,
        own: tuple[str | None, str | None],
        judge: SchemaJudge | None,
        spoken: str,
        scopes: tuple[int, ...],
    ) -> RuleContext:
        name, declared = own
        collection = None if name is None else Collection(name)
        if index >= 0:
            collection = self._settings.collections[index]
            declared = collection.name
        language, region = language_and_region(spoken)
        return self._base._replace(
            language=language,
            region=region,
            collection=collection,
            schema=judge,
            defaults=self._defaults.values(scopes),
            front_matter_expected=declared,
        )

    def collection_index(self, path: str) -> int:
        """Return the place of the first configured collection that a file belongs to, or -1."""
        if self._globs:
            inner = relative_to(path, self._settings.root, self._settings.here)
            for index, globs in enumerate(self._globs):
                if globs.match(inner):
                    return index
        return -1

    def language(self, document: Document) -> Origin:
        """Return the language tag that holds for a post, and where it came from: "" where nothing tells it."""
        data = document.data
        if self._settings.language:
            return Origin(self._settings.language, CONFIGURATION, "language")
        for key in LANGUAGE_KEYS:
            value = data.get(key)
            if isinstance(value, str) and 2 <= len(value) <= 35 and value[:2].isalpha():
                return Origin(value, POST, key)
        from evlint.config.guess import language_in_path, language_of

        named = language_in_path(self.within_site(document.path) or document.path)
        if named is not None:
            return Origin(named, PATH)
        if self._site.language:
            return Origin(self._site.language, SITE)
        title = data.get("title")
        texts = (title if isinstance(title, str) else "", document.text[document.body_start :][:_READ_CHARS])
        guessed = language_of(texts)
        return Origin(guessed, WORDS) if guessed is not None else Origin(UNKNOWN_LANGUAGE, DEFAULT)

    def schema_name(self, path: str, data: Mapping[str, object], index: int) -> tuple[str, str, str]:
        """Return the name of the schema that holds for a post, the folder that it is relative to, and its origin."""
        own = data.get("$schema")
        if isinstance(own, str) and own.strip():
            return own.strip(), dirname(path) or ".", POST
        schema = self._settings.collections[index].schema if index >= 0 else None
        if schema is not None:
            return schema, self._settings.root, CONFIGURATION
        return builtin_name(data), ".", BUILT_IN

    def _judge(self, document: Document, index: int) -> SchemaJudge | None:
        name, base, origin = self.schema_name(document.path, document.data, index)
        key = (name, base)
        if key not in self._judges:
            if origin == POST and leaves(name, base, self._settings.root):
                raise _outside(document, name)
            try:
                self._judges[key] = self._schemas.judge(name, base)
            except SchemaNotThere as error:
                raise self._where_asked(error, document, index, origin) from None
        return self._judges[key]

    def _where_asked(self, error: SchemaNotThere, document: Document, index: int, origin: str) -> SchemaUnusable:
        """Tell of a schema that is not there at the place that asks for it."""
        if origin == POST:
            return error.at(document.path, *_own_schema_place(document))
        file = self._settings.file
        text = self._schemas.text(file) if file else None
        if text is None or origin != CONFIGURATION:
            return error
        from evlint.config.errors import base_trail
        from evlint.config.toml_text import Places

        trail = (*base_trail(file), "collection", index, "schema")
        return error.at(file, *Places(text).of(trail, at_value=True))


def _own_schema_place(document: Document) -> tuple[int, int]:
    node = document.front.at("/$schema") if document.front is not None else None
    place = document.lines.place(node.span.start if node is not None else 0)
    return place.line, place.column


def _outside(document: Document, name: str) -> SchemaUnusable:
    from evlint.model.message import msg

    line, column = _own_schema_place(document)
    said = msg("the schema “{name}” lies outside the folder that is checked, and evlint reads nothing there", name=name)
    return SchemaUnusable(document.path, line, column, said)


def _zone(name: str | None) -> tzinfo | None:
    if name is None:
        return None
    from evlint.dates.zones import zone

    return zone(name)


def language_and_region(tag: str) -> tuple[str, str | None]:
    """Split a language tag into language and region: "en-US" and "en_US.UTF-8" give ("en", "US"), "zh-Hant-TW" ("zh", "TW").

    "fr" has no region: None.
    """
    parts = tag.partition(".")[0].replace("_", "-").split("-")
    region = next((part.upper() for part in parts[1:] if len(part) == 2 and part.isalpha()), None)
    return parts[0].lower(), region


def leaves(name: str, base: str, root: str) -> bool:
    """Tell whether a path that a post gives leads out of both the working folder and the configuration's folder."""
    if name.startswith(("/", "~", "\\")) or name[1:2] == ":" or "\0" in name:
        return True
    full = normpath(join(base, name))
    below = full[len(root) + 1 :] if root != "." and full.startswith(root + "/") else full
    return full.startswith("..") and below.startswith("..")
