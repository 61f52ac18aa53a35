"""The formats that others defined, held to their definitions, over awkward results and names that are no UTF-8."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from jsonschema import Draft4Validator

from awkward import EVIL, GALLERY, MANY, OUTCOME, awkward
from evlint.model.message import ENGLISH
from evlint.model.outcome import Notice, Outcome
from evlint.report import FORMATS, Style, render
from evlint.report.summary import troubles
from evlint.rules import registry

DATA = Path(__file__).parents[1] / "data"
UNDECODABLE = Outcome(diagnostics=(awkward(path="caf\udce9/x.md", text="odd \udce9"),), files=1)
TROUBLE = (Notice(EVIL, is_unusable=True), Notice("only told"), Notice("A defect in evlint.", is_defect=True))
OUTCOMES = {
    "gallery": GALLERY,
    "evil": OUTCOME,
    "many": MANY,
    "clean": Outcome(files=3),
    "bytes": UNDECODABLE,
    "in part": GALLERY._replace(notices=TROUBLE),
    "in part, nothing found": Outcome(files=3, notices=TROUBLE),
    "broken off": GALLERY._replace(interrupted=True),
    "nothing checked": Outcome(notices=TROUBLE),
}
INCOMPLETE = [outcome for outcome in OUTCOMES.values() if not outcome.complete]
each_outcome = pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES.keys())


def report(outcome: Outcome, name: str) -> Any:
    text = render(outcome, name, Style()).encode("utf-8", "backslashreplace").decode("utf-8")
    return json.loads(text) if name in ("sarif", "gitlab", "rdjson") else text


@each_outcome
def test_sarif_is_valid(outcome: Outcome) -> None:
    validator = Draft4Validator(json.loads((DATA / "sarif-2.1.0-rtm.5.json").read_text("utf-8")))
    problems = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(report(outcome, "sarif"))]
    assert problems == []


@each_outcome
def test_sarif_is_what_github_takes(outcome: Outcome) -> None:
    log = report(outcome, "sarif")
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"]
    assert driver["semanticVersion"]
    assert [rule["id"] for rule in driver["rules"]] == [rule.code for rule in registry()]
    for rule in driver["rules"]:
        texts = [rule[name]["text"] for name in ("shortDescription", "fullDescription")]
        assert all(0 < len(text) <= 1024 for text in texts)
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert 0 < len(rule["properties"]["tags"]) <= 20
        assert rule["properties"]["precision"] in ("very-high", "high", "medium", "low")
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
    assert len(run["results"]) == sum(map(len, (outcome.diagnostics, outcome.suppressed, outcome.baselined)))
    for result in run["results"]:
        assert result["message"]["text"]
        assert set(result["partialFingerprints"]) == {"evlint/v1"}
        assert result.get("ruleIndex") is None or driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        assert min(region.values()) >= 1
        assert region["startLine"] == region["endLine"]
        assert region["endColumn"] >= region["startColumn"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert uri.isascii()
        assert not set(uri) & set(' <>"\\')
        for change in (change for fix in result.get("fixes", []) for change in fix["artifactChanges"]):
            assert change["replacements"]


def test_sarif_fixes_and_suppressions_are_whole() -> None:
    results = report(GALLERY, "sarif")["runs"][0]["results"]
    replacements = results[2]["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacements == [
        {"deletedRegion": {"startLine": 9, "startColumn": 12, "endLine": 9, "endColumn": 14},
         "insertedContent": {"text": "mardi"}},
        {"deletedRegion": {"startLine": 10, "startColumn": 1, "endLine": 10, "endColumn": 1},
         "insertedContent": {"text": "one\ntwo\n"}},
    ]  # fmt: skip
    assert [result["suppressions"] for result in results[4:]] == [
        [{"kind": "inSource", "justification": "a reason"}],
        [{"kind": "inSource"}],
        [{"kind": "external", "justification": "in the baseline"}],
    ]


def test_sarif_keeps_the_worst_within_github_s_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evlint.report.sarif._MOST", 3)
    log = report(GALLERY._replace(diagnostics=GALLERY.diagnostics[::-1]), "sarif")
    assert [(result["ruleId"], result["level"]) for result in log["runs"][0]["results"]] == [
        ("EV005", "error"), ("EV301", "error"), ("EV206", "warning"),
    ]  # fmt: skip
    (invocation,) = log["runs"][0]["invocations"]
    assert invocation["toolExecutionNotifications"][0]["message"]["text"].startswith("4 results are left out")
    assert not list(Draft4Validator(json.loads((DATA / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))).iter_errors(log))


def test_sarif_takes_no_message_for_a_link() -> None:
    outcome = Outcome(diagnostics=(awkward(text="In [the text](1) stands [x] and [a [b](c)."),), files=1)
    text = report(outcome, "sarif")["runs"][0]["results"][0]["message"]["text"]
    assert text.startswith("In \\[the text](1) stands [x] and [a \\[b](c).")


@each_outcome
def test_junit_is_what_jenkins_takes(outcome: Outcome) -> None:
    # `file` and `line` of a test case are not in this schema; GitLab, CircleCI and others show them.
    definition = (DATA / "junit-10.xsd").read_text("utf-8")
    group = '<xs:attribute name="group" type="xs:string"/>'
    assert definition.count(group) == 1
    both = '<xs:attribute name="file" type="xs:string"/><xs:attribute name="line" type="xs:positiveInteger"/>'
    schema = xmlschema.XMLSchema(definition.replace(group, group + both))
    errors = [str(error.reason) for error in schema.iter_errors(report(outcome, "junit"))]
    assert errors == []


@each_outcome
def test_checkstyle_is_what_its_readers_take(outcome: Outcome) -> None:
    schema = xmlschema.XMLSchema(
        """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="checkstyle"><xs:complexType>
        <xs:sequence><xs:element name="file" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
        <xs:element name="error" maxOccurs="unbounded"><xs:complexType>
        <xs:attribute name="line" type="xs:positiveInteger" use="required"/>
        <xs:attribute name="column" type="xs:positiveInteger"/>
        <xs:attribute name="severity" use="required"><xs:simpleType><xs:restriction base="xs:string">
        <xs:enumeration value="error"/><xs:enumeration value="warning"/><xs:enumeration value="info"/>
        </xs:restriction></xs:simpleType></xs:attribute>
        <xs:attribute name="message" type="xs:string" use="required"/>
        <xs:attribute name="source" type="xs:string"/></xs:complexType></xs:element></xs:sequence>
        <xs:attribute name="name" type="xs:string" use="required"/></xs:complexType></xs:element></xs:sequence>
        <xs:attribute name="version" type="xs:string"/></xs:complexType></xs:element></xs:schema>"""
    )
    assert [str(error.reason) for error in schema.iter_errors(report(outcome, "checkstyle"))] == []


@each_outcome
def test_gitlab_has_every_field_that_its_widget_needs(outcome: Outcome) -> None:
    text = render(outcome, "gitlab", Style())
    assert not text.startswith("\ufeff")
    issues = report(outcome, "gitlab")
    assert len(issues) == len(outcome.diagnostics) + len(troubles(outcome, ENGLISH))
    for issue in issues:
        assert all(isinstance(issue[key], str) and issue[key] for key in ("description", "check_name", "fingerprint"))
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not issue["location"]["path"].startswith(("./", "/"))
        assert issue["location"]["lines"]["begin"] >= 1
        assert issue["location"]["positions"]["begin"]["line"] == issue["location"]["lines"]["begin"]


POSITION = {
    "type": "object",
    "required": ["line", "column"],
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
    "additionalProperties": False,
}
RANGE = {
    "type": "object",
    "required": ["start", "end"],
    "properties": {"start": POSITION, "end": POSITION},
    "additionalProperties": False,
}
URLS = {"type": "string", "pattern": "^https://"}
RDJSON = {
    "type": "object",
    "required": ["source", "diagnostics"],
    "properties": {
        "source": {"type": "object", "properties": {"name": {"const": "evlint"}, "url": URLS}},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location", "severity", "code"],
                "properties": {
                    "message": {"type": "string", "minLength": 1},
                    "location": {
                        "type": "object",
                        "required": ["path", "range"],
                        "properties": {"path": {"type": "string"}, "range": RANGE},
                        "additionalProperties": False,
                    },
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {"type": "object", "required": ["value"], "properties": {"value": {}, "url": URLS}},
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["range", "text"],
                            "properties": {"range": RANGE, "text": {"type": "string"}},
                            "additionalProperties": False,
                        },
                    },
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


@each_outcome
def test_rdjson_is_what_reviewdog_reads(outcome: Outcome) -> None:
    """Stricter than reviewdog's own schema, which takes any further key and any number."""
    problems = [
        f"{error.json_path}: {error.message}"
        for error in Draft4Validator(RDJSON).iter_errors(report(outcome, "rdjson"))
    ]
    assert problems == []


