"""Schemas from the configurations of CMS: what the CMS lets an author save is accepted, what it refuses is told."""

from __future__ import annotations

import json

import pytest

from evlint import lint_text
from evlint.schema.errors import SchemaUnusable
from evlint.schema.importers import import_schemas, together

CONFIG = '[[collection]]\nname = "x"\nfiles = ["**"]\nschema = "x.schema.json"\n'

DECAP = """
backend: {name: git-gateway}
media_folder: static/img
collections:
  - name: evenements
    label: Événements
    folder: content/evenements
    fields:
      - {name: title, label: Titre, widget: string, hint: Court et clair}
      - {name: date, widget: datetime}
      - {name: fin, widget: datetime, required: false}
      - {name: jour, widget: date, format: DD/MM/YYYY, required: false}
      - {name: places, widget: number, value_type: int, min: 0, required: false}
      - {name: statut, widget: select, options: [ouvert, complet, {label: Annulé, value: annule}]}
      - {name: code, widget: string, pattern: ['^[A-Z]{3}$', Trois capitales], required: false}
      - {name: publics, widget: select, multiple: true, options: [agents, élus], required: false}
      - name: intervenants
        widget: list
        required: false
        fields: [{name: nom, widget: string}, {name: photo, widget: image, required: false}]
      - name: blocs
        widget: list
        required: false
        types:
          - {name: texte, fields: [{name: corps, widget: text}]}
          - {name: image, fields: [{name: src, widget: image}]}
      - {name: lieu, widget: object, required: false, fields: [{name: ville, widget: string}]}
      - {name: auteur, widget: relation, collection: auteurs, value_field: nom, required: false}
      - {name: layout, widget: hidden, default: evenement}
      - {name: body, widget: markdown}
  - name: reglages
    files:
      - {name: accueil, file: content/_index.md, fields: [{name: title, widget: string}]}
      - {name: menu, file: data/menu.yml, fields: [{name: entrees, widget: list}]}
  - {name: donnees, folder: data/lieux, extension: json, format: json, fields: [{name: nom}]}
"""
PAGES = """
components:
  seo: {type: object, fields: [{name: description, type: text, options: {maxlength: 20}}]}
content:
  - name: posts
    type: collection
    path: content/posts
    fields:
      - {name: title, type: string, required: true}
      - {name: date, type: date, required: true}
      - {name: state, type: select, options: {values: [draft, {value: done, label: Done}]}}
      - {name: kind, type: select, options: {values: [{name: talk, label: Talk}]}}
      - {name: tags, type: string, list: true}
      - {name: seo, component: seo}
      - {name: body, type: rich-text}
  - {name: data, type: file, path: data/site.yml, format: yaml, fields: [{name: a, type: string}]}
"""
FRONT_MATTER = """{
  // what VS Code lets one write
  "frontMatter.content.pageFolders": [{"title": "Posts", "path": "[[workspace]]/content/posts"}],
  "frontMatter.taxonomy.contentTypes": [{
    "name": "default",
    "fields": [
      {"title": "Title", "name": "title", "type": "string", "required": true},
      {"title": "Publishing date", "name": "date", "type": "datetime", "required": true},
      {"name": "level", "type": "choice", "choices": ["easy", {"id": "hard", "title": "Hard"}]},
      {"name": "tags", "type": "tags", "limit": 2},
      {"name": "draft", "type": "draft"},
      {"name": "count", "type": "number"},
      {"name": "line", "type": "divider"},
    ]
  }],
}"""
TINA = json.dumps({"schema": {"version": {"fullVersion": "1.6.0"}, "collections": [{
    "name": "post", "path": "content/posts", "format": "mdx", "fields": [
        {"name": "title", "type": "string", "isTitle": True, "required": True},
        {"name": "pubDate", "type": "datetime", "required": True},
        {"name": "kind", "type": "string", "options": [{"value": "news", "label": "News"}, "event"]},
        {"name": "tags", "type": "string", "list": True},
        {"name": "hero", "type": "object", "fields": [{"name": "alt", "type": "string", "required": True}]},
        {"name": "body", "type": "rich-text", "isBody": True}]}]}})  # fmt: skip
