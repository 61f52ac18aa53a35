"""A value is of the right kind, but none of those that its key takes: no choice of the list, another format, too long.

What reads the value (a template, a filter, a calendar) does not know it, so the page shows nothing there or something odd.

How to fix: write one of the values, or in the form, that the message names. Where a value is only misspelt, the help names
the one that was most likely meant.

Leaves alone: what no calendar has, which EV201 tells, and values with a template in them.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import RuleContext, SchemaError
from evlint.model.diagnostic import Edit, Finding, Fix, safe, unsafe
from evlint.model.document import Document, Scalar
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.parse.front.yaml.scalars import NO_TEXTS
from evlint.rules.schema._judged import finding, schema_errors
from evlint.startup.lazy_regex import lazy_regex


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Yield one finding for each value that its key may not have."""
    for error in schema_errors(document, context, "EV103"):
        yield finding(document, error)._replace(fix=_near_miss(document, error))


def _near_miss(document: Document, error: SchemaError) -> Fix | None:
    """Return the fix that writes the value which a misspelt one stands for: safe where only case differs."""
    front, near = document.front, error.suggestion
    node = front.at(error.pointer) if front is not None else None
    if front is None or near is None or not isinstance(node, Scalar) or not isinstance(node.value, str):
        return None
    written = _written(node, near)
    if written is None:
        return None
    fix = safe if near.casefold() == node.value.strip().casefold() else unsafe
    return fix(msg("Write “{value}”", value=near), Edit(node.span, written))


def _written(node: Scalar, text: str) -> str | None:
    """Write a text in the place of another as that one is written; None where that would take escapes."""
    if not text.isprintable() or "\\" in text:
        return None
    quote = node.source[:1] if node.style in ("single", "double") else ""
    if quote in ("'", '"'):
        return None if quote in text or node.source.startswith(quote * 3) else f"{quote}{text}{quote}"
    if node.style != "plain":
        return None
    if _PLAIN.fullmatch(text) and text.lower() not in NO_TEXTS:
        return text
    return None if '"' in text else f'"{text}"'


# What YAML reads as a text without quotes, wherever it stands.
_PLAIN = lazy_regex(r"[^\W\d_][\w-]*(?: [\w-]+)*")


_CONFIG = '[[collection]]\nname = "notes"\nfiles = ["*.md"]\nschema = "note.schema.json"\n'
_FILES = (
    (
        "note.schema.json",
        """{"type": "object", "properties": {
  "kind": {"enum": ["webinaire", "atelier", "forum"]},
  "seats": {"type": "integer", "minimum": 1},
  "code": {"type": "string", "pattern": "^[A-Z]{2}-[0-9]+$",
           "description": "Two capitals, a hyphen, a number.", "examples": ["AB-12"]},
  "mail": {"type": "string", "format": "email"},
  "page": {"type": "string", "format": "uri"},
  "deck": {"type": "string", "maxLength": 20},
  "day": {"type": "string", "format": "date"},
  "tags": {"type": "array", "uniqueItems": true}
}}""",
    ),
)

RULE = Rule(
    code="EV103",
    severity="error",
    check=check,
    fix="safe",
    needs="refused",
    options=("collection.schema",),
    examples=(
        Bad(
            "---\nkind: «webinar»\n---\n",
            says="“kind” is “webinar”, and it must be “webinaire”, “atelier” or “forum”",
            fixed="---\nkind: webinaire\n---\n",
            config=_CONFIG,
            files=_FILES,
        ),
        Bad("---\nseats: «0»\n---\n", says="at least 1", config=_CONFIG, files=_FILES),
        Bad("---\ncode: «ab12»\n---\n", says="“ab12” is not written as “code” must be", config=_CONFIG, files=_FILES),
        Bad("---\nmail: «contact at example.org»\n---\n", says="a mail address", config=_CONFIG, files=_FILES),
        Bad("---\npage: «www.example.org/x»\n---\n", says="a whole web address", config=_CONFIG, files=_FILES),
        Bad("---\ndeck: «This deck is far too long»\n---\n", says="at most", config=_CONFIG, files=_FILES),
        Bad("---\ntags: «[a, b, a]»\n---\n", says="“a” twice", config=_CONFIG, files=_FILES),
        Bad(
            '{\n  "kind": «"Forums"»\n}\n',
            says="“Forums”",
            fixed='{\n  "kind": "forum"\n}\n',
            config=_CONFIG,
            files=_FILES,
        ),
        Bad(
            "---\nkind: «'Atelier'»\n---\n",
            says="“Atelier”",
            fixed="---\nkind: 'atelier'\n---\n",
            config=_CONFIG,
            files=_FILES,
        ),
        Good(
            "---\nkind: forum\nseats: 12\ncode: AB-12\nmail: contact@example.org\npage: https://example.org/é%20\n---\n".replace(
                "é", ""
            ),
            config=_CONFIG,
            files=_FILES,
        ),
        Good("---\nday: 2022-11-03\n---\n", config=_CONFIG, files=_FILES),
        Good("---\nmail: '{{ site.mail }}'\n---\n", config=_CONFIG, files=_FILES, note="A template makes the value."),
    ),
)
