"""EV101 to EV105 in posts: where they point in YAML, TOML and JSON, what they leave to others, what the site supplies."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from evlint.api import lint_text
from evlint.lint.fixer import fix_text
from evlint.model.diagnostic import Diagnostic

TODAY = date(2026, 1, 15)
CONFIG = '[[collection]]\nname = "notes"\nfiles = ["**"]\nschema = "s.json"\n'


def lint(text: str, schema: Mapping[str, object] | None = None, **more: object) -> list[Diagnostic]:
    files = {"s.json": json.dumps(schema)} if schema is not None else {}
    extra = more.pop("files", None)
    assert extra is None or isinstance(extra, dict)
    return lint_text(
        text, config=CONFIG if schema is not None else "", files={**files, **(extra or {})}, today=TODAY,
        select=("EV007", "EV1", "EV201"), path=str(more.get("path", "post.md")),
    )  # fmt: skip


def shown(text: str, found: list[Diagnostic]) -> list[tuple[str, str, str | None]]:
    return [(one.rule, text[one.span.start : one.span.end], one.pointer) for one in found]


NESTED: Mapping[str, object] = {
    "required": ["title"],
    "properties": {
        "title": {"type": "string"},
        "place": {
            "required": ["city"],
            "properties": {"zip": {"type": "string"}, "city": {}},
            "additionalProperties": False,
        },
        "items": {"type": "array", "items": {"required": ["name"], "properties": {"name": {"enum": ["a", "b"]}}}},
    },
}


class TestPlaces:
    def test_yaml(self) -> None:
        text = "\ufeff---\nplace:\n  zip: 75015\n  citi: Paris\nitems:\n- name: é\n- {other: 1}\n-\n  x: 1\n---\n"
        text = text.replace("\n", "\r\n")
        assert shown(text, lint(text, NESTED)) == [
            ("EV101", "---", None),
            ("EV102", "75015", "/place/zip"),
            ("EV104", "citi", "/place/citi"),
            ("EV103", "é", "/items/0/name"),
            ("EV101", "{other: 1}", "/items/1"),
            ("EV101", "x: 1", "/items/2"),
        ]

    def test_toml(self) -> None:
        text = "+++\nplace = {zip = 75015, citi = 'Paris'}\n[[items]]\nname = 'é'\n+++\n"
        assert shown(text, lint(text, NESTED)) == [
            ("EV101", "+++", None),
            ("EV102", "75015", "/place/zip"),
            ("EV104", "citi", "/place/citi"),
            ("EV103", "'é'", "/items/0/name"),
        ]

    def test_json(self) -> None:
        text = '{\n  "place": {"zip": 75015, "citi": "Paris"},\n  "items": [{"name": "é"}]\n}\n'
        assert shown(text, lint(text, NESTED)) == [
            ("EV101", "{", None),
            ("EV102", "75015", "/place/zip"),
            ("EV104", '"citi"', "/place/citi"),
            ("EV103", '"é"', "/items/0/name"),
        ]

    def test_an_empty_value_is_shown_by_its_key(self) -> None:
        text = "---\ntitle:\n---\n"
        assert shown(text, lint(text, NESTED)) == [("EV102", "title", "/title")]

    def test_an_empty_front_matter(self) -> None:
        text = "---\n---\nText\n"
        assert [one.rule for one in lint(text, NESTED)] in (["EV101"], [])

    def test_folded_values(self) -> None:
        text = "---\ntitle: a title\n  over two lines\n---\n"
        schema = {"properties": {"title": {"maxLength": 5}}}
        assert shown(text, lint(text, schema)) == [("EV103", "a title\n  over two lines", "/title")]


class TestAsTyped:
    @pytest.mark.parametrize(
        ("source", "words"),
        [
            ("2022-11-03 10:00:00 +01:00", "“2022-11-03 10:00:00 +01:00” is a text"),
            ("'x y'", "“x y” is a text"),
            ('"x"', "“x” is a text"),
            ("1.50", "“1.50” is a number"),
            ("True", "“True” is a true or false value"),
        ],
    )
    def test_values_are_quoted_as_typed(self, source: str, words: str) -> None:
        found = lint(f"---\nx: {source}\n---\n", {"properties": {"x": {"type": "array"}}})
        assert [one.rule for one in found] == ["EV102"]
        assert words in found[0].message


class TestHome:
    def test_a_key_that_lost_its_indentation(self) -> None:
        found = lint("---\ntitle: x\ncity: Paris\nname: a\n---\n", {**NESTED, "additionalProperties": False})
        assert [one.help for one in found] == ["“city” belongs to “place”.", "“name” belongs to an entry of “items”."]


class TestLeftToOthers:
    @pytest.mark.parametrize("value", ["no", "12:30", "010", "1_000"])
    def test_what_yaml_misreads_is_one_finding(self, value: str) -> None:
        for inner in ({"type": "string"}, {"enum": ["no", "12:30"]}, {"type": "array"}):
            assert [one.rule for one in lint(f"---\nx: {value}\n---\n", {"properties": {"x": inner}})] == ["EV007"]

    @pytest.mark.parametrize("value", ["hier", "2022-02-30", "2022", "[2022-11-03]", "0007-08-31"])
    def test_no_dates(self, value: str) -> None:
        schema = {"properties": {"date": {"type": "string", "format": "date"}}}
        assert [one.rule for one in lint(f"---\ndate: {value}\n---\n", schema)] == ["EV201"]

    def test_a_date_under_another_name(self) -> None:
        schema = {"properties": {"jour": {"type": "string", "format": "date"}}}
        assert [one.rule for one in lint("---\njour: hier\n---\n", schema)] == ["EV201"]
        assert [one.rule for one in lint("---\njour: 2022-11-03 10:00:00 +01:00\n---\n", schema)] == ["EV103"]
        assert lint("---\njour: 2022-11-03\n---\n", schema) == []

    def test_an_empty_date_that_may_not_be(self) -> None:
        schema = {"properties": {"date": {"type": "string", "format": "date"}}}
        assert [one.rule for one in lint("---\ndate:\n---\n", schema)] == ["EV102"]

    @pytest.mark.parametrize("value", ["'{{ page.x }}'", "'{% now %}'", "'<%= x %>'"])
    def test_values_made_by_a_template(self, value: str) -> None:
        assert lint(f"---\nx: {value}\n---\n", {"properties": {"x": {"type": "integer", "enum": [1]}}}) == []

    def test_front_matter_that_cannot_be_read(self) -> None:
        assert lint("---\ntitle: [\n---\n", NESTED) == []
        assert lint("---\n- title\n---\n", NESTED) == []
        assert lint("No front matter\n", NESTED) == []


class TestDefaults:
    FILES: Mapping[str, str] = {
        "_config.yml": "collections:\n  evenements:\n    output: true\ndefaults:\n- scope:\n    path: ''\n"
        "    type: evenements\n  values:\n    place:\n      zip: 1\n    title: From the site\n    extra: 1\n"
    }

    def test_they_count_as_present_and_are_not_judged(self) -> None:
        schema = {**NESTED, "properties": {**dict(NESTED["properties"]), "x": {}}, "additionalProperties": False}  # type: ignore[call-overload]  # the table above
        found = lint("---\nx: 1\n---\n", schema, files=self.FILES, path="_evenements/a.md")
        assert found == []
        found = lint("---\nx: 1\nplace: {}\n---\n", schema, files=self.FILES, path="_evenements/a.md")
        assert [one.rule for one in found] == ["EV101"]
        assert [one.rule for one in lint("---\nx: 1\n---\n", schema, files=self.FILES, path="a.md")] == ["EV101"]


class TestWhichSchema:
    def test_the_posts_own(self) -> None:
        files = {"schemas/s.json": json.dumps({"required": ["x"]})}
        found = lint("---\n$schema: ../schemas/s.json\n---\n", files=files, path="posts/a.md")
        assert [one.rule for one in found] == ["EV101"]

    def test_a_builtin_by_name(self) -> None:
        assert [one.rule for one in lint("---\n$schema: communique\ntitle: x\n---\n")] == ["EV101"]


class TestRename:
    CLOSED: Mapping[str, object] = {
        "properties": {"title": {}, "a key": {}, "x-y": {}},
        "additionalProperties": False,
    }

    @pytest.mark.parametrize(
        ("text", "fixed"),
        [
            ("---\ntitel: x\n---\n", "---\ntitle: x\n---\n"),
            ("---\n'Titel': x\n---\n", "---\ntitle: x\n---\n"),
            ("---\na kee: x\n---\n", '---\n"a key": x\n---\n'),
            ("+++\nx_y = 1\n+++\n", "+++\nx-y = 1\n+++\n"),
            ('{\n"titel": 1\n}\n', '{\n"title": 1\n}\n'),
        ],
    )
    def test_near_keys(self, text: str, fixed: str) -> None:
        def again(one: str) -> list[Diagnostic]:
            return lint(one, self.CLOSED)

        assert fix_text(text, again, unsafe=True).text == fixed
        assert again(fixed) == []
        assert fix_text(text, again, unsafe=False).text == text

    def test_a_key_that_is_there_is_not_doubled(self) -> None:
        found = lint("---\ntitle: x\ntitel: y\n---\n", self.CLOSED)
        assert [one.rule for one in found] == ["EV104"]
        assert found[0].fix is None


ASTRO = {
    "good": "title: First\ndescription: Lorem ipsum\npubDate: 2022-07-08\nheroImage: ../../assets/a.jpg\ntags: [astro]\n",
    "authored": "title: x\ndescription: Lorem\npubDate: 2022-07-08T10:00:00Z\nauthor: {collection: authors, id: ana}\n",
    "starter": "title: First\ndescription: Lorem\npubDate: 'Jul 08 2022'\n",
    "number": "title: x\ndescription: Lorem\npubDate: 1657238400\nauthor: ana\nstatus: live\n",
}


@pytest.mark.parametrize("name", sorted(ASTRO))
def test_schemas_that_astro_exports_pass_sound_posts(fixtures: Path, name: str) -> None:
    schema = json.loads((fixtures / "schemas" / "astro-blog.schema.json").read_text("utf-8"))
    found = lint(f"---\n{ASTRO[name]}---\n", schema, path="src/content/blog/first-post.md")
    assert [one.rule for one in found if one.rule != "EV201"] == []


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("", []),
        ("description:\n", [("EV102", "description", "/description")]),
        ("status: lives\n", [("EV103", "lives", "/status")]),
        ("tag: [a]\n", [("EV104", "tag", "/tag")]),
        ("tags: a\n", [("EV102", "a", "/tags")]),
        ("author: {collection: team, id: a}\n", [("EV103", "team", "/author/collection")]),
        ("author: [a]\n", [("EV102", "[a]", "/author")]),
        ("canonical: example.org\n", [("EV103", "example.org", "/canonical")]),
        ("updatedDate: soon\n", [("EV201", "soon", "/updatedDate")]),
    ],
)
def test_schemas_that_astro_exports_find_mistakes(
    fixtures: Path, yaml: str, expected: list[tuple[str, str, str | None]]
) -> None:
    schema = json.loads((fixtures / "schemas" / "astro-blog.schema.json").read_text("utf-8"))
    keys = "title: First\npubDate: 2022-07-08\n" + ("" if "description" in yaml else "description: Lorem\n")
    text = f"---\n{keys}{yaml}---\n"
    assert shown(text, lint(text, schema)) == expected
    text = f"---\n{yaml}---\n"
    assert [one.rule for one in lint(text, schema)].count("EV101") == (2 if "description" in yaml else 3)


@pytest.mark.parametrize(
    ("value", "help_"),
    [
        ("{{ page.title }}", 'Put the value in quotes: title: "{{ page.title }}"'),
        ('{{ "x" }}', "Put the value in quotes: title: '{{ \"x\" }}'"),
        ("{a: b}", "The title of the page, one line of text. For example “Getting started”."),
    ],
)
def test_a_template_tag_without_quotes_is_told_what_it_needs(value: str, help_: str) -> None:
    text = f"---\ntitle: {value}\n---\n"
    (found,) = lint(text)
    assert (found.rule, text[found.span.start : found.span.end], found.help) == ("EV102", value, help_)
