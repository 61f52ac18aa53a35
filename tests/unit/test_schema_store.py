"""Which schema a name leads to, that it is compiled once, and every way in which a schema can be unusable."""

from __future__ import annotations

import pickle
from collections.abc import Mapping

import pytest

from evlint.io.disk_files import builtin_schema
from evlint.model.context import SchemaJudge
from evlint.schema.builtin import BUILTINS, builtin_name
from evlint.schema.errors import SchemaUnusable
from evlint.schema.store import SchemaStore


def store(files: Mapping[str, str] | None = None) -> SchemaStore:
    known = dict(files or {})
    return SchemaStore(known.get, builtin_schema, lambda: sorted(known))


def codes(judge: SchemaJudge, data: Mapping[str, object]) -> list[tuple[str, str, str | None]]:
    return [(error.code, error.pointer, error.key) for error in judge.errors(data)]


def refused(files: Mapping[str, str], name: str = "s.json", base: str = ".") -> SchemaUnusable:
    with pytest.raises(SchemaUnusable) as caught:
        store(files).judge(name, base)
    return caught.value


@pytest.mark.parametrize("name", BUILTINS)
def test_every_builtin_is_there_and_compiles(name: str) -> None:
    judge = store().judge(name)
    assert judge.name == name
    assert judge.errors({"title": "A page", "published": False}) == ()


def test_a_schema_is_compiled_once() -> None:
    reads: list[str] = []

    def read(path: str) -> str:
        reads.append(path)
        return "{}"

    one = SchemaStore(read, builtin_schema)
    assert one.judge("x/s.json") is one.judge("s.json", "x") is one.judge("../x/s.json", "y")
    assert reads == ["x/s.json"]
    assert one.judge("post") is one.judge("post", "anywhere")


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        (["event_start_date"], "evenement"),
        (["title", "event_end_date"], "evenement"),
        (["event_startdate"], "evenement"),
        (["event-start-date"], "evenement"),
        (["even_start_date"], "evenement"),
        (["eventStartDate"], "evenement"),
        (["Event_Start_Date"], "evenement"),
        (["évent_start_date"], "evenement"),
        (["event_end_dat"], "evenement"),
        (["event_date"], "post"),
        (["event_start", "event_end", "end_date", "event_type"], "post"),
        (["event_start_date_note"], "post"),
        (["dateEvent", "start_date"], "post"),
        ([], "post"),
    ],
)
def test_the_builtin_that_fits(keys: list[str], name: str) -> None:
    assert builtin_name(dict.fromkeys(keys)) == name