def test_rdjson_columns_are_bytes_and_its_suggestions_too() -> None:
    found = report(GALLERY, "rdjson")["diagnostics"][2]
    assert found["location"]["range"]["start"] == {"line": 9, "column": 15}
    assert found["suggestions"][0] == {
        "range": {"start": {"line": 9, "column": 15}, "end": {"line": 9, "column": 17}},
        "text": "mardi",
    }


@pytest.mark.parametrize("outcome", INCOMPLETE, ids=lambda outcome: f"{outcome.files} files")
def test_no_format_shows_a_run_that_is_not_whole_as_a_clean_one(outcome: Outcome) -> None:
    reasons = troubles(outcome, ENGLISH)
    texts = {name: render(outcome, name, Style()) for name in FORMATS}
    for name, text in texts.items():
        assert "nothing to report" not in text.lower(), name
        assert "all posts are clean" not in text, name
        if name in ("github", "junit", "checkstyle", "gitlab", "rdjson", "sarif", "jsonl"):
            assert all(reason in text for reason in reasons if reason.isascii() and "<" not in reason), name
    assert json.loads(texts["json"])["complete"] is False
    assert json.loads(texts["jsonl"].splitlines()[-1])["complete"] is False
    (invocation,) = json.loads(texts["sarif"])["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [note["level"] for note in invocation["toolExecutionNotifications"]] == ["error"] * len(reasons)
    assert texts["junit"].count("<error ") == len(reasons)
    assert texts["checkstyle"].count('source="evlint.incomplete-run"') == len(reasons)
    assert [one["severity"] for one in json.loads(texts["gitlab"])[: len(reasons)]] == ["critical"] * len(reasons)
    assert texts["github"].count("::error title=evlint::") == len(reasons)
    assert "[!CAUTION]" in texts["markdown"]
    assert 'role="alert"' in texts["html"]
    if outcome.is_void:
        assert [texts[name] for name in ("table", "full", "concise")] == ["", "", ""]
    else:
        assert all("Not everything could be checked." in texts[name] for name in ("table", "full", "concise"))


@each_outcome
def test_only_a_whole_run_is_called_complete(outcome: Outcome) -> None:
    assert report(outcome, "sarif")["runs"][0]["invocations"][0]["executionSuccessful"] is outcome.complete
    assert json.loads(render(outcome, "json", Style()))["complete"] is outcome.complete


@pytest.mark.parametrize("name", FORMATS)
def test_names_that_are_no_utf8_leave_every_report_readable(name: str) -> None:
    assert "caf" in str(report(UNDECODABLE, name))


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("json", "jsonl")])
def test_no_message_turns_the_text_round(name: str) -> None:
    """json and jsonl hand texts on as they are, and so does every fix."""
    outcome = Outcome(diagnostics=(awkward()._replace(fix=None),), files=1)
    assert not set(render(outcome, name, Style())) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
