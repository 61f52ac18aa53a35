"""What is known for one post: collection, schema, language, zone and the site's own values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

import pytest

from evlint.config.read import read_settings
from evlint.lint.context import ContextBuilder, language_and_region, leaves
from evlint.model.context import NoTree, RuleContext, SchemaError
from evlint.model.document import Document
from evlint.model.files import MemoryFiles
from evlint.model.settings import Collection, LinkSettings, Settings
from evlint.model.site import NO_SITE, Site, SiteCollection, SiteDefaults
from evlint.parse import parse
from evlint.schema.errors import SchemaUnusable
from evlint.schema.store import SchemaStore

DEFAULTS = Settings()


class Judge:
    """A schema that only knows what it was asked for by."""

    def __init__(self, name: str) -> None:
        self.name = name

    def errors(self, data: Mapping[str, object]) -> Sequence[SchemaError]:  # noqa: ARG002 the protocol's own signature
        return ()

    def wants_date(self, pointer: str) -> bool:  # noqa: ARG002
        return False

    def wants_string(self, pointer: str) -> bool:  # noqa: ARG002
        return False

    @property
    def after(self) -> Mapping[str, str]:
        return {}

    def keys(self, pointer: str) -> Mapping[str, str]:  # noqa: ARG002
        return {}


class Schemas:
    """Hands out judges named `base:name`, and counts."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def judge(self, name: str, base: str) -> Judge:
        self.asked.append(f"{base}:{name}")
        return Judge(f"{base}:{name}")


def world(settings: Settings = DEFAULTS, site: Site = NO_SITE, schemas: Schemas | None = None) -> ContextBuilder:
    return ContextBuilder(
        settings,
        site,
        today=date(2026, 1, 15),
        schemas=cast("SchemaStore", schemas or Schemas()),
        tree=NoTree(),
        known_codes=frozenset({"EV001"}),
    )


def context(
    text: str = "title: x", path: str = "a.md", settings: Settings = DEFAULTS, site: Site = NO_SITE
) -> RuleContext:
    return world(settings, site).context(post(text, path))


def post(text: str, path: str = "a.md") -> Document:
    return parse(path, f"---\n{text}\n---\n\nText\n")


def judge_of(found: RuleContext) -> str | None:
    return found.schema.name if found.schema is not None else None


@pytest.mark.parametrize(
    ("text", "settings", "site", "expected"),
    [
        ("title: x", Settings(), NO_SITE, ("", None)),
        ("title: x", Settings(), Site(language="en-US"), ("en", "US")),
        ("lang: de", Settings(), Site(language="en-US"), ("de", None)),
        ("language: pt_BR", Settings(), NO_SITE, ("pt", "BR")),
        ("locale: en_GB.UTF-8", Settings(), NO_SITE, ("en", "GB")),
        ("lang: 3", Settings(), Site(language="it"), ("it", None)),
        ("lang: [fr, en]", Settings(), Site(language="it"), ("it", None)),
        ("lang: de", Settings(language="en-us"), Site(language="it"), ("en", "US")),
    ],
)
def test_the_language(text: str, settings: Settings, site: Site, expected: tuple[str, str | None]) -> None:
    found = context(text, settings=settings, site=site)
    assert (found.language, found.region) == expected


@pytest.mark.parametrize(
    ("tag", "parts"),
    [("fr", ("fr", None)), ("zh-Hant-TW", ("zh", "TW")), ("EN-us", ("en", "US")), ("es-419", ("es", None))],
)
def test_a_language_tag(tag: str, parts: tuple[str, str | None]) -> None:
    assert language_and_region(tag) == parts


def test_the_zone() -> None:
    assert context().zone is None
    site = Site(timezone="Europe/Paris")
    found = context(site=site)
    assert (str(found.zone), found.zone_name) == ("Europe/Paris", "Europe/Paris")
    assert context(site=site, settings=Settings(timezone="America/New_York")).zone_name == "America/New_York"
    unknown = context(site=Site(timezone="Mars/Olympus"))
    assert (unknown.zone, unknown.zone_name) == (None, "Mars/Olympus")


EVENTS = Collection("evenements", ("_evenements/**",), "schemas/e.json", {"start": "begins"})


def test_the_first_collection_whose_files_match() -> None:
    settings = Settings(collections=(EVENTS, Collection("all", ("*.md",))))
    found = context(path="_evenements/2022/a.md", settings=settings)
    assert (found.collection, found.front_matter_expected) == (EVENTS, "evenements")
    other = context(path="b.md", settings=settings)
    assert (other.collection, other.front_matter_expected) == (Collection("all", ("*.md",)), "all")


def test_collections_are_read_from_the_folder_of_the_configuration() -> None:
    settings = Settings(root="..", here="site", collections=(Collection("x", ("site/x/**",)),))
    assert context(path="x/a.md", settings=settings).collection is not None
    assert context(path="y/a.md", settings=settings).collection is None


def test_a_collection_of_the_site() -> None:
    site = Site("jekyll", collections=(SiteCollection("evenements", "_evenements"),))
    declared = context(path="_evenements/a.md", site=site)
    assert (declared.collection, declared.front_matter_expected) == (Collection("evenements"), "evenements")
    named = context(path="_actualites/a.md", site=site)
    assert (named.collection, named.front_matter_expected) == (Collection("actualites"), None)
    plain = context(path="about.md", site=site)
    assert (plain.collection, plain.front_matter_expected) == (None, None)