ASTRO = json.dumps({"$ref": "#/definitions/blog", "$schema": "http://json-schema.org/draft-07/schema#", "definitions": {
    "blog": {"type": "object", "required": ["title", "pubDate"], "additionalProperties": False, "properties": {
        "title": {"type": "string"}, "$schema": {"type": "string"},
        "pubDate": {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"},
                              {"type": "integer", "format": "unix-time"}]},
        "tags": {"type": "array", "items": {"type": "string"}}}}}})  # fmt: skip
TEXTS = {
    "static/admin/config.yml": DECAP,
    ".pages.yml": PAGES,
    "frontmatter.json": FRONT_MATTER,
    "tina/tina-lock.json": TINA,
    ".astro/collections/blog.schema.json": ASTRO,
}


def told(path: str, front: str, collection: int = 0) -> list[str]:
    """Return the codes that a post gets by the schema that was imported from a configuration."""
    _, found = import_schemas(path, TEXTS[path])
    files = {"x.schema.json": json.dumps(found[collection].schema)}
    return [one.rule for one in lint_text(f"---\n{front}\n---\n", config=CONFIG, files=files, select=("EV1",))]


@pytest.mark.parametrize(
    ("path", "source", "names"),
    [
        ("static/admin/config.yml", "Decap or Sveltia CMS", ["evenements", "reglages/accueil"]),
        (".pages.yml", "Pages CMS", ["posts"]),
        ("frontmatter.json", "Front Matter CMS", ["default"]),
        ("tina/tina-lock.json", "Tina", ["post"]),
        (".astro/collections/blog.schema.json", "Astro", ["blog"]),
    ],
)
def test_each_source_is_known_and_only_posts_with_front_matter_are_taken(
    path: str, source: str, names: list[str]
) -> None:
    known, found = import_schemas(path, TEXTS[path])
    assert (known, [one.name for one in found]) == (source, names)


def test_the_files_of_a_collection_are_those_of_the_cms() -> None:
    files = {path: [one.files for one in import_schemas(path, TEXTS[path])[1]] for path in TEXTS}
    assert files == {
        "static/admin/config.yml": [("content/evenements/**",), ("content/_index.md",)],
        ".pages.yml": [("content/posts/**",)],
        "frontmatter.json": [("content/posts/**",)],
        "tina/tina-lock.json": [("content/posts/**/*.mdx",)],
        ".astro/collections/blog.schema.json": [("src/content/blog/**",)],
    }


EVENT = "title: Forum\ndate: 2026-11-03T09:00:00+01:00\nstatut: ouvert"


@pytest.mark.parametrize(
    ("path", "front", "codes"),
    [
        ("static/admin/config.yml", EVENT, []),
        ("static/admin/config.yml", EVENT.replace("Forum", "2026"), []),
        ("static/admin/config.yml", EVENT + "\nfin: ''\nplaces: null\nlieu: {ville: Lyon}\nautre: x", []),
        ("static/admin/config.yml", EVENT + "\njour: 3/11/2026\npublics: [agents]\ncode: ABC", []),
        ("static/admin/config.yml", EVENT + "\nintervenants: [{nom: A}]\nblocs: [{type: image, src: a.png}]", []),
        ("static/admin/config.yml", "title: Forum\ndate: 2026-11-03", ["EV101"]),
        ("static/admin/config.yml", EVENT.replace("ouvert", "ouvrt"), ["EV103"]),
        ("static/admin/config.yml", EVENT + "\npublics: [agent]", ["EV103"]),
        ("static/admin/config.yml", EVENT + "\ncode: abc", ["EV105"]),
        ("static/admin/config.yml", EVENT + "\nplaces: beaucoup", ["EV105"]),
        ("static/admin/config.yml", EVENT + "\nplaces: -1", ["EV105"]),
        ("static/admin/config.yml", EVENT + "\nintervenants: [{photo: a.png}]", ["EV101"]),
        (".pages.yml", "title: A\ndate: 2026-11-03\nstate: done\nkind: talk\ntags: [a]\nseo: {description: ok}", []),
        (".pages.yml", "title: A\ndate: 2026-11-03\nstate: ''\ntags: null", []),
        (".pages.yml", "title: A", ["EV101"]),
        (".pages.yml", "title: A\ndate: 2026-11-03\nstate: dome", ["EV103"]),
        (".pages.yml", "title: A\ndate: 2026-11-03\nkind: tlk", ["EV103"]),
        (".pages.yml", "title: A\ndate: 2026-11-03\nseo: {description: far too long for that}", ["EV105"]),
        ("frontmatter.json", "title: A\ndate: 2026-11-03T10:00:00.000Z\nlevel: hard\ntags: [a, b]\ndraft: true", []),
        ("frontmatter.json", "title: A\ndate: 2026-11-03\ntags: a\ncount: 3\nline: whatever", []),
        ("frontmatter.json", "date: 2026-11-03", ["EV101"]),
        ("frontmatter.json", "title: A\ndate: 2026-11-03\nlevel: heard", ["EV103"]),
        ("tina/tina-lock.json", "title: A\npubDate: 2026-11-03T00:00:00.000Z\nkind: event\nhero: {alt: x}", []),
        ("tina/tina-lock.json", "title: A\npubDate: 2026-11-03\nhero: {}", ["EV101"]),
        ("tina/tina-lock.json", "title: A\npubDate: 2026-11-03\nkind: evnet", ["EV103"]),
        (".astro/collections/blog.schema.json", "title: A\npubDate: 'Jul 08 2022'\ntags: [a]", []),
        (".astro/collections/blog.schema.json", "title: A\npubDate: 2026-11-03\ntag: [a]", ["EV104"]),
        (".astro/collections/blog.schema.json", "title: [A]\npubDate: 2026-11-03", ["EV102"]),
    ],
)  # fmt: skip
def test_what_the_cms_takes_is_accepted_and_what_it_refuses_is_told(path: str, front: str, codes: list[str]) -> None:
    assert told(path, front) == codes