class TestUnusable:
    def test_missing_with_the_nearest_file(self) -> None:
        error = refused({"schemas/evenement.schema.json": "{}"}, "schemas/evenemant.schema.json")
        assert str(error) == (
            "schemas/evenemant.schema.json: There is no schema “schemas/evenemant.schema.json”, or it is not UTF-8. "
            "Did you mean “schemas/evenement.schema.json”?"
        )
        assert (error.line, error.column) == (0, 0)

    def test_missing_with_the_nearest_builtin(self) -> None:
        assert "Did you mean “evenement”?" in str(refused({}, "evenment"))

    def test_missing_with_nothing_near(self) -> None:
        assert "or one of “post”, “evenement”, “actualite” and “communique”" in str(refused({}, "zzz.json"))

    def test_the_network_is_refused_by_name(self) -> None:
        assert "never from the network" in str(refused({}, "https://example.org/s.json"))

    def test_no_json(self) -> None:
        error = refused({"s.json": '{\n  "type": "object",\n  "required": [title]\n}'})
        assert (error.path, error.line, error.column) == ("s.json", 3, 16)
        assert str(error).startswith("s.json:3:16: This schema is not valid JSON")

    @pytest.mark.parametrize(
        ("text", "place", "says"),
        [
            ('{\n  "type": "object",\n}', (2, 19), "A comma stands after the last item"),
            ('{\n  "a": 1\n  "b": 2\n}', (3, 3), "A comma is missing before this"),
            ("\ufeff{'a': 1}", (1, 2), "JSON knows no single quotes"),
            ('{"a": 1', (1, 8), "ends before the schema does"),
            ('{"a": 1} x', (1, 10), "Extra data"),
            ("[1", (1, 3), "ends before the schema does"),
            ("", (1, 1), "ends before the schema does"),
            ("type: object", (1, 1), "Expecting value"),
        ],
    )
    def test_broken_json_in_the_words_of_front_matter(self, text: str, place: tuple[int, int], says: str) -> None:
        error = refused({"s.json": text})
        assert (error.line, error.column) == place
        assert says in str(error)

    @pytest.mark.parametrize("text", ["[]", '"x"', "3", "null"])
    def test_json_but_no_schema(self, text: str) -> None:
        assert "holds something else" in str(refused({"s.json": text}))

    def test_hostile_depth(self) -> None:
        assert "nests too deeply" in str(refused({"s.json": "[" * 100_000}))

    @pytest.mark.parametrize(
        ("text", "line", "column", "words"),
        [
            ('{\n  "type": "strin"\n}', 2, 11, "Did you mean “string”?"),
            ('{"properties": {\n  "title": {"type": "text"}}}', 2, 21, "“type” is “text”"),
            ('{"required": "title"}', 1, 14, "“required” must be a list"),
            ('{"properties": {"a": {"pattern": "("}}}', 1, 34, "a regular expression"),
            ('{"properties": {"a": {"minLength": -1}}}', 1, 36, "at least 0"),
            ('{"$schema": "http://json-schema.org/draft-04/schema#",\n"required": []}', 2, 13, "is empty"),
        ],
    )
    def test_invalid_schema_at_its_place(self, text: str, line: int, column: int, words: str) -> None:
        error = refused({"s.json": text})
        assert (error.line, error.column) == (line, column), str(error)
        assert words in str(error)
        assert "no valid JSON Schema" in str(error)

    def test_unknown_draft(self) -> None:
        error = refused({"s.json": '{\n"$schema": "http://json-schema.org/draft-03/schema#"}'})
        assert (error.line, error.column) == (2, 12)
        assert "drafts 4, 6, 7, 2019-09 and 2020-12" in str(error)

    @pytest.mark.parametrize(
        ("target", "words"),
        [
            ("https://example.org/other.json", "leads to the network"),
            ("http://169.254.169.254/latest", "leads to the network"),
            ("//example.org/other.json", "leads to the network"),
            ("gone.json", "leads to “dir/gone.json”, which is not there"),
            ("#/$defs/gone", "a part of the schema that is not there"),
            ("#gone", "a part of the schema that is not there"),
            ("other.json#/$defs/gone", "a part of the schema that is not there"),
            ("../../../etc/passwd", "leads out of the folder"),
            ("/etc/passwd", "leads out of the folder"),
            ("file:///etc/passwd", "leads out of the folder"),
        ],
    )
    def test_reference_that_leads_nowhere(self, target: str, words: str) -> None:
        text = '{"properties":\n {"a": {"$ref": "TARGET"}}}'.replace("TARGET", target)
        files = {"dir/s.json": text, "dir/other.json": "{}"}
        error = refused(files, "s.json", "dir")
        assert (error.path, error.line, error.column) == ("dir/s.json", 2, 17), str(error)
        assert words in str(error)

    def test_the_fault_of_a_file_that_is_referred_to_is_told_there(self) -> None:
        files = {"s.json": '{"$ref": "b.json"}', "b.json": '{"properties": {"a": {"type": "strin"}}}'}
        error = refused(files)
        assert (error.path, error.line, error.column) == ("b.json", 1, 31)

    def test_it_crosses_to_another_process(self) -> None:
        error = refused({"s.json": '{"type": "strin"}'})
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 what was pickled in this line
        assert (str(again), again.line, again.help) == (str(error), error.line, error.help)


