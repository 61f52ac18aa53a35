"""Schemas inferred from posts: what they say, that they accept those posts, and that they are always the same."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from evlint.io.disk_files import builtin_schema
from evlint.schema.infer import infer
from evlint.schema.store import SchemaStore

Data = Mapping[str, object]


def part(datas: Sequence[Data], key: str) -> dict[str, object]:
    properties = infer(datas)["properties"]
    assert isinstance(properties, dict)
    found = properties[key]
    assert isinstance(found, dict)
    return found


def test_kinds_and_required_keys() -> None:
    schema = infer([{"title": "a", "n": 1}, {"title": "b", "n": 1.5, "x": None}, {"title": "c", "n": 2, "x": "y"}])
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$comment"] == "Inferred from 3 posts."
    assert schema["required"] == ["n", "title"]
    assert schema["properties"] == {
        "n": {"$comment": "In 3 of 3: integer 2, number 1", "type": "number"},
        "title": {"$comment": "In 3 of 3: string 3", "type": "string"},
        "x": {"$comment": "In 2 of 3: string 1, null 1", "type": ["string", "null"]},
    }


def test_a_key_that_is_always_empty_may_hold_anything() -> None:
    assert "type" not in part([{"x": None}, {"x": None}], "x")


def test_choices_where_values_are_few_and_repeated() -> None:
    few: list[Data] = [{"kind": kind} for kind in ["forum", "atelier", "webinaire"] * 4]
    many: list[Data] = [{"kind": f"k{number % 9}"} for number in range(36)]
    prose: list[Data] = [{"kind": "x" * 61}] * 12
    assert part(few, "kind")["enum"] == ["atelier", "forum", "webinaire"]
    assert part([*few, {"kind": None}], "kind")["enum"] == ["atelier", "forum", "webinaire", None]
    assert "enum" not in part(few[:11], "kind"), "too few to tell"
    assert "enum" not in part([*few, {"kind": "once"}], "kind"), "one stands alone"
    assert "enum" not in part(many, "kind"), "too many"
    assert "enum" not in part([*few, {"kind": 3}], "kind"), "not only texts"
    assert "enum" not in part(prose, "kind"), "prose"


def test_formats() -> None:
    def of(*values: str) -> object:
        datas: list[Data] = [{"x": value} for value in values]
        return part(datas, "x").get("format")

    assert of("2022-11-03", "2022-11-04") == "date"
    assert of("2022-11-03", "2022-11-04T10:00:00+01:00") == "date-time"
    assert of("https://example.org/a", "https://example.org/b") == "uri"
    assert of("https://example.org/a", "https://example.org/é") == "iri"
    assert of("a@example.org", "b@example.org") == "email"
    assert of("https://example.org/a") is None, "one alone says little"
    assert of("https://example.org/a", "none") is None
    assert of("2022-11-03", "soon") is None


def test_nested() -> None:
    datas: list[Data] = [{"acces": [{"type": "Métro", "lignes": [{"nom": "6"}]}, {"type": "RER"}]}, {"acces": []}]
    found = part(datas, "acces")
    assert found["type"] == "array"
    items = found["items"]
    assert isinstance(items, dict)
    assert items["required"] == ["type"]
    assert items["$comment"] == "object 2"
    assert items["properties"]["lignes"]["$comment"] == "In 1 of 2: array 1"


def test_nothing_to_infer_from() -> None:
    assert infer([]) == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Inferred from 0 posts.",
        "type": "object",
    }


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["a", "b", "2022-11-03", "2022-11-03T10:00:00Z", "x@example.org", "https://example.org/é", "é"])
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc/~"), inner, max_size=3),
    max_leaves=6,
)
posts = st.lists(st.dictionaries(st.sampled_from(["title", "date", "x", "$ref"]), values, max_size=4), max_size=15)


@settings(max_examples=60, deadline=None)
@given(posts)
def test_every_post_fits_what_is_inferred_from_all(datas: list[dict[str, object]]) -> None:
    text = json.dumps(infer(datas))
    assert text == json.dumps(infer([dict(reversed(data.items())) for data in reversed(datas)]))
    judge = SchemaStore({"s.json": text}.get, builtin_schema).judge("s.json")
    assert [judge.errors(data) for data in datas if judge.errors(data)] == []


def test_a_key_of_nearly_all_posts_is_required_and_the_others_are_named() -> None:
    datas: list[dict[str, object]] = [{"title": "x", "date": "2026-03-12"} for _ in range(50)]
    del datas[7]["date"]
    names = [f"posts/{number}.md" for number in range(50)]
    schema = infer(datas, names=names)
    assert schema["required"] == ["date", "title"]
    properties = schema["properties"]
    assert isinstance(properties, dict)
    assert properties["date"]["$comment"] == "In 49 of 50: string 49. Not in: posts/7.md"
    del datas[8]["date"]
    assert infer(datas, names=names)["required"] == ["title"]
    assert infer(datas[7:26], names=names)["required"] == ["title"], "of fewer than twenty all must have it"


def test_the_end_comes_after_the_start() -> None:
    assert part([{"date_debut": "2026-03-12", "date_fin": "2026-03-13"}], "date_fin")["x-evlint-after"] == "date_debut"
    assert "x-evlint-after" not in part([{"start": "9 h", "end": "10 h"}], "end")