def test_several_collections_are_one_schema_that_any_of_them_satisfies() -> None:
    _, found = import_schemas("config.yml", DECAP)
    files = {"x.schema.json": json.dumps(together(found))}
    home = lint_text("---\ntitle: Accueil\n---\n", config=CONFIG, files=files, select=("EV1",))
    nothing = lint_text("---\nlieu: {}\n---\n", config=CONFIG, files=files, select=("EV1",))
    assert (home, bool(nothing)) == ([], True)


def test_what_a_schema_cannot_say_stands_in_a_comment() -> None:
    properties = import_schemas("config.yml", DECAP)[1][0].schema["properties"]
    assert isinstance(properties, dict)
    assert "DD/MM/YYYY" in json.dumps(properties["jour"])
    assert "auteurs" in json.dumps(properties["auteur"])
    assert properties["title"]["description"] == "Court et clair"
    assert "body" not in properties


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("config.yml", "a: [", "cannot be read as YAML"),
        ("config.yml", "", "nothing in this file"),
        ("config.yml", "title: My site", "does not know whose configuration"),
        ("frontmatter.json", '{"frontMatter.taxonomy.contentTypes": []}', "describes no posts"),
        ("config.yml", "collections: [{name: x, folder: d, format: json, fields: [{name: a}]}]", "describes no posts"),
        ("config.yml", "collections: " + "[{fields: " * 90 + "[]" + "}]" * 90, "describes no posts"),
    ],
)
def test_what_cannot_be_imported_is_said_in_one_line(path: str, text: str, words: str) -> None:
    with pytest.raises(SchemaUnusable, match=words):
        import_schemas(path, text)


def test_fields_without_end_are_refused() -> None:
    deep = "{name: a, widget: object, fields: [" * 60 + "]}" * 60
    with pytest.raises(SchemaUnusable, match="nested"):
        import_schemas("config.yml", f"collections: [{{name: x, folder: d, fields: [{deep}]}}]")


@pytest.mark.parametrize(("others", "files"), [([], ("content/posts/**",)), (["default"], ())])
def test_folders_that_name_no_type_take_the_only_one_there_is(others: list[str], files: tuple[str, ...]) -> None:
    kinds = [{"name": name, "fields": []} for name in ("podcast", *others)]
    folders = [{"title": "x", "path": "[[workspace]]/content/posts"}]
    data = {"frontMatter.content.pageFolders": folders, "frontMatter.taxonomy.contentTypes": kinds}
    _, imported = import_schemas("frontmatter.json", json.dumps(data))
    assert {one.name: one.files for one in imported}["podcast"] == files
