"""What an author is told for each keyword: one error for one cause, its code, its place, its words."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from evlint.io.disk_files import builtin_schema
from evlint.model.context import SchemaError, SchemaJudge
from evlint.model.message import render
from evlint.schema.store import SchemaStore

Schema = Mapping[str, object] | bool


def judge(schema: Schema) -> SchemaJudge:
    return SchemaStore({"s.json": json.dumps(schema)}.get, builtin_schema).judge("s.json")


def errors(schema: Schema, data: Mapping[str, object]) -> list[SchemaError]:
    return list(judge(schema).errors(data))


def only(schema: Schema, data: Mapping[str, object]) -> SchemaError:
    found = errors(schema, data)
    assert len(found) == 1, [(one.code, one.pointer, str(one.message)) for one in found]
    return found[0]


def a(inner: object) -> dict[str, object]:
    return {"properties": {"a": inner}}


class TestMissing:
    def test_at_the_root(self) -> None:
        error = only({"required": ["title"], "properties": {"title": {"description": "The page's title"}}}, {})
        assert (error.code, error.pointer, error.key) == ("EV101", "", "title")
        assert str(error.message) == "The key “title” is missing, and every such page must have it."
        assert error.help is not None
        assert str(error.help) == "Add the key “title” with its value. The page's title."

    def test_one_for_each_key(self) -> None:
        found = errors({"required": ["b", "a"]}, {"c": 1})
        assert [(one.code, one.key) for one in found] == [("EV101", "a"), ("EV101", "b")]

    def test_in_an_item(self) -> None:
        schema = a({"items": {"required": ["name"]}})
        error = only(schema, {"a": [{"name": 1}, {}]})
        assert (error.pointer, error.key) == ("/a/1", "name")
        assert "item 2 of “a” has no “name”" in str(error.message)

    def test_through_references_and_all_of(self) -> None:
        schema = {
            "allOf": [{"$ref": "#/$defs/base"}, {"required": ["b"]}, {"required": ["b"]}],
            "$defs": {"base": {"required": ["a"]}},
        }
        assert [one.key for one in errors(schema, {})] == ["a", "b"]


class TestWrongType:
    @pytest.mark.parametrize(
        ("wanted", "value", "words"),
        [
            ("string", 3, "“a” must be a text, and “3” is a whole number."),
            ("string", 3.5, "“a” must be a text, and “3.5” is a number."),
            ("string", True, "“a” must be a text, and “true” is a true or false value."),
            (["string", "number"], [1], "“a” must be a text, and here it is a list."),
            ("string", None, "“a” is empty, and it must be a text."),
            ("array", "x, y", "“a” must be a list, and “x, y” is a text."),
            ("object", ["x"], "“a” must be a group of keys, and here it is a list."),
            ("boolean", "oui", "“a” must be true or false, and “oui” is a text."),
            ("integer", "12", "“a” must be a whole number, and “12” is a text."),
            ("integer", 1.5, "“a” must be a whole number, and “1.5” is a number."),
            (["string", "array", "null"], 3, "“a” must be a text or a list, and “3” is a whole number."),
            ("null", "x", "“a” must be nothing (empty), and “x” is a text."),
        ],
    )
    def test_words(self, wanted: object, value: object, words: str) -> None:
        error = only(a({"type": wanted}), {"a": value})
        assert (error.code, error.pointer) == ("EV102", "/a")
        assert str(error.message) == words

    def test_a_date_is_named(self) -> None:
        error = only(a({"type": "string", "format": "date"}), {"a": 2022})
        assert "“a” must be a date, such as 2022-11-03" in str(error.message)

    def test_no_cascade(self) -> None:
        inner = {"type": "string", "enum": ["x"], "minLength": 3, "pattern": "^x", "const": "x", "not": {"const": 3}}
        assert only(a(inner), {"a": 3}).code == "EV102"

    def test_twice_by_all_of_is_once(self) -> None:
        assert only(a({"allOf": [{"type": "string"}, {"type": "string", "minLength": 2}]}), {"a": 1}).code == "EV102"

    def test_help(self) -> None:
        assert "quotation marks" in str(only(a({"type": "string"}), {"a": 3}).help)
        assert "after a dash" in str(only(a({"type": "array"}), {"a": "x"}).help)


class TestInvalidValue:
    @pytest.mark.parametrize(
        ("schema", "value", "words"),
        [
            ({"enum": ["webinaire", "forum"]}, "forums", "“a” is “forums”, and it must be “webinaire” or “forum”."),
            ({"const": "x"}, "y", "“a” must be “x”, and it is “y”."),
            ({"enum": [1, True, None]}, "z", "it must be “1”, “true” or nothing (empty)"),
            ({"enum": list("abcdefghijklmnop")}, "zz", "“l” or one of 4 others"),
            ({"pattern": "^[A-Z]+$"}, "abc", "it has to match the pattern ^[A-Z]+$"),
            ({"format": "date"}, "hier", "“a” must be a date, such as 2022-11-03, and it is “hier”."),
            ({"format": "email"}, "x", "a mail address"),
            ({"format": "uri"}, "www.example.org", "a whole web address"),
            ({"format": "uri"}, "https://example.org/é", "without blanks or accents"),
            ({"minLength": 3}, "ab", "too short: it has a length of 2, and must have at least 3"),
            ({"minLength": 1}, "", "“a” is empty"),
            ({"maxLength": 3}, "abcd", "too long: it has a length of 4, and may have 3 at most"),
            ({"minimum": 3}, 2, "“a” must be at least 3, and it is 2."),
            ({"maximum": 3}, 4.5, "“a” must be at most 3, and it is 4.5."),
            ({"exclusiveMinimum": 3}, 3, "greater than 3"),
            ({"exclusiveMaximum": 3}, 3, "less than 3"),
            ({"multipleOf": 5}, 7, "a multiple of 5"),
            ({"minItems": 1}, [], "“a” is empty, and it must have entries."),
            ({"minItems": 3}, [1], "too few entries: 1"),
            ({"maxItems": 1}, [1, 2], "too many entries: 2"),
            ({"uniqueItems": True}, ["x", "y", "x"], "“a” has “x” twice"),
            ({"minProperties": 2}, {"x": 1}, "too few keys"),
            ({"maxProperties": 1}, {"x": 1, "y": 2}, "too many keys"),
        ],
    )
    def test_words(self, schema: Mapping[str, object], value: object, words: str) -> None:
        error = only(a(schema), {"a": value})
        assert (error.code, error.pointer) == ("EV103", "/a")
        assert words in str(error.message)

    def test_the_nearest_choice(self) -> None:
        error = only(a({"enum": ["Atelier", "Événement", "Forum"]}), {"a": "evenement"})
        assert error.suggestion == "Événement"
        assert str(error.help) == "Did you mean “Événement”?"

    def test_no_choice_is_near(self) -> None:
        error = only(a({"enum": ["x"], "description": "What it is"}), {"a": "unlike"})
        assert error.suggestion is None
        assert str(error.help) == "What it is."

    def test_a_pattern_with_a_description(self) -> None:
        inner = {"pattern": "^[A-Z]{2}$", "description": "Two capitals", "examples": ["AB", "CD", "EF"]}
        error = only(a(inner), {"a": "x"})
        assert str(error.message) == "“x” is not written as “a” must be."
        assert str(error.help) == "Two capitals. For example “AB” or “CD”."

    def test_one_for_a_value(self) -> None:
        assert only(a({"minLength": 3, "pattern": "^x", "enum": ["xyz"]}), {"a": "y"}).code == "EV103"

    def test_long_values_are_shortened(self) -> None:
        message = str(only(a({"enum": ["x"]}), {"a": "y" * 5_000}).message)
        assert "…" in message
        assert len(message) < 200

    def test_braces_in_a_value_do_no_harm(self) -> None:
        assert "“{x} {0} {value.y}”" in render(only(a({"enum": ["x"]}), {"a": "{x} {0} {value.y}"}).message)


class TestUnknown:
    CLOSED: Mapping[str, object] = {
        "properties": {"title": {}, "chapeau-text": {}, "event_start_date": {}},
        "additionalProperties": False,
    }

    @pytest.mark.parametrize(
        ("key", "near"),
        [
            ("titel", "title"),
            ("Title", "title"),
            ("chapeau_text", "chapeau-text"),
            ("event_startdate", "event_start_date"),
            ("zzz", None),
            ("Field name", None),
        ],
    )
    def test_the_nearest_key(self, key: str, near: str | None) -> None:
        error = only(self.CLOSED, {key: 1})
        assert (error.code, error.pointer, error.key, error.suggestion) == ("EV104", "", key, near)
        assert f"“{key}” is no key that the front matter may have" in str(error.message)

    def test_a_key_that_is_there_is_no_suggestion(self) -> None:
        assert only(self.CLOSED, {"title": "x", "titel": "y"}).suggestion is None

    def test_one_for_each(self) -> None:
        assert [one.key for one in errors(self.CLOSED, {"x": 1, "y": 2, "title": 3})] == ["x", "y"]

    def test_a_misspelt_key_that_must_be_there_is_one_cause(self) -> None:
        error = only({**self.CLOSED, "required": ["title"]}, {"titel": "x"})
        assert (error.code, error.suggestion) == ("EV104", "title")
        assert "which it must have, is missing" in str(error.message)

    def test_a_missing_and_an_unrelated_key_are_two(self) -> None:
        found = errors({**self.CLOSED, "required": ["title"]}, {"zzz": "x"})
        assert [one.code for one in found] == ["EV101", "EV104"]

    def test_patterns_make_keys_known(self) -> None:
        schema = {"patternProperties": {"^x-": {}}, "additionalProperties": False}
        assert only(schema, {"x-a": 1, "y-a": 2}).key == "y-a"

    def test_unevaluated(self) -> None:
        schema = {"allOf": [{"properties": {"a": {}}}], "properties": {"b": {}}, "unevaluatedProperties": False}
        assert [(one.code, one.key) for one in errors(schema, {"a": 1, "b": 2, "c": 3, "d'e": 4})] == [
            ("EV104", "c"),
            ("EV104", "d'e"),
        ]

    @pytest.mark.parametrize(
        "schema", [{"properties": {"old": False}}, {"patternProperties": {"^old$": False}}], ids=["named", "by pattern"]
    )
    def test_a_forbidden_key(self, schema: Mapping[str, object]) -> None:
        error = only(schema, {"old": 1})
        assert (error.code, error.pointer, error.key) == ("EV104", "", "old")

    def test_the_keys_of_tools_are_never_unknown(self) -> None:
        assert errors(self.CLOSED, {"$schema": "s.json", "evlint": {"x": 1}, "title": "x"}) == []
        assert only(self.CLOSED, {"$schema": "s.json", "titel": "x"}).key == "titel"

    def test_slashes_in_keys(self) -> None:
        schema = {"properties": {"a/b~c": {"additionalProperties": False}}}
        assert only(schema, {"a/b~c": {"x": 1}}).pointer == "/a~1b~0c"


class TestForms:
    def test_kinds_of_value(self) -> None:
        error = only(a({"anyOf": [{"type": "string"}, {"type": "array"}, {"type": "null"}]}), {"a": 3})
        assert (error.code, error.pointer) == ("EV102", "/a")
        assert "must be a text or a list" in str(error.message)

    def test_choices(self) -> None:
        error = only(a({"anyOf": [{"const": "x"}, {"enum": ["yes", "zero"]}]}), {"a": "zerro"})
        assert (error.code, error.suggestion) == ("EV103", "zero")
        assert "“x”, “yes” or “zero”" in str(error.message)

    def test_the_one_of_the_right_kind_is_meant(self) -> None:
        schema = a({"oneOf": [{"type": "string"}, {"type": "object", "required": ["name"]}]})
        error = only(schema, {"a": {}})
        assert (error.code, error.pointer, error.key) == ("EV101", "/a", "name")

    def test_the_one_of_the_right_constant_is_meant(self) -> None:
        forms = [
            {"properties": {"kind": {"const": "place"}, "city": {"type": "string"}}, "required": ["kind", "city"]},
            {"properties": {"kind": {"const": "online"}, "link": {"type": "string"}}, "required": ["kind", "link"]},
        ]
        schema = a({"oneOf": forms})
        assert only(schema, {"a": {"kind": "online"}}).key == "link"
        error = only(schema, {"a": {"kind": "place", "city": 3}})
        assert (error.code, error.pointer) == ("EV102", "/a/city")
        error = only(schema, {"a": {"kind": "onlin", "link": "x"}})
        assert (error.code, error.pointer, error.suggestion) == ("EV103", "/a/kind", "online")
        error = only(schema, {"a": {"link": "x"}})
        assert (error.code, error.pointer, error.key) == ("EV101", "/a", "kind")

    def test_where_several_may_be_meant_the_nearest_is_named(self) -> None:
        forms = [
            {"title": "a place", "required": ["city", "street"]},
            {"title": "a room online", "required": ["link"]},
        ]
        error = only(a({"oneOf": forms}), {"a": {"city": "Paris"}})
        assert (error.code, error.pointer) == ("EV105", "/a")
        assert "fits none of the 2 forms" in str(error.message)
        assert "nearest to “a place”: The key “street” is missing" in str(error.message)

    @pytest.mark.parametrize(
        ("form", "name"),
        [
            ({"description": "A place.", "required": ["x"]}, "“A place”"),
            ({"required": ["x"]}, "the one with “x”"),
            ({"$ref": "#/$defs/place"}, "“place”"),
            ({"minProperties": 2}, "form 1"),
        ],
    )
    def test_names_of_forms(self, form: Mapping[str, object], name: str) -> None:
        schema = {
            **a({"anyOf": [form, {"minProperties": 3, "required": ["y", "z"]}]}),
            "$defs": {"place": {"required": ["x"]}},
        }
        assert f"nearest to {name}: " in str(only(schema, {"a": {}}).message)

    def test_more_than_one_fits(self) -> None:
        error = only(a({"oneOf": [{"type": "string"}, {"minLength": 1}]}), {"a": "x"})
        assert (error.code, error.pointer) == ("EV105", "/a")
        assert "more than one" in str(error.message)

    def test_formats_of_one_value(self) -> None:
        error = only(a({"anyOf": [{"format": "date"}, {"format": "time"}]}), {"a": "x"})
        assert error.code == "EV103"
        assert "a date, such as 2022-11-03 or a time, such as 18:30" in str(error.message)

    def test_forms_that_are_never_met(self) -> None:
        assert only(a({"anyOf": [False, False]}), {"a": "x"}).code == "EV105"


class TestAcrossKeys:
    def test_then(self) -> None:
        schema = {
            "if": {"properties": {"kind": {"const": "webinaire"}}, "required": ["kind"]},
            "then": {"required": ["link"]},
            "else": {"required": ["city"]},
        }
        error = only(schema, {"kind": "webinaire"})
        assert (error.code, error.pointer, error.key) == ("EV105", "", "link")
        assert str(error.message) == "Because “kind” is “webinaire”, the key “link” must be there too."
        error = only(schema, {"kind": "forum"})
        assert (error.code, error.key) == ("EV105", "city")

    def test_a_value_that_a_condition_asks_for(self) -> None:
        schema = {"if": {"required": ["price"]}, "then": {"properties": {"currency": {"enum": ["EUR", "USD"]}}}}
        error = only(schema, {"price": 3, "currency": "eur"})
        assert (error.code, error.pointer, error.suggestion) == ("EV105", "/currency", "EUR")
        assert str(error.message).startswith("Because “price” is there: “currency” is “eur”")

    @pytest.mark.parametrize(
        "schema",
        [
            {"dependentRequired": {"price": ["currency"]}},
            {"$schema": "http://json-schema.org/draft-07/schema#", "dependencies": {"price": ["currency"]}},
        ],
        ids=["2020-12", "7"],
    )
    def test_a_key_that_calls_for_another(self, schema: Mapping[str, object]) -> None:
        error = only(schema, {"price": 3})
        assert (error.code, error.pointer, error.key) == ("EV105", "", "currency")
        assert str(error.message) == "“price” is there, so “currency” must be there too."

    def test_a_key_that_calls_for_a_form(self) -> None:
        schema = {"dependentSchemas": {"price": {"properties": {"currency": {"type": "string"}}}}}
        error = only(schema, {"price": 3, "currency": 4})
        assert (error.code, error.pointer) == ("EV105", "/currency")
        assert "Because “price” is there" in str(error.message)

    def test_keys_that_exclude_each_other(self) -> None:
        error = only({"not": {"required": ["a", "b"]}}, {"a": 1, "b": 2})
        assert (error.code, error.pointer) == ("EV105", "")
        assert "“a” and “b” may not stand together in the front matter" in str(error.message)

    def test_what_a_value_may_not_be(self) -> None:
        assert "“a” may not be “x”" in str(only(a({"not": {"const": "x"}}), {"a": "x"}).message)

    def test_names_of_keys(self) -> None:
        error = only({"propertyNames": {"pattern": "^[a-z]+$"}}, {"abc": 1, "A b": 2})
        assert (error.code, error.pointer, error.key) == ("EV105", "", "A b")

    @pytest.mark.parametrize(
        "schema",
        [
            {"contains": {"type": "integer"}},
            {"contains": {"type": "string"}, "maxContains": 1},
            {"prefixItems": [{}], "items": False},
            {"prefixItems": [{}], "unevaluatedItems": False},
        ],
    )
    def test_entries_of_a_list(self, schema: Mapping[str, object]) -> None:
        error = only(a(schema), {"a": ["x", "y"]})
        assert (error.code, error.pointer) == ("EV105", "/a")


def test_what_a_schema_says_of_itself_comes_first() -> None:
    inner = {"pattern": "^x", "x-message": "Begin with x", "description": "A word", "title": "Word"}
    assert str(only(a(inner), {"a": "y"}).help) == "Begin with x."


def test_the_order_is_fixed() -> None:
    schema = {"properties": {"a": {"type": "string"}, "b": {"type": "string"}}, "required": ["z"]}
    data = {"b": 1, "a": 2}
    assert [(one.code, one.pointer) for one in errors(schema, data)] == [
        ("EV101", ""),
        ("EV102", "/a"),
        ("EV102", "/b"),
    ]


class TestLookup:
    @pytest.mark.parametrize(
        ("inner", "date", "string"),
        [
            ({"type": "string", "format": "date-time"}, True, False),
            ({"format": "date"}, True, False),
            ({"type": ["string", "null"], "format": "date"}, True, False),
            (
                {"anyOf": [{"type": "string", "format": "date"}, {"type": "integer", "format": "unix-time"}]},
                True,
                False,
            ),
            ({"anyOf": [{"type": "string", "format": "date"}, {"type": "string"}]}, False, False),
            ({"type": "string"}, False, True),
            ({"type": ["string", "null"]}, False, True),
            ({"type": ["string", "boolean"]}, False, False),
            ({"$ref": "#/$defs/text"}, False, True),
            ({"allOf": [{"type": "string"}, {"minLength": 2}]}, False, True),
            ({}, False, False),
            (True, False, False),
        ],
    )
    def test_at_a_key(self, inner: object, date: bool, string: bool) -> None:
        found = judge({**a(inner), "$defs": {"text": {"type": "string"}}})
        assert (found.wants_date("/a"), found.wants_string("/a")) == (date, string)

    def test_nested(self) -> None:
        schema = a(
            {"items": {"properties": {"day": {"format": "date"}, "x": {"additionalProperties": {"type": "string"}}}}}
        )
        found = judge(schema)
        assert found.wants_date("/a/7/day")
        assert found.wants_string("/a/0/x/anything")
        assert not found.wants_date("/a/0/none/of/that")
        assert not found.wants_string("")