class TestReferences:
    def test_across_files_in_both_directions(self) -> None:
        files = {
            "schemas/page.json": '{"properties": {"author": {"$ref": "parts/person.json#/$defs/person"}}}',
            "schemas/parts/person.json": '{"$defs": {"person": {"required": ["name"], "properties": '
            '{"friend": {"$ref": "#/$defs/person"}, "pages": {"type": "array", "items": {"$ref": "../page.json"}}}}}}',
        }
        judge = store(files).judge("page.json", "schemas")
        person = {"name": "Ana"}
        assert codes(judge, {"author": {**person, "friend": person, "pages": [{"author": person}]}}) == []
        assert codes(judge, {"author": {**person, "friend": {}}}) == [("EV101", "/author/friend", "name")]
        assert codes(judge, {"author": {**person, "pages": [{"author": {}}]}}) == [
            ("EV101", "/author/pages/0/author", "name")
        ]

    def test_above_the_working_folder_beside_the_schema(self) -> None:
        files = {
            "../schemas/a.json": '{"properties": {"x": {"$ref": "b.json"}}}',
            "../schemas/b.json": '{"type": "string"}',
        }
        assert codes(store(files).judge("../schemas/a.json"), {"x": 1}) == [("EV102", "/x", None)]

    def test_below_an_id_on_the_network(self) -> None:
        files = {
            "schemas/post.json": '{"$id": "https://example.org/v1/post.json", '
            '"properties": {"x": {"$ref": "parts/b.json"}}}',
            "schemas/parts/b.json": '{"$id": "https://example.org/v1/parts/b.json", "type": "string"}',
        }
        assert codes(store(files).judge("schemas/post.json"), {"x": 1}) == [("EV102", "/x", None)]

    def test_a_part_with_its_own_id_and_anchors(self) -> None:
        text = (
            '{"$id": "https://example.org/s", "properties": {"a": {"$ref": "inner"}, "b": {"$ref": "#named"}},'
            '"$defs": {"one": {"$id": "inner", "type": "string"}, "two": {"$anchor": "named", "type": "integer"}}}'
        )
        judge = store({"s.json": text}).judge("s.json")
        assert codes(judge, {"a": "x", "b": 1}) == []
        assert codes(judge, {"a": 1, "b": "x"}) == [("EV102", "/a", None), ("EV102", "/b", None)]

    def test_percent_and_tilde_in_a_pointer(self) -> None:
        text = '{"properties": {"a": {"$ref": "#/$defs/x%20y~1z"}}, "$defs": {"x y/z": {"type": "string"}}}'
        judge = store({"s.json": text}).judge("s.json")
        assert codes(judge, {"a": 1}) == [("EV102", "/a", None)]
        assert judge.wants_string("/a")

    def test_the_schema_of_schemas_needs_no_network(self) -> None:
        text = '{"properties": {"schema": {"$ref": "http://json-schema.org/draft-07/schema#"}}}'
        judge = store({"s.json": text}).judge("s.json")
        assert codes(judge, {"schema": {"type": "string"}}) == []
        assert [code for code, *_ in codes(judge, {"schema": {"type": 3}})] != []

    def test_names_of_keys_are_no_references(self) -> None:
        text = '{"properties": {"$ref": {"type": "string"}, "x": {"const": {"$ref": "http://example.org/"}}}}'
        judge = store({"s.json": text}).judge("s.json")
        assert codes(judge, {"$ref": 1}) == [("EV102", "/$ref", None)]

    def test_a_schema_that_refers_to_itself(self) -> None:
        text = '{"type": "object", "required": ["n"], "properties": {"next": {"$ref": "#"}}}'
        judge = store({"s.json": text}).judge("s.json")
        assert codes(judge, {"n": 1, "next": {"n": 2, "next": {}}}) == [("EV101", "/next/next", "n")]


class TestDrafts:
    @pytest.mark.parametrize("scheme", ["http", "https"])
    @pytest.mark.parametrize("end", ["", "#"])
    def test_any_spelling(self, scheme: str, end: str) -> None:
        text = f'{{"$schema": "{scheme}://json-schema.org/draft-07/schema{end}", "items": [{{"type": "string"}}]}}'
        assert store({"s.json": text}).judge("s.json").errors({}) == ()

    def test_draft_4_has_flags_for_strict_bounds(self) -> None:
        text = (
            '{"$schema": "http://json-schema.org/draft-04/schema#", "id": "http://example.org/x", '
            '"properties": {"n": {"minimum": 3, "exclusiveMinimum": true}}}'
        )
        judge = store({"s.json": text}).judge("s.json")
        assert codes(judge, {"n": 3}) == [("EV103", "/n", None)]
        assert "greater than 3" in str(judge.errors({"n": 3})[0].message)

    def test_draft_7_reads_lists_of_items_by_place(self) -> None:
        text = '{"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"x": {"items": [{"type": "string"}]}}}'
        judge = store({"s.json": text}).judge("s.json")
        assert codes(judge, {"x": [1, 2]}) == [("EV102", "/x/0", None)]

    def test_draft_2020_reads_prefixes(self) -> None:
        text = '{"properties": {"x": {"prefixItems": [{"type": "string"}], "items": {"type": "integer"}}}}'
        judge = store({"s.json": text}).judge("s.json")
        assert codes(judge, {"x": [1, "a"]}) == [("EV102", "/x/0", None), ("EV102", "/x/1", None)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("s.yaml", "type: object\nrequired: [title]\nproperties:\n  date: {enum: [2022-11-03]}\n"),
        ("s.yml", "{type: object, required: [title], properties: {date: {enum: ['2022-11-03']}}}"),
        ("s.toml", 'type = "object"\nrequired = ["title"]\nproperties.date.enum = ["2022-11-03"]\n'),
    ],
)
def test_schemas_in_yaml_and_toml(name: str, text: str) -> None:
    judge = store({name: text}).judge(name)
    assert codes(judge, {"date": "2022-11-03"}) == [("EV101", "", "title")]


def test_faults_of_a_yaml_schema_have_their_place() -> None:
    error = refused({"s.yaml": "type: object\nproperties:\n  a: {type: strin}\n"}, "s.yaml")
    assert (error.line, error.column) == (3, 13)
    error = refused({"s.yaml": "type: [\n"}, "s.yaml")
    assert error.line == 2


def test_true_and_false_are_schemas() -> None:
    assert store({"s.json": "true"}).judge("s.json").errors({"a": 1}) == ()
    assert codes(store({"s.json": "false"}).judge("s.json"), {"a": 1}) == [("EV105", "", None)]
