"""A key stands twice in the same mapping.

Site generators keep one of the two values, most of them the last one, and say nothing; others refuse the file. What the
other line says is lost, and the author who corrects that line wonders why nothing changes.

How to fix: delete one of the two lines, or give it the name that it was meant to have. Several values under one key are a
list.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.source._problems import told


def check(document: Document, context: RuleContext) -> Iterator[Finding]:  # noqa: ARG001 the form of every rule
    """Tell what the parser met, one finding for each key that was there before."""
    return told(document, "EV005")


RULE = Rule(
    code="EV005",
    severity="error",
    check=check,
    needs="front",
    examples=(
        Bad(
            "---\ntitle: Analytics case study\nevent_platform: zoom\n«event_platform»: youtube_live\n---\n",
            says="a second time",
            source="digital.gov content/events/2020/10/2020-10-21-analytics-case-study-part-3-action.md",
        ),
        Bad(
            "---\nchamps_informations:\n- intitule: Horaires\n  contenu: 9h\n  «contenu»: 10h\n---\n",
            says="“contenu”",
            note="nested as well",
        ),
        Bad('+++\ntitle = "A"\n«title» = "B"\n+++\n', says="“title”"),
        Bad('{"title": "A", «"title"»: "B"}\n', says="“title”"),
        Good("---\nacces:\n- type: Métro\n- type: Bus\n---\n", note="each item of a list has keys of its own"),
        Good(
            "---\nbase: &base\n  lieu: Paris\nseance:\n  <<: *base\n  lieu: Lyon\n---\n",
            note="`<<` gives way to what is typed",
        ),
    ),
)
