"""`sarif`: SARIF 2.1.0 as GitHub code scanning reads it.

What GitHub requires beyond the standard: short and full description and help of every rule, one-line regions from 1,
paths relative to the repository; `primaryLocationLineHash` is left to the upload action, ours is `evlint/v1`.
"""

from __future__ import annotations

import json
from urllib.parse import quote

from evlint.lint.explain import page, sections
from evlint.model.about import NAME, PROJECT_URL, VERSION
from evlint.model.diagnostic import Diagnostic, EditPlace
from evlint.model.message import Wording
from evlint.model.outcome import Outcome
from evlint.model.rule import Rule
from evlint.report import Style
from evlint.report.escape import lines
from evlint.report.summary import told, troubles
from evlint.rules import page_url, registry
from evlint.startup.lazy_regex import lazy_regex

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEM = {"error": "error", "warning": "warning", "info": "recommendation"}
_FAMILIES = {
    "0": "front-matter",
    "1": "schema",
    "2": "dates",
    "3": "links",
    "4": "links",
    "5": "site",
    "X": "configuration",
}
_TEXT_LIMIT = 1024  # characters that GitHub takes of a description
_MOST = 25_000  # results: GitHub refuses a log with more
_LINK = lazy_regex(r"\[(?=[^\[\]]*\]\()")


def render(outcome: Outcome, style: Style) -> str:
    """Write an outcome as one SARIF log with one run."""
    rules = registry()
    index = {rule.code: number for number, rule in enumerate(rules)}
    results = [_result(found, index) for found in outcome.diagnostics]
    for one in outcome.suppressed:
        suppression = {"kind": "inSource", **({"justification": one.reason} if one.reason else {})}
        results.append({**_result(one.diagnostic, index), "suppressions": [suppression]})
    for found in outcome.baselined:
        suppression = {"kind": "external", "justification": "in the baseline"}
        results.append({**_result(found, index), "suppressions": [suppression]})
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": NAME,
                        "version": VERSION,
                        "semanticVersion": VERSION,
                        "informationUri": PROJECT_URL,
                        "rules": [_rule(rule, style) for rule in rules],
                    }
                },
                "automationDetails": {"id": "evlint/"},
                "columnKind": "unicodeCodePoints",
                "invocations": [_invocation(outcome, len(results) - _MOST, style.wording)],
                "results": _worst(results),
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _invocation(outcome: Outcome, more: int, wording: Wording) -> dict[str, object]:
    """Return whether the run did its work, and what is to be told besides: why not, and how many results are left out."""
    notes = [("error", text) for text in troubles(outcome, wording)]
    if more > 0:
        notes.append(("warning", f"{more} results are left out: GitHub takes {_MOST}."))
    shown = [{"level": level, "message": {"text": _text(text)}} for level, text in notes]
    return {
        "executionSuccessful": outcome.complete,
        **({"toolExecutionNotifications": shown} if shown else {}),
    }


def _worst(results: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return a run's results, the worst of them where they are too many."""
    if len(results) <= _MOST:
        return results
    levels = list(_LEVELS.values())
    return sorted(results, key=lambda one: ("suppressions" in one, levels.index(str(one["level"]))))[:_MOST]


def _rule(rule: Rule, style: Style) -> dict[str, object]:
    wording = style.wording
    what, rest = sections(rule, wording)
    full = " ".join([what, *rest])
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": what[:_TEXT_LIMIT]},
        "fullDescription": {"text": full[:_TEXT_LIMIT]},
        "help": {"text": "\n\n".join([what, *rest]), "markdown": page(rule, wording)},
        **({"helpUri": url} if (url := page_url(rule.code, rule.name, style.language)) else {}),
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.default},
        "properties": {
            "tags": ["content", rule.package.split()[0] if rule.package else _FAMILIES.get(rule.code[2:3], "other")],
            "precision": "high",
            "problem.severity": _PROBLEM[rule.severity],
        },
    }


def _result(found: Diagnostic, index: dict[str, int]) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": found.rule,
        "level": _LEVELS[found.severity],
        "message": {"text": _text(told(found))},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(found.path), "region": _region(found)}}],
        "partialFingerprints": {"evlint/v1": found.fingerprint},
    }
    if found.rule in index:
        result["ruleIndex"] = index[found.rule]
    if found.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "message": {"text": _text(related.message)},
                "physicalLocation": {
                    "artifactLocation": _artifact(related.path),
                    "region": {"startLine": related.start.line, "startColumn": related.start.column},
                },
            }
            for number, related in enumerate(found.related, 1)
        ]
    if found.fix is not None and found.fix.edits:
        result["fixes"] = [
            {
                "description": {"text": _text(found.fix.message)},
                "artifactChanges": [
                    {
                        "artifactLocation": _artifact(found.path),
                        "replacements": [_replacement(edit) for edit in found.fix.edits],
                    }
                ],
            }
        ]
    return result


def _text(text: str) -> str:
    """Return a message in which nothing is taken for a link, as `[x](1)` would be."""
    return _LINK.sub(r"\\[", lines(text))


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(path, safe="/", errors="backslashreplace"), "uriBaseId": "%SRCROOT%"}


def _region(found: Diagnostic) -> dict[str, int]:
    """Return the span on its first line: GitHub shows an alert in a pull request only if all its lines changed."""
    end = found.end.column
    if found.end.line != found.start.line:
        end = len(found.excerpt[0]) + 1 if found.excerpt else found.start.column
    return {
        "startLine": found.start.line,
        "startColumn": found.start.column,
        "endLine": found.start.line,
        "endColumn": max(end, found.start.column),
    }


def _replacement(edit: EditPlace) -> dict[str, object]:
    return {
        "deletedRegion": {
            "startLine": edit.start.line,
            "startColumn": edit.start.column,
            "endLine": edit.end.line,
            "endColumn": edit.end.column,
        },
        "insertedContent": {"text": edit.text},
    }