@pytest.mark.parametrize(
    ("root", "here", "path", "name"),
    [
        ("docs", "", "docs/_posts/a.md", "posts"),
        ("docs", "", "_posts/a.md", None),
        ("..", "_posts", "a.md", "posts"),
        ("..", "_posts", "../_news/a.md", "news"),
        ("..", "", "a.md", None),
        (".", "", "../_posts/a.md", None),
    ],
)
def test_paths_are_seen_from_the_site(root: str, here: str, path: str, name: str | None) -> None:
    collections = (SiteCollection("posts", "_posts"), SiteCollection("news", "_news"))
    found = context(path=path, site=Site("jekyll", root=root, here=here, collections=collections))
    assert found.front_matter_expected == name


def test_which_schema() -> None:
    schemas = Schemas()
    settings = Settings(
        root="site", here="..", collections=(Collection("e", ("e/**",), "schemas/e.json"), Collection("n", ("n/**",)))
    )
    gathered = world(settings, schemas=schemas)
    assert judge_of(gathered.context(post("title: x", "site/e/a.md"))) == "site:schemas/e.json"
    assert judge_of(gathered.context(post("$schema: ../s.json", "site/e/a.md"))) == "site/e:../s.json"
    assert judge_of(gathered.context(post("title: x", "site/n/a.md"))) == ".:post"
    assert judge_of(gathered.context(post("event_start_date: 2022-01-01", "b.md"))) == ".:evenement"
    gathered.context(post("title: y", "site/e/b.md"))
    assert schemas.asked == ["site:schemas/e.json", "site/e:../s.json", ".:post", ".:evenement"], "asked once each"


def test_a_post_without_readable_front_matter_has_no_schema() -> None:
    gathered = world()
    assert gathered.context(parse("a.md", "Text\n")).schema is None
    assert gathered.context(parse("a.md", "---\n- a\n---\n")).schema is None


@pytest.mark.parametrize("name", ["/etc/passwd", "../../etc/passwd", "~/x.json", "C:/x.json", "a/../../../x.json"])
def test_a_post_cannot_name_a_schema_outside(name: str) -> None:
    with pytest.raises(SchemaUnusable) as caught:
        world().context(post(f"title: x\n$schema: {name}", "posts/a.md"))
    assert str(caught.value) == (
        f"posts/a.md:3:10: the schema “{name}” lies outside the folder that is checked, and evlint reads nothing there"
    )
    assert world().context(post(f"$schema: {name}"), with_schema=False).schema is None


def test_a_post_beside_the_working_folder_may_name_a_schema_below_the_configuration() -> None:
    assert not leaves("../schemas/x.json", "../posts", "..")
    assert leaves("../../schemas/x.json", "../posts", "..")
    assert leaves("../schemas/x.json", "../posts", ".")
    assert not leaves("x.json", ".", ".")


def test_what_the_site_supplies() -> None:
    site = Site(
        "jekyll", defaults=(SiteDefaults("", "posts", {"layout": "post"}), SiteDefaults("_posts/a.md", None, {"n": 1}))
    )
    gathered = world(site=site)
    assert gathered.context(post("title: x", "_posts/a.md")).defaults == {"layout": "post", "n": 1}
    assert gathered.context(post("title: x", "_posts/b.md")).defaults == {"layout": "post"}
    assert gathered.context(post("title: x", "b.md")).defaults == {}


def test_the_address_of_the_site() -> None:
    site = Site(url="https://www.example.org")
    assert context(site=site).links.site_url == "https://www.example.org"
    own = Settings(links=LinkSettings(site_url="https://own.example.org", staging=("*.x.org",)))
    assert context(site=site, settings=own).links == own.links


def test_the_rest_is_handed_through() -> None:
    found = context(settings=Settings(max_file_size=5))
    assert (found.today, found.max_file_size, found.known_codes) == (date(2026, 1, 15), 5, frozenset({"EV001"}))


def test_posts_that_share_everything_share_their_facts() -> None:
    gathered = world()
    assert gathered.context(post("title: x", "_posts/a.md")) is gathered.context(post("title: y", "_posts/b.md"))
    assert gathered.context(post("title: x", "_posts/a.md")) is not gathered.context(post("lang: en", "_posts/a.md"))


def test_a_schema_that_is_not_there_is_told_where_it_is_asked_for() -> None:
    text = (
        '[[collection]]\nname = "x"\nfiles = ["x/*"]\n[[collection]]\nname = "y"\nfiles = ["y/*"]\nschema = "s.json"\n'
    )
    store = SchemaStore(MemoryFiles({"evlint.toml": text}).read, MemoryFiles({}).read)
    asked = world(read_settings(text, file="evlint.toml"), schemas=cast("Schemas", store))
    with pytest.raises(SchemaUnusable, match=r"\Aevlint\.toml:7:10: There is no schema “s\.json”"):
        asked.context(parse("y/a.md", "---\ntitle: a\n---\n"))
    with pytest.raises(SchemaUnusable, match=r"\Aa/b\.md:3:10: There is no schema “a/own\.json”"):
        asked.context(parse("a/b.md", "---\ntitle: a\n$schema: own.json\n---\n"))
