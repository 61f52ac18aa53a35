"""Both validators say the same of any schema and front matter: what the gate refuses has words, what it passes has none.

The gate (jsonschema-rs) decides; jsonschema finds the words. Where they disagreed an author would get none, or wrong ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evlint.io.disk_files import builtin_schema
from evlint.model.context import SchemaError
from evlint.schema.builtin import BUILTINS
from evlint.schema.compiled import CompiledSchema
from evlint.schema.store import SchemaStore

TEXTS = [
    "",
    "a",
    "b",
    "é",
    "A1",
    "a\n",
    "2022-11-03",
    "2022-02-30",
    "x@example.org",
    "https://example.org/",
    "12:30",
    "\u0663",
]
KEYS = ["a", "b", "title", "x-y"]
FORMATS = ["date", "date-time", "time", "email", "uri", "iri", "hostname", "regex", "uuid", "unheard-of"]
PATTERNS = ["^a", "b$", r"^\d+$", r"^\w*$", r"\s", "^[^a]*$", "(?!a)", r"^\p{L}+$"]
KINDS = ["string", "integer", "number", "boolean", "array", "object", "null"]

scalars = (
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([0.5, 1.0, -2.0, 1e300]) | st.sampled_from(TEXTS)
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=5,
)
datas = st.dictionaries(st.sampled_from(KEYS), values, max_size=4)


def _schemas(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    several = st.lists(inner, min_size=1, max_size=3)
    keyed = st.dictionaries(st.sampled_from(KEYS), inner, max_size=3)
    return st.fixed_dictionaries(
        {},
        optional={
            "properties": keyed,
            "patternProperties": st.dictionaries(st.sampled_from(PATTERNS), inner, max_size=1),
            "additionalProperties": inner,
            "propertyNames": inner,
            "items": inner,
            "prefixItems": several,
            "contains": inner,
            "anyOf": several,
            "oneOf": several,
            "allOf": several,
            "not": inner,
            "if": inner,
            "then": inner,
            "else": inner,
            "dependentSchemas": keyed,
            "unevaluatedProperties": st.just(False),
        },
    )


leaves = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(KINDS) | st.lists(st.sampled_from(KINDS), min_size=1, max_size=3, unique=True),
        "enum": st.lists(values, min_size=1, max_size=3),
        "const": scalars,
        "format": st.sampled_from(FORMATS),
        "pattern": st.sampled_from(PATTERNS),
        "minLength": st.integers(0, 3),
        "maxLength": st.integers(0, 3),
        "minimum": st.integers(-2, 2),
        "exclusiveMaximum": st.integers(-2, 2),
        "minItems": st.integers(0, 2),
        "maxItems": st.integers(0, 2),
        "uniqueItems": st.booleans(),
        "required": st.lists(st.sampled_from(KEYS), max_size=2, unique=True),
        "maxProperties": st.integers(0, 2),
        "dependentRequired": st.dictionaries(st.sampled_from(KEYS), st.just(["b"]), max_size=1),
    },
)
schemas = st.recursive(st.booleans() | leaves, _schemas, max_leaves=6)


def agree(judge: CompiledSchema, data: Mapping[str, Any]) -> None:
    gate = judge._gate
    assert gate is not None
    passes = gate.is_valid(data)
    try:
        words = list(judge._words.iter_errors(dict(data)))
        assert passes == (not words), ([error.message for error in words], data)
    except (
        re.error
    ):  # jsonschema cannot read ECMA's patterns below `unevaluatedProperties`: the gate has the word there
        assert "unevaluatedProperties" in json.dumps(judge._file.contents)
    told = judge.errors(data)
    assert passes == (not told)
    assert list(told) == list(judge.errors(data))
    in_jsonschema_s_words(judge, data, told)
    for error in told:
        assert error.code in ("EV101", "EV102", "EV103", "EV104", "EV105")
        assert str(error.message).strip()
        assert "{" not in str(error.message).replace("{}", "") or "{" in json.dumps([data, judge._file.contents])


def in_jsonschema_s_words(judge: CompiledSchema, data: Mapping[str, Any], told: Sequence[SchemaError]) -> None:
    """What is told by the gate's own errors is told by jsonschema's too, word for word and in the same order."""
    with mock.patch.object(judge, "_of_gate", return_value=None):
        assert list(told) == list(judge.errors(data))


plain_leaves = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(KINDS) | st.lists(st.sampled_from(KINDS), min_size=1, max_size=3, unique=True),
        "enum": st.lists(scalars, min_size=1, max_size=3),
        "const": scalars,
        "format": st.sampled_from(FORMATS),
        "minLength": st.integers(0, 3),
        "maxLength": st.integers(0, 3),
        "minimum": st.integers(-2, 2),
        "exclusiveMaximum": st.integers(-2, 2),
        "minItems": st.integers(0, 2),
        "maxProperties": st.integers(0, 2),
        "required": st.lists(st.sampled_from([*KEYS, "c"]), max_size=3, unique=True),
        "additionalProperties": st.just(False),
    },
)
plain_schemas = st.recursive(
    plain_leaves,
    lambda inner: st.tuples(
        plain_leaves,
        st.fixed_dictionaries(
            {}, optional={"properties": st.dictionaries(st.sampled_from(KEYS), inner, max_size=3), "items": inner}
        ),
        st.booleans(),
    ).map(lambda parts: {**parts[1], **parts[0]} if parts[2] else {**parts[0], **parts[1]}),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(plain_schemas, datas)
def test_for_schemas_without_branches(schema: object, data: dict[str, object]) -> None:
    judge = SchemaStore({"s.json": json.dumps(schema)}.get, builtin_schema).judge("s.json")
    assert isinstance(judge, CompiledSchema)
    agree(judge, data)


@settings(max_examples=150, deadline=None)
@given(schemas, datas)
def test_for_any_schema(schema: object, data: dict[str, object]) -> None:
    judge = SchemaStore({"s.json": json.dumps(schema)}.get, builtin_schema).judge("s.json")
    assert isinstance(judge, CompiledSchema)
    agree(judge, data)


BUILTIN_KEYS = [
    "title", "date", "published", "draft", "tags", "categories", "event_start_date", "event_end_date", "event_startdate",
    "lieu", "champs_informations", "acces", "une-ou-diaporama", "files", "contact-presse", "layout", "Field name",
]  # fmt: skip
INNER_KEYS = [
    "intitule",
    "contenu",
    "lien",
    "Intitulé",
    "image",
    "legende",
    "type",
    "lignes",
    "nom",
    "file",
    "email",
    "tel",
]
builtin_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(INNER_KEYS), inner, max_size=3),
    max_leaves=6,
)
store = SchemaStore(lambda _: None, builtin_schema)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(BUILTIN_KEYS), builtin_values, max_size=6))
@pytest.mark.parametrize("name", BUILTINS)
def test_for_the_builtin_ones(name: str, data: dict[str, object]) -> None:
    judge = store.judge(name)
    assert isinstance(judge, CompiledSchema)
    agree(judge, data)
